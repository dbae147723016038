"""What can be wrong with what a holder shows of a credential: one word for each, for tests over all."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from badgekit import strictcbor
from badgekit.testing.keys import derive
from badgekit.testing.selecting import select
from badgekit.testing.selective import Base, components_of, written
from badgekit.testing.tampering import tamper

if TYPE_CHECKING:
    from badgekit.testing.simulator import IssuerSimulator

__all__ = ["DISCLOSURE_FAULTS", "DisclosureFault", "DisclosureFaultKind"]

DisclosureFault = Literal[
    "base_shown",
    "value_changed",
    "mandatory_changed",
    "mandatory_left_out",
    "statement_unsigned",
    "signed_by_holder",
    "of_another_badge",
    "object_split",
    "objects_swapped",
    "signature_missing",
    "header_cut",
    "tagged",
]
_RESULT = "$.credentialSubject.result[0]"
_RESULTS = "/credentialSubject/result"
Shown = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DisclosureFaultKind:
    """One fault.

    Attributes:
        meaning: what it is, in words.
        make: makes it of an issuer and its badge with a base proof.
    """

    meaning: str
    make: Callable[[IssuerSimulator, Shown], Shown]

    def show(self, sim: IssuerSimulator) -> Shown:
        """Return what somebody shows of a badge of `sim`."""
        return self.make(sim, _badge(sim))


def _badge(sim: IssuerSimulator, name: str = "First Aid") -> Shown:
    results = [{"status": "Failed", "value": "4"}, {"value": "80", "achievedLevel": "urn:level:2"}]
    achievement = {"id": f"https://{sim.host}/achievements/1", "name": name}
    badge = sim.issue(results=results, achievement=achievement, name="A badge")
    return sim.sign(badge, "ecdsa-sd-2023", mandatory=["/issuer", "/validFrom"])


def _base(sim: IssuerSimulator, signed: Shown) -> Shown:
    return signed


def _changed(path: str, value: str) -> Callable[[IssuerSimulator, Shown], Shown]:
    def make(sim: IssuerSimulator, signed: Shown) -> Shown:
        changed = tamper(sim.derive(signed), path, value)
        assert isinstance(changed, dict)
        return changed

    return make


def _left_out(sim: IssuerSimulator, signed: Shown) -> Shown:
    shown = sim.derive(signed)
    del shown["validFrom"]
    return shown


def _components(change: Callable[[list[Any]], object]) -> Callable[[IssuerSimulator, Shown], Shown]:
    """Return what shows everything, with changed components of the proof."""

    def make(sim: IssuerSimulator, signed: Shown) -> Shown:
        shown = sim.derive(signed)
        header, components = components_of(shown["proof"])
        change(components)
        shown["proof"]["proofValue"] = written(header, components)
        return shown

    return make


def _by_holder(sim: IssuerSimulator, signed: Shown) -> Shown:
    base = Base(signed, sim.engine)
    shown = copy.deepcopy(base.document)
    shown["credentialSubject"]["result"][0]["status"] = "Completed"
    own = derive("P-256", b"the holder's own")
    part = base.statements.shown_as(shown, base.statements.names)
    base.public = b"\x80\x24" + own.raw()
    base.signature_of = {line: own.sign("ES256", line.encode()) for line in part.lines}
    return {**shown, "proof": base.proof_for(part)}


def _of_another(sim: IssuerSimulator, signed: Shown) -> Shown:
    base, other = Base(signed, sim.engine), Base(_badge(sim, "Brain Surgery"), sim.engine)
    shown = copy.deepcopy(base.document)
    shown["credentialSubject"]["achievement"]["name"] = "Brain Surgery"
    # Whatever the one badge does not say, the other says and has a good signature for.
    base.signature_of = {**other.signature_of, **base.signature_of}
    return {**shown, "proof": base.proof_for(base.statements.shown_as(shown, base.statements.names))}


def _split(sim: IssuerSimulator, signed: Shown) -> Shown:
    base = Base(signed, sim.engine)
    shown = select(base.document, [*base.pointers, "/credentialSubject"])
    bad, good = shown["credentialSubject"]["result"]
    parts = [{"type": bad["type"], "status": bad["status"]}, {"type": bad["type"], "value": bad["value"]}]
    shown["credentialSubject"]["result"] = [*parts, good]
    names = dict(base.statements.names)
    names[f"{_RESULTS}/2"] = names[f"{_RESULTS}/1"]
    names[f"{_RESULTS}/1"] = names[f"{_RESULTS}/0"]
    return {**shown, "proof": base.proof_for(base.statements.shown_as(shown, names))}


def _swap(components: list[Any]) -> None:
    labels = components[3]
    first, second, *_ = labels
    labels[first], labels[second] = labels[second], labels[first]


def _header_cut(sim: IssuerSimulator, signed: Shown) -> Shown:
    shown = sim.derive(signed)
    _, components = components_of(shown["proof"])
    return {**shown, "proof": {**shown["proof"], "proofValue": written(b"", components)}}


def _tag(components: list[Any]) -> None:
    components[0] = strictcbor.Tagged(64, components[0])


def _unsigned(sim: IssuerSimulator, signed: Shown) -> Shown:
    shown = sim.derive(signed)
    shown["credentialSubject"]["role"] = "Head of Everything"
    return shown


DISCLOSURE_FAULTS: Mapping[DisclosureFault, DisclosureFaultKind] = {
    "base_shown": DisclosureFaultKind("what the issuer gave out, with the base proof", _base),
    "value_changed": DisclosureFaultKind(
        "a value was changed that need not have been shown", _changed(f"{_RESULT}.status", "Completed")
    ),
    "mandatory_changed": DisclosureFaultKind(
        "a mandatory value was changed", _changed("$.validFrom", "2020-01-01T00:00:00Z")
    ),
    "mandatory_left_out": DisclosureFaultKind("a mandatory member was left out", _left_out),
    "statement_unsigned": DisclosureFaultKind("a member was added", _unsigned),
    "signed_by_holder": DisclosureFaultKind(
        "a value was changed, and its holder signed all single statements with another key", _by_holder
    ),
    "of_another_badge": DisclosureFaultKind(
        "the achievement has a name from another badge, with the signature of that one", _of_another
    ),
    "object_split": DisclosureFaultKind(
        "one unnamed object is shown as two, the bad result apart from its number", _split
    ),
    "objects_swapped": DisclosureFaultKind(
        "two unnamed objects have each other's labels", _components(_swap)
    ),
    "signature_missing": DisclosureFaultKind(
        "the signature of a single statement is missing", _components(lambda parts: parts[2].pop())
    ),
    "header_cut": DisclosureFaultKind("the value of the proof lacks its header", _header_cut),
    "tagged": DisclosureFaultKind("a part of the value of the proof has a tag", _components(_tag)),
}
