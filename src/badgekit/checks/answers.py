"""Asking for what a credential names: a status list, a schema, a newer credential.

The credential names the address, not the caller, so it leads to nothing inside the caller's network; and what
could not be had is INCONCLUSIVE, whatever it would have said.
"""

from __future__ import annotations

import re

from badgekit import strictjson
from badgekit.checks.base import Context
from badgekit.documents import Document, Kind, identify
from badgekit.errors import LimitExceeded, Unavailable, Unsupported
from badgekit.intake import open_token
from badgekit.net.fetcher import ACCEPT_CREDENTIAL, Response
from badgekit.net.guard import check_url
from badgekit.net.iri import to_uri

__all__ = ["answer", "credential_in"]

# VCDM 2.0 section 4.13: the token of an enveloped credential is a data: URL.
_ENVELOPE = re.compile(r"data:application/(?:[a-z0-9.+-]+\+)?jwt,(.+)\Z", re.ASCII | re.IGNORECASE)


def answer(url: str, path: str, context: Context, *, code: str, accept: str = ACCEPT_CREDENTIAL) -> Response:
    """Return the answer of `url` with status 200.

    Args:
        url: the address that the credential names.
        path: where it names it.
        context: of the credential.
        code: said where there is no such answer.
        accept: the ``Accept`` header.

    Raises:
        Unavailable: `code` with ``url`` and ``reason``, and what the network said as its cause.
    """
    try:
        if context.session is None:
            raise Unavailable("net.offline", url=url)
        uri = to_uri(url)
        check_url(uri, allow_http=True, ports=None)
        response = context.session.get(uri, accept=accept)
    except (Unavailable, LimitExceeded) as problem:
        reason = "there was no answer that could be used"
        raise Unavailable(code, path, url=url, reason=reason) from problem
    if response.status != 200:
        reason = f"it answered with status {response.status}"
        raise Unavailable(code, path, url=url, reason=reason)
    return response


def credential_in(body: bytes, context: Context) -> Document:
    """Return the credential in an answer: JSON, a compact JWS, or JSON with a JWS as its envelope.

    Raises:
        Problem: there is none, or two readers could see two.
    """
    if body.lstrip()[:1] != b"{":
        return open_token(_text(body).strip(), context.limits)
    value = strictjson.loads(body, limits=context.limits)
    document = identify(value)
    if document.kind is not Kind.ENVELOPED_CREDENTIAL:
        return document
    envelope = _ENVELOPE.match(value["id"]) if isinstance(value.get("id"), str) else None
    if envelope is None:
        raise Unsupported("input.envelope_unsupported", type="")
    return open_token(envelope[1], context.limits)


def _text(body: bytes) -> str:
    try:
        return body.decode("ascii")
    except UnicodeDecodeError:
        raise Unsupported("json.not_utf8", offset=0) from None
