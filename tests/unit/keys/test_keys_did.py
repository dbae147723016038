"""DID grammar, did:key, did:jwk, and the way from did:web to a URL."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.keymaking import b64u, did_jwk, did_key, ec_jwk, ed_jwk, ed_multikey, ed_public

from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.keys import did as dids
from badgekit.keys import did_jwk as jwks
from badgekit.keys import did_key as keys
from badgekit.keys.did_web import document_url

KEY, NAME = did_key(1), ed_multikey(1)


def code(call: object, *arguments: object) -> str:
    with pytest.raises(Problem) as caught:
        call(*arguments)  # type: ignore[operator]
    return caught.value.code


@pytest.mark.parametrize(
    ("read", "start"), [(dids.parse, "did:web:uni.example\t"), (document_url, "did:web:uni.example#")]
)
def test_of_a_wrong_did_two_hundred_letters_are_said(read: Callable[[str], object], start: str) -> None:
    for length in (200, 201):
        with pytest.raises(Malformed) as caught:
            read(start.ljust(length, "a"))
        assert (caught.value.code, caught.value.params["did"]) == ("did.syntax", start.ljust(200, "a"))


def test_parts_of_a_did_url() -> None:
    url = dids.parse("did:ex:a:b%20c/path/to?versionId=1&x=/?#key-1")
    assert (url.did, url.method, url.identifier) == ("did:ex:a:b%20c", "ex", "a:b%20c")
    assert (url.path, url.query, url.fragment) == ("/path/to", "versionId=1&x=/?", "key-1")
    bare = dids.parse("did:web:Example.COM")
    assert (bare.did, bare.path, bare.query, bare.fragment) == ("did:web:Example.COM", "", None, None)
    assert dids.parse("did:ex:a#").fragment == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "did",
        "did:",
        "did:web",
        "did:web:",
        "did:web:a:",
        "did::a",
        "DID:web:a",
        "did:Web:a",
        "did:web:a b",
        " did:web:a",
        "did:web:a\n",
        "did:web:a%2",
        "did:web:a%zz",
        "did:web:ünï",
        "did:web:a\x00b",
        "did:web:a@b",
        "did:web:[::1]",
        "did:web:a#b#c",
        "did:web:a#b c",
        "did:web:a?b?c#d\\",
        "did:web:" + "a" * 10_000,
    ],
)
def test_not_a_did(text: str) -> None:
    assert code(dids.parse, text) == "did.syntax"


def test_the_longest_did() -> None:
    assert dids.parse("did:web:".ljust(6000, "a")).method == "web"
    assert code(dids.parse, "did:web:".ljust(6001, "a")) == "did.syntax"


def test_only_texts_are_dids() -> None:
    assert dids.is_did("did:")
    for other in (None, 7, ["did:web:a"], b"did:web:a", "DID:web:a", " did:web:a", ""):
        assert not dids.is_did(other)


@settings(deadline=None)
@given(st.text(alphabet="did:web.%2Fa/?#@~é\n", max_size=60))
def test_did_parser_splits_without_loss_or_refuses(text: str) -> None:
    try:
        url = dids.parse("did:" + text)
    except Malformed:
        return
    query = "" if url.query is None else f"?{url.query}"
    fragment = "" if url.fragment is None else f"#{url.fragment}"
    assert url.did + url.path + query + fragment == "did:" + text
    assert url.did == f"did:{url.method}:{url.identifier}"


def test_did_key() -> None:
    found = keys.resolve(dids.parse(f"{KEY}#{NAME}"))
    assert (found.key, found.controller, found.method_id) == (ed_public(1), KEY, f"{KEY}#{NAME}")
    assert (found.bound_by, found.warnings, found.document_url) == ("did:key", (), None)


def test_bare_did_key_is_its_only_key_with_a_warning() -> None:
    found = keys.resolve(dids.parse(KEY))
    assert (found.key, found.method_id) == (ed_public(1), f"{KEY}#{NAME}")
    assert [warning.code for warning in found.warnings] == ["key.bare_did"]


def test_foreign_fragment_of_did_key_is_never_decoded() -> None:
    """The attack: the attacker's key as fragment behind the victim's DID."""
    assert code(keys.resolve, dids.parse(f"{KEY}#{ed_multikey(2)}")) == "key.not_in_document"
    assert code(keys.resolve, dids.parse(f"{KEY}#")) == "key.not_in_document"
    assert code(keys.resolve, dids.parse(f"{KEY}?versionId=1#{NAME}")) == "key.not_in_document"
    assert code(keys.resolve, dids.parse(f"{KEY}/x#{NAME}")) == "key.not_in_document"


def test_did_key_purposes() -> None:
    assert keys.resolve(dids.parse(KEY), "authentication").key == ed_public(1)
    for purpose in ("keyAgreement", "", "assertion"):
        assert code(keys.resolve, dids.parse(KEY), purpose) == "key.wrong_purpose"


@pytest.mark.parametrize(
    "identifier", [NAME[:-1], NAME + "1", "u" + NAME[1:], "m" + NAME[1:], "z", "z" * 1501]
)
def test_did_key_of_another_form(identifier: str) -> None:
    with pytest.raises(Problem):
        keys.resolve(dids.parse(f"did:key:{identifier}"))


def test_did_jwk() -> None:
    did = did_jwk(3)
    found = jwks.resolve(dids.parse(f"{did}#0"))
    assert (found.key, found.method_id, found.bound_by) == (ed_public(3), f"{did}#0", "did:jwk")
    assert found.warnings == ()
    bare = jwks.resolve(dids.parse(did))
    assert bare.method_id == f"{did}#0"
    assert [warning.code for warning in bare.warnings] == ["key.bare_did"]
    for fragment in ("1", "00", "", ed_multikey(2)):
        assert code(jwks.resolve, dids.parse(f"{did}#{fragment}")) == "key.not_in_document"
    for more in ("/path#0", "?service=a#0", "?#0", "/path", "?a=b"):
        assert code(jwks.resolve, dids.parse(did + more)) == "key.not_in_document"
    assert code(jwks.resolve, dids.parse(did), "keyAgreement") == "key.wrong_purpose"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (ed_jwk(1, d="AQAB"), "key.private_material"),
        ({"kty": "oct", "k": "AQAB"}, "key.symmetric"),
        (ec_jwk("P-256", use="enc"), "key.not_for_signatures"),
        ([1], "key.jwk"),
    ],
)
def test_did_jwk_refuses(value: object, expected: str) -> None:
    did = "did:jwk:" + b64u(json.dumps(value).encode())
    assert code(jwks.resolve, dids.parse(did)) == expected


def test_did_jwk_is_strict_json_in_strict_base64url() -> None:
    twice = b'{"kty":"OKP","kty":"OKP","crv":"Ed25519","x":"AA"}'
    assert code(jwks.resolve, dids.parse("did:jwk:" + b64u(twice))) == "json.duplicate_key"
    assert code(jwks.resolve, dids.parse("did:jwk:e")) == "key.base64url"
    assert code(jwks.resolve, dids.parse("did:jwk:e30.")) == "key.base64url"


@pytest.mark.parametrize(
    ("did", "url"),
    [
        ("did:web:uni.example", "https://uni.example/.well-known/did.json"),
        ("did:web:uni.example%3A8443", "https://uni.example:8443/.well-known/did.json"),
        ("did:web:uni.example%3a8443", "https://uni.example:8443/.well-known/did.json"),
        ("did:web:uni.example:issuers:565049", "https://uni.example/issuers/565049/did.json"),
        ("did:web:UNI.example", "https://uni.example/.well-known/did.json"),
        ("did:web:uni.example%3A65535", "https://uni.example:65535/.well-known/did.json"),
        ("did:web:xn--bcher-kva.example:a", "https://xn--bcher-kva.example/a/did.json"),
        ("did:web:uni.example:a_b-c.d", "https://uni.example/a_b-c.d/did.json"),
        ("did:web:uni.example:sch%C3%BCler", "https://uni.example/sch%C3%BCler/did.json"),
        ("did:web:uni.example:a%3Ab", "https://uni.example/a%3Ab/did.json"),
        ("did:web:4.example", "https://4.example/.well-known/did.json"),
    ],
)
def test_did_web_urls(did: str, url: str) -> None:
    assert document_url(did) == url


@pytest.mark.parametrize(
    "identifier",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "localhost%3A0",
        "127.1",
        "0x7f.1",
        "10.0.0.0x1",
        "uni.example.",
        ".uni.example",
        "uni..example",
        "-uni.example",
        "uni-.example",
        "uni_x.example",
        "user%40uni.example",
        "uni.example%40evil.example",
        "uni.example%2Fx",
        "evil.example%2F.uni.example",
        "evil.example%23.uni.example",
        "evil.example%3F.uni.example",
        "evil.example%5C.uni.example",
        "uni.example%0D%0A",
        "%5B%3A%3A1%5D",
        "%E2%93%A4ni.example",
        "uni.example%3A",
        "uni.example%3A0",
        "uni.example%3A00443",
        "uni.example%3A65536",
        "uni.example%3A443%3A1",
        "uni.example%3A443%40evil.example",
        "a" * 64 + ".example",
        ("a" * 60 + ".") * 4 + "example.org",
    ],
)
def test_did_web_hosts_that_are_none(identifier: str) -> None:
    assert code(document_url, f"did:web:{identifier}") == "did.web_host"


@pytest.mark.parametrize(
    "identifier", ["localhost", "LOCALHOST", "localhost%3A8443", "my.localhost", "intranet"]
)
def test_did_web_hosts_of_one_machine(identifier: str) -> None:
    """No request goes there; whether such an issuer exists somewhere cannot be said."""
    with pytest.raises(Unsupported) as caught:
        document_url(f"did:web:{identifier}")
    assert caught.value.code == "did.web_not_public"


@pytest.mark.parametrize(
    "segment",
    [
        "",
        ".",
        "..",
        "%2E%2E",
        "%2e.",
        "a%2Fb",
        "a%5Cb",
        "a%3Fb",
        "a%23b",
        "a%40b",
        "a%00",
        "a%0Ab",
        "%20",
        "%252e",
        "%FF",
    ],
)
def test_did_web_paths_that_leave_their_place(segment: str) -> None:
    assert code(document_url, f"did:web:uni.example:{segment}:x") == "did.web_path"


@pytest.mark.parametrize(
    "did", ["did:key:z6Mk", "did:web:uni.example#k", "did:web:uni.example/x", "uni.example"]
)
def test_did_web_wants_a_bare_did_web(did: str) -> None:
    assert code(document_url, did) == "did.syntax"


@settings(deadline=None)
@given(st.lists(st.text(alphabet="aA0.-_%2eEfF3a405Cb", min_size=0, max_size=20), min_size=1, max_size=3))
def test_did_web_url_is_what_it_seems(parts: list[str]) -> None:
    try:
        url = document_url("did:web:" + ":".join(parts))
    except Problem:
        return
    split = urlsplit(url)
    assert split.scheme == "https"
    assert split.username is None
    assert (split.query, split.fragment) == ("", "")
    assert split.path.endswith("/did.json")
    assert "/../" not in split.path
    assert "/./" not in split.path
    assert split.hostname == parts[0].lower().partition("%3a")[0]
