"""The two functions of the front door: `verify` and `parse`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from badgekit import models, strictjson
from badgekit.errors import InputError, Problem
from badgekit.findings import Finding
from badgekit.identity import Candidate
from badgekit.intake import receive
from badgekit.limits import Limits
from badgekit.net import Fetcher
from badgekit.policy import Policy
from badgekit.report import Report
from badgekit.source import Source, take
from badgekit.verifier import Verifier

__all__ = ["Badge", "load_json", "parse", "verify"]


def verify(
    source: Source,
    *,
    candidate: Candidate | Mapping[str, str | Iterable[str]] | None = None,
    now: datetime | None = None,
    policy: Policy | None = None,
    fetcher: Fetcher | None = None,
    contexts: Mapping[str, Mapping[str, Any]] | None = None,
) -> Report:
    """Verify one badge and return the whole report.

    For more than a few badges build a `Verifier` once: it keeps compiled contexts and schemas.

    Args:
        source: bytes of a file, a path, a URL, JSON text, a compact JWS, or parsed JSON as a dict.
        candidate: the person the badge should belong to, such as ``{"email": ["a@x.org", "b@y.org"]}``.
        now: moment of verification (aware datetime); the clock's when left out.
        policy: what is demanded; `Policy.standard()` when left out.
        fetcher: how issuers' documents are had; guarded HTTPS when left out.
        contexts: further JSON-LD contexts to pin, URL → parsed document.

    Raises:
        InputError: `source` cannot be read at all (no such file, wrong type).
        ConfigurationError: another argument is unusable.
    """
    verifier = Verifier(policy=policy, fetcher=fetcher, contexts=contexts)
    return verifier.verify(source, candidate=candidate, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A badge as it presents itself. Nothing here is verified.

    Attributes:
        kind: such as ``AchievementCredential``.
        version: Open Badges version, or W3C data model version of other credentials.
        claimed: the typed claims, unverified.
        container: how it was packed: ``png``, ``svg``, ``jwt``, ``json``, ``object``.
        location: where in the container, for people.
        issues: what breaks the data model; empty for a well-formed credential.
        notes: oddities that break nothing.
    """

    kind: str
    version: str
    claimed: models.Claims
    container: str
    location: str
    issues: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()


def parse(source: Source, *, limits: Limits | None = None) -> Badge:
    """Look at a badge without believing it and without any network.

    Args:
        source: as for `verify`, except a URL.

    Raises:
        InputError: there is no readable badge in it; `code` says why.
    """
    bounds = limits or Limits()
    try:
        taken = take(source, limits=bounds, session=None)
        intake = receive(taken, bounds)
        read = models.read(intake.document.value, intake.document.shape, in_part=intake.document.is_in_part)
    except Problem as problem:
        raise InputError(problem.code, str(problem)) from None
    return Badge(
        kind=intake.document.kind.value,
        version=intake.document.version,
        claimed=read.claims,
        container=intake.container,
        location=intake.location,
        issues=tuple(Finding.of(issue) for issue in read.issues),
        notes=tuple(Finding.of(note) for note in (*intake.warnings, *read.notes)),
    )


def load_json(data: bytes | str, *, limits: Limits | None = None) -> Any:
    """Parse JSON as strictly as badgekit itself does, to look into it before a part of it is verified.

    A credential that arrives inside other JSON is best read with this: another parser may leave out one of
    two members of the same name, and then what is verified is not what somebody else reads (RFC 8259
    section 4).

    Args:
        data: the text, or its UTF-8 bytes.
        limits: `json_bytes`, `json_depth` and `json_number_digits` are applied.

    Returns:
        dict, list, str, int, float, bool or None.

    Raises:
        InputError: it is not JSON with one meaning; `code` says why, such as ``json.duplicate_key``.
    """
    try:
        return strictjson.loads(data, limits=limits or Limits())
    except Problem as problem:
        raise InputError(problem.code, str(problem)) from None
