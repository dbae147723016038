"""The tutorial and the example of older badges, over real HTTPS to a server on this machine.

They are written for the documents map; here the same documents are served under the same names, and the live
fetcher asks for them. Its guard stands: this machine is allowed by name of the hook that exists for it.
"""

from __future__ import annotations

import runpy
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.docs.blocks import ROOT
from tests.docs.test_code_blocks import run_page
from tests.support.local_server import Server, answer, make_pki

import badgekit

BADGES = ROOT / "examples" / "badges"
HOSTS = ("guild.example", "museum.example")
REASONS = {200: "200 OK", 404: "404 Not Found", 410: "410 Gone"}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server for the issuers of the examples; every documents map becomes the live network."""
    documents = badgekit.MappingFetcher.from_file(BADGES / "documents.json")
    real_connect = socket.socket.connect

    def serve(server: Server, connection: socket.socket, path: str) -> None:
        headers = server.requests[-1].lower().partition("host: ")[2]
        try:
            found = documents.get(f"https://{headers.partition(chr(13))[0]}{path}")
        except badgekit.BadgekitError:
            connection.sendall(answer(b"not found", "Content-Type: text/plain", status=REASONS[404]))
            return
        media_type = f"Content-Type: {found.headers['content-type']}"
        connection.sendall(answer(found.body, media_type, status=REASONS[found.status]))

    pki = make_pki(tmp_path)
    server = Server(serve, tls=pki.server(*HOSTS))

    def connect(self: socket.socket, address: Any) -> None:
        # The addresses of the examples have no port, and only the administrator may listen at 443.
        assert address == ("127.0.0.1", 443), f"the docs asked {address}"
        real_connect(self, ("127.0.0.1", server.port))

    def live(path: object, **options: Any) -> badgekit.HttpFetcher:
        return badgekit.HttpFetcher(
            verify=str(pki.authority),
            resolve=lambda host, port: ["127.0.0.1"] if host in HOSTS else [],
            unsafe_allow_addresses=lambda address: address.is_loopback,
        )

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(badgekit.MappingFetcher, "from_file", live)
    yield server
    # Whoever stops the server must reach it.
    monkeypatch.undo()
    server.close()


def test_the_tutorial(site: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(BADGES, tmp_path / "examples" / "badges")
    monkeypatch.chdir(tmp_path)
    run_page(ROOT / "docs" / "tutorial" / "verify-older-badges.md")
    asked = {request.split(" ")[1] for request in site.requests}
    assert {"/open-badges/2.0/assertions/1.json", "/open-badges/1.0/issuer.json"} <= asked


def test_the_example(site: Server, capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(ROOT / "examples" / "verify_hosted_badges.py"), run_name="__main__")
    printed = capsys.readouterr().out
    assert printed.count("VERIFIED") == 3
    assert printed.count("REJECTED") == 2
    assert site.connections >= 10


def test_a_server_that_cannot_be_trusted_is_no_verdict_on_the_badge(
    site: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetcher = badgekit.HttpFetcher(
        resolve=lambda host, port: ["127.0.0.1"],
        unsafe_allow_addresses=lambda address: address.is_loopback,
    )
    report = badgekit.verify("https://guild.example/open-badges/2.0/assertions/1.json", fetcher=fetcher)
    assert (report.verdict, report.decisive and report.decisive.code) == ("INCONCLUSIVE", "net.tls")


def test_this_machine_is_not_asked_unless_allowed(site: Server) -> None:
    fetcher = badgekit.HttpFetcher(resolve=lambda host, port: ["127.0.0.1"])
    report = badgekit.verify("https://guild.example/open-badges/2.0/assertions/1.json", fetcher=fetcher)
    assert (report.verdict, report.decisive and report.decisive.code) == ("INCONCLUSIVE", "net.blocked")
    assert site.requests == []
