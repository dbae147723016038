"""The one door to the outside: what a fetcher is, what it answers, and what may go wrong.

Everything badgekit asks of the network goes through `Fetcher.get`. A caller may bring their own (a
cache, a proxy, a test double); `ask` is the only way the other rooms call one, so whatever such a
fetcher does, only two kinds of exception come out of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Protocol, runtime_checkable

from badgekit.errors import LimitExceeded, Unavailable

__all__ = [
    "ACCEPT_CONTROLLER",
    "ACCEPT_CREDENTIAL",
    "ACCEPT_JSON",
    "ACCEPT_KEY",
    "DeadlineFetcher",
    "Fetcher",
    "FreshFetcher",
    "Response",
    "ask",
    "media_type_of",
]

# Issuers in use answer with a web page unless the header names exactly the types they know, and some
# read it with a plain substring test; hence long lists without weights and never ``*/*``.
ACCEPT_JSON = "application/ld+json, application/json"
"""Open Badges 2 documents: assertions, badge classes, profiles, revocation lists."""

ACCEPT_CREDENTIAL = (
    "application/ld+json, application/json, application/vc, application/vc+jwt, application/jwt, text/plain"
)
"""Credentials that may come as JSON or as a compact JWS: hosted Open Badges 3, status lists, endorsements."""

ACCEPT_CONTROLLER = (
    "application/did+json, application/did+ld+json, application/cid, application/ld+json, application/json"
)
"""DID documents and controlled identifier documents."""

ACCEPT_KEY = (
    "application/jwk+json, application/jwk-set+json, application/ld+json, application/json, "
    "application/x-pem-file, text/plain"
)
"""One public key or a set of them, as JWK or PEM."""

# What sites let their visitors put there. No issuer calls its documents so, and no browser takes them for
# anything else: neither must badgekit, or a visitor's "picture" is a badge, or an issuer.
_MEDIA = ("image/", "audio/", "video/", "font/")
# They matter to no verdict, and an answer may end up in a recording that is handed on.
_NEVER_KEPT = ("set-cookie", "set-cookie2")


@dataclass(frozen=True, slots=True)
class Response:
    """What one URL answered, whatever the status; judging it is the business of the caller.

    Attributes:
        url: the URL as it was asked for.
        final_url: the URL that gave this answer, in normalised spelling. Look at `redirects`, not at a
            difference between the two, to know whether somebody else answered.
        status: HTTP status, 200 to 599.
        headers: names in lower case; read-only. Repeated headers are joined by ``", "``, cookies are dropped.
        body: the decoded bytes (content encoding undone).
        redirects: the URLs that were gone to after `url`, in order; the last one is `final_url`.
        fetched_at: when it was had, aware, where that was not just now but recorded or remembered. None says
            that it was had for this very question. Not part of the comparison of two answers.
    """

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    redirects: tuple[str, ...] = ()
    fetched_at: datetime | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        lowered = {name.lower(): value for name, value in self.headers.items()}
        for name in _NEVER_KEPT:
            lowered.pop(name, None)
        object.__setattr__(self, "headers", MappingProxyType(lowered))

    @property
    def media_type(self) -> str:
        """The type and subtype of the body in lower case, without parameters; empty when not stated."""
        return media_type_of(self.headers.get("content-type", ""))

    @property
    def is_media(self) -> bool:
        """Whether the site itself calls the body a picture, a sound, a film or a font."""
        return self.media_type.startswith(_MEDIA)


@runtime_checkable
class Fetcher(Protocol):
    """Answers a GET request for one URL.

    An implementation raises `Unavailable` when there is no answer and `LimitExceeded` when the answer
    is larger than allowed; every HTTP status, 404 and 500 too, is an answer. Anything else it raises is
    reported as ``net.failed``. It must be usable from several threads at once.
    """

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        """Return the answer of `url`, asked with the ``Accept`` header `accept`."""
        ...


@runtime_checkable
class DeadlineFetcher(Fetcher, Protocol):
    """A fetcher that can be told how long the answer may take; those of badgekit can."""

    def get_within(self, url: str, *, accept: str, seconds: float) -> Response:
        """Like `get`, but give up with ``net.timeout`` after `seconds`."""
        ...


@runtime_checkable
class FreshFetcher(Fetcher, Protocol):
    """A fetcher that remembers answers and can be told to ask anew."""

    def get_fresh(self, url: str, *, accept: str, seconds: float) -> Response:
        """Like `DeadlineFetcher.get_within`, but not with a remembered answer."""
        ...


def ask(
    fetcher: Fetcher,
    url: str,
    *,
    accept: str = ACCEPT_JSON,
    seconds: float | None = None,
    fresh: bool = False,
) -> Response:
    """Call `fetcher` so that nothing but `Unavailable` and `LimitExceeded` escapes.

    Args:
        fetcher: any fetcher, also one that a user wrote.
        url: the URL to ask for.
        accept: the ``Accept`` header.
        seconds: upper bound of the time; honoured by a `DeadlineFetcher`.
        fresh: not with a remembered answer; honoured by a `FreshFetcher`, and there only with `seconds`.

    Raises:
        Unavailable: as the fetcher said, or ``net.failed`` for a foreign exception or a foreign answer.
        LimitExceeded: as the fetcher said.
    """
    try:
        # Asking a Protocol whether this is an instance of it costs more than the rest of a warm answer.
        name = "get_fresh" if fresh and hasattr(fetcher, "get_fresh") else "get_within"
        within = getattr(fetcher, name, None) if seconds is not None else None
        if within is not None:
            response = within(url, accept=accept, seconds=seconds)
        else:
            response = fetcher.get(url, accept=accept)
    except (Unavailable, LimitExceeded):
        raise
    except Exception as error:
        # The text of a foreign exception may quote anything; its type name is enough to find it.
        raise Unavailable("net.failed", url=url, reason=type(error).__name__) from error
    if isinstance(response, Response) and not (
        isinstance(response.body, bytes)
        and isinstance(response.status, int)
        and isinstance(response.redirects, tuple)
        and all(isinstance(step, str) for step in (response.final_url, *response.redirects))
        and (response.fetched_at is None or _is_aware(response.fetched_at))
    ):
        raise Unavailable("net.failed", url=url, reason="the fetcher returned a malformed response")
    if not isinstance(response, Response):
        raise Unavailable("net.failed", url=url, reason=f"the fetcher returned {type(response).__name__}")
    return response


def _is_aware(moment: object) -> bool:
    return isinstance(moment, datetime) and moment.utcoffset() is not None


def media_type_of(content_type: str) -> str:
    """Return type and subtype of a ``Content-Type`` value in lower case, without its parameters."""
    return content_type.partition(";")[0].strip().lower()
