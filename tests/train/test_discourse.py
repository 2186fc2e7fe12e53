"""Readers of attribution, factuality and coreference on tiny files of our own."""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ReadError
from kg.train.coreference import (
    carry_over,
    join,
    read_dwie,
    read_gap,
    read_litbank,
    read_ontogum,
    spans,
)
from kg.train.discourse import cut_long, read_factuality, read_polnear, runs
from kg.train.windows import ATTRIBUTION_LABELS, UNKNOWN, Mention, Tree, Unit, Window

# The readers of corpora leave closing their files to the interpreter.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def article(root: Path, text: str, attributions: list[dict[str, Any]]) -> None:
    record = {"id": "a", "text": text, "annotations": [{"attributions": attributions}]}
    write(root / "attribution/polnear/train.jsonl", json.dumps(record) + "\n")


def piece(text: str, part: str) -> list[int]:
    return [text.index(part), text.index(part) + len(part)]


def labelled(window: Window) -> list[str]:
    return [ATTRIBUTION_LABELS[label] for label in window.attribution or []]


def marked(unit: Unit) -> list[tuple[str, int]]:
    """Text and chain of the mentions that the corpus marks."""
    return [
        (" ".join(window.words[m.start : m.end]), m.chain)
        for window in unit
        for m in window.mentions or []
        if m.chain >= 0
    ]


# -- windows -------------------------------------------------------------------------------------


def test_runs_keep_sentences_whole() -> None:
    assert list(runs([0, 4, 8, 20], 22, 9)) == [(0, 8, [0, 4]), (8, 20, [0]), (20, 22, [0])]
    assert list(runs([0], 5, 2)) == [(0, 5, [0])]
    assert list(runs([], 0, 9)) == []


def test_endless_sentences_are_cut() -> None:
    assert cut_long([0, 3], 410) == [0, 3, 203, 403]
    assert cut_long([], 0) == []


# -- attribution ---------------------------------------------------------------------------------


@pytest.mark.model
def test_polnear_labels_and_links(tmp_path: Path) -> None:
    text = "“We will go,” Lund said, “and stay.” Rain fell."
    content = [piece(text, "“We will go,”"), piece(text, "“and stay.”")]
    cue = {"source": [piece(text, "Lund")], "cue": [piece(text, "said")], "content": content}
    article(tmp_path, text, [cue])
    [[window]] = read_polnear(tmp_path, "train")
    said = window.words.index("said")
    labels = labelled(window)
    assert labels[said - 1 : said + 1] == ["B-Source", "B-Cue"]
    assert labels.count("B-Content") == 2 and labels[0] == "B-Content"
    assert labels[-3:] == ["O", "O", "O"]
    assert window.links is not None
    begun = [i for i, link in enumerate(window.links) if link != UNKNOWN]
    assert [window.links[i] for i in begun] == [said] * 3
    assert [labels[i] for i in begun] == ["B-Content", "B-Source", "B-Content"]
    assert len(window.starts) == 2


@pytest.mark.model
def test_a_span_cut_by_a_window_begins_anew_without_a_link(tmp_path: Path) -> None:
    text = "Lund said roads are bad. Bridges are worse."
    cue = {
        "source": [piece(text, "Lund")],
        "cue": [piece(text, "said")],
        "content": [piece(text, "roads are bad. Bridges are worse.")],
    }
    article(tmp_path, text, [cue])
    [_], [second] = read_polnear(tmp_path, "train", limit=6)
    assert labelled(second) == ["B-Content", *["I-Content"] * 3]
    assert second.links == [UNKNOWN] * 4


@pytest.mark.model
def test_empty_cues_and_articles_without_annotation(tmp_path: Path) -> None:
    text = "Lund: roads are bad."
    article(tmp_path, text, [{"source": [[0, 4]], "cue": [], "content": [[6, 20]]}])
    windows = [window for unit in read_polnear(tmp_path, "train") for window in unit]
    assert all(link == UNKNOWN for window in windows for link in window.links or [])
    write(
        tmp_path / "attribution/polnear/dev.jsonl",
        json.dumps({"id": "b", "text": "Rain fell.", "annotations": []}),
    )
    assert read_polnear(tmp_path, "dev") == []


def test_factuality_is_averaged_per_word(tmp_path: Path) -> None:
    lines = [
        {"text": "Rain fell .", "targets": [{"span1": [1, 2], "label": label}]}
        for label in (3.0, 1.0)
    ]
    write(tmp_path / "attribution/uds-ih2/dev.jsonl", "\n".join(map(json.dumps, lines)))
    [(text, values)] = read_factuality(tmp_path, "dev").items()
    assert text == "Rain fell ." and values[1] == 2.0
    assert math.isnan(values[0]) and math.isnan(values[2])


# -- coreference ---------------------------------------------------------------------------------


def test_bracketed_chains() -> None:
    assert spans(["(1|(2)", "_", "1)", "(3(4)", "3)", "(1)"], Path("x")) == [
        (0, 1, 2),
        (0, 3, 1),
        (3, 4, 4),
        (3, 5, 3),
        (5, 6, 1),
    ]
    with pytest.raises(ReadError, match="not opened"):
        spans(["1)"], Path("x"))
    with pytest.raises(ReadError, match="not closed"):
        spans(["(1"], Path("x"))


def test_spans_follow_words_that_were_left_out() -> None:
    assert carry_over([(0, 1, 7), (2, 4, 8)], "a b c d".split(), "b c d".split()) == [(1, 3, 8)]


def test_trees_are_joined() -> None:
    one = Tree(["NOUN", "VERB"], ["NN", "VBD"], ["rain", "fall"], [2, 0], ["nsubj", "root"])
    assert join([one, one]).heads == [2, 0, 4, 0]


ONTOGUM = [
    ("Ann PROPN NNP 2 nsubj (1)", "sang VERB VBD 0 root _", ". PUNCT . 2 punct _"),
    ("She PRON PRP 2 nsubj (1)", "smiled VERB VBD 0 root _", ". PUNCT . 2 punct _"),
]


def ontogum(root: Path) -> None:
    tree, chains, number = "", "# begin document GUM_news_x\n", 0
    for sentence, rows in enumerate(ONTOGUM, 1):
        tree += f"# sent_id = GUM_news_x-{sentence}\n"
        for place, row in enumerate(rows, 1):
            word, upos, xpos, head, deprel, chain = row.split()
            cells = [str(place), word, word.lower(), upos, xpos, "_", head, deprel, "_", "_"]
            tree += "\t".join(cells) + "\n"
            chains += f"{number}\t{word}\t{chain}\n"
            number += 1
        tree += "\n"
    write(root / "parsing/gum/train.conllu", tree)
    write(root / "coreference/gum/train.ontogum.conll", chains + "# end document\n")


@pytest.mark.model
def test_ontogum_has_gold_trees_and_chains(tmp_path: Path) -> None:
    ontogum(tmp_path)
    counts: Counter[str] = Counter()
    [[window]] = read_ontogum(tmp_path, "train", counts=counts)
    assert window.corpus == "gum" and window.starts == [0, 3]
    assert window.tree is not None and window.tree.heads == [2, 0, 2, 5, 0, 5]
    assert marked([window]) == [("Ann", 1), ("She", 1)]
    assert (counts["exact"], counts["dropped"]) == (2, 0)


@pytest.mark.model
def test_windows_of_a_document_form_one_unit(tmp_path: Path) -> None:
    ontogum(tmp_path)
    [[first, second]] = read_ontogum(tmp_path, "train", limit=3)
    assert second.mentions == [Mention(0, 1, 0, "pronoun", 1)]
    assert first.tree is not None and first.tree.heads == [2, 0, 2]


def conll(name: str, rows: list[tuple[str, str]], columns: int) -> str:
    blank = ["_"] * columns
    lines = [
        "\t".join([name, "0", str(i), word, *blank, chain]) for i, (word, chain) in enumerate(rows)
    ]
    return f"#begin document ({name}); part 0\n" + "\n".join(lines) + "\n\n#end document\n"


@pytest.mark.model
def test_every_tenth_book_is_development(tmp_path: Path) -> None:
    rows = [("Ann", "(1)"), ("'s", ""), ("horse", ""), ("ran", ""), (".", "")]
    books = "".join(conll(f"book{number}", rows, 8) for number in range(10))
    write(tmp_path / "coreference/litbank/litbank.conll", books)
    assert len(read_litbank(tmp_path, "train")) == 9
    [unit] = read_litbank(tmp_path, "dev")
    assert marked(unit) == [("Ann", 1)]


@pytest.mark.model
def test_dwie_brings_its_names(tmp_path: Path) -> None:
    rows = [("The", "-"), ("envoy", "-"), ("saw", "-"), ("Ann", "(4"), ("Lund", "4)"), (".", "-")]
    write(tmp_path / "coreference/dwie/dev.conll", conll("DW_1", rows, 3))
    tags = ["O", "O", "O", "B-PERSON", "I-PERSON", "O"]
    named = "".join(f"{word}\t{tag}\t_\n" for (word, _), tag in zip(rows, tags, strict=True))
    write(tmp_path / "ner/dwie/dev.conll", "# article = DW_1\n\n" + named)
    write(tmp_path / "knowledge/mledoze-countries/countries.json", "[]")
    assert read_dwie(tmp_path, "train") == []  # the last tenth of one article is that article
    [[window]] = read_dwie(tmp_path, "dev")
    assert window.ner is not None and len(window.ner) == 6 and window.ner[3] != window.ner[2]
    assert marked([window]) == [("Ann Lund", 4)]


GAP_HEADER = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n"


@pytest.mark.model
def test_gap_names_stand_apart_unless_meant(tmp_path: Path) -> None:
    text = 'Ann Lund met Eve Moe before she flew to Oslo "at once".'
    row = ["1", text, "she", str(text.index("she")), "Ann Lund", "0", "TRUE"]
    row += ["Eve Moe", str(text.index("Eve")), "FALSE", "http://example.org"]
    write(tmp_path / "coreference/gap/development.tsv", GAP_HEADER + "\t".join(row) + "\n")
    assert read_gap(tmp_path, "train") == []
    [unit] = read_gap(tmp_path, "dev")
    assert marked(unit) == [("Ann Lund", 0), ("Eve Moe", 2), ("she", 0)]
    assert unit[0].corpus == "gap"


@pytest.mark.model
def test_gap_names_without_a_candidate_are_added(tmp_path: Path) -> None:
    text = "Ann laughed because she won."
    row = ["1", text, "she", str(text.index("she")), "laughed", "4", "FALSE"]
    row += ["Ann", "0", "TRUE", "http://example.org"]
    write(tmp_path / "coreference/gap/development.tsv", GAP_HEADER + "\t".join(row) + "\n")
    [unit] = read_gap(tmp_path, "dev")
    assert marked(unit) == [("Ann", 0), ("laughed", 1), ("she", 0)]
