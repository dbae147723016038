"""One thing described in several places: harmless, worth a remark, or a way to hide something.

RDF merges what a document says of one id, so a third party can move members and types between the places
without a change in what is signed. What checks and readers rely on must therefore stand in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from badgekit.documents import types_of
from badgekit.errors import Problem
from badgekit.jsonpath import member_at

__all__ = ["MAX_SHARED", "hidden", "outside_entries", "worth_a_remark"]

# Half of a status, a schema or a proof elsewhere, under the same id, would hide it.
_ONE_PLACE = ("$.credentialStatus", "$.credentialSchema", "$.refreshService", "$.termsOfUse", "$.proof")
_RELIED_ON = re.compile(r"\$(\.credentialSubject(\[\d+\])?(\.achievement)?)?\Z", re.ASCII)
_SUBJECT = re.compile(r"\$\.credentialSubject(\[\d+\])?\Z", re.ASCII)
_EMBEDDED = re.compile(r".*?\.(?:endorsement|verifiableCredential)(?:\[\d+\])?(?=\.|\Z)", re.ASCII)

_ENTRY = re.compile(
    r"\$(?:\.credentialSubject(?:\[0\])?)?\.verifiableCredential(?:\[\d+\]){0,2}(?=\.|\Z)", re.ASCII
)

# Members of an AchievementSubject alone (OB 3.0); in another description of the same person they would be
# out of the checks' sight.
_OF_A_SUBJECT = frozenset(
    {
        "achievement",
        "activityEndDate",
        "activityStartDate",
        "creditsEarned",
        "identifier",
        "licenseNumber",
        "narrative",
        "result",
        "role",
        "source",
        "term",
    }
)
_OF_AN_ENDORSEMENT = frozenset({"id", "type", "endorsementComment"})

MAX_SHARED = 32
"""Pairs of objects that are looked at; whether anything is hidden among more of them is not known."""

Place = tuple[str, Mapping[str, Any]]


def outside_entries(shared: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems of `shared` that the credentials inside a learner record do not settle.

    Each of them is believed for its own proof alone, so nothing can be moved into one, or out of it. That
    the learner, an issuer or an achievement is described again in each is how records are made.
    """
    return tuple(problem for problem in shared if not _settled(problem))


def _settled(problem: Problem) -> bool:
    places = str(problem.params.get("first")), problem.path
    outside = [place for place in places if not _ENTRY.match(place)]
    if len(outside) == 2:
        return False
    return not any(place == "$" or place.startswith(_ONE_PLACE) for place in outside)


def hidden(document: Mapping[str, Any], shared: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems of `shared` where something that is relied on may have been moved."""
    return tuple(problem for problem, verdict in _judged(document, shared) if verdict == "hidden")


def worth_a_remark(document: Mapping[str, Any], shared: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems of `shared` that change nothing which is relied on."""
    return tuple(problem for problem, verdict in _judged(document, shared) if verdict == "remark")


def _judged(document: Mapping[str, Any], shared: Iterable[Problem]) -> list[tuple[Problem, str]]:
    by_id: dict[object, dict[str, Problem]] = {}
    for problem in shared:
        paths = by_id.setdefault(problem.params.get("id"), {})
        paths.setdefault(str(problem.params.get("first")), problem)
        paths[problem.path] = problem
    judged = []
    for paths in by_id.values():
        places = [(path, member_at(document, path)) for path in paths]
        verdicts = {_verdict(one, other) for one, other in combinations(places, 2)}
        # The problem that is shown is the one of the place that was met last.
        last = list(paths.values())[-1]
        judged.append((last, "hidden" if "hidden" in verdicts else "remark" if "remark" in verdicts else ""))
    return judged


def _verdict(one: Place, other: Place) -> str:
    (path, node), (other_path, other_node) = one, other
    inside = _embedded(path)
    if inside and inside == _embedded(other_path):
        return ""  # within one embedded credential, which is judged for itself
    if _is_endorsement_of(path, node) or _is_endorsement_of(other_path, other_node):
        return ""
    if path.startswith(_ONE_PLACE) or other_path.startswith(_ONE_PLACE):
        return "hidden"
    relied_on = bool(_RELIED_ON.match(path)), bool(_RELIED_ON.match(other_path))
    if not any(relied_on):
        return "remark"
    if all(relied_on):
        return "hidden"
    # A person who issues a badge to themself is described twice, as issuer and as subject.
    subject, foreign = (path, other_node) if relied_on[0] else (other_path, node)
    if not _SUBJECT.match(subject) or not isinstance(foreign, Mapping):
        return "hidden"
    if _OF_A_SUBJECT.isdisjoint(foreign) and "AchievementSubject" not in types_of(foreign):
        return "remark"
    return "hidden"


def _embedded(path: str) -> str:
    found = _EMBEDDED.match(path)
    return found[0] if found else ""


def _is_endorsement_of(path: str, node: object) -> bool:
    """Tell whether `node` is the subject of an embedded endorsement and nothing but that."""
    return (
        isinstance(node, Mapping)
        and path == f"{_embedded(path)}.credentialSubject"
        and _OF_AN_ENDORSEMENT.issuperset(node)
        and types_of(node) == ("EndorsementSubject",)
    )
