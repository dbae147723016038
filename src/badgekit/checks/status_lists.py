"""Status lists that are credentials: had, verified like any credential, and looked up at one position.

A list counts only if it is signed, holds now, and is the word of the issuer itself or of somebody whom the
policy allows. Whatever is wrong with a list is not the credential's fault, so it is INCONCLUSIVE.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from badgekit.checks.answers import answer, credential_in
from badgekit.checks.base import CREDENTIALS, Context
from badgekit.checks.status_answers import other_list
from badgekit.documents import Document
from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.report import InputRecord, Report
from badgekit.safetext import clean
from badgekit.status.bitstring import decode, value_at
from badgekit.status.entries import ListEntry
from badgekit.status.lists import StatusList, read_list

__all__ = ["Lists", "Place"]

_PURPOSES_SHOWN = 5
# What the report on a list says → what that means for the credential that names the list.
_WHY: Mapping[str, str] = {
    "proof.missing": "status.list_unsigned",
    "proof.invalid": "status.list_forged",
    "jwt.signature_invalid": "status.list_forged",
    "validity.expired": "status.list_expired",
    "validity.not_yet_valid": "status.list_not_yet_valid",
}


@dataclass(frozen=True, slots=True)
class Place:
    """The value at one position of a list, and what is to be said of the list.

    Attributes:
        notes: remarks on it.
        of: when the list was had, where that was not just now.
    """

    value: int
    notes: tuple[Problem, ...] = ()
    of: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Had:
    """A list credential as it was had and what is to be thought of it.

    Attributes:
        document: the credential.
        report: on it.
        digest: SHA-256 of the body.
        at: when it was had, at most the moment of verification.
    """

    document: Document
    report: Report
    digest: bytes
    at: datetime


class Lists:
    """The lists that one credential names; each is had, verified and unpacked once in a verification.

    Many credentials inside one document may name the same list, so what was found is kept with the bench.

    Args:
        context: that of the credential.
    """

    __slots__ = ("_context", "_seen")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._seen = context.seen

    def look_up(self, entry: ListEntry) -> Place:
        """Return the value of `entry` (Bitstring Status List 1.0, section 3.2, steps 5 to 14).

        Raises:
            Unavailable: ``status.unreachable``.
            Unsupported: ``status.*``: the list is not to be used, too large, or says nothing about the entry.
        """
        had = self._verified(entry)
        if self._is_stale(entry, had):
            had = self._verified(entry, anew=True)
        try:
            listed = self._listed(entry, had)
            _compare(entry, listed)
            bits = self._bits(entry, listed, had)
            value = _value(entry, bits)
        except Problem as problem:
            # The list is at fault and not the credential, which would be FAILED.
            raise Unsupported(problem.code, entry.path, **{"url": entry.url, **problem.params}) from None
        notes = (*self._keeper(entry, had.report, value), *listed.notes)
        count, least = len(bits) * 8 // entry.size, entry.method.least
        if count < least:
            # A short list tells its keeper too much of who asks; what it says is no less true.
            notes += (
                Malformed("status.list_too_short", entry.path, url=entry.url, count=count, least=least),
            )
        other = other_list(listed.id, entry.url, entry.path)
        if isinstance(other, Unsupported) and value == 0:
            raise other
        if self._is_stale(entry, had):
            # What it says against the credential was true then; that nothing was added since is not known.
            stale = Unsupported("status.list_stale", entry.path, url=entry.url, at=had.at)
            if value == 0:
                raise stale
            notes += (stale,)
        of = had.at if had.at < self._context.now else None
        return Place(value, notes if other is None else (*notes, other), of)

    def _is_stale(self, entry: ListEntry, had: _Had) -> bool:
        """Tell whether the list says that it should have been asked for again since it was had."""
        try:
            ttl = self._listed(entry, had).ttl
        except Problem:
            return False
        return ttl is not None and self._context.now - had.at > ttl

    def _listed(self, entry: ListEntry, had: _Had) -> StatusList:
        key = (f"{entry.method.entry} list {had.digest.hex()}", entry.url)
        return self._seen.once(key, entry.path, lambda: read_list(had.document.value, entry.method))

    def _verified(self, entry: ListEntry, *, anew: bool = False) -> _Had:
        key = ("renewed credential" if anew else "credential", entry.url)
        had = self._seen.once(key, entry.path, lambda: self._ask(entry, anew))
        if had.report.verified:
            return had
        decisive = had.report.decisive
        assert decisive is not None, "only VERIFIED has no decisive check"
        code = _WHY.get(decisive.code, "status.list_not_verified")
        params = {**decisive.reason.params, "url": entry.url}
        raise Unsupported(code, entry.path, **params) from Problem(
            decisive.code, entry.path, **decisive.reason.params
        )

    def _ask(self, entry: ListEntry, anew: bool) -> _Had:
        context = self._context
        assert context.bench is not None, "a bench judges whatever has a status"
        response = answer(entry.url, entry.path, context, code="status.unreachable", anew=anew)
        body, at = response.body, min(response.fetched_at or context.now, context.now)
        try:
            document = credential_in(body, context)
        except Problem as problem:
            raise Unsupported("status.not_a_list", entry.path, url=entry.url) from problem
        if document.kind not in CREDENTIALS:
            # Of a hosted badge, for one, what its address publishes is judged, and not what is in hand.
            raise Unsupported("status.not_a_list", entry.path, url=entry.url)
        digest = hashlib.sha256(body)
        record = InputRecord("status list", entry.path, digest.hexdigest(), len(body), entry.url)
        return _Had(document, context.bench.status_list(document, record), digest.digest(), at)

    def _keeper(self, entry: ListEntry, report: Report, value: int) -> tuple[Problem, ...]:
        """Raise unless the list is the word of the issuer, or of one whom the policy allows."""
        context = self._context
        issuer = context.claims.issuer.id if context.claims.issuer is not None else None
        keeper = report.issuer.id if report.issuer is not None else None
        if keeper is not None and keeper == issuer:
            return ()
        who = {"url": entry.url, "list_issuer": keeper or "nobody", "issuer": issuer or "nobody"}
        if keeper in context.policy.status_issuers:
            return (Malformed("status.list_kept_by", entry.path, **who),)
        said = Unsupported("status.list_would_report", entry.path, purpose=entry.purpose) if value else None
        raise Unsupported("status.list_foreign", entry.path, **who) from said

    def _bits(self, entry: ListEntry, listed: StatusList, had: _Had) -> bytes:
        key = (f"{entry.method.entry} {had.digest.hex()}", entry.url)
        return self._seen.once(key, entry.path, lambda: self._unpacked(entry, listed, had.digest))

    def _unpacked(self, entry: ListEntry, listed: StatusList, digest: bytes) -> bytes:
        memory, name, limits = self._context.lists, entry.method.entry, self._context.limits
        left = limits.status_total_bytes - self._seen.unpacked
        bits = memory.get(entry.url, digest, name) if memory is not None else None
        if bits is None:
            try:
                bits = decode(listed.encoded, entry.method, limit=min(limits.status_list_bytes, left))
            except LimitExceeded:
                if left >= limits.status_list_bytes:
                    raise
            else:
                if memory is not None:
                    memory.keep(entry.url, digest, name, bits)
        # Those that are remembered count as well: the report must not depend on which badge came first.
        if bits is None or len(bits) > left:
            raise LimitExceeded("status.lists_too_large", limit=limits.status_total_bytes)
        self._seen.unpacked += len(bits)
        return bits


def _value(entry: ListEntry, bits: bytes) -> int:
    """Return the value of an entry; raise where only readers from the left read that nothing is set."""
    value = value_at(bits, entry.index, entry.size)
    # Place n of a byte, counted from one side, is place 7 - n, counted from the other.
    if entry.method.either and value == 0 and value_at(bits, entry.index ^ 7):
        raise Unsupported("status.bit_order", url=entry.url, index=entry.index)
    return value


def _compare(entry: ListEntry, listed: StatusList) -> None:
    """Raise unless the list is about what the entry asks."""
    if entry.purpose not in listed.purposes:
        purposes = clean(", ".join(purpose[:200] for purpose in islice(listed.purposes, _PURPOSES_SHOWN)))
        raise Unsupported("status.purpose_mismatch", purpose=entry.purpose, purposes=purposes)
    if listed.size is not None and listed.size != entry.size:
        raise Unsupported("status.size_differs")
