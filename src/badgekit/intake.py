"""From the input to documents: unpack, read a token, name the kind. Nothing is believed yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from badgekit.containers import Payload, unpack
from badgekit.documents import Document
from badgekit.envelopes import open_message, open_token, opened
from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.findings import CheckResult, Finding, Outcome, outcome_of
from badgekit.limits import Limits
from badgekit.source import Taken

__all__ = ["Intake", "document_of", "open_token", "receive", "receive_entry", "unpacked", "unreadable"]

_FORMATS = "OB 3.0 Document Formats"


@dataclass(frozen=True, slots=True)
class Intake:
    """One document and how it was packed; `asked` is the address that answered with it, "" for none."""

    document: Document
    container: str
    location: str
    warnings: tuple[Problem, ...] = ()
    asked: str = ""


def receive(taken: Taken, limits: Limits, fetch: Callable[[str], Taken] | None = None) -> Intake:
    """Return the one document in `taken`.

    Args:
        taken: the input.
        limits: bounds.
        fetch: asks for the hosted badge where a picture holds nothing but its address (OB 1.0 baking); None
            where nothing may be asked.

    Raises:
        Problem: it holds no document, or more than one, or a broken one.
    """
    if taken.value is not None:
        return Intake(opened(_own(taken.value, limits), "$", limits), "object", "")
    assert taken.data is not None
    payload = unpack(taken.data, limits)
    asked = taken.asked
    if payload.url is not None and fetch is not None:
        hosted = fetch(payload.url)
        assert hosted.data is not None
        inner = unpack(hosted.data, limits)
        document, asked = document_of(inner, limits), hosted.asked
        # A picture at that address holds a badge; it is not the answer itself.
        if inner.container != "json":
            asked = ""
    else:
        document = document_of(payload, limits)
        if payload.container != "json":
            asked = ""
    return Intake(document, payload.container, payload.location, payload.warnings, asked)


def document_of(payload: Payload, limits: Limits) -> Document:
    """Return the document that a container held, out of its token or envelope.

    Raises:
        Problem: it is none, or broken.
    """
    if payload.token is not None:
        return open_token(payload.token, limits)
    if payload.message is not None:
        return open_message(payload.message, limits)
    if payload.value is not None:
        return opened(payload.value, "$", limits)
    raise Unsupported("input.link_only", url=payload.url or "")


def receive_entry(entry: Any, path: str, limits: Limits) -> Document:
    """Return the document of one entry of a response or record: an object, a compact JWS, or an envelope.

    Raises:
        Problem: it is none of these, or broken.
    """
    if isinstance(entry, Mapping):
        return opened(entry, path, limits)
    if isinstance(entry, str):
        return open_token(entry, limits)
    raise Malformed("input.response_malformed", path)


def unpacked(where: str, warnings: tuple[Problem, ...]) -> CheckResult:
    """Return the result of unpacking an input that was found at `where`, with what was tolerated."""
    findings = tuple(Finding.of(problem) for problem in warnings)
    if findings:
        return CheckResult("input.readable", Outcome.WARNING, findings[0], findings[1:], _FORMATS)
    reason = Finding("input.unpacked", params={"where": where})
    return CheckResult("input.readable", Outcome.PASSED, reason, (), _FORMATS)


def unreadable(problem: Problem) -> CheckResult:
    """Return the result for an input that did not become a document, because of `problem`."""
    return CheckResult("input.readable", outcome_of(problem), Finding.of(problem), spec=_FORMATS)


def _own(value: Mapping[str, Any], limits: Limits) -> dict[str, Any]:
    """Return `value` as strict JSON data of our own, which later changes by the caller cannot reach."""
    import json

    from badgekit import strictjson

    try:
        text = json.dumps(dict(value), allow_nan=False, default=_as_dict)
    except (TypeError, ValueError, RecursionError):
        raise Malformed("input.not_json_data") from None
    owned: dict[str, Any] = strictjson.loads(text, limits=limits)
    return owned


def _as_dict(value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)
