"""What can be wrong with a learner record: one word for each, for tests over all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from badgekit.testing.encoding import base64url, compact
from badgekit.testing.envelopes import enveloped
from badgekit.testing.tampering import tamper

if TYPE_CHECKING:
    from badgekit.testing.simulator import IssuerSimulator

__all__ = ["RECORD_FAULTS", "RecordFault", "RecordFaultKind"]

RecordFault = Literal[
    "entry_changed",
    "entry_expired",
    "entry_forged",
    "entry_no_algorithm",
    "entry_unsigned",
    "entry_unsigned_in_token",
    "other_person",
    "nobody_named",
    "circle",
    "end_missing",
    "too_many",
    "too_deep",
    "empty",
    "changed",
]
_ANNA = "did:example:anna"
_ENTRY = "$.credentialSubject.verifiableCredential[0]"


@dataclass(frozen=True, slots=True)
class RecordFaultKind:
    """One fault.

    Attributes:
        meaning: what it is, in words.
        make: makes a signed record with it, of the record's issuer and the one of the badge inside.
    """

    meaning: str
    make: Callable[[IssuerSimulator, IssuerSimulator], dict[str, Any] | str]


def _entry(
    change: Callable[[IssuerSimulator, IssuerSimulator], Any], suite: str = "eddsa-rdfc-2022"
) -> Callable[[IssuerSimulator, IssuerSimulator], dict[str, Any] | str]:
    """Return what makes a record around the one entry that `change` makes."""

    def make(sim: IssuerSimulator, college: IssuerSimulator) -> dict[str, Any] | str:
        return sim.sign(sim.record([change(sim, college)]), suite)

    return make


def _changed(sim: IssuerSimulator, college: IssuerSimulator) -> Any:
    path = "$.credentialSubject.achievement.name"
    return tamper(college.sign(college.issue(_ANNA)), path, "Brain Surgery")


def _no_algorithm(sim: IssuerSimulator, college: IssuerSimulator) -> Any:
    head = base64url(compact({"alg": "none", "typ": "vc+jwt"}))
    return enveloped(f"{head}.{base64url(compact(college.issue(_ANNA)))}.")


def _unsigned(sim: IssuerSimulator, college: IssuerSimulator) -> Any:
    return college.issue(_ANNA)


def _forged(sim: IssuerSimulator, college: IssuerSimulator) -> Any:
    return college.sign(college.issue(_ANNA), signer=sim)


def _expired(sim: IssuerSimulator, college: IssuerSimulator) -> Any:
    return college.sign(college.issue(_ANNA, valid_until=college.now - timedelta(days=1)))


def _for(recipient: str | None) -> Callable[[IssuerSimulator, IssuerSimulator], Any]:
    return lambda sim, college: college.sign(college.issue(recipient))


def _associated(*kinds: str, known: bool = True) -> Callable[[IssuerSimulator, IssuerSimulator], Any]:
    def make(sim: IssuerSimulator, college: IssuerSimulator) -> dict[str, Any] | str:
        badges = [college.sign(college.issue(_ANNA, achievement=name)) for name in ("One", "Two")]
        one, two = (badge["credentialSubject"]["achievement"]["id"] for badge in badges)
        two = two if known else "urn:uuid:5a1b2c3d-0000-4000-8000-00000000abcd"
        pairs = ((one, two), (two, one))
        associations = [(*pair[:1], kind, *pair[1:]) for pair, kind in zip(pairs, kinds, strict=False)]
        return sim.sign(sim.record(badges, associations=associations))

    return make


def _too_many(sim: IssuerSimulator, college: IssuerSimulator) -> dict[str, Any] | str:
    badge = college.issue(_ANNA)
    return sim.sign(sim.record([{**badge, "id": f"{badge['id']}#{index}"} for index in range(101)]), "EdDSA")


def _too_deep(sim: IssuerSimulator, college: IssuerSimulator) -> dict[str, Any] | str:
    record = sim.sign(sim.record([college.sign(college.issue(_ANNA))], _ANNA))
    for _ in range(5):
        record = sim.sign(sim.record([record], _ANNA))
    return record


def _empty(sim: IssuerSimulator, college: IssuerSimulator) -> dict[str, Any] | str:
    return sim.sign(sim.record([]), "EdDSA")


def _changed_itself(sim: IssuerSimulator, college: IssuerSimulator) -> dict[str, Any] | str:
    good = sim.sign(sim.record([college.sign(college.issue(_ANNA))]))
    return tamper(good, "$.name", "Doctoral Transcript")


RECORD_FAULTS: Mapping[RecordFault, RecordFaultKind] = {
    "entry_changed": RecordFaultKind("a badge inside was changed after it was signed", _entry(_changed)),
    "entry_expired": RecordFaultKind("a badge inside has expired", _entry(_expired)),
    "entry_forged": RecordFaultKind(
        "the record's issuer signed a badge inside as somebody else", _entry(_forged)
    ),
    "entry_no_algorithm": RecordFaultKind(
        "a badge inside is a token with the algorithm none", _entry(_no_algorithm)
    ),
    "entry_unsigned": RecordFaultKind(
        "a badge inside is not signed; the record's signature is one over statements", _entry(_unsigned)
    ),
    "entry_unsigned_in_token": RecordFaultKind(
        "a badge of somebody else inside is not signed; the record is a token", _entry(_unsigned, "EdDSA")
    ),
    "other_person": RecordFaultKind("a badge inside is somebody else's", _entry(_for("did:example:ben"))),
    "nobody_named": RecordFaultKind("a badge inside does not say whose it is", _entry(_for(None))),
    "circle": RecordFaultKind(
        "one achievement is part of another, and that of the first", _associated("isPartOf", "isChildOf")
    ),
    "end_missing": RecordFaultKind(
        "an association names an achievement that is not there", _associated("precedes", known=False)
    ),
    "too_many": RecordFaultKind("more credentials inside than are judged", _too_many),
    "too_deep": RecordFaultKind("records in records, deeper than is judged", _too_deep),
    "empty": RecordFaultKind("no credential inside", _empty),
    "changed": RecordFaultKind("changed after it was signed", _changed_itself),
}
"""Fault → what it is; see `WrongBadges.record`."""
