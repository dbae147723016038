"""Saying in one of our codes what requests, urllib3, http.client, ssl or the system complained about."""

from __future__ import annotations

from collections.abc import Iterator

from badgekit.errors import LimitExceeded, Unavailable
from badgekit.net.guard import ParsedUrl

__all__ = ["explain"]


def explain(place: ParsedUrl, error: Exception) -> Unavailable | LimitExceeded:
    """Return the problem that `error`, or one of the errors that it wraps, stands for.

    A certificate that is not trusted (``net.tls``) says nothing about the badge and something about
    this machine's list of authorities, so it is told apart from every other failure.
    """
    import http.client
    import ssl

    from urllib3.exceptions import InvalidHeader

    url, host = place.url, place.host
    chain = tuple(_chain(error))
    for link in chain:
        if isinstance(link, Unavailable | LimitExceeded):
            return link
        if isinstance(link, ssl.SSLCertVerificationError):
            return Unavailable("net.tls", url=url, host=host, reason=link.verify_message or "not valid")
        if isinstance(link, ssl.SSLError):
            return Unavailable("net.tls_handshake", url=url, host=host, reason=link.reason or "SSLError")
        if isinstance(link, TimeoutError):
            return Unavailable("net.timeout", url=url)
        # http.client has no class of its own for "too many headers": it raises the bare base class.
        if isinstance(link, http.client.LineTooLong) or type(link) is http.client.HTTPException:
            return LimitExceeded("net.too_many_headers", url=url)
    for link in chain:
        if link.__class__.__module__.startswith("requests."):
            continue  # every exception of requests is an OSError, which says nothing
        for kind, reason in (
            (ConnectionRefusedError, "the connection was refused"),
            (InvalidHeader, "the stated length is not a number"),
            (http.client.BadStatusLine, "the answer is not HTTP"),
            (http.client.IncompleteRead, "the answer broke off"),
            (ConnectionError, "the connection was broken off"),
            (OSError, "the host cannot be reached"),
        ):
            if isinstance(link, kind):
                return Unavailable("net.failed", url=url, reason=reason)
    return Unavailable("net.failed", url=url, reason=type(error).__name__)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield `error` and what it wraps: libraries use causes, arguments and `reason` alike.

    Contexts are left out: they reach into whatever the caller was handling.
    """
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting and len(seen) < 50:
        link = waiting.pop(0)
        if isinstance(link, BaseException) and id(link) not in seen:
            seen.add(id(link))
            yield link
            waiting += [link.__cause__, getattr(link, "reason", None), *link.args]
