"""Asking for a list that a credential names. Whatever goes wrong, "not revoked" is not what it means."""

from __future__ import annotations

from badgekit.checks.base import Context
from badgekit.errors import LimitExceeded, Malformed, Problem, Unavailable, Unsupported
from badgekit.gathering import addresses
from badgekit.net.fetcher import ACCEPT_CREDENTIAL, Response
from badgekit.net.guard import check_url
from badgekit.net.iri import to_uri

__all__ = ["answer", "other_list"]


def answer(url: str, path: str, context: Context) -> Response:
    """Return the answer of `url` with status 200.

    Raises:
        Unavailable: ``status.unreachable``, with what the network said as its cause.
    """
    try:
        if context.session is None:
            raise Unavailable("net.offline", url=url)
        uri = to_uri(url)
        # The credential names the address, not the caller: it leads to nothing inside the caller's network.
        check_url(uri, allow_http=True, ports=None)
        response = context.session.get(uri, accept=ACCEPT_CREDENTIAL)
    except (Unavailable, LimitExceeded) as problem:
        reason = "there was no answer that could be used"
        raise Unavailable("status.unreachable", path, url=url, reason=reason) from problem
    if response.status != 200:
        reason = f"it answered with status {response.status}"
        raise Unavailable("status.unreachable", path, url=url, reason=reason)
    return response


def other_list(own_id: str | None, url: str, path: str) -> Problem | None:
    """Return what is to be said of a list at `url` that calls itself `own_id`.

    Returns:
        None where it is the list that was asked for; `Malformed` ``status.list_moved`` for a copy on another
        host; `Unsupported` ``status.list_other_id`` for another list, which may be a good one of the same
        issuer, and in which nothing is said about this credential.
    """
    if own_id is None or addresses.same_place(own_id, url):
        return None
    own, asked = addresses.parse(own_id), addresses.parse(url)
    if (
        own is not None
        and asked is not None
        and own.host != asked.host
        and _name(own.target) == _name(asked.target)
    ):
        return Malformed("status.list_moved", path, url=url, id=own_id)
    return Unsupported("status.list_other_id", path, url=url, id=own_id)


def _name(target: str) -> str:
    return target.rpartition("/")[2]
