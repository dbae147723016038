"""The application: which address answers what, and what every request passes on its way.

A handler does three things: it takes the body within its bounds, hands it to a thread, and turns the answer
into HTTP. What the answer is, the functions of `files`, `vc_api` and `description` decide, which know nothing
of connections.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Awaitable, Callable
from functools import partial

import anyio
import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

import badgekit
from badgekit.safetext import json_text
from badgekit.service import description, files, forms, vc_api
from badgekit.service.answers import Answer, Refused, as_problem
from badgekit.service.bounds import ServiceLimits
from badgekit.service.judges import Judges

__all__ = ["build"]

_LOG = logging.getLogger("badgekit.service")

_JSON_TYPES = ("application/json", "application/ld+json")

# A form around a file: boundaries, and the fields beside it.
_FORM_ALLOWANCE = 256 * 1024

# Answers are for programs: no browser has a reason to show, keep, frame or guess them.
_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


def build(judges: Judges, limits: ServiceLimits) -> Starlette:
    """Return the application; see `badgekit.service.create_app`."""
    service = _Service(judges, limits)
    app = Starlette(
        routes=[
            Route("/verify", service.verify, methods=["POST"]),
            Route("/credentials/verify", partial(service.vc_api, vc_api.CREDENTIALS), methods=["POST"]),
            Route("/presentations/verify", partial(service.vc_api, vc_api.PRESENTATIONS), methods=["POST"]),
            Route("/health", service.health, methods=["GET"]),
            Route("/openapi.json", service.describe, methods=["GET"]),
        ],
        exception_handlers={HTTPException: _no_such_address},
    )
    app.router.redirect_slashes = False
    return app


class _Service:
    """The handlers, and how many requests they have in hand."""

    def __init__(self, judges: Judges, limits: ServiceLimits) -> None:
        self._judges = judges
        self._limits = limits
        self._in_hand = 0
        self._turns = anyio.CapacityLimiter(limits.verifications)
        bounds = judges.verifier.limits
        self._file_bytes = bounds.input_bytes
        self._json_bytes = bounds.json_bytes

    async def verify(self, request: Request) -> Response:
        """Answer ``POST /verify``."""
        content_type = request.headers.get("content-type", "")
        allowance = _FORM_ALLOWANCE if forms.is_form(content_type) else 0

        async def work() -> Answer:
            body = await self._body(request, self._file_bytes + allowance)
            query: bytes = request.scope.get("query_string", b"")
            return await self._in_thread(lambda: files.verify(body, content_type, query, self._judges))

        return await self._answered(request, "/verify", work, as_problem)

    async def vc_api(self, endpoint: vc_api.Endpoint, request: Request) -> Response:
        """Answer a request to the VC API."""

        async def work() -> Answer:
            content_type = request.headers.get("content-type", "")
            if content_type.partition(";")[0].strip().lower() not in _JSON_TYPES:
                raise Refused(415, "request.not_json", type=content_type or "none at all")
            body = await self._body(request, self._json_bytes)
            return await self._in_thread(lambda: vc_api.verify(body, endpoint, self._judges))

        return await self._answered(request, endpoint.path, work, vc_api.refusal)

    async def health(self, request: Request) -> Response:
        """Answer ``GET /health``: the process is there and its loop turns."""
        return _response(Answer(200, {"status": "ok", "badgekit": badgekit.__version__}))

    async def describe(self, request: Request) -> Response:
        """Answer ``GET /openapi.json``."""
        root = request.scope.get("root_path", "") or "/"
        return _response(Answer(200, description.openapi(self._judges, root)))

    async def _answered(
        self,
        request: Request,
        path: str,
        work: Callable[[], Awaitable[Answer]],
        refusal: Callable[[Refused], Answer],
    ) -> Response:
        began = time.monotonic()
        try:
            answer = await self._admitted(work)
        except Refused as refused:
            answer = refusal(refused)
        except Exception as error:
            # Its text may hold what the caller sent; the places it passed do not.
            places = "".join(traceback.format_tb(error.__traceback__))
            _LOG.error("%s failed with %s\n%s", path, type(error).__name__, places)
            answer = refusal(Refused(500, "request.fault", error=type(error).__name__))
        seconds = time.monotonic() - began
        _LOG.info("%s %s %d %s %.3f s", request.method, path, answer.status, answer.remark, seconds)
        return _response(answer)

    async def _admitted(self, work: Callable[[], Awaitable[Answer]]) -> Answer:
        if self._in_hand >= self._limits.requests:
            raise Refused(503, "request.busy", limit=self._limits.requests, headers={"retry-after": "1"})
        self._in_hand += 1
        try:
            return await work()
        finally:
            self._in_hand -= 1

    async def _body(self, request: Request, limit: int) -> bytes:
        """Return the body, never holding more than `limit` bytes of it."""
        encoding = request.headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("", "identity"):
            raise Refused(415, "request.encoded", encoding=encoding)
        length = request.headers.get("content-length", "")
        if length.isascii() and length.isdigit() and (len(length) > 18 or int(length) > limit):
            raise Refused(413, "request.too_large", limit=limit)
        body = bytearray()
        try:
            with anyio.fail_after(self._limits.body_seconds):
                async for piece in request.stream():
                    if len(body) + len(piece) > limit:
                        raise Refused(413, "request.too_large", limit=limit)
                    body += piece
        except TimeoutError:
            raise Refused(408, "request.too_slow", seconds=self._limits.body_seconds) from None
        except ClientDisconnect:
            # Nobody will read this answer; it is for the log.
            raise Refused(400, "request.aborted") from None
        return bytes(body)

    async def _in_thread(self, work: Callable[[], Answer]) -> Answer:
        return await anyio.to_thread.run_sync(work, limiter=self._turns)


async def _no_such_address(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        refused = Refused(405, "request.method", headers=headers, allowed=headers.get("Allow", ""))
    else:
        refused = Refused(404, "request.not_found")
    return _response(as_problem(refused))


def _response(answer: Answer) -> Response:
    # No text of a badge can mislead a terminal or a log, nor a page whose author pastes the answer into it.
    content = json_text(answer.body, indent=None).encode("ascii")
    return Response(content, answer.status, {**_HEADERS, **answer.headers}, answer.media_type)
