"""Reading a documents map from disk: which file answers which identifier."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Any

from badgekit import strictjson
from badgekit.errors import ConfigurationError, Problem
from badgekit.limits import Limits

__all__ = ["read"]

_MEDIA_TYPES = {
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".jwt": "application/vc+jwt",
    ".pem": "application/x-pem-file",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}
_MEMBERS = frozenset({"file", "status", "headers"})


def read(path: str | PathLike[str], limits: Limits) -> dict[str, tuple[int, dict[str, str], bytes]]:
    """Return identifier → (status, headers, body).

    Args:
        path: a JSON file: an object of identifier → relative file name, or →
            ``{"file": name or null, "status": number, "headers": object}``, the last two optional. Status 0
            stands for an address that does not answer.
        limits: not more than `fetch_bytes` + 1 of each file is read; `json_bytes` bounds the map.

    Raises:
        ConfigurationError: the map or one of its entries is wrong; the message names it.
    """
    place = Path(path)
    try:
        entries = strictjson.loads(_bytes(place, limits.json_bytes), limits=limits)
    except (OSError, ValueError, Problem) as error:
        raise ConfigurationError(f"The documents map {place} cannot be read: {error}") from error
    if not isinstance(entries, dict):
        raise ConfigurationError(f"The documents map {place} is not a JSON object of identifiers.")
    documents = {}
    for key, entry in entries.items():
        try:
            document = _document(place.parent, entry, limits.fetch_bytes)
        except (OSError, ValueError) as error:
            raise ConfigurationError(
                f"The entry {key!r} of the documents map {place} is wrong: {error}"
            ) from error
        if document is not None:
            documents[key] = document
    return documents


def _document(folder: Path, entry: Any, limit: int) -> tuple[int, dict[str, str], bytes] | None:
    """Return one answer; None for an address that does not answer."""
    if isinstance(entry, str):
        entry = {"file": entry}
    if not isinstance(entry, dict) or not entry.keys() <= _MEMBERS:
        raise ValueError('expected a file name or an object with "file", "status" and "headers"')
    name, status, headers = entry.get("file"), entry.get("status", 200), entry.get("headers", {})
    if type(status) is int and status == 0:
        return None
    if type(status) is not int or not 200 <= status <= 599:
        raise ValueError("the status is not a number from 200 to 599")
    if not isinstance(headers, dict) or not all(isinstance(value, str) for value in headers.values()):
        raise ValueError("the headers are not an object of texts")
    given = {name.lower(): value for name, value in headers.items()}
    if name is None:
        return status, given, b""
    if not isinstance(name, str):
        raise ValueError("the file is not a name")
    file = folder / name
    media_type = _MEDIA_TYPES.get(file.suffix.lower())
    return status, {"content-type": media_type, **given} if media_type else given, _bytes(file, limit)


def _bytes(file: Path, limit: int) -> bytes:
    """Return the bytes of `file`, or one more than `limit`, which whoever asks for them will notice."""
    with file.open("rb") as stream:
        return stream.read(limit + 1)
