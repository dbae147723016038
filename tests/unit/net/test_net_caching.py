"""A short memory for good answers, and for nothing else."""

from __future__ import annotations

import pytest

from badgekit.errors import Unavailable
from badgekit.net import CachingFetcher, Fetcher, Response
from badgekit.net.fetcher import ACCEPT_JSON

URL = "https://uni.example/did.json"


class Counting:
    def __init__(self, *answers: Response | Unavailable) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        self.asked.append(url)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Unavailable):
            raise answer
        return answer


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def good(body: bytes = b"{}", **more: object) -> Response:
    return Response(URL, URL, 200, {}, body, **more)  # type: ignore[arg-type]


def test_a_recent_answer_is_used_again_and_an_old_one_is_not() -> None:
    inner, clock = Counting(good(b"1"), good(b"2")), Clock()
    cache = CachingFetcher(inner, max_age=60, timer=clock)
    assert [cache.get(URL).body, cache.get(URL).body] == [b"1", b"1"]
    clock.now = 60
    assert cache.get(URL).body == b"2"
    assert len(inner.asked) == 2


@pytest.mark.parametrize(
    "first",
    [
        Unavailable("net.timeout", url=URL),
        Response(URL, URL, 404),
        Response(URL, URL, 503),
        good(b"x", redirects=("https://uni.example/other",)),
    ],
)
def test_nothing_but_a_plain_good_answer_is_remembered(first: Response | Unavailable) -> None:
    inner = Counting(first, good(b"later"))
    cache = CachingFetcher(inner)
    if isinstance(first, Unavailable):
        with pytest.raises(Unavailable):
            cache.get(URL)
    else:
        assert cache.get(URL) == first
    assert cache.get(URL).body == b"later"


def test_other_media_types_and_other_caches_are_apart() -> None:
    inner = Counting(good())
    one, other = CachingFetcher(inner), CachingFetcher(inner)
    one.get(URL)
    one.get(URL, accept="text/plain")
    other.get(URL)
    assert len(inner.asked) == 3


def test_the_memory_is_bounded_and_forgets_what_was_not_used() -> None:
    inner = Counting(good())
    cache = CachingFetcher(inner, max_entries=2)
    for path in ("a", "b", "a", "c", "a", "b"):
        cache.get(f"https://uni.example/{path}")
    assert [url[-1] for url in inner.asked] == ["a", "b", "c", "b"]


def test_the_memory_is_bounded_in_bytes_too() -> None:
    inner = Counting(good(b"x" * 300_000))
    cache = CachingFetcher(inner, max_bytes=700_000)
    for path in ("a", "b", "a", "c", "a", "b"):
        cache.get(f"https://uni.example/{path}")
    assert [url[-1] for url in inner.asked] == ["a", "b", "c", "b"]
    small = CachingFetcher(inner, max_bytes=299_999)
    inner.asked.clear()
    small.get(URL)
    small.get(URL)
    assert len(inner.asked) == 2


def test_an_old_answer_makes_room_for_its_successor() -> None:
    inner, clock = Counting(good(b"x" * 600)), Clock()
    cache = CachingFetcher(inner, max_bytes=1_000, timer=clock)
    for _ in range(3):
        clock.now += 100
        cache.get(URL)
        cache.get(URL)
    assert len(inner.asked) == 3


def test_it_is_a_fetcher() -> None:
    assert isinstance(CachingFetcher(Counting(good())), Fetcher)
