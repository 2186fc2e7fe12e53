"""Claims about what was told before, on trees made by hand."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.records import Document, Extraction, PartialDate
from kg.vocabulary import load_vocabulary
from tests.extract.classifying import with_states

ATTACKED = "Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2"
SAID = "Iraq/NNP/nsubj/2 said/VBD/root/0 Iran/NNP/nsubj/4 attacked/VBD/ccomp/2 Oman/NNP/obj/4"


def article(*sentences: str) -> Extraction:
    doc = with_states("\n".join(sentences))
    document = Document(doc.text, published=PartialDate.from_iso("2024-10-23"))
    return extract(document, doc, load_vocabulary())


def claims(found: Extraction, kind: str = "ASSAULT") -> list[str]:
    """ "source stance factuality" of the claims about events of a type, without the narrator's."""
    texts = {mention.id: mention.text for mention in found.mentions}
    events = {event.id for event in found.events if event.type == kind}
    return sorted(
        f"{texts[claim.source]} {claim.stance.value} {claim.factuality.value}"
        for claim in found.claims
        if claim.content in events and claim.source
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Jordan/NNP/nsubj/2 condemned/VBD/root/0 the/DT/det/4 attack/NN/obj/2", "assert CT+"),
        ("Jordan/NNP/nsubj/2 confirmed/VBD/root/0 the/DT/det/4 attack/NN/obj/2", "assert CT+"),
        (
            "The/DT/det/2 attack/NN/nsubj:pass/4 was/VBD/aux:pass/4 condemned/VBN/root/0 "
            "by/IN/case/6 Jordan/NNP/obl:agent/4",
            "assert CT+",
        ),
        ("Jordan/NNP/nsubj/2 condemned/VBD/root/0 the/DT/det/4 move/NN/obj/2", "assert CT+"),
        (
            "Jordan/NNP/nsubj/2 called/VBD/root/0 the/DT/det/4 attack/NN/obj/2 a/DT/det/6 "
            "provocation/NN/xcomp/2",
            "assert CT+",
        ),
        (
            "Jordan/NNP/nsubj/2 said/VBD/root/0 the/DT/det/4 attack/NN/nsubj/6 had/VBD/aux/6 "
            "failed/VBN/ccomp/2",
            "assert CT+",
        ),
    ],
    ids=["condemned", "confirmed", "passive", "the move", "called", "spoken of"],
)
def test_who_speaks_of_an_event_told_before_claims_it(sentence: str, expected: str) -> None:
    assert claims(article(ATTACKED, sentence)) == [f"Jordan {expected}"]


@pytest.mark.parametrize(
    ("sentence", "sides"),
    [
        ("condemned/VBD/root/0 the/DT/det/4 attack/NN/obj/2", [("Jordan", "ACCUSE", "Iran")]),
        ("condemned/VBD/root/0 the/DT/det/4 move/NN/obj/2", [("Jordan", "ACCUSE", "Iran")]),
        ("welcomed/VBD/root/0 the/DT/det/4 attack/NN/obj/2", [("Jordan", "SUPPORT", "Iran")]),
        ("confirmed/VBD/root/0 the/DT/det/4 attack/NN/obj/2", []),
    ],
    ids=["condemned", "the move", "welcomed", "confirmed"],
)
def test_who_judges_a_deed_judges_those_who_did_it(
    sentence: str, sides: list[tuple[str, str, str]]
) -> None:
    found = article(ATTACKED, f"Jordan/NNP/nsubj/2 {sentence}")
    texts = {mention.id: mention.text for mention in found.mentions}
    assert [
        (texts[event.actors[0]], event.type, texts[event.recipients[0]])
        for event in found.events
        if event.type != "ASSAULT"
    ] == sides


def test_who_rejects_a_report_does_not_reject_those_of_whom_it_speaks() -> None:
    rejected = "Iraq/NNP/nsubj/2 rejected/VBD/root/0 the/DT/det/4 reports/NNS/obj/2"
    assert {event.type for event in article(ATTACKED, rejected).events} == {"ASSAULT"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Jordan/NNP/nsubj/2 condemned/VBD/root/0 another/DT/det/4 attack/NN/obj/2",
        "Jordan/NNP/nsubj/2 condemned/VBD/root/0 the/DT/det/5 latest/JJ/amod/5 attack/NN/obj/2",
        "Jordan/NNP/nsubj/2 condemned/VBD/root/0 the/DT/det/4 attack/NN/obj/2 on/IN/case/6 "
        "Oman/NNP/nmod/4",
        "Jordan/NNP/nsubj/2 condemned/VBD/root/0 the/DT/det/4 arrest/NN/obj/2",
        "Jordan/NNP/nsubj/2 rejected/VBD/root/0 the/DT/det/4 offer/NN/obj/2",
        "Jordan/NNP/nsubj/2 brushed/VBD/root/0 the/DT/det/4 attack/NN/obj/2 off/RP/compound:prt/2",
        "Jordan/NNP/nsubj/2 condemned/VBD/root/0 the/DT/det/4 war/NN/obj/2",
    ],
    ids=[
        "another",
        "the latest",
        "on somebody else",
        "of another type",
        "an offer",
        "shrugged",
        "war",
    ],
)
def test_a_noun_for_something_else_claims_nothing(sentence: str) -> None:
    assert claims(article(ATTACKED, sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Iran/NNP/nsubj/2 denied/VBD/root/0 it/PRP/obj/2",
        "Iran/NNP/nsubj/2 denied/VBD/root/0 the/DT/det/4 allegation/NN/obj/2",
        "Iran/NNP/nsubj/2 called/VBD/root/0 the/DT/det/4 report/NN/obj/2 false/JJ/xcomp/2",
    ],
    ids=["it", "the allegation", "false"],
)
def test_the_accused_denies_what_was_said_of_him(sentence: str) -> None:
    assert claims(article(SAID, sentence)) == ["Iran deny CT-", "Iraq assert CT+"]


def test_who_is_not_concerned_denies_something_else() -> None:
    other = "Jordan/NNP/nsubj/2 denied/VBD/root/0 it/PRP/obj/2"
    assert claims(article(SAID, other)) == ["Iraq assert CT+"]


@pytest.mark.parametrize(
    ("verb", "value"),
    [("confirmed/VBD/root/0", "CT+"), ("confirmed/VBD/root/0 not/RB/advmod/2", "U")],
    ids=["confirmed", "did not confirm"],
)
def test_a_report_of_somebody_is_confirmed_or_left_open(verb: str, value: str) -> None:
    after = 6 if "not" in verb else 5
    object_ = f"Iraq/NNP/nmod:poss/{after} 's/POS/case/{after - 2} report/NN/obj/2"
    found = article(SAID, f"Jordan/NNP/nsubj/2 {verb} {object_}")
    assert claims(found) == ["Iraq assert CT+", f"Jordan assert {value}"]


def test_a_clause_after_an_event_comments_on_it() -> None:
    denied = (
        f"{ATTACKED} ,/,/punct/2 a/DT/det/6 move/NN/appos/2 condemned/VBN/acl/6 by/IN/case/9 "
        "Jordan/NNP/obl:agent/7"
    )
    assert claims(article(denied)) == ["Jordan assert CT+"]


def test_a_report_said_to_hold_if_true_is_left_open() -> None:
    spoken = (
        "Jordan/NNP/nsubj/2 said/VBD/root/0 that/IN/mark/9 ,/,/punct/9 if/IN/mark/6 "
        "true/JJ/advcl/9 the/DT/det/8 attack/NN/nsubj/9 worries/VBZ/ccomp/2 it/PRP/obj/9"
    )
    assert claims(article(ATTACKED, spoken)) == ["Jordan assert U"]


def test_the_same_source_leaves_nothing_open_that_it_asserts() -> None:
    doubtful = "If/IN/mark/3 Iran/NNP/nsubj/3 attacks/VBZ/advcl/6 Iraq/NNP/obj/3 ,/,/punct/6 falls/VBZ/root/0"
    found = article(ATTACKED, doubtful)
    (event,) = [event for event in found.events if event.type == "ASSAULT"]
    (claim,) = [claim for claim in found.claims if claim.content == event.id]
    assert claim.factuality.value == "CT+"


# -- sources ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            "Officials/NNS/nsubj/4 of/IN/case/3 Iraq/NNP/nmod/1 met/VBD/root/0\n"
            "Officials/NNS/nsubj/2 said/VBD/root/0 Iran/NNP/nsubj/4 attacked/VBD/ccomp/2 "
            "Oman/NNP/obj/4",
            ["Iraq assert CT+"],
        ),
        (
            "Jordan/NNP/nsubj/2 said/VBD/root/0 talks/NNS/nsubj/4 failed/VBD/ccomp/2 ,/,/punct/4 "
            "adding/VBG/advcl/4 Iran/NNP/nsubj/8 attacked/VBD/ccomp/6 Oman/NNP/obj/8",
            ["Jordan assert CT+"],
        ),
        (
            "An/DT/det/4 Iraqi/JJ/amod/4 think/NN/compound/4 tank/NN/nsubj/5 said/VBD/root/0 "
            "Iran/NNP/nsubj/7 attacked/VBD/ccomp/5 Oman/NNP/obj/7",
            [],
        ),
        (
            "Jordan/NNP/nsubj/2 said/VBD/root/0 evidence/NN/nsubj/4 shows/VBZ/ccomp/2 "
            "Iran/NNP/nsubj/6 attacked/VBD/ccomp/4 Oman/NNP/obj/6",
            ["Jordan assert CT+"],
        ),
    ],
    ids=["officials named before", "adding", "a think tank", "evidence"],
)
def test_who_says_so_is_named_elsewhere_or_not_at_all(sentences: str, expected: list[str]) -> None:
    assert claims(article(sentences)) == expected


def test_who_cites_another_reports_what_that_one_says() -> None:
    found = article(
        "Jordan/NNP/nsubj/2 reported/VBD/root/0 ,/,/punct/4 citing/VBG/advcl/2 Iraq/NNP/obj/4 "
        ",/,/punct/4 that/IN/mark/9 Iran/NNP/nsubj/9 attacked/VBD/ccomp/4 Oman/NNP/obj/9"
    )
    assert claims(found) == ["Iraq assert CT+"]
    texts = {mention.id: mention.text for mention in found.mentions}
    (inner,) = [claim for claim in found.claims if texts.get(claim.source) == "Iraq"]
    (outer,) = [claim for claim in found.claims if texts.get(claim.source) == "Jordan"]
    assert outer.content == inner.id


def test_pledging_a_thing_is_to_promise_it() -> None:
    found = article("Iran/NNP/nsubj/2 pledged/VBD/root/0 aid/NN/obj/2 to/IN/case/5 Iraq/NNP/nmod/3")
    assert claims(found, "AID") == ["Iran promise PR+"]


@pytest.mark.parametrize(
    ("verb", "value"), [("sent/VBD/root/0", "CT+"), ("lost/VBD/root/0", "U")], ids=["sent", "lost"]
)
def test_a_transfer_to_help_is_help(verb: str, value: str) -> None:
    found = article(
        f"Iran/NNP/nsubj/2 {verb} tanks/NNS/obj/2 to/TO/mark/5 help/VB/advcl/2 Iraq/NNP/obj/5"
    )
    helped = {event.id for event in found.events if event.type == "AID"}
    assert value in {claim.factuality.value for claim in found.claims if claim.content in helped}
