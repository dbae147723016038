"""One Verifier, many threads: ten thousand verifications give the reports that one thread gives."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from badgekit import Verifier
from badgekit.testing import IssuerSimulator

THREADS, EACH = 16, 625


def mix(sim: IssuerSimulator) -> list[Any]:
    """Return badges of many kinds, sound and not."""
    status = sim.status_list()
    good, revoked = status.attach(sim.issue()), status.attach(sim.issue())
    status.revoke(revoked)
    mallory = sim.neighbour("mallory.example", seed=2)
    return [
        sim.sign(good),
        sim.sign(good, "ES256"),
        sim.sign(sim.issue(), "EdDSA"),
        sim.sign(revoked),
        sim.tamper(sim.sign(good), "$.name", "Other"),
        mallory.sign(sim.issue(), "ES256"),
        sim.issue(),
        sim.older.issue(generation="2.0").document,
        sim.older.issue(generation="1.1", mode="signed").token,
        b"{",
    ]


@pytest.fixture
def often() -> Iterator[None]:
    """Let threads take turns as often as the interpreter allows, so that they meet in every place."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


@pytest.mark.slow
@pytest.mark.usefixtures("often")
def test_ten_thousand_verifications_in_sixteen_threads() -> None:
    sim = IssuerSimulator("uni.example")
    badges = mix(sim)
    expected = [Verifier(fetcher=sim).verify(badge, now=sim.now) for badge in badges]
    verdicts = {report.verdict.value for report in expected}
    assert verdicts == {"VERIFIED", "REJECTED"} or verdicts == {"VERIFIED", "REJECTED", "INCONCLUSIVE"}
    texts = [report.to_json() for report in expected]
    verifier, start, done, wrong = Verifier(fetcher=sim), threading.Barrier(THREADS), [], []

    def work(offset: int) -> None:
        start.wait()
        for turn in range(EACH):
            at = (turn + offset) % len(badges)
            try:
                report = verifier.verify(badges[at], now=sim.now)
                same = report == expected[at] if turn % 10 else report.to_json() == texts[at]
            except BaseException as error:
                wrong.append((at, repr(error)))
                return
            if not same:
                wrong.append((at, report.to_json()))
            done.append(at)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong, wrong[0]
    assert len(done) == THREADS * EACH
