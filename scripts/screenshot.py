"""Take a picture of the README from the page of the demo.

    screenshot.py PAGE.html OUT.png [PLACE [light|dark]]

PLACE is what the page writes behind "#" in its address: "tab=board".
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SIZE = {"width": 1400, "height": 900}
# As root, and without a graphics card; the rest keeps it from asking the network for anything.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


def main() -> None:
    if not 3 <= len(sys.argv) <= 5:
        sys.exit(__doc__)
    page_file, target = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    place = sys.argv[3] if len(sys.argv) > 3 else ""
    scheme = sys.argv[4] if len(sys.argv) > 4 else "light"
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport=SIZE, color_scheme=scheme)
        page.goto(f"{page_file.as_uri()}#{place}")
        page.wait_for_function("window.kgPage !== undefined")
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(500)  # one fit, one frame of drawing
        target.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=target)
        browser.close()
    print(f"wrote {target}")


if __name__ == "__main__":
    main()
