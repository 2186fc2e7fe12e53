"""Lemmas by dictionary and by edit script."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kg.language.lemmas import IDENTITY, apply, lemma_of, script

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=15)


@given(form=WORDS, lemma=WORDS)
@example(form="Was", lemma="be")
@example(form="a|b", lemma="|")
def test_a_script_turns_the_form_it_was_made_from_into_its_lemma(form: str, lemma: str) -> None:
    assume(len(form.lower()) == len(form))  # "İ" grows by a dot; no English lemma does
    assert apply(script(form, lemma), form) == lemma


@given(form=WORDS)
def test_the_identity_script_keeps_any_form(form: str) -> None:
    assert apply(IDENTITY, form) == form


@given(form=WORDS, other=WORDS, lemma=WORDS)
def test_a_script_of_another_word_still_gives_a_lemma(form: str, other: str, lemma: str) -> None:
    assert apply(script(other, lemma), form)


@pytest.mark.parametrize(
    ("form", "lemma", "expected"),
    [
        ("cities", "city", "=|3|y"),
        ("Talks", "talk", "l|1|"),
        ("Seoul", "Seoul", "=|0|"),
        ("better", "good", "=|6|good"),
    ],
)
def test_scripts_cut_at_the_longest_common_prefix(form: str, lemma: str, expected: str) -> None:
    assert script(form, lemma) == expected


@pytest.mark.parametrize(
    ("form", "upos", "lemma"),
    [
        ("denied", "VERB", "deny"),
        ("Denied", "VERB", "deny"),
        ("DENIED", "VERB", "deny"),
        ("sent", "VERB", "send"),
        ("sending", "VERB", "send"),
        ("fought", "VERB", "fight"),
        ("met", "VERB", "meet"),
        ("held", "VERB", "hold"),
        ("shelling", "VERB", "shell"),
        ("controlled", "VERB", "control"),
        ("agreed", "VERB", "agree"),
        ("dying", "VERB", "die"),
        ("withdrew", "VERB", "withdraw"),
        ("sanctioned", "VERB", "sanction"),
        ("spies", "NOUN", "spy"),
        ("countries", "NOUN", "country"),
        ("missiles", "NOUN", "missile"),
        ("crises", "NOUN", "crisis"),
        ("men", "NOUN", "man"),
        ("talks", "NOUN", "talk"),
        ("allies", "NOUN", "ally"),
        ("forces", "NOUN", "force"),
    ],
)
def test_verbs_and_nouns_come_from_the_dictionary(form: str, upos: str, lemma: str) -> None:
    wrong = "=|0|"  # what the model proposes does not matter here
    assert lemma_of(form, upos, wrong) == lemma


@pytest.mark.parametrize(
    ("form", "upos", "edit", "lemma"),
    [
        ("Seoul", "PROPN", "=|0|", "Seoul"),
        ("Americans", "PROPN", "=|1|", "American"),
        ("is", "AUX", "=|2|be", "be"),
        ("n't", "PART", "=|3|not", "not"),
        ("U.S.", "PROPN", "=|0|", "U.S."),
        ("F-16s", "NOUN", "=|1|", "F-16"),  # not letters alone: no dictionary word
        ("kmlz", "VERB", "=|9|", "kmlz"),  # unknown, and the script does not fit
    ],
)
def test_the_rest_follows_the_models_script(form: str, upos: str, edit: str, lemma: str) -> None:
    assert lemma_of(form, upos, edit) == lemma
