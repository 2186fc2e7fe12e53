"""What the model of events sees of words and pairs in the parse, on trees made by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
import pytest
from spacy.tokens import Doc

from kg.extract.features import (
    CASES,
    DISTANCES,
    ENTITIES,
    LISTED,
    MOST_STEPS,
    ParseFeatures,
    head_of,
)
from kg.language.labels import EVENT_LABELS
from kg.language.models import WEIGHTS
from tests.extract.trees import tree, word

LABELS = json.loads((WEIGHTS / "labels.json").read_text(encoding="utf-8"))
FEATURES = ParseFeatures(LABELS)
PLACES = "actor recipient meeting towards_actor towards_recipient above of_actor of_recipient"
COLUMNS = (
    "deprel deprel_b deprel_towards deprel_towards_b steps steps_b distance entity entity_b "
    "pos deprel_meeting case case_b case_towards_b passive governs"
).split()
ASKED = PLACES.split()[2:]  # the words that the lexicon is asked about
NAMES = [*EVENT_LABELS, *(f"{label}?" for label in EVENT_LABELS)]  # entries, then hints

ATTACKED = tree("Iran/NNP/nsubj/2 attacked/VBD/root/0 Iraq/NNP/obj/2 ././punct/2")
TALKS = tree(
    "Iran/NNP/nmod:poss/3 's/POS/case/1 talks/NNS/nsubj/6 with/IN/case/5 Iraq/NNP/nmod/3"
    " failed/VBD/root/0"
)
BETWEEN = tree(
    "Talks/NNS/nsubj/6 between/IN/case/3 Iran/NNP/nmod/1 and/CC/cc/5 Iraq/NNP/conj/3"
    " failed/VBD/root/0"
)


@dataclass(frozen=True)
class Seen:
    """One pair, by name: the words, the categories, and the types of words in the lexicon."""

    words: dict[str, str]
    kinds: dict[str, int]
    types: dict[str, set[str]]

    def name(self, column: str) -> str:
        """The label behind a category of dependency relations, parts of speech or cases."""
        names = LABELS["upos"] if column == "pos" else LABELS["deprel"]
        if column.startswith("case"):
            names = CASES
        return ["", *names][self.kinds[column]]


def seen(doc: Doc, one: str | None, other: str | None) -> Seen:
    """The pair of two words of `doc`."""
    pair = [None if w is None else (word(doc, w).i, word(doc, w).i + 1) for w in (one, other)]
    found = FEATURES.of(doc, [(pair[0], pair[1])])
    texts = ["" if i < 0 else doc[i].text for i in found.words[0].tolist()]
    types = [{NAMES[i] for i in np.flatnonzero(row)} for row in found.types[0]]
    return Seen(
        dict(zip(PLACES.split(), texts, strict=True)),
        dict(zip(COLUMNS, found.kinds[0].tolist(), strict=True)),
        dict(zip(ASKED, types, strict=True)),
    )


# -- the words of a pair ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("doc", "words"),
    [
        pytest.param(
            ATTACKED, "Iran Iraq attacked Iran Iraq - attacked attacked", id="subject and object"
        ),
        pytest.param(TALKS, "Iran Iraq talks Iran Iraq failed talks talks", id="below a nominal"),
        pytest.param(BETWEEN, "Iran Iraq Iran - Iraq Talks Talks Iran", id="coordinated"),
        pytest.param(
            tree(
                "Iran/NNP/nsubj/2 sent/VBD/root/0 troops/NNS/obj/2 to/TO/case/6 the/DT/det/6"
                " border/NN/obl/2 with/IN/case/8 Iraq/NNP/nmod/6"
            ),
            "Iran Iraq sent Iran border - sent border",
            id="two steps up from the recipient",
        ),
        pytest.param(
            tree(
                "It/PRP/nsubj/2 said/VBD/root/0 Iran/NNP/nsubj/4 wants/VBZ/ccomp/2 to/TO/mark/6"
                " attack/VB/xcomp/4 Iraq/NNP/obj/6"
            ),
            "Iran Iraq wants Iran attack said wants attack",
            id="below another clause",
        ),
        pytest.param(
            tree("Iran/NNP/nsubj/2 won/VBD/root/0\nIraq/NNP/nsubj/2 lost/VBD/root/0"),
            "Iran Iraq - - - - won lost",
            id="two sentences",
        ),
    ],
)
def test_words_between_two_actors(doc: Doc, words: str) -> None:
    expected = ["" if part == "-" else part for part in words.split()]
    assert list(seen(doc, "Iran", "Iraq").words.values()) == expected


def test_backwards_the_sides_change_places() -> None:
    there, back = seen(TALKS, "Iran", "Iraq"), seen(TALKS, "Iraq", "Iran")
    assert list(back.words.values()) == "Iraq Iran talks Iraq Iran failed talks talks".split()
    assert there.kinds["deprel"] == back.kinds["deprel_b"]
    assert there.kinds["entity"] == back.kinds["entity_b"]


def test_without_one_side_only_the_other_is_seen() -> None:
    found = seen(ATTACKED, None, "Iraq")
    assert {k: v for k, v in found.words.items() if v} == {
        "recipient": "Iraq", "of_recipient": "attacked"
    }  # fmt: skip
    assert (found.kinds["steps"], found.kinds["steps_b"]) == (MOST_STEPS, MOST_STEPS)
    assert found.name("deprel") == "" and found.name("deprel_b") == "obj"


@pytest.mark.parametrize(
    ("start", "end", "head"), [(0, 3, "Ada"), (2, 3, "Ada"), (4, 7, "police"), (4, 5, "the")]
)
def test_a_name_stands_at_its_first_word_a_noun_phrase_at_its_noun(
    start: int, end: int, head: str
) -> None:
    doc = tree(
        "Prime/JJ/amod/2 Ada/NNP/nsubj/4 Lind/NNP/flat/2 met/VBD/root/0 the/DT/det/7"
        " riot/NN/compound/7 police/NNS/obj/4"
    )
    assert head_of(doc, (start, end)).text == head


# -- categories ------------------------------------------------------------------------------------


def test_relations_steps_and_parts_of_speech() -> None:
    found = seen(TALKS, "Iran", "Iraq")
    names = ("deprel", "deprel_b", "deprel_towards", "deprel_towards_b", "deprel_meeting", "pos")
    assert [found.name(n) for n in names] == ["nmod:poss", "nmod", "nmod:poss", "nmod", "nsubj", "NOUN"]  # fmt: skip
    assert (found.kinds["steps"], found.kinds["steps_b"], found.kinds["governs"]) == (1, 1, 0)


def test_one_that_governs_the_other() -> None:
    found = seen(BETWEEN, "Iran", "Iraq")
    assert (found.kinds["steps"], found.kinds["steps_b"], found.kinds["governs"]) == (0, 1, 1)
    assert (found.name("pos"), found.name("deprel_towards")) == ("PROPN", "")


def test_two_sentences_are_as_far_as_can_be() -> None:
    doc = tree("Iran/NNP/nsubj/2 won/VBD/root/0\nIraq/NNP/nsubj/2 lost/VBD/root/0")
    found = seen(doc, "Iran", "Iraq")
    assert (found.kinds["steps"], found.kinds["steps_b"]) == (MOST_STEPS, MOST_STEPS)
    assert (found.name("pos"), found.name("deprel_meeting")) == ("", "")
    assert (found.kinds["passive"], found.kinds["governs"]) == (0, 0)


def test_many_steps_are_not_told_apart() -> None:
    nouns = [f"rug/NN/{'obj' if n == 0 else 'nmod'}/{n + 2}" for n in range(MOST_STEPS + 2)]
    doc = tree(" ".join(["Iran/NNP/nsubj/2", "saw/VBD/root/0", *nouns, f"Iraq/NNP/nmod/{MOST_STEPS + 4}"]))  # fmt: skip
    found = seen(doc, "Iran", "Iraq")
    assert (found.kinds["steps"], found.kinds["steps_b"]) == (1, MOST_STEPS)


@pytest.mark.parametrize(
    ("apart", "place"),
    [
        (1, 0),
        (2, 1),
        (4, 3),
        (5, 4),
        (6, 4),
        (7, 5),
        (28, len(DISTANCES) - 1),
        (29, len(DISTANCES)),
    ],
)
def test_distance_and_order(apart: int, place: int) -> None:
    very = ["very/RB/advmod/1"] * (apart - 1)
    doc = tree(" ".join(["Iran/NNP/root/0", *very, "Iraq/NNP/dep/1"]))
    assert seen(doc, "Iran", "Iraq").kinds["distance"] == place
    assert seen(doc, "Iraq", "Iran").kinds["distance"] == place + len(DISTANCES) + 1


def test_types_of_entities() -> None:
    doc = tree(
        "Ada/NNP/nsubj/2 met/VBD/root/0 rebels/NNS/obj/2 in/IN/case/5 Iraq/NNP/obl/2",
        ents=[(0, 1, "Person"), (4, 5, "State")],
    )
    known = {name: number for number, name in enumerate(ENTITIES, 1)}
    assert seen(doc, "Ada", "Iraq").kinds["entity"] == known["Person"]
    assert seen(doc, "Ada", "Iraq").kinds["entity_b"] == known["State"]
    assert seen(doc, "Ada", "rebels").kinds["entity_b"] == 0


def test_case_words_of_the_two_and_of_the_way_to_the_second() -> None:
    found = seen(TALKS, "Iran", "Iraq")
    assert [found.name(n) for n in ("case", "case_b", "case_towards_b")] == ["'s", "with", "with"]
    doc = tree(
        "Iran/NNP/nsubj/2 fired/VBD/root/0 At/IN/case/4 troops/NNS/obl/2 of/IN/case/6"
        " Iraq/NNP/nmod/4 despite/IN/case/8 Oman/NNP/obl/2"
    )
    found = seen(doc, "Iran", "Iraq")
    assert [found.name(n) for n in ("case", "case_b", "case_towards_b")] == ["", "of", "at"]
    assert seen(doc, "Iran", "Oman").kinds["case_b"] == 0  # no case that is told apart


@pytest.mark.parametrize(
    ("sentence", "passive"),
    [
        ("Iraq/NNP/nsubj:pass/3 was/VBD/aux:pass/3 hit/VBN/root/0 by/IN/case/5 Iran/NNP/obl:agent/3", 1),
        ("Iraq/NNP/nsubj/2 hit/VBD/root/0 Iran/NNP/obj/2 was/VBD/aux:pass/5 hurt/VBN/conj/2", 0),
    ],
    ids=["where they meet", "elsewhere"],
)  # fmt: skip
def test_passive(sentence: str, passive: int) -> None:
    assert seen(tree(sentence), "Iran", "Iraq").kinds["passive"] == passive


def test_relations_that_the_parser_does_not_know_are_unknown() -> None:
    doc = tree("Iran/NNP/novel/2 attacked/VBD/root/0 Iraq/NNP/obj/2")
    assert seen(doc, "Iran", "Iraq").kinds["deprel"] == 0


# -- the lexicon -----------------------------------------------------------------------------------


def test_the_lexicon_is_asked_about_the_words_of_the_path() -> None:
    assert seen(ATTACKED, "Iran", "Iraq").types == {
        "meeting": {"ASSAULT", "ACCUSE"},
        "towards_actor": set(),
        "towards_recipient": set(),
        "above": set(),
        "of_actor": {"ASSAULT", "ACCUSE"},
        "of_recipient": {"ASSAULT", "ACCUSE"},
    }


def test_a_word_that_no_list_knows_has_no_type() -> None:
    doc = tree("Iran/NNP/nsubj/2 outfoxed/VBD/root/0 Iraq/NNP/obj/2")
    assert not any(seen(doc, "Iran", "Iraq").types.values())


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("talks/NNS", {"CONSULT"}),
        ("Talks/NNPS/nsubj/6/talk", {"CONSULT"}),
        ("slap/VB", {"ASSAULT", "COERCE"}),
        ("sympathizer/NN", {"SUPPORT?"}),
        ("obstruct/VB", {"COERCE", "PROTEST", "REJECT?"}),
    ],
    ids=["a noun", "with a capital", "of several types", "a hint", "entries and a hint"],
)
def test_types_of_the_word_where_two_meet(said: str, kinds: set[str]) -> None:
    meeting = said if said.count("/") > 1 else f"{said}/nsubj/6"
    doc = tree(
        f"Iran/NNP/nmod:poss/3 's/POS/case/1 {meeting} with/IN/case/5 Iraq/NNP/nmod/3"
        " failed/VBD/root/0"
    )
    assert seen(doc, "Iran", "Iraq").types["meeting"] == kinds


# -- several pairs ---------------------------------------------------------------------------------


def test_one_row_for_each_pair_whatever_else_is_asked() -> None:
    iran, iraq = (0, 1), (4, 5)
    pairs = [(iran, iraq), (iraq, iran), (None, iraq), (iran, iraq)]
    found = FEATURES.of(TALKS, pairs)
    assert (found.words.shape, found.kinds.shape) == ((4, 8), (4, 16))
    assert found.types.shape == (4, 6, LISTED)
    for row, pair in enumerate(pairs):
        alone = FEATURES.of(TALKS, [pair])
        assert (found.words[row] == alone.words[0]).all()
        assert (found.kinds[row] == alone.kinds[0]).all()
        assert (found.types[row] == alone.types[0]).all()


def test_no_pairs_no_rows() -> None:
    found = FEATURES.of(TALKS, [])
    assert (found.words.shape, found.kinds.shape) == ((0, 8), (0, 16))
    assert found.types.shape == (0, 6, LISTED)


# -- words -----------------------------------------------------------------------------------------


def test_a_word_has_its_governor_and_a_root_itself() -> None:
    assert FEATURES.of_words(TALKS).heads.tolist() == [2, 0, 5, 4, 2, 5]
    two = tree("Iran/NNP/nsubj/2 won/VBD/root/0\nIraq/NNP/nsubj/2 lost/VBD/root/0")
    assert FEATURES.of_words(two).heads.tolist() == [1, 1, 3, 3]


def test_a_word_has_its_part_of_speech_its_relation_and_its_kind_of_entity() -> None:
    doc = tree(
        "Ada/NNP/nsubj/3 Lind/NNP/flat/1 met/VBD/root/0 rebels/NNS/obj/3",
        ents=[(0, 2, "Person"), (3, 4, "Novel")],
    )
    upos, deprel, entity = (["", *names] for names in (LABELS["upos"], LABELS["deprel"], ENTITIES))
    found = FEATURES.of_words(doc).kinds.tolist()
    assert [(upos[a], deprel[b], entity[c]) for a, b, c in found] == [
        ("PROPN", "nsubj", "Person"),
        ("PROPN", "flat", "Person"),
        ("VERB", "", ""),  # spaCy calls a root ROOT
        ("NOUN", "obj", ""),  # no kind that is told apart
    ]


def test_what_the_parser_does_not_know_of_a_word_is_unknown() -> None:
    doc = Doc(tree("x/NN/root/0").vocab, words=["x"], deps=["novel"], heads=[0])
    assert FEATURES.of_words(doc).kinds.tolist() == [[0, 0, 0]]


def test_a_word_has_all_types_that_the_lexicon_takes_it_for() -> None:
    doc = tree("Talks/NNS/nsubj/4/talk of/IN/case/3 Iraq/NNP/nmod/1 slap/VBP/root/0 it/PRP/obj/4")
    found = FEATURES.of_words(doc).types
    assert [{NAMES[i] for i in np.flatnonzero(row)} for row in found] == [
        {"CONSULT"}, set(), set(), {"ASSAULT", "COERCE"}, set()
    ]  # fmt: skip


def test_a_word_and_a_pair_see_the_same_of_a_word() -> None:
    words, pair = FEATURES.of_words(TALKS), seen(TALKS, "Iran", "Iraq")
    at = word(TALKS, "Iraq").i
    assert words.kinds[at].tolist()[1:] == [pair.kinds["deprel_b"], pair.kinds["entity_b"]]
    talks = words.types[word(TALKS, "talks").i]
    assert {NAMES[i] for i in np.flatnonzero(talks)} == pair.types["meeting"]


@pytest.mark.parametrize("sentence", ["", "Iran/NNP/nsubj/2 won/VBD/root/0"])
def test_one_row_for_each_word(sentence: str) -> None:
    doc = tree(sentence)
    found = FEATURES.of_words(doc)
    assert (found.heads.shape, found.kinds.shape) == ((len(doc),), (len(doc), 3))
    assert found.types.shape == (len(doc), LISTED)
