"""Changes that keep the form of an input: JSON stays JSON, a picture keeps its checksums, a token its parts.

Nearly every input that is changed byte by byte ends in the first parser; these go on to what lies behind it.
"""

from __future__ import annotations

import json
import random
import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from badgekit import strictcbor
from badgekit.errors import BadgekitError
from badgekit.keys.multibase import decode_base64url
from badgekit.testing.encoding import base64url
from fuzz.mutation import mutated

__all__ = ["behind", "cbor", "changed", "json_or_token", "json_text", "picture"]

_NAMES = (
    "id",
    "type",
    "@id",
    "@type",
    "@context",
    "@value",
    "@list",
    "@language",
    "@graph",
    "@none",
    "@index",
)
_VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1.5,
        2**53,
        10**30,
        1e300,
        "",
        " ",
        [],
        {},
        [[]],
        [None],
        {"id": None},
        {"": ""},
    ),
    *(
        "\x1b[2J",
        "\u202egnp.exe",
        "\u200b",
        "\x00",
        "\ud800",
        "é",
        "<b>",
        "a" * 300,
        "@id",
        "_:b0",
        "urn:x:y",
    ),
    *(
        "https://evil.example/x",
        "did:web:evil.example",
        "did:key:z6Mk",
        "http://127.0.0.1/",
        "//x",
        "#",
        "data:,x",
    ),
    *("2026-01-01T00:00:00Z", "9999-12-31T23:59:60+14:00", "0000-01-01", "1", "revocation", "uH4sI"),
    *(
        {"@value": 1},
        {"@list": [{"@list": []}]},
        {"@id": "_:a", "@type": "@id"},
        {"type": "Profile"},
        ["a", "a"],
    ),
)
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def changed(value: Any, chance: random.Random) -> Any:
    """Return a copy of a JSON or CBOR value with one to three changes somewhere in it."""
    value = _copy(value)
    for _ in range(chance.randint(1, 3)):
        places = list(_places(value))
        if not places:
            return _copy(chance.choice(_VALUES))
        _change(*chance.choice(places), [item for holder, name in places for item in (holder[name],)], chance)
    return value


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copy(item) for name, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        names = (
            list(holder)
            if isinstance(holder, dict)
            else range(len(holder))
            if isinstance(holder, list)
            else ()
        )
        for name in names:
            yield holder, name
            waiting.append(holder[name])


def _change(holder: Any, name: Any, others: Sequence[Any], chance: random.Random) -> None:
    old = holder[name]
    kind = chance.randrange(9)
    if kind == 0:
        del holder[name]
    elif kind == 1:
        holder[name] = _copy(chance.choice(others))
    elif kind == 2:
        holder[name] = [old] if chance.random() < 0.7 else [old, _copy(old)]
    elif kind == 3 and isinstance(old, list) and old:
        holder[name] = old[0]
    elif kind == 4 and isinstance(holder, dict):
        holder[chance.choice((*_NAMES, *map(str, holder), "x"))] = holder.pop(name)
    elif kind == 5 and isinstance(holder, dict):
        holder[chance.choice(_NAMES)] = _copy(chance.choice((*others, *_VALUES)))
    elif kind == 6 and isinstance(old, list):
        old.insert(chance.randrange(len(old) + 1), _copy(chance.choice((*others, *_VALUES))))
    elif isinstance(old, str | bytes):
        holder[name] = _other_text(old, chance)
    elif isinstance(old, int | float) and chance.random() < 0.7:
        holder[name] = chance.choice((old + 1, old - 1, -old, str(old), float(old)))
    else:
        holder[name] = _copy(chance.choice(_VALUES))


def _other_text(old: str | bytes, chance: random.Random) -> Any:
    if chance.random() < 0.3:
        return _copy(chance.choice(_VALUES))
    raw = old.encode("utf-8", "replace") if isinstance(old, str) else old
    new = mutated(raw, [raw], chance, len(raw) + 64)
    return new.decode("utf-8", "replace") if isinstance(old, str) else new


def _read(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def json_text(data: bytes, chance: random.Random) -> bytes | None:
    """Change the value of a JSON text."""
    value = _read(data)
    if not isinstance(value, dict | list):
        return None
    try:
        return json.dumps(changed(value, chance), ensure_ascii=chance.random() < 0.5).encode(
            "utf-8", "replace"
        )
    except (RecursionError, OverflowError):
        return None


def json_or_token(data: bytes, chance: random.Random) -> bytes | None:
    """Change JSON, or a header, the claims, a disclosure of a token."""
    if data[:1] in (b"{", b"["):
        return json_text(data, chance)
    pieces = data.split(b"~")
    token = pieces[0].split(b".")
    at = chance.randrange(2 + len(pieces) - 1)
    part = token[at] if at < min(2, len(token)) else pieces[-1 - at] if at < len(pieces) else b""
    try:
        plain = decode_base64url(part.decode("ascii"))
    except (BadgekitError, ValueError):
        return None
    new = json_text(plain, chance)
    return None if new is None else data.replace(part, base64url(new).encode(), 1)


def behind(count: int) -> Any:
    """Return a change of the JSON that follows the first `count` bytes."""

    def change(data: bytes, chance: random.Random) -> bytes | None:
        new = json_text(data[count:], chance)
        return None if new is None else data[:count] + new

    return change


def cbor(data: bytes, chance: random.Random) -> bytes | None:
    """Change the value of CBOR, behind the header of a derived proof if there is one."""
    head, body = (data[:3], data[3:]) if data.startswith(b"\xd9\x5d") else (b"", data)
    try:
        value = strictcbor.loads(body, tags=frozenset({18}), floats=True)
        tagged = isinstance(value, strictcbor.Tagged)
        new = changed(value.value if tagged else value, chance)
        return head + strictcbor.dumps(strictcbor.Tagged(18, new) if tagged else new)
    except (BadgekitError, TypeError, ValueError, RecursionError):
        return None


def picture(data: bytes, chance: random.Random) -> bytes | None:
    """Change a chunk of a PNG and make its checksum true; change the JSON or token of a text."""
    if not data.startswith(_SIGNATURE):
        return json_or_token(data, chance)
    chunks = list(_chunks(data))
    if not chunks:
        return None
    at = chance.randrange(len(chunks))
    kind, body = chunks[at]
    what = chance.randrange(5)
    if what == 0:
        del chunks[at]
    elif what == 1:
        chunks.insert(chance.randrange(len(chunks) + 1), (kind, body))
    elif what == 2:
        kinds = (b"iTXt", b"tEXt", b"zTXt", b"IEND", b"eXIf", *(one for one, _ in chunks))
        chunks[at] = (chance.choice(kinds), body)
    else:
        chunks[at] = (kind, mutated(body, [one for _, one in chunks], chance, len(body) + 256))
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        if at + 12 + length > len(data):
            return
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length
