"""Securing credentials as SD-JWTs (VC-JOSE-COSE section 3.2, RFC 9901), and what a holder does with them.

For tests. Made as the specifications say, with nothing of the code that verifies.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

from badgekit.testing.encoding import base64url
from badgekit.testing.keys import ALGORITHM_KINDS, SigningKey
from badgekit.testing.securing import compact_jws
from badgekit.testing.tampering import steps

__all__ = ["HeldSdJwt", "SdJwtOptions", "make_sd_jwt"]

_HASHES = {"sha-256": "sha256", "sha-384": "sha384", "sha-512": "sha512", "sha3-256": "sha3_256"}


class SdJwtOptions(TypedDict, total=False):
    """What an SD-JWT can be told.

    Attributes:
        disclosable: paths of the members and elements that the holder may leave out.
        decoys: how many digests at the top stand for nothing.
        hash: name of the digests' algorithm, "sha-256" by default.
        holder: the key to which the issuer binds the token; none by default.
        kid, typ: headers in place of the id of the method and of ``vc+sd-jwt``; None for none.
        header: further headers.
        claims: claims to add or replace before anything becomes disclosable; None takes one away.
    """

    disclosable: Iterable[str]
    decoys: int
    hash: str
    holder: SigningKey | None
    kid: str | None
    typ: str | None
    header: Mapping[str, Any]
    claims: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HeldSdJwt:
    """An SD-JWT in the hands of its holder.

    Attributes:
        issued: the issuer's JWS.
        disclosures: path of a part that may be left out → its disclosure.
        hash: name of the digests' algorithm.
        holder: the holder's key, if the token is bound to one.
    """

    issued: str
    disclosures: Mapping[str, str]
    hash: str
    holder: SigningKey | None

    def show(self, *paths: str) -> str:
        """Return the token with the parts at `paths` only; one inside another needs both."""
        return "~".join([self.issued, *(self.disclosures[path] for path in paths), ""])

    def show_all(self) -> str:
        """Return the token with everything."""
        return self.show(*self.disclosures)

    def bind(
        self,
        shown: str,
        *,
        audience: str,
        nonce: str,
        at: datetime,
        key: SigningKey | None = None,
        header: Mapping[str, Any] | None = None,
        claims: Mapping[str, Any] | None = None,
    ) -> str:
        """Return `shown` with the holder's proof of its key behind it (RFC 9901 section 4.3).

        Args:
            shown: what `show` returned.
            audience, nonce: for whom, and in answer to what.
            at: when.
            key: the key of a thief, in place of the holder's.
            header, claims: headers and claims to replace or add; None takes one away.

        Raises:
            ValueError: there is no key.
        """
        signing = key or self.holder
        if signing is None:
            raise ValueError("the token is bound to no key; give one")
        algorithm = next(name for name, kind in ALGORITHM_KINDS.items() if kind == signing.kind)
        digest = hashlib.new(_HASHES[self.hash], shown.encode("ascii")).digest()
        said = {"iat": int(at.timestamp()), "aud": audience, "nonce": nonce, "sd_hash": base64url(digest)}
        made = _changed(said, claims or {})
        return shown + compact_jws(
            _changed({"alg": algorithm, "typ": "kb+jwt"}, header or {}), made, algorithm, signing
        )


def make_sd_jwt(
    credential: Mapping[str, Any], algorithm: str, *, key: SigningKey, method: str, options: SdJwtOptions
) -> HeldSdJwt:
    """Return `credential` as an SD-JWT.

    Raises:
        ValueError: a path in `disclosable` leads nowhere.
    """
    name = options.get("hash", "sha-256")
    claims: dict[str, Any] = _changed(copy.deepcopy(dict(credential)), options.get("claims", {}))
    holder = options.get("holder")
    if holder is not None:
        claims["cnf"] = {"jwk": holder.jwk()}
    disclosures: dict[str, str] = {}
    # From the inside out, so that what is inside another part goes with it.
    for path in sorted(options.get("disclosable", ()), key=lambda path: -len(steps(path))):
        disclosures[path] = _hide(claims, path, name)
    for number in range(options.get("decoys", 0)):
        claims.setdefault("_sd", []).append(_digest(f"decoy {number}", name))
    if disclosures or "_sd" in claims:
        claims["_sd_alg"] = name
    presentation = "VerifiablePresentation" in credential.get("type", ())
    header = {
        "alg": algorithm,
        "typ": options.get("typ", "vp+sd-jwt" if presentation else "vc+sd-jwt"),
        "kid": options.get("kid", method),
        **options.get("header", {}),
    }
    issued = compact_jws(_changed(header, {}), claims, algorithm, key)
    return HeldSdJwt(issued, dict(reversed(disclosures.items())), name, holder)


def disclosure_of(*parts: Any) -> str:
    """Return salt, name and value, or salt and value, as they stand in a token."""
    return base64url(json.dumps(parts, ensure_ascii=False).encode())


def _hide(claims: dict[str, Any], path: str, name: str) -> str:
    *before, last = steps(path)
    place: Any = claims
    try:
        for step in before:
            place = place[step]
        value = place[last]
    except (KeyError, IndexError, TypeError):
        raise ValueError(f"{path} leads nowhere in this credential") from None
    salt = base64url(hashlib.sha256(path.encode()).digest()[:16])
    if isinstance(last, int):
        text = disclosure_of(salt, value)
        place[last] = {"...": _digest(text, name)}
    else:
        text = disclosure_of(salt, last, value)
        del place[last]
        place.setdefault("_sd", []).append(_digest(text, name))
    return text


def _digest(text: str, name: str) -> str:
    return base64url(hashlib.new(_HASHES[name], text.encode()).digest())


def _changed(members: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**members, **changes}.items() if value is not None}
