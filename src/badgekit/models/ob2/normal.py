"""The freedoms of JSON-LD undone on plain JSON: one name for each property, one value where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["is_plain", "normalise"]


def is_plain(value: Mapping[str, Any]) -> bool:
    """Tell whether reading `value` by its names is safe; if not, it must be compacted first."""
    raise NotImplementedError


def normalise(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return `value` with the names and the form of values that the v2 context gives compacted documents."""
    raise NotImplementedError
