"""Typed equality of claims: 3 is not 3.0, true is not 1, and only the JSON paths are left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any


def differences(first: Any, second: Any, where: str = "") -> Iterator[str]:
    """Yield where two claims differ, as dotted attribute names."""
    if type(first) is not type(second):
        yield where
    elif is_dataclass(first):
        for item in fields(first):
            if item.name != "path":
                inner = f"{where}.{item.name}".lstrip(".")
                yield from differences(getattr(first, item.name), getattr(second, item.name), inner)
    elif isinstance(first, Mapping):
        if list(first) != list(second):
            yield where
        else:
            for name in first:
                yield from differences(first[name], second[name], f"{where}.{name}")
    elif isinstance(first, tuple | list):
        if len(first) != len(second):
            yield where
        else:
            for one, other in zip(first, second, strict=True):
                yield from differences(one, other, f"{where}[]")
    elif first != second:
        yield where
