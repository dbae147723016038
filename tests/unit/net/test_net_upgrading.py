"""Plain http addresses of old badges, and the https address that is asked in their place."""

from __future__ import annotations

import pytest

from badgekit.errors import LimitExceeded, Problem, Unavailable
from badgekit.limits import Limits
from badgekit.net import ACCEPT_JSON, FetchSession, Response, upgrading

URL = "http://uni.example/badge?a=1"
TWIN = "https://uni.example/badge?a=1"


class Strict:
    """Refuses plain http, or whatever it is given, as it is told; answers everything else."""

    def __init__(self, problem: Problem | None = None) -> None:
        self.asked: list[str] = []
        self.problem = problem

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        self.asked.append(url)
        if url.startswith("http:") and self.problem is None:
            raise Unavailable("net.blocked", url=url, rule="http", reason="plain http is not allowed")
        if self.problem is not None and not url.startswith("https:"):
            raise self.problem
        return Response(url, url, 200)


def session(fetcher: Strict) -> FetchSession:
    return FetchSession(fetcher, Limits())


def test_where_http_is_refused_the_same_place_is_asked_over_https() -> None:
    for address, asked in (
        (URL, [URL, TWIN]),
        ("http://uni.example:80/badge?a=1", ["http://uni.example:80/badge?a=1", TWIN]),
        (TWIN, [TWIN]),
        ("http://uni.example/schüler", [f"{at}://uni.example/sch%C3%BCler" for at in ("http", "https")]),
    ):
        fetcher = Strict()
        response, instead = upgrading.get(session(fetcher), address)
        assert fetcher.asked == asked
        assert (response.url, instead) == (asked[-1], len(asked) == 2)


@pytest.mark.parametrize(
    "problem",
    [
        # Over https the name would lead to the same address.
        Unavailable("net.blocked", url=URL, rule="address", reason="inside"),
        Unavailable("net.blocked", url=URL, rule="port", reason="port"),
        Unavailable("net.blocked", url=URL),
        Unavailable("net.timeout", url=URL),
        Unavailable("net.failed", url=URL, rule="http", reason="of somebody's own"),
        LimitExceeded("net.too_large", url=URL, limit=1),
    ],
)
def test_any_other_refusal_stays_one(problem: Problem) -> None:
    fetcher = Strict(problem)
    with pytest.raises(type(problem)) as caught:
        upgrading.get(session(fetcher), URL)
    assert caught.value.code == problem.code
    assert fetcher.asked == [URL]


@pytest.mark.parametrize(
    "address", ["http://localhost/badge", "http://127.0.0.1:8080/", "urn:x", "uni.example"]
)
def test_what_a_badge_names_is_a_public_address_and_a_caller_may_name_another(address: str) -> None:
    for refuses in (Strict(), Strict(Unavailable("net.offline", url=address))):
        with pytest.raises(Unavailable) as caught:
            upgrading.get(session(refuses), address)
        assert (caught.value.code, refuses.asked) == ("net.blocked", [])
    fetcher = Strict(Unavailable("net.offline", url=address))
    with pytest.raises(Unavailable) as caught:
        upgrading.get(session(fetcher), address, from_badge=False)
    assert (caught.value.code, fetcher.asked) == ("net.offline", [address])


@pytest.mark.parametrize("address", ["http://localhost/badge", "http://uni.example:8080/badge"])
def test_a_callers_address_without_twin_stays_refused(address: str) -> None:
    fetcher = Strict()
    with pytest.raises(Unavailable) as caught:
        upgrading.get(session(fetcher), address, from_badge=False)
    assert (caught.value.code, fetcher.asked) == ("net.blocked", [address])


@pytest.mark.parametrize(
    ("uri", "twin"),
    [
        (URL, TWIN),
        ("http://UNI.example:80#x", "https://uni.example/"),
        (TWIN, None),
        ("https://uni.example:80/", None),
        ("http://uni.example:443/", None),
        ("http://uni.example:8080/", None),
        ("http://localhost/", None),
        ("http://127.0.0.1/", None),
        ("ftp://uni.example/", None),
        ("", None),
    ],
)
def test_only_an_http_address_on_its_usual_port_has_a_twin(uri: str, twin: str | None) -> None:
    assert upgrading.secure_twin(uri) == twin
