"""The suites of embedded proofs that the simulator makes: keys, recipes and the contexts they need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from badgekit.documents import VC_V1
from badgekit.keys.public import KeyKind

__all__ = [
    "BARE_SUITES",
    "EMBEDDED_SUITES",
    "FURTHER_KINDS",
    "JCS_SUITES",
    "EmbeddedSuite",
    "proof_type",
    "recipe",
    "with_context",
]

EmbeddedSuite = Literal[
    "eddsa-rdfc-2022",
    "eddsa-2022",
    "ecdsa-rdfc-2019",
    "ecdsa-2019",
    "eddsa-jcs-2022",
    "ecdsa-jcs-2019",
    "ecdsa-sd-2023",
    "Ed25519Signature2020",
    "Ed25519Signature2018",
    "JsonWebSignature2020",
    "EcdsaSecp256k1Signature2019",
    "EcdsaSecp256r1Signature2019",
    "RsaSignature2018",
]

EMBEDDED_SUITES: Mapping[str, KeyKind] = {
    "eddsa-rdfc-2022": "Ed25519",
    "eddsa-2022": "Ed25519",
    "ecdsa-rdfc-2019": "P-256",
    "ecdsa-2019": "P-256",
    "eddsa-jcs-2022": "Ed25519",
    "ecdsa-jcs-2019": "P-256",
    "ecdsa-sd-2023": "P-256",
    "Ed25519Signature2020": "Ed25519",
    "Ed25519Signature2018": "Ed25519",
    "JsonWebSignature2020": "Ed25519",
    "EcdsaSecp256k1Signature2019": "secp256k1",
    "EcdsaSecp256r1Signature2019": "P-256",
    "RsaSignature2018": "RSA",
}
"""Suite → the kind of key it takes when none is asked for."""

_DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
_SUITES = "https://w3id.org/security/suites"
# Type of proof → the context to add for it with VCDM 1.1 and with VCDM 2.0; "" where the data model's own has
# it, None where no context has it that the data model gets along with.
_NEEDED: Mapping[str, tuple[str, str | None]] = {
    "DataIntegrityProof": (_DATA_INTEGRITY, ""),
    "Ed25519Signature2020": (f"{_SUITES}/ed25519-2020/v1", f"{_SUITES}/ed25519-2020/v1"),
    "Ed25519Signature2018": ("", f"{_SUITES}/ed25519-2018/v1"),
    "JsonWebSignature2020": (f"{_SUITES}/jws-2020/v1", f"{_SUITES}/jws-2020/v1"),
    "EcdsaSecp256k1Signature2019": ("", f"{_SUITES}/secp256k1-2019/v1"),
    "EcdsaSecp256r1Signature2019": ("", None),
    "RsaSignature2018": ("", None),
}

JCS_SUITES = frozenset({"eddsa-jcs-2022", "ecdsa-jcs-2019"})
"""Suites that sign the JSON tree in canonical form; all others sign its statements."""

FURTHER_KINDS: Mapping[str, tuple[KeyKind, ...]] = {
    **dict.fromkeys(("ecdsa-rdfc-2019", "ecdsa-2019", "ecdsa-jcs-2019"), ("P-384",)),
    "JsonWebSignature2020": ("P-256", "P-384", "secp256k1", "RSA"),
}
"""Suite → the other kinds of key that it can be made with."""

BARE_SUITES = frozenset(
    {
        "eddsa-rdfc-2022",
        "eddsa-2022",
        "ecdsa-rdfc-2019",
        "ecdsa-2019",
        "eddsa-jcs-2022",
        "ecdsa-jcs-2019",
        "Ed25519Signature2020",
    }
)
"""Suites that write the bare signature and not a detached JWS."""

# Kind of key → hash, and JWS name of the signature (vc-di-eddsa 3.2, vc-di-ecdsa 3.2).
_RECIPES: Mapping[str, tuple[str, str]] = {
    "Ed25519": ("sha256", "EdDSA"),
    "P-256": ("sha256", "ES256"),
    "P-384": ("sha384", "ES384"),
}
# The same for what came before: SHA-256 whatever the key (lds-jws2020).
_OLD_RECIPES: Mapping[str, tuple[str, str]] = {
    "Ed25519": ("sha256", "EdDSA"),
    "P-256": ("sha256", "ES256"),
    "P-384": ("sha256", "ES384"),
    "secp256k1": ("sha256", "ES256K"),
    "RSA": ("sha256", "PS256"),
}


def recipe(suite: str, kind: KeyKind) -> tuple[str, str]:
    """Return the name of the hash and the JWS name of the signature that `suite` has with a key of `kind`."""
    if suite == "RsaSignature2018":
        return "sha256", "RS256"
    return (_RECIPES if suite in BARE_SUITES else _OLD_RECIPES)[kind]


def with_context(credential: Mapping[str, Any], suite: str) -> dict[str, Any]:
    """Return `credential` with the context that `suite` needs, added if it is missing.

    Raises:
        ValueError: the suite cannot be on a credential of this data model.
    """
    contexts = list(credential["@context"])
    needed = _NEEDED[proof_type(suite)][0 if contexts[0] == VC_V1 else 1]
    if needed is None:
        raise ValueError(f"only the context of VCDM 1.1 has {suite}")
    if not needed or needed in contexts:
        return dict(credential)
    return {**credential, "@context": [*contexts, needed]}


def proof_type(suite: str) -> str:
    """Return the ``type`` of a proof made with `suite`."""
    return suite if suite in _NEEDED else "DataIntegrityProof"
