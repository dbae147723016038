"""What can be wrong with a token, a message or an envelope: one word for each, for tests over all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from badgekit.testing.envelopes import enveloped
from badgekit.testing.keys import SigningKey, derive
from badgekit.testing.sd_jwt import HeldSdJwt, disclosure_of

if TYPE_CHECKING:
    from badgekit.testing.simulator import IssuerSimulator

__all__ = ["ENVELOPE_FAULTS", "EnvelopeFault", "EnvelopeFaultKind"]

EnvelopeFault = Literal[
    "type_of_another_use",
    "content_of_another_type",
    "credential_in_a_claim",
    "disclosure_added",
    "disclosure_changed",
    "disclosure_twice",
    "disclosure_replaces",
    "cut_short",
    "binding_by_a_thief",
    "binding_of_another_token",
    "binding_of_another_type",
    "binding_from_tomorrow",
    "binding_without_key",
    "message_changed",
    "message_rules_unsigned",
    "message_without_content",
    "message_untagged",
    "envelope_without_context",
    "envelope_of_another_format",
    "envelope_in_envelope",
]
Wrong = dict[str, Any] | str | bytes
_NAME = "$.name"


@dataclass(frozen=True, slots=True)
class EnvelopeFaultKind:
    """One fault.

    Attributes:
        meaning: what it is, in words.
        make: makes it of an issuer.
    """

    meaning: str
    make: Callable[[IssuerSimulator], Wrong]


def _held(sim: IssuerSimulator, holder: SigningKey | None = None) -> HeldSdJwt:
    return sim.sign_sd_jwt(sim.issue(), disclosable=[_NAME], holder=holder)


def _thief() -> SigningKey:
    return derive("Ed25519", b"thief")


def _bound(**options: Any) -> Callable[[IssuerSimulator], Wrong]:
    """Return what makes a token whose holder proved its key, with `options` of `HeldSdJwt.bind`."""

    def make(sim: IssuerSimulator) -> Wrong:
        held = _held(sim, derive("Ed25519", b"holder"))
        given = {"audience": "employer.example", "nonce": "n-1", "at": sim.now, **options}
        return held.bind(held.show_all(), **given)

    return make


def _other_token(sim: IssuerSimulator) -> Wrong:
    held = _held(sim, derive("Ed25519", b"holder"))
    answer = held.bind(held.show(), audience="employer.example", nonce="n-1", at=sim.now)
    return held.show_all() + answer.rpartition("~")[2]


def _tomorrow(sim: IssuerSimulator) -> Wrong:
    return _bound(at=sim.now + timedelta(days=1))(sim)


def _without_key(sim: IssuerSimulator) -> Wrong:
    held = _held(sim)
    return held.bind(
        held.show_all(),
        audience="employer.example",
        nonce="n-1",
        at=sim.now,
        key=derive("Ed25519", b"holder"),
    )


def _replacing(sim: IssuerSimulator) -> Wrong:
    badge = sim.issue()
    held = sim.sign_sd_jwt(badge, disclosable=[_NAME])
    # The issuer signed a digest of a name, and the name itself beside it.
    digests = sim.sign_sd_jwt({**badge, "_sd": _digests(held)}, disclosable=[])
    return "~".join([digests.issued, held.disclosures[_NAME], ""])


def _digests(held: HeldSdJwt) -> list[str]:
    import json

    from badgekit.testing.encoding import from_base64url

    claims: dict[str, Any] = json.loads(from_base64url(held.issued.split(".")[1]))
    return list(claims["_sd"])


def _changed_disclosure(sim: IssuerSimulator) -> Wrong:
    return _held(sim).show() + disclosure_of("salt", "name", "Brain Surgery") + "~"


def _changed_message(sim: IssuerSimulator) -> Wrong:
    return sim.sign_cose(sim.issue(achievement="First Aid")).replace(b"First Aid", b"Brain Ops")


def _old_in_claim(sim: IssuerSimulator) -> Wrong:
    return sim.sign(sim.issue(vcdm="1.1"), "ES256", typ="vc+jwt")


ENVELOPE_FAULTS: Mapping[EnvelopeFault, EnvelopeFaultKind] = {
    "type_of_another_use": EnvelopeFaultKind(
        "a JWT whose type is that of an access token",
        lambda sim: sim.sign(sim.issue(), "ES256", typ="at+jwt"),
    ),
    "content_of_another_type": EnvelopeFaultKind(
        "a JWT whose type is that of a credential and whose content type is that of a presentation",
        lambda sim: sim.sign(sim.issue(), "ES256", typ="vc+jwt", header={"cty": "vp"}),
    ),
    "credential_in_a_claim": EnvelopeFaultKind(
        "a JWT of the type `vc+jwt` with the credential in the claim `vc`", _old_in_claim
    ),
    "disclosure_added": EnvelopeFaultKind(
        "an SD-JWT with a disclosure that nothing in it asks for",
        lambda sim: _held(sim).show_all() + disclosure_of("salt", "honours", "summa cum laude") + "~",
    ),
    "disclosure_changed": EnvelopeFaultKind("an SD-JWT with another name disclosed", _changed_disclosure),
    "disclosure_twice": EnvelopeFaultKind(
        "an SD-JWT that discloses the name twice", lambda sim: _held(sim).show(_NAME, _NAME)
    ),
    "disclosure_replaces": EnvelopeFaultKind(
        "an SD-JWT that discloses a name beside the one that is always shown", _replacing
    ),
    "cut_short": EnvelopeFaultKind(
        "an SD-JWT without the tilde at its end", lambda sim: _held(sim).show_all()[:-1]
    ),
    "binding_by_a_thief": EnvelopeFaultKind(
        "an SD-JWT with the proof of another key than the holder's", _bound(key=_thief())
    ),
    "binding_of_another_token": EnvelopeFaultKind(
        "an SD-JWT with the holder's proof about a token that showed less", _other_token
    ),
    "binding_of_another_type": EnvelopeFaultKind(
        "an SD-JWT with a token of the holder that was made for another use", _bound(header={"typ": "JWT"})
    ),
    "binding_from_tomorrow": EnvelopeFaultKind(
        "an SD-JWT with a proof that the holder will make tomorrow",
        _tomorrow,
    ),
    "binding_without_key": EnvelopeFaultKind(
        "an SD-JWT with the proof of a key that the issuer did not name", _without_key
    ),
    "message_changed": EnvelopeFaultKind(
        "a COSE message that was changed after it was signed", _changed_message
    ),
    "message_rules_unsigned": EnvelopeFaultKind(
        "a COSE message with its algorithm outside of what is signed",
        lambda sim: sim.sign_cose(sim.issue(), protected={1: None}, unprotected={1: -7}),
    ),
    "message_without_content": EnvelopeFaultKind(
        "a COSE message whose content is kept elsewhere",
        lambda sim: sim.sign_cose(sim.issue(), payload=None),
    ),
    "message_untagged": EnvelopeFaultKind(
        "an envelope with a COSE message without its tag",
        lambda sim: enveloped(sim.sign_cose(sim.issue())[1:]),
    ),
    "envelope_without_context": EnvelopeFaultKind(
        "an envelope without the context that defines it",
        lambda sim: {**enveloped(sim.sign(sim.issue(), "ES256")), "@context": []},
    ),
    "envelope_of_another_format": EnvelopeFaultKind(
        "an envelope that calls an SD-JWT a JWT",
        lambda sim: enveloped(_held(sim).show_all(), "application/vc+jwt"),
    ),
    "envelope_in_envelope": EnvelopeFaultKind(
        "an envelope with a token that holds an envelope",
        lambda sim: enveloped(sim.sign(enveloped(sim.sign(sim.issue(), "ES256")), "ES256")),
    ),
}
"""Fault → what it is; all of them are REJECTED."""
