"""The user's decisions: reading them, and that they win."""

from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.records import Verdict
from kg.resolve import Decisions, load_decisions

from .table import Table, judgements_of, together


def test_yaml_and_csv_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text(
        "same: [[Ann Tern, Anne Holm]]\n"
        "different: [[Tern, Tern Marine]]\n"
        "alias: {The Gull: anne-holm}\n",
        encoding="utf-8",
    )
    (tmp_path / "d.csv").write_text(
        "verdict,left,right\nsame,Ann Tern,Anne Holm\ndifferent,Tern,Tern Marine\n"
        "alias,The Gull,anne-holm\n",
        encoding="utf-8",
    )
    expected = Decisions(
        same=(("Ann Tern", "Anne Holm"),),
        different=(("Tern", "Tern Marine"),),
        alias=(("The Gull", "anne-holm"),),
    )
    assert load_decisions(tmp_path / "d.yaml") == expected
    assert load_decisions(tmp_path / "d.csv") == expected


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("d.yaml", "same: [[only one]]"),
        ("d.yaml", "same: [a pair, of strings]"),
        ("d.yaml", "same: 3"),
        ("d.yaml", "equal: [[a, b]]"),
        ("d.yaml", "same: [[a, b]"),
        ("d.yaml", "same: [[Ann, Anne]]\ndifferent: [[Anne, ann]]"),
        ("d.csv", "verdict,left,right\nsame,a,"),
        ("d.csv", "verdict,left,right\nmaybe,a,b"),
        ("missing.yaml", None),
    ],
)
def test_unusable_files_are_refused(tmp_path: Path, name: str, content: str | None) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError):
        load_decisions(tmp_path / name)


def test_an_empty_file_decides_nothing(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text("", encoding="utf-8")
    assert load_decisions(tmp_path / "d.yaml") == Decisions()


def test_same_joins_what_no_rule_would() -> None:
    table = Table(decisions=Decisions(same=(("Anna Tern", "Nina Holm"),)))
    chains = table.article("d1").person("Anna Tern"), table.article("d2").person("Nina Holm")
    linker = table.resolve()
    assert together(linker, *chains)
    (judgement,) = judgements_of(linker, *chains)
    assert (judgement.verdict, judgement.by) == (Verdict.SAME, "user")


def test_same_may_name_ids() -> None:
    table = Table(decisions=Decisions(same=(("tern-d2-m1", "anna-tern"),)))
    chains = table.article("d1").person("Anna Tern"), table.article("d2").person("Tern")
    assert together(table.resolve(), *chains)


def test_same_reaches_known_entities_by_name_or_id() -> None:
    for known in ("vladimir-putin", "Vladimir Putin"):
        table = Table(decisions=Decisions(same=(("The Judoka", known),)))
        chain = table.article("d1").person("The Judoka")
        assert table.resolve().entity_of[chain] == "vladimir-putin"


def test_same_is_transitive() -> None:
    pairs = (("Anna Tern", "Nina Holm"), ("Nina Holm", "Clara Dunn"))
    table = Table(decisions=Decisions(same=pairs))
    names = ("Anna Tern", "Nina Holm", "Clara Dunn")
    chains = [table.article(f"d{n}").person(name) for n, name in enumerate(names)]
    assert together(table.resolve(), *chains)


def test_different_parts_what_rules_would_join() -> None:
    table = Table(decisions=Decisions(different=(("Anna Tern", "Anna B. Tern"),)))
    chains = table.article("d1").person("Anna Tern"), table.article("d2").person("Anna B. Tern")
    assert not together(table.resolve(), *chains)


def test_different_is_not_bridged() -> None:
    table = Table(decisions=Decisions(different=(("Anna Tern", "Anna Beth Tern"),)))
    names = ("Anna Tern", "Anna B. Tern", "Anna Beth Tern")
    chains = [table.article(f"d{n}").person(name) for n, name in enumerate(names)]
    assert not together(table.resolve(), chains[0], chains[2])


def test_different_cuts_a_name_from_a_known_entity() -> None:
    table = Table(decisions=Decisions(different=(("Olaf Scholz", "olaf-scholz"),)))
    chain = table.article("d1").person("Olaf Scholz")
    assert table.resolve().entity_of[chain] == "olaf-scholz-person"


def test_different_holds_for_organizations() -> None:
    table = Table(decisions=Decisions(different=(("Ternovsky Group", "Ternovskiy Group"),)))
    chains = [
        table.article("d1").body("Ternovsky Group"),
        table.article("d2").body("Ternovskiy Group"),
    ]
    assert not together(table.resolve(), *chains)


def test_different_may_take_a_known_name_away() -> None:
    table = Table(decisions=Decisions(different=(("White House", "united-states"),)))
    chain = table.article("d1").state("White House")
    assert table.resolve().entity_of[chain] != "united-states"


def test_an_alias_brings_its_own_name() -> None:
    table = Table(decisions=Decisions(alias=(("The Gull", "nina-holm"),)))
    chains = [table.article(f"d{n}").person("The Gull") for n in range(2)]
    linker = table.resolve()
    assert {linker.entity_of[c] for c in chains} == {"nina-holm"}
    assert linker.entities["nina-holm"].label == "Nina Holm"


def test_an_alias_meets_the_person_it_names() -> None:
    table = Table(decisions=Decisions(alias=(("The Gull", "Nina Holm"),)))
    chains = table.article("d1").person("The Gull"), table.article("d2").person("Nina Holm")
    linker = table.resolve()
    assert {linker.entity_of[c] for c in chains} == {"nina-holm"}


def test_the_user_may_join_across_types() -> None:
    table = Table(decisions=Decisions(same=(("Tern House", "Cestria"),)))
    first, second = table.article("d1"), table.article("d2")
    chains = first.place("Tern House"), second.state("Cestria"), first.state("Cestria")
    assert together(table.resolve(), *chains)


def test_the_user_decides_for_names_that_rules_leave_open() -> None:
    table = Table(
        decisions=Decisions(same=(("Congo", "Cestria"), ("top spin doctor", "press chief")))
    )
    first, second = table.article("d1"), table.article("d2")
    states = first.state("Congo"), second.state("Cestria")
    posts = first.post("top spin doctor", of=states[0]), second.post("press chief")
    linker = table.resolve()
    assert together(linker, *states)
    assert together(linker, *posts)


# Ids and mentions


def two_namesakes(decisions: Decisions = Decisions()) -> tuple[Table, list[str]]:  # noqa: B008
    """Two persons called Anna Tern, told apart by their states, and others."""
    table = Table(decisions=decisions)
    chains = []
    for number, state in enumerate(("Japan", "Brazil", "Japan", "Brazil")):
        article = table.article(f"d{number}")
        land = article.state(state)
        chains.append(article.person("Anna Tern", posts=[("finance minister", land)]))
    chains.append(table.article("d4").person("Nina Holm"))
    return table, chains


def test_an_id_means_one_of_several_namesakes() -> None:
    table, chains = two_namesakes()
    before = table.resolve().entity_of
    first, second = before[chains[0]], before[chains[1]]
    assert first != second
    for other in (first, second):
        table, chains = two_namesakes(Decisions(same=(("Nina Holm", f"ent:{other}"),)))
        after = table.resolve().entity_of
        moved = [chain for chain in chains if before[chain] == other]
        assert {after[chain] for chain in moved} == {after[chains[4]]}
        assert len({after[chain] for chain in chains}) == 2


def test_two_namesakes_can_be_joined_by_their_ids() -> None:
    table, chains = two_namesakes()
    before = table.resolve().entity_of
    pair = (f"ent:{before[chains[0]]}", f"ent:{before[chains[1]]}")
    table, chains = two_namesakes(Decisions(same=(pair,)))
    assert together(table.resolve(), *chains[:4])


def test_one_article_may_mean_somebody_else_by_a_name() -> None:
    for pair in (
        ("Anna Tern", "doc:d2-m1"),
        ("doc:d2-m1", "ent:anna-tern"),
        ("anna-tern-d2-m1", "Anna Tern"),
        ("doc:d2-m1", "doc:d0-m1"),
    ):
        table = Table(decisions=Decisions(different=(pair,)))
        chains = [table.article(f"d{n}").person("Anna Tern") for n in range(4)]
        linker = table.resolve()
        assert together(linker, chains[0], chains[1], chains[3])
        assert not together(linker, chains[0], chains[2])
        assert [j.by for j in judgements_of(linker, chains[2], verdict=Verdict.DIFFERENT)] == [
            "user"
        ]


def test_one_article_may_mean_somebody_else_by_a_known_name() -> None:
    table = Table(decisions=Decisions(different=(("ent:olaf-scholz", "doc:d1-m1"),)))
    chains = [table.article(f"d{n}").person("Olaf Scholz") for n in range(3)]
    entity_of = table.resolve().entity_of
    assert [entity_of[chain] for chain in chains] == [
        "olaf-scholz",
        "olaf-scholz-person",
        "olaf-scholz",
    ]


def test_a_mention_is_joined_with_another_name() -> None:
    table = Table(decisions=Decisions(same=(("doc:d1-m1", "Nina Holm"),)))
    chains = [table.article(f"d{n}").person("Anna Tern") for n in range(3)]
    chains.append(table.article("d3").person("Nina Holm"))
    linker = table.resolve()
    assert together(linker, chains[1], chains[3])
    assert not together(linker, chains[0], chains[1])
    assert together(linker, chains[0], chains[2])


def test_mentions_of_bodies_and_wikidata_ids() -> None:
    table = Table(
        decisions=Decisions(
            different=(("Tern Marine", "doc:d1-m1"),), same=(("The Judoka", "wd:Q7747"),)
        )
    )
    chains = [table.article(f"d{n}").body("Tern Marine") for n in range(3)]
    judoka = table.article("d3").person("The Judoka")
    linker = table.resolve()
    assert together(linker, chains[0], chains[2])
    assert not together(linker, chains[0], chains[1])
    assert linker.entity_of[judoka] == "vladimir-putin"


def test_what_is_decided_apart_is_told_with_its_author() -> None:
    table = Table(decisions=Decisions(different=(("Anna Tern", "Anna B. Tern"),)))
    chains = table.article("d1").person("Anna Tern"), table.article("d2").person("Anna B. Tern")
    told = judgements_of(table.resolve(), *chains, verdict=Verdict.DIFFERENT)
    assert [(j.by, j.reason, j.score) for j in told] == [("user", "decided by the user", 1.0)]


def test_a_decision_may_be_far_away_from_what_articles_say() -> None:
    decisions = Decisions(same=(("ent:nobody", "doc:d9-m9"), ("wd:Q0", "Nobody Else")))
    table = Table(decisions=decisions)
    chain = table.article("d1").person("Anna Tern")
    assert table.resolve().entity_of[chain] == "anna-tern"
