"""Hashed identities: ``sha256$hex`` of identifier and salt, and what an older version may have instead."""

from __future__ import annotations

import hashlib
import hmac
import re

from badgekit.errors import Malformed

__all__ = ["WEAK_ALGORITHMS", "hash_matches", "is_hash_of_nothing", "parse_hash"]

_HASH = re.compile(r"(sha256|md5|sha1)\$([0-9a-fA-F]+)\Z", re.ASCII)
_DIGITS = {"sha256": 64, "md5": 32, "sha1": 40}
WEAK_ALGORITHMS = frozenset({"md5", "sha1"})
_BEFORE_2 = frozenset({"0.5", "1.0", "1.1"})
_BEFORE_3 = _BEFORE_2 | {"2.0"}


def parse_hash(identity: str, *, version: str, path: str) -> tuple[str, str]:
    """Return a hashed identity, its algorithm in lower case, and the name of that algorithm.

    Args:
        identity: ``sha256$hex`` or another IdentityHash (OB 2.0 and 3.0).
        version: of Open Badges: before 3.0 issuers wrote the name of the algorithm in capitals, before 2.0
            it could be SHA-1.
        path: where it stands, for the problem.

    Raises:
        Malformed: ``recipient.hash_malformed``, it is no hash that the version knows.
    """
    if version in _BEFORE_3:
        name, dollar, digits = identity.partition("$")
        identity = name.lower() + dollar + digits
    parts = _HASH.match(identity)
    if parts is None or len(parts.group(2)) != _DIGITS[parts.group(1)]:
        raise Malformed("recipient.hash_malformed", path)
    if parts.group(1) == "sha1" and version not in _BEFORE_2:
        raise Malformed("recipient.hash_malformed", path)
    return identity, parts.group(1)


def hash_matches(value: str, salt: str, identity_hash: str) -> bool:
    """Tell whether `identity_hash` is the digest of UTF-8(value + salt) (OB 2.0 and 3.0 IdentityHash).

    Whether the algorithm is one that the version of the badge allows is for `parse_hash` to say.
    """
    parts = _HASH.match(identity_hash)
    if parts is None or not value:
        return False
    algorithm, digits = parts.group(1), parts.group(2).lower()
    digest = hashlib.new(
        algorithm, (value + salt).encode("utf-8", "surrogatepass"), usedforsecurity=False
    ).hexdigest()
    return hmac.compare_digest(digest, digits)


def is_hash_of_nothing(identity_hash: str, salt: str) -> bool:
    """Tell whether the digest is that of the salt alone: it identifies no one."""
    parts = _HASH.match(identity_hash)
    if parts is None:
        return False
    digest = hashlib.new(parts.group(1), salt.encode("utf-8"), usedforsecurity=False).hexdigest()
    return digest == parts.group(2).lower()
