"""The clock of one request, and look-ups that do not come back."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

import pytest

from badgekit.messages import network
from badgekit.net.deadline import Deadline, Lookups, system_resolver


def wait_for(deadline: Deadline) -> None:
    for _ in range(4000):
        if deadline.expired:
            return
        threading.Event().wait(0.005)
    raise AssertionError("The deadline has not come.")


def test_a_watched_connection_ends_at_the_deadline() -> None:
    here, there = socket.socketpair()
    with here, there, Deadline(0.05) as deadline:
        deadline.watch(here)
        here.settimeout(5)
        assert here.recv(1) == b""
        assert deadline.expired
        assert deadline.remaining() == 0.0


@pytest.mark.parametrize("seconds", [0.05, 0.0, 60.0])
def test_the_clock_is_set_to_the_time_that_is_left_and_holds_up_nobody(
    monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    timers: list[threading.Timer] = []

    class Noted(threading.Timer):
        def start(self) -> None:
            timers.append(self)

    monkeypatch.setattr(threading, "Timer", Noted)
    with Deadline(seconds):
        pass
    assert [(timer.interval, timer.daemon) for timer in timers] == [(seconds, True)]
    # Whoever is done takes the clock away.
    assert timers[0].finished.is_set()


def test_a_connection_that_comes_too_late_ends_at_once() -> None:
    here, there = socket.socketpair()
    with here, there, Deadline(0.0) as deadline:
        wait_for(deadline)
        deadline.watch(here)
        here.settimeout(5)
        assert here.recv(1) == b""


def test_afterwards_connections_are_left_alone() -> None:
    here, there = socket.socketpair()
    with here, there:
        with Deadline(60.0) as deadline:
            deadline.watch(here)
            assert 0 < deadline.remaining() <= 60.0
        there.sendall(b"x")
        assert here.recv(1) == b"x"
        assert not deadline.expired


def test_a_connection_that_is_gone_does_not_matter() -> None:
    here, there = socket.socketpair()
    there.close()
    with Deadline(0.02) as deadline:
        deadline.watch(here)
        here.close()
        wait_for(deadline)


def test_addresses_come_once_each_and_in_order() -> None:
    lookups = Lookups(lambda host, port: ["b", "a", "b"])
    with Deadline(5.0) as deadline:
        assert lookups.addresses("h", 1, deadline) == ["b", "a"]


def test_the_error_of_the_resolver_is_passed_on() -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise LookupError(host)

    with Deadline(5.0) as deadline, pytest.raises(LookupError, match="h"):
        Lookups(resolve).addresses("h", 1, deadline)


def waiting(gate: threading.Event) -> Callable[[str, int], list[str]]:
    def resolve(host: str, port: int) -> list[str]:
        gate.wait(20)
        return ["late"]

    return resolve


def test_look_ups_that_hang_do_not_pile_up() -> None:
    gate = threading.Event()
    lookups = Lookups(waiting(gate), pending=2)
    for _ in range(5):
        with Deadline(0.03) as deadline, pytest.raises(TimeoutError):
            lookups.addresses("h", 1, deadline)
    left_behind = [thread for thread in threading.enumerate() if thread.name == "badgekit-lookup"]
    # They hold up nobody who wants to end.
    assert [thread.daemon for thread in left_behind] == [True, True]
    gate.set()
    with Deadline(5.0) as deadline:
        assert lookups.addresses("h", 1, deadline) == ["late"]


def test_thirty_two_may_hang_at_once() -> None:
    gate, asked = threading.Event(), threading.Semaphore(0)

    def resolve(host: str, port: int) -> list[str]:
        asked.release()
        return waiting(gate)(host, port)

    lookups = Lookups(resolve)
    for _ in range(34):
        with Deadline(0.0) as deadline, pytest.raises(TimeoutError):
            lookups.addresses("h", 1, deadline)
    assert all(asked.acquire(timeout=5) for _ in range(32))
    assert not asked.acquire(blocking=False)
    gate.set()


def test_the_system_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def getaddrinfo(host: str, port: int, **options: int) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        assert (host, port) == ("uni.example", 443)
        return [(0, 0, 0, "", ("1.2.3.4", 443)), (0, 0, 0, "", ("::1", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    assert system_resolver("uni.example", 443) == ["1.2.3.4", "::1"]


def test_every_sentence_of_the_room_has_its_own_code() -> None:
    codes = [message.code for message in network.MESSAGES]
    assert len(codes) == len(set(codes))
    assert all(code.startswith("net.") for code in codes)
