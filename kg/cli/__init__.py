"""The command line: arguments in, text and exit status out; no logic of its own.

Exit status: 0 done; 1 done, but some articles were rejected; 2 bad arguments or settings.
"""

from __future__ import annotations

import signal
import sys
from typing import NoReturn

# The order of the commands in the help is the order in which their modules are read.
from kg.cli import writing  # isort: skip
from kg.cli import asking  # isort: skip
from kg.cli import showing  # isort: skip
from kg.cli import models  # isort: skip
from kg.cli.app import app, told
from kg.errors import KgError

__all__ = ["app", "asking", "main", "models", "showing", "writing"]


def main() -> None:
    """Entry point: errors meant for the user become one line and exit status 2."""
    signal.signal(signal.SIGINT, _interrupted)
    try:
        app()
    except KgError as error:
        told.print(f"kg: {error}", markup=False, highlight=False, soft_wrap=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(0)


def _interrupted(_signal: int, _frame: object) -> NoReturn:
    told.print("kg: interrupted; what was stored is kept, run the same command to go on")
    sys.exit(130)
