"""Securing credentials: Data Integrity proofs and compact JWS, made as the specifications say.

This is the other side of `badgekit.proofs`, kept apart from it on purpose: nothing here is shared with the
code that verifies, except the canonical form of a document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Literal, TypedDict

from badgekit import canonicaljson
from badgekit.dates import parse_timestamp
from badgekit.documents import VC_V1
from badgekit.jsonld import Engine
from badgekit.keys.public import KeyKind
from badgekit.testing import selective
from badgekit.testing.embedded_suites import (
    BARE_SUITES,
    EMBEDDED_SUITES,
    FURTHER_KINDS,
    JCS_SUITES,
    EmbeddedSuite,
    proof_type,
    recipe,
    with_context,
)
from badgekit.testing.encoding import base58, base64url, compact
from badgekit.testing.keys import ALGORITHM_KINDS, SigningKey
from badgekit.testing.publication import instant

__all__ = [
    "EMBEDDED_SUITES",
    "EmbeddedSuite",
    "ProofOptions",
    "TokenAlgorithm",
    "TokenOptions",
    "add_proof",
    "claims_token",
    "compact_jws",
    "detached_jws",
    "key_kind",
    "make_token",
    "token_payload",
]

TokenAlgorithm = Literal[
    "EdDSA", "ES256", "ES384", "ES512", "ES256K", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512"
]


class ProofOptions(TypedDict, total=False):
    """What an embedded proof can be told.

    Attributes:
        key: kind of key, to make ``ecdsa-rdfc-2019`` with "P-384" instead of "P-256", or
            ``JsonWebSignature2020`` with any.
        created, expires: dates of the proof; `created` is the start of validity by default, None for none.
        purpose: ``proofPurpose``, "assertionMethod" by default.
        method: ``verificationMethod`` in place of the true one.
        domain, challenge: members of the proof.
        proof_id: ``id`` of the proof, for others to build on.
        previous: ``previousProof``: id of a proof of the same document that this one builds on.
        revisions: context URL → revision name to canonicalise with.
        own_context: whether a proof of the JCS suites has the ``@context`` of the document, as their
            specification has it and as is the default; some issuers leave it out.
        header: members of the header of a detached JWS to replace or add; None takes one away.
        bare: make ``EcdsaSecp256r1Signature2019`` with a ``proofValue`` in place of a detached JWS.
        mandatory: JSON pointers of what a holder must show, for suites of selective disclosure; by default
            what decides whether a credential counts, `selective.DECISIVE`.
    """

    key: KeyKind
    created: datetime | None
    expires: datetime
    purpose: str
    method: str
    domain: str
    challenge: str
    proof_id: str
    previous: str
    revisions: Mapping[str, str]
    own_context: bool
    header: Mapping[str, Any]
    bare: bool
    mandatory: Iterable[str]


class TokenOptions(TypedDict, total=False):
    """What a token can be told.

    Attributes:
        reference: how the header points to the key: "kid" (the default), "jwk", "both" or "none".
        kid: the ``kid`` header in place of the id of the verification method.
        typ: the ``typ`` header, "JWT" by default, None for none.
        header: further headers.
        claims: registered claims to replace or add; None takes one away.
    """

    reference: Literal["kid", "jwk", "both", "none"]
    kid: str
    typ: str | None
    header: Mapping[str, Any]
    claims: Mapping[str, Any]


def key_kind(suite: str, only: KeyKind | None) -> KeyKind:
    """Return the kind of key that `suite` is made with by default; `only` is the one kind there is, if so.

    Raises:
        ValueError: unknown `suite`.
    """
    kinds = {**EMBEDDED_SUITES, **ALGORITHM_KINDS}
    if suite not in kinds:
        raise ValueError(f"{suite!r} is not one of {', '.join(kinds)}")
    return only if only is not None and only in FURTHER_KINDS.get(suite, ()) else kinds[suite]


def add_proof(
    credential: Mapping[str, Any],
    suite: str,
    *,
    key: SigningKey,
    method: str,
    created: datetime,
    engine: Engine,
    options: ProofOptions,
) -> dict[str, Any]:
    """Return `credential` with one more proof; the context that the suite needs is added if it is missing.

    Raises:
        Problem: the document has no canonical form, for instance because no context defines a member.
        ValueError: the suite cannot be on a credential of this data model.
    """
    secured = with_context(credential, suite)
    earlier = secured.pop("proof", [])
    proofs = list(earlier) if isinstance(earlier, list) else [earlier]
    proof = _proof_options(suite, method, options.get("created", created), options)
    signed: dict[str, Any] = dict(secured)
    if "previous" in options:
        signed["proof"] = [other for other in proofs if other.get("id") == options["previous"]]
    if suite in selective.SUITES:
        proof["proofValue"] = selective.base_value(
            signed, proof, mandatory=options.get("mandatory"), key=key, engine=engine
        )
        return {**secured, "proof": [*proofs, proof] if proofs else proof}
    hash_name, algorithm = recipe(suite, key.kind)
    if suite in JCS_SUITES:
        if options.get("own_context", True):
            proof = {"@context": secured["@context"], **proof}
        texts = [canonicaljson.dumps(part) for part in (proof, signed)]
    else:
        texts = [
            engine.canonicalize(
                part, context=secured["@context"], revisions=options.get("revisions"), hash_name=hash_name
            ).nquads
            for part in (proof, signed)
        ]
    message = b"".join(hashlib.new(hash_name, text).digest() for text in texts)
    if suite in BARE_SUITES or options.get("bare"):
        proof["proofValue"] = "z" + base58(key.sign(algorithm, message))
    else:
        proof["jws"] = detached_jws(message, algorithm, key, options.get("header", {}))
    return {**secured, "proof": [*proofs, proof] if proofs else proof}


def detached_jws(message: bytes, algorithm: str, key: SigningKey, header: Mapping[str, Any]) -> str:
    """Return a JWS with detached, unencoded payload (RFC 7797), `header` in its header."""
    members = {"alg": algorithm, "b64": False, "crit": ["b64"], **header}
    encoded = base64url(compact({name: value for name, value in members.items() if value is not None}))
    return f"{encoded}..{base64url(key.sign(algorithm, encoded.encode() + b'.' + message))}"


def _proof_options(
    suite: str, method: str, created: datetime | None, options: ProofOptions
) -> dict[str, Any]:
    kind = proof_type(suite)
    proof: dict[str, Any] = {"id": options["proof_id"]} if "proof_id" in options else {}
    proof |= {"type": kind} if kind == suite else {"type": kind, "cryptosuite": suite}
    for name, moment in (("created", created), ("expires", options.get("expires"))):
        if moment is not None:
            proof[name] = instant(moment)
    proof["verificationMethod"] = options.get("method", method)
    proof["proofPurpose"] = options.get("purpose", "assertionMethod")
    for name, value in (
        ("domain", options.get("domain")),
        ("challenge", options.get("challenge")),
        ("previousProof", options.get("previous")),
    ):
        if value is not None:
            proof[name] = value
    return proof


def make_token(
    credential: Mapping[str, Any], algorithm: str, *, key: SigningKey, method: str, options: TokenOptions
) -> str:
    """Return `credential` as a compact JWS (OB 3.0 section 8.2; VCDM 1.1 section 6.3.1)."""
    return claims_token(token_payload(credential), algorithm, key=key, method=method, options=options)


def claims_token(
    claims: Mapping[str, Any], algorithm: str, *, key: SigningKey, method: str, options: TokenOptions
) -> str:
    """Return `claims` as a compact JWS, changed as `options` say."""
    header: dict[str, Any] = {"alg": algorithm}
    typ = options.get("typ", "JWT")
    if typ is not None:
        header["typ"] = typ
    reference = options.get("reference", "kid")
    if reference in ("kid", "both"):
        header["kid"] = options.get("kid", method)
    if reference in ("jwk", "both"):
        header["jwk"] = key.jwk()
    header.update(options.get("header", {}))
    payload = dict(claims)
    for name, value in options.get("claims", {}).items():
        payload[name] = value
        if value is None:
            del payload[name]
    return compact_jws(header, payload, algorithm, key)


def compact_jws(
    header: Mapping[str, Any], payload: Mapping[str, Any], algorithm: str, key: SigningKey
) -> str:
    """Return `payload` as a compact JWS (RFC 7515 section 7.1), whatever `header` says of its algorithm."""
    signing_input = f"{base64url(compact(header))}.{base64url(compact(payload))}"
    return f"{signing_input}.{base64url(key.sign(algorithm, signing_input.encode()))}"


def token_payload(credential: Mapping[str, Any]) -> dict[str, Any]:
    """Return the claims set: the credential with its registered claims, or with ``vc`` for VCDM 1.1."""
    issuer, subject = credential.get("issuer"), credential.get("credentialSubject")
    claims = {
        "iss": issuer.get("id") if isinstance(issuer, Mapping) else issuer,
        "sub": subject.get("id") if isinstance(subject, Mapping) else None,
        "nbf": _numeric(credential.get("validFrom", credential.get("issuanceDate"))),
        "exp": _numeric(credential.get("validUntil", credential.get("expirationDate"))),
        "jti": credential.get("id"),
    }
    registered = {name: value for name, value in claims.items() if value is not None}
    if credential["@context"][0] == VC_V1:
        return {**registered, "vc": dict(credential)}
    return {**credential, **registered}


def _numeric(text: str | None) -> int | None:
    if text is None:
        return None
    return int((parse_timestamp(text).at - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())
