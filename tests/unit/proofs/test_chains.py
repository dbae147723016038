"""Which earlier proofs a proof builds on, and when it is refused for them (Data Integrity 1.0, 2.1.2)."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.judging import judge, result, said

from badgekit.errors import Malformed
from badgekit.proofs.chains import predecessors
from badgekit.testing import IssuerSimulator

MULTIKEY = "https://w3id.org/security/multikey/v1"

A, B, NAMELESS = {"id": "urn:a"}, {"id": "urn:b"}, {"type": "DataIntegrityProof"}
OTHERS: list[Any] = [NAMELESS, A, "text", None, {"id": 7}, {"id": ["urn:a"]}, B]


def proof(given: Any, name: str | None = "urn:own") -> dict[str, Any]:
    return {"previousProof": given, **({"id": name} if name else {})}


def refusal(one: dict[str, Any], *others: Any) -> tuple[str, str, object]:
    with pytest.raises(Malformed) as caught:
        predecessors("$.proof[0]", one, [one, *others])
    return caught.value.code, caught.value.path, caught.value.params.get("name")


@pytest.mark.parametrize("name", ["urn:own", None])
@pytest.mark.parametrize(
    ("given", "expected"),
    [("urn:a", [A]), (["urn:a"], [A]), (["urn:b", "urn:a"], [B, A]), (["urn:a", "urn:a"], [A, A])],
)
def test_exactly_those_that_are_named(given: Any, expected: list[Any], name: str | None) -> None:
    one = proof(given, name)
    assert predecessors("$.proof", one, [one, *OTHERS]) == expected


@pytest.mark.parametrize(
    "given", [None, [], {}, "", 7, True, [""], [7], ["urn:a", None], [["urn:a"]], {"urn:a": 1}]
)
def test_what_names_no_proof(given: Any) -> None:
    assert refusal(proof(given), *OTHERS) == ("proof.previous_missing", "$.proof[0].previousProof", None)


@pytest.mark.parametrize("name", ["urn:c", "urn:own", "urn:A"])
def test_a_proof_that_is_not_there_or_the_proof_itself(name: str) -> None:
    for given in (name, ["urn:a", name]):
        assert refusal(proof(given), *OTHERS)[::2] == ("proof.previous_missing", name)


def test_two_proofs_of_one_name() -> None:
    assert refusal(proof("urn:b"), A, B, {**A, "created": "x"})[0] == "proof.previous_missing"


@pytest.mark.parametrize("back", ["urn:own", ["urn:own"], ["urn:b", "urn:own"]])
@pytest.mark.parametrize("steps", [1, 2, 5])
def test_a_circle_of_any_length(back: Any, steps: int) -> None:
    ring: list[Any] = [proof(f"urn:{at + 1}", f"urn:{at}") for at in range(1, steps)]
    ring.append(proof(back, f"urn:{steps}"))
    assert refusal(proof("urn:1"), *ring, B)[0] == "proof.previous_loop"
    assert refusal(proof(["urn:b", "urn:1"]), B, *ring)[0] == "proof.previous_loop"


def test_what_leads_to_no_circle() -> None:
    """Two ways to one proof, a circle among others, and names of nothing are for those who name them."""
    others = [
        proof(["urn:a", "urn:nowhere", 7], "urn:1"),
        proof(["urn:a", "urn:3"], "urn:2"),
        proof("urn:2", "urn:3"),
        A,
    ]
    one = proof(["urn:1", "urn:2"])
    assert predecessors("$.proof", one, [one, *others]) == others[:2]
    nameless = proof("urn:4", None)
    odd = {"id": "urn:4", "previousProof": {"id": "urn:a"}}
    assert predecessors("$.proof", nameless, [nameless, odd]) == [odd]


@pytest.mark.parametrize("given", [7, None, {"urn:a": 1}, [None], [["urn:a"]], [{"id": "urn:a"}]])
def test_what_an_earlier_proof_names_may_be_anything(given: Any) -> None:
    """It is refused where that proof is judged, and breaks nothing here."""
    earlier = proof(given, "urn:1")
    for name in ("urn:own", None):
        one = proof("urn:1", name)
        assert predecessors("$.proof", one, [one, earlier, A]) == [earlier]


# ---- contexts that earlier proofs bring


def chained(sim: IssuerSimulator, badge: dict[str, Any], **members: Any) -> dict[str, Any]:
    """Return `badge` with a good proof that builds on the second of two that nobody can judge."""
    unknown = {**sim.sign(badge)["proof"], "cryptosuite": "of-somebody-2023"}
    earlier = {**unknown, "id": "urn:uuid:earlier", **members}
    return sim.sign({**badge, "proof": [unknown, earlier]}, previous="urn:uuid:earlier")


def endorsed(sim: IssuerSimulator) -> dict[str, Any]:
    return sim.issue(extra={"endorsement": [sim.sign(sim.endorse("urn:uuid:1"), "eddsa-jcs-2022")]})


@pytest.mark.parametrize("make", [IssuerSimulator.issue, endorsed])
@pytest.mark.parametrize(
    ("members", "place"),
    [
        ({}, None),
        ({"@context": "https://www.w3.org/ns/credentials/v2"}, None),
        ({"@context": MULTIKEY}, "$.proof[1]"),
        ({"@context": ["https://www.w3.org/ns/credentials/v2", MULTIKEY]}, "$.proof[1]"),
        (
            {"verificationMethod": {"id": "urn:x:1", "@context": "https://www.w3.org/ns/credentials/v2"}},
            "$.proof[1].verificationMethod",
        ),
    ],
)
def test_an_earlier_proof_may_name_the_contexts_of_the_document_again_and_no_others(
    make: Any, members: Any, place: str | None
) -> None:
    sim = IssuerSimulator("uni.example")
    report = judge(sim, chained(sim, make(sim), **members))
    assert said(report, "proof.integrity") == ("WARNING", "proof.verified")
    coverage = result(report, "proof.coverage")
    if place is None:
        assert (coverage.outcome, coverage.code) == ("PASSED", "proof.covers_tree")
    else:
        found = coverage.outcome, coverage.code, coverage.reason.path
        assert found == ("FAILED", "context.nested", place)


def test_in_a_tree_that_is_signed_as_it_stands_earlier_proofs_may_name_any() -> None:
    sim = IssuerSimulator("uni.example")
    badge = chained(sim, sim.issue(), **{"@context": MULTIKEY})
    earlier = badge["proof"][:2]
    signed = sim.sign({**badge, "proof": earlier}, "eddsa-jcs-2022", previous="urn:uuid:earlier")
    report = judge(sim, signed)
    assert said(report, "proof.integrity") == ("WARNING", "proof.verified")
    assert said(report, "proof.coverage") == ("PASSED", "proof.covers_tree")


def test_other_contexts_below_the_top_are_seen_as_well() -> None:
    sim = IssuerSimulator("uni.example")
    badge = sim.issue()
    badge["credentialSubject"]["@context"] = [MULTIKEY]
    coverage = result(judge(sim, chained(sim, badge)), "proof.coverage")
    assert (coverage.code, coverage.reason.path) == ("context.nested", "$.credentialSubject")


def test_in_a_presentation_earlier_proofs_name_its_contexts_again_too() -> None:
    sim = IssuerSimulator("uni.example")
    first = sim.present([], "eddsa-jcs-2022", proof_id="urn:uuid:1")
    assert "@context" in first["proof"]
    both = sim.sign(first, purpose="authentication", previous="urn:uuid:1")
    assert said(judge(sim, both), "proof.coverage") == ("PASSED", "proof.covers_tree")
