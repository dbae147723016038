"""Pictures inside documents: ``data:`` URLs (RFC 2397), and what a picture of a badge may be."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from badgekit.errors import Malformed, Problem
from badgekit.jsonpath import child
from badgekit.models.ob2.classes import Assertion, BadgeClass, Issuer
from badgekit.models.ob2.forms import DATA_URI

__all__ = ["DataUri", "image_problems", "parse_data_uri", "picture_type"]

_PNG = b"\x89PNG\r\n\x1a\n"
# A prolog can be long; what is not SVG within this much is not looked at further.
_PROLOG = 65_536
_SVG = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,99}:)?svg[\s/>]")
_SPACES = b" \t\r\n"
# What may stand before the root, and how it ends.
_BEFORE = ((b"<!--", b"-->"), (b"<?", b"?>"))


@dataclass(frozen=True, slots=True)
class DataUri:
    """A ``data:`` URL; `media_type` is in lower case and without parameters, "" where there is none."""

    media_type: str
    content: bytes


def parse_data_uri(uri: str, path: str = "$") -> DataUri:
    """Parse a ``data:`` URL (RFC 2397); scheme and media type are read in any letter case.

    Raises:
        Malformed: ``image.data_uri`` where it has another form, or is not the base64 that it says it is.
    """
    match = DATA_URI.fullmatch(uri)
    if match is None:
        raise Malformed("image.data_uri", path)
    content = unquote_to_bytes(match["content"])
    if match["parameters"].lower().endswith(";base64"):
        try:
            content = base64.b64decode(content, validate=True)
        except (binascii.Error, ValueError):
            raise Malformed("image.data_uri", path) from None
    return DataUri(match["type"].lower(), content)


def picture_type(content: bytes) -> str | None:
    """Return ``image/png`` or ``image/svg+xml`` by the content alone; None for anything else."""
    if content.startswith(_PNG):
        return "image/png"
    root = _after_prolog(content[:_PROLOG].removeprefix(b"\xef\xbb\xbf"))
    return "image/svg+xml" if _SVG.match(root) else None


def _after_prolog(text: bytes) -> bytes:
    position = 0
    while True:
        while text[position : position + 1] in _SPACES and position < len(text):
            position += 1
        for start, end in _BEFORE:
            if text.startswith(start, position):
                found = text.find(end, position + len(start))
                break
        else:
            if not text.startswith(b"<!DOCTYPE", position):
                return text[position:]
            # An internal subset is in brackets, and has ends of tags of its own.
            end = b">"
            found = text.find(end, position)
            subset = text.find(b"[", position)
            if 0 <= subset < found:
                found = text.find(end, text.find(b"]", subset))
        if found < 0:
            return b""
        position = found + len(end)


def image_problems(claims: Assertion | BadgeClass | Issuer) -> tuple[Problem, ...]:
    """Return what is wrong with a picture that `claims` hold as a ``data:`` URL.

    A badge's picture is PNG or SVG (OB 2.0 "BadgeClass", ``image``), by its own octets: what a media type
    says of them is only compared.
    """
    image = claims.image
    if image is None or image.id is None or image.id[:5].lower() != "data:":
        return ()
    path = image.path if image.caption is None and not image.types else child(image.path, "id")
    try:
        found = parse_data_uri(image.id, path)
    except Malformed as problem:
        return (problem,)
    actual = picture_type(found.content)
    if actual is None:
        return (Malformed("image.not_png_or_svg", path, media_type=found.media_type or "nothing"),)
    if found.media_type != actual:
        return (Malformed("image.other_type", path, media_type=found.media_type or "nothing", actual=actual),)
    return ()
