"""Posts told by what their holders do: "who chairs the committee", "headed by Ada Lind"."""

from __future__ import annotations

import pytest

from tests.extract.holding import posts

P, ORG, S, D = "Person", "Organization", "State", "Demonym"
ADA = [(0, 2, P)]
WHO = "Ada/NNP/nsubj/{end} Lind/NNP/flat/1 ,/,/punct/5 who/WP/nsubj/5 {verb}/{tag}/acl:relcl/1 {rest} spoke/VBD/root/0"


@pytest.mark.parametrize(
    ("verb", "tag", "rest", "ents", "found", "why"),
    [
        ("heads", "VBZ", "Voltra/NNP/obj/5", [(5, 6, ORG)], "Ada Lind = head @ Voltra", "a body by its name"),
        (
            "headed", "VBD", "Voltra/NNP/obj/5", [(5, 6, ORG)],
            "Ada Lind = head @ Voltra (former)", "the past, as of other verbs of posts",
        ),
        (
            "chairs", "VBZ", "the/DT/det/8 trade/NN/compound/8 committee/NN/obj/5", [],
            "Ada Lind = chair", "words for a body that the article does not name",
        ),
        ("chairs", "VBZ", "a/DT/det/7 committee/NN/obj/5", [], "", "no words tell which committee"),
        ("heads", "VBZ", "the/DT/det/8 same/JJ/amod/8 company/NN/obj/5", [], "", "nor does 'same'"),
        ("heads", "VBZ", "a/DT/det/8 trade/NN/compound/8 agency/NN/obj/5", [], "", "any such agency"),
        (
            "headed", "VBD", "off/RP/compound:prt/5 Voltra/NNP/obj/5", [(6, 7, ORG)], "",
            "another verb",
        ),
        (
            "commands", "VBZ", "the/DT/det/7 forces/NNS/obj/5 of/IN/case/9 Finland/NNP/nmod/7", [(8, 9, S)],
            "Ada Lind = command @ Finland", "whose forces they are, behind them",
        ),
        ("commands", "VBZ", "troops/NNS/obj/5", [], "", "nobody's troops"),
        (
            "commands", "VBZ", "Finnish/JJ/amod/7 forces/NNS/obj/5", [(5, 6, D)],
            "Ada Lind = command @ Finnish", "whose forces they are",
        ),
        ("heads", "VBZ", "the/DT/det/7 list/NN/obj/5", [], "", "a list is no body"),
        ("heads", "VBZ", "Finland/NNP/obj/5", [(5, 6, S)], "", "who heads a state has another title"),
        ("commands", "VBZ", "respect/NN/obj/5", [], "", "nor is respect one"),
    ],
)  # fmt: skip
def test_who_does_what_a_title_says(
    verb: str, tag: str, rest: str, ents: list[tuple[int, int, str]], found: str, why: str
) -> None:
    text = WHO.format(verb=verb, tag=tag, rest=rest, end=6 + len(rest.split()))
    assert posts(text, [*ADA, *ents]) == ([found] if found else []), why


@pytest.mark.parametrize(
    ("auxiliary", "found"),
    [
        ("is/VBZ/aux:pass/3", "Ada Lind = chair @ Voltra"),
        ("was/VBD/aux:pass/3", "Ada Lind = chair @ Voltra (former)"),
    ],
)
def test_the_passive(auxiliary: str, found: str) -> None:
    text = f"Voltra/NNP/nsubj:pass/3 {auxiliary} chaired/VBN/root/0 by/IN/case/5 Ada/NNP/obl:agent/3 Lind/NNP/flat/5"
    assert posts(text, [(0, 1, ORG), (4, 6, P)]) == [found]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("will/MD/aux/4 head/VB/root/0", ["Ada Lind = head @ Voltra (incoming)"]),
        ("may/MD/aux/4 head/VB/root/0", []),
        ("never/RB/advmod/4 headed/VBD/root/0", []),
    ],
)
def test_what_is_not_so_yet(words: str, found: list[str]) -> None:
    text = f"Ada/NNP/nsubj/4 Lind/NNP/flat/1 {words} Voltra/NNP/obj/4"
    assert posts(text, [*ADA, (4, 5, ORG)]) == found


def test_a_wish_to_head_a_body_is_no_post() -> None:
    text = "Ada/NNP/nsubj/3 Lind/NNP/flat/1 wants/VBZ/root/0 to/TO/mark/5 head/VB/xcomp/3 Voltra/NNP/obj/5"
    assert posts(text, [*ADA, (5, 6, ORG)]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ada/NNP/nsubj/3 Lind/NNP/flat/1 denied/VBD/root/0 heading/VBG/xcomp/3 Voltra/NNP/obj/4",
        "Ada/NNP/nsubj/3 Lind/NNP/flat/1 denied/VBD/root/0 she/PRP/nsubj/5 heads/VBZ/ccomp/3 Voltra/NNP/obj/5",
        "Ada/NNP/nsubj:pass/4 Lind/NNP/flat/1 was/VBD/aux:pass/4 accused/VBN/root/0 of/IN/mark/6 heading/VBG/advcl/4 Voltra/NNP/obj/6",
        "Oslo/NNP/nsubj/2 asked/VBD/root/0 whether/IN/mark/6 Ada/NNP/nsubj/6 Lind/NNP/flat/4 heads/VBZ/ccomp/2 Voltra/NNP/obj/6",
    ],
)
def test_what_nobody_says_is_so_is_no_post(text: str) -> None:
    words = text.split()
    at = next(i for i, word in enumerate(words) if word.startswith("Ada"))
    assert posts(text, [(at, at + 2, P), (len(words) - 1, len(words), ORG)]) == []


def test_one_post_however_told() -> None:
    text = (
        "Ada/NNP/nsubj/8 Lind/NNP/flat/1 ,/,/punct/4 director/NN/appos/1 of/IN/case/6 Voltra/NNP/nmod/4"
        " ,/,/punct/4 spoke/VBD/root/0\nAda/NNP/nsubj/3 Lind/NNP/flat/1 heads/VBZ/root/0 Voltra/NNP/obj/3"
    )
    ents = [*ADA, (5, 6, ORG), (8, 10, P), (11, 12, ORG)]
    assert posts(text, ents) == ["Ada Lind = director @ Voltra"]
