"""What stands between a verifier and the network passes every question on as it was asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from badgekit.errors import Unavailable
from badgekit.net import CachingFetcher, Fetcher, Recorder, Response
from badgekit.net.fetcher import ACCEPT_JSON, ACCEPT_KEY, ask
from badgekit.net.resolving import ResolvingFetcher, with_resolvers

URL, DID = "https://uni.example/list", "did:ebsi:z1"


class Inner:
    """Counts its answers, and notes what it was asked and how."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.fails = False

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        return self._answer("get", url, accept)

    def get_within(self, url: str, *, accept: str, seconds: float) -> Response:
        return self._answer("get_within", url, accept, seconds)

    def get_fresh(self, url: str, *, accept: str, seconds: float) -> Response:
        return self._answer("get_fresh", url, accept, seconds)

    def _answer(self, *asked: Any) -> Response:
        self.asked.append(asked)
        if self.fails:
            raise Unavailable("net.timeout", url=asked[1])
        return Response(asked[1], asked[1], 200, {}, str(len(self.asked)).encode())


class Patient:
    """A fetcher that remembers nothing and can be told how long it may take."""

    def __init__(self) -> None:
        self.inner = Inner()
        self.get, self.get_within = self.inner.get, self.inner.get_within


class Registry:
    methods = "ebsi"

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []

    def resolve(self, did: str) -> Any:
        self.asked.append(("resolve", did))
        return {"id": did}


class PatientRegistry(Registry):
    def resolve_within(self, did: str, seconds: float) -> Any:
        self.asked.append(("resolve_within", did, seconds))
        return {"id": did}


WRAPPERS: dict[str, Callable[[Fetcher], Any]] = {
    "Recorder": Recorder,
    "CachingFetcher": CachingFetcher,
    "ResolvingFetcher": lambda inner: ResolvingFetcher(inner, [Registry()]),
    "all": lambda inner: with_resolvers(Recorder(CachingFetcher(inner)), [Registry()]),
}


@pytest.mark.parametrize("wrap", WRAPPERS.values(), ids=WRAPPERS)
def test_a_question_is_passed_on_with_all_that_belongs_to_it(wrap: Callable[[Fetcher], Any]) -> None:
    for name, more in (("get", {}), ("get_within", {"seconds": 3.5}), ("get_fresh", {"seconds": 2.5})):
        inner = Inner()
        response = getattr(wrap(inner), name)(URL, accept=ACCEPT_KEY, **more)
        assert (response.url, response.body) == (URL, b"1")
        assert inner.asked == [(name, URL, ACCEPT_KEY, *more.values())]


def test_a_fetcher_is_asked_for_what_it_can_do() -> None:
    for fetcher, fresh, name in (
        (Inner(), True, "get_fresh"),
        (Inner(), False, "get_within"),
        (Patient(), True, "get_within"),
        (Patient(), False, "get_within"),
    ):
        ask(fetcher, URL, seconds=2.5, fresh=fresh)
        asked = fetcher.asked if isinstance(fetcher, Inner) else fetcher.inner.asked
        assert asked == [(name, URL, ACCEPT_JSON, 2.5)]
    inner = Inner()
    ask(inner, URL, seconds=2.5)
    ask(inner, URL)
    assert [asked[0] for asked in inner.asked] == ["get_within", "get"]


@pytest.mark.parametrize("wrap", WRAPPERS.values(), ids=WRAPPERS)
def test_who_asks_anew_hears_the_new_answer_or_the_failure(wrap: Callable[[Fetcher], Any]) -> None:
    inner = Inner()
    fetcher = wrap(inner)
    assert fetcher.get(URL).body == b"1"
    assert fetcher.get_fresh(URL, accept=ACCEPT_JSON, seconds=1.0).body == b"2"
    inner.fails = True
    with pytest.raises(Unavailable):
        fetcher.get_fresh(URL, accept=ACCEPT_JSON, seconds=1.0)


def test_a_recording_has_the_newer_answer_and_no_failure_to_renew() -> None:
    inner = Inner()
    recorder = Recorder(inner)
    recorder.get(URL)
    recorder.get_fresh(URL, accept=ACCEPT_JSON, seconds=1.0)
    inner.fails = True
    with pytest.raises(Unavailable):
        recorder.get_fresh(URL, accept=ACCEPT_JSON, seconds=1.0)
    assert recorder.snapshot.get(URL).body == b"2"
    assert len(recorder.snapshot.entries) == 2
    with pytest.raises(Unavailable):
        recorder.get_within(URL, accept=ACCEPT_JSON, seconds=1.0)
    assert len(recorder.snapshot.entries) == 3


@pytest.mark.parametrize("wrap", [WRAPPERS["ResolvingFetcher"], WRAPPERS["all"]], ids=["alone", "all"])
def test_a_did_of_the_resolvers_method_is_asked_of_nobody_else(wrap: Callable[[Fetcher], Any]) -> None:
    inner = Inner()
    assert wrap(inner).get(DID).body == b'{"id": "did:ebsi:z1"}'
    assert inner.asked == []
    # Only a DID has a method.
    for other in ("did:ebsi2:z1", "did:web:ebsi", "urn:ebsi:z1", "https://ebsi:443/"):
        assert wrap(inner).get(other).url == other
    assert [url for _, url, *_ in inner.asked] == [
        "did:ebsi2:z1",
        "did:web:ebsi",
        "urn:ebsi:z1",
        "https://ebsi:443/",
    ]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (None, "the resolver returned NoneType"),
        ([("id", DID)], "the resolver returned list"),
        (Unavailable("did.unresolved", did=DID, reason="it was deactivated"), "it was deactivated"),
        (KeyError("secret"), "KeyError"),
    ],
)
def test_why_a_resolver_has_no_document(answer: Any, reason: str) -> None:
    class Without(Registry):
        def resolve(self, did: str) -> Any:
            if isinstance(answer, Exception):
                raise answer
            return answer

    with pytest.raises(Unavailable) as caught:
        ResolvingFetcher(Inner(), [Without()]).get(DID)
    assert (caught.value.code, caught.value.params["reason"]) == ("did.unresolved", reason)


def test_a_resolver_that_can_is_told_how_long_it_may_take() -> None:
    registry, patient = Registry(), PatientRegistry()
    for resolver in (registry, patient):
        fetcher = ResolvingFetcher(Inner(), [resolver])
        fetcher.get(DID)
        fetcher.get_within(DID, accept=ACCEPT_JSON, seconds=3.5)
    assert registry.asked == [("resolve", DID)] * 2
    assert patient.asked == [("resolve", DID), ("resolve_within", DID, 3.5)]
