"""What can be wrong with a presentation: one word for each, for tests over all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from badgekit.testing.presentations import presentation
from badgekit.testing.tampering import tamper

if TYPE_CHECKING:
    from badgekit.testing.simulator import IssuerSimulator

__all__ = ["PRESENTATION_FAULTS", "PresentationFault", "PresentationFaultKind"]

PresentationFault = Literal[
    "unsigned",
    "other_challenge",
    "other_domain",
    "no_challenge",
    "other_holder",
    "other_subject",
    "other_purpose",
    "expired",
    "changed",
    "entry_changed",
    "entry_unsigned",
    "entry_swapped",
    "empty",
]


@dataclass(frozen=True, slots=True)
class PresentationFaultKind:
    """One fault.

    Attributes:
        meaning: what it is, in words.
        make: makes a presentation with it, of the holder, an issuer, challenge and domain.
    """

    meaning: str
    make: Callable[[IssuerSimulator, IssuerSimulator, str, str], Any]


def _badge(holder: IssuerSimulator, issuer: IssuerSimulator) -> dict[str, Any]:
    return issuer.sign(issuer.issue(holder.id))


def _about_another(holder: IssuerSimulator, issuer: IssuerSimulator) -> dict[str, Any]:
    return issuer.sign(issuer.issue("did:example:somebody-else"))


def _changed_badge(holder: IssuerSimulator, issuer: IssuerSimulator) -> Any:
    return tamper(_badge(holder, issuer), "$.name", "Brain Surgery")


def _unsigned_badge(holder: IssuerSimulator, issuer: IssuerSimulator) -> dict[str, Any]:
    return issuer.issue(holder.id)


def _presented(**options: Any) -> Callable[[IssuerSimulator, IssuerSimulator, str, str], Any]:
    """Return what presents a good badge, with other `options` than asked."""

    def make(holder: IssuerSimulator, issuer: IssuerSimulator, challenge: str, domain: str) -> Any:
        asked = {"challenge": challenge, "domain": domain, **options}
        return holder.present([_badge(holder, issuer)], **asked)

    return make


def _of(
    entry: Callable[[IssuerSimulator, IssuerSimulator], Any],
) -> Callable[[IssuerSimulator, IssuerSimulator, str, str], Any]:
    """Return what presents the one entry that `entry` makes."""

    def make(holder: IssuerSimulator, issuer: IssuerSimulator, challenge: str, domain: str) -> Any:
        return holder.present([entry(holder, issuer)], challenge=challenge, domain=domain)

    return make


def _unsigned(
    holder: IssuerSimulator, issuer: IssuerSimulator, challenge: str, domain: str
) -> dict[str, Any]:
    return presentation(holder.id, [_badge(holder, issuer)], {})


def _expired(holder: IssuerSimulator, issuer: IssuerSimulator, challenge: str, domain: str) -> Any:
    return _presented(expires=holder.now - timedelta(minutes=1))(holder, issuer, challenge, domain)


def _changed(holder: IssuerSimulator, issuer: IssuerSimulator, challenge: str, domain: str) -> Any:
    good = _presented(id="urn:uuid:0b6f4c52-9a3e-4b1d-8f6a-5c1d2e3f4a5b")(holder, issuer, challenge, domain)
    return tamper(good, "$.id", "urn:uuid:0b6f4c52-9a3e-4b1d-8f6a-5c1d2e3f4a5c")


def _swapped(holder: IssuerSimulator, issuer: IssuerSimulator, challenge: str, domain: str) -> Any:
    good = _presented()(holder, issuer, challenge, domain)
    return {**good, "verifiableCredential": [issuer.sign(issuer.issue(holder.id, achievement="Another"))]}


def _empty(holder: IssuerSimulator, issuer: IssuerSimulator, challenge: str, domain: str) -> Any:
    # As a token: a proof over statements cannot be made of a list that says nothing.
    made = {"extra": {"verifiableCredential": []}, "typ": "vp+jwt"}
    return holder.present([], "EdDSA", challenge=challenge, domain=domain, **made)


PRESENTATION_FAULTS: Mapping[PresentationFault, PresentationFaultKind] = {
    "unsigned": PresentationFaultKind("nobody signed it", _unsigned),
    "other_challenge": PresentationFaultKind(
        "made for another challenge, as a copy would be", _presented(challenge="another")
    ),
    "other_domain": PresentationFaultKind(
        "made for somebody else", _presented(domain="https://elsewhere.example")
    ),
    "no_challenge": PresentationFaultKind("names no challenge", _presented(challenge=None)),
    "other_holder": PresentationFaultKind(
        "names another holder than the one who signed", _presented(holder="did:example:somebody-else")
    ),
    "other_subject": PresentationFaultKind(
        "the badge inside is about somebody else",
        _of(_about_another),
    ),
    "other_purpose": PresentationFaultKind(
        "signed as a statement, not as an answer", _presented(purpose="assertionMethod")
    ),
    "expired": PresentationFaultKind("its proof has expired", _expired),
    "changed": PresentationFaultKind("changed after it was signed", _changed),
    "entry_changed": PresentationFaultKind(
        "the badge inside was changed after it was signed",
        _of(_changed_badge),
    ),
    "entry_unsigned": PresentationFaultKind("the badge inside is not signed", _of(_unsigned_badge)),
    "entry_swapped": PresentationFaultKind("the badge inside was put in after it was signed", _swapped),
    "empty": PresentationFaultKind("a list without a credential", _empty),
}
"""Fault → what it is; see `WrongBadges.presentation`."""
