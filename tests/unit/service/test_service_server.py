"""The service in its own process, over real connections."""

from __future__ import annotations

import contextlib
import json
import runpy
import signal
import socket
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from tests.support.service import Running, answer_on, is_closed, serving

BADGES = Path(__file__).resolve().parents[3] / "examples" / "badges"
PNG = (BADGES / "anna.png").read_bytes()
DOCUMENTS = ("--documents", str(BADGES / "documents.json"))
HOST = b"Host: localhost\r\n"

# Bounds so short that a test need not wait for them, and a fetcher that answers when a file appears.
_SHORT = """
import badgekit
from badgekit import service
app = service.create_app(badgekit.Verifier(fetcher=badgekit.OfflineFetcher()))
limits = service.ServiceLimits(head_seconds=0.4, idle_seconds=1, connections=4)
service.serve(app, port=0, limits=limits, log=True)
"""
_WAITING = """
import time, pathlib, badgekit
from badgekit import service
known = badgekit.MappingFetcher.from_file({documents!r})
class Slow:
    def get(self, url, *, accept):
        pathlib.Path({asked!r}).touch()
        while not pathlib.Path({let!r}).exists():
            time.sleep(0.01)
        return known.get(url, accept=accept)
service.serve(service.create_app(badgekit.Verifier(fetcher=Slow())), port=0, log=True)
"""


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with serving(*DOCUMENTS, "--max-body", "200000") as service:
        yield service


@pytest.fixture(scope="module")
def hurried() -> Iterator[Running]:
    with serving(program=_SHORT) as service:
        yield service


def test_a_badge_is_verified(running: Running) -> None:
    answered = requests.post(
        f"{running.url}/verify", data=PNG, params={"email": "anna@example.org"}, timeout=30
    )
    assert answered.status_code == 200
    assert answered.json()["verdict"] == "VERIFIED", answered.json()["reason"]
    form = requests.post(
        f"{running.url}/verify", files={"file": PNG}, data={"email": "ben@example.org"}, timeout=30
    )
    assert form.json()["verdict"] == "REJECTED"
    dora = json.loads((BADGES / "dora.json").read_text())
    for policy, expected in (("w3c", 200), (None, 200)):
        answered = requests.post(
            f"{running.url}/credentials/verify", json={"verifiableCredential": dora}, timeout=30
        )
        assert answered.status_code == expected, policy
    assert "server" not in answered.headers


def test_one_connection_serves_many_requests(running: Running) -> None:
    with running.connection() as connection:
        for number in range(6):
            if number % 2:
                connection.sendall(b"GET /health HTTP/1.1\r\n" + HOST + b"\r\n")
            else:
                connection.sendall(
                    b"POST /verify HTTP/1.1\r\n" + HOST + b"Content-Length: %d\r\n\r\n" % len(PNG) + PNG
                )
            assert answer_on(connection)[0] == 200
        # A request that is refused does not end the conversation.
        connection.sendall(b"POST /verify?x=1 HTTP/1.1\r\n" + HOST + b"Content-Length: 1\r\n\r\nx")
        assert answer_on(connection)[0] == 400
        connection.sendall(b"GET /health HTTP/1.1\r\n" + HOST + b"\r\n")
        assert answer_on(connection)[0] == 200


def test_requests_in_parallel_each_get_their_own_answer(running: Running) -> None:
    files = [
        (BADGES / name).read_bytes()
        for name in ("anna.png", "ben.svg", "carla.jwt", "dora.json", "tampered.json")
    ]

    def ask(number: int) -> tuple[int, str, str]:
        report = requests.post(f"{running.url}/verify", data=files[number % 5], timeout=60).json()
        return number % 5, report["verdict"], report["input"]["sha256"]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(60)))
    assert {(kind, verdict) for kind, verdict, _ in answers} == {
        (0, "VERIFIED"), (1, "VERIFIED"), (2, "VERIFIED"), (3, "VERIFIED"), (4, "REJECTED"),
    }  # fmt: skip
    assert len({digest for _, _, digest in answers}) == 5


def test_a_body_in_chunks_is_read_and_counted(running: Running) -> None:
    def pieces(size: int) -> Iterator[bytes]:
        yield PNG
        yield b"\0" * size

    assert requests.post(f"{running.url}/verify", data=pieces(0), timeout=30).json()["verdict"] == "VERIFIED"
    assert requests.post(f"{running.url}/verify", data=pieces(300_000), timeout=30).status_code == 413


def test_whoever_asks_before_sending_is_told_no_before_sending(running: Running) -> None:
    with running.connection() as connection:
        head = b"POST /verify HTTP/1.1\r\n" + HOST + b"Content-Length: 200001\r\nExpect: 100-continue\r\n\r\n"
        connection.sendall(head)
        assert answer_on(connection)[0] == 413


def test_a_large_body_that_nobody_reads_does_not_hide_the_answer(running: Running) -> None:
    with running.connection() as connection:
        connection.sendall(b"POST /verify HTTP/1.1\r\n" + HOST + b"Content-Length: 3000000\r\n\r\n")
        connection.sendall(b"\0" * 3_000_000)
        assert answer_on(connection)[0] == 413


@pytest.mark.parametrize(
    "request_",
    [
        b"nonsense\r\n\r\n",
        b"GET /health HTTP/1.1\r\n" + b"X: " + b"y" * 100_000,
        b"POST /verify HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n",
        b"POST /verify HTTP/1.1\r\n" + HOST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        b"POST /verify HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /health HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_what_is_no_http_is_refused_and_the_service_lives(running: Running, request_: bytes) -> None:
    with running.connection() as connection:
        connection.sendall(request_)
        connection.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionError):
            assert answer_on(connection)[0] in (400, 431)
    assert requests.get(f"{running.url}/health", timeout=30).status_code == 200


def test_clients_that_vanish_leave_the_service_as_it_was(running: Running) -> None:
    for _ in range(50):
        with running.connection() as connection:
            connection.sendall(
                b"POST /verify HTTP/1.1\r\n" + HOST + b"Content-Length: 150000\r\n\r\n" + PNG[:100]
            )
    # They were in hand, so the next one may be told to come again until they are noticed to be gone.
    while (answered := requests.post(f"{running.url}/verify", data=PNG, timeout=30)).status_code == 503:
        assert running.process.poll() is None
    assert answered.json()["verdict"] == "VERIFIED"


def test_a_head_that_never_ends_is_not_waited_for(hurried: Running) -> None:
    for start in (b"", b"G", b"POST /verify HTTP/1.1\r\nHost: x\r\nX: "):
        with hurried.connection() as connection:
            connection.sendall(start)
            assert is_closed(connection)


def test_a_second_head_that_never_ends_is_not_waited_for_either(hurried: Running) -> None:
    with hurried.connection() as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\n" + HOST + b"\r\n")
        assert answer_on(connection)[0] == 200
        connection.sendall(b"G")
        assert is_closed(connection)


def test_a_connection_that_is_not_used_is_closed(hurried: Running) -> None:
    with hurried.connection() as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\n" + HOST + b"\r\n")
        assert answer_on(connection)[0] == 200
        assert is_closed(connection)


def test_only_so_many_connections_are_open(hurried: Running) -> None:
    opened = [socket.create_connection(hurried.address, timeout=30) for _ in range(6)]
    try:
        opened[-1].sendall(b"GET /health HTTP/1.1\r\n" + HOST + b"\r\n")
        assert answer_on(opened[-1])[0] == 503
    finally:
        for connection in opened:
            connection.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_is_in_hand_is_answered_when_it_is_told_to_stop(tmp_path: Path, number: signal.Signals) -> None:
    asked, let = tmp_path / "asked", tmp_path / "let"
    program = _WAITING.format(documents=DOCUMENTS[1], asked=str(asked), let=str(let))
    with serving(program=program) as service, service.connection() as connection:
        connection.sendall(
            b"POST /verify HTTP/1.1\r\n" + HOST + b"Content-Length: %d\r\n\r\n" % len(PNG) + PNG
        )
        while not asked.exists():
            assert service.process.poll() is None
        service.process.send_signal(number)
        while "Shutting down" not in service.log.read_text():
            assert service.process.poll() is None
        let.touch()
        status, _, body = answer_on(connection)
        assert (status, json.loads(body)["verdict"]) == (200, "VERIFIED")
        assert service.process.wait(30) == 0
        assert "Traceback" not in service.log.read_text()


def test_the_example_client_gets_its_answers(
    running: Running, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["ask_the_service.py", running.url])
    runpy.run_path(str(BADGES.parent / "ask_the_service.py"), run_name="__main__")
    printed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in printed[:3]] == ["VERIFIED", "REJECTED", "INCONCLUSIVE"]
    assert printed[3] == "dora.json True"
    assert "signature" in printed[4]
    assert printed[5] == "tampered.json False"


def test_the_log_of_the_whole_process_names_no_person(running: Running) -> None:
    requests.post(f"{running.url}/verify?email=secret-person@example.org&emial=x", data=PNG, timeout=30)
    requests.get(f"{running.url}/secret-person@example.org", timeout=30)
    broken = b'--x\r\nContent-Disposition: form-data; name="secret-person\xff\r\n\r\n'
    headers = {"content-type": "multipart/form-data; boundary=x"}
    requests.post(f"{running.url}/verify", data=broken, headers=headers, timeout=30)
    log = running.log.read_text()
    assert "POST /verify 400 request.unknown_parameter" in log
    assert "secret-person" not in log
    assert "Traceback" not in log
