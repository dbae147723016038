"""Asking for what a credential names: a status list, a schema, a newer credential.

The credential names the address, not the caller, so it leads to nothing inside the caller's network; and what
could not be had is INCONCLUSIVE, whatever it would have said.
"""

from __future__ import annotations

from badgekit.checks.base import Context
from badgekit.containers.text import read_file
from badgekit.documents import Document
from badgekit.errors import LimitExceeded, Unavailable
from badgekit.intake import document_of
from badgekit.net.fetcher import ACCEPT_CREDENTIAL, Response
from badgekit.net.guard import check_url
from badgekit.net.iri import to_uri

__all__ = ["answer", "credential_in"]


def answer(
    url: str, path: str, context: Context, *, code: str, accept: str = ACCEPT_CREDENTIAL, anew: bool = False
) -> Response:
    """Return the answer of `url` with status 200.

    Args:
        url: the address that the credential names.
        path: where it names it.
        context: of the credential.
        code: said where there is no such answer.
        accept: the ``Accept`` header.
        anew: the answer that was had is older than it may be.

    Raises:
        Unavailable: `code` with ``url`` and ``reason``, and what the network said as its cause.
    """
    assert context.session is not None, "every verification has one"
    try:
        uri = to_uri(url)
        check_url(uri, allow_http=True, ports=None)
        ask = context.session.renew if anew else context.session.get
        response = ask(uri, accept=accept)
    except (Unavailable, LimitExceeded) as problem:
        reason = "there was no answer that could be used"
        raise Unavailable(code, path, url=url, reason=reason) from problem
    if response.status != 200:
        reason = f"it answered with status {response.status}"
        raise Unavailable(code, path, url=url, reason=reason)
    return response


def credential_in(body: bytes, context: Context) -> Document:
    """Return the credential in an answer: JSON, a token, or JSON with a token as its envelope.

    Raises:
        Problem: there is none, or two readers could see two.
    """
    return document_of(read_file(body, context.limits), context.limits)
