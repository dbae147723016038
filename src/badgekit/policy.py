"""How outcomes become a verdict: named presets, and one rule to judge by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from badgekit.errors import ConfigurationError
from badgekit.report import CheckResult, Outcome, Verdict

__all__ = ["Policy"]

_NOT_ESTABLISHED = frozenset({Outcome.INCONCLUSIVE, Outcome.NOT_RUN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the caller demands.

    Attributes:
        name: shown in the report.
        trusted_issuers: exact issuer identifiers that the caller trusts; None means that any issuer
            whose key is bound to its identifier will do, and the report says who it is.
        require_recipient: demand that a candidate is given and matches.
        status_issuers: exact identifiers of those who may keep a status list for another issuer; without
            them only the issuer's own word says whether a credential is revoked.
        refresh: ask the service that a credential names for its newest version (1EdTechCredentialRefresh).
            Off unless the caller wants it: asking tells that service which credential is looked at, and when.
    """

    name: str = "standard"
    trusted_issuers: frozenset[str] | None = None
    require_recipient: bool = False
    status_issuers: frozenset[str] = frozenset()
    refresh: bool = False

    def __post_init__(self) -> None:
        if not _are_identifiers(self.status_issuers):
            raise ConfigurationError("status_issuers must be a frozenset of identifiers")
        if not isinstance(self.refresh, bool):
            raise ConfigurationError("refresh must be True or False")
        if self.trusted_issuers is None:
            return
        # One text would be searched for a part of itself, instead of a list for a member.
        if not _are_identifiers(self.trusted_issuers):
            raise ConfigurationError("trusted_issuers must be a frozenset of identifiers")
        if not self.trusted_issuers:
            # An empty list that rejects everything, or one that trusts everybody: both surprise.
            raise ConfigurationError(
                "trusted_issuers is empty; give at least one identifier, or None for any issuer"
            )

    @classmethod
    def standard(
        cls,
        *,
        trusted_issuers: Iterable[str] | None = None,
        status_issuers: Iterable[str] = (),
        refresh: bool = False,
    ) -> Policy:
        """Demand a sound credential of an authenticated issuer; match a candidate when one is given."""
        return cls(
            name="standard",
            trusted_issuers=_identifiers("trusted_issuers", trusted_issuers),
            status_issuers=_identifiers("status_issuers", status_issuers) or frozenset(),
            refresh=refresh,
        )

    @classmethod
    def hiring(
        cls,
        *,
        trusted_issuers: Iterable[str] | None = None,
        status_issuers: Iterable[str] = (),
        refresh: bool = False,
    ) -> Policy:
        """Demand, beyond `standard`, that the badge is this candidate's."""
        standard = cls.standard(
            trusted_issuers=trusted_issuers, status_issuers=status_issuers, refresh=refresh
        )
        return replace(standard, name="hiring", require_recipient=True)

    def judge(self, checks: Iterable[CheckResult]) -> Verdict:
        """Return the verdict for `checks`.

        A failed required check rejects; otherwise a required check that could not be established leaves
        the answer open; no checks at all establish nothing.
        """
        required = [check.outcome for check in checks if check.required]
        if Outcome.FAILED in required:
            return Verdict.REJECTED
        if not required or not _NOT_ESTABLISHED.isdisjoint(required):
            return Verdict.INCONCLUSIVE
        return Verdict.VERIFIED


def _are_identifiers(given: object) -> bool:
    return isinstance(given, frozenset) and all(
        isinstance(identifier, str) and identifier for identifier in given
    )


def _identifiers(name: str, given: Iterable[str] | None) -> frozenset[str] | None:
    if given is None:
        return None
    if isinstance(given, str):
        raise ConfigurationError(f"{name} must be a collection of identifiers, not one string")
    return frozenset(given)
