"""Compact JWS, read strictly (RFC 7515 section 3.1 and 5.2), with the header rules of badge tokens.

Three segments, canonical base64url, strict JSON, an exact list of algorithms, and no header that would let
the token choose its own rules (``crit``, ``b64``) or its own key source (``jku``, ``x5u``, ``x5c``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from badgekit import strictjson
from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.jsonpath import child
from badgekit.keys.multibase import decode_base64url
from badgekit.keys.public import PublicKey
from badgekit.limits import Limits
from badgekit.proofs import media_types, signatures
from badgekit.proofs.media_types import MediaType

__all__ = [
    "HEADER_CHARACTERS",
    "SIGNATURE_CHARACTERS",
    "Header",
    "Jws",
    "Segments",
    "check_signature",
    "parse",
    "read_algorithm",
    "read_header",
    "split",
]

HEADER_CHARACTERS = 16 * 1024
"""Most characters of the encoded header; one with an RSA key of 8192 bits in it needs about 2000."""

SIGNATURE_CHARACTERS = 1400
"""Most characters of the encoded signature; RSA with 8192 bits needs 1366."""

# ``alg`` → name in `signatures.ALGORITHMS`. EdDSA stands for Ed25519 and Ed448 (RFC 8037); the key decides,
# and Ed448 keys are refused as unsupported where keys are read.
_ALGORITHMS = {name: name for name in signatures.ALGORITHMS} | {"EdDSA": "Ed25519"}
_UNSUPPORTED_ALGORITHMS = frozenset({"Ed448", "ESP256", "ESP384", "ESP512", "ESB256", "ESB384", "ESB512"})
_FOREIGN_KEYS = ("jku", "x5u", "x5c", "x5t", "x5t#S256")
_KNOWN = frozenset({"alg", "typ", "cty", "kid", "jwk"})


@dataclass(frozen=True, slots=True)
class Segments:
    """A compact JWS, decoded, before its header is judged.

    Attributes:
        header: the protected header.
        payload: the payload bytes.
        signing_input: the bytes that were signed: the first two segments as they stand.
        signature: the signature bytes.
    """

    header: Mapping[str, Any]
    payload: bytes
    signing_input: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """A header that keeps the rules.

    Attributes:
        alg: as written, one of the allowed algorithms.
        kid: as written; its grammar is judged where keys are resolved.
        jwk: as written; judged where keys are read.
        typ: lower case, without ``application/``; None when absent.
        cty: as `typ`.
        warnings: header members that nobody here understands.
    """

    alg: str
    kid: str | None = None
    jwk: Mapping[str, Any] | None = None
    typ: str | None = None
    cty: str | None = None
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Jws:
    """A token whose payload is a JSON object; nothing of it is verified yet.

    Attributes:
        header: the protected header as written.
        payload: the JSON object.
        signing_input: the bytes that were signed.
        signature: the signature bytes.
        alg, kid, jwk, typ, cty, warnings: see `Header`.
        media_type: what `typ` says the token is; None when it says nothing in particular.
    """

    header: Mapping[str, Any]
    payload: dict[str, Any]
    signing_input: bytes
    signature: bytes
    alg: str
    kid: str | None = None
    jwk: Mapping[str, Any] | None = None
    typ: str | None = None
    cty: str | None = None
    warnings: tuple[Problem, ...] = ()
    media_type: MediaType | None = None

    @property
    def mechanism(self) -> str:
        """What secures it, for people."""
        return f"JWS {self.alg}"

    def signed_by(self, key: PublicKey) -> bool:
        """Return whether `key` made the signature; raises as `check_signature`."""
        return check_signature(self.alg, key, self.signature, self.signing_input)


_DEFAULT = Limits()


def parse(token: str, limits: Limits = _DEFAULT) -> Jws:
    """Read a compact JWS that carries a credential or presentation.

    Raises:
        Malformed: what `split` and `read_header` raise, ``jwt.typ_not_allowed``, ``jwt.cty_not_allowed``,
            ``jwt.payload_not_object``, ``json.*``.
        Unsupported: ``jwt.alg_unsupported``.
        LimitExceeded: ``jwt.too_large``, ``json.*``.
    """
    segments = split(token, limits)
    header = read_header(segments.header)
    said = media_types.check_header("jwt", header.typ, header.cty)
    payload = strictjson.loads(segments.payload, limits=limits)
    if not isinstance(payload, dict):
        raise Malformed("jwt.payload_not_object")
    return Jws(
        segments.header,
        payload,
        segments.signing_input,
        segments.signature,
        header.alg,
        header.kid,
        header.jwk,
        header.typ,
        header.cty,
        header.warnings,
        said,
    )


def split(token: str, limits: Limits = _DEFAULT) -> Segments:
    """Take a compact JWS apart.

    Raises:
        Malformed: ``jwt.not_compact``, ``jwt.encrypted``, ``jwt.base64url``, ``jwt.header_not_object``,
            ``json.*``.
        LimitExceeded: ``jwt.too_large``, ``json.*``.
    """
    # Counted before anything is cut: two million dots cost one pass and no memory.
    dots = token.count(".")
    if dots != 2:
        raise Malformed("jwt.encrypted" if dots == 4 else "jwt.not_compact", segments=dots + 1)
    header_text, payload_text, signature_text = token.split(".")
    if len(header_text) > HEADER_CHARACTERS:
        raise LimitExceeded("jwt.too_large", part="header", limit=HEADER_CHARACTERS)
    if len(signature_text) > SIGNATURE_CHARACTERS:
        raise LimitExceeded("jwt.too_large", part="signature", limit=SIGNATURE_CHARACTERS)
    if len(payload_text) // 4 * 3 > limits.json_bytes:
        raise LimitExceeded("jwt.too_large", part="payload", limit=limits.json_bytes)
    header = strictjson.loads(decode_base64url(header_text, code="jwt.base64url"), limits=limits)
    if not isinstance(header, dict):
        raise Malformed("jwt.header_not_object")
    return Segments(
        header,
        decode_base64url(payload_text, code="jwt.base64url"),
        token[: len(header_text) + 1 + len(payload_text)].encode("ascii"),
        decode_base64url(signature_text, code="jwt.base64url"),
    )


def read_header(header: Mapping[str, Any]) -> Header:
    """Judge a protected header.

    Raises:
        Malformed: ``jwt.alg_not_allowed``, ``jwt.crit_unsupported``, ``jwt.b64_unsupported``,
            ``jwt.foreign_key_header``, ``jwt.header_member``.
        Unsupported: ``jwt.alg_unsupported``.
    """
    alg = read_algorithm(header)
    # Whatever crit names, and even if it names nothing: badgekit understands no extension (RFC 7515 4.1.11).
    if "crit" in header:
        raise Malformed("jwt.crit_unsupported", "$.crit")
    if "b64" in header:
        raise Malformed("jwt.b64_unsupported", "$.b64")
    for name in _FOREIGN_KEYS:
        if name in header:
            raise Malformed("jwt.foreign_key_header", child("$", name), member=name)
    jwk = header.get("jwk")
    if "jwk" in header and not isinstance(jwk, dict):
        raise Malformed("jwt.header_member", "$.jwk", member="jwk")
    unknown = [name for name in header if name not in _KNOWN]
    return Header(
        alg=alg,
        kid=_text(header, "kid"),
        jwk=jwk,
        typ=_media_type(header, "typ"),
        cty=_media_type(header, "cty"),
        warnings=tuple(Problem("jwt.unknown_header", child("$", name), member=name) for name in unknown[:10]),
    )


def read_algorithm(header: Mapping[str, Any]) -> str:
    """Return the algorithm that a protected header names.

    Raises:
        Malformed: ``jwt.alg_not_allowed`` for one that is no public-key signature, or for none.
        Unsupported: ``jwt.alg_unsupported``.
    """
    alg = header.get("alg")
    if isinstance(alg, str) and alg in _ALGORITHMS:
        return alg
    if isinstance(alg, str) and alg in _UNSUPPORTED_ALGORITHMS:
        raise Unsupported("jwt.alg_unsupported", "$.alg", alg=alg)
    raise Malformed("jwt.alg_not_allowed", "$.alg", alg=alg if "alg" in header else "missing")


def check_signature(alg: str, key: PublicKey, signature: bytes, signing_input: bytes) -> bool:
    """Return whether a JWS signature is good.

    Args:
        alg: the header's algorithm.
        key: the key; its kind, and the algorithm its publisher names for it, must agree with `alg`.
        signature: the signature bytes.
        signing_input: the bytes that were signed.

    Raises:
        Malformed: ``jwt.alg_not_allowed``, ``jwt.alg_key_mismatch``.
    """
    name = _ALGORITHMS.get(alg)
    if name is None:
        raise Malformed("jwt.alg_not_allowed", "$.alg", alg=alg)
    published = key.algorithm
    if signatures.key_kind(name) != key.kind or (
        published is not None and _ALGORITHMS.get(published) != name
    ):
        raise Malformed("jwt.alg_key_mismatch", "$.alg", alg=alg, kind=published or key.kind)
    return signatures.verify(name, key, signature, signing_input)


def _text(header: Mapping[str, Any], name: str) -> str | None:
    if name not in header:
        return None
    value = header[name]
    if not isinstance(value, str):
        raise Malformed("jwt.header_member", child("$", name), member=name)
    return value


def _media_type(header: Mapping[str, Any], name: str) -> str | None:
    value = _text(header, name)
    return None if value is None else media_types.normalised(value)
