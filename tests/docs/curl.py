"""The few options of ``curl`` that the pages use, as one request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.asgi import form

_HOST = "http://127.0.0.1:8000"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; `written` is what ``-w`` asks to be shown after it."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    written: str


def asked(words: list[str]) -> Asked:
    """Return what ``curl`` with these arguments would send."""
    fields: list[tuple[str, str]] = []
    file: bytes | None = None
    body: bytes | None = None
    headers: dict[str, str] = {}
    written, url = "", ""
    waiting = iter(words)
    for word in waiting:
        if word == "-F":
            name, _, value = next(waiting).partition("=")
            if name == "file":
                file = Path(value.removeprefix("@")).read_bytes()
            else:
                fields.append((name, value))
        elif word == "--data-binary":
            body = Path(next(waiting).removeprefix("@")).read_bytes()
        elif word == "-H":
            name, _, value = next(waiting).partition(":")
            headers[name.lower()] = value.strip()
        elif word == "-w":
            written = next(waiting)
        elif word != "-s":
            assert not url, f"curl {word!r} is not understood"
            assert word.startswith(f"{_HOST}/"), f"{word!r} is not what is served"
            url = word.removeprefix(_HOST)
    if file is not None or fields:
        body, kind = form(file, fields)
        headers |= kind
    return Asked("GET" if body is None else "POST", url, headers, body or b"", written)
