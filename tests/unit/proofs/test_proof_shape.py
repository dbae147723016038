"""The members of one embedded proof: what each may be, and what is said of one that is something else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.proofs.proof_shape import proof_value, read_shape

METHOD = "did:web:uni.example#key-1"
PROOF: dict[str, Any] = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "proofPurpose": "assertionMethod",
    "verificationMethod": METHOD,
}
LEFT_OUT: Any = object()
NO_OBJECTS: list[Any] = [None, [], "proof", 7]
NO_METHODS: list[Any] = [LEFT_OUT, None, "", 7, [METHOD], {"id": METHOD}]
NO_DOMAINS: list[Any] = [None, 7, {}, ["a", 7]]
NO_CHALLENGES: list[Any] = [7, [], {}]
NO_MOMENTS: list[Any] = [None, 7, ["2026-01-01T00:00:00Z"]]


def changed(changes: Any) -> Any:
    if not isinstance(changes, dict):
        return changes
    return {name: value for name, value in {**PROOF, **changes}.items() if value is not LEFT_OUT}


def test_a_proof_needs_no_more_than_four_members() -> None:
    suite, facts = read_shape("$.proof", PROOF, "assertionMethod")
    assert suite.name == facts["suite"] == "eddsa-rdfc-2022"
    assert facts == {
        "path": "$.proof",
        "suite": "eddsa-rdfc-2022",
        "method": METHOD,
        "created": None,
        "expires": None,
        "domain": (),
        "challenge": None,
    }


@pytest.mark.parametrize("kind", ["Ed25519Signature2020", "JsonWebSignature2020"])
def test_a_suite_with_a_type_of_its_own_is_named_by_it(kind: str) -> None:
    shape = read_shape("$.proof", changed({"type": kind, "cryptosuite": LEFT_OUT}), "assertionMethod")
    assert shape.suite.name == shape.facts["suite"] == kind


def test_what_a_proof_says_of_its_occasion() -> None:
    said = {"created": "2026-01-01T00:00:00Z", "expires": "2026-01-02T01:00:00+01:00", "challenge": "n-1"}
    for domain, domains in (("a.example", ("a.example",)), (["a", "b"], ("a", "b")), ([], ())):
        _, facts = read_shape("$.proof", changed({**said, "domain": domain}), "assertionMethod")
        assert (facts["domain"], facts["challenge"]) == (domains, "n-1")
        assert facts["created"] == datetime(2026, 1, 1, tzinfo=UTC)
        assert facts["expires"] == datetime(2026, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "kind", "code", "member"),
    [
        *((nothing, Malformed, "proof.missing", "") for nothing in NO_OBJECTS),
        ({"type": LEFT_OUT}, Malformed, "proof.malformed", ".type"),
        ({"type": ["DataIntegrityProof"]}, Malformed, "proof.malformed", ".type"),
        ({"cryptosuite": LEFT_OUT}, Malformed, "proof.malformed", ".cryptosuite"),
        ({"cryptosuite": ""}, Malformed, "proof.malformed", ".cryptosuite"),
        ({"cryptosuite": 7}, Malformed, "proof.malformed", ".cryptosuite"),
        ({"cryptosuite": ["eddsa-rdfc-2022"]}, Malformed, "proof.malformed", ".cryptosuite"),
        # The name of a suite of the other sort; one that nobody knows.
        ({"cryptosuite": "Ed25519Signature2020"}, Unsupported, "proof.suite_unsupported", ""),
        ({"cryptosuite": "of-somebody-2023"}, Unsupported, "proof.suite_unsupported", ""),
        ({"type": "eddsa-rdfc-2022", "cryptosuite": LEFT_OUT}, Unsupported, "proof.suite_unsupported", ""),
        ({"type": "Ed25519Signature2020"}, Malformed, "proof.malformed", ".cryptosuite"),
        ({"proofPurpose": LEFT_OUT}, Malformed, "proof.wrong_purpose", ".proofPurpose"),
        ({"proofPurpose": "authentication"}, Malformed, "proof.wrong_purpose", ".proofPurpose"),
        ({"proofPurpose": ["assertionMethod"]}, Malformed, "proof.wrong_purpose", ".proofPurpose"),
        *(
            ({"verificationMethod": value}, Malformed, "proof.malformed", ".verificationMethod")
            for value in NO_METHODS
        ),
        *(({"domain": value}, Malformed, "proof.malformed", ".domain") for value in NO_DOMAINS),
        *(({"challenge": value}, Malformed, "proof.malformed", ".challenge") for value in NO_CHALLENGES),
        *(
            ({name: value}, Malformed, "proof.malformed", f".{name}")
            for name in ("created", "expires")
            for value in NO_MOMENTS
        ),
        ({"created": "yesterday"}, Malformed, "date.malformed", ".created"),
        ({"expires": "tomorrow"}, Malformed, "date.malformed", ".expires"),
    ],
)
def test_members_that_are_something_else(changes: Any, kind: type[Problem], code: str, member: str) -> None:
    with pytest.raises(Problem) as caught:
        read_shape("$.proof[1]", changed(changes), "assertionMethod")
    assert (type(caught.value), caught.value.code) == (kind, code)
    assert caught.value.path == f"$.proof[1]{member}"


def test_an_empty_proof_is_none() -> None:
    with pytest.raises(Malformed) as caught:
        read_shape("$.proof", {}, "assertionMethod")
    assert caught.value.code == "proof.missing"


@pytest.mark.parametrize(("given", "told"), [(LEFT_OUT, "none"), ("authentication", "authentication")])
def test_the_purpose_that_is_not_the_expected_one_is_named(given: object, told: str) -> None:
    with pytest.raises(Malformed) as caught:
        read_shape("$.proof", changed({"proofPurpose": given}), "assertionMethod")
    assert caught.value.params == {"purpose": told, "expected": "assertionMethod"}


def test_signature_bytes_are_base58_behind_a_z() -> None:
    assert proof_value("$.proof", {"proofValue": "z2g"}) == b"a"
    for value in (None, 7, "", "z", "u2g", "2g", "Z2g", "z0", "z2g=", ["z2g"], "z" + "2" * 201):
        with pytest.raises(Malformed) as caught:
            proof_value("$.proof", {"proofValue": value})
        assert (caught.value.code, caught.value.path) == ("proof.value_encoding", "$.proof.proofValue")
    with pytest.raises(Malformed):
        proof_value("$.proof", {})
