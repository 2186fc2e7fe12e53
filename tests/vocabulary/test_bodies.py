"""Body wordings."""

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.vocabulary import Vocabulary, with_article
from kg.vocabulary.bodies import read_bodies


@pytest.mark.parametrize(
    ("wording", "pattern"),
    [
        ("spy agency", "spy-agency"),
        ("the spy agency", "spy-agency"),
        ("Spy Agency's", "spy-agency"),
        ("NIS", "spy-agency"),
        ("defense ministry", "defence"),
        ("Ministry of Defense", "defence"),
        ("Security Council", "security-council"),
    ],
)
def test_wordings_are_recognised(vocabulary: Vocabulary, wording: str, pattern: str) -> None:
    body = vocabulary.body(wording)
    assert body is not None
    assert body.id == pattern


@pytest.mark.parametrize("text", ["agency", "nis", "security council", "spy agency chief", ""])
def test_other_words_are_no_bodies(vocabulary: Vocabulary, text: str) -> None:
    assert vocabulary.body(text) is None


def test_body_of_a_state_is_the_known_one_or_a_new_id(vocabulary: Vocabulary) -> None:
    parliament = vocabulary.body("lower house")
    assert parliament is not None
    assert parliament.entity_id("poland") == "sejm"
    assert parliament.entity_id("usa") == "usa-parliament"
    assert parliament.label_for("United States") == "Parliament of the United States"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("United States", "the United States"),
        ("South Korea", "South Korea"),
        ("Netherlands", "the Netherlands"),
        ("Republic of the Congo", "the Republic of the Congo"),
        ("Czech Republic", "the Czech Republic"),
        ("NATO", "NATO"),
        ("European Union", "the European Union"),
        ("Bank of Japan", "the Bank of Japan"),
        ("The Hague", "The Hague"),
    ],
)
def test_article_as_it_stands_after_of(name: str, shown: str) -> None:
    assert with_article(name) == shown


def test_a_file_of_another_shape_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bodies.yaml"
    path.write_text("patterns: [{id: x}]", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"bodies\.yaml"):
        read_bodies(path)
