"""Event corpora become pairs of spans; the files are small ones of our own."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.language.labels import EVENT_LABELS
from kg.train import interactions
from kg.train.interactions import (
    CAMEO,
    QUADS,
    Split,
    StateNames,
    bio_spans,
    marked_window,
    nearest,
    read_conflibert,
    read_plv,
    read_stories,
    read_text,
    read_triplets,
    split,
    state_names,
    summary,
    swap_states,
    synthetic,
)
from kg.train.windows import Pair, Window

pytestmark = pytest.mark.model

Told = tuple[str | None, str | None, tuple[str, ...]]


def told(window: Window) -> list[Told]:
    """Pairs as the words of their spans."""

    def words(span: tuple[int, int] | None) -> str | None:
        return " ".join(window.words[slice(*span)]) if span else None

    return [(words(pair.source), words(pair.target), pair.events) for pair in window.pairs]


def every(parts: Split) -> list[Window]:
    return [*parts.train, *parts.dev]


def write(path: Path, lines: Sequence[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


# -- labels --------------------------------------------------------------------------------------


def test_labels_are_none_and_sixteen_types_in_order() -> None:
    assert EVENT_LABELS[0] == "NONE"
    assert list(EVENT_LABELS[1:]) == sorted(set(EVENT_LABELS[1:]))
    assert len(EVENT_LABELS) == 17


def test_tables_cover_every_type_and_no_other() -> None:
    assert {name for names in CAMEO.values() for name in names} == set(EVENT_LABELS)
    flat = [name for names in QUADS.values() for name in names]
    assert sorted(flat) == sorted(EVENT_LABELS)


# -- raw text ------------------------------------------------------------------------------------


def test_span_takes_whole_words_and_leaves_the_possessive() -> None:
    text = "Norland's army left.  It was late."
    passage = read_text(text)
    assert passage.words[slice(*(passage.span(0, 9) or (0, 0)))] == ["Norland"]
    assert passage.span(2, 5) == (0, 1)
    assert passage.span(20, 22) is None
    assert list(passage.sentences()) == [(0, 5), (5, 9)]


def test_empty_text_has_no_sentences() -> None:
    passage = read_text(" \n ")
    assert passage.words == []
    assert list(passage.sentences()) == []


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("O B-S I-S O", [(1, 3, "S")]),
        ("B-S B-S", [(0, 1, "S"), (1, 2, "S")]),
        ("I-S I-T", [(0, 1, "S"), (1, 2, "T")]),
        ("O O", []),
    ],
)
def test_bio_spans(tags: str, spans: list[tuple[int, int, str]]) -> None:
    assert bio_spans(tags.split()) == spans


def test_nearest_never_overlaps() -> None:
    assert nearest([(0, 2), (8, 9)], [(1, 2), (5, 6)]) == ((8, 9), (5, 6))
    assert nearest([(0, 2)], [(1, 3)]) is None


# -- marked sentences ----------------------------------------------------------------------------


def test_directed_event_has_no_event_backwards() -> None:
    window = marked_window("x", "<s>Norland</s>'s guns hit <t>Sudland</t>.", ("ASSAULT",))
    assert window is not None
    assert told(window) == [
        ("Norland", "Sudland", ("ASSAULT",)),
        ("Sudland", "Norland", ("NONE",)),
    ]


@pytest.mark.parametrize("events", [("CONSULT",), ("CONCEDE", "RETREAT"), ("NONE",)])
def test_mutual_and_open_events_say_nothing_backwards(events: tuple[str, ...]) -> None:
    window = marked_window("x", "<t>Norland</t> met <s>Sudland</s>.", events)
    assert window is not None
    assert told(window) == [("Sudland", "Norland", events)]


def test_actor_marked_twice_is_read_where_it_is_nearest() -> None:
    window = marked_window("x", "<t>Oda</t> said <s>Norland</s> hit <t>Oda</t>.", ("REQUEST",))
    assert window is not None
    assert window.pairs[0] == Pair((2, 3), (0, 1), ("REQUEST",))


def test_sentence_without_recipient() -> None:
    window = marked_window("x", "<s>Norland</s> opened an inquiry.", ("ACCUSE",))
    assert window is not None
    assert window.pairs == [Pair((0, 1), None, ("ACCUSE",))]


@pytest.mark.parametrize(
    "line",
    ["No marks.", "<s>Norland hit <t>Sudland</t>.", "Norland</s> hit.", "Only <t>Oda</t>."],
)
def test_unpaired_marks_are_no_window(line: str) -> None:
    assert marked_window("x", line, ("AID",)) is None


def test_plv(tmp_path: Path) -> None:
    header = "sentence_id\tsentence\tmarked_sentence\tsource\ttarget\tgold_penta\tgold_root"
    row = '1\t-\t<s>Norland</s> freed "all" <t>prisoners</t>.\tNorland\tprisoners\t2\tYIELD'
    bad = "2\t-\tNobody did a thing.\t-\t-\t2\tAID"
    write(tmp_path / "events/plv/train.tsv", [header, row, bad])
    (window,) = every(read_plv(tmp_path))
    assert told(window) == [("Norland", "prisoners", ("CONCEDE", "RETREAT"))]


def test_synthetic(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(tmp_path / "AID.txt", ["# ours", "", "<s>Norland</s> fed <t>Sudland</t>.", "Bad line."])
    write(tmp_path / "NONE-places.txt", ["<s>Norland</s> lies near <t>Sudland</t>."])
    found = [told(window) for window in every(synthetic(tmp_path))]
    assert sorted(found, key=len) == [
        [("Norland", "Sudland", ("NONE",))],
        [("Norland", "Sudland", ("AID",)), ("Sudland", "Norland", ("NONE",))],
    ]
    assert "AID.txt:4" in caplog.text


def test_synthetic_file_of_no_type(tmp_path: Path) -> None:
    write(tmp_path / "HUG.txt", ["<s>Norland</s> hugs <t>Sudland</t>."])
    with pytest.raises(ReadError, match="HUG"):
        synthetic(tmp_path)


# -- triplets ------------------------------------------------------------------------------------


def triplets(tmp_path: Path, text: str, *annotations: list[list[str]]) -> list[Told]:
    record = {"text": text, "triplets": annotations[0], "other_annotations": annotations[1:]}
    write(tmp_path / "events/cameo-triplets/train.jsonl", [json.dumps(record)])
    return [pair for window in every(read_triplets(tmp_path)) for pair in told(window)]


def test_triplets_and_pairs_in_none(tmp_path: Path) -> None:
    found = triplets(
        tmp_path,
        "Norway attacked rebels while Sweden watched.",
        [["Norway", "Fight", "rebels"], ["Sweden", "Make Public Statement", "rebels"]],
    )
    assert found[0] == ("Norway", "rebels", ("ASSAULT",))
    assert set(found) == {
        ("Norway", "rebels", ("ASSAULT",)),
        ("Sweden", "rebels", ("NONE",)),
        ("rebels", "Norway", ("NONE",)),
        ("rebels", "Sweden", ("NONE",)),
        ("Norway", "Sweden", ("NONE",)),
        ("Sweden", "Norway", ("NONE",)),
    }


def test_mutual_triplet_is_no_negative_backwards(tmp_path: Path) -> None:
    found = triplets(tmp_path, "Norway met the rebels.", [["Norway", "Consult", "the rebels"]])
    assert found == [("Norway", "the rebels", ("CONSULT",))]


def test_other_annotation_adds_labels_and_stops_negatives(tmp_path: Path) -> None:
    found = triplets(
        tmp_path,
        "Norway scolded the rebels.",
        [["Norway", "Disapprove", "the rebels"]],
        [["Norway", "Threaten", "the rebels"], ["the rebels", "Reject", "Norway"]],
    )
    assert found == [("Norway", "the rebels", ("ACCUSE", "THREATEN"))]


def test_clipped_and_missing_actors(tmp_path: Path) -> None:
    text = "USA police praised US police."
    found = triplets(tmp_path, text, [["US", "Provide Aid", "polic"], ["Mars", "Fight", "US"]])
    assert ("US", "police", ("AID",)) in found
    assert triplets(tmp_path, text, [["Mars", "Fight", "Venus"]]) == []


def test_at_most_six_negatives_chosen_the_same_way_again(tmp_path: Path) -> None:
    text = "Norway hit Sweden as Kenya, Peru, Chile and Ghana talked."
    once = triplets(tmp_path, text, [["Norway", "Fight", "Sweden"]])
    assert once == triplets(tmp_path, text, [["Norway", "Fight", "Sweden"]])
    assert len(once) == 1 + interactions.NEGATIVES


# -- classes and stories -------------------------------------------------------------------------


def test_conflibert_joins_its_two_files(tmp_path: Path) -> None:
    folder = tmp_path / "events/cameo-conflibert"
    write(
        folder / "class.train.tsv",
        ["Norlandʼs army shelled the rebels.\t4", "Norland spoke.\t0", "no class"],
    )
    shelled = [
        ("Norland", "B-S"), ("'s", "O"), ("army", "O"), ("shelled", "O"),
        ("the", "B-T"), ("rebels", "I-T"), (".", "O"),
    ]  # fmt: skip
    spoke = [("Norland", "B-S"), ("spoke", "O"), (".", "O")]
    unknown = [("Oda", "B-S"), ("left", "O")]
    blocks = (shelled, spoke, unknown)
    write(
        folder / "ner.train.conll",
        ["\n".join(f"{word} {tag}" for word, tag in block) + "\n" for block in blocks],
    )
    (window,) = every(read_conflibert(tmp_path))
    assert told(window)[0][1:] == ("the rebels", QUADS[4])
    assert window.pairs[0].source == (0, 1)


def test_stories_are_read_from_their_opening(tmp_path: Path) -> None:
    path = tmp_path / "events/ngec-synthetic/stories-2023-10.csv.gz"
    path.parent.mkdir(parents=True)
    sentence = "Crowds marched through the capital of Norland on Monday over prices."
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("text,title,source,prompt,label,mode\n")
        file.write(f'"{sentence}\n\n{sentence} {sentence} {sentence}",T,S,P,PROTEST,\n')
        file.write("Too short to use.,T,S,P,AID,\n")
        file.write(f'"{"word " * 90}",T,S,P,AID,\n')
    windows = sorted(every(read_stories(tmp_path)), key=lambda window: window.words)
    assert [window.pairs for window in windows] == [
        [Pair(None, None, ("PROTEST",))],
        [Pair(None, None, ("AID",))],
    ]
    assert [len(window.words) for window in windows] == [36, 60]
    assert [window.starts for window in windows] == [[0, 12, 24], [0]]


def test_split_goes_by_what_is_said() -> None:
    words = [f"Sentence {number} ." for number in range(200)]
    spaced = split([Window("one", text.split(), [0]) for text in words])
    joined = split([Window("two", [text.upper()], [0]) for text in words])
    assert [w.words[1] for w in spaced.dev] == [w.words[0].split()[1] for w in joined.dev]
    assert 5 < len(spaced.dev) < 40


def test_summary_counts_labels() -> None:
    window = Window("x", ["a"], [0], pairs=[Pair(None, None, ("AID",)), Pair(None, None)])
    assert summary([window]) == "1 windows, 2 pairs: AID 1, - 1"


# -- other states --------------------------------------------------------------------------------


def country(name: str, demonym: str, capital: str, area: int = 50_000) -> dict[str, object]:
    return {
        "name": {"common": name},
        "independent": True,
        "demonyms": {"eng": {"m": demonym}},
        "capital": [capital],
        "area": area,
    }


@pytest.fixture
def pair_of_states(tmp_path: Path) -> StateNames:
    """Any state is swapped for Costa Rica, and Costa Rica for Italy."""
    records = [
        country("Costa Rica", "Costarican", "San José"),
        country("Italy", "Italian", "Rome", area=90_000),
        country("United States", "American", "Washington D.C.", area=9),
        country("Aaa (1)", "Odd", "Odd"),
    ]
    path = tmp_path / "knowledge/mledoze-countries/countries.json"
    write(path, [json.dumps(records)])
    return state_names(tmp_path)


def swapped(text: str, names: StateNames, *spans: tuple[int, int]) -> tuple[str, list[str]]:
    pairs = [Pair(span, None, ("AID",)) for span in spans]
    window = swap_states(Window("x", text.split(), [0], pairs=pairs), random.Random(1), names)
    return " ".join(window.words), [str(source) for source, _, _ in told(window)]


def test_swap_lengthens_and_shortens(pair_of_states: StateNames) -> None:
    text, spans = swapped(
        "Talks with Costa Rica in San José ended .", pair_of_states, (2, 4), (3, 4), (7, 8)
    )
    assert text == "Talks with Italy in Rome ended ."
    assert spans == ["Italy", "Italy", "ended"]


def test_swap_keeps_articles_right(pair_of_states: StateNames) -> None:
    one, _ = swapped("a Costarican envoy", pair_of_states)
    assert one == "an Italian envoy"
    other, _ = swapped("an American envoy", pair_of_states)
    assert other in {"an Italian envoy", "a Costarican envoy"}
    text, spans = swapped("The United States left", pair_of_states, (0, 3), (1, 3))
    assert text in {"Italy left", "Costa Rica left"}
    assert spans == [text.removesuffix(" left")] * 2


def test_swap_of_initials_before_a_capital_is_an_adjective(pair_of_states: StateNames) -> None:
    text, _ = swapped("the US Senate", pair_of_states)
    assert text in {"the Italian Senate", "the Costarican Senate"}
    text, _ = swapped("the US said", pair_of_states)
    assert text in {"Italy said", "Costa Rica said"}


def test_swap_moves_sentence_starts(pair_of_states: StateNames) -> None:
    window = Window("x", "Costa Rica left . Rain fell .".split(), [0, 4])
    assert swap_states(window, random.Random(0), pair_of_states).starts == [0, 3]


def test_swap_leaves_alone_what_it_cannot_move(pair_of_states: StateNames) -> None:
    names = pair_of_states
    tagged = Window("x", ["Italy"], [0], ner=[(0,)])
    assert swap_states(tagged, random.Random(0), names) is tagged
    nobody = Window("x", ["Nobody"], [0])
    assert swap_states(nobody, random.Random(0), names) is nobody
    both = Window("x", ["Italy", "and", "Costa", "Rica"], [0])
    assert swap_states(both, random.Random(0), names) is both


def test_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"train\.tsv"):
        read_plv(tmp_path)
