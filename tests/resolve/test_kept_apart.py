"""What speaks against one entity keeps two apart, however many names lead from one to the other."""

from __future__ import annotations

from kg.records import Verdict
from kg.resolve import Decisions
from kg.vocabulary import load_vocabulary

from .table import Table, judgements_of, together


def test_posts_in_different_states_at_one_time() -> None:
    """The spelling between the two belongs to one of them, and does not join them."""
    table = Table()
    first, second, third = (table.article(name) for name in ("d1", "d2", "d3"))
    one = first.person("Sergei Ternov", posts=[("finance minister", first.state("Peru"))])
    between = second.person("Sergey Ternov")
    other = third.person("Serguei Ternov", posts=[("finance minister", third.state("Chile"))])
    linker = table.resolve()
    assert not together(linker, one, other)
    assert together(linker, one, between) != together(linker, between, other)


def test_different_wikidata_ids() -> None:
    """A misspelling close to two known names joins one of them at most; these stay two."""
    vocabulary = load_vocabulary()
    names = ("George H. W. Bush", "George W. Bush")
    left, right = (vocabulary.called(name)[0] for name in names)
    assert left.wikidata != right.wikidata
    table = Table()
    chains = [table.article(f"d{n}").person(name) for n, name in enumerate((*names, "George Bush"))]
    linker = table.resolve()
    assert not together(linker, *chains[:2])
    found = {linker.entity_of[chain]: linker.entities for chain in chains[:2]}
    assert found.keys() == {left.id, right.id}
    assert [linker.entities[one].same_as for one in found] == [left.wikidata, right.wikidata]


def test_a_weak_link_is_not_got_round_through_a_third_name() -> None:
    """Only the post makes the first two one, and nothing makes the first and the last."""
    table = Table()
    first, second, third = (table.article(name) for name in ("d1", "d2", "d3"))
    long = first.person("Sergei Garcia Velasco", posts=[("finance minister", first.state("Peru"))])
    short = second.person("Sergei Garcia", posts=[("finance minister", second.state("Peru"))])
    linked = table.resolve()
    assert together(linked, long, short)
    other = third.person("Sergey Garcia")
    linker = table.resolve()
    assert together(linker, short, other) and not together(linker, long, other)
    ((verdict, reason),) = {
        (one.verdict, one.reason)
        for one in linker.judgements
        if {one.left, one.right} == {linker.entity_of[long], linker.entity_of[short]}
    }
    assert verdict is Verdict.UNSURE and "the same post" in reason


def test_a_never_merge_entry() -> None:
    table = Table(decisions=Decisions(different=(("Sergei Ternov", "Serguei Ternov"),)))
    names = ("Sergei Ternov", "Sergey Ternov", "Serguei Ternov")
    chains = [table.article(f"d{n}").person(name) for n, name in enumerate(names)]
    linker = table.resolve()
    assert not together(linker, chains[0], chains[2])
    verdicts = [j.verdict for j in judgements_of(linker, chains[0], chains[2]) if j.by == "user"]
    assert verdicts == [Verdict.DIFFERENT]
    table.decisions = Decisions()
    assert together(table.resolve(), *chains)


def test_bodies_of_different_states() -> None:
    table = Table()
    first, second = table.article("d1"), table.article("d2")
    chains = (
        first.body("Border Committee", of=first.state("Peru")),
        second.body("Border Comittee", of=second.state("Chile")),
    )
    assert not together(table.resolve(), *chains)


def test_an_earlier_article_moves_the_plain_id_of_its_namesakes_only() -> None:
    """Ids are a function of the collection: the earliest bearer of a name has the plain one."""
    table = Table()
    for number, name in enumerate(("Anna Tern", "Boris Holm", "Clara Dunn", "Dora Finch")):
        article = table.article(f"d{number}", f"2024-10-0{number + 1}")
        article.person(name, posts=[("finance minister", article.state("Peru"))])
    before = table.resolve().entity_of
    early = table.article("early", "2023-01-01")
    early.person("Anna Tern", posts=[("finance minister", early.state("Chile"))])
    after = table.resolve().entity_of
    moved = {one for one in before if before[one] != after[one]}
    assert {before[one] for one in moved} == {"anna-tern"}
    assert {after[one] for one in moved} == {"anna-tern-peru"}
    assert len(before) - len(moved) == 7  # three persons and the state of each article
