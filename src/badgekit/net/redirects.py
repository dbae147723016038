"""Following redirects: one rule for the network and for documents handed over offline.

At most `limits.redirects` steps; every step passes the whole guard again; never from https to http; the
body of a redirect is not looked at; nothing but the URL travels on (no credentials exist to leak).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from badgekit.errors import Unavailable
from badgekit.net.fetcher import Response
from badgekit.net.guard import DEFAULT_PORTS, ParsedUrl, check_url, join, refuse

__all__ = ["Answer", "UrlRules", "follow", "is_redirect"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class UrlRules:
    """What `check_url` and `follow` are told by whoever configures a fetcher.

    Attributes:
        allow_http: plain http may be asked.
        ports: the ports that may be asked.
        redirects: how many redirects are followed for one request.
    """

    allow_http: bool = False
    ports: frozenset[int] = DEFAULT_PORTS
    redirects: int = 3

    def check(self, url: str) -> ParsedUrl:
        """Take `url` apart under these rules, or raise ``net.blocked``."""
        return check_url(url, allow_http=self.allow_http, ports=self.ports)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one URL answered, before redirects are followed. For a redirect the body is empty."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


def is_redirect(status: int) -> bool:
    """Say whether `status` tells to ask another URL (RFC 9110 section 15.4)."""
    return status in _REDIRECTS


def follow(url: str, ask_once: Callable[[ParsedUrl], Answer], rules: UrlRules) -> Response:
    """Ask `url` and whatever it redirects to, and return the last answer.

    Args:
        url: the URL to start from.
        ask_once: answers one checked URL, without following anything.
        rules: applied to `url` and to every target.

    Raises:
        Unavailable: ``net.blocked``, ``net.too_many_redirects``, ``net.redirect_without_target``, and
            what `ask_once` raises.
    """
    here = rules.check(url)
    steps: list[str] = []
    while True:
        answer = ask_once(here)
        if not is_redirect(answer.status):
            return Response(url, here.url, answer.status, answer.headers, answer.body, tuple(steps))
        location = answer.headers.get("location", "")
        if not location:
            raise Unavailable("net.redirect_without_target", url=here.url, status=answer.status)
        if len(steps) >= rules.redirects:
            raise Unavailable("net.too_many_redirects", url=url, limit=rules.redirects)
        there = rules.check(join(here, location))
        if here.scheme == "https" and there.scheme != "https":
            refuse(there.url, "downgrade")
        steps.append(there.url)
        here = there
