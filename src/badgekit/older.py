"""Judging Open Badges before 3.0: collect what the issuer publishes, then run the checks on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from badgekit import models
from badgekit.documents import Document, Kind
from badgekit.errors import LimitExceeded, Problem, Unsupported
from badgekit.findings import CheckResult
from badgekit.gathering.asking import Desk
from badgekit.gathering.chain import Chain
from badgekit.gathering.collecting import gather
from badgekit.models.ob2 import classes, convert
from badgekit.models.ob2.generation import V2
from badgekit.report import InputRecord, Report
from badgekit.safetext import fault

if TYPE_CHECKING:
    from badgekit.judging import Bench

__all__ = ["judge"]


def judge(
    bench: Bench,
    document: Document,
    record: InputRecord,
    first: CheckResult,
    *,
    asked_url: str = "",
    carrier: str = "",
) -> Report:
    """Return the report on an assertion or endorsement of Open Badges 0.5 to 2.1.

    Args:
        bench: what to work with.
        document: what is in hand.
        record: how it was packed.
        first: the result of taking the input.
        asked_url: the address that answered with `document`, "" where it came otherwise.
        carrier: what an endorsement was attached to, "" for a document that stands alone.
    """
    chain, claims = _collected(bench, document, asked_url)
    read = models.ReadResult(claims, chain.issues, chain.notes)
    context = bench.context(document, read, carrier, chain=chain)
    if document.kind is Kind.ASSERTION and chain.unpublished is None and chain.revoked is None:
        attached = tuple(_attached(chain))
        context.children = tuple(_endorsements(bench, attached[: bench.limits.endorsements]))
        context.unjudged = len(attached) - len(context.children)
    return bench.conclude(context, record, first, chain.generation if chain.claims is not None else "")


def _collected(bench: Bench, document: Document, asked_url: str) -> tuple[Chain, models.Claims]:
    desk = Desk(bench.session, bench.limits, bench.engine, bench.work)
    try:
        chain = gather(document, desk, asked_url=asked_url)
        return chain, _claims(chain, document)
    except Problem as error:
        problem = error  # a bound of ours, reached while reading: there is no chain to look at
    except Exception as error:
        # A fault of ours must neither pass a badge nor stop the caller's program.
        import logging

        logging.getLogger("badgekit").error("collecting the documents of a badge broke: %s", fault(error))
        problem = Unsupported("check.broken", error=type(error).__name__)
    chain = Chain(signed=document.envelope is not None, unpublished=problem)
    return chain, _claims(chain, document)


def _claims(chain: Chain, document: Document) -> models.Claims:
    if isinstance(chain.claims, classes.Endorsement):
        return convert.to_endorsement(chain.claims, chain.issuer)
    if isinstance(chain.claims, classes.Assertion):
        return convert.to_assertion(chain.claims, chain.badge, chain.issuer)
    return models.Endorsement() if document.kind is Kind.ENDORSEMENT_2 else models.Assertion()


def _endorsements(bench: Bench, attached: Iterable[tuple[str, str, Any]]) -> Iterator[Report]:
    """Yield a report for each endorsement of the assertion, its BadgeClass and its issuer."""
    for place, carrier, entry in attached:
        asked = entry if isinstance(entry, str) else ""
        value = {"@context": V2, **entry} if isinstance(entry, Mapping) else {"@context": V2, "id": entry}
        value = {"type": "Endorsement", **value}
        document = Document(value, Kind.ENDORSEMENT_2, "", "2.0")
        record = InputRecord("endorsement", place, url=asked)
        try:
            yield bench.nested(document, record, asked=asked, carrier=carrier)
        except LimitExceeded as problem:
            # One endorsement too many says nothing about the badge, nor about others in the same document.
            yield bench.refuse(problem, record, document)


def _attached(chain: Chain) -> Iterator[tuple[str, str, Any]]:
    """Yield place, carrier and entry of each endorsement, of parts that stayed inside the assertion too."""
    carriers = {"$": chain.address, "$.badge": chain.badge_id, "$.badge.issuer": chain.issuer_id}
    waiting = list(chain.values.items())
    while waiting:
        place, value = waiting.pop(0)
        given = value.get("endorsement")
        for index, entry in enumerate(given if isinstance(given, list) else [given]):
            if isinstance(entry, str | Mapping):
                carrier = carriers.get(place) or value.get("id")
                yield f"{place}.endorsement[{index}]", str(carrier or "unknown"), entry
        for member in ("badge", "issuer"):
            inner = value.get(member)
            if isinstance(inner, Mapping):
                waiting.append((f"{place}.{member}", inner))
