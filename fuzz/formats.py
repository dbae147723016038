"""Harnesses for formats of bytes: JSON, CBOR, files that hold a badge, tokens; with second opinions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from badgekit import containers, strictbase64, strictcbor, strictjson
from badgekit.errors import Malformed, Problem
from badgekit.intake import receive_entry
from badgekit.keys.multibase import decode_base64url
from badgekit.limits import Limits
from badgekit.proofs import bbs_suite, cose, ecdsa_sd, jws, jwt_claims, sd_jwt
from badgekit.testing.encoding import base64url
from fuzz import seeds, shaped
from fuzz.harness import Broken, Harness, quiet

__all__ = ["FORMATS"]

_LIMITS = Limits()


def _json(data: bytes) -> None:
    """Read strictly, and hold it against the standard library."""
    quiet(strictjson.loads, data.decode("utf-8", "surrogateescape"), limits=_LIMITS)
    ours = quiet(strictjson.loads, data, limits=_LIMITS)
    try:
        theirs = json.loads(data.decode("utf-8"), parse_constant=_refused)
    except (ValueError, RecursionError):
        if not isinstance(ours, Problem):
            raise Broken("read what the standard library refuses") from None
        return
    if not isinstance(ours, Problem) and ours != theirs:
        raise Broken("read another value")
    if isinstance(ours, Malformed) and ours.code == "json.syntax":
        raise Broken("refused the syntax of what the standard library reads")


def _refused(literal: str) -> None:
    raise ValueError(literal)


def _cbor(data: bytes) -> None:
    """Read as CBOR and hold it against cbor2; then as a COSE message, and as the value of a derived proof."""
    import cbor2

    floating = quiet(strictcbor.loads, data, tags=frozenset({18}), floats=True)
    if not isinstance(floating, Problem) and floating != _as_ours(cbor2.loads(data)):
        raise Broken("read another value")
    ours = quiet(strictcbor.loads, data, tags=frozenset({18}))
    if not isinstance(ours, Problem):
        try:
            theirs = cbor2.loads(data)
        except Exception as error:
            raise Broken("read what cbor2 refuses") from error
        if ours != _as_ours(theirs):
            raise Broken("read another value")
        if strictcbor.loads(strictcbor.dumps(ours), tags=frozenset({18})) != ours:
            raise Broken("what was written again reads otherwise")
    quiet(cose.parse, data, _LIMITS)
    quiet(strictbase64.decode, data.decode("latin-1"), code="input.cose_base64")
    proof = {"proofValue": "u" + base64url(data)}
    quiet(ecdsa_sd.read_value, "$.proof", proof, _LIMITS)
    quiet(bbs_suite.read_value, "$.proof", proof, _LIMITS)


def _as_ours(value: Any) -> Any:
    """Return what cbor2 read in the types of `strictcbor`."""
    import cbor2

    if isinstance(value, cbor2.CBORTag):
        return strictcbor.Tagged(value.tag, _as_ours(value.value))
    if isinstance(value, list | tuple):
        return [_as_ours(item) for item in value]
    if isinstance(value, Mapping):
        return {name: _as_ours(item) for name, item in value.items()}
    return value


def _cbor_seeds() -> Iterator[bytes]:
    yield from seeds.cbor()
    yield from seeds.messages()
    for badge in seeds.derived():
        given = badge["proof"]
        proof = given[0] if isinstance(given, list) else given
        yield decode_base64url(proof["proofValue"][1:])
    # The header of bbs-2023, the shortest proof, and nothing hidden.
    yield b"\xd9\x5d\x03\x85\x59\x01\x10" + bytes(272) + b"\xa0\x80\x80\x40"


def _file(data: bytes) -> None:
    quiet(containers.unpack, data, _LIMITS)


def _file_seeds() -> Iterator[bytes]:
    yield from seeds.pictures()
    yield from seeds.texts()
    yield from seeds.messages()


def _token(data: bytes) -> None:
    """Read as a token, as a token's header and claims, and as what a holder shows with it."""
    text = data.decode("utf-8", "replace")
    _jws(text)
    header, _, payload = data.partition(b"\n")
    _jws(f"{base64url(header)}.{base64url(payload)}.{base64url(bytes(64))}")
    quiet(receive_entry, text, "$", _LIMITS)
    # Behind the first "~" of a token that asks for nothing, whatever stands before it.
    held = seeds.selective()
    read = quiet(sd_jwt.parse, held.partition("~")[0] + "~" + text.partition("~")[2], _LIMITS)
    if isinstance(read, sd_jwt.SdJwt) and "_sd" in read.payload:
        raise Broken("a digest is left among the claims")


def _jws(text: str) -> None:
    token = quiet(jws.parse, text, _LIMITS)
    if isinstance(token, jws.Jws):
        quiet(jwt_claims.read, token, token.payload)


def _token_seeds() -> Iterator[bytes]:
    for token in seeds.tokens():
        header, payload, _ = token.split(".")
        yield token.encode()
        yield decode_base64url(header) + b"\n" + decode_base64url(payload)
    yield seeds.selective().encode()
    yield b"~" + seeds.selective().partition("~")[2].encode()


FORMATS: tuple[Harness, ...] = (
    Harness(
        "json",
        "strict JSON reads what the standard library reads, or refuses it",
        _json,
        seeds.texts,
        16_384,
        shaped.json_text,
    ),
    Harness(
        "cbor",
        "strict CBOR reads what cbor2 reads, or refuses it; COSE messages, derived proofs",
        _cbor,
        _cbor_seeds,
        16_384,
        shaped.cbor,
    ),
    Harness("file", "PNG, SVG, JSON, tokens and COSE in a file", _file, _file_seeds, 65_536, shaped.picture),
    Harness(
        "token", "JWS, SD-JWT, their headers and claims", _token, _token_seeds, 16_384, shaped.json_or_token
    ),
)
