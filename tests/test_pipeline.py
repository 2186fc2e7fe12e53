"""All rooms together: same input, same bytes; nothing lost by a kill; nothing left by a removal."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg import pipeline
from kg.graph import Store, validate
from kg.query import find_entity, run_named, run_sparql
from kg.records import MentionType
from kg.resources import SAMPLES

ROOT = Path(__file__).parents[1]
ARTICLES = sorted(path for path in SAMPLES.iterdir() if path.is_file())
FEW = [str(path) for path in ARTICLES[:4]]

# Builds argv[2:] into argv[1] and says after every batch how many articles are stored.
BUILDER = """
import sys
from pathlib import Path
from kg import pipeline

def tell(stage, done, total):
    print(stage, done, sep="\\t", flush=True)

pipeline.build(sys.argv[2:], Path(sys.argv[1]), None, tell)
"""


def builder(out: Path, *inputs: object, seed: str = "0") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", BUILDER, str(out), *map(str, inputs)],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": seed},
        stdout=subprocess.PIPE,
        text=True,
    )


def nquads(folder: Path) -> str:
    with pipeline.open_store(folder, read_only=True) as store:
        return store.dump("nquads")


@pytest.fixture(scope="module")
def paragraphs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles cut into more, shorter ones, so that there are several batches."""
    lines = []
    for path in ARTICLES:
        if path.suffix in (".txt", ".md"):
            for text in path.read_text(encoding="utf-8").split("\n\n"):
                if len(text) > 150:
                    lines.append(json.dumps({"text": text, "date": "2024-11-05"}))
    file = tmp_path_factory.mktemp("paragraphs") / "articles.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert len(lines) > pipeline.BATCH + 5
    return file


def test_same_bytes_from_other_order_and_other_process(sample_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "reversed"
    with builder(out, *reversed(ARTICLES), seed="12345") as process:
        process.communicate()
    assert process.returncode == 0
    assert nquads(out) == nquads(sample_folder)
    for name in ("graph.trig", "graph.ttl", "graph.html"):
        assert (out / name).read_bytes() == (sample_folder / name).read_bytes()


def test_dump_is_sorted_and_without_blank_nodes(sample_store: Store) -> None:
    lines = sample_store.dump("nquads").splitlines()
    assert len(lines) > 5_000
    assert lines == sorted(lines)
    assert not [line for line in lines if line.startswith("_:") or " _:" in line.split('"')[0]]


def test_adding_twice_changes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "graph"
    first = pipeline.build(FEW, out)
    before = nquads(out)
    second = pipeline.build(FEW, out)
    assert (first.added, second.added, second.unchanged) == (4, 0, 4)
    assert nquads(out) == before


def test_removing_restores_what_was(tmp_path: Path) -> None:
    out = tmp_path / "graph"
    pipeline.build(FEW[:2], out)
    before = nquads(out)
    with pipeline.open_store(out) as store:
        early = set(store.document_ids())
    pipeline.build(FEW, out)
    with pipeline.open_store(out) as store:
        late = set(store.document_ids()) - early
    assert len(late) == 2
    assert nquads(out) != before
    report = pipeline.remove(out, sorted(late))
    assert (report.removed, report.rejected) == (2, [])
    assert nquads(out) == before


def test_one_by_one_is_the_same_as_at_once(tmp_path: Path) -> None:
    together, apart = tmp_path / "together", tmp_path / "apart"
    pipeline.build(FEW, together)
    for path in reversed(FEW):
        pipeline.build([path], apart)
    assert nquads(apart) == nquads(together)


def test_killed_build_goes_on_where_it_stopped(paragraphs: Path, tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    pipeline.build([str(paragraphs)], whole)

    with builder(broken, paragraphs) as process:
        assert process.stdout is not None
        for line in process.stdout:
            stage, done = line.rstrip().split("\t")
            if stage == "articles" and int(done) > pipeline.BATCH:  # the first batch is stored
                break
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL

    report = pipeline.build([str(paragraphs)], broken)
    assert report.unchanged >= pipeline.BATCH - 2  # a few paragraphs may be rejected
    assert report.added > 0
    assert nquads(broken) == nquads(whole)
    assert (broken / "graph.html").read_bytes() == (whole / "graph.html").read_bytes()


def test_article_that_breaks_a_stage_is_rejected_alone(tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.txt"
    hostile.write_text(("(" * 3_000 + "Kim said " * 400 + '"' * 501 + "\u202e\ud7ff" * 90) * 3)
    report = pipeline.build([str(hostile), *FEW[:1]], tmp_path / "graph")
    assert report.added + len(report.rejected) == 2
    assert report.added >= 1


def test_sample_graph_keeps_to_its_shapes(sample_store: Store) -> None:
    assert list(validate(sample_store)) == []


def test_mentions_slice_the_stored_text(sample_store: Store) -> None:
    texts = sample_store.texts()
    found = run_sparql(
        sample_store,
        "SELECT ?document ?begin ?end ?anchor WHERE { ?m nif:referenceContext ?document ; "
        "nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?anchor }",
    )
    assert len(found) > 500
    for row in found.dicts():
        text = texts[row["document"].rsplit("/", 1)[-1]]
        assert text[int(row["begin"]) : int(row["end"])] == row["anchor"]


@pytest.mark.parametrize(
    "people",
    [
        ("Kim Jong Un", "Kim Hong Kyun", "Kim Jong Gyu", "Kim Yong Bok", "Kim Yong-hyun"),
        ("Vladimir Putin", "Volodymyr Zelenskyy"),
    ],
    ids=["the Kims", "the slip of the tongue"],
)
def test_people_of_like_names_stay_apart(sample_store: Store, people: tuple[str, ...]) -> None:
    found = {name: find_entity(sample_store, name) for name in people}
    assert len({str(entity) for entity in found.values()}) == len(people), found


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("North Korea", MentionType.STATE),
        ("South Korea", MentionType.STATE),
        ("Russia", MentionType.STATE),
        ("NATO", MentionType.ORGANIZATION),
        ("Mark Rutte", MentionType.PERSON),
        ("Vladimir Putin", MentionType.PERSON),
    ],
)
def test_actors_are_one_entity_of_the_right_class(
    sample_store: Store, name: str, kind: MentionType
) -> None:
    rows = run_named(sample_store, "entity_names").dicts()
    assert [row["class"] for row in rows if row["name"] == name] == [kind.value]


def test_one_article_is_quick_and_small(tmp_path: Path) -> None:
    """Five seconds with start-up where it was measured; a busy machine may take many times that."""
    code = (
        "import resource, sys, time\n"
        "begin = time.perf_counter()\n"
        "from pathlib import Path\n"
        "from kg import pipeline\n"
        "pipeline.build([sys.argv[1]], Path(sys.argv[2]))\n"
        "print(time.perf_counter() - begin)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, FEW[0], str(tmp_path / "graph")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < 40
    assert megabytes < 2_000
