"""Markdown: front matter is metadata, signs of markup go, words stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.markdown import read_markdown
from kg.read.options import ReadOptions

OPTIONS = ReadOptions()


def test_front_matter() -> None:
    article = read_markdown(
        "---\ntitle: 'Envoy: to sign'\ndate: 2024-10\nsource: Herald\nurl: https://x.org/1\n"
        "author:\n  - A. Lind\n  - B. Ek\ntags: [a, b]\n---\n\nThe envoy left.\n",
        OPTIONS,
    )
    assert article.text == "The envoy left."
    assert (article.title, article.date, article.publisher) == (
        "Envoy: to sign",
        "2024-10",
        "Herald",
    )
    assert (article.author, article.url) == ("A. Lind, B. Ek", "https://x.org/1")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Envoy to sign\n\nHe left.", "Envoy to sign\n\nHe left."),
        ("Envoy to sign\n=====\n\nHe left.", "Envoy to sign\n\nHe left."),
        ("The **envoy** of _Avaria_ `left`.", "The envoy of Avaria left."),
        ("The [envoy](https://x.org 'x') left.", "The envoy left."),
        ("The ![photo](x.png) envoy left.", "The  envoy left."),
        ("- one\n- two\n  - three", "one\n\ntwo\n\nthree"),
        ("1. one\n2. two", "one\n\ntwo"),
        ("> He left.\n> At noon.", "He left.\nAt noon."),
        ("He left.\nAt noon.", "He left.\nAt noon."),
        ("He left.\n\n---\n\nAt noon.", "He left.\n\nAt noon."),
        ("```\ncode\n```\n\nHe left.", "code\n\nHe left."),
        ("AT&amp;T paid 5 \\* 3 crowns.", "AT&T paid 5 * 3 crowns."),
        ("<div><p>It rained.</p></div>\n\nHe left.", "It rained.\n\nHe left."),
        ("<!-- draft -->\n\nHe left.", "He left."),
        ("He *left", "He *left"),
        ("snake_case_name stays", "snake_case_name stays"),
    ],
)
def test_markup_goes_and_words_stay(source: str, text: str) -> None:
    assert read_markdown(source, OPTIONS).text == text


@pytest.mark.parametrize(
    "front", ["---\n[broken: yaml\n---\n", "---\njust words\n---\n", "---\nno end\n"]
)
def test_what_is_no_front_matter_stays_in_the_text(front: str) -> None:
    article = read_markdown(f"{front}\nThe envoy left.", OPTIONS)
    assert article.title == ""
    assert article.text.endswith("The envoy left.")


def test_a_yaml_bomb_is_harmless() -> None:
    bomb = "---\na: &a [x, x]\n" + "".join(
        f"{name}: &{name} [*{last}, *{last}]\n"
        for last, name in zip("abcdefghijklm", "bcdefghijklmn", strict=True)
    )
    assert (
        read_markdown(bomb + "title: [*n]\n---\nThe envoy left.", OPTIONS).text == "The envoy left."
    )


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(read_markdown(text, OPTIONS).text, str)
