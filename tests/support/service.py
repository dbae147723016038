"""The service as users run it: `badgekit serve` in a process of its own, and bare connections to it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_READY = re.compile(r"badgekit serves on http://([^\s:]+):(\d+)")


@dataclass(frozen=True)
class Running:
    """A service that runs; `log` is the file that its lines go to."""

    process: subprocess.Popen[bytes]
    address: tuple[str, int]
    log: Path

    @property
    def url(self) -> str:
        return f"http://{self.address[0]}:{self.address[1]}"

    @contextmanager
    def connection(self) -> Iterator[socket.socket]:
        """Open a connection that waits for at most half a minute."""
        with socket.create_connection(self.address, timeout=30) as opened:
            yield opened

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Tell it to stop, wait until it has, and return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(30)


@contextmanager
def serving(*arguments: str, program: str = "") -> Iterator[Running]:
    """Run ``badgekit serve`` with `arguments`, or the Python text `program`, on any free port."""
    command = ["-c", program] if program else ["-m", "badgekit", "serve", "--port", "0", *arguments]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("wb") as file:
            environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
            process = subprocess.Popen([sys.executable, *command], stderr=file, stdout=file, env=environment)
        try:
            while (found := _READY.search(log.read_text())) is None:
                assert process.poll() is None, log.read_text()
                _breathe(process)
            yield Running(process, (found[1], int(found[2])), log)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait(30)


def _breathe(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(0.02)
    except subprocess.TimeoutExpired:
        return


def answer_on(connection: socket.socket) -> tuple[int, dict[str, str], bytes]:
    """Read one answer with a ``Content-Length``: status, headers, body."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            raise ConnectionError(f"closed after {data!r}")
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", "0")):
        piece = connection.recv(65536)
        if not piece:
            raise ConnectionError("closed within a body")
        body += piece
    return int(first.split()[1]), headers, body


def is_closed(connection: socket.socket) -> bool:
    """Wait until the other side sends or closes; True where it closes."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True
