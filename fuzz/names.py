"""Harnesses for keys, dates and URLs, with second opinions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from badgekit import dates
from badgekit.errors import Problem
from badgekit.gathering import addresses
from badgekit.keys import did, did_jwk, did_key, did_web, jwk, jwks, multikey, pem
from badgekit.keys.controller import Controller
from badgekit.keys.multibase import decode_base58
from badgekit.net.guard import check_url, join
from badgekit.proofs import jwt_claims
from fuzz import seeds, shaped
from fuzz.harness import Broken, Harness, as_json, quiet

__all__ = ["NAMES"]

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def _key(data: bytes) -> None:
    """Read as a key of every form, as a set of keys, as a controller document."""
    text = data.decode("utf-8", "replace")
    _identifier(text)
    quiet(multikey.from_bytes, data)
    quiet(pem.parse, text)
    _base58(data.decode("latin-1"))
    value = as_json(data)
    quiet(jwk.parse, value)
    found = quiet(jwks.entries, value)
    if not isinstance(found, Problem):
        for entry in found:
            quiet(entry.key)
    controller = quiet(Controller.read, value, "did:web:uni.example")
    if isinstance(controller, Controller):
        for method in controller.methods:
            quiet(controller.method, method, "assertionMethod")
            quiet(controller.methods[method].key)
            quiet(lambda one=method: (controller.methods[one].expires, controller.methods[one].revoked))


def _identifier(text: str) -> None:
    quiet(did_web.document_url, text)
    parsed = quiet(did.parse, text)
    if isinstance(parsed, did.DidUrl):
        quiet(did_key.resolve if parsed.method == "key" else did_jwk.resolve, parsed)
    quiet(multikey.parse, text)


def _base58(text: str) -> None:
    ours = quiet(decode_base58, text, limit=2048)
    if not text or len(text) > 2048 or not set(text) <= set(_BASE58):
        if not isinstance(ours, Problem):
            raise Broken("read what is no base58")
        return
    number = 0
    for letter in text:
        number = number * 58 + _BASE58.index(letter)
    zeros = len(text) - len(text.lstrip("1"))
    if ours != bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big"):
        raise Broken("other bytes than the slow way")


def _key_seeds() -> Iterator[bytes]:
    sim = seeds.simulator()
    yield from (b"did:web:uni.example", b"did:web:uni.example%3A8443:a:b", sim.method_id().encode())
    for method in ("did:key", "did:jwk"):
        yield sim.neighbour("key.example", seed=9, method=method).id.encode()
    yield from (b"\xed\x01" + bytes(32), b"\x80\x24\x02" + bytes(32), b"\x81\x24\x03" + bytes(48))
    yield b"\x85\x24\x30\x82\x01\x0a\x02\x82\x01\x01\x00" + b"\xb5" * 256 + b"\x02\x03\x01\x00\x01"
    for document in seeds.key_documents():
        yield seeds.encoded(document)
        yield from (seeds.encoded(entry) for entry in document.get("keys", ()))
        if isinstance(document.get("publicKeyPem"), str):
            yield document["publicKeyPem"].encode()
        for entry in document.get("verificationMethod", ()):
            if "publicKeyMultibase" in entry:
                yield entry["publicKeyMultibase"].encode()
                yield entry["publicKeyMultibase"][1:].encode()


def _date(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for read in (dates.parse_datetime, dates.parse_date, dates.parse_iso8601):
        quiet(read, text)
    quiet(dates.parse_legacy_date, text)
    value = as_json(data)
    if isinstance(value, int) and not isinstance(value, bool):
        quiet(dates.parse_legacy_date, value)
    quiet(jwt_claims.numeric_date, value)
    ours = quiet(dates.parse_timestamp, text)
    # A leap second and the end of a day are written in ways that the standard library does not know.
    if isinstance(ours, Problem) or text[17:19] == "60" or "T24" in text:
        return
    try:
        # The standard library reads fractions up to six digits, and cuts what is beyond.
        theirs = datetime.fromisoformat(text)
    except ValueError:
        return
    if theirs.tzinfo is None:
        theirs = theirs.replace(tzinfo=UTC)
    try:
        expected = theirs.astimezone(UTC)
    except OverflowError:
        edge = datetime.min if theirs.year == 1 else datetime.max
        expected = edge.replace(tzinfo=UTC)
    if expected != ours.at:
        raise Broken("another instant")


def _date_seeds() -> Iterator[bytes]:
    yield from (b"2026-01-31T23:59:60Z", b"2026-06-01T12:00:00.123+02:00", b"2026-06-01", b"1790000000")
    yield from (b"2026-W23-1T10:00", b"2026152T101010Z")
    yield from (b"-0001-01-01T24:00:00Z", b"9999-12-31T23:59:59-14:00")


def _url(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    base = check_url("https://uni.example/a/b?c")
    there = quiet(join, base, text)
    if isinstance(there, str):
        quiet(check_url, there)
    addresses.same_place(text, "https://uni.example/a")
    ours = quiet(check_url, text, allow_http=True, ports=None)
    if isinstance(ours, Problem):
        return
    for spelling in (text, ours.url):
        theirs = urlsplit(spelling)
        port = theirs.port if theirs.port is not None else 443 if theirs.scheme == "https" else 80
        if (theirs.hostname, port, theirs.username) != (ours.host, ours.port, None):
            raise Broken("another host for another parser")


def _url_seeds() -> Iterator[bytes]:
    yield from (url.encode() for url in seeds.documents())
    yield from (
        b"//evil.example/x",
        b"../../x?y#z",
        b"https://[::ffff:10.0.0.1]/",
        b"https://a@b.example:443/",
    )


NAMES: tuple[Harness, ...] = (
    Harness(
        "key",
        "DIDs, Multikeys, JWKs, PEM, controller documents; base58 gives the bytes of the slow way",
        _key,
        _key_seeds,
        16_384,
        shaped.json_text,
    ),
    Harness("date", "instants are those of the standard library", _date, _date_seeds, 256),
    Harness("url", "another parser sees the same host", _url, _url_seeds),
)
