"""Servers on this machine, started by a test and stopped after it."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator

import pytest
from tests.support.local_server import Handler, Pki, Server, make_pki, says


@pytest.fixture(scope="session")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Pki:
    return make_pki(tmp_path_factory.mktemp("pki"))


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    servers: list[Server] = []

    def start(
        handler: Handler | bytes, tls: ssl.SSLContext | None = None, *, speaks_first: bool = False
    ) -> Server:
        servers.append(Server(says(handler) if isinstance(handler, bytes) else handler, tls, speaks_first))
        return servers[-1]

    yield start
    for server in servers:
        server.close()
