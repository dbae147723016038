"""One GET over one fresh connection, through requests and urllib3, with everything optional left out.

The adapter is called directly, never a `requests.Session`: so there are no proxies, no ``.netrc``, no
cookies, no environment, and no hidden reading of a redirect's body. The connection goes to an address
that was checked; the name is used for TLS (SNI and certificate) and for ``Host``. Every byte that the
server sends is counted below HTTP parsing, so endless headers, interim answers, trailers and false
chunk sizes end at the same wall.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from badgekit.errors import LimitExceeded
from badgekit.net.addresses import Address
from badgekit.net.deadline import Deadline
from badgekit.net.guard import ParsedUrl

if TYPE_CHECKING:
    import socket
    import ssl

    import requests

__all__ = ["Exchange", "Send", "build_sender", "connect"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request to one place.

    Attributes:
        place: the checked URL.
        addresses: checked addresses of its host, at least one.
        headers: request headers.
        deadline: of the whole fetch.
        body_bytes: how many bytes of body are wanted at most.
        header_bytes: likewise of status line and headers, those of interim answers included.
    """

    place: ParsedUrl
    addresses: tuple[Address, ...]
    headers: Mapping[str, str]
    deadline: Deadline
    body_bytes: int
    header_bytes: int


Send = Callable[[Exchange], "requests.Response"]


class Meter:
    """A binary file that raises `LimitExceeded` when more comes out of it than was allowed.

    It starts with the allowance for headers; `start_body` begins anew with that for the body.
    """

    __slots__ = ("_file", "_left", "_problem")

    def __init__(self, file: IO[bytes], url: str, allowance: int) -> None:
        self._file = file
        self._left = allowance
        self._problem = LimitExceeded("net.too_many_headers", url=url)

    def start_body(self, url: str, allowance: int, limit: int) -> None:
        """Allow `allowance` bytes from here; `limit` is what the message names."""
        self._left = allowance
        self._problem = LimitExceeded("net.too_large", url=url, limit=limit)

    def read(self, size: int | None = -1) -> bytes:
        """Read like the file, never more than one byte over the allowance."""
        return self._count(self._file.read(self._cut(size)))

    def read1(self, size: int = -1) -> bytes:
        """Read once like the file, never more than one byte over the allowance."""
        # The typed interface of the file is that of raw files; http.client's is a buffered one.
        return self._count(self._file.read1(self._cut(size)))  # type: ignore[attr-defined]

    def readline(self, size: int | None = -1) -> bytes:
        """Read a line like the file, never more than one byte over the allowance."""
        return self._count(self._file.readline(self._cut(size)))

    def readinto(self, buffer: memoryview) -> int:
        """Read into `buffer`, never more than one byte over the allowance."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def peek(self, size: int = 0) -> bytes:
        """Look ahead; what is only looked at does not count."""
        # As for `read1`.
        return self._file.peek(size)  # type: ignore[attr-defined, no-any-return]

    def flush(self) -> None:
        """Do nothing: the file is only read."""

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _cut(self, size: int | None) -> int:
        most = self._left + 1
        return most if size is None or size < 0 else min(size, most)

    def _count(self, data: bytes) -> bytes:
        self._left -= len(data)
        if self._left < 0:
            raise self._problem
        return data


def connect(addresses: tuple[Address, ...], port: int, deadline: Deadline) -> socket.socket:
    """Open a TCP connection to the first of `addresses` that answers; no name is looked up.

    Raises:
        OSError: the last error, when none answers.
    """
    import socket

    error: OSError = TimeoutError()
    for left, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
        family = socket.AF_INET if address.version == 4 else socket.AF_INET6
        with contextlib.ExitStack() as closing:
            try:
                # A machine without IPv6 fails here already, and the next address may be an IPv4 one.
                connection = socket.socket(family, socket.SOCK_STREAM)
                closing.callback(connection.close)
                # One dead address may not eat the time of the others.
                connection.settimeout(max(deadline.remaining() / left, 0.001))
                connection.connect((str(address), port))
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                deadline.watch(connection)
            except OSError as caught:
                error = caught
            else:
                closing.pop_all()
                return connection
    raise error


def build_sender(context: ssl.SSLContext) -> Send:
    """Return the function that performs an `Exchange` and gives back an unread response.

    The classes live here so that requests is imported only when something is fetched.

    Args:
        context: used for https; shared by all exchanges.
    """
    import http.client

    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

    class MeteredResponse(http.client.HTTPResponse):
        def __init__(self, sock: socket.socket, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
            super().__init__(sock, *args, **kwargs)
            self._exchange = exchange
            self._meter = Meter(self.fp, exchange.place.url, exchange.header_bytes)
            # http.client asks for no more of its file than Meter has.
            self.fp = self._meter  # type: ignore[assignment]

        def begin(self, *args: Any, **kwargs: Any) -> None:
            super().begin(*args, **kwargs)
            # Chunks cost framing bytes; who sends every byte as a chunk of its own is not waited for.
            limit = self._exchange.body_bytes
            self._meter.start_body(self._exchange.place.url, 2 * limit + 4096, limit)

    class PinnedConnection(HTTPConnection):
        def __init__(self, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._exchange = exchange
            # Declared as a class; http.client only calls it.
            self.response_class = functools.partial(  # type: ignore[assignment]
                MeteredResponse, exchange=exchange
            )

        def putrequest(self, method: str, url: str, *args: Any, **kwargs: Any) -> None:
            # What was checked is what is sent: the libraries would respell brackets, escapes and dots.
            super().putrequest(method, self._exchange.place.target, *args, **kwargs)

        def _new_conn(self) -> socket.socket:
            return connect(self._exchange.addresses, self._exchange.place.port, self._exchange.deadline)

    class PinnedSecureConnection(PinnedConnection, HTTPSConnection):
        pass

    class PinnedPool(HTTPConnectionPool):
        ConnectionCls = PinnedConnection

    class PinnedSecurePool(HTTPSConnectionPool):
        ConnectionCls = PinnedSecureConnection

    class PinnedAdapter(HTTPAdapter):
        def __init__(self, exchange: Exchange) -> None:
            super().__init__()
            self._exchange = exchange

        def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> HTTPConnectionPool:
            exchange = self._exchange
            place = exchange.place
            if place.scheme == "https":
                return PinnedSecurePool(place.host, place.port, ssl_context=context, exchange=exchange)
            return PinnedPool(place.host, place.port, exchange=exchange)

        def cert_verify(self, *args: Any, **kwargs: Any) -> None:
            """Leave the certificates to the context, which has loaded them once."""

        def build_response(self, req: requests.PreparedRequest, resp: Any) -> requests.Response:
            response = requests.Response()  # without the cookies and the encoding that requests would read
            response.raw = resp
            return response

    def send(exchange: Exchange) -> requests.Response:
        request = requests.Request("GET", exchange.place.url, headers=dict(exchange.headers)).prepare()
        remaining = max(exchange.deadline.remaining(), 0.001)
        return PinnedAdapter(exchange).send(request, stream=True, timeout=remaining)

    return send
