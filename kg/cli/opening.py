"""Opening a page in the user's browser, where there is somebody to see it."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path

from kg.cli.app import told


def has_screen() -> bool:
    """Whether a person sits before a graphical screen: no pipe, no CI, no remote shell."""
    if not sys.stdout.isatty() or os.environ.get("CI") or os.environ.get("SSH_CONNECTION"):
        return False
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_page(page: Path) -> None:
    """Open a page on disk in the user's browser (BROWSER names another); says so if none is."""
    if not webbrowser.open(page.resolve().as_uri()):
        told.print(f"no browser found: open {page.resolve()} yourself", soft_wrap=True)
