"""What a caller may say besides the file: who it should belong to, when, and under which policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from badgekit.service.answers import Refused
from badgekit.service.judges import PRESETS

__all__ = [
    "MAX_CHARACTERS",
    "MAX_PARAMETERS",
    "MAX_REPEATS",
    "PARAMETERS",
    "Parameter",
    "Question",
    "from_query",
    "question_of",
]

MAX_CHARACTERS = 2048
"""Characters of one value."""
MAX_REPEATS = 10
"""Identifiers of one kind."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of ``POST /verify``; where it `names_person` (the candidate), it may be repeated."""

    name: str
    meaning: str
    names_person: bool = False
    choices: tuple[str, ...] = ()
    form: str = ""


PARAMETERS = (
    Parameter("email", "An e-mail address of the candidate.", names_person=True),
    Parameter("id", "A DID or other URI of the candidate.", names_person=True),
    Parameter("url", "A web address of the candidate, such as a profile.", names_person=True),
    Parameter("name", "A full name of the candidate.", names_person=True),
    Parameter("phone", "A telephone number of the candidate.", names_person=True),
    Parameter("student_id", "An identifier of the candidate at a school or in a system.", names_person=True),
    Parameter("policy", "The policy that judges; the service's own when left out.", choices=PRESETS),
    Parameter("now", "The moment of verification; the present when left out.", form="date-time"),
    Parameter("domain", "The domain that the proof must name."),
    Parameter("challenge", "The challenge that the proof must name."),
)
MAX_PARAMETERS = sum(MAX_REPEATS if parameter.names_person else 1 for parameter in PARAMETERS)
_KNOWN: Mapping[str, Parameter] = {parameter.name: parameter for parameter in PARAMETERS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The parameters of one request, read."""

    candidate: Mapping[str, list[str]] | None = None
    policy: str | None = None
    now: datetime | None = None
    domain: str | None = None
    challenge: str | None = None


def from_query(query: bytes) -> list[tuple[str, str]]:
    """Return the pairs of a query string.

    Raises:
        Refused: ``request.form`` or ``request.too_many_parameters``.
    """
    if query.count(b"&") >= MAX_PARAMETERS:
        raise Refused(400, "request.too_many_parameters", limit=MAX_PARAMETERS)
    try:
        return parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        raise Refused(400, "request.form", reason="the query is not UTF-8 in percent-encoding") from None


def question_of(pairs: Iterable[tuple[str, str]]) -> Question:
    """Return what `pairs` of names and values ask.

    Raises:
        Refused: one is unknown, given twice, or has an unusable value. A misspelt ``email`` that was passed
            over would leave nobody to compare the recipient with.
    """
    candidate: dict[str, list[str]] = {}
    single: dict[str, str] = {}
    for name, value in pairs:
        parameter = _KNOWN.get(name)
        if parameter is None:
            raise Refused(400, "request.unknown_parameter", name=name, known=", ".join(_KNOWN))
        if not value.strip() or len(value) > MAX_CHARACTERS:
            reason = f"it has more than {MAX_CHARACTERS} characters" if value.strip() else "it is empty"
            raise Refused(400, "request.parameter", name=name, reason=reason)
        if parameter.names_person:
            values = candidate.setdefault(name, [])
            values.append(value)
            if len(values) > MAX_REPEATS:
                raise Refused(400, "request.too_many_parameters", limit=MAX_REPEATS)
        elif name in single:
            raise Refused(400, "request.parameter_twice", name=name)
        else:
            single[name] = value
    now = single.pop("now", None)
    return Question(candidate=candidate or None, now=_moment(now) if now is not None else None, **single)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        reason = "it is not a time such as 2026-06-01T12:00:00Z (in a query “+” is written %2B)"
        raise Refused(400, "request.parameter", name="now", reason=reason) from None
