"""Digests by which a document pins another one: ``digestSRI`` and ``digestMultibase``.

VCDM 2.0 section 5.3, Subresource Integrity section 3.5 and Data Integrity 1.0 section 2.6. Whoever uses a
resource that somebody pinned reads what was demanded (`read`), fetches, and compares the very bytes it had
(`Digest.verify`). Each member that is there must fit; within one, the strongest algorithm decides.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.jsonpath import child
from badgekit.keys.multibase import decode_base64url, decode_multibase

__all__ = ["Content", "Digest", "read"]

_SRI, _MULTIBASE = "digestSRI", "digestMultibase"
_MOST_CHARACTERS = 2_000
_MOST_VALUES = 16
# One hash-expression: algorithm, digits, and options that nothing defines (SRI section 3.5).
_EXPRESSION = re.compile(r"([A-Za-z0-9]+)-([A-Za-z0-9+/_-]+)={0,2}(?:\?[!-~]*)?\Z", re.ASCII)
_SRI_BLANKS = re.compile(r"[ \t\n\f\r]+")
_TO_URL_ALPHABET = str.maketrans("+/", "-_")
_SRI_ALGORITHMS = {"sha256": "sha256", "sha384": "sha384", "sha512": "sha512"}
# Multicodec table, the hashes of Data Integrity 1.0 section 2.6 and their longer siblings.
_MULTIHASHES = {
    0x12: "sha256",
    0x20: "sha384",
    0x13: "sha512",
    0x16: "sha3_256",
    0x15: "sha3_384",
    0x14: "sha3_512",
}
_NAMES = {
    "sha256": "SHA-256",
    "sha384": "SHA-384",
    "sha512": "SHA-512",
    "sha3_256": "SHA3-256",
    "sha3_384": "SHA3-384",
    "sha3_512": "SHA3-512",
}


class Content:
    """The bytes of a resource with their digests, each of which is made once, however many demand one.

    Args:
        data: byte for byte as it was had, unpacked from any transfer encoding.
    """

    __slots__ = ("_made", "data")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._made: dict[str, bytes] = {}

    def made_with(self, name: str) -> bytes:
        """Return the digest that `hashlib` makes with the algorithm `name`."""
        if name not in self._made:
            self._made[name] = hashlib.new(name, self.data).digest()
        return self._made[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What one member demands of the bytes of a resource.

    Attributes:
        path: JSONPath of the member.
        expected: digests by the name that `hashlib` gives the algorithm, all of one strength; the bytes must
            have one of them.
    """

    path: str
    expected: tuple[tuple[str, bytes], ...]

    @property
    def algorithms(self) -> str:
        """What the digests are made with, such as ``SHA-384``."""
        return ", ".join(sorted({_NAMES[name] for name, _ in self.expected}))

    def verify(self, content: Content) -> None:
        """Raise unless `content` has one of the digests.

        Args:
            content: the resource.

        Raises:
            Malformed: ``digest.mismatch`` with ``algorithm``, at the path of the member.
        """
        if not any(content.made_with(name) == value for name, value in self.expected):
            raise Malformed("digest.mismatch", self.path, algorithm=self.algorithms)


def read(value: Mapping[str, Any], path: str = "$") -> tuple[Digest, ...]:
    """Return the digests that an object with an ``id`` states of the resource at that ``id``.

    Args:
        value: the object: a related resource, a credential schema, an image.
        path: where it stands.

    Returns:
        One `Digest` for each of the two members that is there; none where neither is. All must fit.

    Raises:
        Malformed: ``digest.malformed`` with ``reason``: no digest can be read from a member.
        Unsupported: ``digest.unsupported``: a member has none made with a known, unbroken algorithm.
    """
    found = []
    for member, split in ((_SRI, _expressions), (_MULTIBASE, _multihashes)):
        if member in value:
            where = child(path, member)
            try:
                known = split(value[member])
            except Problem as problem:
                raise type(problem)("digest.malformed", where, **problem.params) from None
            if not known:
                raise Unsupported("digest.unsupported", where)
            found.append(Digest(path=where, expected=_strongest(known)))
    return tuple(found)


def _strongest(known: list[tuple[str, bytes]]) -> tuple[tuple[str, bytes], ...]:
    # SRI, "get the strongest metadata from set": the weaker ones are for readers who know no better.
    longest = max(len(value) for _, value in known)
    return tuple((name, value) for name, value in known if len(value) == longest)


def _expressions(given: Any) -> list[tuple[str, bytes]]:
    text = _text(given).strip(" \t\n\f\r")
    parts = _SRI_BLANKS.split(text)
    if len(parts) > _MOST_VALUES:
        raise _malformed(f"more than {_MOST_VALUES} digests")
    known = []
    for part in parts:
        match = _EXPRESSION.match(part)
        if match is None:
            raise _malformed("it is not written as algorithm-digest")
        name = _SRI_ALGORITHMS.get(match[1].lower())
        if name is None:
            continue
        # Both alphabets are allowed, and padding is; a digest of the right length has one meaning in each.
        content = decode_base64url(match[2].translate(_TO_URL_ALPHABET), code="digest.malformed")
        known.append((name, _of_its_length(name, content)))
    return known


def _multihashes(given: Any) -> list[tuple[str, bytes]]:
    values = given if isinstance(given, list) else [given]
    if not values or len(values) > _MOST_VALUES:
        raise _malformed(f"no digest, or more than {_MOST_VALUES}")
    known = []
    for item in values:
        data = decode_multibase(_text(item), prefixes="uz", code="digest.malformed")
        # Every code and every length that is known here is one byte; 0x80 and more begin a longer number.
        if len(data) < 2:
            raise _malformed("it is shorter than a multihash")
        name = _MULTIHASHES.get(data[0])
        if name is None:
            continue
        if data[1] != len(data) - 2:
            raise _malformed("the multihash has another length than it says")
        known.append((name, _of_its_length(name, data[2:])))
    return known


def _of_its_length(name: str, content: bytes) -> bytes:
    # A digest that was cut short would fit other bytes, too.
    if len(content) != hashlib.new(name).digest_size:
        raise _malformed(f"it has not the length of {_NAMES[name]}")
    return content


def _text(given: Any) -> str:
    if not isinstance(given, str) or not given or len(given) > _MOST_CHARACTERS:
        raise _malformed("it is not a text of sensible length")
    return given


def _malformed(reason: str) -> Malformed:
    return Malformed("digest.malformed", reason=reason)
