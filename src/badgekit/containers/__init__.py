"""Containers: how a credential was packed (PNG, SVG, JSON text, a token, a message), and how to pack one.

What comes in is bytes from a stranger. What goes out is one `Payload`, or one `Problem` that says why
there is none. No picture is decoded, nothing is fetched, no signature is looked at here.
"""

from __future__ import annotations

from badgekit.containers import sniff, text
from badgekit.containers.payload import Payload
from badgekit.errors import LimitExceeded
from badgekit.limits import Limits

__all__ = ["Payload", "unpack"]


def unpack(data: bytes, limits: Limits) -> Payload:
    """Find the one credential inside `data` (Open Badges 3.0 section 5, Open Badges 2.0 Baking).

    The kind is told from the content alone: file names and media types are not asked.

    Args:
        data: a PNG or SVG picture, JSON text, a compact JWS, an SD-JWT, or a COSE message.
        limits: `input_bytes`, `json_bytes`, `json_depth`, `xml_depth` and `png_chunks` are applied.

    Returns:
        The payload, JSON already parsed strictly, a token untouched but for the white space around it.

    Raises:
        Malformed: ``input.*``, ``png.*``, ``svg.*`` or ``json.*``; the file breaks a rule of its format,
            or holds more than one badge (``input.ambiguous``).
        Unsupported: ``input.not_a_badge``, ``input.no_badge``, ``input.encrypted``,
            ``input.cose_other``, ``input.mdoc``, ``input.utf16``, ``svg.internal_dtd``, ``svg.encoding``.
        LimitExceeded: ``input.too_large``, ``input.token_too_large``, ``json.too_large``, ``json.too_deep``,
            ``png.too_many_chunks``, ``png.inflated_too_large``, ``svg.too_deep``, ``svg.too_complex``.
    """
    if len(data) > limits.input_bytes:
        raise LimitExceeded("input.too_large", limit=limits.input_bytes)
    kind = sniff.sniff(data)
    # What reads a picture is loaded for those who meet one.
    if kind is sniff.Kind.PNG:
        from badgekit.containers import png

        return png.unpack(data, limits)
    if kind is sniff.Kind.XML:
        from badgekit.containers import svg

        return svg.unpack(data, limits)
    return text.read_file(data, limits)
