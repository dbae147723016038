"""Does it hold at the moment of verification?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from badgekit.checks.base import CREDENTIALS, OLDER, Check, Context, Decision, check, failed, passed
from badgekit.dates import Timestamp
from badgekit.documents import Kind

__all__ = ["WALLET_AHEAD", "not_expired", "started"]

WALLET_AHEAD = timedelta(minutes=5)
"""How far the clock of a holder's telephone may be ahead of ours; more than "a few minutes" is no leeway (RFC
7519 section 4.1.5)."""

_DATED = CREDENTIALS | OLDER | {Kind.PRESENTATION}
_FROM = ("validFrom", "issuanceDate", "issuedOn")
_UNTIL = ("validUntil", "expirationDate", "expires")
# Before Open Badges 2.0 a date may lack its zone. Where the day begins first it does so 14 hours before UTC.
_EARLIEST = timedelta(hours=14)
_FIRST_YEAR = datetime.min.replace(tzinfo=UTC)


@check(
    "validity.started",
    needs=("proof.integrity", "hosted.published"),
    spec="OB 3.0 verification step 4; VCDM 2.0 section 4.9; RFC 7519 4.1.5; OB 2.0 issuedOn",
    kinds=_DATED,
)
def started(context: Context) -> Decision:
    """The credential had become valid at the moment of verification."""
    # A presentation is made on the spot, and judged at once. What an issuer says of a start is meant so.
    ahead = WALLET_AHEAD if context.document.kind is Kind.PRESENTATION else timedelta(0)
    starts = [(date, path) for date, path in _starts(context) if date - context.now > ahead]
    if starts:
        date, path = max(starts)
        return failed("validity.not_yet_valid", path=path, at=date, now=context.now)
    return passed("validity.started")


@check(
    "validity.not_expired",
    needs=("proof.integrity", "hosted.published"),
    spec="OB 3.0 verification step 4; VCDM 2.0 section 4.9; RFC 7519 4.1.4; OB 2.0 expires",
    kinds=_DATED,
)
def not_expired(context: Context) -> Decision:
    """The credential, its token and its proofs had not expired at the moment of verification."""
    ends = list(_ends(context))
    if not ends:
        return passed("validity.no_expiry")
    date, path = min(ends)
    if context.now > date:
        return failed("validity.expired", path=path, at=date, now=context.now)
    return passed("validity.current", path=path, until=date)


def _starts(context: Context) -> list[tuple[datetime, str]]:
    claims, envelope = context.claims, context.document.envelope
    # Every start a document names counts, so that the narrowest window wins whatever name it has.
    written = claims.dates_as_written
    dates = [(_earliest(name, written[name]), f"$.{name}") for name in _FROM if name in written]
    if envelope is not None and envelope.not_before is not None:
        dates.append((envelope.not_before, "$.nbf"))
    dates.extend(
        (proof.created, f"{proof.path}.created") for proof in context.proofs if proof.created is not None
    )
    return dates


def _earliest(name: str, written: Timestamp) -> datetime:
    # VCDM 2.0 section 4.9 reads a missing zone as UTC; 1.x wrote the day as the issuer's clock had it.
    if name != "issuedOn" or written.had_zone or written.at - _FIRST_YEAR < _EARLIEST:
        return written.at
    return written.at - _EARLIEST


def _ends(context: Context) -> list[tuple[datetime, str]]:
    claims, envelope = context.claims, context.document.envelope
    written = claims.dates_as_written
    dates = [(written[name].at, f"$.{name}") for name in _UNTIL if name in written]
    if envelope is not None and envelope.expires is not None:
        dates.append((envelope.expires, "$.exp"))
    dates.extend(
        (proof.expires, f"{proof.path}.expires") for proof in context.proofs if proof.expires is not None
    )
    return dates


CHECKS: tuple[Check, ...] = (started, not_expired)
