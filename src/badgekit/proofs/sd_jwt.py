"""SD-JWT, read strictly (RFC 9901): an issuer's JWS, disclosures behind it, and a proof of the holder's key.

    <JWS>~<disclosure>~...~<disclosure>~[<KB-JWT>]

The issuer signs digests of the parts that a holder may leave out; a disclosure shows one of them. What comes
out is the claims set with everything that is shown in its place (`disclosures`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from badgekit import strictjson
from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.keys.public import PublicKey
from badgekit.limits import Limits
from badgekit.proofs import disclosures, jws, key_binding, media_types
from badgekit.proofs.disclosure import Disclosure
from badgekit.proofs.key_binding import KeyBinding
from badgekit.proofs.media_types import MediaType

__all__ = ["SdJwt", "parse"]

_DEFAULT = Limits()
# IANA Named Information Hash Algorithm Registry, those that are not cut short.
_HASHES: Mapping[str, str] = {
    **{f"sha-{size}": f"sha{size}" for size in (256, 384, 512)},
    **{f"sha3-{size}": f"sha3_{size}" for size in (256, 384, 512)},
}


@dataclass(frozen=True, slots=True)
class SdJwt:
    """A token whose claims are a JSON object; nothing of it is verified yet.

    Attributes:
        payload: the claims with what is disclosed in its place, and without what only serves that.
        disclosure: what a holder was free to leave out.
        binding: the holder's proof of a key; None when there is none.
        signing_input: the bytes that the issuer signed.
        signature: the signature bytes.
        alg, kid, jwk, typ, cty, warnings: see `jws.Header`.
        media_type: what `typ` says the token is; None when it says nothing in particular.
    """

    payload: dict[str, Any]
    disclosure: Disclosure
    binding: KeyBinding | None
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
        return f"SD-JWT {self.alg}"

    def signed_by(self, key: PublicKey) -> bool:
        """Return whether `key` made the issuer's signature; raises as `jws.check_signature`."""
        return jws.check_signature(self.alg, key, self.signature, self.signing_input)


def parse(token: str, limits: Limits = _DEFAULT) -> SdJwt:
    """Read an SD-JWT that carries a credential or presentation (RFC 9901 sections 4 and 7.1).

    Raises:
        Malformed: ``sdjwt.*``, and what `jws.split` and `jws.read_header` raise; ``jwt.typ_not_allowed``,
            ``jwt.cty_not_allowed``, ``jwt.payload_not_object``, ``json.*``.
        Unsupported: ``sdjwt.ietf_credential``, ``sdjwt.hash_unsupported``, ``jwt.alg_unsupported``.
        LimitExceeded: ``sdjwt.too_many``, ``jwt.too_large``, ``json.*``.
    """
    # Counted before anything is cut.
    if token.count("~") > limits.disclosures + 1:
        raise LimitExceeded("sdjwt.too_many", limit=limits.disclosures)
    issued, *shown, last = token.split("~")
    if sum(map(len, shown)) // 4 * 3 > limits.json_bytes:
        raise LimitExceeded("jwt.too_large", part="disclosures", limit=limits.json_bytes)
    segments = jws.split(issued, limits)
    header = jws.read_header(segments.header)
    said = media_types.check_header("sd-jwt", header.typ, header.cty)
    claims = strictjson.loads(segments.payload, limits=limits)
    if not isinstance(claims, dict):
        raise Malformed("jwt.payload_not_object")
    if "vct" in claims and "@context" not in claims:
        raise Unsupported("sdjwt.ietf_credential", "$.vct", type=header.typ or "SD-JWT VC")
    if last and last.count(".") != 2:
        # Without a proof of the holder's key the last character is "~"; this may be a disclosure cut short.
        raise Malformed("sdjwt.no_end")
    hash_name = _hash(claims)
    payload, disclosure = disclosures.resolve(claims, shown, hash_name, limits)
    binding = None
    if last:
        presented = token[: len(token) - len(last)].encode("ascii")
        binding = key_binding.parse(last, hashlib.new(hash_name, presented).digest(), limits)
    return SdJwt(
        payload=payload,
        disclosure=disclosure,
        binding=binding,
        signing_input=segments.signing_input,
        signature=segments.signature,
        alg=header.alg,
        kid=header.kid,
        jwk=header.jwk,
        typ=header.typ,
        cty=header.cty,
        warnings=header.warnings,
        media_type=said,
    )


def _hash(claims: Mapping[str, Any]) -> str:
    given = claims.get("_sd_alg", "sha-256")
    if not isinstance(given, str):
        raise Malformed("sdjwt.hash", "$._sd_alg")
    if given not in _HASHES:
        raise Unsupported("sdjwt.hash_unsupported", "$._sd_alg", alg=given)
    return _HASHES[given]
