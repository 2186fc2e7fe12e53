"""Large graphs: opened soon, readable at first, and no click that freezes the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from graphs import crowd

Opener = Callable[..., Any]
LOADED = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
THOUSANDS = partial(crowd, 2_000, 6_000)


def spent_s(opened: Any, act: str) -> float:
    """Seconds that a step takes until it is on the screen."""
    return float(
        opened.page.evaluate(
            f"""() => {{
                const before = performance.now();
                {act};
                return new Promise((done) => requestAnimationFrame(() =>
                    setTimeout(() => done((performance.now() - before) / 1000), 0)));
            }}"""
        )
    )


@pytest.mark.parametrize(
    ("graph", "limit_s"), [(crowd, 2.0), (THOUSANDS, 5.0)], ids=["500", "2000"]
)
def test_opens_in_time(open_page: Opener, graph: Any, limit_s: float) -> None:
    opened = open_page(graph)
    assert opened.page.evaluate(LOADED) / 1000 < limit_s
    # The best connected first; the rest on demand.
    assert 40 < len(opened.shown()) <= 60
    opened.assert_quiet()


def test_every_step_on_two_thousand_actors_is_quick(open_page: Opener) -> None:
    opened = open_page(THOUSANDS)
    opened.page.fill("#search", "actor number 1999")
    opened.page.press("#search", "Enter")
    assert "a1999" in opened.shown()
    steps = [
        "kgPage.change({ top: 2000 })",
        "kgPage.change({ off: ['denied'] })",
        "kgPage.chooseActor('a0', true)",
        "kgPage.choosePath('a1', 'a1998')",
        "kgPage.change({ path: [], focus: 'a0', steps: 2 })",
        "kgPage.change({ focus: '', size: 'betweenness' })",
        *(f"kgPage.change({{ tab: '{tab}' }})" for tab in ("list", "matrix", "timeline", "dyad", "board")),
        "kgPage.change({ tab: 'graph', top: 60, groups: true })",
    ]  # fmt: skip
    seconds = {step: spent_s(opened, step) for step in steps}
    assert {step: spent for step, spent in seconds.items() if spent > 8} == {}
    opened.page.mouse.click(*opened.spot_of("a0"))
    assert opened.text("#panel h2") == "Actor number 0"
    opened.page.click("#relayout")
    opened.wait("kgPage.state.laid")
    opened.assert_quiet()


@pytest.mark.slow
def test_five_thousand_actors_never_freeze_the_window(open_page: Opener) -> None:
    opened = open_page(partial(crowd, 5_000, 12_000))
    assert len(opened.shown()) <= 60
    longest = int(opened.page.get_attribute("#top", "max"))
    assert longest <= 2_500
    for step in (
        f"kgPage.change({{ top: {longest}, unlinked: true }})",
        "kgPage.change({ groups: true })",
        "kgPage.chooseActor('a0', true)",
        "kgPage.focusOn('a0', 2)",
    ):
        assert spent_s(opened, step) < 8, step
    # A neighbourhood too large to look at is cut to its most central actors.
    assert len(opened.shown()) <= 401
    opened.page.click("#relayout")
    opened.wait("kgPage.state.laid")
    opened.assert_quiet()
