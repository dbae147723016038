"""What a credential names to be asked or read elsewhere: status, schemas, evidence, terms; and its proofs.

`types`, `extra` and `path` are as in `badgekit.models.parts`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from badgekit.dates import Timestamp
from badgekit.models.values import NOTHING, ReadOnly, Text

__all__ = ["CredentialSchema", "CredentialStatus", "Evidence", "Proof", "RefreshService", "TermsOfUse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialSchema:
    """A schema that the credential names (VCDM 2.0, 4.11)."""

    id: str | None = None
    types: tuple[str, ...] = ()
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialStatus:
    """Where to ask whether the credential still holds (VCDM 2.0, 4.10); what it needs is in `extra`."""

    id: str | None = None
    types: tuple[str, ...] = ()
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshService:
    """Where a newer credential can be had (VCDM 2.0, 5.4)."""

    id: str | None = None
    types: tuple[str, ...] = ()
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsOfUse:
    """Terms under which the credential was issued (VCDM 2.0, 5.5)."""

    id: str | None = None
    types: tuple[str, ...] = ()
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Evidence that the issuer names (OB 3.0 Evidence; VCDM 2.0, 5.6)."""

    id: str | None = None
    types: tuple[str, ...] = ()
    narrative: str | None = None
    name: Text | None = None
    description: Text | None = None
    genre: str | None = None
    audience: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The data of an embedded proof, unverified (Data Integrity 2.1).

    Members of another JSON type than the specification gives are in `extra`: judging them is the business of
    the proof checks.
    """

    id: str | None = None
    types: tuple[str, ...] = ()
    created: Timestamp | None = None
    expires: Timestamp | None = None
    cryptosuite: str | None = None
    challenge: str | None = None
    domain: tuple[str, ...] = ()
    nonce: str | None = None
    proof_purpose: str | None = None
    proof_value: str | None = None
    verification_method: str | None = None
    previous_proof: tuple[str, ...] = ()
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)
