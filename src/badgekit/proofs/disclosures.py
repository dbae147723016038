"""Disclosures of an SD-JWT, put where the issuer's digests say they belong (RFC 9901 section 7.1).

Each digest may be used once, each disclosure must be asked for by one, and none may say anything twice: so
there is one claims set that the issuer can have meant, whoever puts it together.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from typing import Any

from badgekit import strictjson
from badgekit.errors import LimitExceeded, Malformed
from badgekit.jsonpath import child
from badgekit.keys.multibase import decode_base64url
from badgekit.limits import Limits
from badgekit.places import Places
from badgekit.proofs.disclosure import Disclosure

__all__ = ["resolve"]

_DIGESTS, _ELEMENT, _ALGORITHM = "_sd", "...", "_sd_alg"


def resolve(
    claims: dict[str, Any], shown: Sequence[str], hash_name: str, limits: Limits
) -> tuple[dict[str, Any], Disclosure]:
    """Return the claims with what is shown in its place, and what is known of the rest.

    Args:
        claims: what the issuer signed.
        shown: the disclosures as they stand in the token.
        hash_name: the name that `hashlib` gives the algorithm of the digests.
        limits: bounds.

    Raises:
        Malformed: ``sdjwt.disclosure``, ``sdjwt.digests``, ``sdjwt.digest_twice``, ``sdjwt.reserved``,
            ``sdjwt.name_twice``, ``sdjwt.unreferenced``.
        LimitExceeded: ``json.too_deep``, ``json.names_too_long``.
    """
    walk = _Walk(shown, hash_name, limits)
    payload = walk.object(claims, "$", 1, False)
    if walk.left:
        # Nobody signed it, and a reader that shows it would show what the holder made up.
        raise Malformed("sdjwt.unreferenced", count=len(walk.left))
    return payload, Disclosure("SD-JWT", tuple(walk.optional), walk.hidden, tuple(walk.hidden_in))


class _Walk:
    """One pass over the claims and, where a digest is met, over what it stands for."""

    def __init__(self, shown: Sequence[str], hash_name: str, limits: Limits) -> None:
        self.left: dict[str, list[Any]] = {}
        for text in shown:
            digest = hashlib.new(hash_name, text.encode("ascii", "replace")).digest()
            name = base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")
            if name in self.left:
                raise Malformed("sdjwt.digest_twice")
            self.left[name] = _disclosure(text, limits)
        self.optional: list[str] = []
        self.hidden = 0
        self.hidden_in: dict[str, None] = {}
        self._met: set[str] = set()
        self._depth = limits.json_depth
        self._places = Places()

    def object(self, value: dict[str, Any], path: str, depth: int, optional: bool) -> dict[str, Any]:
        if _ELEMENT in value:
            raise Malformed("sdjwt.reserved", path, name=_ELEMENT)
        found = {
            name: self.value(member, path, name, depth, optional)
            for name, member in value.items()
            if name != _DIGESTS and not (name == _ALGORITHM and path == "$")
        }
        digests = value.get(_DIGESTS, [])
        if not isinstance(digests, list) or not all(isinstance(digest, str) for digest in digests):
            raise Malformed("sdjwt.digests", child(path, _DIGESTS))
        for digest in digests:
            told = self._take(digest, path, 3)
            if told is None:
                continue
            name = told[1]
            if name in (_DIGESTS, _ELEMENT) or (name == _ALGORITHM and path == "$"):
                raise Malformed("sdjwt.reserved", path, name=name)
            if name in found:
                raise Malformed("sdjwt.name_twice", child(path, name), name=name)
            found[name] = self._shown(told[2], path, name, depth, optional)
        return found

    def value(self, value: Any, around: str, key: str | int, depth: int, optional: bool) -> Any:
        if not isinstance(value, dict | list):
            return value
        path = self._places.child(around, key)
        # Each text was bounded, and disclosures inside each other are as deep as all of them together.
        if depth >= self._depth:
            raise LimitExceeded("json.too_deep", path, limit=self._depth)
        if isinstance(value, dict):
            return self.object(value, path, depth + 1, optional)
        found: list[Any] = []
        for element in value:
            if not isinstance(element, dict) or _ELEMENT not in element:
                found.append(self.value(element, path, len(found), depth + 1, optional))
                continue
            digest = element[_ELEMENT]
            if len(element) != 1 or not isinstance(digest, str):
                raise Malformed("sdjwt.digests", child(path, len(found)))
            told = self._take(digest, path, 2)
            if told is not None:
                found.append(self._shown(told[1], path, len(found), depth + 1, optional))
        return found

    def _take(self, digest: str, path: str, parts: int) -> list[Any] | None:
        """Return the disclosure of `digest`; None where it is not shown, or stands for nothing (a decoy)."""
        if digest in self._met:
            raise Malformed("sdjwt.digest_twice", path)
        self._met.add(digest)
        told = self.left.pop(digest, None)
        if told is None:
            self.hidden += 1
            self.hidden_in[path] = None
        elif len(told) != parts:
            raise Malformed("sdjwt.disclosure", path, reason="it is for another place")
        return told

    def _shown(self, value: Any, around: str, key: str | int, depth: int, optional: bool) -> Any:
        if not optional:
            self.optional.append(self._places.child(around, key))
        return self.value(value, around, key, depth, True)


def _disclosure(text: str, limits: Limits) -> list[Any]:
    """Return salt, name and value of a member, or salt and value of an element (RFC 9901 section 4.2)."""
    raw = decode_base64url(text, code="sdjwt.disclosure")
    try:
        told = strictjson.loads(raw, limits=limits)
    except Malformed as problem:
        raise Malformed("sdjwt.disclosure", reason=str(problem)) from None
    if not isinstance(told, list) or len(told) not in (2, 3):
        raise Malformed("sdjwt.disclosure", reason="it is no list of two or three")
    if not all(isinstance(part, str) for part in told[:-1]):
        raise Malformed("sdjwt.disclosure", reason="its salt or its name is no text")
    return told
