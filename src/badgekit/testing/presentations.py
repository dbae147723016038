"""Presentations: a simulated holder hands credentials over, as asked, or wrongly in one of many ways."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from badgekit.documents import VC_V1, VC_V2
from badgekit.testing.envelopes import enveloped
from badgekit.testing.tampering import tamper

if TYPE_CHECKING:
    from badgekit.testing.simulator import IssuerSimulator

__all__ = [
    "PRESENTATION_FAULTS",
    "PresentationFault",
    "PresentationFaultKind",
    "PresentationOptions",
    "presentation",
    "token_claims",
    "wrong_presentation",
]

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


class PresentationOptions(TypedDict, total=False):
    """What a presentation can be told.

    Attributes:
        id: identifier, none by default.
        vcdm: "2.0" (the default) or "1.1".
        holder: another holder than the one who signs; None for none.
        contexts: URLs after the standard one.
        extra: further members.
    """

    id: str
    vcdm: Literal["2.0", "1.1"]
    holder: str | Mapping[str, Any] | None
    contexts: Iterable[str]
    extra: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PresentationFaultKind:
    """One fault.

    Attributes:
        meaning: what it is, in words.
        make: makes a presentation with it, of the holder, an issuer, challenge and domain.
    """

    meaning: str
    make: Callable[[IssuerSimulator, IssuerSimulator, str, str], Any]


def presentation(
    holder: str, entries: Iterable[Mapping[str, Any] | str], options: PresentationOptions
) -> dict[str, Any]:
    """Return an unsigned presentation by `holder`; tokens are put into envelopes on VCDM 2.0."""
    second = options.get("vcdm", "2.0") == "2.0"
    inside = [
        enveloped(entry)
        if isinstance(entry, str) and second
        else entry
        if isinstance(entry, str)
        else dict(entry)
        for entry in entries
    ]
    made: dict[str, Any] = {
        "@context": [VC_V2 if second else VC_V1, *options.get("contexts", ())],
        "type": ["VerifiablePresentation"],
    }
    if "id" in options:
        made["id"] = options["id"]
    named = options.get("holder", holder)
    if named is not None:
        made["holder"] = named
    if inside:
        made["verifiableCredential"] = inside
    return {**made, **options.get("extra", {})}


def token_claims(
    presentation: Mapping[str, Any], holder: str, challenge: str | None, domain: str | None
) -> dict[str, Any]:
    """Return the claims set of a presentation: with ``vp`` on VCDM 1.1, the presentation itself on 2.0."""
    claims = {"iss": holder, "nonce": challenge, "aud": domain}
    registered = {name: value for name, value in claims.items() if value is not None}
    if presentation["@context"][0] == VC_V1:
        return {**registered, "vp": dict(presentation)}
    return {**presentation, **registered}


def wrong_presentation(
    holder: IssuerSimulator, issuer: IssuerSimulator, fault: PresentationFault, challenge: str, domain: str
) -> Any:
    """Return a presentation by `holder`, of a badge of `issuer`, with `fault`."""
    return PRESENTATION_FAULTS[fault].make(holder, issuer, challenge, domain)


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
"""Fault → what it is; see `IssuerSimulator.wrong_presentation`."""
