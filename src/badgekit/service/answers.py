"""An answer before it becomes HTTP, and the refusal of a request that cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from badgekit import Finding

__all__ = ["Answer", "Refused", "as_problem"]

PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and JSON body; `remark` is what the log may say of it: a verdict or a code, nothing personal."""

    status: int
    body: Mapping[str, Any]
    remark: str = ""
    media_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


class Refused(Exception):
    """The request cannot be used.

    Args:
        status: HTTP status, 4xx or 5xx.
        code: stable code, ``request.reason``, or one of the input's.
        message: the sentence; when left out, the one of `code` with `params` filled in.
        headers: further headers of the answer.
        params: values for the sentence.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str = "",
        *,
        headers: Mapping[str, str] | None = None,
        **params: object,
    ) -> None:
        super().__init__(code)
        finding = Finding(code, params=params)
        self.status = status
        self.code = code
        self.message = message or finding.message
        self.hint = finding.hint
        self.headers = headers or {}


def as_problem(refused: Refused) -> Answer:
    """Return the problem details that answer a refused request (RFC 9457)."""
    body = {
        "title": HTTPStatus(refused.status).phrase,
        "status": refused.status,
        "code": refused.code,
        "detail": refused.message,
    }
    if refused.hint:
        body["hint"] = refused.hint
    return Answer(refused.status, body, refused.code, PROBLEM, refused.headers)
