"""BBS proofs: that a signature of a key is known on messages of which some are shown.

The scheme of draft-irtf-cfrg-bbs-signatures with the ciphersuite BLS12-381-SHA-256, of which only the check
of proofs is here. The arithmetic of the curve, its pairing and its hash are those of py-arkworks-bls12381,
which the extra ``badgekit[bbs]`` installs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py_arkworks_bls12381 import G1Point, G2Point, Scalar

__all__ = ["Proof", "expand_message", "generators", "hash_to_scalar", "parse", "verify"]

API = b"BBS_BLS12381G1_XMD:SHA-256_SSWU_RO_H2G_HM2S_"
"""The identifier of ciphersuite and interface (section 3.6.3, 7.2.2)."""
BASE_POINT = bytes.fromhex(
    "a8ce256102840821a3e94ea9025e4662b205762f9776b3a766c872b948f1fd225e7c59698588e70d11406d161b4e28c9"
)
"""P1 of the ciphersuite (section 7.2.2)."""
ORDER = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
"""r, the order of both groups."""
POINT, SCALAR = 48, 32
"""Lengths of what is serialised."""
_EXPANDED = 48


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof (section 4.2.4.6, octets_to_proof).

    Attributes:
        a_bar, b_bar, d: points, none of them the identity.
        e_hat, r1_hat, r3_hat: scalars.
        messages: a scalar for each message that is not shown.
        challenge: a scalar.
    """

    a_bar: G1Point
    b_bar: G1Point
    d: G1Point
    e_hat: int
    r1_hat: int
    r3_hat: int
    messages: tuple[int, ...]
    challenge: int


def parse(data: bytes) -> Proof | None:
    """Return the proof that `data` is, None where it is none.

    Points are in their one compressed form, in the right subgroup and not the identity, and scalars are
    between 1 and r - 1.
    """
    points, scalars = data[: 3 * POINT], data[3 * POINT :]
    count = len(scalars) // SCALAR
    if len(scalars) % SCALAR or count < 4:
        return None
    a_bar, b_bar, d = (_g1(points[at : at + POINT]) for at in (0, POINT, 2 * POINT))
    numbers = [int.from_bytes(scalars[at : at + SCALAR], "big") for at in range(0, len(scalars), SCALAR)]
    if a_bar is None or b_bar is None or d is None or not all(0 < number < ORDER for number in numbers):
        return None
    return Proof(a_bar, b_bar, d, numbers[0], numbers[1], numbers[2], tuple(numbers[3:-1]), numbers[-1])


def _g1(data: bytes) -> G1Point | None:
    from py_arkworks_bls12381 import G1Point

    try:
        point = G1Point.from_compressed_bytes(data)
    except ValueError:
        return None
    if point == G1Point.identity() or not point.is_in_subgroup() or point.to_compressed_bytes() != data:
        return None
    return point


def _g2(data: bytes) -> G2Point | None:
    from py_arkworks_bls12381 import G2Point

    try:
        point = G2Point.from_compressed_bytes(data)
    except ValueError:
        return None
    if point == G2Point.identity() or not point.is_in_subgroup() or point.to_compressed_bytes() != data:
        return None
    return point


def verify(
    key: bytes,
    proof: Proof,
    header: bytes,
    presentation_header: bytes,
    shown: Sequence[tuple[int, bytes]],
) -> bool:
    """Return whether `proof` is one of a signature of `key` (section 3.5.4, ProofVerify).

    Args:
        key: the public key, a compressed point of G2.
        proof: the proof.
        header: what is signed beside the messages.
        presentation_header: what the holder bound the proof to.
        shown: position and bytes of each message that is shown, in ascending order.
    """
    from py_arkworks_bls12381 import GT, G1Point, G2Point

    owner = _g2(key)
    positions = [position for position, _ in shown]
    count = len(shown) + len(proof.messages)
    if owner is None or positions != sorted(set(positions)) or any(not 0 <= at < count for at in positions):
        return False
    first, *rest = generators(count + 1)
    scalars = [hash_to_scalar(text, b"MAP_MSG_TO_SCALAR_AS_HASH_") for _, text in shown]
    domain = _domain(key, first, rest, header)
    held = set(positions)
    hidden = [rest[at] for at in range(count) if at not in held]
    challenge = proof.challenge
    one = _sum((proof.b_bar, proof.a_bar, proof.d), (challenge, proof.e_hat, proof.r1_hat))
    told = _sum(
        [G1Point.from_compressed_bytes(BASE_POINT), first, *(rest[at] for at in positions)],
        [1, domain, *scalars],
    )
    two = _sum([told, proof.d, *hidden], [challenge, proof.r3_hat, *proof.messages])
    text = b"".join(
        (
            len(shown).to_bytes(8, "big"),
            *(
                at.to_bytes(8, "big") + number.to_bytes(SCALAR, "big")
                for at, number in zip(positions, scalars, strict=True)
            ),
            *(point.to_compressed_bytes() for point in (proof.a_bar, proof.b_bar, proof.d, one, two)),
            domain.to_bytes(SCALAR, "big"),
            len(presentation_header).to_bytes(8, "big"),
            presentation_header,
        )
    )
    if hash_to_scalar(text, b"H2S_") != challenge:
        return False
    # e(Abar, W) * e(Bbar, -BP2) = 1
    return GT.pairing_check([proof.a_bar, proof.b_bar], [owner, -G2Point()])


def _domain(key: bytes, first: G1Point, rest: Sequence[G1Point], header: bytes) -> int:
    """Return what binds generators and header to a signature (section 4.2.3, calculate_domain)."""
    points = b"".join(point.to_compressed_bytes() for point in (first, *rest))
    text = key + len(rest).to_bytes(8, "big") + points + API + len(header).to_bytes(8, "big") + header
    return hash_to_scalar(text, b"H2S_")


def _sum(points: Sequence[G1Point], numbers: Sequence[int]) -> G1Point:
    from py_arkworks_bls12381 import G1Point

    return G1Point.multiexp_unchecked(list(points), [_scalar(number) for number in numbers])


def _scalar(number: int) -> Scalar:
    from py_arkworks_bls12381 import Scalar

    return Scalar.from_be_bytes(number.to_bytes(SCALAR, "big"))


def generators(count: int) -> tuple[G1Point, ...]:
    """Return the first `count` generators of the ciphersuite, Q_1 and H_1 to H_L (section 4.1.1)."""
    return _generators(1 << max(6, (count - 1).bit_length()))[:count]


@cache
def _generators(count: int) -> tuple[G1Point, ...]:
    """They are constants, of which few sizes are asked for: powers of two."""
    from py_arkworks_bls12381 import G1Point

    seed = expand_message(API + b"MESSAGE_GENERATOR_SEED", API + b"SIG_GENERATOR_SEED_", _EXPANDED)
    found = []
    for number in range(1, count + 1):
        seed = expand_message(seed + number.to_bytes(8, "big"), API + b"SIG_GENERATOR_SEED_", _EXPANDED)
        found.append(G1Point.hash_to_curve(seed, API + b"SIG_GENERATOR_DST_"))
    return tuple(found)


def hash_to_scalar(text: bytes, purpose: bytes) -> int:
    """Return `text` as a scalar, for one purpose (section 4.2.2, hash_to_scalar)."""
    return int.from_bytes(expand_message(text, API + purpose, _EXPANDED), "big") % ORDER


def expand_message(text: bytes, separator: bytes, length: int) -> bytes:
    """Return `length` bytes of `text` (RFC 9380 section 5.3.1, expand_message_xmd with SHA-256)."""
    tail = separator + bytes([len(separator)])
    start = hashlib.sha256(bytes(64) + text + length.to_bytes(2, "big") + b"\0" + tail).digest()
    block = hashlib.sha256(start + b"\1" + tail).digest()
    found = block
    for number in range(2, -(-length // 32) + 1):
        mixed = bytes(a ^ b for a, b in zip(start, block, strict=True))
        block = hashlib.sha256(mixed + bytes([number]) + tail).digest()
        found += block
    return found[:length]
