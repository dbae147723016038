"""The picture of a BadgeClass, which Open Badges demands: is it there, and is it PNG or SVG?"""

from __future__ import annotations

from badgekit.errors import LimitExceeded, Malformed, Problem, Unavailable, Unsupported
from badgekit.gathering import addresses
from badgekit.gathering.asking import Desk
from badgekit.models.ob2.data_uri import picture_type

__all__ = ["look_at"]

_PATH = "$.badge.image"
_ACCEPT = "image/png, image/svg+xml"
# The caller decided that it is not to be asked for: that says nothing about the issuer.
_NOT_ASKED = frozenset({"net.offline", "net.not_in_documents", "net.not_in_snapshot"})


def look_at(url: str | None, desk: Desk) -> tuple[Problem | None, tuple[Problem, ...]]:
    """Return why the picture counts as missing, or None, and what else is to be said of it."""
    if not isinstance(url, str) or not addresses.is_web(url):
        return None, ()
    notes: list[Problem] = []
    try:
        response = desk.answer(url, _PATH, notes, _ACCEPT)
    except LimitExceeded as problem:
        return None, (Malformed("image.not_looked_at", _PATH, url=url, reason=problem.code),)
    except Unavailable as problem:
        if problem.code in _NOT_ASKED:
            return None, (Malformed("image.not_looked_at", _PATH, url=url, reason=problem.code),)
        return Unavailable("image.unavailable", _PATH, url=url, reason=problem.code), ()
    if picture_type(response.body) is None:
        found = response.media_type or "no stated type"
        return Unsupported("image.not_a_picture", _PATH, url=url, found=found), ()
    return None, tuple(notes)
