"""Which earlier proofs a proof builds on, and when it is refused for them (Data Integrity 1.0, 2.1.2)."""

from __future__ import annotations

from typing import Any

import pytest

from badgekit.errors import Malformed
from badgekit.proofs.chains import predecessors

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
