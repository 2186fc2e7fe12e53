"""Who is who in users' hands: same, different, alias, undecide, unsure, explain."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

import kg as api
from kg import pipeline
from kg.api.correcting import decide
from kg.folder import open_store
from kg.graph import Store
from kg.query.terminal import json_text
from tests.conftest import Command
from tests.factories import ORGANIZATION, PERSON, Article

ESCAPE = "\x1b[31mRed Tern\x1b[0m"
TEXTS = (
    ("Anna Tern met Odo Brandt.", ("Anna Tern", "Odo Brandt")),
    ("Nina Holm met Odo Brandt.", ("Nina Holm", "Odo Brandt")),
    ("Anna Tern left. Tern said so.", ("Anna Tern",)),
    ("Clara Dunn spoke.", ("Clara Dunn",)),
    ("Tern spoke with Holm.", ("Tern", "Holm")),
    ("Anna Tern won.", ("Anna Tern",)),
    (f"{ESCAPE} spoke.", (ESCAPE,)),
)
BODIES = ("The Ternmoor Institute was quoted.", "The Ternmoor Institutes were quoted.")


def articles() -> list[Article]:
    made = []
    for number, (text, names) in enumerate(TEXTS):
        article = Article(text, publisher="Northwire", published=f"2026-11-{number + 10}")
        for name in names:
            article.mention(name, PERSON)
        made.append(article)
    for text in BODIES:
        article = Article(text, publisher="Plain Post")
        article.mention(" ".join(text.split()[1:3]), ORGANIZATION)
        made.append(article)
    return made


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small graph, made of records, without the language model."""
    out = tmp_path_factory.mktemp("deciding") / "graph"
    with open_store(out) as store:
        store.add([article.extraction() for article in articles()])
    pipeline.redo_identity(out)
    return out


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "graph"))


def quads(folder: Path) -> str:
    with open_store(folder, read_only=True) as store:
        return store.dump()


def entity(folder: Path, document: int, place: int = 0) -> str:
    """Who a mention refers to, by the number of its article."""
    article = articles()[document]
    with open_store(folder, read_only=True) as store:
        query = f"SELECT ?e {{ GRAPH ?g {{ <{store.namespaces.document(article.mentions[place].id).value}> kg:refersTo ?e }} }}"
        (row,) = api.Graph(store).query(query).values()
    return row[0].removeprefix("ent:")


def mention(document: int, place: int = 0) -> str:
    return f"doc:{articles()[document].mentions[place].id}"


# Deciding


def test_same_joins_and_undo_restores_every_byte(kg: Command, folder: Path) -> None:
    before = quads(folder)
    assert entity(folder, 0) != entity(folder, 1)
    made = kg("same", folder, "Anna Tern", "Nina Holm", "--why", "she married", "--no-files")
    assert made.status == 0
    assert "same: Anna Tern, Nina Holm — she married" in made.out
    assert "is now part of" in made.out
    assert entity(folder, 0) == entity(folder, 1) == entity(folder, 2)
    written = yaml.safe_load((folder / "decisions.yaml").read_text(encoding="utf-8"))
    assert written == {"same": [{"names": ["Anna Tern", "Nina Holm"], "why": "she married"}]}
    again = kg("same", folder, "nina holm", "Anna Tern", "--no-files")
    assert (again.status, "already there" in again.out) == (0, True)
    back = kg("undecide", folder, "Nina Holm", "Anna Tern", "--no-files")
    assert (back.status, "taken back" in back.out) == (0, True)
    assert quads(folder) == before
    assert not (folder / "decisions.yaml").exists()


def test_different_parts_and_undo_restores_every_byte(kg: Command, folder: Path) -> None:
    before = quads(folder)
    one = mention(2)
    made = kg("different", folder, "Anna Tern", one, "--date", "2026-11", "--json", "--no-files")
    told = made.json()
    assert (told["done"], told["mentions"], len(told["parted"])) == ("recorded", 1, 1)
    assert entity(folder, 2) != entity(folder, 0) == entity(folder, 5)
    back = kg("different", folder, "--undo", "Anna Tern", one, "--no-files", "-q")
    assert (back.status, back.out) == (0, "")
    assert quads(folder) == before


def test_decisions_hold_on_every_later_run(kg: Command, folder: Path) -> None:
    assert kg("same", folder, "Anna Tern", "Nina Holm", "-q", "--no-files").status == 0
    file = (folder / "decisions.yaml").read_bytes()
    decided = quads(folder)
    pipeline.redo_identity(folder)
    assert quads(folder) == decided
    pipeline.build([], folder)
    assert quads(folder) == decided
    with_more = Article("Nina Holm resigned.", published="2026-11-30")
    with_more.mention("Nina Holm", PERSON)
    with open_store(folder) as store:
        store.add([with_more.extraction()])
    pipeline.build([], folder)
    pipeline.remove(folder, [with_more.document.id])
    assert quads(folder) == decided
    assert (folder / "decisions.yaml").read_bytes() == file


def test_file_of_the_user_keeps_its_comments_and_order(kg: Command, folder: Path) -> None:
    mine = "# mine\ndifferent:\n  # brothers\n  - [Odo Brandt, Nina Holm]  # sure\nsame: []\n"
    path = folder / "decisions.yaml"
    path.write_text(mine, encoding="utf-8")
    assert kg("same", folder, "Anna Tern", "Clara Dunn", "-q", "--no-files").status == 0
    assert path.read_text(encoding="utf-8") == mine.replace(
        "same: []", "same: [[Anna Tern, Clara Dunn]]"
    )
    assert kg("undecide", folder, "Anna Tern", "Clara Dunn", "-q").status == 0
    assert path.read_text(encoding="utf-8") == mine


def test_a_linked_file_stays_a_link(kg: Command, folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.yaml"
    kept.write_text("# mine\n", encoding="utf-8")
    (folder / "decisions.yaml").symlink_to(kept)
    assert kg("same", folder, "Anna Tern", "Nina Holm", "-q", "--no-files").status == 0
    assert (folder / "decisions.yaml").is_symlink()
    assert kept.read_text(encoding="utf-8").startswith("# mine\nsame:")


def test_several_ids_and_iris_are_joined_at_once(kg: Command, folder: Path) -> None:
    ids = [entity(folder, number) for number in (0, 1)]
    given = [f"ent:{ids[0]}", f"https://w3id.org/newskg/entity/{ids[1]}", "Odo Brandt"]
    assert kg("same", folder, *given, "--no-files").status == 0
    assert len({entity(folder, 0), entity(folder, 1), entity(folder, 0, 1)}) == 1
    assert kg("same", folder, *given, "--undo", "-q", "--no-files").status == 0
    assert [entity(folder, number) for number in (0, 1)] == ids


def test_alias_gives_the_label_and_may_wait(kg: Command, folder: Path) -> None:
    made = kg("alias", folder, "The Gull", "Nina Holm", "--no-files")
    assert (made.status, "no article writes 'The Gull' yet" in made.out) == (0, True)
    told = kg("resolve", folder, "--no-files")
    assert "1 of 1 decisions wait" in told.err
    assert "alias: The Gull, Nina Holm" in told.err
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert report["decisions"]["count"] == 1
    assert len(report["decisions"]["waiting"]) == 1


NAMES = ("Anna Tern", "Nina Holm", "Odo Brandt", "Clara Dunn", mention(2), mention(4))


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["same", "different"]),
            st.sampled_from(NAMES),
            st.sampled_from(NAMES),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_what_is_taken_back_leaves_no_trace(
    template: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("steps") / "graph"
    shutil.copytree(template, folder)
    options = pipeline.Options(files=False)
    before, done = quads(folder), []
    for verdict, left, right in steps:
        try:
            from kg.api.correcting import decide, undecide

            made = decide(folder, verdict, [left, right], options=options)
        except api.KgError:
            continue
        if made.done == "recorded":
            done.append((verdict, left, right))
    for verdict, left, right in done:  # in the order in which they came
        undecide(folder, [left, right], verdict, options=options)
    assert quads(folder) == before
    assert not (folder / "decisions.yaml").exists()
    shutil.rmtree(folder)


# What is refused


def test_contradiction_names_the_line_and_writes_nothing(kg: Command, folder: Path) -> None:
    path = folder / "decisions.yaml"
    path.write_text(
        "same:\n  - [Anna Tern, Nina Holm]\n  - [Nina Holm, Odo Brandt]\n", encoding="utf-8"
    )
    before = path.read_bytes(), quads(folder)
    shown = kg("different", folder, "Odo Brandt", "Anna Tern", "--no-files")
    assert (shown.status, shown.out) == (2, "")
    for part in ("decided both ways", "line 2 (Anna Tern = Nina Holm)", "line 3"):
        assert part in shown.err
    assert (path.read_bytes(), quads(folder)) == before


def test_name_of_several_lists_them_and_writes_nothing(kg: Command, folder: Path) -> None:
    assert kg("different", folder, "Anna Tern", mention(2), "-q", "--no-files").status == 0
    before = (folder / "decisions.yaml").read_bytes(), quads(folder)
    shown = kg("same", folder, "Anna Tern", "Nina Holm", "--no-files")
    assert (shown.status, shown.out) == (2, "")
    assert "name of several entities" in shown.err
    for number in (0, 2):
        assert f"ent:{entity(folder, number)}  Anna Tern (Person" in shown.err
    assert ((folder / "decisions.yaml").read_bytes(), quads(folder)) == before


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["same", "Anna Tern", "Nina Hohm"], "Did you mean 'Nina Holm'"),
        (["same", "Anna Tern", ""], "a name is empty"),
        (["same", "Anna Tern", " \t "], "a name is empty"),
        (["same", "Anna Tern", "Anna Tern"], "one name already"),
        (["same", "Anna Tern", "anna-tern"], "one name already"),
        (["different", "Anna Tern", "Anna Tern"], "one name"),
        (["different", "Anna Tern", "ANNA TERN"], "give the mentions"),
        (["same", "Anna Tern", "x" * 10_000], "10,000 characters"),
        (["same", "Anna Tern", "Nina\x1b[31m Holm"], "control characters"),
        (["same", "Anna Tern", "ent:nobody-at-all"], "no entity ent:nobody-at-all"),
        (["same", "Anna Tern", "doc:d0-m99"], "no mention doc:d0-m99"),
        (["same", "Anna Tern", "Q99999999999"], "Wikidata id Q99999999999"),
        (["same", "Anna Tern", "Nina Holm", "--date", "soon"], "is no date"),
        (["same", "Anna Tern", "Nina Holm", "--why", "a\nb"], "one line"),
        (["same", "Anna Tern", "Nina Holm", "--undo"], "has no such decision"),
        (["undecide", "Anna Tern", "Nina Holm"], "has no such decision"),
        (["alias", "The Gull", "Nobody Anywhere"], "no entity is called"),
        (["same", "Anna Tern", "Nina Holm", "--decisions", "d.csv"], "the commands write YAML"),
        (["unsure", "Nobody Anywhere"], "no entity is called"),
        (["unsure", ""], "a name is empty"),
        (["unsure", "--limit", "-1"], "--limit"),
        (["explain", "Anna Tern", "--who", "--format", "csv"], "--format table or json"),
        (["explain", "Anna Tern", "--decisions", "none.yaml"], "none.yaml"),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, list) else None,
)
def test_mistake_is_explained_and_nothing_written(
    kg: Command, template: Path, arguments: list[str], reason: str
) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in template.iterdir() if path.is_file()}
    command, *rest = arguments
    shown = kg(command, template, *rest)
    assert (shown.status, shown.out) == (2, "")
    assert reason in " ".join(shown.err.split())
    assert "Traceback" not in shown.err
    assert "\x1b" not in shown.err
    assert len(shown.err) < 2_000
    after = {path.name: path.stat().st_mtime_ns for path in template.iterdir() if path.is_file()}
    assert after == before


@pytest.mark.parametrize("command", ["same", "different", "alias", "undecide", "unsure"])
def test_missing_and_locked_stores_are_told(kg: Command, folder: Path, command: str) -> None:
    names = [] if command == "unsure" else ["Anna Tern", "Nina Holm"]
    missing = kg(command, folder.parent / "nowhere", *names)
    assert (missing.status, "no graph in" in missing.err) == (2, True)
    with Store.open(folder / "store"):
        locked = kg(command, folder, *names)
    assert (locked.status, "Traceback" in locked.err) == (2, False)
    assert "lock" in locked.err or "another" in locked.err
    assert not (folder / "decisions.yaml").exists()


def test_malformed_file_is_told_with_its_place(kg: Command, folder: Path) -> None:
    path = folder / "decisions.yaml"
    path.write_text("same:\n  - [Anna Tern, Nina Holm\n", encoding="utf-8")
    for command in (["same", folder, "Anna Tern", "Odo Brandt"], ["resolve", folder]):
        shown = kg(*command)
        assert shown.status == 2
        assert "line 3, column 1" in shown.err
    assert path.read_text(encoding="utf-8") == "same:\n  - [Anna Tern, Nina Holm\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_read_only_folder_is_told(kg: Command, folder: Path) -> None:
    folder.chmod(0o500)
    try:
        shown = kg("same", folder, "Anna Tern", "Nina Holm")
    finally:
        folder.chmod(0o700)
    assert (shown.status, "Traceback" in shown.err) == (2, False)


# Looking


def test_unsure_lists_the_best_first_with_commands_that_work(kg: Command, folder: Path) -> None:
    found = kg("unsure", folder, "--format", "json").json()
    assert len(found) >= 1
    benefits = [one["benefit"] for one in found]
    assert benefits == sorted(benefits, reverse=True)
    first = found[0]
    assert first["left"]["sentence"]
    assert first["reason"]
    table = kg("unsure", folder)
    assert first["same"] in table.out
    rows = list(csv.DictReader(io.StringIO(kg("unsure", folder, "--format", "csv").out)))
    assert [row["same"] for row in rows] == [one["same"] for one in found]
    verb, _, *ids = first["different"].split()[1:]
    assert kg(verb, folder, *ids, "-q", "--no-files").status == 0
    left = kg("unsure", folder, "--format", "json").json()
    assert first["same"] not in [one["same"] for one in left]


def test_unsure_of_one_entity_and_few(kg: Command, folder: Path) -> None:
    everything = kg("unsure", folder, "--format", "json").json()
    name = everything[0]["left"]["name"]
    some = kg("unsure", folder, name, "--format", "json").json()
    assert some
    assert all(name in (one["left"]["name"], one["right"]["name"]) for one in some)
    assert kg("unsure", folder, "Odo Brandt").out == "no pair is open\n"
    assert len(kg("unsure", folder, "--limit", "1", "--format", "json").json()) == 1


def test_review_asks_line_by_line(
    kg: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_pairs = len(kg("unsure", folder, "--format", "json").json())
    monkeypatch.setattr("sys.stdin", io.StringIO("what?\nd\n"))
    shown = kg("unsure", folder, "--review")
    assert shown.status == 0
    assert "they are two" in shown.out
    assert "recorded in" in shown.out
    assert len(kg("unsure", folder, "--format", "json").json()) < open_pairs
    monkeypatch.setattr("sys.stdin", io.StringIO("k\nq\n"))
    file = (folder / "decisions.yaml").read_bytes()
    assert kg("unsure", folder, "--review").status == 0
    assert (folder / "decisions.yaml").read_bytes() == file


def test_explain_tells_names_mentions_and_reasons(kg: Command, folder: Path) -> None:
    assert kg("same", folder, "Anna Tern", "Nina Holm", "--why", "known", "-q").status == 0
    shown = kg("explain", folder, "Nina Holm", "--who")
    for part in ("Anna Tern 3", "Nina Holm 1", "decided by the user", "your decisions", "known"):
        assert part in " ".join(shown.out.split())
    (one,) = kg("explain", folder, "Nina Holm", "--format", "json").json()["identity"]["entities"]
    assert one["names"] == {"Anna Tern": 3, "Nina Holm": 1}
    assert (one["mentions"], one["articles"], len(one["shown"])) == (4, 4, 4)
    assert one["shown"][0]["sentence"] == "Anna Tern met Odo Brandt."
    assert one["same"][0]["by"] == "user"
    assert one["decisions"][0]["why"] == "known"


def test_explain_tells_how_two_were_compared(kg: Command, folder: Path) -> None:
    assert kg("different", folder, "Anna Tern", "Clara Dunn", "-q").status == 0
    told = kg("explain", folder, "Anna Tern", "Clara Dunn", "--format", "json").json()
    comparison = told["identity"]["comparison"]
    assert comparison["outcome"] == "compared and not joined"
    assert "user" in [found["by"] for found in comparison["judgements"]]
    assert {"head", "results", "identity"} == set(told)
    never = kg("explain", folder, "Odo Brandt", "Nina Holm", "--who")
    assert "never compared; by their names they would stay apart" in never.out
    one = kg("explain", folder, "Anna Tern", "Anna Tern", "--who")
    assert "they are one" in one.out


def test_hostile_names_do_nothing_to_a_terminal(kg: Command, folder: Path) -> None:
    name = f"ent:{entity(folder, 6)}"
    for command in (
        ["explain", folder, name],
        ["explain", folder, name, "--format", "json"],
        ["same", folder, name, "Nina Holm", "--no-files"],
        ["explain", folder, "Nina Holm", "--who"],
    ):
        shown = kg(*command)
        assert shown.status == 0
        assert "\x1b" not in shown.out + shown.err
    assert entity(folder, 6) == entity(folder, 1)


def test_python_does_the_same(folder: Path) -> None:
    before = quads(folder)
    with api.open(folder) as graph:
        assert graph.who("Anna Tern")["mentions"] == 3
        told = graph.same("Anna Tern", "Nina Holm", why="known")
        assert (told["done"], told["mentions"]) == ("recorded", 1)
        assert graph.who("Nina Holm")["mentions"] == 4
        assert graph.who("Nina Holm")["decisions"][0]["why"] == "known"
        graph.undecide("Anna Tern", "Nina Holm")
        graph.different("Anna Tern", "Odo Brandt")
        graph.undecide("Odo Brandt", "Anna Tern")
        assert graph.unsure(limit=1)[0]["same"].startswith("kg same ")
    assert quads(folder) == before
    with api.Graph(Store.memory()) as nothing, pytest.raises(api.KgError, match="in memory"):
        nothing.same("Anna Tern", "Nina Holm")


# The page about it

PAGE = (Path(__file__).parents[1] / "docs" / "identity.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_examples_of_the_page_run(
    kg: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    steps = [step for block in BLOCKS for step in re.split(r"^\$ ", block, flags=re.M) if step]
    assert len(steps) == 7
    for step in steps:
        command, _, promised = step.partition("\n")
        shown = kg(*shlex.split(command)[1:])
        assert shown.status == (2 if promised.startswith("kg: ") else 0)
        pieces = [piece.strip("\n") for piece in promised.split("…\n")]
        at = 0
        for piece in pieces:
            # "…" stands for the rest of a line, or for whole lines.
            assert piece in (shown.out + shown.err)[at:], (command, piece, shown.out + shown.err)
            at = (shown.out + shown.err).index(piece, at) + len(piece)


def test_file_on_the_page_is_one(tmp_path: Path) -> None:
    from kg.resolve import load_decisions

    (text,) = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "d.yaml").write_text(text, encoding="utf-8")
    assert len(load_decisions(tmp_path / "d.yaml").entries) == 4


# Found by trying it as a stranger would


def test_skip_written_out_is_not_same(
    kg: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("skip\ndon't know\nquit\n"))
    shown = kg("unsure", folder, "--review")
    assert shown.status == 0
    assert "recorded" not in shown.out
    assert not (folder / "decisions.yaml").exists()


def test_undo_that_is_printed_names_the_file_of_decisions(
    kg: Command, folder: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "my own.yaml"
    made = kg("same", folder, "Anna Tern", "Nina Holm", "--decisions", mine, "--no-files")
    _, _, command = made.out.partition("take it back: kg ")
    assert kg(*shlex.split(command), "--no-files").status == 0
    assert mine.read_text(encoding="utf-8") == ""


def test_decision_written_by_hand_and_given_again_is_carried_out(kg: Command, folder: Path) -> None:
    (folder / "decisions.yaml").write_text("same: [[Anna Tern, Nina Holm]]\n", encoding="utf-8")
    assert "already there" in kg("same", folder, "Anna Tern", "Nina Holm", "--no-files").out
    assert entity(folder, 0) == entity(folder, 1)


@pytest.mark.parametrize(("stage", "kept"), [("who is who", False), ("files", True)])
def test_interruption_leaves_file_and_graph_at_one(folder: Path, stage: str, kept: bool) -> None:
    before = quads(folder)

    def interrupt(at: str, _done: int, _total: int) -> None:
        if at == stage:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        decide(folder, "same", ["Anna Tern", "Nina Holm"], progress=interrupt)
    assert (folder / "decisions.yaml").exists() is kept
    assert (quads(folder) != before) is kept
    page = folder / "graph.html"
    page.unlink()
    assert decide(folder, "same", ["Anna Tern", "Nina Holm"]).entries
    assert page.exists()


def test_unsure_knows_the_names_of_the_folders_own_files(kg: Command, folder: Path) -> None:
    own = folder / "knowledge" / "own.csv"
    own.parent.mkdir()
    own.write_text("name,aliases,type\nVera Marsh,Vee Marsh,person\n", encoding="utf-8")
    shown = kg("unsure", folder, "Vee Marsh")
    assert shown.status == 0
    assert kg("unsure", folder, "Vee Marshes").status == 2


def test_portrait_can_be_read_and_copied_in_eighty_columns(
    kg: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.cli.explaining.shown", Console(width=80))
    lines = kg("explain", folder, "Anna Tern", "--who").out.splitlines()
    assert max(map(len, lines)) <= 80
    assert f" 2026-11-10, Northwire, {mention(0)}: Anna Tern" in lines
    assert "     “Anna Tern met Odo Brandt.”" in lines


def test_json_holds_nothing_that_a_terminal_obeys() -> None:
    value = {"name": "a\x9b31m\u202eb\U000e0041\x1b[0m"}
    text = json_text(value)
    assert text.replace("\n", "").isascii()
    assert json.loads(text) == value
