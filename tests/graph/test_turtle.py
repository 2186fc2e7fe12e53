"""Whatever is written as Turtle is read back as the same triples."""

import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.namespaces import DEFAULT_NAMESPACES
from kg.graph.turtle import natural, turtle_text

PREFIXES = DEFAULT_NAMESPACES.prefixes()
XSD = "http://www.w3.org/2001/XMLSchema#"
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
locals_ = st.text(st.sampled_from("abz019-_.~%"), max_size=6).filter(lambda name: "%" not in name)
iris = st.builds(
    lambda namespace, local: ox.NamedNode(namespace + local),
    st.sampled_from([*PREFIXES.values(), "https://elsewhere.example/a/b#c/"]),
    locals_,
)
literals = st.one_of(
    st.builds(ox.Literal, texts),
    st.builds(lambda text: ox.Literal(text, language="en"), texts),
    st.builds(
        lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(XSD + kind)),
        st.one_of(texts, st.sampled_from(["1", "-1", "+1", "1.5", ".5", "1.", "true", "TRUE", ""])),
        st.sampled_from(["integer", "decimal", "boolean", "date", "string", "anyURI"]),
    ),
)
triples = st.tuples(iris, iris, st.one_of(iris, literals))


@given(st.lists(triples, max_size=8))
def test_round_trip(written: list[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]]) -> None:
    text = turtle_text(written, PREFIXES)
    read = {quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)}
    assert read == {ox.Triple(*triple) for triple in written}


@given(st.lists(triples, max_size=8), st.randoms())
def test_order_of_the_triples_does_not_matter(
    written: list[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]], random: object
) -> None:
    shuffled = list(written)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert turtle_text(shuffled, PREFIXES) == turtle_text(written, PREFIXES)


@pytest.mark.parametrize(
    "names",
    [
        ["m1", "m2", "m10"],
        ["a", "a1", "b"],
        ["d9-c2", "d10-c1"],
        ["d1", "d1-c1", "d1-c2-t", "d1-c10"],
        ["", "1", "x"],
        ["a01", "a1"],
        ["9" * 80, "1" + "0" * 80],
        ["1" + "0" * 5000, "9" * 5000],
    ],
)
def test_numbers_sort_as_numbers(names: list[str]) -> None:
    backwards = [name.encode() for name in reversed(names)]
    assert [key.decode() for key in sorted(backwards, key=natural)] == names


names = st.text(st.sampled_from("ab-_019<>\u00e9"), max_size=8)


@given(names, names)
def test_the_order_is_that_of_texts_and_numbers(one: str, two: str) -> None:
    def parts(text: str) -> tuple[tuple[tuple[str, int], ...], str]:
        split = re.split(r"(\d+)", text)
        numbers = [int(part) for part in [*split[1::2], "0"]]
        return tuple(zip(split[::2], numbers, strict=True)), text

    assert (natural(one.encode()) < natural(two.encode())) == (parts(one) < parts(two))


def test_what_is_in_a_document_comes_after_it() -> None:
    document = DEFAULT_NAMESPACES.document
    kind = DEFAULT_NAMESPACES.entity("kind")
    text = turtle_text([(document(name), kind, kind) for name in ("d1-c1", "d1", "d2")], PREFIXES)
    assert [line.split()[0] for line in text.split("\n") if "ent:kind" in line] == [
        "doc:d1",
        "doc:d1-c1",
        "doc:d2",
    ]
