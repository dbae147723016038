"""A harness: what is fuzzed, what it starts from, and what must hold."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from badgekit.errors import BadgekitError

__all__ = ["Broken", "Change", "Harness", "as_json", "quiet"]

Change = Callable[[bytes, random.Random], bytes | None]
"""A change that keeps the form of an input, to get past the first parser; None if it is not of that form."""


class Broken(AssertionError):
    """The code under test did what it must not do."""


@dataclass(frozen=True, slots=True)
class Harness:
    """One harness.

    Attributes:
        name: as on the command line.
        says: what must hold, in a clause.
        run: called with any bytes; raises where it does not hold.
        seeds: bytes to start from, made anew each time.
        most: longest input in bytes.
        change: makes half of the inputs; the others are changed byte by byte.
    """

    name: str
    says: str
    run: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]
    most: int = 4096
    change: Change | None = None


def quiet(call: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    """Return what `call` returns, or the problem that it raises; anything else it raises goes on.

    The sentence of a problem is made, too: hostile parameters are part of it.
    """
    try:
        return call(*arguments, **options)
    except BadgekitError as problem:
        if not str(problem).isprintable():
            raise Broken(f"a message that is not one printable line: {problem!r}") from problem
        return problem


def as_json(data: bytes) -> Any:
    """Return the JSON value of `data`, or its text where it is none, so that no input is wasted."""
    text = data.decode("utf-8", "replace")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
