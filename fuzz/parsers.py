"""Harnesses for parsers: any bytes give a value or a problem of badgekit's own, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

from badgekit import (
    badge_connect,
    containers,
    dates,
    documents,
    models,
    strictbase64,
    strictcbor,
    strictjson,
)
from badgekit.errors import Problem
from badgekit.gathering import addresses
from badgekit.gathering.shaping import shape
from badgekit.intake import receive_entry
from badgekit.jsonld import ContextStore, Engine, Work
from badgekit.keys import did, did_jwk, did_key, did_web, jwk, jwks, multikey, pem
from badgekit.keys.controller import Controller
from badgekit.limits import Limits
from badgekit.net import Snapshot
from badgekit.net.guard import check_url, join
from badgekit.portfolio import pathway_file
from badgekit.proofs import bbs_suite, cose, ecdsa_sd, jws, jwt_claims, sd_jwt
from badgekit.proofs.data_integrity import proofs_of
from badgekit.schemas import SchemaSet
from badgekit.status.bitstring import decode, value_at
from badgekit.status.entries import read_entries
from badgekit.status.lists import read_list
from badgekit.status.methods import METHODS
from badgekit.status.revocation_list import read_revocation_list
from fuzz import seeds
from fuzz.harness import Broken, Harness, as_json, quiet

__all__ = ["PARSERS", "bits_seeds", "date_seeds", "url_seeds"]

_LIMITS = Limits()
_TIGHT = Limits(quads=2_000, blank_nodes=200, canonicalization_work=2_000)
"""For JSON-LD, where the defaults allow a second of work: more inputs in the same time."""


@cache
def _engine() -> Engine:
    return Engine(ContextStore.bundled(), _TIGHT)


@cache
def _schemas() -> SchemaSet:
    return SchemaSet()


def _json(data: bytes) -> None:
    quiet(strictjson.loads, data, limits=_LIMITS)
    quiet(strictjson.loads, data.decode("utf-8", "surrogateescape"), limits=_LIMITS)


def _cbor(data: bytes) -> None:
    value = quiet(strictcbor.loads, data, tags=frozenset({18}))
    if (
        not isinstance(value, Problem)
        and strictcbor.loads(strictcbor.dumps(value), tags=frozenset({18})) != value
    ):
        raise Broken("what was written again reads otherwise")


def _file(data: bytes) -> None:
    quiet(containers.unpack, data, _LIMITS)


def _token(data: bytes) -> None:
    token = quiet(jws.parse, data.decode("utf-8", "replace"), _LIMITS)
    if isinstance(token, jws.Jws):
        quiet(jwt_claims.read, token, token.payload)


def _selective(data: bytes) -> None:
    """Read as an SD-JWT as it stands, and what is behind the first "~" with a token that asks for nothing."""
    text = data.decode("utf-8", "replace")
    quiet(receive_entry, text, "$", _LIMITS)
    held = seeds.selective()
    read = quiet(sd_jwt.parse, held.partition("~")[0] + "~" + text.partition("~")[2], _LIMITS)
    if isinstance(read, sd_jwt.SdJwt) and "_sd" in read.payload:
        raise Broken("a digest is left among the claims")


def _selective_seeds() -> Iterator[bytes]:
    yield seeds.selective().encode()
    yield b"~" + seeds.selective().partition("~")[2].encode()


def _message(data: bytes) -> None:
    quiet(cose.parse, data, _LIMITS)
    quiet(containers.unpack, data, _LIMITS)
    quiet(strictbase64.decode, data.decode("latin-1"), code="input.cose_base64")


def _token_parts(data: bytes) -> None:
    """Fuzz header and payload themselves, which base64url would hide from a mutation."""
    from badgekit.testing.encoding import base64url

    header, _, payload = data.partition(b"\n")
    _token(f"{base64url(header)}.{base64url(payload)}.{base64url(bytes(64))}".encode())


def _token_seeds() -> Iterator[bytes]:
    from badgekit.keys.multibase import decode_base64url

    for token in seeds.tokens():
        header, payload, _ = token.split(".")
        yield decode_base64url(header) + b"\n" + decode_base64url(payload)


def _derived(data: bytes) -> None:
    """Fuzz the values of proofs that a holder derives; base64url would hide them from a mutation."""
    from badgekit.testing.encoding import base64url

    proof = {"proofValue": "u" + base64url(data)}
    quiet(ecdsa_sd.read_value, "$.proof", proof, _LIMITS)
    quiet(bbs_suite.read_value, "$.proof", proof, _LIMITS)


def _derived_seeds() -> Iterator[bytes]:
    from badgekit.keys.multibase import decode_base64url

    for badge in seeds.derived():
        given = badge["proof"]
        proof = given[0] if isinstance(given, list) else given
        yield decode_base64url(proof["proofValue"][1:])
    # The header of bbs-2023, the shortest proof, and nothing hidden.
    yield b"\xd9\x5d\x03\x85\x59\x01\x10" + bytes(272) + b"\xa0\x80\x80\x40"


def _identifier(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    quiet(did_web.document_url, text)
    parsed = quiet(did.parse, text)
    if isinstance(parsed, did.DidUrl):
        quiet(did_key.resolve if parsed.method == "key" else did_jwk.resolve, parsed)
    quiet(multikey.parse, text)


def _identifier_seeds() -> Iterator[bytes]:
    sim = seeds.simulator()
    yield from (b"did:web:uni.example", b"did:web:uni.example%3A8443:a:b", sim.method_id().encode())
    for method in ("did:key", "did:jwk"):
        yield sim.neighbour("key.example", seed=9, method=method).id.encode()
    for document in seeds.key_documents():
        for entry in document.get("verificationMethod", ()):
            if "publicKeyMultibase" in entry:
                yield entry["publicKeyMultibase"].encode()


def _multikey(data: bytes) -> None:
    quiet(multikey.from_bytes, data)


def _multikey_seeds() -> Iterator[bytes]:
    yield from (b"\xed\x01" + bytes(32), b"\x80\x24\x02" + bytes(32), b"\x81\x24\x03" + bytes(48))
    yield b"\x85\x24\x30\x82\x01\x0a\x02\x82\x01\x01\x00" + b"\xb5" * 256 + b"\x02\x03\x01\x00\x01"


def _keys(data: bytes) -> None:
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


def _key_seeds() -> Iterator[bytes]:
    for document in seeds.key_documents():
        yield seeds.encoded(document)
        for entry in document.get("keys", ()):
            yield seeds.encoded(entry)


def _pem(data: bytes) -> None:
    quiet(pem.parse, data.decode("utf-8", "replace"))


def _pem_seeds() -> Iterator[bytes]:
    for document in seeds.key_documents():
        if isinstance(document.get("publicKeyPem"), str):
            yield document["publicKeyPem"].encode()


def _date(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for read in (dates.parse_timestamp, dates.parse_datetime, dates.parse_date, dates.parse_iso8601):
        quiet(read, text)
    quiet(dates.parse_legacy_date, text)
    value = as_json(data)
    if isinstance(value, int) and not isinstance(value, bool):
        quiet(dates.parse_legacy_date, value)
    quiet(jwt_claims.numeric_date, value)


def date_seeds() -> Iterator[bytes]:
    """Yield dates of several kinds."""
    yield from (b"2026-01-31T23:59:60Z", b"2026-06-01T12:00:00.123+02:00", b"2026-06-01", b"1790000000")
    yield from (
        b"2026-W23-1T10:00",
        b"2026152T101010Z",
        b"-0001-01-01T24:00:00Z",
        b"9999-12-31T23:59:59-14:00",
    )


def _url(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    base = check_url("https://uni.example/a/b?c")
    quiet(check_url, text, allow_http=True, ports=None)
    there = quiet(join, base, text)
    if isinstance(there, str):
        quiet(check_url, there)
    addresses.same_place(text, "https://uni.example/a")


def url_seeds() -> Iterator[bytes]:
    """Yield the issuer's URLs, and tricks."""
    yield from (url.encode() for url in seeds.documents())
    yield from (
        b"//evil.example/x",
        b"../../x?y#z",
        b"https://[::ffff:10.0.0.1]/",
        b"https://a@b.example:443/",
    )


def _jsonld(data: bytes) -> None:
    value = as_json(data)
    if isinstance(value, dict):
        quiet(_engine().canonicalize, value, work=Work(_TIGHT))
        contexts = value.get("@context")
        if isinstance(contexts, list):
            quiet(_engine().redefinitions, contexts, min(2, len(contexts)))


def _context(data: bytes) -> None:
    """Fuzz what a caller may pin: a context document, and a badge that is read with it."""
    value = as_json(data)
    if not isinstance(value, dict):
        return
    store = quiet(ContextStore.bundled().with_pinned, {"https://pinned.example/v1": value}, _TIGHT)
    if isinstance(store, ContextStore):
        plain = seeds.credentials()[0]
        document = {**plain, "@context": [*plain["@context"], "https://pinned.example/v1"]}
        quiet(Engine(store, _TIGHT).canonicalize, document, work=Work(_TIGHT))


def _context_seeds() -> Iterator[bytes]:
    yield seeds.encoded({"@context": {"@protected": True, "id": "@id", "a": "https://x.example/a"}})
    yield seeds.encoded(
        {
            "@context": [
                {"@version": 1.1, "x": "https://x.example/", "p": {"@id": "x:p", "@type": "@id"}},
                {
                    "T": {
                        "@id": "x:T",
                        "@context": {"@propagate": False, "n": {"@id": "x:n", "@container": "@list"}},
                    }
                },
            ]
        }
    )


def _schema(data: bytes) -> None:
    value = as_json(data)
    if not isinstance(value, dict):
        return
    schemas = quiet(SchemaSet, {"https://pinned.example/schema": value})
    if isinstance(schemas, SchemaSet):
        found = schemas.find("https://pinned.example/schema")
        assert found is not None
        quiet(found.accepts, {"a": [1, "x", None], "b": {"c": 1.5}})


def _schema_seeds() -> Iterator[bytes]:
    yield seeds.encoded(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "required": ["a"],
            "properties": {"a": {"type": "array", "items": {"$ref": "#/$defs/x"}, "uniqueItems": True}},
            "$defs": {"x": {"anyOf": [{"type": "string", "pattern": "^[a-z]+$"}, {"const": 1}]}},
        }
    )


def _claims(data: bytes) -> None:
    value = as_json(data)
    if not isinstance(value, dict):
        return
    document = documents.identify(value)
    for kind in ("ob3", "endorsement", "clr", "vc", "ob2-Assertion", "ob2-BadgeClass", "ob2-Issuer"):
        read = quiet(models.read, value, kind)
        if not isinstance(read, Problem):
            json.dumps(models.to_dict(read.claims))
    quiet(_schemas().built_in("achievement", document.vcdm or "2.0").explain, value)
    quiet(proofs_of, value, _LIMITS)
    quiet(receive_entry, value, "$", _LIMITS)


def _older(data: bytes) -> None:
    value = as_json(data)
    if isinstance(value, dict):
        quiet(shape, value, "Assertion", _engine(), _TIGHT, url="https://uni.example/a", work=Work(_TIGHT))


def _status(data: bytes) -> None:
    value = as_json(data)
    for entry in read_entries(value):
        if isinstance(entry, Problem):
            str(entry)
    quiet(read_revocation_list, value, "https://uni.example/list")
    if isinstance(value, dict):
        for method in METHODS.values():
            found = quiet(read_list, value, method)
            if not isinstance(found, Problem):
                quiet(decode, found.encoded, method, limit=65_536)


def _status_seeds() -> Iterator[bytes]:
    yield seeds.encoded(seeds.credentials()[1]["credentialStatus"])
    yield seeds.encoded(
        {"issuer": "https://uni.example", "revokedCredential": [{"id": "a", "revoked": True}]}
    )
    for method in METHODS.values():
        subject = {
            "type": method.subject,
            "statusPurpose": "revocation",
            "encodedList": "uH4sIAAAAAAAA_2NgAAIAAP__",
        }
        yield seeds.encoded(
            {"type": ["VerifiableCredential", method.credential], "credentialSubject": subject}
        )


def _bits(data: bytes) -> None:
    text = data.decode("latin-1")
    for method in METHODS.values():
        bits = quiet(decode, text, method, limit=65_536)
        if isinstance(bits, bytes):
            quiet(value_at, bits, len(text), 1)


def bits_seeds() -> Iterator[bytes]:
    """Yield packed lists in several encodings."""
    import gzip
    import zlib

    from badgekit.testing.encoding import base64url

    for packed in (gzip.compress(bytes(16_384)), zlib.compress(b"\xff" * 100), gzip.compress(b"")):
        yield base64url(packed).encode()
        yield b"u" + base64url(packed).encode()


def _connect(data: bytes) -> None:
    for read in (
        badge_connect.parse_manifest,
        badge_connect.parse_assertions_response,
        badge_connect.parse_profile_response,
        badge_connect.parse_status_response,
        badge_connect.parse_assertion_request,
    ):
        quiet(read, data)


def _connect_seeds() -> Iterator[bytes]:
    yield b'{"status":{"error":null,"statusCode":200,"statusText":"OK"},"results":[]}'
    api = {"name": "A", "apiBase": "https://a.example/api", "tokenUrl": "https://a.example/token"}
    yield seeds.encoded({"id": "https://a.example/m", "badgeConnectAPI": [api]})


def _pathway(data: bytes) -> None:
    quiet(pathway_file.read, data)


def _pathway_seeds() -> Iterator[bytes]:
    skill = {"url": "https://x.example/skill"}
    steps = [
        {"id": "a", "name": "A", "achievement": "https://x.example/1"},
        {"id": "b", "name": "B", "skill": skill, "after": ["a"]},
    ]
    yield seeds.encoded(
        {"schema": "urn:badgekit:schema:pathway:1", "name": "N", "issuers": "any", "steps": steps}
    )


def _snapshot(data: bytes) -> None:
    quiet(Snapshot.from_bytes, data)


def _snapshot_seeds() -> Iterator[bytes]:
    from badgekit import Recorder, Verifier

    recorder = Recorder(seeds.simulator())
    with Verifier(fetcher=recorder) as verifier:
        verifier.verify(seeds.badges()[0], now=seeds.simulator().now)
        yield verifier.snapshot.to_bytes()


def _documents() -> Iterator[bytes]:
    yield from (seeds.encoded(value) for value in (*seeds.badges(), *seeds.credentials()))


def _all_documents() -> Iterator[bytes]:
    yield from _documents()
    yield from (seeds.encoded(value) for value in seeds.older())


def _pngs() -> Iterator[bytes]:
    yield from (picture for picture in seeds.pictures() if picture.startswith(b"\x89"))


def _svgs() -> Iterator[bytes]:
    yield from (picture for picture in seeds.pictures() if not picture.startswith(b"\x89"))


_A = "any bytes give a value or a problem"
PARSERS: tuple[Harness, ...] = (
    Harness("json", f"strict JSON: {_A}", _json, seeds.texts, 16_384),
    Harness(
        "cbor", "strict CBOR: a value or a problem; what is written again reads the same", _cbor, seeds.cbor
    ),
    Harness("png", f"PNG pictures: {_A}", _file, _pngs, 65_536),
    Harness("svg", f"SVG pictures: {_A}", _file, _svgs, 65_536),
    Harness("text", f"text files: {_A}", _file, seeds.texts, 16_384),
    Harness("token", f"compact JWS: {_A}", _token, lambda: (one.encode() for one in seeds.tokens()), 16_384),
    Harness("sd-jwt", f"SD-JWT and its disclosures: {_A}", _selective, _selective_seeds, 16_384),
    Harness("cose", f"COSE messages: {_A}", _message, seeds.messages, 16_384),
    Harness("token-parts", f"headers and claims: {_A}", _token_parts, _token_seeds, 16_384),
    Harness("derived", f"values of derived proofs: {_A}", _derived, _derived_seeds, 16_384),
    Harness("identifier", f"DIDs and Multikeys: {_A}", _identifier, _identifier_seeds),
    Harness("multikey", f"the bytes of a Multikey: {_A}", _multikey, _multikey_seeds),
    Harness("keys", f"JWKs, key sets, controller documents: {_A}", _keys, _key_seeds, 16_384),
    Harness("pem", f"PEM keys: {_A}", _pem, _pem_seeds),
    Harness("date", f"dates of every kind: {_A}", _date, date_seeds, 256),
    Harness("url", f"URLs and redirects: {_A}", _url, url_seeds),
    Harness("jsonld", f"JSON-LD documents: {_A}", _jsonld, _documents, 16_384),
    Harness("context", f"contexts that a caller pins: {_A}", _context, _context_seeds),
    Harness("schema", f"schemas that a caller gives: {_A}", _schema, _schema_seeds),
    Harness("claims", f"typed claims and the built-in schemas: {_A}", _claims, _all_documents, 16_384),
    Harness(
        "older",
        f"documents of Open Badges 0.5 to 2.1: {_A}",
        _older,
        lambda: map(seeds.encoded, seeds.older()),
        16_384,
    ),
    Harness("status", f"status entries and lists: {_A}", _status, _status_seeds),
    Harness("bits", f"packed status lists: {_A}", _bits, bits_seeds),
    Harness("connect", f"Badge Connect payloads: {_A}", _connect, _connect_seeds),
    Harness("pathway", f"pathway files: {_A}", _pathway, _pathway_seeds),
    Harness("snapshot", f"recorded evidence: {_A}", _snapshot, _snapshot_seeds, 65_536),
)
