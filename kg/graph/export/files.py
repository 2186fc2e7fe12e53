"""Files appear complete or not at all: written beside their target, renamed at the end."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def write_atomically(path: Path, content: bytes) -> None:
    with replacing(path) as file:
        file.write(content)


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `path` when the block ends well, and else vanishes.

    What is written to a path that ends in .gz is compressed. A device or a pipe is written to;
    it must not be replaced.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as special:
            yield special
        return
    with tempfile.NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.name}.", delete=False, buffering=1 << 17
    ) as file:
        temporary = Path(file.name)
        try:
            if path.suffix == ".gz":
                # No name and no time in its header: the same graph gives the same bytes.
                with gzip.GzipFile("", "wb", fileobj=file, mtime=0, compresslevel=6) as packed:
                    yield packed  # type: ignore[misc]  # it writes bytes, and that is all we ask
            else:
                yield file
            file.close()
            temporary.chmod(0o644)  # temporary files are private, exports are not
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
