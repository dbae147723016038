"""What options of several commands stand for, read from their arguments."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import badgekit

__all__ = ["candidate", "fetcher", "pinned", "policy", "resolvers", "source"]


def source(text: str) -> bytes | str | Path:
    """Return what is to be verified: standard input for ``-``, a URL, or a path.

    Raises:
        InputError: ``input.unreadable``, there is no standard input.
    """
    if text == "-":
        if sys.stdin is None:
            raise badgekit.InputError("input.unreadable", "there is no standard input")
        return sys.stdin.buffer.read(badgekit.Limits().input_bytes + 1)
    if text.lower().startswith(("http://", "https://")):
        return text
    # Always a path here, even if it looks like JSON.
    return Path(text)


def candidate(options: argparse.Namespace) -> dict[str, list[str]] | None:
    """Return whom the badge should belong to, by the options ``candidate_KEY``; None for nobody."""
    found = {
        name.removeprefix("candidate_"): values
        for name, values in vars(options).items()
        if name.startswith("candidate_") and values
    }
    return found or None


def policy(name: str, trusted: Sequence[str] | None, *, refresh: bool = False) -> badgekit.Policy:
    """Return the policy of that name.

    Raises:
        ConfigurationError: it does not go together with a list of trusted issuers.
    """
    if name == "w3c":
        if trusted:
            raise badgekit.ConfigurationError(
                "--policy w3c does not ask who the issuer is; leave out --trusted-issuer"
            )
        return replace(badgekit.Policy.w3c(), refresh=refresh)
    preset = badgekit.Policy.hiring if name == "hiring" else badgekit.Policy.standard
    return preset(trusted_issuers=trusted, refresh=refresh)


def fetcher(options: argparse.Namespace) -> badgekit.Fetcher | None:
    """Return what answers for the network; None for the network itself.

    Raises:
        ConfigurationError: two answers are given, or the map cannot be read.
    """
    if options.documents and options.offline:
        raise badgekit.ConfigurationError("--documents already answers every request; leave out --offline")
    if options.documents:
        return badgekit.MappingFetcher.from_file(options.documents)
    return badgekit.OfflineFetcher() if options.offline else None


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
