"""Old badges name plain http addresses; where those are not asked, the https address of the same place is."""

from __future__ import annotations

from badgekit.errors import Unavailable
from badgekit.net.fetcher import ACCEPT_JSON, Response
from badgekit.net.guard import check_url
from badgekit.net.iri import to_uri
from badgekit.net.session import FetchSession

__all__ = ["get", "secure_twin"]


def get(session: FetchSession, address: str, *, accept: str = ACCEPT_JSON) -> tuple[Response, bool]:
    """Return the answer of `address`, and whether it was asked over https in place of http.

    A fetcher that may ask plain http asks the address as it is written. Where it refuses, the same host, path
    and query are asked over https: nobody but the owner of the name can answer there.

    Raises:
        Unavailable, LimitExceeded: as `FetchSession.get`.
    """
    uri = to_uri(address)
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
