"""Morphological features from tag and form, and as the reader leaves them."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.language.morphology import features


@pytest.mark.parametrize(
    ("tag", "form", "expected"),
    [
        ("NNS", "troops", "Number=Plur"),
        ("VBD", "sent", "Mood=Ind|Tense=Past|VerbForm=Fin"),
        ("PRP", "She", "Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs"),
        ("PRP$", "her", "Case=Gen|Gender=Fem|Number=Sing|Person=3|Poss=Yes|PronType=Prs"),
        ("DT", "No", "PronType=Neg"),
        ("RB", "n't", "Polarity=Neg"),
        ("RB", "soon", ""),
        ("IN", "of", ""),
        ("", "?", ""),
    ],
)
def test_features_follow_from_tag_and_form(tag: str, form: str, expected: str) -> None:
    assert features(tag, form) == expected


def test_features_are_in_the_order_of_universal_dependencies() -> None:
    for tag in ("NN", "VBZ", "MD", "JJS"):
        parts = features(tag, "x").split("|")
        assert parts == sorted(parts, key=str.lower)


def test_the_reader_sets_them(nlp: Language) -> None:
    doc = nlp("They had not left.  The troops were gone.")
    assert doc[0].morph.get("Number") == ["Plur"]
    assert doc[2].morph.get("Polarity") == ["Neg"]
    assert str(doc[5].morph) == ""  # a space
