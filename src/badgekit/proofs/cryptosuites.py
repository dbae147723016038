"""The cryptosuites that badgekit verifies, in one explicit table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from badgekit.keys.public import KeyKind

__all__ = ["SUITES", "Cryptosuite", "Family"]

Family = Literal["rdfc", "ecdsa-sd", "bbs"]
"""How a suite makes bytes of a document; see `badgekit.proofs.data_integrity`."""


@dataclass(frozen=True, slots=True)
class Cryptosuite:
    """One suite: which keys it takes and what follows from the key.

    Attributes:
        name: ``cryptosuite`` value, or the proof type of suites that have a type of their own.
        by_key: key kind → (hash name, signature algorithm). The hash is used inside RDFC-1.0 too
            (vc-di-ecdsa 3.2.3).
        spec: where the recipe stands.
        family: how the bytes that are signed come about.
    """

    name: str
    by_key: Mapping[KeyKind, tuple[str, str]]
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


_ED25519: Mapping[KeyKind, tuple[str, str]] = {"Ed25519": ("sha256", "Ed25519")}
_BBS: Mapping[KeyKind, tuple[str, str]] = {"BLS12-381-G2": ("sha256", "BBS")}
_P256: Mapping[KeyKind, tuple[str, str]] = {"P-256": ("sha256", "ES256")}
_ECDSA: Mapping[KeyKind, tuple[str, str]] = {"P-256": ("sha256", "ES256"), "P-384": ("sha384", "ES384")}

SUITES: Mapping[tuple[str, str], Cryptosuite] = {
    (kind, suite.name): suite
    for kind, suite in (
        ("DataIntegrityProof", Cryptosuite("eddsa-rdfc-2022", _ED25519, "vc-di-eddsa 3.2")),
        # The name of the same suite before it became a Recommendation; issuers of 2023 used it.
        ("DataIntegrityProof", Cryptosuite("eddsa-2022", _ED25519, "vc-di-eddsa 3.2")),
        ("DataIntegrityProof", Cryptosuite("ecdsa-rdfc-2019", _ECDSA, "vc-di-ecdsa 3.2")),
        ("DataIntegrityProof", Cryptosuite("bbs-2023", _BBS, "vc-di-bbs 3.4", "bbs")),
        ("DataIntegrityProof", Cryptosuite("ecdsa-sd-2023", _P256, "vc-di-ecdsa 3.6", "ecdsa-sd")),
        ("Ed25519Signature2020", Cryptosuite("Ed25519Signature2020", _ED25519, "vc-di-eddsa A.2")),
    )
}
