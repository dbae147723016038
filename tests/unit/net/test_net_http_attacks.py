"""Servers, names and surroundings that mean harm; each of these goes through when its rule is taken out."""

from __future__ import annotations

import gzip
import socket
import threading
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.support.local_server import Handler, Pki, Server, answer, drip, flood, local

from badgekit.errors import LimitExceeded, Problem, Unavailable
from badgekit.net import HttpFetcher

Serve = Callable[..., Server]
HOST = "issuer.example"
OK = b"HTTP/1.1 200 OK\r\n"


def failure(fetcher: HttpFetcher, url: str) -> Problem:
    with pytest.raises((Unavailable, LimitExceeded)) as caught:
        fetcher.get(url)
    assert "not given)" not in str(caught.value)
    return caught.value


# Time: the whole request ends at its deadline, whatever drips.


@pytest.mark.parametrize(
    "handler",
    [
        drip(b"", b""),
        drip(b"HTTP/1.1 2", b"0"),
        drip(OK + b"X: ", b"y"),
        drip(OK, b"X: y\r\n", 0.02),
        drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        drip(OK + b"Content-Length: 9000\r\n\r\n", b"x"),
        drip(OK + b"\r\n", b"x"),
        drip(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        drip(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
        drip(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"),
    ],
    ids=[
        "hang",
        "status",
        "header",
        "headers",
        "interim",
        "length",
        "close",
        "chunks",
        "chunk size",
        "trailer",
    ],
)
@pytest.mark.parametrize("secure", [False, True])
def test_slow_servers(serve: Serve, pki: Pki, handler: Handler, secure: bool) -> None:
    server = serve(handler, pki.server(HOST) if secure else None)
    fetcher = local(server, seconds=0.25, verify=str(pki.authority))
    assert failure(fetcher, server.url()).code == "net.timeout"
    assert not server.outlasted


def test_a_server_that_never_finishes_the_handshake(serve: Serve, pki: Pki) -> None:
    server = serve(drip(b"\x16\x03\x03\x20\x00", b"\x00"), speaks_first=True)
    url = server.url().replace("http:", "https:")
    assert failure(local(server, seconds=0.2, verify=str(pki.authority)), url).code == "net.timeout"


def test_an_answer_cut_by_the_deadline_is_not_taken_for_a_whole_one(serve: Serve) -> None:
    # Without a length the end of the connection is the end of the body, also when we ended it.
    server = serve(drip(OK + b"\r\n{}", b" "))
    assert failure(local(server, seconds=0.15), server.url()).code == "net.timeout"


def test_redirects_share_one_deadline(serve: Serve) -> None:
    # Each of the four answers comes in time, all of them together do not.
    def handler(server: Server, connection: socket.socket, path: str) -> None:
        server.stopping.wait(0.1)
        connection.sendall(answer(b"", f"Location: {path}x", status="302 Found"))

    server = serve(handler)
    assert failure(local(server, seconds=0.25), server.url()).code == "net.timeout"


def test_the_caller_can_allow_less_time(serve: Serve) -> None:
    server = serve(drip(b"", b""))
    with pytest.raises(Unavailable) as caught:
        local(server, seconds=60).get_within(server.url(), accept="*/*", seconds=0.1)
    assert caught.value.code == "net.timeout"


def test_a_name_server_that_never_answers() -> None:
    never = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        never.wait(20)
        return []

    fetcher = local(seconds=0.1, resolve=resolve, ports=[443])
    assert failure(fetcher, f"https://{HOST}/").code == "net.timeout"
    never.set()


def test_a_dead_address_leaves_time_for_the_next(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(answer(b"here"))
    real = socket.socket.connect
    allowed: list[float] = []

    def connect(self: socket.socket, address: Any) -> None:
        allowed.append(self.gettimeout() or 0.0)
        if address[0] == "127.0.0.9":
            raise TimeoutError
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    fetcher = local(server, seconds=4.0, resolve=lambda host, port: ["127.0.0.9", "127.0.0.1"])
    assert fetcher.get(server.url()).body == b"here"
    assert 0 < allowed[0] <= 2.0


def test_a_machine_without_ipv6_takes_the_next_address(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    class OldMachine(socket.socket):
        def __init__(self, family: int = -1, *args: Any, **options: Any) -> None:
            if family == socket.AF_INET6:
                raise OSError("Address family not supported by protocol")
            super().__init__(family, *args, **options)

    server = serve(answer(b"here"))
    fetcher = local(server, resolve=lambda host, port: ["::1", "127.0.0.1"])
    monkeypatch.setattr(socket, "socket", OldMachine)
    assert fetcher.get(server.url()).body == b"here"


# Size: what comes over the wire and what it unpacks to.


@pytest.mark.parametrize(
    ("handler", "code"),
    [
        (flood(OK, b"X-Filler: " + b"x" * 900 + b"\r\n"), "net.too_many_headers"),
        (flood(OK, b"a: b\r\n"), "net.too_many_headers"),
        (flood(OK + b"X: ", b"x" * 1000), "net.too_many_headers"),
        (flood(b"HTTP/1.1 200 ", b"x" * 1000), "net.too_many_headers"),
        (flood(b"", b"HTTP/1.1 100 Continue\r\nX: y\r\n\r\n"), "net.too_many_headers"),
        (flood(OK + b"\r\n", b"x" * 1000), "net.too_large"),
        (
            flood(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"400\r\n" + b"x" * 1024 + b"\r\n"),
            "net.too_large",
        ),
        (flood(OK + b"Transfer-Encoding: chunked\r\n\r\nfffffffffff\r\n", b"x" * 1024), "net.too_large"),
        (flood(OK + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", b"x" * 65536), "net.too_large"),
        (flood(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"), "net.too_large"),
        (flood(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"), "net.too_large"),
        (flood(OK + b"Content-Length: 1000000000000000000\r\n\r\n", b"x" * 1000), "net.too_large"),
        (flood(OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", b"x" * 1000), "net.too_large"),
    ],
    ids=[
        "headers",
        "short headers",
        "header",
        "status",
        "interim",
        "body",
        "chunks",
        "chunk",
        "negative chunk",
        "trailers",
        "tiny chunks",
        "stated length",
        "absurd length",
    ],
)
def test_answers_without_end(serve: Serve, handler: Handler, code: str) -> None:
    server = serve(handler)
    tracemalloc.start()
    try:
        problem = failure(local(server, seconds=20.0), server.url())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert problem.code == code
    assert peak < 4_000_000


def test_a_stated_length_over_the_limit_is_not_waited_for(serve: Serve) -> None:
    server = serve(drip(OK + b"Content-Length: 10001\r\n\r\n", b""))
    assert failure(local(server, seconds=20.0), server.url()).code == "net.too_large"


def test_a_bomb(serve: Serve) -> None:
    server = serve(answer(gzip.compress(bytes(50_000_000)), "Content-Encoding: gzip"))
    fetcher = local(server, body=100_000, seconds=20.0)
    tracemalloc.start()
    try:
        problem = failure(fetcher, server.url())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert problem.code == "net.too_large"
    assert peak < 4_000_000


@pytest.mark.parametrize(
    "header",
    [
        "Content-Encoding: gzip, gzip, gzip",
        "Content-Encoding: gzip\r\nContent-Encoding: gzip",
        "Content-Encoding: " + ",".join(["gzip"] * 5000),
        "Content-Encoding: br",
        "Content-Encoding: deflate",
        "Content-Encoding: zstd",
        "Content-Encoding: identity, gzip",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: gzip",
    ],
)
def test_packing_that_is_not_unpacked(serve: Serve, header: str) -> None:
    server = serve(answer(gzip.compress(b"{}"), header))
    assert failure(local(server), server.url()).code == "net.encoding"


@pytest.mark.parametrize(
    "body",
    [b"plain", gzip.compress(b"{}")[:-4], gzip.compress(b"{}") + b"x", gzip.compress(b"{}") * 2],
    ids=["no gzip", "cut", "more after it", "two members"],
)
def test_broken_packing(serve: Serve, body: bytes) -> None:
    server = serve(answer(body, "Content-Encoding: gzip"))
    assert failure(local(server), server.url()).code == "net.encoding"


def test_the_body_of_a_redirect_is_not_read(serve: Serve) -> None:
    def handler(server: Server, connection: socket.socket, path: str) -> None:
        if path == "/end":
            connection.sendall(answer(b"end"))
        else:
            head = (
                OK.replace(b"200 OK", b"302 Found") + b"Location: /end\r\nContent-Encoding: gzip, br\r\n\r\n"
            )
            drip(head, b"x")(server, connection, path)

    server = serve(handler)
    assert local(server, seconds=20.0).get(server.url()).body == b"end"


# Addresses: the one that is checked is the one that is connected to.


class Names:
    """A resolver that gives its answers one after the other, and counts."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every address that is connected to; nothing leaves this machine."""
    seen: list[Any] = []

    def connect(self: socket.socket, address: Any) -> None:
        seen.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    return seen


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.5"],
        ["169.254.169.254"],
        ["::1"],
        ["::ffff:169.254.169.254"],
        ["64:ff9b::a00:5"],
        ["fe80::1%eth0"],
        ["8.8.8.8", "10.0.0.5"],
        ["8.8.8.8"] * 10 + ["10.0.0.5"],
        ["not an address"],
        ["2130706433"],
    ],
)
def test_names_that_lead_inside(connections: list[Any], addresses: list[str]) -> None:
    problem = failure(HttpFetcher(resolve=lambda host, port: addresses), f"https://{HOST}/x")
    assert (problem.code, problem.params["rule"]) == ("net.blocked", "address")
    assert connections == []
    # The report must not tell a stranger what this network looks like from inside.
    assert not any(address in str(problem) for address in addresses)


def test_the_checked_addresses_are_connected_to_and_no_name_is(connections: list[Any]) -> None:
    names = Names(["8.8.8.8", "2606:4700::1111", "8.8.4.4"])
    problem = failure(HttpFetcher(resolve=names), f"https://{HOST}/x")
    assert problem.code == "net.failed"
    assert [address[:2] for address in connections] == [
        ("8.8.8.8", 443),
        ("2606:4700::1111", 443),
        ("8.8.4.4", 443),
    ]


def test_not_every_address_of_a_long_list_is_tried(connections: list[Any]) -> None:
    failure(HttpFetcher(resolve=lambda host, port: [f"8.8.8.{n}" for n in range(200)]), f"https://{HOST}/x")
    assert len(connections) == 4


def test_a_name_is_looked_up_once(serve: Serve) -> None:
    # The first answer is the server, the second one (which a second look-up would get) leads elsewhere.
    server = serve(answer(b"right"))
    names = Names(["127.0.0.1"], ["127.0.0.66"])
    assert local(server, resolve=names).get(server.url()).body == b"right"
    assert names.asked == [HOST]


def test_a_name_that_changes_between_redirects_is_checked_again(serve: Serve) -> None:
    server = serve(answer(b"", "Location: /again", status="302 Found"))
    names = Names(["127.0.0.1"], ["10.0.0.5"])
    problem = failure(local(server, resolve=names), server.url())
    assert (problem.code, problem.params["rule"]) == ("net.blocked", "address")
    assert (names.asked, server.connections) == ([HOST, HOST], 1)


def test_an_allowed_address_allows_no_other() -> None:
    fetcher = HttpFetcher(
        unsafe_allow_addresses=lambda address: str(address) == "10.0.0.5",
        resolve=Names(["10.0.0.5", "10.0.0.6"]),
    )
    assert failure(fetcher, f"https://{HOST}/").params["rule"] == "address"


# Redirects.


@pytest.mark.parametrize(
    ("location", "rule"),
    [
        ("http://127.0.0.1/x", "address_literal"),
        ("https://localhost/x", "inside"),
        ("https://evil.example:22/", "port"),
        ("//user@evil.example/", "user_info"),
        ("data:application/json,{}", "characters"),
        ("data:application/json,x", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("/a b", "characters"),
        ("/\\evil.example", "characters"),
        ("/\xfc", "characters"),
        ("/%0d%0aX: y", "characters"),
        ("/%0d%0aX:y", "encoded_control"),
        ("/" + "a" * 3000, "length"),
        ("/a\r\nLocation: /b", "characters"),
    ],
)
def test_redirects_pass_the_same_guard(serve: Serve, location: str, rule: str) -> None:
    server = serve(answer(b"", f"Location: {location}", status="302 Found"))
    problem = failure(local(server), server.url())
    assert (problem.code, problem.params["rule"]) == ("net.blocked", rule)
    assert server.connections == 1


@pytest.mark.parametrize(
    "inside", ["127.0.0.2", "::ffff:127.0.0.1", "::1", "64:ff9b::7f00:1", "2002:7f00:1::", "0.0.0.0"]
)
def test_no_redirect_reaches_a_server_inside(serve: Serve, inside: str) -> None:
    """Both servers are real, and this machine would connect to most of these addresses."""
    secret = serve(answer(b"secret"))
    server = serve(answer(b"", f"Location: http://inside.example:{secret.port}/", status="302 Found"))
    fetcher = local(
        server,
        secret,
        resolve=lambda host, port: ["127.0.0.1"] if host == HOST else [inside],
        unsafe_allow_addresses=lambda address: str(address) == "127.0.0.1",
    )
    problem = failure(fetcher, server.url())
    assert (problem.code, problem.params["rule"]) == ("net.blocked", "address")
    assert (server.connections, secret.connections) == (1, 0)


def test_never_from_https_to_http(serve: Serve, pki: Pki) -> None:
    plain = serve(answer(b"plain"))
    secure = serve(answer(b"", f"Location: {plain.url()}", status="302 Found"), pki.server(HOST))
    fetcher = local(plain, secure, verify=str(pki.authority))
    problem = failure(fetcher, secure.url())
    assert (problem.code, problem.params["rule"], plain.connections) == ("net.blocked", "downgrade", 0)
    assert fetcher.get(plain.url()).body == b"plain"


def test_from_http_to_https(serve: Serve, pki: Pki) -> None:
    secure = serve(answer(b"secure"), pki.server(HOST))
    plain = serve(answer(b"", f"Location: {secure.url()}", status="302 Found"))
    assert local(plain, secure, verify=str(pki.authority)).get(plain.url()).body == b"secure"


# Surroundings: nothing of the machine or of an earlier answer takes part.


def test_proxies_of_the_environment_are_not_used(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy, server = serve(answer(b"proxy")), serve(answer(b"server"))
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://user:password@127.0.0.1:{proxy.port}")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert local(server).get(server.url()).body == b"server"
    assert proxy.connections == 0
    assert "roxy" not in server.requests[0]


def test_netrc_is_not_read(serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text(f"machine {HOST} login me password secret\ndefault login me password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HOME", str(tmp_path))
    server = serve(answer())
    local(server).get(server.url())
    assert "authorization" not in server.requests[0].lower()


def test_authorities_of_the_environment_are_not_trusted(
    serve: Serve, pki: Pki, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.setenv(name, str(pki.authority))
    server = serve(answer(), pki.server(HOST))
    assert failure(local(server), server.url()).code == "net.tls"


def test_cookies_are_neither_kept_nor_sent(serve: Serve) -> None:
    def handler(server: Server, connection: socket.socket, path: str) -> None:
        target = "200 OK" if path == "/b" else "302 Found"
        connection.sendall(answer(b"end", "Location: /b", "Set-Cookie: sid=1; Path=/", status=target))

    server = serve(handler)
    fetcher = local(server)
    response = fetcher.get(server.url("/a"))
    fetcher.get(server.url("/b"))
    assert len(server.requests) == 3
    assert not any("cookie" in request.lower() for request in server.requests)
    assert "set-cookie" not in response.headers


def test_the_referrer_is_not_told(serve: Serve) -> None:
    server = serve(answer(b"", "Location: /b", status="302 Found"))
    failure(local(server), server.url("/secret"))
    assert not any("referer" in request.lower() for request in server.requests)
