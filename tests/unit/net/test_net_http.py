"""The live fetcher against a server on this machine: what it asks and what it makes of the answers."""

from __future__ import annotations

import gzip
import hashlib
import os
import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.support.local_server import Handler, Pki, Server, answer, local, says

from badgekit.errors import ConfigurationError, LimitExceeded, Problem, Unavailable
from badgekit.net import ACCEPT_CREDENTIAL, HttpFetcher, Response

Serve = Callable[..., Server]
HOST = "issuer.example"


def failure(fetcher: HttpFetcher, url: str) -> Problem:
    with pytest.raises((Unavailable, LimitExceeded)) as caught:
        fetcher.get(url)
    assert "not given)" not in str(caught.value)
    assert str(caught.value) != caught.value.code
    return caught.value


def test_an_answer(serve: Serve) -> None:
    server = serve(
        answer(b'{"a": 1}', "Content-Type: Application/LD+json; charset=utf-7", "X-A: 1", "x-a: 2")
    )
    response = local(server).get(server.url("/a?b#c"))
    assert response == Response(
        server.url("/a?b#c"),
        server.url("/a?b"),
        200,
        {
            "content-length": "8",
            "content-type": "Application/LD+json; charset=utf-7",
            "x-a": "1, 2",
        },
        b'{"a": 1}',
    )
    assert response.media_type == "application/ld+json"
    with pytest.raises(TypeError):
        response.headers["x"] = "y"  # type: ignore[index]


def test_the_request_says_what_it_must_and_nothing_about_the_caller(serve: Serve) -> None:
    server = serve(answer())
    local(server, user_agent="hiring/2").get(server.url("/a%2fb/../c?c[d]=%7e"), accept=ACCEPT_CREDENTIAL)
    line, *headers = server.requests[0].rstrip("\r\n").split("\r\n")
    assert line == "GET /a%2fb/../c?c[d]=%7e HTTP/1.1"
    assert sorted(headers) == [
        "Accept-Encoding: identity",
        f"Accept: {ACCEPT_CREDENTIAL}",
        "Connection: close",
        f"Host: {HOST}:{server.port}",
        "User-Agent: hiring/2",
    ]


@pytest.mark.parametrize("status", [200, 203, 400, 401, 404, 410, 429, 500, 503])
def test_every_status_is_an_answer(serve: Serve, status: int) -> None:
    server = serve(answer(b"gone", status=f"{status} X"))
    response = local(server).get(server.url())
    assert (response.status, response.body) == (status, b"gone")


@pytest.mark.parametrize("status", ["199 X", "600 X", "999 X", "101 Switching Protocols"])
def test_what_is_no_status_is_no_answer(serve: Serve, status: str) -> None:
    server = serve(answer(status=status))
    assert failure(local(server), server.url()).code == "net.failed"


def test_a_body_without_length_ends_with_the_connection(serve: Serve) -> None:
    server = serve(b"HTTP/1.0 200 OK\r\n\r\n" + b"x" * 9_000)
    assert local(server).get(server.url()).body == b"x" * 9_000


def test_chunks(serve: Serve) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    server = serve(head + b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: x\r\n\r\n")
    assert local(server).get(server.url()).body == b"abcde"


@pytest.mark.parametrize(("more", "code"), [(0, ""), (1, "net.too_large")])
def test_what_lies_around_chunks_is_twice_the_limit_and_four_kilobytes(
    serve: Serve, more: int, code: str
) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    end = b"\r\nabc\r\n0\r\n\r\n"
    spare = 2 * 1_000 + 4_096 + more - len(b"3;x=" + end)
    server = serve(head + b"3;x=" + b"y" * spare + end)
    if code:
        assert failure(local(server, body=1_000), server.url()).code == code
    else:
        assert local(server, body=1_000).get(server.url()).body == b"abc"


def test_four_addresses_of_a_name_are_tried(serve: Serve) -> None:
    server = serve(answer(b"abc"))
    for dead, found in ((3, True), (4, False)):
        addresses = [*(f"127.0.0.{number}" for number in range(2, 2 + dead)), "127.0.0.1"]
        fetcher = local(server, resolve=lambda host, port: addresses)  # noqa: B023
        if found:
            assert fetcher.get(server.url()).body == b"abc"
        else:
            assert failure(fetcher, server.url()).code == "net.failed"


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "GZIP"])
def test_one_gzip_is_undone(serve: Serve, encoding: str) -> None:
    server = serve(answer(gzip.compress(b"x" * 5_000), f"Content-Encoding: {encoding}"))
    assert local(server).get(server.url()).body == b"x" * 5_000


def test_identity_is_no_encoding(serve: Serve) -> None:
    server = serve(answer(b"abc", "Content-Encoding: identity"))
    assert local(server).get(server.url()).body == b"abc"


@pytest.mark.parametrize(
    "data", [answer(b"x" * 1_000), b"HTTP/1.0 200 OK\r\n\r\n" + b"x" * 1_000], ids=["stated", "not stated"]
)
def test_the_largest_body_that_is_allowed(serve: Serve, data: bytes) -> None:
    server = serve(data)
    assert len(local(server, body=1_000).get(server.url()).body) == 1_000
    assert failure(local(server, body=999), server.url()).code == "net.too_large"


def redirect(location: str, *headers: str, status: str = "302 Found", body: bytes = b"") -> bytes:
    return answer(body, f"Location: {location}", *headers, status=status)


def paths(pages: dict[str, bytes]) -> Handler:
    def handler(server: Server, connection: Any, path: str) -> None:
        connection.sendall(pages[path])

    return handler


@pytest.mark.parametrize("status", ["301 X", "302 X", "303 X", "307 X", "308 X"])
def test_redirects_are_followed(serve: Serve, status: str) -> None:
    pages = {"/a": redirect("/b?x", status=status), "/c": answer(b"end")}
    server = serve(paths(pages))
    pages["/b?x"] = redirect(f"//second.example:{server.port}/c#frag")
    response = local(server).get(server.url("/a"))
    last = server.url("/c", "second.example")
    assert (response.body, response.url, response.final_url) == (b"end", server.url("/a"), last)
    assert response.redirects == (server.url("/b?x"), last)
    assert [f"Host: second.example:{server.port}" in request for request in server.requests] == [
        False,
        False,
        True,
    ]


def test_three_redirects_and_no_more(serve: Serve) -> None:
    server = serve(
        paths({"/1": redirect("/2"), "/2": redirect("/3"), "/3": redirect("/4"), "/4": answer(b"end")})
    )
    assert local(server).get(server.url("/1")).body == b"end"
    server.handler = paths({f"/{n}": redirect(f"/{n + 1}") for n in range(1, 9)})
    server.requests.clear()
    assert failure(local(server), server.url("/1")).code == "net.too_many_redirects"
    assert len(server.requests) == 4


def test_other_300s_are_answers(serve: Serve) -> None:
    server = serve(redirect("/x", status="300 Multiple Choices"))
    assert local(server).get(server.url()).status == 300


@pytest.mark.parametrize("header", ["X: y", "Location: "])
def test_a_redirect_to_nowhere(serve: Serve, header: str) -> None:
    server = serve(answer(b"", header, status="302 Found"))
    assert failure(local(server), server.url()).code == "net.redirect_without_target"


def test_pages_are_not_searched_for_other_addresses(serve: Serve) -> None:
    page = b'<meta http-equiv="refresh" content="0;url=/secret">'
    server = serve(
        answer(page, "Refresh: 0;url=/secret", "Link: </secret>; rel=alternate", "Content-Type: text/html")
    )
    assert local(server).get(server.url()).body == page
    assert server.connections == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the answer is not HTTP"),
        (b"SSH-2.0-x\r\n", "the answer is not HTTP"),
        (b"HTTP/1.1 abc\r\n\r\n", "the answer is not HTTP"),
        (answer(b"short", length=6), "the answer broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "the answer broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab", "the answer broke off"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\n0123456789", "the stated length is not a number"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n0123456789", "the stated length is not a number"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 9\r\n\r\n123",
            "the stated length is not a number",
        ),
    ],
)
def test_broken_answers(serve: Serve, data: bytes, reason: str) -> None:
    server = serve(data)
    problem = failure(local(server), server.url())
    assert (problem.code, problem.params["reason"]) == ("net.failed", reason)


def test_nobody_there(serve: Serve) -> None:
    server = serve(answer())
    server.close()
    problem = failure(local(server), server.url())
    assert (problem.code, problem.params["reason"]) == ("net.failed", "the connection was refused")


def test_what_the_network_said_is_kept_as_the_cause(serve: Serve) -> None:
    server = serve(b"SSH-2.0-x\r\n")
    assert isinstance(failure(local(server), server.url()).__cause__, OSError)
    # What badgekit says itself has no other cause.
    server.handler = says(answer(b"x" * 1_000))
    problem = failure(local(server, body=999), server.url())
    assert (problem.code, problem.__cause__) == ("net.too_large", None)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111"])
def test_public_addresses_are_connected_to_as_they_are(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    asked: list[object] = []

    def connect(self: socket.socket, place: object) -> None:
        asked.append((self.family, place))
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    assert (
        failure(HttpFetcher(resolve=lambda host, port: [address]), f"https://{HOST}/x").code == "net.failed"
    )
    assert asked == [(socket.AF_INET6 if ":" in address else socket.AF_INET, (address, 443))]


def test_the_next_address_is_tried(serve: Serve) -> None:
    server = serve(answer(b"here"))
    fetcher = local(server, resolve=lambda host, port: ["127.0.0.2", "127.0.0.1", "127.0.0.1"])
    assert fetcher.get(server.url()).body == b"here"


@pytest.mark.parametrize("error", [OSError("x"), UnicodeError("x"), ZeroDivisionError(), None])
def test_names_that_cannot_be_found(error: Exception | None) -> None:
    def resolve(host: str, port: int) -> list[str]:
        if error is not None:
            raise error
        return []

    problem = failure(HttpFetcher(resolve=resolve), f"https://{HOST}/x")
    assert (problem.code, problem.params["host"]) == ("net.unresolved", HOST)


def test_names_are_looked_up_by_the_operating_system_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[object] = []

    def getaddrinfo(host: str, port: int, **options: Any) -> list[tuple[Any, ...]]:
        asked.append((host, port))
        return [(0, 0, 0, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    problem = failure(HttpFetcher(), f"https://{HOST}/x")
    assert (problem.code, problem.params["rule"]) == ("net.blocked", "address")
    assert asked == [(HOST, 443)]


def test_http_is_off_unless_asked_for() -> None:
    problem = failure(HttpFetcher(resolve=lambda host, port: ["127.0.0.1"]), f"http://{HOST}/")
    assert (problem.code, problem.params["rule"]) == ("net.blocked", "http")


def test_a_callback_that_fails_is_a_failed_request(serve: Serve) -> None:
    server = serve(answer())
    problem = failure(local(server, unsafe_allow_addresses=lambda address: 1 / 0), server.url())
    assert (problem.code, problem.params["reason"]) == ("net.failed", "ZeroDivisionError")


@pytest.mark.parametrize("agent", ["", "  ", "a\r\nX: y", "ü"])
def test_a_user_agent_that_cannot_be_sent(agent: str) -> None:
    with pytest.raises(ConfigurationError):
        HttpFetcher(user_agent=agent)


def test_many_threads_share_one_fetcher(serve: Serve) -> None:
    def handler(server: Server, connection: Any, path: str) -> None:
        connection.sendall(answer(path.encode()))

    server = serve(handler)
    fetcher = local(server)
    found: list[bytes] = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(fetcher.get(server.url(f"/{n}")).body))
        for n in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted(f"/{n}".encode() for n in range(16))


# TLS


def test_a_certified_server(serve: Serve, pki: Pki) -> None:
    server = serve(answer(b"secure"), pki.server(HOST))
    assert local(server, verify=str(pki.authority), allow_http=False).get(server.url()).body == b"secure"


def test_a_folder_of_authorities(serve: Serve, pki: Pki, tmp_path: Path) -> None:
    server = serve(answer(b"secure"), pki.server(HOST))
    assert failure(local(server, verify=str(tmp_path)), server.url()).code == "net.tls"
    # OpenSSL finds a certificate by the digest of its subject, without the mark of the outer sequence.
    digest = hashlib.sha1(pki.certificate.subject.public_bytes()[2:]).digest()
    (tmp_path / f"{int.from_bytes(digest[:4], 'little'):08x}.0").write_bytes(pki.authority.read_bytes())
    assert local(server, verify=str(tmp_path)).get(server.url()).body == b"secure"


@pytest.mark.parametrize(
    ("name", "options", "reason"),
    [
        ("other.example", {}, "Hostname mismatch"),
        (HOST, {"own": True}, "self-signed certificate"),
        (HOST, {"expired": True}, "certificate has expired"),
    ],
)
def test_certificates_that_are_not_trusted(
    serve: Serve, pki: Pki, name: str, options: dict[str, bool], reason: str
) -> None:
    server = serve(answer(b"secret"), pki.server(name, **options))
    problem = failure(local(server, verify=str(pki.authority)), server.url())
    assert problem.code == "net.tls"
    assert reason in str(problem.params["reason"])
    assert str(problem).startswith(f"The certificate of {HOST} is not trusted here")
    assert server.requests == []


def test_an_authority_that_is_not_known_here(serve: Serve, pki: Pki) -> None:
    server = serve(answer(b"secret"), pki.server(HOST))
    assert failure(local(server), server.url()).code == "net.tls"


@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
def test_checking_certificates_can_be_switched_off(serve: Serve, pki: Pki) -> None:
    server = serve(answer(b"anyone"), pki.server("other.example", own=True))
    assert local(server, verify=False).get(server.url()).body == b"anyone"


def test_a_server_that_does_not_speak_tls(serve: Serve, pki: Pki) -> None:
    server = serve(b"HTTP/1.1 400 Bad Request\r\n\r\n", speaks_first=True)
    url = server.url().replace("http:", "https:")
    assert failure(local(server, verify=str(pki.authority)), url).code == "net.tls_handshake"


def test_old_tls_is_not_spoken(serve: Serve, pki: Pki) -> None:
    context = pki.server(HOST)
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    server = serve(answer(), context)
    assert failure(local(server, verify=str(pki.authority)), server.url()).code == "net.tls_handshake"


@pytest.mark.parametrize("content", [None, "", "no certificate"])
def test_authorities_that_cannot_be_read(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "authorities.pem"
    if content is not None:
        file.write_text(content)
    with pytest.raises(ConfigurationError, match=r"authorities\.pem"):
        HttpFetcher(verify=os.fspath(file))
