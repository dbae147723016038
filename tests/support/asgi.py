"""A client inside the process: what a server would hand to an ASGI application, and what it would send."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message, Scope

GONE = object()
"""In a body: the client closes the connection."""


@dataclass(frozen=True)
class Answered:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


async def exchange(
    app: ASGIApp,
    method: str,
    target: str,
    body: bytes | Iterable[Any] = b"",
    headers: Mapping[str, str] | None = None,
    root_path: str = "",
) -> Answered:
    """Send one request.

    Args:
        body: the whole of it, or its pieces; between them numbers are pauses in seconds, and events are
            waited for. `GONE` as the last one closes the connection.
    """
    path, _, query = target.partition("?")
    given = {name.lower(): value for name, value in (headers or {}).items()}
    if isinstance(body, bytes):
        given.setdefault("content-length", str(len(body)))
        body = [body]
    pieces = iter(body)
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": root_path + path,
        "raw_path": (root_path + path).encode(),
        "root_path": root_path,
        "query_string": query.encode("latin-1"),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in given.items()],
        "server": ("testserver", 80),
        "client": ("testclient", 50000),
    }

    async def receive() -> Message:
        for piece in pieces:
            if piece is GONE:
                return {"type": "http.disconnect"}
            if isinstance(piece, bytes):
                return {"type": "http.request", "body": piece, "more_body": True}
            try:
                await asyncio.wait_for(_pause(piece), 20)
            except TimeoutError:
                raise AssertionError("the service waits for ever") from None
        return {"type": "http.request", "body": b"", "more_body": False}

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start, *rest = sent
    names = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
    return Answered(start["status"], names, b"".join(message.get("body", b"") for message in rest))


async def _pause(piece: Any) -> None:
    await (piece.wait() if isinstance(piece, asyncio.Event) else asyncio.sleep(piece))


def ask(
    app: ASGIApp,
    method: str,
    target: str,
    body: bytes | Iterable[Any] = b"",
    headers: Mapping[str, str] | None = None,
    root_path: str = "",
) -> Answered:
    """Send one request from where nothing is asynchronous; the arguments are those of `exchange`."""
    return asyncio.run(exchange(app, method, target, body, headers, root_path))


def post_json(app: ASGIApp, path: str, value: Any, **headers: str) -> Answered:
    """Send `value` as JSON."""
    return ask(app, "POST", path, json.dumps(value).encode(), {"content-type": "application/json", **headers})


def form(
    file: bytes | None,
    fields: Iterable[tuple[str, str]] = (),
    *,
    name: str = "file",
    boundary: str = "frontier",
) -> tuple[bytes, dict[str, str]]:
    """Return body and headers of a form with `file` and `fields`."""
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields
    ]
    if file is not None:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="badge"\r\n'
        parts.append(f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + file + b"\r\n")
    return (
        b"".join(parts) + f"--{boundary}--\r\n".encode(),
        {"content-type": f"multipart/form-data; boundary={boundary}"},
    )
