"""A process killed in the middle of writing leaves a complete earlier state."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.graph import Store, document_quads
from tests.factories import denial, former_post

ROOT = Path(__file__).parents[2]
TIMES = 50


@pytest.mark.slow
def test_killed_at_any_moment_and_run_again(tmp_path: Path) -> None:
    """Fifty kills at random points: readers find the state before or after, or whole batches
    that wait; the same command then gives the bytes of an undisturbed run."""
    command = [sys.executable, "-m", "tests.graph.killing", str(tmp_path), str(TIMES), "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["wrong"] == []
    assert told["times"] == sum(told["found"].values()) == TIMES
    assert len(told["found"]) >= 2, "the kills came at different points"


def test_killing_before_the_first_commit_leaves_an_empty_store(tmp_path: Path) -> None:
    """An exception while the batch is being made stands for a kill: nothing is committed."""

    def interrupted():  # type: ignore[no-untyped-def]
        yield denial()
        yield former_post()
        raise KeyboardInterrupt

    with Store.open(tmp_path / "store") as store:
        before = store.dump()
        with pytest.raises(KeyboardInterrupt):
            store.add(interrupted())
        assert store.dump() == before
        assert len(document_quads(denial(), "https://example.org/r")) > 50
