"""One writer or many readers per store folder.

The storage engine itself locks out a second writer only; it must not be read by one
process while another one writes. The lock goes with the process, however that ends.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from kg.errors import StoreError

LOCK_FILE = "kg.lock"


def lock(folder: Path, *, shared: bool) -> IO[bytes] | None:
    """Hold the folder until the returned file is closed; None where there are no locks."""
    path = folder / LOCK_FILE
    if sys.platform == "win32" or (shared and not path.exists()):
        return None
    import fcntl  # exists on POSIX systems only

    handle = path.open("rb" if shared else "ab")
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except OSError as error:
        handle.close()
        raise StoreError(locked_message(folder)) from error
    return handle


def locked_message(folder: Path) -> str:
    return (
        f"the store {folder} is in use by another process (a running build, add, serve or "
        "query): wait until it ends, or stop it"
    )
