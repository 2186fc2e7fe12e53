"""Relation corpora become pairs with what holds and what is known; the files are our own."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ReadError
from kg.train import relations
from kg.train.interactions import Split
from kg.train.relations import (
    label_counts,
    read_conll04,
    read_crossre,
    read_dwie,
    read_knowledgenet,
    read_men,
    read_own,
    read_re_docred,
    read_typere,
    relation_labels,
)
from kg.train.windows import Window

pytestmark = pytest.mark.model


def told(window: Window) -> dict[tuple[str, str], tuple[str, ...]]:
    """Relations by the words of both spans."""
    return {
        tuple(" ".join(window.words[slice(*span)]) for span in (pair.source, pair.target)): (  # type: ignore[misc]
            pair.relations
        )
        for pair in window.pairs
    }


def every(parts: Split) -> list[Window]:
    return [*parts.train, *parts.dev]


def write(path: Path, records: Sequence[Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def span(text: str, part: str) -> dict[str, object]:
    return {"start": text.index(part), "end": text.index(part) + len(part), "text": part}


# -- KnowledgeNet --------------------------------------------------------------------------------


def test_knowledgenet(tmp_path: Path) -> None:
    text = "Ann Hart, who lives in Norway, runs Acme."
    fact = {"relation": "CEO", "subject": span(text, "Acme"), "object": span(text, "Ann Hart")}
    record = {"document": 3, "text": text, "annotated": ["CEO", "SPOUSE"], "facts": [fact]}
    write(tmp_path / "relations/knowledgenet/train.jsonl", [record])
    (window,) = every(read_knowledgenet(tmp_path))
    pairs = told(window)
    assert pairs["Acme", "Ann Hart"] == ("knowledgenet:CEO",)
    assert pairs["Ann Hart", "Acme"] == ()
    assert pairs["who", "Norway"] == ()
    assert all(p.known == ("knowledgenet:CEO", "knowledgenet:SPOUSE") for p in window.pairs)
    assert len(pairs) == 12


def test_knowledgenet_keeps_documents_together(tmp_path: Path) -> None:
    records = [
        {"document": n // 2, "text": f"He left Norway in {n}.", "annotated": ["CEO"], "facts": []}
        for n in range(100)
    ]
    write(tmp_path / "relations/knowledgenet/train.jsonl", records)
    parts = read_knowledgenet(tmp_path)
    assert parts.dev and len(parts.dev) % 2 == 0 and len(parts.train) % 2 == 0


# -- CrossRE -------------------------------------------------------------------------------------


def test_crossre(tmp_path: Path) -> None:
    folder = tmp_path / "relations/crossre-politics"
    words = "Ann Hart leads Reds".split()
    labels = [[0, 1, 3, 3, name, "", False, False] for name in ("role", "opposite")]
    write(folder / "train.jsonl", [{"sentence": words, "relations": labels}])
    dev = [[0, 0, 3, 3, "social", "", False, False]]
    write(
        folder / "dev.jsonl",
        [{"sentence": words, "relations": dev}, {"sentence": words, "relations": []}],
    )
    parts = read_crossre(tmp_path)
    assert told(parts.train[0]) == {("Ann Hart", "Reds"): ("crossre:opposite", "crossre:role")}
    assert parts.train[0].pairs[0].known == ("crossre:opposite", "crossre:role", "crossre:social")
    assert [len(part) for part in parts] == [1, 1]
    assert [len(part) for part in read_crossre(tmp_path, with_dev=True)] == [2, 0]


# -- documents with entities ---------------------------------------------------------------------


def dwie_article(number: int) -> dict[str, Any]:
    def entity(key: int, *places: tuple[int, int, int]) -> dict[str, Any]:
        return {"id": key, "mentions": [{"sent": s, "start": a, "end": b} for s, a, b in places]}

    return {
        "id": f"A{number}",
        "sentences": [["Hart", "rules", "Norland", "not", "Oda"], [], ["Hart", "slept"]],
        "entities": [entity(7, (0, 0, 1), (2, 0, 1)), entity(8, (0, 2, 3)), entity(9, (0, 4, 5))],
        "relations": [
            {"head": 7, "relation": "head_of_state", "tail": 8},
            {"head": 7, "relation": "rare" if number == 0 else "citizen_of", "tail": 8},
        ],
    }


def test_dwie(tmp_path: Path) -> None:
    write(tmp_path / "relations/dwie/dev.jsonl", [dwie_article(n) for n in range(32)])
    parts = read_dwie(tmp_path)
    assert [len(part) for part in parts] == [28, 4]
    assert told(parts.train[0])["Hart", "Norland"] == ("dwie:head_of_state",)
    assert told(parts.dev[0]) == {
        ("Hart", "Norland"): ("dwie:citizen_of", "dwie:head_of_state"),
        ("Norland", "Hart"): (),
        ("Hart", "Oda"): (),
        ("Oda", "Hart"): (),
        ("Norland", "Oda"): (),
        ("Oda", "Norland"): (),
    }
    assert relation_labels(every(parts)) == ("dwie:citizen_of", "dwie:head_of_state")


def test_dwie_bounds_pairs_and_keeps_those_with_a_relation(tmp_path: Path) -> None:
    articles = [dwie_article(n) for n in range(1, 32)]
    crowd = dwie_article(1)
    crowd["sentences"][0] += ["x"] * 10
    crowd["entities"] += [
        {"id": 20 + n, "mentions": [{"sent": 0, "start": 5 + n, "end": 6 + n}]} for n in range(10)
    ]
    write(tmp_path / "relations/dwie/dev.jsonl", [crowd, *articles])
    once, again = (read_dwie(tmp_path).train[0] for _ in range(2))
    assert once == again
    assert len(once.pairs) == relations.PAIRS["dwie"]
    assert told(once)["Hart", "Norland"]


def test_re_docred(tmp_path: Path) -> None:
    def mention(start: int, kind: str) -> list[dict[str, Any]]:
        return [{"sent_id": 0, "pos": [start, start + 1], "type": kind}]

    record = {
        "sents": [["Hart", "from", "Norland", "has", "two"]],
        "vertexSet": [mention(0, "PER"), mention(2, "LOC"), mention(4, "NUM")],
        "labels": [
            {"h": 0, "t": 1, "r": "P27", "evidence": [0]},
            {"h": 0, "t": 1, "r": "P9999", "evidence": []},
        ],
    }
    path = tmp_path / "relations/re-docred/dev.json.gz"
    path.parent.mkdir(parents=True)
    path.write_bytes(gzip.compress(json.dumps([record] * 30).encode()))
    parts = read_re_docred(tmp_path)
    assert [len(part) for part in parts] == [27, 3]
    assert told(parts.dev[0]) == {("Hart", "Norland"): ("re-docred:P27",), ("Norland", "Hart"): ()}
    assert parts.dev[0].pairs[0].known == ("re-docred:P27",)


# -- sentences with entities ---------------------------------------------------------------------


def test_conll04(tmp_path: Path) -> None:
    rows = [
        "#doc 1",
        "0\tAnn\tB-Peop\t['N']\t[0]",
        "1\tHart\tI-Peop\t['Work_For', 'Live_In']\t[3, 5]",
        "2\tof\tO\t['N']\t[2]",
        "3\tAcme\tB-Org\t['N']\t[3]",
        "4\tin\tO\t['N']\t[4]",
        "5\tOda\tB-Loc\t['N']\t[5]",
    ]
    write(tmp_path / "relations/conll04/train.txt", rows)
    write(tmp_path / "relations/conll04/dev.txt", [*rows, "#doc 2", "0\tOda\tB-Loc\t['N']\t[0]"])
    parts = read_conll04(tmp_path)
    assert [len(part) for part in parts] == [1, 1]
    pairs = told(parts.train[0])
    assert pairs["Ann Hart", "Acme"] == ("conll04:Work_For",)
    assert pairs["Ann Hart", "Oda"] == ("conll04:Live_In",)
    assert pairs["Acme", "Oda"] == pairs["Acme", "Ann Hart"] == ()
    assert len(pairs) == 6
    assert len(parts.train[0].pairs[0].known) == 5
    assert label_counts(parts.train)["-"] == 4


def test_own(tmp_path: Path) -> None:
    sentence = "{}Ann Hart{} of the {}Oda League{} won the {}Oda{} seat."
    lines = [
        "# ours",
        "role\t" + sentence.format("<s>", "</s>", "<t>", "</t>", "", ""),
        "social\t" + sentence.format("<s>", "</s>", "<t>", "</t>", "", ""),
        "physical\t" + sentence.format("", "", "<s>", "</s>", "<t>", "</t>"),
        "origin\tThe <t>League</t> made <s>Oda</s>.",
    ]
    write(tmp_path / "crossre.txt", lines)
    parts = read_own(tmp_path)
    assert parts.dev == []
    assert told(parts.train[0]) == {
        ("Ann Hart", "Oda League"): ("crossre:role", "crossre:social"),
        ("Oda League", "Oda"): ("crossre:physical",),
    }
    assert told(parts.train[1]) == {("Oda", "League"): ("crossre:origin",)}
    assert {len(pair.known) for window in parts.train for pair in window.pairs} == {17}


@pytest.mark.parametrize("line", ["rôle\t<s>A</s> met <t>B</t>.", "role\t<s>A</s> met B."])
def test_own_that_is_not_marked(tmp_path: Path, line: str) -> None:
    write(tmp_path / "crossre.txt", [line])
    with pytest.raises(ReadError, match="crossre.txt:1"):
        read_own(tmp_path)


def typere_row(relation: str, origin: str = "wiki80") -> dict[str, Any]:
    return {
        "token": ["Ann", " ", "Hart", "of", "Oda"],
        "h": {"pos": [0, 3]},
        "t": {"pos": [4, 5]},
        "relation": relation,
        "origin_dataset": origin,
    }


def test_typere(tmp_path: Path) -> None:
    rows = [typere_row(name) for name in ["NA", "person_Residence"] * 20]
    rows += [typere_row("rare"), typere_row("NA", "KnowledgeNet")]
    write(tmp_path / "relations/typere/dev.jsonl", rows)
    parts = read_typere(tmp_path)
    assert [len(part) for part in parts] == [36, 4]
    assert parts.dev[0].words == ["Ann", "Hart", "of", "Oda"]
    assert told(parts.dev[0]) == {("Ann Hart", "Oda"): ()}
    assert told(parts.train[0]) == {("Ann Hart", "Oda"): ("typere:person_Residence",)}
    assert {p.known for w in every(parts) for p in w.pairs} == {("typere:person_Residence",)}


def test_men(tmp_path: Path) -> None:
    text = "Minister Ann Hart spoke. Acme of Oda lost Bea Cole."
    places = [text.index(part) for part in ("Minister", "Ann", "Acme", "Oda", "Bea")]
    lengths = [8, 8, 4, 3, 8]
    entities = [
        {"id": n, "position": {"start_offset": at, "end_offset": at + length}}
        for n, (at, length) in enumerate(zip(places, lengths, strict=True))
    ]
    rows = [
        {"head": 1, "tail": 0, "relation": "occupation", "relation_source": "DocRED"},
        {"head": 2, "tail": 3, "relation": "Gen-Aff.Loc-Origin", "relation_source": "ACE05"},
        {"head": 1, "tail": 2, "relation": "Others", "relation_source": "DocRED"},
    ]
    records = [{"id": f"a{n}", "entities": entities, "relations": rows} for n in range(40)]
    write(tmp_path / "ner/men/articles.json", [dict.fromkeys([r["id"] for r in records], text)])
    write(tmp_path / "ner/men/annotated_set.json", [json.dumps(records)])
    parts = read_men(tmp_path)
    assert [len(part) for part in parts] == [72, 8]
    first, second = parts.dev[:2]
    assert told(first) == {("Ann Hart", "Minister"): ("men:occupation",)}
    assert first.pairs[0].known == ("men:occupation",)
    assert told(second)["Acme", "Oda"] == ("men:Gen-Aff.Loc-Origin",)
    assert told(second)["Oda", "Bea Cole"] == ()
    assert ("Oda", "Acme") not in told(second)
    assert {p.known for p in second.pairs if not p.relations} == {
        ("men:Gen-Aff.Loc-Origin", "men:occupation")
    }
