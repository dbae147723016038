"""A short memory for good answers, and for nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

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


class Sized:
    """Answers with as many bytes as the path says."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        self.asked.append(url.rpartition("/")[2])
        return Response(url, url, 200, {}, b"x" * int(url.rpartition("/")[2][1:]))


def asked_for(cache: CachingFetcher, inner: Sized, paths: str) -> str:
    """Get `paths` and return those that were not remembered."""
    inner.asked.clear()
    for path in paths.split():
        cache.get(f"https://uni.example/{path}")
    return " ".join(inner.asked)


def test_the_last_byte_is_used_and_none_beyond_it() -> None:
    cache = CachingFetcher(inner := Sized(), max_bytes=4)
    assert asked_for(cache, inner, "a2 b2 a2 b2") == "a2 b2"
    # One byte more is too much by one, and the oldest answer goes.
    assert asked_for(cache, inner, "c1 b2 c1 a2") == "c1 a2"


def test_an_answer_of_the_whole_size_is_remembered_and_a_larger_one_drives_nothing_out() -> None:
    cache = CachingFetcher(inner := Sized(), max_bytes=4)
    assert asked_for(cache, inner, "a4 a4") == "a4"
    assert asked_for(cache, inner, "b5 a4 b5") == "b5 b5"


def test_a_renewed_answer_is_the_youngest_and_counts_once() -> None:
    cache = CachingFetcher(inner := Sized(), max_age=10, max_bytes=5, timer=(clock := Clock()))
    asked_for(cache, inner, "a2 b2")
    clock.now = 11
    assert asked_for(cache, inner, "a2 c2 a2") == "a2 c2"
    assert asked_for(cache, inner, "d1 c2") == "d1"


def test_an_answer_keeps_the_moment_it_came_with() -> None:
    came, later = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    for moment, remembered in ((came, came), (None, later)):
        cache = CachingFetcher(Counting(good(fetched_at=moment)), clock=lambda: later)
        cache.get(URL)
        assert cache.get(URL).fetched_at == remembered


def test_how_much_is_remembered_and_for_how_long_unless_the_caller_says() -> None:
    inner, clock = Counting(good()), Clock()
    cache = CachingFetcher(inner, timer=clock)
    for clock.now, count in ((0, 1), (59.9, 1), (60, 2)):
        cache.get(URL)
        assert len(inner.asked) == count
    for count in (256, 257):
        inner.asked.clear()
        cache = CachingFetcher(inner)
        for path in (*range(count), 0):
            cache.get(f"https://uni.example/{path}")
        assert len(inner.asked) == (256 if count == 256 else 258)
    large = b"x" * 1024 * 1024
    for count in (64, 65):
        inner = Counting(good(large))
        cache = CachingFetcher(inner)
        for path in (*range(count), 0):
            cache.get(f"https://uni.example/{path}")
        assert len(inner.asked) == (64 if count == 64 else 66)
    sizes = [len(large)] * 63 + [len(large) - 1, 1, 1]
    inner = Counting(*(good(large[:size]) for size in sizes))
    cache = CachingFetcher(inner)
    for path in (*range(65), 0):
        cache.get(f"https://uni.example/{path}")
    assert len(inner.asked) == 65, "to the last byte"
    # The first answer was used last.
    for path in (65, 1):
        cache.get(f"https://uni.example/{path}")
    assert len(inner.asked) == 67, "and none beyond it"


def test_it_is_a_fetcher() -> None:
    assert isinstance(CachingFetcher(Counting(good())), Fetcher)
