"""Find the badge in an SVG picture: one pass of expat, no entities, no DTD, nothing fetched or drawn.

Open Badges 3.0 section 5.3.2; Open Badges 2.0 Baking; Namespaces in XML 1.0. Elements are told by namespace
and local name, never by prefix.
"""

from __future__ import annotations

from badgekit.containers import text
from badgekit.containers.payload import Payload
from badgekit.containers.sniff import SPACE
from badgekit.containers.svg_scan import OB2, BadgeElement, scan
from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.limits import Limits

_SPACE = SPACE.decode()


def unpack(data: bytes, limits: Limits) -> Payload:
    """Return the badge of the SVG picture `data`.

    Raises:
        Malformed: ``svg.*``, ``input.ambiguous`` for two badge elements or for two badges in one element,
            and what `text.read_embedded` raises.
        Unsupported: ``input.no_badge``, ``input.not_a_badge``, ``svg.internal_dtd``, ``svg.entity``,
            ``svg.encoding``.
        LimitExceeded: ``svg.too_deep``, ``svg.too_complex``, and for the text.
    """
    picture = scan(data, limits)
    if not picture.badges:
        raise Unsupported("input.no_badge", container="SVG")
    if len(picture.badges) > 1:
        raise Malformed("input.ambiguous", count=len(picture.badges))
    badge = picture.badges[0]
    attribute = badge.verify.strip(_SPACE)
    body = badge.text.strip(_SPACE)
    if not attribute and not body:
        raise Malformed("svg.empty_badge")
    if not attribute:
        return _read(body, badge, "", limits, picture.warnings)
    if not body:
        return _read(attribute, badge, "attribute verify of ", limits, picture.warnings)
    if badge.name is not OB2:
        raise Malformed("input.ambiguous", count=2)
    payload = _read(body, badge, "", limits, picture.warnings)
    if attribute != body and attribute not in _addresses(payload):
        raise Malformed("input.ambiguous", count=2)
    return payload


def _read(
    raw: str, badge: BadgeElement, place: str, limits: Limits, warnings: tuple[Problem, ...]
) -> Payload:
    return text.read_embedded(
        raw.encode("utf-8"),
        limits,
        container="svg",
        location=f"{place}element {badge.name.label}",
        address_allowed=badge.name is OB2,
        warnings=warnings,
    )


def _addresses(payload: Payload) -> list[object]:
    """Return the addresses that an Open Badges 1 or 2 assertion gives itself.

    Its baking rule puts one of them into ``verify`` beside the body: the same badge, named twice.
    """
    value = payload.value or {}
    found: list[object] = [value.get("id")]
    for member in ("verify", "verification"):
        inner = value.get(member)
        if isinstance(inner, dict):
            found.append(inner.get("url"))
    return found
