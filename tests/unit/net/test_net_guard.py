"""Which URLs are asked, decided on their text."""

from __future__ import annotations

import contextlib
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from badgekit.errors import Unavailable
from badgekit.net.guard import DEFAULT_PORTS, ParsedUrl, check_url, is_http, join, without_fragment

ASKED = {
    "https://uni.example/badges/1": ParsedUrl("https", "uni.example", 443, "/badges/1"),
    "https://uni.example": ParsedUrl("https", "uni.example", 443, "/"),
    "https://uni.example?x=1": ParsedUrl("https", "uni.example", 443, "/?x=1"),
    "https://uni.example/a#key-1": ParsedUrl("https", "uni.example", 443, "/a"),
    "https://uni.example#key-1": ParsedUrl("https", "uni.example", 443, "/"),
    "HTTPS://Uni.Example/Case?Kept=Yes": ParsedUrl("https", "uni.example", 443, "/Case?Kept=Yes"),
    "https://uni.example:443/x": ParsedUrl("https", "uni.example", 443, "/x"),
    "https://uni.example:80/x": ParsedUrl("https", "uni.example", 80, "/x"),
    "https://xn--bcher-kva.example/x": ParsedUrl("https", "xn--bcher-kva.example", 443, "/x"),
    "https://a-b.c_d.uni.xn--p1ai/": ParsedUrl("https", "a-b.c_d.uni.xn--p1ai", 443, "/"),
    "https://1.2.3.uni.example/": ParsedUrl("https", "1.2.3.uni.example", 443, "/"),
    "https://uni.example/a@b?c@d": ParsedUrl("https", "uni.example", 443, "/a@b?c@d"),
    "https://uni.example/a%20b%2Fc": ParsedUrl("https", "uni.example", 443, "/a%20b%2Fc"),
    "https://uni.example//a/../b": ParsedUrl("https", "uni.example", 443, "//a/../b"),
    "https://local.uni.example/": ParsedUrl("https", "local.uni.example", 443, "/"),
    "https://uni.example/?a[b]=(1)*'!$;,": ParsedUrl("https", "uni.example", 443, "/?a[b]=(1)*'!$;,"),
}

REFUSED = {
    "length": ["https://uni.example/" + "a" * 2048, "x" * 3000],
    "scheme": [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "file://localhost/etc/passwd",
        "ftp://evil.example/x",
        "gopher://127.0.0.1:6379/_INFO",
        "data:application/json;base64,e30=",
        "javascript:alert(1)",
        "blob:https://uni.example/x",
        "about:blank",
        "wss://evil.example/x",
        "ldap://127.0.0.1/x",
        "jar:https://evil.example/x!/y",
        "did:web:uni.example",
        "urn:uuid:1",
        "view-source:https://uni.example/",
        "httpss://uni.example/",
    ],
    "http": ["http://uni.example/x", "HTTP://uni.example/x"],
    "structure": [
        "",
        "uni.example/x",
        "//uni.example/x",
        "java\nscript:x",
        " https://uni.example/",
        "\x00https://uni.example/",
        "https:/127.0.0.1/x",
        "https:127.0.0.1/x",
        "https:///127.0.0.1/x",
        "https://",
        "https://?x",
        "https://#x",
        "https:uni.example",
    ],
    "characters": [
        "https:\u2044\u2044uni.example",
        "https://uni.example/a b",
        "https://uni.example/\ta",
        "https://uni.example/a\r\nX-Injected: 1",
        "https://uni.exa\nmple/",
        "https://uni.example/a\x7f",
        "https://uni.example\\@127.0.0.1/x",
        "https:\\\\uni.example/x",
        "https://127.0.0.1\x00.evil.example/",
        "https://b\u00fccher.example/",
        "https://uni.example/b\u00fccher",
        "https://un\u0456.example/",
        "https://\uff11\uff12\uff17.\uff10.\uff10.\uff11/x",
        "https://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460/x",
        "https://evil.example:\uff14\uff14\uff13/x",
        "https://uni\u3002example/",
        "https://uni.example\ud800/",
        "https://uni.example/%",
        "https://uni.example/%4",
        "https://uni.example/%zz",
        "https://uni.example/<x>",
        "https://uni.example/`x`",
        "https://uni.example/{x}|^",
    ],
    "user_info": [
        "https://uni.example@evil.example/x",
        "https://user:pass@evil.example/x",
        "https://uni.example:80@127.0.0.1/x",
        "https://@uni.example/",
        "https://" + "@" * 1000 + "uni.example/",
        "https://a%40b@uni.example/",
        "https://evil.example#@127.0.0.1/",
        "https://evil.example?@127.0.0.1/",
    ],
    "address_literal": [
        "https://127.0.0.1/x",
        "https://127.8.9.10/x",
        "https://8.8.8.8/x",
        "https://127.1/x",
        "https://2130706433/x",
        "https://0x7f000001/x",
        "https://0x7f.0.0.1/x",
        "https://0X7F.1/x",
        "https://017700000001/x",
        "https://0177.0.0.1/x",
        "https://127.0.0.1./x",
        "https://0/",
        "https://0x/",
        "https://169.254.169.254/latest/meta-data/",
        "https://192.0.0.192/",
        "https://[::1]/x",
        "https://[::1]:443/x",
        "https://[::]/x",
        "https://[::ffff:7f00:1]/x",
        "https://[::127.0.0.1]/x",
        "https://[64:ff9b::7f00:1]/x",
        "https://[2002:7f00:1::]/x",
        "https://[2001:0:7f00:1::1]/x",
        "https://[fd00:ec2::254]/latest",
        "https://[fe80::1%25eth0]/x",
        "https://[2606:4700::1111]/",
        "https://[v1.x]/",
        "https://[]/",
    ],
    "inside": [
        "https://localhost/x",
        "https://LOCALHOST/x",
        "https://foo.localhost/x",
        "https://localhost.localdomain/x",
        "https://printer.local/x",
        "https://metadata.google.internal/computeMetadata/v1/",
        "https://abcdefghijklmnop.onion/x",
        "https://router.home.arpa/",
        "https://nas.lan/",
        "https://wiki.corp/",
        "https://wiki.intranet/",
        "https://x.home/",
        "https://x.private/",
        "https://x.alt/",
    ],
    "host": [
        "https://uni/x",
        "https://uni.example./x",
        "https://localhost./x",
        "https://.example/x",
        "https://uni..example/x",
        "https://-uni.example/x",
        "https://uni-.example/x",
        "https://uni.e/x",
        "https://uni.1example/x",
        "https://uni.example_/x",
        "https://%31%32%37.0.0.1/x",
        "https://uni%2eexample/x",
        "https://localhost%00.uni.example/x",
        "https://evil.example]/",
        "https://[x.example/",
        "https://evil.example:443:22/x",
        "https://" + "a" * 64 + ".example/",
        "https://" + "a." * 125 + "example/",
        "https://uni,example.org/",
        "https://*.uni.example/",
    ],
    "port": [
        "https://evil.example:22/x",
        "https://evil.example:8443/x",
        "https://evil.example:0/x",
        "https://evil.example:65536/x",
        "https://evil.example:-1/x",
        "https://evil.example:+443/x",
        "https://evil.example:https/x",
        "https://evil.example:/x",
        "https://[::1.example/",
        "https://evil.example:000443/x",
    ],
    "encoded_control": [
        "https://evil.example/%0d%0aX-Injected:1",
        "https://evil.example/%0D",
        "https://evil.example/?a=%0a",
        "https://evil.example/%00",
        "https://evil.example/%7f",
        "https://evil.example/%1b[31m",
    ],
}


def rule(url: str, **options: bool) -> str:
    with pytest.raises(Unavailable) as caught:
        check_url(url, **options)  # type: ignore[arg-type]
    assert caught.value.code == "net.blocked"
    assert caught.value.params["url"] == url
    assert str(caught.value).startswith("The address ")
    return str(caught.value.params["rule"])


@pytest.mark.parametrize("url", ASKED)
def test_addresses_that_issuers_publish_are_asked(url: str) -> None:
    assert check_url(url) == ASKED[url]


@pytest.mark.parametrize(("expected", "url"), [(name, url) for name, urls in REFUSED.items() for url in urls])
def test_everything_else_is_refused_for_the_right_reason(expected: str, url: str) -> None:
    assert rule(url) == expected


@pytest.mark.parametrize("url", [url for name in REFUSED if name != "http" for url in REFUSED[name]])
def test_allowing_http_opens_nothing_else(url: str) -> None:
    other = "http" + url[5:] if url.lower().startswith("https:") else url
    with pytest.raises(Unavailable):
        check_url(other, allow_http=True)


def test_http_when_the_caller_allows_it() -> None:
    assert check_url("http://uni.example/x", allow_http=True) == ParsedUrl("http", "uni.example", 80, "/x")


def test_ports_are_the_callers_choice() -> None:
    place = check_url("https://uni.example:8443/x", ports=DEFAULT_PORTS | {8443})
    assert (place.port, place.url) == (8443, "https://uni.example:8443/x")


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTPS://UNI.example:443#x", "https://uni.example/"),
        ("https://uni.example:80", "https://uni.example:80/"),
        ("https://uni.example/a?b#c", "https://uni.example/a?b"),
    ],
)
def test_one_spelling_for_one_place(url: str, normal: str) -> None:
    assert check_url(url).url == normal


def test_origin_and_authority() -> None:
    place = check_url("https://Uni.example:80/x")
    assert (place.origin, place.authority) == ("https://uni.example:80", "uni.example:80")


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/c", "https://uni.example/c"),
        ("c", "https://uni.example/a/c"),
        ("../c", "https://uni.example/c"),
        ("?q", "https://uni.example/a/b?q"),
        ("//other.example/c", "https://other.example/c"),
        ("https://other.example/c", "https://other.example/c"),
        ("http://127.0.0.1/", "http://127.0.0.1/"),
        ("data:,x", "data:,x"),
    ],
)
def test_redirect_targets_are_resolved(location: str, target: str) -> None:
    assert join(check_url("https://uni.example/a/b"), location) == target


@pytest.mark.parametrize(
    "location", ["/a\tb", "ht\ntps://x.example", "/\\evil.example", "/\u00fc", "//[", "a" * 2049]
)
def test_redirect_targets_are_read_strictly(location: str) -> None:
    with pytest.raises(Unavailable) as caught:
        check_url(join(check_url("https://uni.example/a/b"), location))
    assert caught.value.code == "net.blocked"


def test_fragments_belong_to_web_addresses_only() -> None:
    assert without_fragment("https://uni.example/a#b") == "https://uni.example/a"
    assert without_fragment("did:example:1#b") == "did:example:1#b"
    assert rule(without_fragment("https://evil.example#@127.0.0.1/")) == "user_info"
    assert [is_http(url) for url in ("HTTP:x", "https:", "httpx:", "did:x", "//x", "")] == [True, True] + [
        False
    ] * 4


URL_TEXT = st.text(
    alphabet=st.sampled_from("htps:/?#[]@.-_%0123456789abcxnml\\ \t\nü\x00ſ。") | st.characters(), max_size=40
)


@settings(deadline=None, max_examples=300)
@given(st.one_of(URL_TEXT, URL_TEXT.map("https://uni.example{}".format), URL_TEXT.map("https://{}".format)))
@example("https://[")
@example("https://[::1]x.example/")
def test_any_text_is_asked_or_refused_and_what_is_asked_means_the_same_to_others(url: str) -> None:
    try:
        place = check_url(url)
    except Unavailable:
        return
    assert check_url(place.url) == place
    other = urlsplit(url)
    assert (other.hostname, other.port or 443) == (place.host, place.port)
    assert other.username is None
    assert place.url.isascii()
    assert place.url.isprintable()


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=30))
def test_any_redirect_target_is_resolved_or_refused(location: str) -> None:
    base = check_url("https://uni.example/a/b")
    with contextlib.suppress(Unavailable):
        check_url(join(base, location))


def test_the_longest_address_and_the_longest_name() -> None:
    base = "https://uni.example/"
    assert check_url(base.ljust(2048, "a")).target == "/".ljust(2048 - len(base) + 1, "a")
    for call in (lambda: check_url(base.ljust(2049, "a")), lambda: join(check_url(base), "a" * 2049)):
        with pytest.raises(Unavailable) as caught:
            call()
        assert caught.value.params["rule"] == "length"
    assert join(check_url(base), "a" * 2048) == base + "a" * 2048
    labels = ".".join(["a" * 49] * 5)
    assert len(check_url(f"https://{labels}.ex/").host) == 252
    assert len(check_url(f"https://a{labels}.ex/").host) == 253
    with pytest.raises(Unavailable) as caught:
        check_url(f"https://aa{labels}.ex/")
    assert caught.value.params["rule"] == "host"


def test_any_port_where_nobody_asks() -> None:
    assert check_url("https://uni.example:8443/", ports=None).port == 8443
