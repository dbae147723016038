"""Does the badge still stand? By its own address, or by the issuer's revocation list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from badgekit.errors import Malformed, Problem, Unavailable, Unsupported
from badgekit.gathering import addresses, revocation
from badgekit.gathering.asking import Desk
from badgekit.models.ob2 import readers
from badgekit.models.ob2.classes import Issuer
from badgekit.models.reading import Issues

__all__ = ["Standing", "signed_standing"]

_PATH = "$.badge.issuer.revocationList"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of revocation: `problem` is None where it is known to stand.

    Attributes:
        problem: that it is revoked, or why that is not known.
        is_revoked: it is known to be revoked.
        source: the list that was looked at; "" = there is none.
        notes: what was tolerated.
    """

    problem: Problem | None
    is_revoked: bool = False
    source: str = ""
    notes: tuple[Problem, ...] = ()

    @classmethod
    def by_document(cls, value: Mapping[str, Any], url: str) -> Standing:
        """Return the standing of an assertion whose own document says ``revoked``."""
        reason = value.get("revocationReason")
        problem = Malformed("status.revoked", "$.revoked", reason=_reason(reason), url=url)
        return cls(problem, is_revoked=True)


def signed_standing(
    issuer: Issuer,
    issuer_id: str,
    assertion_id: str | None,
    uid: str | None,
    desk: Desk,
    *,
    generation: str = "2.0",
) -> Standing:
    """Return whether the issuer's revocation list has the badge; a list that cannot be had leaves it open.

    Args:
        issuer: the profile, which names the list.
        issuer_id: its address.
        assertion_id, uid: what the list may call the badge.
        desk: asks.
        generation: of the assertion.
    """
    url = issuer.revocation_list
    if url is None:
        return Standing(None)
    if assertion_id is None and uid is None:
        return Standing(Unsupported("status.cannot_be_listed", "$.uid", url=url), source=url)
    notes: list[Problem] = []
    try:
        if not addresses.is_web(url):
            raise Unavailable("status.list_malformed", _PATH, url=url)
        response = desk.answer(url, _PATH, notes)
        value = desk.json(url, response, _PATH)
        is_map = _is_map(value)
        shaped = desk.shape(value, "RevocationList", url=url, carrier="1.0" if is_map else "2.0")
        if shaped.class_name != "RevocationList" and not is_map:
            raise Unsupported("status.list_malformed", _PATH, url=url)
        issues = Issues()
        read = readers.read_revocation_list(shaped.value, issues, _PATH)
        if read is None or issues.issues:
            raise Unsupported("status.list_malformed", _PATH, url=url)
        if read.issuer is not None and not addresses.same_place(read.issuer, issuer_id):
            raise Unsupported("status.list_of_other", _PATH, url=url, issuer=read.issuer)
        if shaped.own_id is not None and not addresses.same_place(shaped.own_id, url):
            raise Unsupported("status.list_of_other", _PATH, url=url, issuer=shaped.own_id)
    except Problem as problem:
        # "They are wrong" about a list is "we do not know" about the badge.
        if isinstance(problem, Malformed):
            problem = Unsupported(problem.code, problem.path, **problem.params)
        return Standing(problem, source=url)
    entry = revocation.find(read.revoked_assertions, assertion_id, uid)
    if entry is None:
        # Any object of texts could be the list of 1.x, also an error message: it acquits only where 1.x is
        # in use.
        if is_map and uid is None and issuer.generation == generation == "2.0":
            return Standing(Unsupported("status.list_malformed", _PATH, url=url), source=url)
        return Standing(None, source=url, notes=tuple(notes))
    revoked = Malformed("status.revoked", _PATH, reason=_reason(entry.revocation_reason), url=url)
    return Standing(revoked, is_revoked=True, source=url)


def _is_map(value: Mapping[str, Any]) -> bool:
    """Tell whether this is the list of 1.x: a plain object of uid → reason."""
    return not {"@context", "type", "id"} & value.keys() and all(
        reason is None or isinstance(reason, str) for reason in value.values()
    )


def _reason(given: object) -> str:
    return given if isinstance(given, str) and given.strip() else "no reason given"
