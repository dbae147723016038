"""Whatever a library complained about, and however deep it is wrapped, becomes one of badgekit's codes."""

from __future__ import annotations

import http.client
import ssl
from typing import Any

import pytest
import requests
from urllib3.exceptions import InvalidHeader, MaxRetryError, ProtocolError

from badgekit.errors import LimitExceeded, Unavailable
from badgekit.net.failures import explain
from badgekit.net.guard import check_url

PLACE = check_url("https://uni.example/a")


def tls(kind: type[ssl.SSLError], **members: Any) -> ssl.SSLError:
    error = kind(1, "[SSL] something")
    for name, value in members.items():
        setattr(error, name, value)
    return error


@pytest.mark.parametrize(
    ("error", "code", "reason"),
    [
        (tls(ssl.SSLCertVerificationError, verify_message="expired"), "net.tls", "expired"),
        (tls(ssl.SSLCertVerificationError, verify_message=""), "net.tls", "not valid"),
        (tls(ssl.SSLError, reason="WRONG_VERSION"), "net.tls_handshake", "WRONG_VERSION"),
        (tls(ssl.SSLError, reason=None), "net.tls_handshake", "SSLError"),
        (TimeoutError(), "net.timeout", None),
        (http.client.LineTooLong("header line"), "net.too_many_headers", None),
        (http.client.HTTPException("got more than 100 headers"), "net.too_many_headers", None),
        (ConnectionRefusedError(), "net.failed", "the connection was refused"),
        (InvalidHeader("x"), "net.failed", "the stated length is not a number"),
        (http.client.BadStatusLine("x"), "net.failed", "the answer is not HTTP"),
        (http.client.IncompleteRead(b""), "net.failed", "the answer broke off"),
        (ConnectionResetError(), "net.failed", "the connection was broken off"),
        (OSError(), "net.failed", "the host cannot be reached"),
        (ZeroDivisionError(), "net.failed", "ZeroDivisionError"),
    ],
)
def test_each_complaint_has_its_code(error: Exception, code: str, reason: str | None) -> None:
    by_cause = RuntimeError("cause")
    by_cause.__cause__ = error
    wrapped = [
        error,
        requests.ConnectionError(error),
        requests.ConnectionError(ProtocolError("Connection broken", error)),
        requests.ConnectionError(MaxRetryError(None, "/", error)),  # type: ignore[arg-type]
        requests.ConnectionError(by_cause),
    ]
    for one in wrapped[: 1 if code == "net.failed" and reason == "ZeroDivisionError" else None]:
        problem = explain(PLACE, one)
        assert (problem.code, problem.params.get("reason")) == (code, reason), one
        assert problem.params["url"] == PLACE.url
        assert problem.params.get("host") == ("uni.example" if "tls" in code else None)
        assert isinstance(problem, LimitExceeded if code == "net.too_many_headers" else Unavailable)


@pytest.mark.parametrize("own", [Unavailable("net.blocked"), LimitExceeded("net.too_large")])
def test_what_badgekit_said_itself_stays(own: Exception) -> None:
    assert explain(PLACE, own) is own
    assert explain(PLACE, requests.ConnectionError(ProtocolError("x", own))) is own


def test_a_timeout_below_a_connection_error_is_a_timeout() -> None:
    error = ConnectionResetError()
    error.__cause__ = TimeoutError()
    assert explain(PLACE, error).code == "net.timeout"


def test_what_was_being_handled_says_nothing() -> None:
    error = ZeroDivisionError()
    error.__context__ = TimeoutError()
    assert explain(PLACE, error).params["reason"] == "ZeroDivisionError"


def test_errors_that_hold_each_other_come_to_an_end() -> None:
    one, other = OSError(), ValueError()
    one.args, other.args = (other, other), (one, one)
    assert explain(PLACE, one).params["reason"] == "the host cannot be reached"


def wrapped_in(depth: int, error: BaseException) -> Exception:
    for _ in range(depth):
        error = RuntimeError(error)
    assert isinstance(error, Exception)
    return error


def test_fifty_errors_are_looked_at() -> None:
    assert explain(PLACE, wrapped_in(49, TimeoutError())).code == "net.timeout"
    assert explain(PLACE, wrapped_in(50, TimeoutError())).params["reason"] == "RuntimeError"


def test_the_outermost_complaint_counts() -> None:
    error = RuntimeError(ConnectionRefusedError(), http.client.BadStatusLine("x"))
    assert explain(PLACE, error).params["reason"] == "the connection was refused"
