"""Changing a credential after it was signed, as somebody without the key would."""

from __future__ import annotations

import copy
import json
import re
from typing import Any, TypeVar, cast

from badgekit.testing.encoding import base64url, compact, from_base64url

__all__ = ["steps", "tamper"]

_STEP = re.compile(r"\.([A-Za-z_][A-Za-z0-9_]*)|\[([0-9]+)\]|\['([^']+)'\]")
Signed = TypeVar("Signed", bound=dict[str, Any] | str)
_REMOVE: Any = object()
"""Given as the new value, takes the member away."""


def tamper(signed: Signed, path: str, value: Any = _REMOVE) -> Signed:
    """Return a copy of `signed` with another value at `path`; the signature stays what it was.

    Args:
        signed: a signed credential, or a compact JWS, whose payload is changed.
        path: such as ``$.credentialSubject.achievement.name`` or ``$.credentialSubject.result[0]``; the last
            step may name a new member.
        value: the new value; without one, what is at `path` is taken away.

    Raises:
        ValueError: `path` is not of this form, or does not lead anywhere.
    """
    if isinstance(signed, str):
        header, payload, signature = signed.split(".")
        changed = _changed(json.loads(from_base64url(payload)), path, value)
        return cast(Signed, f"{header}.{base64url(compact(changed))}.{signature}")
    return cast(Signed, _changed(copy.deepcopy(signed), path, value))


def _changed(document: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    *before, last = steps(path)
    place: Any = document
    try:
        for step in before:
            place = place[step]
        if value is _REMOVE:
            del place[last]
        else:
            place[last] = value
    except (KeyError, IndexError, TypeError):
        raise ValueError(f"{path} leads nowhere in this credential") from None
    return document


def steps(path: str) -> list[str | int]:
    """Return the names and numbers in `path`; raises ValueError for another form."""
    matches = list(_STEP.finditer(path, 1))
    if not matches or path != "$" + "".join(match[0] for match in matches):
        raise ValueError(f"{path!r} is not a path such as $.credentialSubject.achievement.name")
    return [int(match[2]) if match[2] else match[1] or match[3] for match in matches]
