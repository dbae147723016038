"""A server on this machine that says exactly what a test tells it to, byte for byte."""

from __future__ import annotations

import contextlib
import datetime
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from badgekit.limits import Limits
from badgekit.net import HttpFetcher

Handler = Callable[["Server", socket.socket, str], None]


@dataclass
class Server:
    """One listening socket; every connection is answered by `handler` in a thread of its own."""

    handler: Handler
    tls: ssl.SSLContext | None = None
    speaks_first: bool = False
    requests: list[str] = field(default_factory=list)
    connections: int = 0
    outlasted: bool = False
    stopping: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def url(self, path: str = "/", host: str = "issuer.example") -> str:
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def close(self) -> None:
        self.stopping.set()
        # shutdown() wakes the accepting thread; close() alone would leave it there.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(5)
            assert not thread.is_alive()

    def _accept(self) -> None:
        while not self.stopping.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.closing(connection):
            connection.settimeout(3)
            if self.tls is not None:
                connection = self.tls.wrap_socket(connection, server_side=True)
            with connection:
                data = b""
                while not self.speaks_first and b"\r\n\r\n" not in data and (piece := connection.recv(65536)):
                    data += piece
                self.requests.append(data.decode("latin-1"))
                self.handler(self, connection, data.decode("latin-1").partition(" ")[2].partition(" ")[0])


def answer(body: bytes = b"{}", *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """Return a whole HTTP answer; `length` None states the true one."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def says(data: bytes) -> Handler:
    """Return a handler that sends `data` and closes."""
    return lambda server, connection, path: connection.sendall(data)


def drip(start: bytes, piece: bytes, pause: float = 0.01) -> Handler:
    """Return a handler that sends `start` and then `piece` again and again, until the other side goes.

    After twenty seconds it goes itself and says so in `Server.outlasted`.
    """

    def handler(server: Server, connection: socket.socket, path: str) -> None:
        connection.sendall(start)
        for _ in range(round(20 / pause)):
            if server.stopping.wait(pause):
                return
            connection.sendall(piece)
        server.outlasted = True

    return handler


def flood(start: bytes, piece: bytes) -> Handler:
    """Return a handler that sends `start` and then `piece` as fast as it can."""

    def handler(server: Server, connection: socket.socket, path: str) -> None:
        connection.sendall(start)
        while not server.stopping.is_set():
            connection.sendall(piece)

    return handler


@dataclass(frozen=True)
class Pki:
    """A certificate authority and servers it certified."""

    authority: Path
    folder: Path
    key: Any
    certificate: x509.Certificate

    def server(self, name: str, *more: str, own: bool = False, expired: bool = False) -> ssl.SSLContext:
        """Return the TLS side of a server for `name` and `more`; `own` makes it certify itself."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        now = datetime.datetime.now(datetime.UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject if own else self.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=9))
            .not_valid_after(now + datetime.timedelta(days=-1 if expired else 9))
            .add_extension(
                x509.SubjectAlternativeName([x509.DNSName(entry) for entry in (name, *more)]), critical=False
            )
            .sign(key if own else self.key, hashes.SHA256())
        )
        file = self.folder / f"{name}-{certificate.serial_number}.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


def make_pki(folder: Path) -> Pki:
    """Create an authority whose files lie in `folder`."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "an authority for tests")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=9))
        .not_valid_after(now + datetime.timedelta(days=9))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    authority = folder / "authority.pem"
    authority.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return Pki(authority, folder, key, certificate)


def local(*servers: Server, seconds: float = 3.0, body: int = 10_000, **options: Any) -> HttpFetcher:
    """Return a fetcher for which every name is this machine and `servers` are allowed."""
    defaults: dict[str, Any] = {
        "limits": replace(Limits(), fetch_seconds=seconds, fetch_bytes=body),
        "allow_http": True,
        "ports": {server.port for server in servers},
        "unsafe_allow_addresses": lambda address: address.is_loopback,
        "resolve": lambda host, port: ["127.0.0.1"],
    }
    return HttpFetcher(**(defaults | options))
