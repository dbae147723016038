"""The file form of a snapshot: a ZIP with a manifest and one body per digest.

``manifest.json``::

    {"badgekit_snapshot": 1,
     "entries": [{"url", "accept", "fetched_at",
                  "answer": {"final_url", "redirects", "status", "headers", "sha256", "size", "file"}}
                 | {"url", "accept", "fetched_at", "failure": {"kind", "code", "params"}}]}

``bodies/<sha256>`` holds each body once. Members are stored, not deflated, with fixed times and in fixed
order, so equal snapshots are equal files on every machine. Nothing is ever extracted to disk; a member
that the manifest does not call for by its digest is refused.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from badgekit import strictjson
from badgekit.errors import ConfigurationError, Problem
from badgekit.limits import Limits
from badgekit.net.fetcher import Response
from badgekit.net.snapshot import Entry, Failure

if TYPE_CHECKING:
    import zipfile

__all__ = ["pack", "unpack"]

VERSION = 1
MANIFEST = "manifest.json"
MEMBERS = 100_000
TOTAL_BYTES = 256 * 1024 * 1024
"""What may be read out of one snapshot, the manifest included."""


def pack(entries: Iterable[Entry]) -> bytes:
    """Return the ZIP file of `entries`."""
    import zipfile

    bodies: dict[str, bytes] = {}
    manifest = {"badgekit_snapshot": VERSION, "entries": [_described(entry, bodies) for entry in entries]}
    text = json.dumps(manifest, ensure_ascii=True, sort_keys=True, indent=1)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in ((MANIFEST, text.encode("ascii")), *sorted(bodies.items())):
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system = 3  # Unix, whatever this machine is
            member.external_attr = 0o644 << 16
            archive.writestr(member, data)
    return buffer.getvalue()


def unpack(data: bytes) -> list[Entry]:
    """Return the entries of a ZIP file made by `pack`.

    Raises:
        ConfigurationError: anything in it is not as `pack` writes it.
    """
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Reader(archive).entries()
    # What zipfile raises for hostile files, and what the conversions below raise.
    except (
        zipfile.BadZipFile,
        Problem,
        ValueError,
        TypeError,
        LookupError,
        RuntimeError,
        OSError,
        EOFError,
    ) as error:
        raise ConfigurationError(
            f"This is not an intact snapshot: {str(error) or type(error).__name__}"
        ) from error


def _described(entry: Entry, bodies: dict[str, bytes]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "url": entry.url,
        "accept": entry.accept,
        "fetched_at": entry.fetched_at.isoformat(),
    }
    outcome = entry.outcome
    if isinstance(outcome, Failure):
        described["failure"] = {"kind": outcome.kind, "code": outcome.code, "params": dict(outcome.params)}
        return described
    digest = hashlib.sha256(outcome.body).hexdigest()
    file = f"bodies/{digest}"
    bodies[file] = outcome.body
    described["answer"] = {
        "final_url": outcome.final_url,
        "redirects": list(outcome.redirects),
        "status": outcome.status,
        "headers": dict(outcome.headers),
        "sha256": digest,
        "size": len(outcome.body),
        "file": file,
    }
    return described


class _Reader:
    """Reads one archive, counting what comes out of it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = TOTAL_BYTES
        self._bodies: dict[str, bytes] = {}

    def entries(self) -> list[Entry]:
        names = self._archive.namelist()
        if len(names) > MEMBERS or len(set(names)) != len(names):
            raise ValueError("it has too many members, or two of one name")
        text = self._member(MANIFEST)
        manifest = strictjson.loads(text, limits=Limits(json_bytes=TOTAL_BYTES))
        if not isinstance(manifest, dict) or manifest.get("badgekit_snapshot") != VERSION:
            raise ValueError("its manifest is not one of a snapshot that this version reads")
        entries = [self._entry(_dict(described)) for described in _list(manifest["entries"])]
        if set(names) != {MANIFEST, *self._bodies}:
            raise ValueError("it has members that its manifest does not name")
        return entries

    def _entry(self, described: dict[str, Any]) -> Entry:
        url, accept = _str(described["url"]), _str(described["accept"])
        moment = datetime.fromisoformat(_str(described["fetched_at"]))
        if moment.tzinfo is None:
            raise ValueError("a time has no time zone")
        if "failure" in described:
            failure = _dict(described["failure"])
            params = tuple((name, _scalar(value)) for name, value in _dict(failure["params"]).items())
            return Entry(url, accept, moment, Failure(_kind(failure["kind"]), _str(failure["code"]), params))
        answer = _dict(described["answer"])
        response = Response(
            url,
            _str(answer["final_url"]),
            _int(answer["status"]),
            {name: _str(value) for name, value in _dict(answer["headers"]).items()},
            self._body(answer),
            tuple(map(_str, _list(answer["redirects"]))),
        )
        return Entry(url, accept, moment, response)

    def _body(self, answer: dict[str, Any]) -> bytes:
        digest, file = _str(answer["sha256"]), f"bodies/{answer['sha256']}"
        if answer["file"] != file:
            raise ValueError("a body is not named by its digest")
        if file not in self._bodies:
            body = self._member(file)
            if hashlib.sha256(body).hexdigest() != digest:
                raise ValueError(f"the body {file} is not the one that was recorded")
            self._bodies[file] = body
        if len(self._bodies[file]) != _int(answer["size"]):
            raise ValueError(f"the body {file} has another size than recorded")
        return self._bodies[file]

    def _member(self, name: str) -> bytes:
        member = self._archive.getinfo(name)
        # Stored members cannot inflate; overlapping ones could still be read again and again.
        if member.compress_type != 0:
            raise ValueError("it is compressed")
        with self._archive.open(member) as stream:
            data = stream.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise ValueError("it is larger than a snapshot may be")
        return data


def _dict(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("an object was expected in its manifest")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("an array was expected in its manifest")
    return value


def _str(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text was expected in its manifest")
    return value


def _int(value: Any) -> int:
    if type(value) is not int:
        raise TypeError("a whole number was expected in its manifest")
    return value


def _kind(value: Any) -> str:
    if value not in ("Unavailable", "LimitExceeded"):
        raise ValueError("a failure is of an unknown kind")
    return str(value)


def _scalar(value: Any) -> str | int | float | bool | None:
    if value is not None and not isinstance(value, str | int | float):
        raise TypeError("a parameter of a failure is not a plain value")
    return value
