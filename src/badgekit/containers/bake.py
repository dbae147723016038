"""Put a credential into a picture, and take it out again (Open Badges 3.0 section 5.3; 2.0 Baking)."""

from __future__ import annotations

import re
import zlib
from typing import Literal

from badgekit.containers import png, svg_scan, text, unpack
from badgekit.containers.payload import Payload
from badgekit.containers.sniff import PNG_SIGNATURE, Kind, sniff
from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.limits import Limits

__all__ = ["Chunk", "Version", "bake_png", "bake_svg", "extract"]

Version = Literal["3.0", "2.0"]
"""Which baking rule: that of Open Badges 3.0, or that of 2.0, which is that of 0.5 to 2.1."""
Chunk = Literal["iTXt", "tEXt"]

_LIMITS = Limits()
_HEADER_END = len(PNG_SIGNATURE) + 8 + 13 + 4
_ELEMENTS: dict[Version, tuple[str, bytes]] = {
    "3.0": (svg_scan.OB3_NAMESPACE, b"credential"),
    "2.0": (svg_scan.OB2_NAMESPACE, b"assertion"),
}


def extract(data: bytes) -> Payload:
    """Return the credential inside `data`: `badgekit.containers.unpack` with the default limits."""
    return unpack(data, _LIMITS)


def bake_png(
    image: bytes, credential: str | bytes, *, version: Version = "3.0", chunk: Chunk = "iTXt"
) -> bytes:
    """Return the PNG picture `image` with `credential` in a text chunk after its header.

    Everything else in the picture stays as it is, byte for byte; the same input gives the same output.

    Args:
        image: a PNG picture without a badge.
        credential: the JSON text of a credential with an embedded proof, or a compact JWS. JSON goes in
            exactly as given, white space around a token is removed. With version "2.0" also the JSON text of
            a hosted assertion, or its address.
        version: the generation of Open Badges; it has a keyword of its own.
        chunk: ``tEXt`` is where Open Badges 0.5 and 1.0 put the address of an assertion; version "2.0" only.

    Raises:
        ValueError: a ``tEXt`` chunk for version "3.0", or for text that is not ASCII.
        Malformed: ``input.already_baked``; ``input.not_a_credential``, ``json.*`` for the credential;
            ``png.*`` for the picture.
        Unsupported: ``input.not_a_badge`` when the picture is no PNG.
        LimitExceeded: the picture or the credential is larger than would be read back.
    """
    raw, _ = _read_credential(credential, version)
    if sniff(image) is not Kind.PNG:
        raise Unsupported("input.not_a_badge", found="no PNG picture")
    if chunk == "tEXt" and (version == "3.0" or not raw.isascii()):
        raise ValueError("a tEXt chunk is for ASCII text of Open Badges before 3.0")
    chunks, _ = png.walk(image, _LIMITS)
    if chunks:
        raise Malformed("input.already_baked", container="PNG")
    keyword = png.KEYWORD if version == "3.0" else png.OB2_KEYWORD
    body = chunk.encode() + keyword + (b"\0" if chunk == "tEXt" else b"\0\0\0\0\0") + raw
    baked = (
        image[:_HEADER_END]
        + (len(body) - 4).to_bytes(4, "big")
        + body
        + zlib.crc32(body).to_bytes(4, "big")
        + image[_HEADER_END:]
    )
    extract(baked)
    return baked


def bake_svg(image: bytes, credential: str | bytes, *, version: Version = "3.0", address: str = "") -> bytes:
    """Return the SVG picture `image` with a badge element directly inside its root.

    A compact JWS or an address goes into the attribute ``verify``, JSON into a CDATA section (white space
    around it and the kind of line ends are not kept, as XML asks). The rest of the picture stays, byte for
    byte.

    Args:
        image: an SVG picture in UTF-8 without a badge.
        credential: as for `bake_png`.
        version: the generation of Open Badges; it has an element and a namespace of its own.
        address: for version "2.0" and JSON: where the assertion is hosted; goes into ``verify``.

    Raises:
        ValueError: `address` has characters that an address does not have.
        Malformed: ``input.already_baked``; ``input.not_a_credential``, ``json.*`` for the credential;
            ``input.ambiguous`` when the assertion does not name `address`;
            ``svg.*`` for the picture; ``svg.not_bakeable`` when XML cannot carry a character of it.
        Unsupported: ``input.not_a_badge`` when the picture is no SVG; ``svg.encoding``.
        LimitExceeded: the picture or the credential is larger than would be read back.
    """
    raw, wanted = _read_credential(credential, version)
    if address and not text.is_address(address.encode()):
        raise ValueError(f"{address!r} is no web address")
    if sniff(image) is not Kind.XML:
        raise Unsupported("input.not_a_badge", found="no SVG picture")
    picture = svg_scan.scan(image, _LIMITS)
    if picture.badges:
        raise Malformed("input.already_baked", container="SVG")
    if picture.encoding == "us-ascii" and not raw.isascii():
        raise Unsupported("svg.encoding", encoding="us-ascii")
    baked = _insert(image, picture, raw, version, address)
    try:
        got = extract(baked)
    except Problem as problem:
        if problem.code != "svg.syntax":
            raise
        raise Malformed("svg.not_bakeable") from None
    same = (got.token, got.value, got.url) == (wanted.token, wanted.value, wanted.url)
    assert same, "what goes in must come out"
    return baked


def _read_credential(credential: str | bytes, version: Version) -> tuple[bytes, Payload]:
    """Check that `credential` is one; return the bytes to write and what they mean."""
    # A lone surrogate becomes bytes that are not UTF-8, which the reader below refuses by name.
    raw = credential.encode("utf-8", "surrogatepass") if isinstance(credential, str) else credential
    payload = text.read_embedded(
        raw, _LIMITS, container="object", location="credential", address_allowed=version == "2.0"
    )
    short = payload.token or payload.url
    return (raw if short is None else short.encode()), payload


def _insert(image: bytes, picture: svg_scan.Picture, raw: bytes, version: Version, address: str) -> bytes:
    namespace, name = _ELEMENTS[version]
    start, end = picture.root_tag
    declaration = f' xmlns:openbadges="{namespace}"'.encode()
    on_root, on_element = declaration, b""
    if "openbadges" in picture.root_prefixes:
        # Declared already: with our namespace there is nothing to add, with another the element shadows it.
        on_root = b""
        if picture.root_prefixes["openbadges"] != namespace:
            on_element = declaration
    body, verify = b"", raw
    if raw.lstrip().startswith(b"{"):
        body = b"<![CDATA[%s]]>" % raw.replace(b"]]>", b"]]]]><![CDATA[>")
        verify = address.encode()
    attribute = b' verify="%s"' % verify.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(
        b'"', b"&quot;"
    )
    element = b"<openbadges:%s%s%s>%s</openbadges:%s>" % (
        name,
        on_element,
        attribute if verify else b"",
        body,
        name,
    )
    if image[end - 2 : end] == b"/>":
        root = re.split(rb"[\s/]", image[start + 1 : end], maxsplit=1)[0]
        return image[: end - 2] + on_root + b">" + element + b"</" + root + b">" + image[end:]
    return image[: end - 1] + on_root + b">" + element + image[end:]
