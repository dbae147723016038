"""Put a credential into a picture, and take it out again (Open Badges 3.0 section 5.3)."""

from __future__ import annotations

import re
import zlib

from badgekit.containers import png, svg_scan, text, unpack
from badgekit.containers.payload import Payload
from badgekit.containers.sniff import PNG_SIGNATURE, Kind, sniff
from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.limits import Limits

__all__ = ["bake_png", "bake_svg", "extract"]

_LIMITS = Limits()
_HEADER_END = len(PNG_SIGNATURE) + 8 + 13 + 4


def extract(data: bytes) -> Payload:
    """Return the credential inside `data`: `badgekit.containers.unpack` with the default limits."""
    return unpack(data, _LIMITS)


def bake_png(image: bytes, credential: str | bytes) -> bytes:
    """Return the PNG picture `image` with `credential` in an ``iTXt`` chunk after its header.

    Everything else in the picture stays as it is, byte for byte; the same input gives the same output.

    Args:
        image: a PNG picture without a badge.
        credential: the JSON text of a credential with an embedded proof, or a compact JWS. JSON goes in
            exactly as given, white space around a token is removed.

    Raises:
        Malformed: ``input.already_baked``; ``input.not_a_credential``, ``json.*`` for the credential;
            ``png.*`` for the picture.
        Unsupported: ``input.not_a_badge`` when the picture is no PNG.
        LimitExceeded: the picture or the credential is larger than would be read back.
    """
    raw, _ = _read_credential(credential)
    if sniff(image) is not Kind.PNG:
        raise Unsupported("input.not_a_badge", found="no PNG picture")
    chunks, _ = png.walk(image, _LIMITS)
    if chunks:
        raise Malformed("input.already_baked", container="PNG")
    body = b"iTXt" + png.KEYWORD + b"\0\0\0\0\0" + raw
    chunk = (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    baked = image[:_HEADER_END] + chunk + image[_HEADER_END:]
    extract(baked)
    return baked


def bake_svg(image: bytes, credential: str | bytes) -> bytes:
    """Return the SVG picture `image` with a ``credential`` element directly inside its root.

    A compact JWS goes into the attribute ``verify``, JSON into a CDATA section (white space around it and
    the kind of line ends are not kept, as XML asks). The rest of the picture stays, byte for byte.

    Args:
        image: an SVG picture in UTF-8 without a badge.
        credential: the JSON text of a credential with an embedded proof, or a compact JWS.

    Raises:
        Malformed: ``input.already_baked``; ``input.not_a_credential``, ``json.*`` for the credential;
            ``svg.*`` for the picture; ``svg.not_bakeable`` when XML cannot carry a character of it.
        Unsupported: ``input.not_a_badge`` when the picture is no SVG; ``svg.encoding``.
        LimitExceeded: the picture or the credential is larger than would be read back.
    """
    raw, wanted = _read_credential(credential)
    if sniff(image) is not Kind.XML:
        raise Unsupported("input.not_a_badge", found="no SVG picture")
    picture = svg_scan.scan(image, _LIMITS)
    if picture.badges:
        raise Malformed("input.already_baked", container="SVG")
    if picture.encoding == "us-ascii" and not raw.isascii():
        raise Unsupported("svg.encoding", encoding="us-ascii")
    baked = _insert(image, picture, raw)
    try:
        got = extract(baked)
    except Problem as problem:
        if problem.code != "svg.syntax":
            raise
        raise Malformed("svg.not_bakeable") from None
    assert (got.token, got.value) == (wanted.token, wanted.value), "what goes in must come out"
    return baked


def _read_credential(credential: str | bytes) -> tuple[bytes, Payload]:
    """Check that `credential` is one; return the bytes to write and what they mean."""
    # A lone surrogate becomes bytes that are not UTF-8, which the reader below refuses by name.
    raw = credential.encode("utf-8", "surrogatepass") if isinstance(credential, str) else credential
    payload = text.read_embedded(raw, _LIMITS, container="object", location="credential")
    return (raw if payload.token is None else payload.token.encode()), payload


def _insert(image: bytes, picture: svg_scan.Picture, raw: bytes) -> bytes:
    start, end = picture.root_tag
    declaration = f' xmlns:openbadges="{svg_scan.OB3_NAMESPACE}"'.encode()
    on_root, on_element = declaration, b""
    if "openbadges" in picture.root_prefixes:
        # Declared already: with our namespace there is nothing to add, with another the element shadows it.
        on_root = b""
        if picture.root_prefixes["openbadges"] != svg_scan.OB3_NAMESPACE:
            on_element = declaration
    if raw.lstrip().startswith(b"{"):
        body = raw.replace(b"]]>", b"]]]]><![CDATA[>")
        element = b"<openbadges:credential%s><![CDATA[%s]]></openbadges:credential>" % (on_element, body)
    else:
        element = b'<openbadges:credential%s verify="%s"></openbadges:credential>' % (on_element, raw)
    if image[end - 2 : end] == b"/>":
        name = re.split(rb"[\s/]", image[start + 1 : end], maxsplit=1)[0]
        return image[: end - 2] + on_root + b">" + element + b"</" + name + b">" + image[end:]
    return image[: end - 1] + on_root + b">" + element + image[end:]
