"""A server on this machine that nobody may reach, and every way to lead a request to it."""

from __future__ import annotations

import ipaddress
import json
import socket
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from tests.support.local_server import Pki, Server, answer, local

from badgekit import Limits, Policy, Verifier
from badgekit.errors import LimitExceeded, Problem, Unavailable
from badgekit.net import FetchSession, HttpFetcher, upgrading
from badgekit.testing import IssuerSimulator

Serve = Callable[..., Server]
HOST = "issuer.example"
LOOPBACK = "127.0.0.1"


def resolve(host: str, port: int) -> list[str]:
    """Answer like the most obliging resolver: numbers in any spelling, and every name is this machine."""
    try:
        return [socket.inet_ntoa(socket.inet_aton(host))]
    except OSError:
        return [LOOPBACK]


def refused(ask: Callable[[], object]) -> Problem:
    with pytest.raises((Unavailable, LimitExceeded)) as caught:
        ask()
    return caught.value


# Written otherwise, each of these is 127.0.0.1, or a name that every machine gives itself.
SPELLINGS = [
    *("127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0X7F.0.0.1", "017700000001"),
    *("0177.0.0.1", "127.0.0.1.", "00000177.0.0.1", "127.0.0.0x1", "0", "0.0.0.0", "[::1]", "[::]"),
    *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]"),
    *("[2001:0:7f00:1::1]", "[::1%25lo]", "[0:0:0:0:0:0:0:1]", "[fe80::1%251]"),
    *("localhost", "LOCALHOST", "localhost.", "localhost.localdomain", "x.localhost", "ip6-localhost"),
    *("issuer.example@127.0.0.1", "issuer.example:80@localhost", "issuer.example.", "issuer.example.local"),
    *("127.0.0.1%2f.issuer.example", "%31%32%37.0.0.1", "127.0.0.1\\.issuer.example", "127。0。0。1"),
    *("１２７.０.０.１", "①②⑦.0.0.1", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "localhoſt", "𝕝ocalhost", "127.0.0.1\t", "127.0.0.1 "),
]


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_this_machine_is_asked(serve: Serve, host: str) -> None:
    """The address itself is allowed here, so that the text alone decides."""
    secret = serve(answer(b"secret"))
    fetcher = local(secret, resolve=resolve)
    for url in (f"http://{host}:{secret.port}/", f"http://{host}:{secret.port}"):
        assert refused(partial(fetcher.get, url)).code == "net.blocked"
        session = FetchSession(fetcher, Limits())
        # The address of a badge may be an IRI, which is made a URI first.
        assert refused(partial(upgrading.get, session, url)).code == "net.blocked"
    assert secret.connections == 0


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_this_machine_is_followed(serve: Serve, host: str) -> None:
    secret = serve(answer(b"secret"))
    target = f"http://{host}:{secret.port}/".encode().decode("latin-1")
    server = serve(answer(b"", f"Location: {target}", status="302 Found"))
    assert refused(lambda: local(server, secret, resolve=resolve).get(server.url())).code == "net.blocked"
    assert (server.connections, secret.connections) == (1, 0)


INSIDE = [
    *("127.0.0.1", "127.0.0.2", "127.255.255.254", "0.0.0.0", "::", "::1", "::ffff:127.0.0.1", "::127.0.0.1"),
    *("64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "fe80::1%lo", "::1%1"),
    *("2001:0:808:808:0:ffff:80ff:fffe",),
]


@pytest.mark.parametrize("address", INSIDE)
@pytest.mark.parametrize("before", [[], ["8.8.8.8"], ["2606:4700::1111", "8.8.8.8"]])
def test_no_name_that_leads_to_this_machine_is_connected_to(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, address: str, before: list[str]
) -> None:
    secret = serve(answer(b"secret"))
    tried = _connections(monkeypatch)
    fetcher = HttpFetcher(allow_http=True, ports=[secret.port], resolve=lambda host, port: [*before, address])
    problem = refused(lambda: fetcher.get(secret.url()))
    assert (problem.code, problem.params["rule"]) == ("net.blocked", "address")
    assert (tried, secret.connections) == ([], 0)


def _connections(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Note where sockets are connected to; outside of this machine they are not."""
    tried: list[Any] = []
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        tried.append(address[0])
        if not ipaddress.ip_address(address[0].partition("%")[0]).is_global:
            return real(self, address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    return tried


# Badges.


def _named(sim: IssuerSimulator, url: str, host: str) -> Iterator[Any]:
    """Yield badges, most of them soundly signed by their maker, that name `url` wherever one may stand."""
    badge = sim.issue()
    entry = {"id": f"{url}#1", "type": "BitstringStatusListEntry", "statusPurpose": "revocation"}
    status = {**entry, "statusListIndex": "1", "statusListCredential": url}
    yield sim.sign({**badge, "credentialStatus": status})
    yield sim.sign({**badge, "credentialStatus": {"id": url, "type": "1EdTechRevocationList"}}, "EdDSA")
    yield sim.sign({**badge, "credentialSchema": [{"id": url, "type": "JsonSchema"}]})
    yield sim.sign({**badge, "credentialSchema": [{"id": url, "type": "JsonSchemaCredential"}]}, "EdDSA")
    yield sim.sign({**badge, "refreshService": {"id": url, "type": "1EdTechCredentialRefresh"}}, "EdDSA")
    yield sim.sign(
        {**badge, "evidence": [{"id": url, "type": ["Evidence"]}], "image": {"id": url, "type": "Image"}}
    )
    for who in (url, f"did:web:{host}"):
        named = {**badge, "issuer": {**badge["issuer"], "id": who}}
        yield sim.sign(named, "EdDSA", kid=f"{who}#key", claims={"iss": who})
        proof = {**sim.sign(badge)["proof"], "verificationMethod": f"{who}#key"}
        yield {**named, "proof": proof}
        yield {**badge, "proof": proof}
    endorsement = {**sim.endorse(badge["id"]), "issuer": {**badge["issuer"], "id": url}}
    yield sim.sign({**badge, "endorsement": [{**endorsement, "proof": proof}]})
    older = sim.older.issue(generation="2.0").document
    assert isinstance(older, dict)
    yield {**older, "id": url, "verification": {"type": "HostedBadge", "url": url}}
    yield {**older, "badge": url}
    yield {**older, "verification": {"type": "SignedBadge", "creator": url}}
    yield json.dumps({"uid": "1", "verify": {"type": "hosted", "url": url}, "badge": url}).encode()
    yield url.encode()


@pytest.mark.parametrize("host", [HOST, "localhost", "127.0.0.1", "[::1]", "0x7f.1"])
def test_no_badge_leads_to_this_machine(serve: Serve, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    """Even where plain http and the port are allowed, and whatever name servers say."""
    secret = serve(answer(b'{"secret": 1}'))
    tried = _connections(monkeypatch)
    fetcher = HttpFetcher(allow_http=True, ports=[secret.port], resolve=resolve)
    sim = IssuerSimulator(method="did:key")
    url = f"http://{host}:{secret.port}/x"
    policy = Policy.standard(refresh=True)
    for badge in _named(sim, url, f"{host}%3A{secret.port}"):
        report = Verifier(fetcher=fetcher, policy=policy).verify(badge, now=sim.now)
        assert "secret" not in report.to_json().replace(str(secret.port), "")
    assert (tried, secret.connections) == ([], 0)


# Answers that end early, late, or twice.


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified"])
def test_an_answer_without_a_body_has_none_whatever_follows(serve: Serve, status: str) -> None:
    server = serve(f"HTTP/1.1 {status}\r\n\r\n".encode() + b'{"id": "smuggled"}')
    response = local(server).get(server.url())
    assert (response.status, response.body) == (int(status[:3]), b"")


def test_nothing_after_the_stated_end_is_read(serve: Serve) -> None:
    more = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother"
    server = serve(answer(b"{}") + more)
    fetcher = local(server)
    assert [fetcher.get(server.url()).body for _ in range(2)] == [b"{}", b"{}"]


def test_no_connection_is_used_for_a_second_question_or_another_host(serve: Serve) -> None:
    def handler(server: Server, connection: socket.socket, path: str) -> None:
        connection.sendall(answer(path.encode(), "Connection: keep-alive", "Keep-Alive: timeout=60"))
        server.stopping.wait(0.2)

    server = serve(handler)
    fetcher = local(server)
    for host in (HOST, "other.example", HOST):
        assert fetcher.get(server.url(f"/{host}", host)).body == f"/{host}".encode()
    assert server.connections == 3
    assert [request.count("GET ") for request in server.requests] == [1, 1, 1]


def test_a_chain_from_http_over_https_does_not_end_in_http(serve: Serve, pki: Pki) -> None:
    plain = serve(answer(b"plain"))
    secure = serve(answer(b"", f"Location: {plain.url()}", status="302 Found"), pki.server(HOST))
    first = serve(answer(b"", f"Location: {secure.url()}", status="307 Temporary Redirect"))
    fetcher = local(first, secure, plain, verify=str(pki.authority))
    problem = refused(lambda: fetcher.get(first.url()))
    assert (problem.code, problem.params["rule"], plain.connections) == ("net.blocked", "downgrade", 0)


def test_one_address_that_is_not_allowed_forbids_the_name(serve: Serve) -> None:
    """With real sockets: the first of the addresses would answer."""
    server = serve(answer(b"here"))
    fetcher = local(
        server,
        resolve=lambda host, port: [LOOPBACK, "10.0.0.5"],
        unsafe_allow_addresses=lambda address: str(address) == LOOPBACK,
    )
    assert refused(lambda: fetcher.get(server.url())).code == "net.blocked"
    assert server.connections == 0
