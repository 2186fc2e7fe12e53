"""What is said and is no event or relation, on trees made by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kg.extract import extract
from kg.records import Document, Extraction, PartialDate, Stance, TimeFrame
from kg.vocabulary import load_vocabulary
from tests.extract.classifying import with_states

SAFE = "the/DT/det/4 dam/NN/nsubj/6 was/VBD/cop/6 safe/JJ/ccomp/2"
CLOSE = "would/MD/aux/5 close/VB/ccomp/2 the/DT/det/7 strait/NN/obj/5"


def article(*sentences: str, ents: Sequence[tuple[int, int, str]] = ()) -> Extraction:
    doc = with_states("\n".join(sentences), ents)
    document = Document(doc.text, published=PartialDate.from_iso("2024-10-23"))
    return extract(document, doc, load_vocabulary())


def said(found: Extraction) -> list[str]:
    """ "source stance factuality: words" of each claim about a proposition."""
    texts = {mention.id: mention.text for mention in found.mentions}
    words = {one.id: texts[one.evidence[0]] for one in found.propositions}
    return [
        f"{texts.get(claim.source, '?')} {claim.stance.value} {claim.factuality.value}: "
        f"{words[claim.content]}"
        for claim in found.claims
        if claim.content in words
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"Iran/NNP/nsubj/2 said/VBD/root/0 {SAFE}", "Iran assert CT+: the dam was safe"),
        (f"Officials/NNS/nsubj/2 said/VBD/root/0 {SAFE}", "? assert CT+: the dam was safe"),
        (
            "Iran/NNP/nsubj/3 will/MD/aux/3 fail/VB/ccomp/6 ,/,/punct/3 Iraq/NNP/nsubj/6 "
            "said/VBD/root/0",
            "Iraq assert PR+: Iran will fail",
        ),
        (
            "Iraq/NNP/nsubj/2 denied/VBD/root/0 any/DT/det/4 role/NN/obj/2 in/IN/case/7 "
            "the/DT/det/7 fire/NN/nmod/4",
            "Iraq deny CT-: any role in the fire",
        ),
        (
            "Iran/NNP/nsubj/2 denied/VBD/root/0 writing/VBG/advcl/2 the/DT/det/5 poem/NN/obj/3",
            "Iran deny CT-: writing the poem",
        ),
        (
            "Iraq/NNP/nsubj/2 dismissed/VBD/root/0 the/DT/det/4 reports/NNS/obj/2 as/IN/case/6 "
            "absurd/JJ/obl/2",
            "Iraq deny CT-: the reports as absurd",
        ),
        (
            "Iran/NNP/nsubj/2 urged/VBD/root/0 Oman/NNP/iobj/2 to/TO/mark/5 close/VB/xcomp/2 "
            "the/DT/det/7 harbour/NN/obj/5",
            "Iran demand U: Oman to close the harbour",
        ),
        (
            "Iran/NNP/nsubj/2 accused/VBD/root/0 Iraq/NNP/obj/2 of/IN/mark/5 lying/VBG/advcl/2 "
            "about/IN/case/8 the/DT/det/8 dam/NN/obl/5",
            "Iran assert CT+: Iraq of lying about the dam",
        ),
        (
            "Iran/NNP/nsubj/2 asked/VBD/root/0 for/IN/case/4 patience/NN/obl/2",
            "Iran ask U: patience",
        ),
        (
            "Iran/NNP/nsubj/2 refused/VBD/root/0 to/TO/mark/4 pay/VB/xcomp/2 the/DT/det/6 "
            "bill/NN/obj/4",
            "Iran refuse CT-: to pay the bill",
        ),
        (
            "Iran/NNP/nsubj/2 called/VBD/root/0 the/DT/det/4 story/NN/obj/2 a/DT/det/6 "
            "triumph/NN/xcomp/2",
            "Iran assert CT+: the story a triumph",
        ),
        (
            "Iran/NNP/nsubj/2 called/VBD/root/0 the/DT/det/4 story/NN/obj/2 a/DT/det/6 "
            "lie/NN/xcomp/2",
            "Iran deny CT-: the story a lie",
        ),
    ],
)
def test_what_is_said_is_kept_with_its_source(sentence: str, expected: str) -> None:
    assert said(article(sentence)) == [expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"Iran/NNP/nsubj/2 said/VBD/root/0 it/PRP/nsubj/5 {CLOSE}", "promise PR+"),
        (f"Iran/NNP/nsubj/2 warned/VBD/root/0 it/PRP/nsubj/5 {CLOSE}", "threaten PS+"),
        (f"Iran/NNP/nsubj/2 said/VBD/root/0 Iraq/NNP/nsubj/5 {CLOSE}", "assert PR+"),
        (f"Iran/NNP/nsubj/2 warned/VBD/root/0 Iraq/NNP/nsubj/5 {CLOSE}", "assert PR+"),
    ],
)
def test_what_a_speaker_will_do_himself_is_promised_or_threatened(
    sentence: str, expected: str
) -> None:
    claims = [c for c in article(sentence).claims if c.source]
    assert {f"{c.stance.value} {c.factuality.value}" for c in claims} == {expected}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"Iran/NNP/nsubj/2 doubted/VBD/root/0 it/PRP/nsubj/5 {CLOSE}", "assert PR-"),
        (f"Iran/NNP/nsubj/2 feared/VBD/root/0 it/PRP/nsubj/5 {CLOSE}", "assert PS+"),
        (
            "Iran/NNP/nsubj/2 said/VBD/root/0 it/PRP/nsubj/5 would/MD/aux/5 lose/VB/ccomp/2 "
            "the/DT/det/7 dam/NN/obj/5",
            "assert PR+",
        ),
        (
            "Iran/NNP/nsubj/2 said/VBD/root/0 it/PRP/expl/5 was/VBD/cop/5 unlikely/JJ/ccomp/2 "
            "that/IN/mark/9 it/PRP/nsubj/9 would/MD/aux/9 close/VB/csubj/5 the/DT/det/11 "
            "strait/NN/obj/9",
            "assert PR-",
        ),
    ],
    ids=["doubted", "feared", "suffered", "unlikely"],
)
def test_what_is_doubted_feared_or_suffered_is_no_promise(sentence: str, expected: str) -> None:
    claims = [c for c in article(sentence).claims if c.source]
    assert f"{claims[0].stance.value} {claims[0].factuality.value}" == expected
    assert all(claim.stance is Stance.ASSERT for claim in claims)


def test_clauses_side_by_side_are_two() -> None:
    sentence = (
        "Iran/NNP/nsubj/2 said/VBD/root/0 that/IN/mark/7 the/DT/det/5 dam/NN/nsubj/7 was/VBD/cop/7 "
        "safe/JJ/ccomp/2 and/CC/cc/12 that/IN/mark/12 Iraq/NNP/nsubj/12 would/MD/aux/12 "
        "fail/VB/conj/7"
    )
    found = article(sentence)
    assert said(found) == ["Iran assert CT+: the dam was safe", "Iran assert PR+: Iraq would fail"]
    assert [one.time_frame for one in found.propositions] == [TimeFrame.PAST, TimeFrame.FUTURE]


def test_a_clause_set_against_what_is_said_is_the_articles_own() -> None:
    sentence = (
        "Iran/NNP/nsubj/2 said/VBD/root/0 the/DT/det/4 dam/NN/nsubj/6 was/VBD/cop/6 safe/JJ/ccomp/2 "
        ",/,/punct/10 but/CC/cc/10 Iraq/NNP/nsubj/10 had/VBD/conj/2 doubts/NNS/obj/10"
    )
    assert said(article(sentence)) == ["Iran assert CT+: the dam was safe"]


def test_a_report_of_what_is_said_is_a_claim_about_a_claim() -> None:
    sentence = (
        "Jordan/NNP/nsubj/2 reported/VBD/root/0 that/IN/mark/5 Iran/NNP/nsubj/5 said/VBD/ccomp/2 "
        "the/DT/det/7 dam/NN/nsubj/9 was/VBD/cop/9 safe/JJ/ccomp/5"
    )
    found = article(sentence)
    assert said(found) == ["Iran assert CT+: the dam was safe"]
    inner, outer = found.claims
    assert outer.content == inner.id and outer.source != inner.source


@pytest.mark.parametrize(
    "sentence",
    [
        "The/DT/det/2 pact/NN/nsubj/3 shows/VBZ/root/0 that/IN/mark/7 Iran/NNP/nsubj/7 "
        "is/VBZ/cop/7 weak/JJ/ccomp/3",
        "Iran/NNP/nsubj:pass/3 is/VBZ/aux:pass/3 believed/VBN/root/0 to/TO/mark/6 be/VB/cop/6 "
        "weak/JJ/xcomp/3",
        "Iran/NNP/nsubj/2 agreed/VBD/root/0 to/TO/mark/4 pay/VB/xcomp/2 the/DT/det/6 bill/NN/obj/4",
        "Iran/NNP/nsubj/2 wants/VBZ/root/0 to/TO/mark/4 pay/VB/xcomp/2 the/DT/det/6 bill/NN/obj/4",
        "Iran/NNP/nsubj/2 denied/VBD/root/0 it/PRP/obj/2",
        "The/DT/det/2 dam/NN/nsubj/4 was/VBD/cop/4 safe/JJ/root/0",
    ],
    ids=["a thing shows", "nobody believes", "agreed", "wants", "it", "the article's own words"],
)
def test_what_nobody_puts_into_words_is_none(sentence: str) -> None:
    assert said(article(sentence)) == []


TOLD = "that/IN/mark/9 the/DT/det/7 dam/NN/nsubj/9 was/VBD/cop/9 safe/JJ/ccomp/4"


@pytest.mark.parametrize(
    "sentence",
    [
        "Iran/NNP/nsubj/3 may/MD/aux/3 say/VB/root/0 that/IN/mark/8 the/DT/det/6 dam/NN/nsubj/8 "
        "was/VBD/cop/8 safe/JJ/ccomp/3",
        "If/IN/mark/3 Iran/NNP/nsubj/3 says/VBZ/advcl/12 that/IN/mark/8 the/DT/det/6 dam/NN/nsubj/8 "
        "was/VBD/cop/8 safe/JJ/ccomp/3 ,/,/punct/3 talks/NNS/nsubj/12 will/MD/aux/12 end/VB/root/0",
        "Neither/CC/cc:preconj/2 Iran/NNP/nsubj/5 nor/CC/cc/4 Iraq/NNP/conj/2 said/VBD/root/0 "
        "that/IN/mark/10 the/DT/det/8 dam/NN/nsubj/10 was/VBD/cop/10 safe/JJ/ccomp/5",
        f"Iran/NNP/nsubj/2 failed/VBD/root/0 to/TO/mark/4 say/VB/xcomp/2 {TOLD}",
        "Did/VBD/aux/3 Iran/NNP/nsubj/3 say/VB/root/0 that/IN/mark/8 the/DT/det/6 dam/NN/nsubj/8 "
        "was/VBD/cop/8 safe/JJ/ccomp/3 ?/./punct/3",
        f"Iran/NNP/nsubj/2 left/VBD/root/0 without/IN/mark/4 saying/VBG/advcl/2 {TOLD}",
    ],
    ids=["may say", "if it says", "neither", "failed to", "did it?", "without"],
)
def test_what_is_not_told_to_be_said_is_none(sentence: str) -> None:
    assert said(article(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            f"Iran/NNP/nsubj/2 denied/VBD/root/0 having/VBG/aux/4 said/VBN/advcl/2 {TOLD}",
            ["Iran deny CT-: having said that the dam was safe"],
        ),
        (
            "Iraq/NNP/nsubj/2 demanded/VBD/root/0 that/IN/mark/5 Iran/NNP/nsubj/5 admit/VB/ccomp/2 "
            "that/IN/mark/10 the/DT/det/8 dam/NN/nsubj/10 was/VBD/cop/10 safe/JJ/ccomp/5",
            ["Iraq demand U: Iran admit that the dam was safe"],
        ),
        (
            "Iran/NNP/nsubj/4 has/VBZ/aux/4 not/RB/advmod/4 confirmed/VBN/root/0 that/IN/mark/9 "
            "the/DT/det/7 dam/NN/nsubj/9 was/VBD/cop/9 safe/JJ/ccomp/4",
            ["Iran assert U: the dam was safe"],
        ),
        (
            "Iran/NNP/nsubj/2 told/VBD/root/0 whether/IN/mark/7 the/DT/det/5 dam/NN/nsubj/7 "
            "was/VBD/cop/7 safe/JJ/ccomp/2",
            ["Iran assert U: whether the dam was safe"],
        ),
    ],
    ids=["denied", "demanded", "not confirmed", "whether"],
)
def test_what_is_done_to_words_is_not_to_say_them(sentence: str, expected: list[str]) -> None:
    assert said(article(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Iran/NNP/nsubj/2 said/VBD/root/0 the/DT/det/4 dam/NN/nsubj/6 was/VBD/cop/6 "
            "safe/JJ/ccomp/2 and/CC/cc/8 warned/VBD/conj/6 that/IN/mark/12 Iraq/NNP/nsubj/12 "
            "would/MD/aux/12 regret/VB/ccomp/8 it/PRP/obj/12",
            ["Iran assert CT+: the dam was safe", "Iran assert PR+: Iraq would regret it"],
        ),
        (
            "Iraq/NNP/nsubj/2 said/VBD/root/0 the/DT/det/4 dam/NN/nsubj/6 was/VBD/cop/6 "
            "safe/JJ/ccomp/2 ,/,/punct/10 while/IN/mark/10 Iran/NNP/nsubj/10 said/VBD/advcl/6 "
            "the/DT/det/12 sea/NN/nsubj/14 was/VBD/cop/14 rough/JJ/ccomp/10",
            ["Iraq assert CT+: the dam was safe", "Iran assert CT+: the sea was rough"],
        ),
        (
            "Oman/NNP/nsubj/2 quoted/VBD/root/0 Iran/NNP/obj/2 as/IN/mark/5 saying/VBG/advcl/2 "
            "that/IN/mark/10 the/DT/det/8 dam/NN/nsubj/10 was/VBD/cop/10 safe/JJ/ccomp/5",
            ["Iran assert CT+: the dam was safe"],
        ),
    ],
    ids=["and warned", "while", "as saying"],
)
def test_everybody_says_his_own(sentence: str, expected: list[str]) -> None:
    assert said(article(sentence)) == expected


QUOTED = "“/``/punct/4 All/DT/nsubj/4 is/VBZ/cop/4 quiet/JJ/root/0 ”/''/punct/4"


def test_who_signs_a_quotation_says_it() -> None:
    before = "Mira/NNP/nsubj/2 spoke/VBD/root/0"
    signed = "―/:/punct/2 Rolf/NNP/root/0"
    found = article(before, QUOTED, signed, ents=[(0, 1, "Person"), (8, 9, "Person")])
    assert said(found) == ["Rolf assert CT+: All is quiet"]


def test_the_story_goes_on_behind_a_quotation() -> None:
    sentence = (
        "“/``/punct/4 All/DT/nsubj/4 is/VBZ/cop/4 quiet/JJ/ccomp/7 ”/''/punct/4 Rolf/NNP/nsubj/7 "
        "said/VBD/root/0 ,/,/punct/12 and/CC/cc/12 the/DT/det/11 crowd/NN/nsubj/12 left/VBD/conj/4"
    )
    assert said(article(sentence, ents=[(5, 6, "Person")])) == ["Rolf assert CT+: All is quiet"]


@pytest.mark.parametrize(
    ("sentence", "ents", "expected"),
    [
        (
            "Rolf/NNP/dep/5 :/:/punct/1 dams/NNS/nsubj/5 are/VBP/cop/5 safe/JJ/root/0",
            [(0, 1, "Person")],
            ["Rolf assert CT+: dams are safe"],
        ),
        (
            "Rolf/NNP/dep/5 :/:/punct/1 dams/NNS/nsubj/5 are/VBP/cop/5 safe/JJ/root/0 ././punct/5",
            [(0, 1, "Person")],
            [],
        ),
        ("Iran/NNP/dep/5 :/:/punct/1 dams/NNS/nsubj/5 are/VBP/cop/5 safe/JJ/root/0", [], []),
    ],
    ids=["heading", "profile", "of whom"],
)
def test_a_heading_may_begin_with_who_speaks(
    sentence: str, ents: list[tuple[int, int, str]], expected: list[str]
) -> None:
    assert said(article(sentence, ents=ents)) == expected


def test_an_event_is_no_proposition_too() -> None:
    found = article(
        "Iraq/NNP/nsubj/2 said/VBD/root/0 Iran/NNP/nsubj/4 attacked/VBD/ccomp/2 Oman/NNP/obj/4"
    )
    assert len(found.events) == 1 and not found.propositions


def test_it_is_about_the_actors_named_in_it() -> None:
    found = article(
        "Jordan/NNP/nsubj/2 said/VBD/root/0 Iran/NNP/nsubj/6 was/VBD/cop/6 no/DT/det/6 "
        "friend/NN/ccomp/2 of/IN/case/8 Oman/NNP/nmod/6"
    )
    texts = {mention.id: mention.text for mention in found.mentions}
    assert [[texts[one] for one in p.about] for p in found.propositions] == [["Iran", "Oman"]]
