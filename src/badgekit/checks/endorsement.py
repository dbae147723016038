"""Endorsements inside the credential: others' words, which the issuer's signature does not vouch for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from badgekit.checks.base import Check, Context, Decision, check, not_applicable, warning
from badgekit.documents import Kind

__all__ = ["embedded"]

_KINDS = frozenset({Kind.ACHIEVEMENT, Kind.ENDORSEMENT})
_MEMBERS = ("endorsement", "endorsementJwt")


@check("endorsement.evaluated", spec="OB 3.0 verification step 6", kinds=_KINDS, required=False)
def embedded(context: Context) -> Decision:
    """Says whether endorsements are embedded; none of them is offered as verified."""
    count = _count(context.document.value)
    if not count:
        return not_applicable("endorsement.none")
    return warning("endorsement.not_evaluated", count=count)


def _count(value: Mapping[str, Any]) -> int:
    total = 0
    waiting: list[Any] = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Mapping):
            for name, member in item.items():
                if name in _MEMBERS:
                    total += len(member) if isinstance(member, list) else 1
                waiting.append(member)
        elif isinstance(item, list):
            waiting.extend(item)
    return total


CHECKS: tuple[Check, ...] = (embedded,)
