"""Pictures built by code: PNG chunk by chunk, SVG piece by piece."""

from __future__ import annotations

import struct
import zlib

from badgekit.containers import Payload, unpack
from badgekit.errors import Problem
from badgekit.limits import Limits
from badgekit.messages import lookup

SIGNATURE = b"\x89PNG\r\n\x1a\n"
OB3 = b"openbadgecredential"
OB2 = b"openbadges"
CLR = b"clrcredential"
OB3_NS = "https://purl.imsglobal.org/ob/v3p0"
CLR_NS = "https://purl.imsglobal.org/clr/v2p0"
OB2_NS = "http://openbadges.org"
JSON = '{"type":["VerifiableCredential","OpenBadgeCredential"],"name":"Gärtner ® 🌱"}'
TOKEN = "eyJhbGciOiJFUzI1NiJ9.eyJuYW1lIjoiYSJ9.c2lnbmF0dXJl"


def outcome(data: bytes) -> Payload | Problem:
    """Return what unpacking `data` gives; fail on any other exception and on a problem without sentence."""
    try:
        payload = unpack(data, Limits())
    except Problem as problem:
        if lookup(problem.code) is None or "not given)" in str(problem):
            raise AssertionError(f"no sentence for {problem.code}") from problem
        return problem
    contents = (payload.value, payload.token, payload.url)
    if sum(content is not None for content in contents) != 1 or not payload.text:
        raise AssertionError(f"not exactly one credential: {payload}")
    return payload


def chunk(kind: bytes, body: bytes = b"", *, crc: int | None = None, length: int | None = None) -> bytes:
    """Return one PNG chunk; `crc` and `length` override the true values."""
    true_crc = zlib.crc32(kind + body)
    return (
        struct.pack(">I", len(body) if length is None else length)
        + kind
        + body
        + struct.pack(">I", true_crc if crc is None else crc)
    )


IHDR = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 6, 0, 0, 0))
IDAT = chunk(b"IDAT", zlib.compress(b"\0\0\0\0\0"))
IEND = chunk(b"IEND")


def itxt(
    text: bytes | str = JSON,
    *,
    keyword: bytes = OB3,
    flag: int = 0,
    method: int = 0,
    language: bytes = b"",
    translated: bytes = b"",
) -> bytes:
    """Return an iTXt chunk."""
    raw = text.encode() if isinstance(text, str) else text
    head = keyword + b"\0" + bytes([flag, method]) + language + b"\0" + translated + b"\0"
    return chunk(b"iTXt", head + raw)


def png(*extra: bytes, tail: bytes = b"") -> bytes:
    """Return a PNG picture with the chunks `extra` after its header and `tail` after its end."""
    return SIGNATURE + IHDR + b"".join(extra) + IDAT + IEND + tail


def element(
    body: str = "", *, verify: str | None = None, name: str = "credential", namespace: str = OB3_NS
) -> str:
    """Return a badge element that declares its own prefix."""
    attribute = "" if verify is None else f' verify="{verify}"'
    return f'<b:{name} xmlns:b="{namespace}"{attribute}>{body}</b:{name}>'


def cdata(text: str = JSON) -> str:
    """Return `text` as a CDATA section."""
    return f"<![CDATA[{text}]]>"


def svg(*content: str, prolog: str = "", attributes: str = "") -> bytes:
    """Return an SVG picture with `content` before its drawing."""
    return (
        f'{prolog}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"{attributes}>'
        f'{"".join(content)}<rect width="9" height="9"/></svg>'
    ).encode()
