"""A Verifier that has met everything, on networks that change, answers as one that was made a moment ago.

What a Verifier keeps from one verification to the next (answers, documents of keys, unpacked lists, schemas,
claims that were read) may save work and nothing else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from badgekit import Limits, Policy, Report, Verifier
from badgekit.errors import LimitExceeded, Problem, Unavailable
from badgekit.net import CachingFetcher, Fetcher, Response
from badgekit.net.fetcher import ACCEPT_JSON, ask
from badgekit.testing import IssuerSimulator
from badgekit.testing.schemas import SchemaFault

AGE = 60.0
HOST = "uni.example"
POLICIES = (Policy.standard(), Policy.w3c(), Policy.hiring())
# Whose badge, and the network it is verified on.
ROUTES = (*((0, 0),) * 5, *((1, 1),) * 2, (1, 0))
BADGES = (
    *("listed", "listed token", "schema", "schema pinned", "schemas", "schema credential", "record"),
    "hosted",
)
_HOSTED = BADGES.index("hosted")
DEMANDING = {"properties": {"validUntil": True}, "required": ["validUntil"]}


@dataclass(frozen=True)
class Asked:
    """One question and what came back, the time of the network included."""

    url: str
    accept: str
    fresh: bool
    time: float
    outcome: Response | Problem


class Noting:
    """Notes what is asked of another fetcher, and each answer."""

    def __init__(self, inner: Fetcher, timer: Callable[[], float]) -> None:
        self._inner = inner
        self._timer = timer
        self.notes: list[Asked] = []

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        return self._get(url, accept, None)

    def get_within(self, url: str, *, accept: str, seconds: float) -> Response:
        return self._get(url, accept, seconds)

    def get_fresh(self, url: str, *, accept: str, seconds: float) -> Response:
        return self._get(url, accept, seconds, fresh=True)

    def _get(self, url: str, accept: str, seconds: float | None, *, fresh: bool = False) -> Response:
        outcome: Response | Problem
        try:
            outcome = ask(self._inner, url, accept=accept, seconds=seconds, fresh=fresh)
        except (Unavailable, LimitExceeded) as problem:
            outcome = problem
        self.notes.append(Asked(url, accept, fresh, self._timer(), outcome))
        return _given(outcome)


class Replay:
    """Gives the same answers to the same questions in the same order, and to no others."""

    def __init__(self, notes: list[Asked]) -> None:
        self._notes = list(notes)

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        return self._next(url, accept, fresh=False)

    def get_within(self, url: str, *, accept: str, seconds: float) -> Response:
        return self._next(url, accept, fresh=False)

    def get_fresh(self, url: str, *, accept: str, seconds: float) -> Response:
        return self._next(url, accept, fresh=True)

    def all_was_asked(self) -> bool:
        return not self._notes

    def _next(self, url: str, accept: str, *, fresh: bool) -> Response:
        note = self._notes.pop(0)
        assert (note.url, note.accept, note.fresh) == (url, accept, fresh)
        return _given(note.outcome)


def _given(outcome: Response | Problem) -> Response:
    if isinstance(outcome, Problem):
        raise type(outcome)(outcome.code, outcome.path, **outcome.params)
    return outcome


class Campus:
    """An issuer with lists and schemas at fixed addresses; another seed is an impostor at the same ones."""

    def __init__(self, seed: int) -> None:
        self.sim = sim = IssuerSimulator(HOST, seed=seed)
        self.lists = [
            sim.status_list(path="status/1"),
            sim.status_list("suspension", path="status/2", ttl=30_000),
        ]
        self.schemas = [
            sim.schema(DEMANDING, path="schemas/1"),
            sim.schema({"required": ["name"]}, path="schemas/2", type="JsonSchemaCredential"),
        ]
        plain, dated = sim.issue(), sim.issue(valid_until=sim.now + timedelta(days=9))
        self.listed = self.lists[1].attach(self.lists[0].attach(plain))
        one, other = self.schemas
        made: dict[str, Any] = {
            "listed": sim.sign(self.listed),
            "listed token": sim.sign(self.listed, "ES256"),
            "schema": sim.sign(one.attach(dated)),
            "schema pinned": sim.sign(one.attach(plain, digest=True)),
            "schemas": sim.sign(other.attach(one.attach(dated))),
            "schema credential": sim.sign(other.attach(plain), "EdDSA"),
            "hosted": sim.older.issue(generation="2.0").document,
        }
        made["record"] = sim.sign(sim.record([made["listed"], made["schema"]]))
        self.badges: list[Any] = [made[name] for name in BADGES]
        if seed != 1:
            self.lists[0].revoke(self.listed)

    @property
    def addresses(self) -> list[str]:
        return [
            self.sim.document_url,
            *(kept.url for kept in self.lists),
            *(published.url for published in self.schemas),
            f"https://{HOST}/.well-known/jwks.json",
        ]


Change = Callable[[Campus, Campus], None]


def _changes() -> Iterator[Change]:
    """Yield what may happen to the documents of one of two campuses."""
    yield from (partial(_rotate, keep) for keep in (False, True))
    for which in (0, 1):
        yield from (partial(_revoke, which, revoked) for revoked in (True, False))
        yield partial(_spoil, which, None)
    yield from (partial(_spoil, 0, fault) for fault in _OF_ANY)
    yield from (partial(_spoil, 1, fault) for fault in _OF_SIGNED)
    for number in range(6):
        yield from (partial(how, number) for how in (_silence, _remove, _garble, _move, _imitate))
    yield _mend


_OF_ANY: tuple[SchemaFault, ...] = ("replaced", "not_a_schema", "too_large")
_OF_SIGNED: tuple[SchemaFault, ...] = ("replaced", "forged", "expired")


def _rotate(keep: bool, campus: Campus, other: Campus) -> None:
    campus.sim.keys.rotate(keep=keep)


def _revoke(which: int, revoked: bool, campus: Campus, other: Campus) -> None:
    kept = campus.lists[which]
    (kept.revoke if revoked else kept.restore)(campus.listed)


def _spoil(which: int, fault: SchemaFault | None, campus: Campus, other: Campus) -> None:
    campus.schemas[which].make_wrong(fault)


def _silence(number: int, campus: Campus, other: Campus) -> None:
    campus.sim.web.fail(campus.addresses[number])


def _remove(number: int, campus: Campus, other: Campus) -> None:
    campus.sim.web.answer(campus.addresses[number], b"-", status=404)


def _garble(number: int, campus: Campus, other: Campus) -> None:
    campus.sim.web.answer(campus.addresses[number], b"<html>")


def _move(number: int, campus: Campus, other: Campus) -> None:
    campus.sim.web.redirect(campus.addresses[number], campus.addresses[number - 1])


def _mend(campus: Campus, other: Campus) -> None:
    campus.sim.web.mend()


def _imitate(number: int, campus: Campus, other: Campus) -> None:
    """Answer as the other campus does."""
    url = campus.addresses[number]
    status, headers, body = _served(other.sim.web.documents()[url])
    campus.sim.web.answer(url, body, status=status, headers=headers)


CHANGES = tuple(_changes())


@cache
def limits_of(number: int) -> Limits:
    """Return the usual limits, or such as a new Verifier just exceeds: what is remembered is charged, too."""
    if number == 0:
        return Limits()
    if number == 1:
        return replace(Limits(), status_total_bytes=20_000)
    campus = Campus(1)

    def is_enough(work: int) -> bool:
        limits = replace(Limits(), schema_work=work)
        report = Verifier(fetcher=campus.sim, limits=limits).verify(
            campus.badges[BADGES.index("schema")], now=campus.sim.now
        )
        return report.verified

    return replace(Limits(), schema_work=bisect_left(range(1_000), True, key=is_enough) - 1)


class Verifying(RuleBasedStateMachine):
    """Two networks of one name, one an impostor's; Verifiers that share all they remember, and new ones."""

    LIMITS = 0

    @initialize(policy=st.sampled_from(POLICIES))
    def begin(self, policy: Policy) -> None:
        self.time = 0.0
        self.policy, self.limits = policy, limits_of(self.LIMITS)
        self.networks = [Campus(1), Campus(2)]
        self.began = self.networks[0].sim.now
        self.sources = [Noting(campus.sim, self._timer) for campus in self.networks]
        self.fetchers = [
            Noting(CachingFetcher(source, max_age=AGE, timer=self._timer, clock=self._now), self._timer)
            for source in self.sources
        ]
        self.warm = Verifier(policy=policy, fetcher=self.fetchers[0], limits=self.limits)

    def _timer(self) -> float:
        return self.time

    def _now(self) -> datetime:
        return (self.began + timedelta(seconds=self.time)).astimezone(UTC)

    @rule(
        badges=st.permutations(range(len(BADGES))),
        routes=st.permutations(ROUTES),
        policy=st.sampled_from((None, *POLICIES)),
    )
    def verify(self, badges: list[int], routes: list[tuple[int, int]], policy: Policy | None) -> None:
        for number, (whose, network) in zip(badges, routes, strict=True):
            self._verify(self.networks[whose].badges[number], network, policy)

    @rule(number=st.integers(0, _HOSTED - 1))
    def forge(self, number: int) -> None:
        badge = self.networks[0].badges[number]
        changed = {**badge, "name": "Other"} if isinstance(badge, dict) else f"{badge[:-8]}AAAAAAAA"
        assert not self._verify(changed, 0, None).verified

    @rule(seconds=st.sampled_from([1.0, 35.0, AGE]))
    def wait(self, seconds: float) -> None:
        self.time += seconds

    @rule(network=st.sampled_from([0, 0, 1]), change=st.sampled_from(CHANGES))
    def change(self, network: int, change: Callable[[Campus, Campus], None]) -> None:
        change(self.networks[network], self.networks[1 - network])

    def _verify(self, badge: Any, network: int, policy: Policy | None) -> Report:
        fetcher = self.fetchers[network]
        fetcher.notes.clear()
        warm = self.warm
        if policy is not None or network != 0:
            warm = warm.replace(policy=policy, fetcher=fetcher)
        told = warm.verify(badge, now=self._now())
        replay = Replay(fetcher.notes)
        cold = Verifier(policy=policy or self.policy, fetcher=replay, limits=self.limits)
        assert told.to_json() == cold.verify(badge, now=self._now()).to_json()
        assert replay.all_was_asked()
        self._are_fresh(fetcher.notes, network)
        return told

    def _are_fresh(self, notes: list[Asked], network: int) -> None:
        """Every answer came just now, or was a good one that is no older than was said."""
        for note in notes:
            heard = [
                one.time
                for one in self.sources[network].notes
                if (one.url, one.accept) == (note.url, note.accept) and _same(one.outcome, note.outcome)
            ]
            outcome = note.outcome
            if note.fresh or isinstance(outcome, Problem) or outcome.status != 200 or outcome.redirects:
                assert heard[-1:] == [note.time]
            else:
                assert any(time > note.time - AGE or time == note.time for time in heard)


def _served(document: Any) -> tuple[int, dict[str, str], Any]:
    return document if isinstance(document, tuple) else (200, {}, document)


def _same(one: Response | Problem, other: Response | Problem) -> bool:
    if isinstance(one, Problem) or isinstance(other, Problem):
        return isinstance(one, Problem) and isinstance(other, Problem) and one.code == other.code
    return one == other


@pytest.mark.parametrize("number", range(3))
def test_whatever_was_verified_before_the_report_is_that_of_a_new_verifier(number: int) -> None:
    machine = type(f"VerifyingWithin{number}", (Verifying,), {"LIMITS": number})
    run_state_machine_as_test(machine, settings=settings(max_examples=5, stateful_step_count=12))
