"""A real Chromium for the page tests, started once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request

from kg.view import ViewGraph, render


@dataclass
class OpenPage:
    """A page that was opened from a file, and all that it complained of or asked for."""

    page: Page
    file: Path
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._note)
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))

    def _note(self, request: Request) -> None:
        # What the page hands to the reader as a file comes from itself.
        if request.url.partition("#")[0] != self.file.as_uri() and request.url[:5] != "blob:":
            self.requests.append(request.url)

    def assert_quiet(self) -> None:
        assert self.complaints == []
        assert self.requests == []

    def state(self, expression: str) -> object:
        return self.page.evaluate(f"kgPage.{expression}")

    def change(self, **fields: object) -> None:
        """Set fields of the page's state, as a click would."""
        self.page.evaluate("(fields) => kgPage.change(fields)", fields)

    def shown(self) -> set[str]:
        """The actors in the picture."""
        return set(self.page.evaluate("kgPage.visible().ids"))

    def text(self, selector: str) -> str:
        return self.page.locator(selector).inner_text()

    def wait(self, expression: str) -> None:
        """Until an expression is true; Playwright's own way needs `eval`, which the page bars."""
        for _ in range(200):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never true: {expression}")

    def spot_of(self, actor: str) -> tuple[float, float]:
        """Where an actor is on the screen."""
        x, y = self.page.evaluate(
            """(actor) => {
                const { network } = kgPage.picture;
                const { x, y } = network.canvasToDOM(kgPage.placesOf([actor]).get(actor));
                const box = document.getElementById('canvas').getBoundingClientRect();
                return [box.x + x, box.y + y];
            }""",
            actor,
        )
        return x, y

    def double_click(self, actor: str, opens: str) -> None:
        """Double-click an actor until what this opens is seen.

        Two clicks make one within 300 ms; a busy machine may take them for two single ones.
        """
        for _ in range(10):
            self.page.mouse.dblclick(*self.spot_of(actor))
            self.page.wait_for_timeout(1000)
            if self.page.locator(opens).is_visible():
                return
        raise AssertionError(f"a double click on {actor} never opens {opens}")

    def click_middle_of_line(self, source: str, target: str) -> None:
        """Click the canvas where the line between two actors is drawn."""
        spot = self.page.evaluate(
            """([a, b]) => {
                const { network } = kgPage.picture;
                const strand = kgPage.visible().strands.find((s) =>
                  [s.from, s.to].includes(a) && [s.from, s.to].includes(b));
                const line = network.body.edges[strand.id].edgeType;
                const { x, y } = network.canvasToDOM(line.getPoint(0.5));
                const box = document.getElementById('canvas').getBoundingClientRect();
                return { x: box.x + x, y: box.y + y };
            }""",
            [source, target],
        )
        self.page.mouse.click(spot["x"], spot["y"])


Opener = Callable[..., OpenPage]


@cache
def page_of(make: Callable[[], ViewGraph]) -> str:
    """The page of one of the graphs in `graphs`, written once for all tests."""
    return render(make())


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens a graph, or what a function makes, in a window of its own."""
    contexts = []

    def open_(
        graph: ViewGraph | Callable[[], ViewGraph],
        *,
        width: int = 1400,
        height: int = 900,
        link: str = "",
        **settings: Any,
    ) -> OpenPage:
        file = tmp_path / "graph.html"
        text = render(graph) if isinstance(graph, ViewGraph) else page_of(graph)
        file.write_text(text, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": height}, **settings)
        contexts.append(context)
        opened = OpenPage(context.new_page(), file)
        opened.listen()
        opened.page.goto(file.as_uri() + link)
        opened.wait("window.kgPage !== undefined")
        # One frame for fitting, one for drawing.
        opened.page.evaluate("new Promise((f) => requestAnimationFrame(() => setTimeout(f, 60)))")
        return opened

    yield open_
    for context in contexts:
        context.close()
