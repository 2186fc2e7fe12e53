"""Candidate mentions from hand-made trees."""

from __future__ import annotations

import pytest

from kg.language.mentions import candidates

# word, universal tag, Penn tag, head (1-based, 0 for the root), relation
Row = tuple[str, str, str, int, str]


def read(
    rows: list[Row], entities: list[tuple[int, int, str]] | None = None
) -> dict[str, tuple[str, str]]:
    """Text of each candidate → its head word and kind."""
    words = [row[0] for row in rows]
    heads = [row[3] - 1 if row[3] else i for i, row in enumerate(rows)]
    found = candidates(
        [row[1] for row in rows],
        [row[2] for row in rows],
        heads,
        [row[4] for row in rows],
        words,
        entities or [],
        [0],
    )
    assert found == sorted(found, key=lambda one: (one.start, -one.end))
    assert len({(one.start, one.end) for one in found}) == len(found)
    return {" ".join(words[one.start : one.end]): (words[one.head], one.kind) for one in found}


POSSESSIVE: list[Row] = [
    ("In", "ADP", "IN", 5, "case"),
    ("Norway", "PROPN", "NNP", 5, "nmod:poss"),
    ("'s", "PART", "POS", 2, "case"),
    ("old", "ADJ", "JJ", 5, "amod"),
    ("capital", "NOUN", "NN", 8, "obl"),
    (",", "PUNCT", ",", 8, "punct"),
    ("she", "PRON", "PRP", 8, "nsubj"),
    ("resigned", "VERB", "VBD", 0, "root"),
    (".", "PUNCT", ".", 8, "punct"),
]

PAIR: list[Row] = [
    ("Minister", "PROPN", "NNP", 2, "nmod:desc"),
    ("Ann", "PROPN", "NNP", 7, "nsubj"),
    ("Lund", "PROPN", "NNP", 2, "flat"),
    ("and", "CCONJ", "CC", 6, "cc"),
    ("the", "DET", "DT", 6, "det"),
    ("general", "NOUN", "NN", 2, "conj"),
    ("met", "VERB", "VBD", 0, "root"),
    ("rebels", "NOUN", "NNS", 7, "obj"),
    ("who", "PRON", "WP", 10, "nsubj"),
    ("fled", "VERB", "VBD", 8, "acl:relcl"),
    (".", "PUNCT", ".", 7, "punct"),
]


def test_a_preposition_and_a_possessive_ending_stand_outside() -> None:
    assert read(POSSESSIVE) == {
        "Norway 's old capital": ("capital", "nominal"),
        "Norway": ("Norway", "name"),
        "she": ("she", "pronoun"),
    }


def test_a_coordination_is_one_mention_and_each_part_another() -> None:
    found = read(PAIR, [(0, 1, "Role"), (1, 3, "Person")])
    assert found == {
        "Minister Ann Lund and the general": ("Ann", "nominal"),
        "Minister Ann Lund": ("Ann", "name"),
        "the general": ("general", "nominal"),
        "rebels who fled": ("rebels", "nominal"),
    }


def test_expletives_are_not_mentions() -> None:
    rows: list[Row] = [
        ("It", "PRON", "PRP", 2, "expl"),
        ("rained", "VERB", "VBD", 0, "root"),
    ]
    assert read(rows) == {}


def test_a_role_is_nominal_unless_a_name_hangs_on_it() -> None:
    bare: list[Row] = [
        ("The", "DET", "DT", 2, "det"),
        ("President", "PROPN", "NNP", 3, "nsubj"),
        ("spoke", "VERB", "VBD", 0, "root"),
    ]
    assert read(bare, [(1, 2, "Role")]) == {"The President": ("President", "nominal")}
    titled: list[Row] = [
        ("President", "PROPN", "NNP", 3, "nsubj"),
        ("Lund", "PROPN", "NNP", 1, "flat"),
        ("spoke", "VERB", "VBD", 0, "root"),
    ]
    found = read(titled, [(0, 1, "Role"), (1, 2, "Person")])
    assert found == {"President Lund": ("President", "name")}


def test_a_name_used_as_a_modifier_comes_from_the_entities() -> None:
    rows: list[Row] = [
        ("Old", "ADJ", "JJ", 3, "amod"),
        ("UN", "ADJ", "JJ", 3, "amod"),
        ("envoys", "NOUN", "NNS", 4, "nsubj"),
        ("left", "VERB", "VBD", 0, "root"),
    ]
    assert set(read(rows)) == {"Old UN envoys"}
    assert read(rows, [(1, 2, "Organization")])["UN"] == ("UN", "name")


def test_stand_ins_need_a_place_for_a_noun() -> None:
    rows: list[Row] = [
        ("The", "DET", "DT", 2, "det"),
        ("two", "NUM", "CD", 3, "nsubj"),
        ("met", "VERB", "VBD", 0, "root"),
        ("in", "ADP", "IN", 5, "case"),
        ("2009", "NUM", "CD", 3, "obl"),
    ]
    assert read(rows) == {"The two": ("two", "nominal")}


@pytest.mark.parametrize("heads", [[1, 0], [5, -3], [0, 0]])
def test_broken_trees_do_no_harm(heads: list[int]) -> None:
    found = candidates(
        ["NOUN", "NOUN"], ["NN", "NN"], heads, ["nsubj", "obj"], ["a", "b"], [(1, 9, "Person")], [0]
    )
    assert all(0 <= one.start <= one.head < one.end <= 2 for one in found)


def test_nothing_crosses_a_sentence_start() -> None:
    found = candidates(
        ["NOUN", "NOUN"], ["NN", "NN"], [0, 0], ["root", "nmod"], ["talks", "peace"], [], [0, 1]
    )
    assert [(one.start, one.end) for one in found] == [(0, 1), (1, 2)]


def test_no_words_no_mentions() -> None:
    assert candidates([], [], [], [], [], [], []) == []
