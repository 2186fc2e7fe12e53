"""From names to suggestions: what is sure, what is left to the user, and what is not asked twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.graph.memo import Memo
from kg.lookup import Asked, AskLater, Client, Outcome, Pace, SuggestionFile, Wikidata, look_up
from kg.lookup.looking import suggestion_for
from kg.lookup.matching import Suggestion
from kg.records import MentionType
from kg.vocabulary.own import read_file
from tests.lookup.api import CITY, COMPANY, HUMAN, Item, Rule, claim, no_rule, told, wikidata
from tests.servers import Proxy

QUICK = Pace(between_s=0, answer_s=2, pause_s=0.01, tries=2)


def person(name: str, *states: str, words: tuple[str, ...] = ()) -> Asked:
    identifier = name.lower().replace(" ", "-")
    return Asked(
        identifier, MentionType.PERSON, name, 3, states=frozenset(states), words=frozenset(words)
    )


def body(name: str, *states: str) -> Asked:
    identifier = name.lower().replace(" ", "-")
    return Asked(identifier, MentionType.ORGANIZATION, name, 2, states=frozenset(states))


@contextmanager
def source(
    rule: Rule = no_rule, items: list[Item] | None = None, memo: Path | None = None
) -> Iterator[tuple[Wikidata, Proxy]]:
    kept = Memo(memo)
    with (
        wikidata(rule, items) as server,
        Client(f"http://{server.host}/w/api.php", QUICK) as client,
    ):
        yield Wikidata(client, kept), server
    kept.close()


def suggested(asked: Asked, items: list[Item] | None = None) -> Suggestion:
    with source(items=items) as (wiki, _):
        return suggestion_for(asked, wiki)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (person("Ana Brun", "Q99900987"), "Q99901001"),
        (person("ANA BRUN", "Q99900987"), "Q99901001"),
        (person("Ana Brun", "Q99900988"), "Q99901002"),
        (person("Ana Brun", "Q99900987", words=("Borlander",)), "Q99901001"),
        (body("Tern Shipyard", "Q99900987"), "Q99901005"),
        (body("Tern Shipyard"), "Q99901005"),
        (body("Tern Yards"), "Q99901005"),
        (body("the Tern Shipyard"), "Q99901005"),
        (Asked("borland", MentionType.STATE, "Borland", 9), "Q99900987"),
    ],
    ids=lambda value: getattr(value, "label", value),
)
def test_sure(asked: Asked, found: str) -> None:
    suggestion = suggested(asked)
    assert suggestion.best is not None
    assert (suggestion.best.item.id, suggestion.sure) == (found, True)
    assert suggestion.best.score >= 0.85


@pytest.mark.parametrize(
    ("asked", "found", "reason"),
    [
        (person("Ana Brun"), "Q99901001", "2 fit as well"),
        (person("Ana Brun", "Q30"), "Q99901001", "of another state"),
        (person("Odo Brandt", "Q99900987"), "Q99901004", "no state in common"),
        (person("Odo Brandt"), "Q99901004", "no state in common"),
        (body("Gale Media"), "Q99901006", "2 fit as well"),
        (body("Ana Brun", "Q99900987"), "Q99901001", "another type"),
        (body("Marsh"), "Q99901008", "another type"),
        (body("Plain Post Grou"), "Q99901009", "another name"),
        (body("Tern Shipyard", "Q99900988"), "Q99901005", "of another state"),
    ],
)
def test_suggested_but_not_sure(asked: Asked, found: str, reason: str) -> None:
    suggestion = suggested(asked)
    assert suggestion.best is not None
    assert (suggestion.best.item.id, suggestion.sure) == (found, False)
    assert reason in suggestion.reason


@pytest.mark.parametrize("name", ["Nobody Known", "Plain Post"])
def test_nothing_of_this_name(name: str) -> None:
    suggestion = suggested(body(name))
    assert (suggestion.best, suggestion.sure, suggestion.reason) == (
        None,
        False,
        "nothing of this name",
    )


def test_pages_about_names_are_nobody() -> None:
    items = [Item("Q99901003", "Brun", ["Q4167410"]), Item("Q99901004", "Brun", ["Q101352"])]
    assert suggested(body("Brun"), items).best is None


def test_demonym_in_the_description_tells_namesakes_apart() -> None:
    items = [
        Item("Q1", "Ana Brun", [HUMAN], description="Cestrian chess player"),
        Item("Q2", "Ana Brun", [HUMAN], description="Borlander minister"),
    ]
    suggestion = suggested(person("Ana Brun", "Q99900987", words=("Borland", "Borlander")), items)
    assert suggestion.best is not None
    assert (suggestion.best.item.id, suggestion.sure) == ("Q2", True)


def test_circles_of_classes_end() -> None:
    items = [
        Item("Q1", "Tern", ["Q11"]),
        Item("Q11", "a", superclasses=["Q12"]),
        Item("Q12", "b", superclasses=["Q11"]),
    ]
    suggestion = suggested(body("Tern"), items)
    assert suggestion.best is not None
    assert not suggestion.best.fits


GARBAGE = [
    {},
    {"search": None},
    {"search": [None, 3, {}, {"id": 7}, {"id": "P31"}, {"id": "Q1|Q2"}, {"id": "../x"}]},
    {"search": [{"id": "Q99901001"}], "entities": []},
    {"search": [{"id": "Q99901001"}], "entities": {"Q99901001": []}},
    {
        "search": [{"id": "Q99901001"}],
        "entities": {"Q99901001": {"labels": [], "claims": {"P31": 3}}},
    },
    {
        "search": [{"id": "Q99901001"}],
        "entities": {
            "Q99901001": {
                "labels": {"en": {"value": ["Ana Brun"]}},
                "aliases": {"en": [None, {"value": 3}]},
                "claims": {"P31": [None, {"mainsnak": 3}, {"mainsnak": {"datavalue": None}}]},
            }
        },
    },
]


@pytest.mark.parametrize("garbage", GARBAGE, ids=range(len(GARBAGE)))
def test_answers_of_another_make_are_no_suggestions(garbage: dict[str, object]) -> None:
    with source(lambda *_: told(garbage)) as (wiki, _):
        assert suggestion_for(person("Ana Brun", "Q99900987"), wiki).best is None


def test_deprecated_statements_do_not_count() -> None:
    row = Item("Q99901001", "Ana Brun", [HUMAN]).as_json()
    row["claims"] = {"P31": [claim(HUMAN)], "P27": [claim("Q99900987", rank="deprecated")]}
    answer = {"search": [{"id": "Q99901001"}], "entities": {"Q99901001": row}}
    with source(lambda *_: told(answer)) as (wiki, _):
        assert wiki.items(["Q99901001"])["Q99901001"].states == ()


def test_hostile_labels_end_up_harmless(tmp_path: Path) -> None:
    label = "Ana Brun\r\n\x1b[2J=cmd()\u202e" + "x" * 10_000
    items = [Item("Q1", label, [COMPANY], aliases=["Tern"], description='=HYPERLINK("x")\n@a')]
    file = SuggestionFile(tmp_path / "lookup.csv")
    file.write([suggested(body("Tern"), items)])
    text = file.path.read_bytes().decode("utf-8-sig")
    assert text.count("\r\n") == 2
    assert not {"\x1b", "\u202e"} & set(text)
    assert "'=HYPERLINK" in text
    assert len(text) < 2_000


# What is kept


def test_nothing_is_asked_twice(tmp_path: Path) -> None:
    memo = tmp_path / "lookup.sqlite"
    asked = [person("Ana Brun", "Q99900987"), body("Tern Shipyard"), body("Nobody Known")]
    with source(memo=memo) as (wiki, server):
        first = [suggestion_for(one, wiki) for one in asked]
        count = len(server.seen)
        assert [suggestion_for(one, wiki) for one in asked] == first
        assert len(server.seen) == count
        host = server.host
    with Client(f"http://{host}/w/api.php", QUICK) as client:  # nobody listens any more
        kept = Memo(memo)
        assert [suggestion_for(one, Wikidata(client, kept)) for one in asked] == first
        assert client.requests == 0
        kept.close()


def test_refresh_asks_again_once(tmp_path: Path) -> None:
    memo = Memo(tmp_path / "lookup.sqlite")
    with wikidata() as server, Client(f"http://{server.host}/w/api.php", QUICK) as client:
        suggestion_for(person("Ana Brun"), Wikidata(client, memo))
        count = len(server.seen)
        again = Wikidata(client, memo, refresh=True)
        suggestion_for(person("Ana Brun"), again)
        suggestion_for(person("Ana Brun"), again)
        assert len(server.seen) == 2 * count
    memo.close()


def test_one_failure_leaves_the_others() -> None:
    def rule(_number: int, parameters: dict[str, str]) -> object:
        return told({}, status=500) if parameters.get("search") == "Marsh" else None

    outcome = Outcome()
    with source(rule) as (wiki, _):  # type: ignore[arg-type]
        asked = [body("Tern Shipyard"), body("Marsh"), body("Gale Media")]
        look_up(asked, wiki, outcome, lambda *_: None)
    assert [one.asked.label for one in outcome.suggestions] == ["Tern Shipyard", "Gale Media"]
    assert [one.label for one, _ in outcome.failed] == ["Marsh"]
    assert not outcome.stopped


def test_many_failures_in_a_row_end_it() -> None:
    outcome = Outcome()
    with source(lambda *_: told({}, status=403)) as (wiki, server):
        look_up([body(f"Tern {n}") for n in range(9)], wiki, outcome, lambda *_: None)
    assert (len(outcome.failed), outcome.stopped, len(server.seen)) == (3, True, 3)


def test_what_was_answered_before_the_end_is_kept(tmp_path: Path) -> None:
    def rule(_number: int, parameters: dict[str, str]) -> object:
        busy = parameters.get("search") == "Gale Media"
        return told({}, status=429, Retry_After="9999") if busy else None

    outcome = Outcome()
    memo = tmp_path / "lookup.sqlite"
    asked = [body("Tern Shipyard"), body("Gale Media")]
    with source(rule, memo=memo) as (wiki, _):  # type: ignore[arg-type]
        with pytest.raises(AskLater):
            look_up(asked, wiki, outcome, lambda *_: None)
    assert [one.asked.label for one in outcome.suggestions] == ["Tern Shipyard"]


# The file


def test_file_is_a_table_of_entities_of_which_the_sure_ones_count(tmp_path: Path) -> None:
    file = SuggestionFile(tmp_path / "lookup.csv")
    asked = [person("Ana Brun", "Q99900987"), person("Odo Brandt"), body("Nobody Known")]
    assert file.write(map(suggested, asked)) == 3
    read = read_file(file.path)
    assert (read.unchosen, read.remarks) == (2, ())
    (entry,) = read.entries
    assert (entry.id, entry.label, entry.wikidata) == ("ana-brun", "Ana Brun", "Q99901001")
    assert entry.type is MentionType.PERSON


def test_rows_that_the_user_has_edited_stay(tmp_path: Path) -> None:
    path = tmp_path / "lookup.csv"
    SuggestionFile(path).write([suggested(person("Odo Brandt"))])
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace(",odo-brandt,", "yes,odo-brandt,", 1), encoding="utf-8")
    file = SuggestionFile(path)
    assert file.ids == {"odo-brandt"}
    file.write([suggested(body("Tern Shipyard"))])
    assert [entry.id for entry in read_file(path).entries] == ["odo-brandt", "tern-shipyard"]


def test_another_file_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("name,type\nBorland,state\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="no file of suggestions"):
        SuggestionFile(path)


def test_city_of_a_state(tmp_path: Path) -> None:
    items = [
        Item("Q1", "Borhaven", [CITY], ["Q99900987"]),
        Item("Q2", "Borhaven", [CITY], ["Q99900988"]),
    ]
    asked = Asked("borhaven", MentionType.PLACE, "Borhaven", 1, states=frozenset({"Q99900988"}))
    suggestion = suggested(asked, items)
    assert suggestion.best is not None
    assert (suggestion.best.item.id, suggestion.sure) == ("Q2", True)
