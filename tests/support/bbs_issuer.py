"""bbs-2023 from the other side: an issuer's base proof and a holder's derived proof, without chance.

The signing half of draft-irtf-cfrg-bbs-signatures, for tests alone: what should be random is hashed from what
is signed, so that the same calls give the same bytes.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from py_arkworks_bls12381 import G1Point, G2Point, Scalar

from badgekit.proofs import bbs
from badgekit.testing import IssuerSimulator
from badgekit.testing.encoding import base58
from badgekit.testing.selecting import Statements, select
from badgekit.testing.selective import written

ANNA = "anna@example.org"


def scalar(number: int) -> Scalar:
    return Scalar.from_be_bytes((number % bbs.ORDER).to_bytes(32, "big"))


def chance(*parts: object) -> Scalar:
    text = hashlib.sha512(repr(parts).encode()).digest()
    return scalar(int.from_bytes(text, "big") % (bbs.ORDER - 1) + 1)


def total(points: Sequence[G1Point], scalars: Sequence[Scalar]) -> G1Point:
    found = G1Point.identity()
    for point, factor in zip(points, scalars, strict=True):
        found = found + point * factor
    return found


@dataclass(frozen=True)
class Signature:
    a: G1Point
    e: Scalar


class BbsKey:
    """A key pair; `did` is the issuer whose key it is."""

    def __init__(self, seed: str = "issuer") -> None:
        self.secret = chance("key", seed)
        self.public = (G2Point() * self.secret).to_compressed_bytes()
        self.multibase = "z" + base58(b"\xeb\x01" + self.public)
        self.did = f"did:key:{self.multibase}"

    def terms(self, header: bytes, messages: Sequence[bytes]) -> tuple[Scalar, list[Scalar], list[G1Point]]:
        first, *rest = bbs.generators(len(messages) + 1)
        points = b"".join(point.to_compressed_bytes() for point in (first, *rest))
        text = self.public + len(rest).to_bytes(8, "big") + points + bbs.API
        domain = bbs.hash_to_scalar(text + len(header).to_bytes(8, "big") + header, b"H2S_")
        numbers = [scalar(bbs.hash_to_scalar(message, b"MAP_MSG_TO_SCALAR_AS_HASH_")) for message in messages]
        return scalar(domain), numbers, [first, *rest]

    def committed(self, header: bytes, messages: Sequence[bytes]) -> G1Point:
        domain, numbers, points = self.terms(header, messages)
        base = G1Point.from_compressed_bytes(bbs.BASE_POINT)
        return total([base, *points], [scalar(1), domain, *numbers])

    def sign(self, header: bytes, messages: Sequence[bytes]) -> Signature:
        """Section 3.5.1."""
        e = chance("e", header, messages)
        return Signature(self.committed(header, messages) * (self.secret + e).inverse(), e)

    def prove(
        self,
        signature: Signature,
        header: bytes,
        messages: Sequence[bytes],
        shown: Sequence[int],
        presentation_header: bytes,
    ) -> bytes:
        """Section 3.5.3."""
        domain, numbers, (_, *rest) = self.terms(header, messages)
        hidden = [at for at in range(len(messages)) if at not in shown]
        r1, r2, e_tilde, r1_tilde, r3_tilde = (chance(name, presentation_header) for name in "abcde")
        tildes = {at: chance("m", at, presentation_header) for at in hidden}
        b = self.committed(header, messages)
        d = b * r2
        a_bar = signature.a * (r1 * r2)
        b_bar = d * r1 - a_bar * signature.e
        one = a_bar * e_tilde + d * r1_tilde
        two = total([d, *(rest[at] for at in hidden)], [r3_tilde, *tildes.values()])
        text = len(shown).to_bytes(8, "big")
        text += b"".join(at.to_bytes(8, "big") + numbers[at].to_be_bytes() for at in shown)
        text += b"".join(point.to_compressed_bytes() for point in (a_bar, b_bar, d, one, two))
        text += domain.to_be_bytes() + len(presentation_header).to_bytes(8, "big") + presentation_header
        c = scalar(bbs.hash_to_scalar(text, b"H2S_"))
        r3 = r2.inverse()
        scalars = [
            e_tilde + signature.e * c,
            r1_tilde - r1 * c,
            r3_tilde - r3 * c,
            *(tildes[at] + numbers[at] * c for at in hidden),
            c,
        ]
        points = b"".join(point.to_compressed_bytes() for point in (a_bar, b_bar, d))
        return points + b"".join(number.to_be_bytes() for number in scalars)


class BbsBadge:
    """A badge of an issuer that is a did:key, as its holder has it."""

    def __init__(
        self,
        sim: IssuerSimulator,
        mandatory: Iterable[str] = ("/issuer", "/validFrom"),
        without: str = "",
        **options: Any,
    ) -> None:
        self.sim, self.key = sim, BbsKey()
        badge = sim.issue(ANNA, **options)
        badge["credentialSubject"]["achievement"].pop(without, None)
        self.document: dict[str, Any] = {**badge, "issuer": {**badge["issuer"], "id": self.key.did}}
        self.options = {
            "type": "DataIntegrityProof",
            "cryptosuite": "bbs-2023",
            "created": "2026-05-02T12:00:00Z",
            "verificationMethod": f"{self.key.did}#{self.key.multibase}",
            "proofPurpose": "assertionMethod",
        }
        self.pointers = list(mandatory)
        self.secret = hashlib.sha256(b"hmac").digest()
        self.statements = Statements(self.document, sim.engine, self._names)
        self.mandatory = frozenset(self.statements.of(self.pointers).lines if self.pointers else ())
        self.messages = [line for line in self.statements.lines if line not in self.mandatory]
        options_form = sim.engine.canonicalize(self.options, context=self.document["@context"]).nquads
        told = "".join(line for line in self.statements.lines if line in self.mandatory).encode()
        self.header = hashlib.sha256(options_form).digest() + hashlib.sha256(told).digest()
        self.signature = self.key.sign(self.header, [line.encode() for line in self.messages])

    def _names(self, labels: Sequence[str]) -> Mapping[str, str]:
        """The order of labels is shuffled with a secret (vc-di-bbs 3.3.1)."""
        ordered = sorted(labels, key=lambda label: hmac.digest(self.secret, label.encode(), "sha256"))
        return {label: f"b{number}" for number, label in enumerate(ordered)}

    def base(self) -> dict[str, Any]:
        """What the issuer gave out."""
        signature = self.signature.a.to_compressed_bytes() + self.signature.e.to_be_bytes()
        components = [signature, self.header, self.key.public, self.secret, self.pointers]
        proof = {**self.options, "proofValue": written(b"\xd9\x5d\x02", components)}
        return {**self.document, "proof": proof}

    def components(self, pointers: Sequence[str] = ("",), header: bytes = b"\x11\x33") -> list[Any]:
        part = self.statements.of([*self.pointers, *pointers])
        shown = [self.messages.index(line) for line in part.lines if line not in self.mandatory]
        messages = [line.encode() for line in self.messages]
        return [
            self.key.prove(self.signature, self.header, messages, shown, header),
            {int(label[4:]): int(name[1:]) for label, name in part.labels.items()},
            [index for index, line in enumerate(part.lines) if line in self.mandatory],
            shown,
            header,
        ]

    def shown(
        self, *pointers: str, components: list[Any] | None = None, header: str = "d95d03"
    ) -> dict[str, Any]:
        """What the holder shows: everything, or what is mandatory and `pointers` lead to."""
        chosen = pointers or ("",)
        found = self.components(chosen) if components is None else components
        value = written(bytes.fromhex(header), found)
        document = select(self.document, [*self.pointers, *chosen])
        return {**document, "proof": {**self.options, "proofValue": value}}
