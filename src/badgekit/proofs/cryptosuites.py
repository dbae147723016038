"""The cryptosuites that badgekit verifies, in one explicit table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from badgekit.keys.public import KeyKind

__all__ = ["SUITES", "Cryptosuite", "Family"]

Family = Literal["rdfc", "jcs", "linked-data", "ecdsa-sd", "bbs"]
"""How a suite makes bytes of a document; see `badgekit.proofs.data_integrity`."""


@dataclass(frozen=True, slots=True)
class Cryptosuite:
    """One suite: which keys it takes and what follows from the key.

    Attributes:
        name: ``cryptosuite`` value, or the proof type of suites that have a type of their own.
        by_key: key kind → (hash name, signature algorithm, further ones). The hash is used inside RDFC-1.0
            too (vc-di-ecdsa 3.2.3). Only a suite whose signature names its algorithm itself has several.
        spec: where the recipe stands.
        family: how the bytes that are signed come about.
    """

    name: str
    by_key: Mapping[KeyKind, tuple[str, ...]]
    spec: str
    family: Family = "rdfc"

    @property
    def key_kinds(self) -> frozenset[KeyKind]:
        """The key kinds that the suite allows."""
        return frozenset(self.by_key)

    def hash_for(self, kind: KeyKind) -> str:
        """Return the hashlib name for a key of `kind`."""
        return self.by_key[kind][0]

    def algorithm_for(self, kind: KeyKind) -> str:
        """Return the signature algorithm for a key of `kind`, as `signatures.verify` names it."""
        return self.by_key[kind][1]

    def algorithms_for(self, kind: KeyKind) -> tuple[str, ...]:
        """Return every signature algorithm that the suite allows with a key of `kind`."""
        return self.by_key[kind][1:]


_ED25519: Mapping[KeyKind, tuple[str, ...]] = {"Ed25519": ("sha256", "Ed25519")}
_BBS: Mapping[KeyKind, tuple[str, ...]] = {"BLS12-381-G2": ("sha256", "BBS")}
_P256: Mapping[KeyKind, tuple[str, ...]] = {"P-256": ("sha256", "ES256")}
_ECDSA: Mapping[KeyKind, tuple[str, ...]] = {"P-256": ("sha256", "ES256"), "P-384": ("sha384", "ES384")}

# The linked-data signatures hash with SHA-256 whatever the key, and name their algorithm as JWS does.
_JWS_2020: Mapping[KeyKind, tuple[str, ...]] = {
    "Ed25519": ("sha256", "EdDSA"),
    "P-256": ("sha256", "ES256"),
    "P-384": ("sha256", "ES384"),
    "secp256k1": ("sha256", "ES256K"),
    "RSA": ("sha256", "PS256"),
}
_DATA_INTEGRITY = (
    Cryptosuite("eddsa-rdfc-2022", _ED25519, "vc-di-eddsa 3.2"),
    Cryptosuite("ecdsa-rdfc-2019", _ECDSA, "vc-di-ecdsa 3.2"),
    # The names of the same suites before they became Recommendations; issuers of 2023 used them.
    Cryptosuite("eddsa-2022", _ED25519, "vc-di-eddsa 3.2"),
    Cryptosuite("ecdsa-2019", _ECDSA, "vc-di-ecdsa 3.2"),
    Cryptosuite("eddsa-jcs-2022", _ED25519, "vc-di-eddsa 3.3", "jcs"),
    Cryptosuite("ecdsa-jcs-2019", _ECDSA, "vc-di-ecdsa 3.3", "jcs"),
    Cryptosuite("ecdsa-sd-2023", _P256, "vc-di-ecdsa 3.6", "ecdsa-sd"),
    Cryptosuite("bbs-2023", _BBS, "vc-di-bbs 3.4", "bbs"),
)
_ED25519_2018: Mapping[KeyKind, tuple[str, ...]] = {"Ed25519": ("sha256", "EdDSA")}
_SECP256K1: Mapping[KeyKind, tuple[str, ...]] = {"secp256k1": ("sha256", "ES256K")}
_RSA_2018: Mapping[KeyKind, tuple[str, ...]] = {"RSA": ("sha256", "RS256", "PS256")}

_OF_THEIR_OWN_TYPE = (
    Cryptosuite("Ed25519Signature2020", _ED25519, "vc-di-eddsa A.2"),
    Cryptosuite("Ed25519Signature2018", _ED25519_2018, "lds-ed25519-2018", "linked-data"),
    Cryptosuite("JsonWebSignature2020", _JWS_2020, "lds-jws2020", "linked-data"),
    Cryptosuite("EcdsaSecp256k1Signature2019", _SECP256K1, "lds-ecdsa-secp256k1-2019", "linked-data"),
    Cryptosuite("EcdsaSecp256r1Signature2019", _P256, "lds-ecdsa-secp256r1-2019", "linked-data"),
    Cryptosuite("RsaSignature2018", _RSA_2018, "lds-rsa2018", "linked-data"),
)

SUITES: Mapping[tuple[str, str], Cryptosuite] = {
    **{("DataIntegrityProof", suite.name): suite for suite in _DATA_INTEGRITY},
    **{(suite.name, suite.name): suite for suite in _OF_THEIR_OWN_TYPE},
}
"""(Type of the proof, its ``cryptosuite`` or again its type) → the suite."""
