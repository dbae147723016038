"""Simulated issuers for tests, your own included: keys, badges, pictures and a network, all without chance.

from badgekit.testing import IssuerSimulator

def test_a_foreign_badge_is_refused():
    sim = IssuerSimulator("uni.example")
    badge = sim.bake_png(sim.sign(sim.issue("anna@example.org")))
    report = badgekit.Verifier(fetcher=sim).verify(badge, now=sim.now, candidate={"email": "ben@example.org"})
    assert report.verdict == "REJECTED"
"""

from __future__ import annotations

from badgekit.testing.assertions import AssertionOptions, hashed_recipient, plain_recipient
from badgekit.testing.cose import CoseOptions
from badgekit.testing.disclosure_faults import DISCLOSURE_FAULTS
from badgekit.testing.encoding import text_of
from badgekit.testing.envelope_faults import ENVELOPE_FAULTS
from badgekit.testing.faults import FAULTS
from badgekit.testing.issued import Issued
from badgekit.testing.keyring import PublishedKey
from badgekit.testing.keys import SigningKey
from badgekit.testing.minting import BadgeOptions, CredentialOptions, hashed_identity, plain_identity
from badgekit.testing.older import OlderBadges
from badgekit.testing.pictures import badge_png, badge_svg
from badgekit.testing.presentation_faults import PRESENTATION_FAULTS
from badgekit.testing.presentations import PresentationOptions
from badgekit.testing.publication import DEFAULT_NOW
from badgekit.testing.published_keys import PublishedKeys
from badgekit.testing.record_faults import RECORD_FAULTS
from badgekit.testing.records import RecordOptions
from badgekit.testing.refresh import REFRESH_FAULTS, RefreshService
from badgekit.testing.schemas import SCHEMA_FAULTS, PublishedSchema, SchemaOptions
from badgekit.testing.sd_jwt import HeldSdJwt, SdJwtOptions
from badgekit.testing.securing import ProofOptions, TokenOptions
from badgekit.testing.serving import SimulatedWeb
from badgekit.testing.simulator import IssuerSimulator
from badgekit.testing.status_faults import STATUS_FAULTS
from badgekit.testing.status_lists import StatusList, StatusListOptions
from badgekit.testing.tampering import tamper
from badgekit.testing.wrong import WrongBadges

__all__ = [
    "DEFAULT_NOW",
    "DISCLOSURE_FAULTS",
    "ENVELOPE_FAULTS",
    "FAULTS",
    "PRESENTATION_FAULTS",
    "RECORD_FAULTS",
    "REFRESH_FAULTS",
    "SCHEMA_FAULTS",
    "STATUS_FAULTS",
    "AssertionOptions",
    "BadgeOptions",
    "CoseOptions",
    "CredentialOptions",
    "HeldSdJwt",
    "Issued",
    "IssuerSimulator",
    "OlderBadges",
    "PresentationOptions",
    "ProofOptions",
    "PublishedKey",
    "PublishedKeys",
    "PublishedSchema",
    "RecordOptions",
    "RefreshService",
    "SchemaOptions",
    "SdJwtOptions",
    "SigningKey",
    "SimulatedWeb",
    "StatusList",
    "StatusListOptions",
    "TokenOptions",
    "WrongBadges",
    "badge_png",
    "badge_svg",
    "hashed_identity",
    "hashed_recipient",
    "plain_identity",
    "plain_recipient",
    "tamper",
    "text_of",
]
