"""Presentations: what a holder hands over, and signs so that it cannot be handed over by somebody else.

`types`, `extra` and `path` are as in `badgekit.models.parts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from badgekit.dates import Timestamp
from badgekit.models.clr import ClrCredential
from badgekit.models.credential import Assertion, VerifiableCredential
from badgekit.models.profile import Endorsement, Profile
from badgekit.models.services import CredentialSchema, Proof, RefreshService, TermsOfUse
from badgekit.models.values import NOTHING, ReadOnly, Text

__all__ = ["Presented", "VerifiablePresentation"]

Presented: TypeAlias = Assertion | Endorsement | ClrCredential | VerifiableCredential | str
"""A credential inside a presentation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiablePresentation:
    """A presentation (VCDM 2.0, 4.13; VCDM 1.1, 4.10).

    Attributes:
        holder: who presents, with nothing but an `id` where the document has a URL.
        verifiable_credential: the credentials inside, read by their kind, in the order of the document; a
            compact JWS of VCDM 1.1 stays text. As claimed they are unverified, and an enveloped one is a
            `VerifiableCredential` whose `id` holds it; as `Report.assertion` they are the verified ones,
            out of their envelopes.
    """

    context: tuple[str | Mapping[str, Any], ...] = ()
    id: str | None = None
    types: tuple[str, ...] = ()
    name: Text | None = None
    description: Text | None = None
    holder: Profile | None = None
    verifiable_credential: tuple[Presented, ...] = ()
    refresh_service: tuple[RefreshService, ...] = ()
    terms_of_use: tuple[TermsOfUse, ...] = ()
    proof: tuple[Proof, ...] = ()
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)

    # What every credential has: whoever looks for it in claims of any kind finds that it is not there.

    @property
    def issuer(self) -> None:
        """Nobody: a presentation is signed by its `holder`."""

    @property
    def valid_from(self) -> None:
        """Nothing: how long a presentation holds stands in its proof."""

    @property
    def valid_until(self) -> None:
        """Nothing, as `valid_from`."""

    @property
    def dates_as_written(self) -> Mapping[str, Timestamp]:
        """Nothing, as `valid_from`."""
        return NOTHING

    @property
    def credential_schema(self) -> tuple[CredentialSchema, ...]:
        """None: schemas are those of the credentials inside."""
        return ()
