"""A lock between processes: what costs minutes is worked out by one worker, and read by the others."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["only_one"]


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Let one process at a time go on, by the file at `path`; one that dies lets the next one in."""
    with path.open("w") as file:
        if sys.platform != "win32":
            import fcntl

            # Without it, several workers would do the same work, and come to the same result.
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
