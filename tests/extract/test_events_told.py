"""Tellings of events in an article: which are of one event, and what saying so does itself."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.records import Document, Event, Extraction, PartialDate
from kg.vocabulary import load_vocabulary
from tests.extract.classifying import with_states

ATTACKED = "Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2"
BOMBED = "Iran/NNP/nsubj/2 bombed/VBD/root/0 Iraq/NNP/obj/2"
MONDAY, FRIDAY = " on/IN/case/5 Monday/NNP/obl/2", " on/IN/case/5 Friday/NNP/obl/2"


def article(*sentences: str) -> Extraction:
    doc = with_states("\n".join(sentences))
    document = Document(doc.text, published=PartialDate.from_iso("2024-10-23"))
    return extract(document, doc, load_vocabulary())


def shown(found: Extraction) -> list[str]:
    """Actors, type and recipients of each event."""
    texts = {mention.id: mention.text for mention in found.mentions}

    def of(event: Event) -> str:
        actors, recipients = (
            " & ".join(texts[m] for m in side) for side in (event.actors, event.recipients)
        )
        return f"{actors} {event.type} {recipients or '-'}"

    return sorted(map(of, found.events))


def evidence(found: Extraction) -> list[list[str]]:
    texts = {mention.id: mention.text for mention in found.mentions}
    return [[texts[m] for m in event.evidence] for event in found.events]


# -- one event or two ------------------------------------------------------------------------------


def test_an_event_told_again_in_other_words_is_one_with_all_its_evidence() -> None:
    found = article(ATTACKED, BOMBED)
    assert shown(found) == ["Iran ASSAULT Iraq"]
    assert evidence(found) == [["Iran attacked Iraq", "Iran bombed Iraq"]]
    (claim,) = found.claims
    assert claim.content == found.events[0].id
    assert claim.evidence == found.events[0].evidence


def test_an_event_told_twice_in_a_sentence_has_that_evidence_once() -> None:
    found = article(f"{ATTACKED} and/CC/cc/5 bombed/VBD/conj/2 Iraq/NNP/obj/5")
    assert shown(found) == ["Iran ASSAULT Iraq"]
    assert evidence(found) == [["Iran attacked Iraq and bombed Iraq"]]


@pytest.mark.parametrize(
    "other",
    [
        "Iraq/NNP/nsubj/2 bombed/VBD/root/0 Iran/NNP/obj/2",
        "Iran/NNP/nsubj/2 bombed/VBD/root/0 Oman/NNP/obj/2",
        "Oman/NNP/nsubj/2 bombed/VBD/root/0 Iraq/NNP/obj/2",
        "Iran/NNP/nsubj/2 criticized/VBD/root/0 Iraq/NNP/obj/2",
        "Iran/NNP/nsubj/2 bombed/VBD/root/0 Iraq/NNP/obj/2 and/CC/cc/5 Oman/NNP/conj/3",
    ],
    ids=["the other way round", "another recipient", "another actor", "another type", "one more"],
)
def test_other_types_and_participants_are_another_event(other: str) -> None:
    assert len(article(ATTACKED, other).events) == 2


@pytest.mark.parametrize(
    ("one", "other", "begins"),
    [
        ("", "", [None]),
        (MONDAY, MONDAY, ["2024-10-21"]),
        (MONDAY, "", ["2024-10-21"]),
        ("", MONDAY, ["2024-10-21"]),
        (MONDAY, FRIDAY, ["2024-10-21", "2024-10-18"]),
        (" in/IN/case/5 October/NNP/obl/2", MONDAY, ["2024-10"]),
        (" in/IN/case/5 September/NNP/obl/2", MONDAY, ["2024-09", "2024-10-21"]),
    ],
    ids=["no date", "the same", "then none", "first none", "other days", "day of it", "other months"],
)  # fmt: skip
def test_what_is_dated_otherwise_is_another_event(
    one: str, other: str, begins: list[str | None]
) -> None:
    found = article(ATTACKED + one, BOMBED + other)
    assert [str(e.begin) if e.begin else None for e in found.events] == begins
    assert sum(map(len, evidence(found))) == 2


def test_tellings_go_to_the_event_of_their_date() -> None:
    found = article(ATTACKED + MONDAY, ATTACKED + FRIDAY, BOMBED + MONDAY, BOMBED + FRIDAY)
    assert evidence(found) == [
        [f"Iran {word} Iraq on {day}" for word in ("attacked", "bombed")]
        for day in ("Monday", "Friday")
    ]


@pytest.mark.parametrize(
    ("other", "events"),
    [
        ("Iran/NNP/nsubj/3 will/MD/aux/3 bomb/VB/root/0 Iraq/NNP/obj/3", 2),
        ("Iran/NNP/nsubj/3 would/MD/aux/3 bomb/VB/root/0 Iraq/NNP/obj/3", 2),
        ("Iran/NNP/nsubj/4 did/VBD/aux/4 not/RB/advmod/4 bomb/VB/root/0 Iraq/NNP/obj/4", 1),
    ],
    ids=["planned", "supposed", "denied"],
)
def test_what_is_to_come_is_another_event_than_what_was(other: str, events: int) -> None:
    found = article(ATTACKED, other)
    assert len(found.events) == events
    assert {claim.content for claim in found.claims} == {event.id for event in found.events}


# -- recipients told elsewhere ---------------------------------------------------------------------

SENT = "Iran/NNP/nsubj/2 sent/VBD/root/0 troops/NNS/obj/2"
TO_IRAQ = f"{SENT} to/IN/case/5 Iraq/NNP/obl/2"
TO_OMAN = f"{SENT} to/IN/case/5 Oman/NNP/obl/2"


@pytest.mark.parametrize(
    ("sentences", "events"),
    [
        ([SENT], ["Iran MOBILIZE -"]),
        ([TO_IRAQ, SENT], ["Iran MOBILIZE Iraq"]),
        ([SENT, TO_IRAQ], ["Iran MOBILIZE Iraq"]),
        (
            [SENT, TO_IRAQ, TO_OMAN],
            ["Iran MOBILIZE -", "Iran MOBILIZE Iraq", "Iran MOBILIZE Oman"],
        ),
        (
            [TO_IRAQ, "Oman/NNP/nsubj/2 sent/VBD/root/0 troops/NNS/obj/2"],
            ["Iran MOBILIZE Iraq", "Oman MOBILIZE -"],
        ),
        (
            [ATTACKED, SENT],
            ["Iran ASSAULT Iraq", "Iran MOBILIZE -"],
        ),
    ],
    ids=["nowhere", "before", "after", "two choices", "of another actor", "of another type"],
)
def test_a_telling_without_a_recipient_takes_the_only_one_told_elsewhere(
    sentences: list[str], events: list[str]
) -> None:
    assert shown(article(*sentences)) == events


def test_with_its_recipient_a_telling_joins_the_event() -> None:
    (event,) = (found := article(TO_IRAQ, SENT)).events
    assert evidence(found) == [["Iran sent troops to Iraq", "Iran sent troops"]]
    assert len(event.recipients) == 1


def test_a_telling_with_a_place_keeps_it_instead() -> None:
    there = f"{SENT} to/IN/case/5 Basra/NNP/obl/2"
    doc = with_states(f"{TO_IRAQ}\n{there}", ents=[(9, 10, "Place")])
    document = Document(doc.text, published=PartialDate.from_iso("2024-10-23"))
    found = extract(document, doc, load_vocabulary())
    assert shown(found) == ["Iran MOBILIZE -", "Iran MOBILIZE Iraq"]


# -- what saying so does ---------------------------------------------------------------------------


def says(verb: str, tag: str = "VBD") -> str:
    told = "/".join((verb, tag, "root", "0"))
    return f"Iran/NNP/nsubj/2 {told} to/TO/mark/4 attack/VB/xcomp/2 Iraq/NNP/obj/4"


@pytest.mark.parametrize(
    ("sentence", "events"),
    [
        pytest.param(
            says("promised").replace("attack", "help"),
            ["Iran AGREE Iraq", "Iran AID Iraq"], id="whoever promises agrees",
        ),
        pytest.param(
            says("threatened"), ["Iran ASSAULT Iraq", "Iran THREATEN Iraq"], id="threatens",
        ),
        pytest.param(
            says("refused").replace("attack", "help"),
            ["Iran AID Iraq", "Iran REJECT Iraq"], id="refuses",
        ),
        pytest.param(
            "Iran/NNP/nsubj/2 asked/VBD/root/0 Iraq/NNP/obj/2 to/TO/mark/5 help/VB/xcomp/2 Oman/NNP/obj/5",
            ["Iran REQUEST Iraq", "Iraq AID Oman"], id="asks: of whoever shall do it",
        ),
        pytest.param(
            "Iran/NNP/nsubj/2 demanded/VBD/root/0 that/IN/mark/5 Iraq/NNP/nsubj/5 help/VB/ccomp/2 Oman/NNP/obj/5",
            ["Iran REQUEST Iraq", "Iraq AID Oman"], id="demands",
        ),
        pytest.param(
            "Iran/NNP/nsubj/2 said/VBD/root/0 Iraq/NNP/nsubj/4 attacked/VBD/ccomp/2 Oman/NNP/obj/4",
            ["Iraq ASSAULT Oman"], id="says: no more than that",
        ),
        pytest.param(
            says("considered").replace("to/TO/mark/4 attack/VB", "yesterday/NN/obl/2 attacking/VBG"),
            ["Iran ASSAULT Iraq"], id="considers: nothing yet",
        ),
        pytest.param(
            says("asked"), ["Iran ASSAULT Iraq"], id="asks to do it himself: nobody",
        ),
        pytest.param(
            "Iraq/NNP/nsubj:pass/3 was/VBD/aux:pass/3 threatened/VBN/root/0 and/CC/cc/6 Iran/NNP/nsubj/6 attacked/VBD/conj/3 Iraq/NNP/obj/6",
            ["Iran ASSAULT Iraq"], id="nobody says who",
        ),
    ],
)  # fmt: skip
def test_what_is_promised_threatened_asked_or_refused_is_done_by_saying_so(
    sentence: str, events: list[str]
) -> None:
    assert shown(article(sentence)) == events


def test_an_act_has_its_own_word_time_and_claim() -> None:
    found = article(says("threatened") + " on/IN/case/7 Monday/NNP/obl/2")
    texts = {mention.id: mention.text for mention in found.mentions}
    by_type = {event.type: event for event in found.events}
    act, content = by_type["THREATEN"], by_type["ASSAULT"]
    assert [texts[event.trigger] for event in (act, content)] == ["threatened", "attack"]
    assert (act.time_frame.value, content.time_frame.value) == ("past", "future")
    assert str(act.begin) == "2024-10-21"
    stances = {
        claim.content: (claim.stance.value, claim.factuality.value) for claim in found.claims
    }
    assert stances == {act.id: ("assert", "CT+"), content.id: ("threaten", "PS+")}


def test_who_speaks_for_two_acts_towards_the_others_only() -> None:
    asked = (
        "Iran/NNP/nsubj/2 demanded/VBD/root/0 that/IN/mark/7 Iran/NNP/nsubj/7 and/CC/cc/6"
        " Iraq/NNP/conj/4 help/VB/ccomp/2 Oman/NNP/obj/7"
    )
    assert shown(article(asked)) == ["Iran & Iraq AID Oman", "Iran REQUEST Iraq"]


def test_an_act_that_the_lists_know_is_told_once() -> None:
    urged = (
        "Iran/NNP/nsubj/2 urged/VBD/root/0 Iraq/NNP/obj/2 to/TO/mark/5 help/VB/xcomp/2"
        " Oman/NNP/obj/5"
    )
    assert shown(article(urged)) == ["Iran REQUEST Iraq", "Iraq AID Oman"]
    assert shown(article(urged, urged)) == ["Iran REQUEST Iraq", "Iraq AID Oman"]


def test_one_word_does_one_thing_whatever_it_is_about() -> None:
    found = article(f"{says('threatened')} and/CC/cc/7 bomb/VB/conj/4 Oman/NNP/obj/7")
    kinds = [event.type for event in found.events]
    assert (kinds.count("THREATEN"), kinds.count("ASSAULT")) == (1, 2)
