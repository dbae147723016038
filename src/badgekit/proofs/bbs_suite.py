"""bbs-2023: selective disclosure with BBS signatures (vc-di-bbs 3.2 to 3.4, a Candidate Recommendation).

The issuer signs the hashes of the proof options and of the mandatory statements as the header, and each other
statement as a message. The holder proves to know the signature, and shows some of the messages; two proofs of
one signature cannot be told to be of one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from badgekit.errors import LimitExceeded, Unsupported
from badgekit.jsonld import Canonical
from badgekit.jsonpath import child
from badgekit.limits import Limits
from badgekit.proofs import derived
from badgekit.proofs.rdfc_suites import covered, first_that_verifies
from badgekit.proofs.secured import Covered, Secured

__all__ = ["DerivedValue", "check", "read_value"]

_DERIVED = b"\xd9\x5d\x03"
# With a holder's secret, a pseudonym, or both (vc-di-bbs 3.2.5): how many components these have.
_FEATURES = {b"\xd9\x5d\x05": 6, b"\xd9\x5d\x07": 6, b"\xd9\x5d\x09": 7}
_BASES = (b"\xd9\x5d\x02", b"\xd9\x5d\x04", b"\xd9\x5d\x06", b"\xd9\x5d\x08")
_POINTS, _SCALAR = 3 * 48, 32
# What the pairing and all else that every check has costs, in statements.
_PAIRING = 20


@dataclass(frozen=True, slots=True)
class DerivedValue:
    """The components of a derived proof (vc-di-bbs 3.3.6).

    Attributes:
        proof: the BBS proof.
        labels: canonical label → the label that the issuer signed.
        mandatory: positions of the mandatory statements among those shown.
        shown: positions of the others that are shown, among the messages that were signed.
        presentation_header: what the holder bound the proof to.
    """

    proof: bytes
    labels: Mapping[str, str]
    mandatory: tuple[int, ...]
    shown: tuple[int, ...]
    presentation_header: bytes

    @property
    def hidden(self) -> int:
        """How many messages are not shown: the proof has a scalar for each, and four more."""
        return (len(self.proof) - _POINTS) // _SCALAR - 4


def read_value(path: str, proof: Mapping[str, Any], limits: Limits) -> DerivedValue:
    """Return the components of the proof's value.

    Raises:
        Malformed: ``proof.base`` for what is not for verifiers, ``proof.value_encoding``,
            ``proof.value_component``, ``cbor.malformed``.
        Unsupported: ``proof.feature_unsupported`` for holder binding and pseudonyms.
        LimitExceeded: ``proof.too_many_statements``, ``cbor.*``.
    """
    header, found = derived.components(path, proof, {_DERIVED: 5, **_FEATURES}, _BASES)
    if header != _DERIVED:
        raise Unsupported("proof.feature_unsupported", child(path, "proofValue"))
    data, labels, mandatory, shown, presentation_header = found
    if not isinstance(data, bytes) or len(data) < _POINTS + 4 * _SCALAR or (len(data) - _POINTS) % _SCALAR:
        raise derived.malformed(path, "bbsProof")
    if not isinstance(presentation_header, bytes):
        raise derived.malformed(path, "presentationHeader")
    names = derived.label_map(path, labels, int)
    positions = derived.indexes(path, shown, "selectiveIndexes")
    value = DerivedValue(
        data,
        {label: f"b{number}" for label, number in names.items()},
        tuple(derived.indexes(path, mandatory, "mandatoryIndexes")),
        tuple(positions),
        presentation_header,
    )
    signed = value.hidden + len(positions)
    if signed > limits.signed_statements:
        raise LimitExceeded("proof.too_many_statements", path, count=signed, limit=limits.signed_statements)
    # The shown statements are in their order, and so are their places.
    if positions != sorted(positions) or any(position >= signed for position in positions):
        raise derived.malformed(path, "selectiveIndexes")
    return value


def check(secured: Secured, value: DerivedValue) -> Covered:
    """Return what the proof covers (vc-di-bbs 3.4.7).

    Raises:
        Malformed: ``proof.invalid``, ``proof.value_component``, ``proof.own_context``, and what
            canonicalisation raises.
        Unsupported: ``proof.extra_missing``, the arithmetic is not installed.
        LimitExceeded: ``proof.too_much_signed``.
        Problem: the document has no canonical form here.
    """
    path = secured.path
    try:
        # Only whether it is there: without it nothing below can be imported.
        import py_arkworks_bls12381  # noqa: F401
    except ImportError:
        raise Unsupported("proof.extra_missing", path, suite=secured.suite.name, extra="bbs") from None
    from badgekit.proofs import bbs

    proof = bbs.parse(value.proof)
    if proof is None:
        raise derived.malformed(path, "bbsProof")
    (key,) = secured.key.key.material

    def judge(options: Canonical, document: Canonical) -> Covered | None:
        told = derived.reveal(path, document, value.labels, value.mandatory)
        if len(told.optional) != len(value.shown):
            raise derived.malformed(path, "selectiveIndexes")
        hashed = [
            hashlib.sha256(text).digest() for text in (options.nquads, "".join(told.mandatory).encode())
        ]
        messages = [line.encode() for line in told.optional]
        shown = list(zip(value.shown, messages, strict=True))
        secured.forms.work.check_signed(_PAIRING + value.hidden + len(shown))
        if not bbs.verify(key, proof, b"".join(hashed), value.presentation_header, shown):
            return None
        return covered(options, document, derived.disclosed(secured, document, told, hidden=value.hidden))

    return first_that_verifies(secured, judge)
