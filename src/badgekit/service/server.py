"""Running the application on uvicorn."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from types import FrameType
from typing import Any

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from badgekit import ConfigurationError
from badgekit.service.bounds import ServiceLimits

__all__ = ["run"]

_LOG = logging.getLogger("badgekit.service")


def run(app: ASGIApp, host: str, port: int, limits: ServiceLimits, *, log: bool) -> None:
    """Serve `app` until the process is told to stop; see `badgekit.service.serve`."""
    listener = _listen(host, port)
    if log:
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
        # It warns of each byte that does not belong into a form; the answer says so once.
        logging.getLogger("python_multipart").setLevel(logging.ERROR)
    config = uvicorn.Config(
        app,
        http=_protocol(limits.head_seconds),
        loop="asyncio",
        ws="none",
        lifespan="off",
        # The application logs its own line for each request, without the query, which names candidates.
        log_config=None,
        access_log=False,
        server_header=False,
        # Behind a proxy its address is all that is seen here, and nothing here depends on more.
        proxy_headers=False,
        limit_concurrency=limits.connections,
        timeout_keep_alive=limits.idle_seconds,
        timeout_graceful_shutdown=limits.stopping_seconds,
    )
    address = listener.getsockname()
    shown = f"[{address[0]}]" if ":" in address[0] else address[0]
    # uvicorn stops at a signal, and raises it once more for whoever was there before; nobody was.
    before = {number: signal.signal(number, _nothing_more) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with listener:
            _LOG.info("badgekit serves on http://%s:%d", shown, address[1])
            uvicorn.Server(config).run(sockets=[listener])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _nothing_more(number: int, frame: FrameType | None) -> None:
    pass


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=128)
    except (OSError, OverflowError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "not a usable address"
        raise ConfigurationError(f"cannot listen on {host} port {port}: {reason}") from None


def _protocol(seconds: float) -> type[H11Protocol]:
    """Return uvicorn's HTTP/1.1 with a deadline for what it waits for without one: the head of a request.

    Without it whoever opens connections and writes a byte now and then keeps all of them.
    """

    class Punctual(H11Protocol):
        _deadline: asyncio.TimerHandle | None = None

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._watch()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._watch()

        def on_response_complete(self) -> None:
            super().on_response_complete()
            self._watch()

        def connection_lost(self, exc: Exception | None) -> None:
            self._stop()
            super().connection_lost(exc)

        def _watch(self) -> None:
            # Idle: the head is still to come. Done: the answer is out, and a body that nobody wants comes in.
            if self.conn.our_state not in (h11.IDLE, h11.DONE):
                self._stop()
            elif self._deadline is None:
                self._deadline = self.loop.call_later(seconds, self._late)

        def _stop(self) -> None:
            if self._deadline is not None:
                self._deadline.cancel()
                self._deadline = None

        def _late(self) -> None:
            self._deadline = None
            self.transport.abort()

    return Punctual
