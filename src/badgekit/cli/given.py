"""What options of several commands stand for, read from their arguments."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import badgekit

__all__ = ["pinned", "resolvers"]


def pinned(pins: Sequence[str], flag: str, what: str) -> dict[str, Any] | None:
    """Return URL → document of the ``URL=FILE`` arguments of `flag`, None without any.

    Raises:
        ConfigurationError: one of them is not of this form, or the file cannot be read; it is a `what`.
    """
    documents: dict[str, Any] = {}
    for pin in pins:
        # From the right: a URL may hold "=", a file name hardly does.
        url, separator, name = pin.rpartition("=")
        if not separator or not url or not name:
            raise badgekit.ConfigurationError(f"{flag} wants URL=FILE, not {pin!r}")
        try:
            documents[url] = json.loads(Path(name).read_bytes())
        except (OSError, ValueError, RecursionError) as error:
            raise badgekit.ConfigurationError(f"cannot read the {what} {name!r}: {error}") from None
    return documents or None


def resolvers(given: Sequence[str]) -> list[badgekit.DidResolver]:
    """Return the resolvers that ``METHOD[,METHOD]=URL`` arguments name; raises `ConfigurationError`."""
    found: list[badgekit.DidResolver] = []
    for one in given:
        methods, separator, url = one.partition("=")
        names = [name for name in methods.split(",") if name]
        if not separator or not names:
            raise badgekit.ConfigurationError(f"--resolver wants METHOD=URL, not {one!r}")
        found.append(badgekit.UniversalResolver(url, methods=names))
    return found
