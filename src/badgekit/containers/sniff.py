"""Tell the kind of a file by its first bytes, and name politely what cannot hold a badge."""

from __future__ import annotations

import enum
import re

from badgekit.errors import Malformed, Unsupported

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
UTF8_BOM = b"\xef\xbb\xbf"
SPACE = b" \t\r\n"

# Only what people really send; each prefix is long enough not to be the start of a text.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a compressed (gzip) file"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document or e-mail"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
# Both byte orders, with a byte order mark or betrayed by the zero byte beside the first character.
_UTF16 = re.compile(rb"\xff\xfe|\xfe\xff|[<{\[]\x00|\x00[<{\[]")


class Kind(enum.Enum):
    """The kinds that have a reader."""

    PNG = "png"
    XML = "xml"
    TEXT = "text"


def sniff(data: bytes) -> Kind:
    """Return the kind of `data`.

    Raises:
        Malformed: ``input.empty``, ``png.signature``.
        Unsupported: ``input.not_a_badge`` for a known kind of file that holds no badge, ``input.utf16``.
    """
    # What nearly every caller sends: a JSON object or a token.
    if data.startswith((b'{"', b"eyJ")):
        return Kind.TEXT
    if data.startswith(PNG_SIGNATURE):
        return Kind.PNG
    if data[1:4] == b"PNG":
        # The signature exists to show this: a transfer that changed line ends or the eighth bit.
        raise Malformed("png.signature")
    found = _foreign(data)
    if found:
        raise Unsupported("input.not_a_badge", found=found)
    if _UTF16.match(data):
        raise Unsupported("input.utf16")
    start = data.removeprefix(UTF8_BOM)[:4096].lstrip(SPACE)
    if _HTML.match(start):
        raise Unsupported("input.not_a_badge", found="a web page (HTML)")
    if start.startswith(b"<"):
        return Kind.XML
    if not start and not data.removeprefix(UTF8_BOM).strip(SPACE):
        raise Malformed("input.empty")
    return Kind.TEXT


def _foreign(data: bytes) -> str | None:
    for prefix, found in _FOREIGN:
        if data.startswith(prefix):
            return found
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "a WebP picture"
    if data.startswith(b"BM") and int.from_bytes(data[2:6], "little") == len(data):
        return "a BMP picture"
    if data[4:8] == b"ftyp":
        return "a HEIC or AVIF picture, or a video"
    return None
