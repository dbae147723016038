"""What is remembered between verifications changes no answer: machines that do things in any order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from badgekit import Portfolio, Verdict, Verifier
from badgekit.errors import Unavailable
from badgekit.net import CachingFetcher, Recorder, Snapshot
from badgekit.net.fetcher import ACCEPT_JSON, Response
from badgekit.repeats import Repeats
from badgekit.status.memory import DecodedLists
from badgekit.testing import IssuerSimulator

URLS = [f"https://uni.example/{name}" for name in "abc"]
BODIES = st.sampled_from([b"1", b"22", b"333" * 20])


def run(machine: type[RuleBasedStateMachine], examples: int, steps: int) -> None:
    run_state_machine_as_test(
        machine, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    )


class Issuing(RuleBasedStateMachine):
    """An issuer that revokes, restores, rotates and moves; a Verifier that has seen it all, and a new one."""

    @initialize()
    def begin(self) -> None:
        self.sim = IssuerSimulator("uni.example")
        self.warm = Verifier(fetcher=self.sim)
        status = self.sim.status_list()
        self.status = status
        signed = [status.attach(self.sim.issue(f"p{number}@example.org")) for number in range(2)]
        self.listed = [badge["id"] for badge in signed]
        self.documents = {badge["id"]: badge for badge in signed}
        hosted = self.sim.older.issue(generation="2.0")
        self.badges: list[Any] = [
            self.sim.sign(signed[0]),
            self.sim.sign(signed[1], "ES256"),
            self.sim.sign(self.sim.record([self.sim.sign(signed[0])])),
            hosted.document,
        ]

    @rule(number=st.integers(0, 3), tampered=st.booleans())
    def verify(self, number: int, tampered: bool) -> None:
        badge = self.badges[number]
        if tampered and isinstance(badge, dict):
            badge = {**badge, "name": "Other"}
        elif tampered:
            badge = f"{badge[:-8]}AAAAAAAA"
        told = self.warm.verify(badge, now=self.sim.now)
        assert told.to_json() == Verifier(fetcher=self.sim).verify(badge, now=self.sim.now).to_json()
        assert not (tampered and told.verified and isinstance(badge, str))

    @rule(number=st.integers(0, 1), revoked=st.booleans())
    def revoke(self, number: int, revoked: bool) -> None:
        badge = self.documents[self.listed[number]]
        (self.status.revoke if revoked else self.status.restore)(badge)

    @rule(keep=st.booleans())
    def rotate(self, keep: bool) -> None:
        self.sim.keys.rotate(keep=keep)

    @rule()
    def sign_anew(self) -> None:
        self.badges[0] = self.sim.sign(self.documents[self.listed[0]])


def test_a_verifier_that_has_seen_much_answers_as_a_new_one() -> None:
    run(Issuing, 20, 15)


class Site:
    """A fetcher over documents that change, with a clock."""

    def __init__(self) -> None:
        self.time = 0.0
        self.served: dict[str, tuple[int, bytes] | None] = {}
        self.past: list[tuple[float, str, tuple[int, bytes] | None]] = []
        self.asked = 0

    def publish(self, url: str, what: tuple[int, bytes] | None) -> None:
        self.past.append((self.time, url, self.served.get(url)))
        self.served[url] = what

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        self.asked += 1
        found = self.served.get(url)
        if found is None:
            raise Unavailable("net.failed", url=url, reason="nobody there")
        return Response(url, url, found[0], {}, found[1], ())

    def was_served(self, url: str, body: bytes, since: float) -> bool:
        """Tell whether `body` was there, with status 200, at some moment from `since` on."""
        if self.served.get(url) == (200, body):
            return True
        return any(time >= since and place == url and what == (200, body) for time, place, what in self.past)


class Caching(RuleBasedStateMachine):
    """A cache never gives what was not there within its age, and never keeps a refusal."""

    AGE, ENTRIES, BYTES = 10.0, 2, 100

    def __init__(self) -> None:
        super().__init__()
        self.site = Site()
        self.cache = CachingFetcher(
            self.site,
            max_age=self.AGE,
            max_entries=self.ENTRIES,
            max_bytes=self.BYTES,
            timer=lambda: self.site.time,
        )

    @rule(url=st.sampled_from(URLS), body=BODIES, status=st.sampled_from([200, 200, 404, 500]))
    def publish(self, url: str, body: bytes, status: int) -> None:
        self.site.publish(url, (status, body))

    @rule(url=st.sampled_from(URLS))
    def vanish(self, url: str) -> None:
        self.site.publish(url, None)

    @rule(seconds=st.floats(0.5, 12.0))
    def wait(self, seconds: float) -> None:
        self.site.time += seconds

    @rule(url=st.sampled_from(URLS))
    def ask(self, url: str) -> None:
        before = self.site.asked
        try:
            response = self.cache.get(url)
        except Unavailable:
            assert self.site.asked == before + 1, "a failure is not remembered"
            return
        if response.status != 200:
            assert self.site.asked == before + 1, "nor is a refusal"
            assert self.site.served[url] == (response.status, response.body)
        else:
            assert self.site.was_served(url, response.body, self.site.time - self.AGE)

    @invariant()
    def it_is_bounded(self) -> None:
        kept = self.cache._answers.values()
        assert len(kept) <= self.ENTRIES
        assert sum(len(response.body) for _, response in kept) == self.cache._bytes <= self.BYTES


def test_a_cache_gives_what_was_there() -> None:
    run(Caching, 150, 30)


class Remembering(RuleBasedStateMachine):
    """The table of unpacked lists and that of repeated parts: what was kept, or nothing."""

    BYTES = 50

    def __init__(self) -> None:
        super().__init__()
        self.lists = DecodedLists(self.BYTES)
        self.parts: Repeats[bytes] = Repeats()
        self.kept: dict[tuple[str, bytes, str], bytes] = {}

    KEYS = st.tuples(st.sampled_from(URLS), st.sampled_from([b"x", b"y"]), st.sampled_from(["m", "n"]))

    @rule(key=KEYS, bits=st.binary(max_size=60))
    def keep(self, key: tuple[str, bytes, str], bits: bytes) -> None:
        self.lists.keep(*key, bits)
        self.parts.keep(key, bits)
        if len(bits) <= self.BYTES:
            self.kept[key] = bits
            assert self.lists.get(*key) == bits
        assert self.parts.get(key) == bits

    @rule(key=KEYS)
    def ask(self, key: tuple[str, bytes, str]) -> None:
        assert self.lists.get(*key) in (None, self.kept.get(key))

    @rule(count=st.integers(200, 400))
    def flood(self, count: int) -> None:
        for number in range(count):
            self.parts.keep(number, b"")

    @invariant()
    def both_are_bounded(self) -> None:
        known = self.lists._known
        assert sum(map(len, known.values())) == self.lists._bytes <= self.BYTES
        assert len(self.parts._known) <= 256


def test_what_is_remembered_is_what_was_kept() -> None:
    run(Remembering, 150, 30)


class Recording(RuleBasedStateMachine):
    """A replay gives, for each address, the last answer that was recorded, from the file as well."""

    def __init__(self) -> None:
        super().__init__()
        self.site = Site()
        self.recorder = Recorder(self.site)
        self.last: dict[str, Callable[[], Any]] = {}

    @rule(url=st.sampled_from(URLS), body=BODIES, status=st.sampled_from([200, 404]))
    def publish(self, url: str, body: bytes, status: int) -> None:
        self.site.publish(url, (status, body))

    @rule(url=st.sampled_from(URLS))
    def vanish(self, url: str) -> None:
        self.site.publish(url, None)

    @rule(url=st.sampled_from(URLS))
    def ask(self, url: str) -> None:
        self.last[url] = _outcome(self.recorder, url)

    @precondition(lambda self: self.last)
    @rule()
    def replay(self) -> None:
        recorded = self.recorder.snapshot
        for snapshot in (recorded, Snapshot.from_bytes(recorded.to_bytes())):
            for url in URLS:
                expected = self.last.get(url, ("net.not_in_snapshot",))
                assert _outcome(snapshot, url) == expected
        assert Snapshot.from_bytes(recorded.to_bytes()).to_bytes() == recorded.to_bytes()


def _outcome(fetcher: Any, url: str) -> Any:
    try:
        response = fetcher.get(url)
    except Unavailable as problem:
        return (problem.code,)
    return response.status, response.body


def test_a_replay_is_what_was_recorded_last() -> None:
    run(Recording, 60, 20)


SIM = IssuerSimulator("uni.example")
GUILD = SIM.neighbour("guild.example", seed=2)
_STATUS = SIM.status_list()
_REVOKED = _STATUS.attach(SIM.issue())
_STATUS.revoke(_REVOKED)
_FIRST = SIM.issue()
REPORTS = [
    Verifier(fetcher=SIM).verify(badge, now=SIM.now)
    for badge in (
        SIM.sign(_FIRST),
        SIM.sign(_FIRST, "ES256"),
        SIM.sign(SIM.issue("ben@example.org")),
        GUILD.sign(GUILD.issue()),
        SIM.sign(_REVOKED),
        GUILD.sign(SIM.issue()),
        SIM.sign(SIM.record([SIM.sign(_FIRST)])),
        b"no badge",
    )
]


class Collecting(RuleBasedStateMachine):
    """A portfolio: what counts was verified, counts once, and does not hang on the order."""

    def __init__(self) -> None:
        super().__init__()
        self.reports: list[Any] = []

    @rule(number=st.integers(0, len(REPORTS) - 1))
    def add(self, number: int) -> None:
        self.reports.append(REPORTS[number])

    @rule(order=st.randoms(use_true_random=False))
    def shuffle(self, order: Any) -> None:
        counting = self._counting(Portfolio(self.reports))
        order.shuffle(self.reports)
        assert self._counting(Portfolio(self.reports)) == counting

    @invariant()
    def what_counts_was_verified_and_counts_once(self) -> None:
        found = Portfolio(self.reports, candidate={"email": "anna@example.org"})
        for entry in found.current:
            assert entry.report.verdict is Verdict.VERIFIED
        ids = self._counting(found)
        assert len(set(ids)) == len(ids)
        assert Portfolio(self.reports).to_dict() == Portfolio(self.reports).to_dict()

    def _counting(self, portfolio: Portfolio) -> list[Any]:
        return sorted((entry.badge.issuer.id, entry.badge.id) for entry in portfolio.current)  # type: ignore[union-attr]


def test_a_portfolio_counts_what_was_verified_once() -> None:
    run(Collecting, 40, 12)
