"""A real Chromium for the page tests, started once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

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
        if request.url != self.file.as_uri():
            self.requests.append(request.url)

    def assert_quiet(self) -> None:
        assert self.complaints == []
        assert self.requests == []

    def state(self, expression: str) -> object:
        return self.page.evaluate(f"kgPage.{expression}")

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


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    contexts = []

    def open_(graph: ViewGraph, *, width: int = 1400, height: int = 900) -> OpenPage:
        file = tmp_path / "graph.html"
        file.write_text(render(graph), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        opened = OpenPage(context.new_page(), file)
        opened.listen()
        opened.page.goto(file.as_uri())
        opened.page.wait_for_function("window.kgPage !== undefined")
        # One frame for fitting, one for drawing.
        opened.page.evaluate("new Promise((f) => requestAnimationFrame(() => setTimeout(f, 60)))")
        return opened

    yield open_
    for context in contexts:
        context.close()
