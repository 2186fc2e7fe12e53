"""What the model may not take for an interaction, however sure it is."""

from __future__ import annotations

import pytest

from kg.extract.classified import LISTED
from tests.extract.classifying import classified, sure, told, with_states
from tests.extract.scorers import Answers, deed


def both(kind: str, word: str, one: str = "Iran", other: str = "Iraq") -> Answers:
    """Sure that the word tells of what the two do with each other."""
    pairs = {(one, other): {kind: 1.0}, (other, one): {kind: 1.0}}
    roles = {(word, name): {"BOTH": 1.0} for name in (one, other)}
    return Answers({word: {kind: 1.0}}, roles, pairs)


def met(sentence: str, word: str = "met", kind: str = "CONSULT") -> list[str]:
    """Who comes out as having met whom."""
    found = classified(with_states(sentence), both(kind, word))
    return [f"{one} > {other}" for one, _, _, other in map(told, found)]


EACH_OTHER = ["Iran > Iraq", "Iraq > Iran"]


# -- two of a list ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(
            "Iran/NNP/nsubj/4 and/CC/cc/3 Iraq/NNP/conj/1 outtalked/VBD/root/0", id="subj"
        ),
        pytest.param(
            "They/PRP/nsubj/2 outtalked/VBD/root/0 between/IN/case/4 Iran/NNP/obl/2 and/CC/cc/6"
            " Iraq/NNP/conj/4",
            id="between",
        ),
        pytest.param(
            "They/PRP/nsubj/2 pushed/VBD/root/0 Iran/NNP/obj/2 and/CC/cc/5 Iraq/NNP/conj/3"
            " to/TO/mark/7 outtalked/VB/xcomp/2",
            id="they are to do it",
        ),
    ],
)
def test_those_who_do_it_together_have_it_with_each_other(sentence: str) -> None:
    assert met(sentence, "outtalked") == EACH_OTHER


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(
            "They/PRP/nsubj/2 outtalked/VBD/root/0 Iran/NNP/obj/2 and/CC/cc/5 Iraq/NNP/conj/3",
            id="object",
        ),
        pytest.param(
            "They/PRP/nsubj/2 outtalked/VBD/root/0 with/IN/case/4 Iran/NNP/obl/2 and/CC/cc/6"
            " Iraq/NNP/conj/4",
            id="with",
        ),
    ],
)
def test_two_whom_a_third_meets_do_not_meet_each_other(sentence: str) -> None:
    assert met(sentence, "outtalked") == []


def test_two_who_attend_the_same_do_not_meet() -> None:
    sentence = (
        "Iran/NNP/nsubj/4 and/CC/cc/3 Iraq/NNP/conj/1 {}/VBD/root/0 the/DT/det/6 lake/NN/obj/4"
    )
    assert met(sentence.format("outtalked"), "outtalked") == EACH_OTHER
    assert met(sentence.format("toured"), "toured") == []


# -- other clauses ---------------------------------------------------------------------------------


def accused(sentence: str) -> int:
    return len(classified(with_states(sentence), deed("Iran", "ACCUSE", "outfoxed", "Iraq")))


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        pytest.param(
            "Iran/NNP/nsubj/2 outfoxed/VBD/root/0 Oman/NNP/obj/2 after/IN/mark/6 Iraq/NNP/nsubj/6"
            " slept/VBD/advcl/2",
            0,
            id="the recipient in a clause of its own",
        ),
        pytest.param(
            "Iran/NNP/nsubj/2 outfoxed/VBD/root/0 that/IN/mark/5 Iraq/NNP/nsubj/5"
            " slept/VBD/ccomp/2",
            1,
            id="the recipient in what is said",
        ),
        pytest.param(
            "Iran/NNP/nsubj/2 slept/VBD/root/0 while/IN/mark/5 Oman/NNP/nsubj/5"
            " outfoxed/VBD/advcl/2 Iraq/NNP/obj/5",
            0,
            id="the actor outside a clause with another subject",
        ),
        pytest.param(
            "Iran/NNP/nsubj/2 slept/VBD/root/0 while/IN/mark/5 somebody/NN/nsubj/5"
            " outfoxed/VBD/advcl/2 Iraq/NNP/obj/5",
            1,
            id="the subject stands for nobody",
        ),
        pytest.param(
            "Iran/NNP/nsubj/7 ,/,/punct/4 who/WP/nsubj/4 outfoxed/VBD/acl:relcl/1 Iraq/NNP/obj/4"
            " ,/,/punct/4 slept/VBD/root/0",
            1,
            id="the actor before his relative clause",
        ),
        pytest.param(
            "Oman/NNP/nsubj/2 outfoxed/VBD/root/0 Iraq/NNP/obj/2 months/NNS/obl/2 after/IN/case/6"
            " Iran/NNP/obl/2",
            0,
            id="only set beside",
        ),
    ],
)
def test_who_takes_part_stands_in_the_clause_of_the_word(sentence: str, count: int) -> None:
    assert accused(sentence) == count


# -- words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("word", "count"), [("quoted", 0), ("outfoxed", 1)])
def test_some_words_never_tell_of_a_type(word: str, count: int) -> None:
    sentence = f"Iran/NNP/nsubj/2 {word}/VBD/root/0 Iraq/NNP/obj/2"
    assert len(classified(with_states(sentence), deed("Iran", "SUPPORT", word, "Iraq"))) == count


@pytest.mark.parametrize(("thing", "count"), [("treaty", 1), ("photo", 0)])
def test_the_lists_vouch_for_a_word_only_under_their_conditions(thing: str, count: int) -> None:
    """ "Signed the treaty with" is listed, "signed the photo for" is not."""
    sentence = (
        f"Iran/NNP/nsubj/2 signed/VBD/root/0 the/DT/det/4 {thing}/NN/obj/2 beyond/IN/case/6"
        " Iraq/NNP/obl/2"
    )
    scorer = deed("Iran", "SUPPORT", "signed", "Iraq", LISTED + 0.01)
    assert len(classified(with_states(sentence), scorer)) == count
    assert len(
        classified(with_states(sentence), deed("Iran", "SUPPORT", "signed", "Iraq", sure(5)))
    )


def test_what_the_lists_read_as_praise_is_no_meeting() -> None:
    """ "Iran welcomed Iraq" is support: whoever is welcomed has not met him by that word."""
    sentence = "Iran/NNP/nsubj/2 welcomed/VBD/root/0 Iraq/NNP/obj/2"
    found = classified(with_states(sentence), both("CONSULT", "welcomed"))
    assert [told(one) for one in found] == [("Iran", "SUPPORT", "welcomed", "Iraq")]
