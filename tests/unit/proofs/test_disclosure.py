"""What a document says of itself: that its holder may have left members out."""

from __future__ import annotations

from typing import Any

import pytest

from badgekit.documents import identify

DERIVED = {"type": "DataIntegrityProof", "cryptosuite": "ecdsa-sd-2023", "proofValue": "u2V0BhVhA"}
BBS = {**DERIVED, "cryptosuite": "bbs-2023"}
BASE = {**DERIVED, "proofValue": "u2V0AhVhA"}
OTHER = {**DERIVED, "cryptosuite": "eddsa-rdfc-2022", "proofValue": "z3abc"}


@pytest.mark.parametrize(
    ("proof", "expected"),
    [
        (DERIVED, True),
        ([DERIVED], True),
        ([DERIVED, DERIVED], True),
        *((({**BBS, "proofValue": f"u2V0{letter}hVhA"}), letter in "DFHJ") for letter in "BCDEFGHIJKLd"),
        (BASE, False),
        (OTHER, False),
        # One proof of the whole, and nothing was left out.
        ([DERIVED, OTHER], False),
        ([OTHER, DERIVED], False),
        ([DERIVED, BASE], False),
        ({**OTHER, "proofValue": DERIVED["proofValue"]}, False),
        ({**DERIVED, "cryptosuite": ["ecdsa-sd-2023"]}, False),
        ({**DERIVED, "cryptosuite": None}, False),
        ({**DERIVED, "proofValue": ["u2V0B"]}, False),
        ({**DERIVED, "proofValue": None}, False),
        ({**DERIVED, "proofValue": "z2V0BhVhA"}, False),
        ([DERIVED, None], False),
        ([DERIVED, "u2V0B"], False),
        ([], False),
        ([None], False),
        ("u2V0B", False),
        (None, False),
        ({}, False),
    ],
)
def test_only_where_every_proof_is_derived_members_may_be_missing(proof: Any, expected: bool) -> None:
    document = {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"]}
    assert identify({**document, "proof": proof}).is_in_part is expected
    assert not identify(document).is_in_part
