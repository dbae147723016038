"""Documents that the caller hands over."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from badgekit.errors import ConfigurationError, LimitExceeded, Unavailable
from badgekit.limits import Limits
from badgekit.net import Fetcher, FetchSession, MappingFetcher, OfflineFetcher
from badgekit.net.guard import DEFAULT_PORTS
from badgekit.net.redirects import UrlRules

URL = "https://uni.example/a"


def code(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(Unavailable) as caught:
        fetcher.get(url)
    assert "not given)" not in str(caught.value)
    assert str(caught.value) != caught.value.code
    return caught.value.code


@pytest.mark.parametrize(
    ("document", "body", "media_type"),
    [
        ({"b": 1, "a": ["é"]}, b'{"b": 1, "a": ["\\u00e9"]}', "application/json"),
        ([1], b"[1]", "application/json"),
        (' {"a": 1}', b' {"a": 1}', "application/json"),
        ("é", "é".encode(), "application/octet-stream"),
        ("ey.J.x", b"ey.J.x", "text/plain"),
        (b"\x89PNG", b"\x89PNG", "application/octet-stream"),
        (b"", b"", "text/plain"),
    ],
)
def test_documents_in_every_form(document: Any, body: bytes, media_type: str) -> None:
    response = MappingFetcher({URL: document}).get(URL)
    assert (response.status, response.body, response.media_type) == (200, body, media_type)
    assert (response.url, response.final_url, response.redirects) == (URL, URL, ())


def test_whole_answers() -> None:
    fetcher = MappingFetcher({URL: (410, {"Content-Type": "a/b", "X-Y": "z"}, {"revoked": True})})
    response = fetcher.get(URL)
    assert (response.status, response.body) == (410, b'{"revoked": true}')
    assert dict(response.headers) == {"content-type": "a/b", "x-y": "z"}


def test_an_answer_without_body() -> None:
    response = MappingFetcher({URL: (404, {}, None)}).get(URL)
    assert (response.status, response.body, dict(response.headers)) == (404, b"", {})


@pytest.mark.parametrize(
    "document",
    [
        None,
        7,
        {"a": {1, 2}},
        {"a": float("nan")},
        "\ud800",
        (200, {}),
        (199, {}, b""),
        (600, {}, b""),
        (True, {}, b""),
        ("200", {}, b""),
        (200, {"a": 1}, b""),
        (200, [], b""),
        (200, {}, 3),
    ],
)
def test_what_cannot_be_served_is_the_callers_mistake(document: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"https://uni\.example/a"):
        MappingFetcher({URL: document})


def test_nothing_else_is_answered() -> None:
    fetcher = MappingFetcher({URL: {}, "did:web:uni.example": {}})
    assert code(fetcher, "https://uni.example/b") == "net.not_in_documents"
    assert code(fetcher, "https://uni.example/a?x") == "net.not_in_documents"
    assert code(fetcher, "https://uni.example/A") == "net.not_in_documents"


@pytest.mark.parametrize("asked", [URL, "HTTPS://Uni.Example/a", "https://uni.example:443/a", URL + "#key-1"])
@pytest.mark.parametrize("given_as", [URL, "HTTPS://UNI.example:443/a", URL + "#x"])
def test_one_place_in_any_spelling(asked: str, given_as: str) -> None:
    response = MappingFetcher({given_as: b"x"}).get(asked)
    assert (response.body, response.url, response.final_url) == (b"x", asked, URL)


def test_one_place_with_two_contents_is_the_callers_mistake() -> None:
    MappingFetcher({URL: b"x", URL + "#k": b"x"})
    with pytest.raises(ConfigurationError, match="twice"):
        MappingFetcher({URL: b"x", URL + "#k": b"y"})


def test_identifiers_that_are_no_web_address_are_taken_as_they_are() -> None:
    fetcher = MappingFetcher({"did:web:uni.example": {"id": 1}, "urn:x": b"y"})
    assert fetcher.get("did:web:uni.example").final_url == "did:web:uni.example"
    assert fetcher.get("urn:x").body == b"y"
    assert code(fetcher, "did:web:uni.example#key-1") == "net.blocked"
    assert code(fetcher, "DID:web:uni.example") == "net.blocked"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/x", "https://localhost/x", "https://uni.example:22/", "http://uni.example/"]
)
def test_a_replay_is_guarded_like_the_network(url: str) -> None:
    assert code(MappingFetcher({url: b"secret"}), url) == "net.blocked"


def test_the_guard_can_be_widened_like_that_of_the_network() -> None:
    fetcher = MappingFetcher({"http://uni.example:8080/": b"x"}, allow_http=True, ports={8080})
    assert fetcher.get("http://uni.example:8080").body == b"x"


def test_redirects_by_the_same_rule() -> None:
    documents: dict[str, Any] = {
        f"https://uni.example/{n}": (302, {"Location": f"{n + 1}"}, "x") for n in range(9)
    }
    documents["https://uni.example/3"] = b"end"
    response = MappingFetcher(documents).get("https://uni.example/0")
    assert response.body == b"end"
    assert response.redirects == tuple(f"https://uni.example/{n}" for n in (1, 2, 3))
    assert (
        code(MappingFetcher(documents, limits=replace(Limits(), redirects=2)), "https://uni.example/0")
        == "net.too_many_redirects"
    )
    assert code(MappingFetcher(documents), "https://uni.example/4") == "net.too_many_redirects"


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/gone", "net.not_in_documents"),
        ("http://127.0.0.1/x", "net.blocked"),
        ("http://uni.example/x", "net.blocked"),
        ("did:web:uni.example", "net.blocked"),
        ("", "net.redirect_without_target"),
    ],
)
def test_redirects_that_lead_nowhere(location: str, expected: str) -> None:
    documents: dict[str, Any] = {
        URL: (302, {"location": location}, b""),
        "http://127.0.0.1/x": b"secret",
        "http://uni.example/x": b"secret",
        "did:web:uni.example": b"secret",
    }
    assert code(MappingFetcher(documents, allow_http=True), URL) == expected


def test_offline() -> None:
    assert code(OfflineFetcher(), URL) == "net.offline"
    assert isinstance(OfflineFetcher(), Fetcher)
    assert isinstance(MappingFetcher({}), Fetcher)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=30))
def test_any_key_can_be_given_and_asked_for(key: str) -> None:
    fetcher = MappingFetcher({key: b"x"})
    with contextlib.suppress(Unavailable):
        assert fetcher.get(key).body == b"x"


def test_what_is_too_deep_to_be_served_is_named() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(ConfigurationError, match="cannot be served"):
        MappingFetcher({URL: deep})


def test_addresses_that_are_never_asked_may_be_given_and_are_not_found() -> None:
    fetcher = MappingFetcher(
        {"http://a.example/": b"1", "http://b.example/": b"2", "https://10.0.0.1/": b"3"}
    )
    for url in ("http://a.example/", "http://b.example/", "https://10.0.0.1/"):
        with pytest.raises(Unavailable) as caught:
            fetcher.get(url)
        assert caught.value.code == "net.blocked"


# The documents map


def write(folder: Path, entries: Any) -> Path:
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "docs" / "a.json").write_bytes(b'{"a": 1}')
    (folder / "docs" / "b.jwt").write_bytes(b"ey.x.y")
    (folder / "docs" / "c").write_bytes(b"\x00\xff")
    (folder / "secret.txt").write_text("secret")
    file = folder / "docs" / "map.json"
    file.write_text(entries if isinstance(entries, str) else json.dumps(entries))
    return file


def test_a_map_of_files(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        {
            URL: "a.json",
            "https://uni.example/b": {"file": "b.jwt", "headers": {"X-Y": "z"}},
            "https://uni.example/c": {"file": "./c", "status": 410, "headers": {"Content-Type": "a/b"}},
            "https://uni.example/d": {"status": 302, "headers": {"Location": "/a"}},
            "did:web:uni.example": "a.json",
        },
    )
    fetcher = MappingFetcher.from_file(file)
    answers = [fetcher.get(f"https://uni.example/{name}") for name in "abcd"]
    assert [(a.status, a.body, a.media_type) for a in answers] == [
        (200, b'{"a": 1}', "application/json"),
        (200, b"ey.x.y", "application/vc+jwt"),
        (410, b"\x00\xff", "a/b"),
        (200, b'{"a": 1}', "application/json"),
    ]
    assert answers[1].headers["x-y"] == "z"
    assert MappingFetcher.from_file(str(file)).get("did:web:uni.example").body == b'{"a": 1}'


@pytest.mark.parametrize(
    "entry",
    [
        "missing.json",
        ".",
        "",
        7,
        None,
        [],
        {"file": 7},
        {"file": "a.json", "status": 99},
        {"file": "a.json", "status": True},
        {"file": "a.json", "status": "200"},
        {"file": "a.json", "headers": []},
        {"file": "a.json", "headers": {"a": 1}},
        {"file": "a.json", "stauts": 200},
        {"file": "a\x00b"},
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, entry: Any) -> None:
    file = write(tmp_path, {"https://uni.example/ok": "a.json", URL: entry})
    (file.parent / "link").symlink_to(tmp_path / "secret.txt")
    (file.parent / "big").write_bytes(bytes(1001))
    with pytest.raises(ConfigurationError, match=r"'https://uni\.example/a'"):
        MappingFetcher.from_file(file, limits=replace(Limits(), fetch_bytes=1000))


@pytest.mark.parametrize("status", [199, 600, 99, -1, True, False, 0.0, 200.0, "200", None, []])
def test_a_status_is_a_number_from_200_to_599_or_0(tmp_path: Path, status: Any) -> None:
    file = write(tmp_path, {URL: {"file": "a.json", "status": status}})
    with pytest.raises(ConfigurationError, match=r"wrong: the status is not a number from 200 to 599$"):
        MappingFetcher.from_file(file)


def test_the_first_and_the_last_status(tmp_path: Path) -> None:
    file = write(tmp_path, {URL: {"status": 200}, URL + "b": {"status": 599}})
    fetcher = MappingFetcher.from_file(file)
    assert [fetcher.get(url).status for url in (URL, URL + "b")] == [200, 599]


@pytest.mark.parametrize("headers", [[], "a: b", None, {"a": 1}, {"a": "b", "c": None}])
def test_headers_are_texts(tmp_path: Path, headers: Any) -> None:
    file = write(tmp_path, {URL: {"headers": headers}})
    with pytest.raises(ConfigurationError, match=r"wrong: the headers are not an object of texts$"):
        MappingFetcher.from_file(file)


@pytest.mark.parametrize("absolute", [True, False])
def test_a_file_may_lie_anywhere(tmp_path: Path, absolute: bool) -> None:
    file = write(tmp_path, {URL: str(tmp_path / "secret.txt") if absolute else "../secret.txt"})
    assert MappingFetcher.from_file(file).get(URL).body == (tmp_path / "secret.txt").read_bytes()


def test_status_zero_is_no_answer(tmp_path: Path) -> None:
    file = write(tmp_path, {URL: {"file": "a.json", "status": 0}})
    with pytest.raises(Unavailable):
        MappingFetcher.from_file(file).get(URL)


def test_a_large_file_is_read_no_further_than_whoever_asks_will_notice(tmp_path: Path) -> None:
    file = write(tmp_path, {URL: "big"})
    (file.parent / "big").write_bytes(bytes(5000))
    limits = replace(Limits(), fetch_bytes=1000)
    fetcher = MappingFetcher.from_file(file, limits=limits)
    assert len(fetcher.get(URL).body) == 1001
    with pytest.raises(LimitExceeded):
        FetchSession(fetcher, limits).get(URL)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": "a.json", "a": "b.jwt"}', '"a"'])
def test_a_wrong_map_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"map\.json"):
        MappingFetcher.from_file(write(tmp_path, text))


def test_a_missing_map_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"nowhere\.json"):
        MappingFetcher.from_file(tmp_path / "nowhere.json")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        MappingFetcher.from_file("no\0where.json")


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ((200, {}), "a tuple is"),
        ((200,), "a tuple is"),
        ((200, {}, {}, {}), "a tuple is"),
        *(((status, {}, {}), "the status is not") for status in ("200", None, True, 2.5, 199, 600)),
        ((200, {7: "x"}, {}), "the headers are not"),
        ((200, {"x": 7}, {}), "the headers are not"),
        ((200, ["x"], {}), "the headers are not"),
    ],
)
def test_what_is_wrong_with_a_document_is_said(document: Any, reason: str) -> None:
    with pytest.raises(ConfigurationError, match=f"cannot be served: {reason}"):
        MappingFetcher({"https://uni.example/a": document})


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ({"a": 1}, "application/json"),
        (MappingProxyType({"a": 1}), "application/json"),
        ([1], "application/json"),
        (b" {", "application/json"),
        ("text", "text/plain"),
        (b"x" * 4096 + b"\xff", "text/plain"),
        (b"x" * 4095 + b"\xff", "application/octet-stream"),
    ],
)
def test_a_document_is_called_what_it_looks_like(document: Any, kind: str) -> None:
    for served, expected in (
        (document, kind),
        ((404, {}, document), kind),
        ((200, {"Content-Type": "a/b"}, document), "a/b"),
    ):
        assert MappingFetcher({"urn:x": served}).get("urn:x").media_type == expected
    assert MappingFetcher({"urn:x": (200, {}, None)}).get("urn:x").media_type == ""


def test_plain_http_is_asked_of_a_file_only_where_the_caller_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    documents = tmp_path / "documents.json"
    documents.write_text(json.dumps({"http://uni.example/a": "a.json"}), encoding="utf-8")
    with pytest.raises(Unavailable) as caught:
        MappingFetcher.from_file(documents).get("http://uni.example/a")
    assert caught.value.code == "net.blocked"
    assert MappingFetcher.from_file(documents, allow_http=True).get("http://uni.example/a").body == b"{}"


def test_rules_that_nobody_set_are_those_of_the_live_network() -> None:
    """The simulator of `badgekit.testing` answers by them."""
    assert UrlRules() == UrlRules(False, DEFAULT_PORTS, Limits().redirects)
    with pytest.raises(Unavailable):
        UrlRules().check("http://uni.example/")
