"""What one verification asks: once each, counted, bounded, written down; and what foreign fetchers may do."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from badgekit.errors import LimitExceeded, Malformed, Problem, Unavailable, Unsupported
from badgekit.limits import Limits
from badgekit.net import ACCEPT_JSON, Evidence, Fetcher, FetchSession, Response
from badgekit.net.fetcher import ask, media_type_of

URL = "https://uni.example/a"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Scripted:
    """A fetcher as a user would write it: each call gives or raises the next thing."""

    def __init__(self, *outcomes: Any) -> None:
        self.outcomes = list(outcomes)
        self.asked: list[tuple[str, str]] = []

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        self.asked.append((url, accept))
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome  # type: ignore[no-any-return]


def ok(body: bytes = b"{}", **changes: Any) -> Response:
    return replace(Response(URL, URL, 200, {"Content-Type": "Text/Plain; x=y"}, body), **changes)


def session(*outcomes: Any, **limits: Any) -> tuple[FetchSession, Scripted]:
    fetcher = Scripted(*outcomes)
    return FetchSession(fetcher, replace(Limits(), **limits), lambda: NOW, timer=lambda: 0.0), fetcher


def failure(call: Callable[[], object]) -> Problem:
    with pytest.raises((Unavailable, LimitExceeded)) as caught:
        call()
    assert "not given)" not in str(caught.value)
    assert str(caught.value) != caught.value.code
    return caught.value


def test_each_address_is_asked_once() -> None:
    asking, fetcher = session(ok(b"1"), ok(b"2"))
    first = asking.get(URL)
    assert asking.get(URL, accept="text/plain") is first
    assert asking.get(URL + "#key-1") is first
    assert asking.get(URL + "?x").body == b"2"
    assert fetcher.asked == [(URL, ACCEPT_JSON), (URL + "?x", ACCEPT_JSON)]
    assert asking.requests == 2


def test_a_failure_stays_a_failure() -> None:
    asking, fetcher = session(Unavailable("net.timeout", url=URL), ok())
    problems = [failure(lambda: asking.get(URL)) for _ in range(3)]
    assert [(p.code, p.params) for p in problems] == [("net.timeout", {"url": URL})] * 3
    assert len({id(problem) for problem in problems}) == 3
    assert len(fetcher.asked) == 1


@pytest.mark.parametrize("kind", [Unavailable, LimitExceeded])
def test_a_failure_stays_of_its_kind_and_place(kind: type[Problem]) -> None:
    cause = OSError("x")
    problem = kind("net.too_large", "$.here", url=URL, limit=7)
    problem.__cause__ = cause
    asking, _ = session(problem)
    for _ in range(2):
        again = failure(lambda: asking.get(URL))
        assert (type(again), again.path, again.params) == (kind, "$.here", {"url": URL, "limit": 7})
        assert again.__cause__ is cause


def test_bytes_and_seconds_are_counted_to_the_last_one() -> None:
    urls = [f"https://uni.example/{number}" for number in range(4)]
    asking, fetcher = session(*(ok(b"1", url=url) for url in urls), total_bytes=2)
    assert [asking.get(url).body for url in urls[:2]] == [b"1", b"1"]
    assert failure(lambda: asking.get(urls[2])).code == "net.too_much"
    assert len(fetcher.asked) == 2
    # Half a second each; and a clock that is set back gives nothing back.
    for ticks, count in (([0, 0.5, 1, 1.5, 2, 2.5], 2), ([9, 9.5, 5, 4, 7, 7.5, 8, 8.5], 3)):
        fetcher = Scripted(*(ok(url=url) for url in urls))
        limits = replace(Limits(), total_seconds=1.0)
        times = iter(ticks)
        asking = FetchSession(fetcher, limits, lambda: NOW, timer=lambda: next(times))  # noqa: B023
        for url in urls[:count]:
            asking.get(url)
        assert failure(lambda: asking.get(urls[count])).code == "net.out_of_time"  # noqa: B023
        assert len(fetcher.asked) == count


class Renewing(Scripted):
    """A fetcher that remembers, and can be told not to."""

    def get_fresh(self, url: str, *, accept: str, seconds: float) -> Response:
        return self.get(url, accept="anew")


def test_an_answer_is_renewed_and_its_evidence_with_it() -> None:
    other = "https://uni.example/b"
    fetcher = Renewing(ok(b"1"), ok(b"other"), ok(b"2"))
    asking = FetchSession(fetcher, Limits(), lambda: NOW, timer=lambda: 0.0)
    asking.get(URL + "#a")
    asking.get(other)
    assert asking.renew(URL + "#b").body == b"2"
    assert asking.get(URL).body == b"2"
    assert fetcher.asked == [(URL, ACCEPT_JSON), (other, ACCEPT_JSON), (URL, "anew")]
    digests = [hashlib.sha256(body).hexdigest() for body in (b"2", b"other")]
    assert [(one.url, one.sha256) for one in asking.evidence] == [*zip((URL, other), digests, strict=True)]
    assert asking.requests == 3


def test_what_cannot_be_renewed_stays_as_it_was() -> None:
    failing = Renewing(ok(b"1"), Unavailable("net.timeout", url=URL))
    for fetcher in (failing, Scripted(ok(b"1"))):
        asking = FetchSession(fetcher, Limits(), lambda: NOW, timer=lambda: 0.0)
        first = asking.get(URL)
        before = asking.evidence
        assert asking.renew(URL) is first
        assert asking.evidence == before
        # Who cannot ask anew is not asked in vain.
        assert asking.requests == len(fetcher.asked) == (2 if fetcher is failing else 1)


@pytest.mark.parametrize(
    ("content_type", "media"),
    [
        *((f"{kind}/x", True) for kind in ("image", "audio", "video", "font")),
        ("Image/PNG; x=y", True),
        (" image/png", True),
        ("application/json", False),
        ("text/plain; x=image/png", False),
        ("ximage/png", False),
        ("image", False),
        ("", False),
    ],
)
def test_what_a_site_calls_a_picture_is_one(content_type: str, media: bool) -> None:
    assert Response(URL, URL, 200, {"Content-Type": content_type}).is_media is media


def test_an_answer_is_as_old_as_it_says_and_not_of_tomorrow() -> None:
    for told, known in (
        (NOW - timedelta(hours=1), NOW - timedelta(hours=1)),
        (NOW + timedelta(hours=1), NOW),
    ):
        asking, _ = session(ok(fetched_at=told.astimezone(timezone(timedelta(hours=2)))))
        asking.get(URL)
        assert [one.at for one in asking.evidence] == [known]


def test_the_evidence() -> None:
    redirected = ok(
        b"body", final_url="https://other.example/", redirects=("https://other.example/",), status=404
    )
    asking, _ = session(redirected, LimitExceeded("net.too_large", url=URL, limit=1), ok(b"", headers={}))
    asking.get(URL + "#x")
    failure(lambda: asking.get("https://b.example/"))
    asking.get("https://c.example/")
    digest = hashlib.sha256(b"body").hexdigest()
    empty = hashlib.sha256(b"").hexdigest()
    assert asking.evidence == (
        Evidence(URL, "https://other.example/", 404, digest, "text/plain", 4, NOW),
        Evidence("https://b.example/", None, None, None, None, None, NOW, "net.too_large"),
        Evidence("https://c.example/", URL, 200, empty, None, 0, NOW),
    )


@pytest.mark.parametrize(
    "error",
    [KeyError("secret"), OSError("secret"), RecursionError(), Malformed("json.syntax"), Unsupported("x.y")],
)
def test_a_foreign_exception_is_a_failed_request(error: Exception) -> None:
    asking, _ = session(error)
    problem = failure(lambda: asking.get(URL))
    assert (problem.code, problem.params) == ("net.failed", {"url": URL, "reason": type(error).__name__})
    assert problem.__cause__ is error
    assert "secret" not in str(problem)


@pytest.mark.parametrize(
    "answer",
    [
        None,
        b"body",
        {"status": 200},
        ok("text"),  # type: ignore[arg-type]
        ok(status="200"),
        ok(redirects=["https://b.example/"]),
        ok(redirects=(b"https://b.example/",)),
        ok(final_url=None),
        ok(fetched_at=datetime(2026, 1, 1)),
        ok(fetched_at="2026-01-01T00:00:00Z"),
    ],
)
def test_a_foreign_answer_is_a_failed_request(answer: object) -> None:
    asking, _ = session(answer)
    assert failure(lambda: asking.get(URL)).code == "net.failed"


def test_an_interrupt_is_no_answer() -> None:
    asking, _ = session(KeyboardInterrupt(), ok())
    with pytest.raises(KeyboardInterrupt):
        asking.get(URL)
    assert asking.get(URL).status == 200


def test_so_many_requests_and_no_more() -> None:
    asking, fetcher = session(*[ok()] * 9, fetches=3)
    for n in range(3):
        asking.get(f"{URL}/{n}")
    problem = failure(lambda: asking.get(f"{URL}/3"))
    assert (problem.code, problem.params["limit"], len(fetcher.asked)) == ("net.too_many_fetches", 3, 3)
    assert asking.evidence[-1].error == "net.too_many_fetches"
    assert asking.get(f"{URL}/1").status == 200


def test_redirects_are_requests() -> None:
    asking, fetcher = session(ok(redirects=(URL, URL)), ok(), fetches=3)
    asking.get(URL)
    assert asking.requests == 3
    assert failure(lambda: asking.get(URL + "?x")).code == "net.too_many_fetches"
    assert len(fetcher.asked) == 1


def test_a_foreign_fetcher_is_held_to_the_size() -> None:
    asking, _ = session(ok(b"12345"), ok(b"1234"), fetch_bytes=4)
    assert failure(lambda: asking.get(URL)).code == "net.too_large"
    assert asking.get(URL + "?x").body == b"1234"


def test_so_many_bytes_and_no_more() -> None:
    asking, fetcher = session(*[ok(bytes(9 * 2**20))] * 3, fetch_bytes=10 * 2**20)
    asking.get(URL)
    asking.get(URL + "?2")
    assert failure(lambda: asking.get(URL + "?3")).code == "net.too_much"
    assert len(fetcher.asked) == 2


def test_so_many_seconds_and_no_more() -> None:
    times = iter([0.0, 4.0, 100.0, 107.0, 200.0, 200.0])
    fetcher = Scripted(ok(), ok(), ok())
    asking = FetchSession(fetcher, Limits(), lambda: NOW, timer=lambda: next(times))
    asking.get(URL)
    asking.get(URL + "?2")
    assert asking.seconds == 11.0
    assert failure(lambda: asking.get(URL + "?3")).code == "net.out_of_time"
    assert len(fetcher.asked) == 2


class Patient(Scripted):
    """A fetcher that can keep a deadline."""

    def __init__(self, *outcomes: Any) -> None:
        super().__init__(*outcomes)
        self.seconds: list[float] = []

    def get_within(self, url: str, *, accept: str, seconds: float) -> Response:
        self.seconds.append(seconds)
        return self.get(url, accept=accept)


def test_a_fetcher_that_can_is_told_how_much_time_is_left() -> None:
    times = iter([0.0, 4.0, 0.0, 5.0])
    fetcher = Patient(ok(), ok())
    asking = FetchSession(fetcher, Limits(), lambda: NOW, timer=lambda: next(times))
    asking.get(URL)
    asking.get(URL + "?2")
    assert fetcher.seconds == [10.0, 6.0]


def test_threads_of_one_verification_ask_once() -> None:
    gate = threading.Barrier(8)

    class Slow:
        asked = 0

        def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
            self.asked += 1
            threading.Event().wait(0.01)
            return ok()

    fetcher = Slow()
    asking = FetchSession(fetcher, Limits())
    found: list[Response] = []

    def work() -> None:
        gate.wait(5)
        found.append(asking.get(URL))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert fetcher.asked == 1
    assert len({id(response) for response in found}) == 1
    assert len(asking.evidence) == 1
    assert asking.evidence[0].at.tzinfo is UTC


def test_ask_without_a_time_limit_uses_the_plain_method() -> None:
    fetcher = Patient(ok(), ok())
    ask(fetcher, URL)
    ask(fetcher, URL, accept="a/b", seconds=2.0)
    assert (fetcher.seconds, fetcher.asked) == ([2.0], [(URL, ACCEPT_JSON), (URL, "a/b")])


@pytest.mark.parametrize(
    ("value", "media_type"),
    [("", ""), ("a/b", "a/b"), (" A/B ;charset=x", "a/b"), (";", "")],
)
def test_media_types(value: str, media_type: str) -> None:
    assert media_type_of(value) == media_type


def test_responses_are_read_only_and_keep_no_cookies() -> None:
    headers = {"A": "b", "Set-Cookie": "secret", "set-cookie2": "secret"}
    response = Response(URL, URL, 200, headers)
    headers["A"] = "changed"
    assert dict(response.headers) == {"a": "b"}
    with pytest.raises(AttributeError):
        response.status = 404  # type: ignore[misc]


def test_everything_offered_is_a_fetcher() -> None:
    assert isinstance(Scripted(), Fetcher)
    assert not isinstance(object(), Fetcher)
