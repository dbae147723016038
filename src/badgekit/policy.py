"""How outcomes become a verdict: named presets, and one rule to judge by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from badgekit.errors import ConfigurationError
from badgekit.findings import CheckResult, Outcome
from badgekit.report import Verdict

__all__ = ["MANDATORY", "Mandatory", "Policy"]

Mandatory = Literal["issuer", "validFrom", "validUntil", "credentialStatus", "result.status"]
"""A member that decides whether a credential counts."""
MANDATORY: frozenset[Mandatory] = frozenset(
    ("issuer", "validFrom", "validUntil", "credentialStatus", "result.status")
)

_NOT_ESTABLISHED = frozenset({Outcome.INCONCLUSIVE, Outcome.NOT_RUN})

# What W3C's data model calls validation, and leaves to whoever relies on a verified document (VCDM 2.0,
# appendix A), and what is no rule of that model but of Open Badges.
_VALIDATION = frozenset(
    {
        "issuer.bound",
        "issuer.trusted",
        "validity.started",
        "validity.not_expired",
        "status.current",
        "refresh.newest",
        "schema.declared",
        "schema.built_in",
        "structure.members",
        "nested.credentials",
        "nested.same_person",
        "holder.bound",
        "holder.subject",
        "record.associations",
        "endorsement.subject",
        "endorsement.independent",
    }
)
# JSON-LD allows contexts that nobody pinned, in credentials inside as well; a document that is known to break
# a rule breaks it for W3C, too.
_BEYOND_JSON_LD = frozenset({"context.known", "proof.coverage"})
# Whatever else is not established there, such as for want of work allowed, could have been made so to hide a
# member under another name.
_OPEN = frozenset({"context.inline", "context.not_allowed", "context.nested"})


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
        waived: ids of checks that decide nothing; they are made and reported all the same.
        waived_if_open: ids of checks that do not decide where all that is open is what own or unknown
            contexts mean.
        require_mandatory: members that a holder must not have been free to leave out of a credential with
            selective disclosure: ``issuer``, ``validFrom``, ``validUntil`` (or their names on VCDM 1.1),
            ``credentialStatus`` and ``result.status``. Where one may be hidden, the answer is INCONCLUSIVE.
    """

    name: str = "standard"
    trusted_issuers: frozenset[str] | None = None
    require_recipient: bool = False
    status_issuers: frozenset[str] = frozenset()
    refresh: bool = False
    waived: frozenset[str] = frozenset()
    waived_if_open: frozenset[str] = frozenset()
    require_mandatory: frozenset[Mandatory] = frozenset()

    def __post_init__(self) -> None:
        # A policy that could leave out the signature would verify anything.
        if not _VALIDATION.issuperset(self.waived) or not _BEYOND_JSON_LD.issuperset(self.waived_if_open):
            raise ConfigurationError("a policy can waive only what Policy.w3c() waives")
        if not _are_identifiers(self.status_issuers):
            raise ConfigurationError("status_issuers must be a frozenset of identifiers")
        if not isinstance(self.refresh, bool):
            raise ConfigurationError("refresh must be True or False")
        if not isinstance(self.require_mandatory, frozenset) or not self.require_mandatory <= MANDATORY:
            known = ", ".join(sorted(MANDATORY))
            raise ConfigurationError(f"require_mandatory must be a frozenset, with some of {known}")
        if self.trusted_issuers is None:
            return
        # One text would be searched for a part of itself, instead of a list for a member.
        if not _are_identifiers(self.trusted_issuers):
            raise ConfigurationError("trusted_issuers must be a frozenset of identifiers")
        if "issuer.bound" in self.waived or "issuer.trusted" in self.waived:
            raise ConfigurationError("trusted_issuers means nothing where nobody asks who the issuer is")
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
        require_mandatory: Iterable[Mandatory] = (),
    ) -> Policy:
        """Demand a sound credential of an authenticated issuer; match a candidate when one is given."""
        return cls(
            name="standard",
            trusted_issuers=_identifiers("trusted_issuers", trusted_issuers),
            status_issuers=_identifiers("status_issuers", status_issuers) or frozenset(),
            refresh=refresh,
            # One text would be taken for its letters, which are no members.
            require_mandatory=frozenset(require_mandatory),
        )

    @classmethod
    def hiring(
        cls,
        *,
        trusted_issuers: Iterable[str] | None = None,
        status_issuers: Iterable[str] = (),
        refresh: bool = False,
        require_mandatory: Iterable[Mandatory] = MANDATORY,
    ) -> Policy:
        """Demand, beyond `standard`, that the badge is this candidate's and that nothing bad can be hidden.

        What may not be hidden is whether it was revoked, has expired, or was not completed; see
        `require_mandatory`.
        """
        standard = cls.standard(
            trusted_issuers=trusted_issuers,
            status_issuers=status_issuers,
            refresh=refresh,
            require_mandatory=require_mandatory,
        )
        return replace(standard, name="hiring", require_recipient=True)

    @classmethod
    def w3c(cls, *, demand: Iterable[str] = (), status_issuers: Iterable[str] = ()) -> Policy:
        """Demand what the verification of the W3C data model demands, and no more (VCDM 2.0 section 7.1).

        The document conforms, it is whole, and whoever holds the key secured it. Not demanded: that the key
        is the issuer's, that the issuer is trusted, dates, status, schemas, the rules of Open Badges, and
        that credentials inside verify. All of that is checked and reported; `Report.waived` has what did not
        pass.

        Args:
            demand: ids of checks that are demanded all the same, such as ``status.current``.
            status_issuers: as for `standard`.

        Raises:
            ConfigurationError: `demand` names a check that this policy does not waive.
        """
        wanted = _identifiers("demand", demand) or frozenset()
        unknown = wanted - _VALIDATION - _BEYOND_JSON_LD
        if unknown:
            raise ConfigurationError(f"Policy.w3c() waives no check of the name {min(unknown)!r}")
        return cls(
            name="w3c",
            status_issuers=_identifiers("status_issuers", status_issuers) or frozenset(),
            waived=_VALIDATION - wanted,
            waived_if_open=_BEYOND_JSON_LD - wanted,
        )

    def inside(self) -> Policy:
        """Return the policy for a credential that another one holds.

        Whose the outer one should be, and who may issue that, says nothing about it. Who may keep lists for
        others is no demand on the outer one, and what nobody may hide is not hidden further in either. Newer
        versions are asked for what was handed over only.
        """
        return replace(
            self,
            name=self.name if self.waived else "standard",
            trusted_issuers=None,
            require_recipient=False,
            refresh=False,
        )

    def demands(self, check_id: str) -> bool:
        """Return whether the outcome of the check `check_id` decides."""
        return check_id not in self.waived

    def weigh(self, result: CheckResult) -> CheckResult:
        """Return `result`, marked as waived if it decides nothing under this policy."""
        is_open = result.outcome in _NOT_ESTABLISHED and result.code in _OPEN
        if result.id in self.waived or (is_open and result.id in self.waived_if_open):
            return replace(result, required=False, waived=result.required)
        return result

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
