"""ecdsa-sd-2023: selective disclosure with ECDSA (vc-di-ecdsa 3.4 to 3.6).

The issuer signs the hashes of the proof options and of the mandatory statements, together with a public key
made for this one proof; the private key of that signs every other statement alone and is thrown away.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from badgekit.errors import LimitExceeded, Problem
from badgekit.jsonld import Canonical
from badgekit.keys import multikey
from badgekit.keys.public import PublicKey
from badgekit.limits import Limits
from badgekit.proofs import derived, signatures
from badgekit.proofs.rdfc_suites import covered, first_that_verifies
from badgekit.proofs.secured import Covered, Secured

__all__ = ["DerivedValue", "check", "read_value"]

_BASE, _DERIVED = b"\xd9\x5d\x00", b"\xd9\x5d\x01"


@dataclass(frozen=True, slots=True)
class DerivedValue:
    """The components of a derived proof (vc-di-ecdsa 3.5.7).

    Attributes:
        signature: of the issuer, 64 bytes.
        key_bytes: the public key made for this proof, as Multikey bytes.
        key: the same, read.
        signatures: of the optional statements, in order, 64 bytes each.
        labels: canonical label → the label that the issuer signed.
        mandatory: positions of the mandatory statements.
    """

    signature: bytes
    key_bytes: bytes
    key: PublicKey
    signatures: tuple[bytes, ...]
    labels: Mapping[str, str]
    mandatory: tuple[int, ...]


def read_value(path: str, proof: Mapping[str, Any], limits: Limits) -> DerivedValue:
    """Return the components of the proof's value.

    Raises:
        Malformed: ``proof.base`` for what is not for verifiers, ``proof.value_encoding``,
            ``proof.value_component``, ``cbor.malformed``.
        LimitExceeded: ``proof.too_many_statements``, ``cbor.*``.
    """
    _, (signature, key_bytes, each, labels, mandatory) = derived.components(
        path, proof, {_DERIVED: 5}, (_BASE,)
    )
    if not _is_signature(signature):
        raise derived.malformed(path, "baseSignature")
    if not isinstance(each, list) or not all(map(_is_signature, each)):
        raise derived.malformed(path, "signatures")
    if len(each) > limits.signed_statements:
        raise LimitExceeded(
            "proof.too_many_statements", path, count=len(each), limit=limits.signed_statements
        )
    names = derived.label_map(path, labels, bytes, 32)
    return DerivedValue(
        signature,
        key_bytes,
        _key(path, key_bytes),
        tuple(each),
        {label: f"u{_base64url(name)}" for label, name in names.items()},
        tuple(derived.indexes(path, mandatory, "mandatoryIndexes")),
    )


def _is_signature(value: Any) -> bool:
    return isinstance(value, bytes) and len(value) == 64


def _key(path: str, value: Any) -> PublicKey:
    try:
        key = multikey.from_bytes(value) if isinstance(value, bytes) else None
    except Problem:
        key = None
    # Only P-256 there (vc-di-ecdsa 3.6): another kind of key would make other signatures.
    if key is None or key.kind != "P-256":
        raise derived.malformed(path, "publicKey")
    return key


def _base64url(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def check(secured: Secured, value: DerivedValue) -> Covered:
    """Return what the issuer's signature and those of the single statements cover (vc-di-ecdsa 3.6.7).

    Raises:
        Malformed: ``proof.invalid``, ``proof.value_component``, ``proof.own_context``, and what
            canonicalisation raises.
        LimitExceeded: ``proof.too_much_signed``.
        Problem: the document has no canonical form here.
    """
    path = secured.path

    def judge(options: Canonical, document: Canonical) -> Covered | None:
        shown = derived.reveal(path, document, value.labels, value.mandatory)
        if len(shown.optional) != len(value.signatures):
            raise derived.malformed(path, "signatures")
        message = b"".join(
            (
                hashlib.sha256(options.nquads).digest(),
                value.key_bytes,
                hashlib.sha256("".join(shown.mandatory).encode()).digest(),
            )
        )
        if not signatures.verify("ES256", secured.key.key, value.signature, message):
            return None
        secured.forms.work.check_signed(len(value.signatures))
        for statement, signature in zip(shown.optional, value.signatures, strict=True):
            if not signatures.verify("ES256", value.key, signature, statement.encode()):
                return None
        return covered(options, document, derived.disclosed(secured, document, shown))

    return first_that_verifies(secured, judge)
