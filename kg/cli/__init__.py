"""The command line: arguments in, text and exit status out; no logic of its own.

Exit status: 0 done; 1 done, but some articles were rejected; 2 bad arguments or settings.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import NoReturn

# The order of the commands in the help is the order in which their modules are read.
from kg.cli import writing  # isort: skip
from kg.cli import looking  # isort: skip
from kg.cli import asking  # isort: skip
from kg.cli import explaining  # isort: skip
from kg.cli import deciding  # isort: skip
from kg.cli import doubting  # isort: skip
from kg.cli import showing  # isort: skip
from kg.cli import models  # isort: skip
from kg.cli.app import app, told
from kg.errors import KgError

__all__ = [
    "app",
    "asking",
    "deciding",
    "doubting",
    "explaining",
    "looking",
    "main",
    "models",
    "showing",
    "writing",
]


def main() -> None:
    """Entry point: errors meant for the user become one line and exit status 2."""
    for number in (signal.SIGINT, signal.SIGTERM):  # `timeout` and service managers send TERM
        signal.signal(number, _interrupted)
    try:
        try:
            app()
        finally:
            if sys.stdout is not None:  # as it is for a process without one
                sys.stdout.flush()  # a full disk is noticed here at the latest
    except BrokenPipeError:
        _drop_output()
        sys.exit(0)
    except KgError as error:
        told.print(f"kg: {error}", markup=False, highlight=False, soft_wrap=True)
        sys.exit(2)
    except OSError as error:
        # Files are named by whoever reads or writes them; what is left is mostly the output.
        reason = f"cannot read or write {error.filename or 'the output'}: {error.strerror or error}"
        told.print(f"kg: {reason}", markup=False, highlight=False, soft_wrap=True)
        _drop_output()
        sys.exit(2)


def _drop_output() -> None:
    """What is still to be written would fail once more, when the interpreter ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _interrupted(number: int, _frame: object) -> NoReturn:
    told.print("kg: interrupted; what was stored is kept, run the same command to go on")
    sys.exit(128 + number)
