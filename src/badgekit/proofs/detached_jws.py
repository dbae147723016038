"""Detached JWS with an unencoded payload (RFC 7515 appendix F, RFC 7797), as linked-data signatures carry it.

One form is read: ``header..signature``, with ``"b64": false`` and ``"crit": ["b64"]`` in the header. The
content is not in it, and under any other header other bytes would have been signed.
"""

from __future__ import annotations

from dataclasses import dataclass

from badgekit import strictjson
from badgekit.errors import LimitExceeded, Malformed, Problem
from badgekit.keys.multibase import decode_base64url
from badgekit.keys.public import PublicKey
from badgekit.limits import Limits
from badgekit.proofs import jws

__all__ = ["DetachedJws", "parse"]

# The proof says whose key it is, in a member that is looked up. A second source of keys contradicts that;
# mere hints (kid, x5t, x5t#S256, which MOSIP writes) are not needed.
_FOREIGN_KEYS = frozenset({"jwk", "jku", "x5u", "x5c"})


@dataclass(frozen=True, slots=True)
class DetachedJws:
    """A detached JWS; nothing of it is verified yet.

    Attributes:
        alg: the algorithm of the header.
        protected: the encoded header, as it stands.
        signature: the signature bytes.
    """

    alg: str
    protected: bytes
    signature: bytes

    def signed_by(self, key: PublicKey, payload: bytes) -> bool:
        """Return whether `key` made the signature over `payload`; raises as `jws.check_signature`."""
        return jws.check_signature(self.alg, key, self.signature, self.protected + b"." + payload)


def parse(text: str, path: str, limits: Limits) -> DetachedJws:
    """Read one detached JWS.

    Args:
        text: the characters.
        path: where they stand, as JSONPath.
        limits: bounds for reading JSON.

    Raises:
        Malformed: ``proof.jws`` with ``reason``, ``jwt.base64url``, ``json.*``,
            ``jwt.alg_not_allowed`` for names that stand for no public-key signature.
        Unsupported: ``jwt.alg_unsupported``.
        LimitExceeded: ``jwt.too_large``, ``json.*``.
    """
    if text.count(".") != 2:
        raise _wrong(path, "it does not have three parts")
    protected, payload, signature = text.split(".")
    if payload:
        raise _wrong(path, "it brings a content of its own")
    if len(protected) > jws.HEADER_CHARACTERS:
        raise LimitExceeded("jwt.too_large", path, part="header", limit=jws.HEADER_CHARACTERS)
    if len(signature) > jws.SIGNATURE_CHARACTERS:
        raise LimitExceeded("jwt.too_large", path, part="signature", limit=jws.SIGNATURE_CHARACTERS)
    try:
        header = strictjson.loads(decode_base64url(protected, code="jwt.base64url"), limits=limits)
        value = decode_base64url(signature, code="jwt.base64url")
        if not isinstance(header, dict):
            raise _wrong(path, "its header is not a JSON object")
        # Before anything that would look at the name: true is not 1 here, nor false 0.
        if header.get("b64") is not False or header.get("crit") != ["b64"]:
            raise _wrong(path, "its header does not say that the content is signed as it is (b64)")
        if not _FOREIGN_KEYS.isdisjoint(header):
            raise _wrong(path, "it brings its own source of keys")
        alg = jws.read_algorithm(header)
    except Problem as problem:
        problem.path = path
        raise
    return DetachedJws(alg, protected.encode("ascii"), value)


def _wrong(path: str, reason: str) -> Malformed:
    return Malformed("proof.jws", path, reason=reason)
