"""The pages in a real browser: they work, and nothing leaves this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories import report
from tests.serve.conftest import Running
from tests.serve.hostile import SLUGS, hostile

pytestmark = pytest.mark.browser
RUN = ".tabPanel.active .yasqe_queryButton"
CELLS = ".tabPanel.active .yasr table.dataTable tbody tr"
NAMES_OF_ALL = "SELECT ?name ?text { { ?e skos:prefLabel ?name } UNION { ?d dcterms:title ?text } }"


@dataclass
class Opened:
    """A page, what it complained of, and what it asked others for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith("data:") and urlsplit(url).hostname != "127.0.0.1":
            self.elsewhere.append(url)

    def assert_quiet(self) -> None:
        assert self.complaints == []
        assert self.elsewhere == []


Opener = Callable[..., Opened]


@pytest.fixture
def open_page(browser: Browser, server: Running) -> Iterator[Opener]:
    contexts = []

    def open_(
        path: str, width: int = 1280, height: int = 900, scheme: str = "light", bypass: bool = False
    ) -> Opened:
        context = browser.new_context(
            bypass_csp=bypass,
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        contexts.append(context)
        opened = Opened(context.new_page())
        opened.listen()
        opened.page.goto(server.url + path)
        return opened

    yield open_
    for context in contexts:
        context.close()


def test_named_question_runs_and_shows_rows(open_page: Opener) -> None:
    opened = open_page("/query")
    opened.page.locator(RUN).click()
    expect(opened.page.locator(CELLS).first).to_be_visible()
    assert opened.page.locator(CELLS).count() >= 8
    assert "documents" in opened.page.locator(".tabPanel.active .yasr").inner_text()
    opened.assert_quiet()


def test_every_question_opens_in_a_tab(open_page: Opener) -> None:
    opened = open_page("/query")
    expect(opened.page.locator(RUN)).to_be_visible()
    options = opened.page.locator("#question option")
    names = [options.nth(n).get_attribute("value") for n in range(1, options.count())]
    assert len(names) >= 20
    for name in names:
        opened.page.select_option("#question", name)
    expect(opened.page.locator(".tabsList .tab a")).to_have_count(len(names))
    opened.page.select_option("#question", "explain_entity")
    assert (
        "Everything said of somebody" in opened.page.locator(".tabsList .tab.active").inner_text()
    )
    assert "Everything that an entity" in opened.page.locator("#answers").inner_text()
    opened.page.locator(RUN).click()
    expect(opened.page.locator(CELLS).first).to_be_visible()
    opened.assert_quiet()


def test_address_of_a_question(open_page: Opener) -> None:
    opened = open_page("/query#denials")
    expect(opened.page.locator(".tabsList .tab.active")).to_contain_text("Who denies what")
    opened.assert_quiet()


def write(opened: Opened, query: str) -> None:
    expect(opened.page.locator(RUN)).to_be_visible()
    opened.page.evaluate("query => { kgQuery.yasgui.getTab().setQuery(query); }", query)
    opened.page.locator(RUN).click()


def test_a_mistake_is_explained(open_page: Opener) -> None:
    opened = open_page("/query")
    write(opened, "SELECT * { ?s ?p")
    expect(opened.page.locator(".tabPanel.active .yasr")).to_contain_text("line 1, column")
    assert opened.elsewhere == []


@pytest.mark.parametrize("policy", ["kept", "switched off"])
def test_hostile_text_in_results_stays_text(open_page: Opener, policy: str) -> None:
    """The page's policy blocks what text might start, and without it nothing starts either."""
    opened = open_page("/query", bypass=policy != "kept")
    literal = "<p onclick=alert(1)>x</p><img src=https://evil.example/a.png onerror=alert(1)>"
    for query in (
        NAMES_OF_ALL,
        f"SELECT ('onerror=' AS ?n) ('{literal}'^^rdf:HTML AS ?h) ('javascript:alert(1)' AS ?j) {{}}",
    ):
        write(opened, query)
        expect(opened.page.locator(CELLS).first).to_be_visible()
        expect(opened.page.locator(".tabPanel.active .yasr")).to_contain_text("onerror=")
        assert opened.page.locator(".yasr script, .yasr img").count() == 0
    opened.page.wait_for_timeout(200)  # for an image to fail, if there were one
    assert opened.page.title() == "Query"
    assert opened.elsewhere == []
    # The library's sanitiser parses before it cleans, which the policy reports.
    assert [c for c in opened.complaints if "Executing inline event handler" not in c] == []


def test_an_entity_in_the_results_opens_its_page_here(open_page: Opener) -> None:
    opened = open_page("/query")
    write(opened, "SELECT ?s { ?s a kg:State } ORDER BY ?s LIMIT 1")
    link = opened.page.locator(f"{CELLS} a").first
    with opened.page.context.expect_page() as popup:
        link.click()
    popup.value.wait_for_load_state()
    assert urlsplit(popup.value.url).path.startswith("/entity/")
    assert urlsplit(popup.value.url).hostname == "127.0.0.1"
    opened.assert_quiet()


PAGES = ["/", "/query", "/entity/borland", "/entity/ilsa-maren", f"/document/{report().document.id}",
         "/ontology.html", "/graph", *(f"/entity/{slug}" for slug in SLUGS), f"/document/{hostile().document.id}"]  # fmt: skip


@pytest.mark.parametrize("size", [(1280, 900), (390, 844)], ids=["desktop", "phone"])
def test_pages_fit_and_are_quiet(open_page: Opener, server: Running, size: tuple[int, int]) -> None:
    assert len(PAGES) == 12
    opened = open_page("/", *size)
    for path in PAGES:
        opened.page.goto(server.url + path)
        if path == "/query":
            opened.page.locator(RUN).click()
            expect(opened.page.locator(CELLS).first).to_be_visible()
        overflow = opened.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, path
        opened.assert_quiet()


def test_dark_pages_are_dark(open_page: Opener, server: Running) -> None:
    opened = open_page("/", scheme="dark")
    for path in ("/", "/query", "/entity/borland"):
        opened.page.goto(server.url + path)
        colour = opened.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert colour == "rgb(20, 24, 31)", path
    opened.assert_quiet()
