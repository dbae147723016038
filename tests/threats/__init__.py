"""The threat model as data: what is sent, what answers it, and the tests that fail without the answer."""

from __future__ import annotations

from tests.threats.disclosure import DISCLOSURE
from tests.threats.documents import JSON_LD
from tests.threats.envelopes import ENVELOPES
from tests.threats.files import FILES, OUTPUT
from tests.threats.issuers import ISSUERS
from tests.threats.nested import NESTED
from tests.threats.network import NETWORK
from tests.threats.portfolios import PORTFOLIOS
from tests.threats.proofs import PROOFS
from tests.threats.recipients import RECIPIENTS
from tests.threats.rule import Rule, Threat
from tests.threats.service import SERVICE
from tests.threats.signatures import SIGNATURES
from tests.threats.status import STATUS
from tests.threats.tokens import TOKENS

__all__ = ["CATALOGUE", "rules"]

CATALOGUE: tuple[tuple[str, tuple[Threat, ...]], ...] = (
    ("Signed tokens", TOKENS),
    ("Disclosures, messages and envelopes", ENVELOPES),
    ("The arithmetic of signatures", SIGNATURES),
    ("What was signed, and what is shown", JSON_LD),
    ("Proofs", PROOFS),
    ("Shown in part", DISCLOSURE),
    ("Who issued it", ISSUERS),
    ("Whose it is", RECIPIENTS),
    ("Revocation", STATUS),
    ("Credentials inside others, schemas", NESTED),
    ("Badges seen together", PORTFOLIOS),
    ("Files", FILES),
    ("Output", OUTPUT),
    ("The network", NETWORK),
    ("The service", SERVICE),
)
"""Heading → threats, in the order of the page."""


def rules() -> list[tuple[Threat, Rule]]:
    """Return every rule with its threat."""
    return [(threat, rule) for _, threats in CATALOGUE for threat in threats for rule in threat.rules]
