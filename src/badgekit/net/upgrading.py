"""Old badges name plain http addresses; where those are not asked, the https address of the same place is."""

from __future__ import annotations

from badgekit.errors import Unavailable
from badgekit.net.fetcher import ACCEPT_JSON, Response
from badgekit.net.guard import check_url
from badgekit.net.iri import to_uri
from badgekit.net.session import FetchSession

__all__ = ["get", "secure_twin"]


def get(
    session: FetchSession, address: str, *, accept: str = ACCEPT_JSON, from_badge: bool = True
) -> tuple[Response, bool]:
    """Return the answer of `address`, and whether it was asked over https in place of http.

    A fetcher that may ask plain http asks the address as it is written. Where it refuses, the same host, path
    and query are asked over https: nobody but the owner of the name can answer there.

    Args:
        session: asks.
        address: the address, letters outside ASCII allowed.
        accept: the ``Accept`` header.
        from_badge: a badge names the address, not the caller; then even a fetcher that would ask inside the
            caller's network is not handed such an address.

    Raises:
        Unavailable, LimitExceeded: as `FetchSession.get`.
    """
    uri = to_uri(address)
    if from_badge:
        check_url(uri, allow_http=True, ports=None)
    try:
        return session.get(uri, accept=accept), False
    except Unavailable as problem:
        twin = secure_twin(uri)
        if problem.code != "net.blocked" or problem.params.get("rule") != "http" or twin is None:
            raise
    return session.get(twin, accept=accept), True


def secure_twin(uri: str) -> str | None:
    """Return the https address of the same host, path and query for an http one on its usual port."""
    try:
        parts = check_url(uri, allow_http=True)
    except Unavailable:
        return None
    if parts.scheme != "http" or parts.port != 80:
        return None
    return f"https://{parts.host}{parts.target}"
