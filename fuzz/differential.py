"""Harnesses with a second opinion: what badgekit reads, a reader by other people reads in the same way."""

from __future__ import annotations

import base64
import gzip
import json
import math
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from badgekit import dates, strictcbor, strictjson
from badgekit.errors import BadgekitError, Malformed, Problem
from badgekit.jsonld import ContextStore, Engine, Work, rdfc
from badgekit.keys.multibase import decode_base58
from badgekit.limits import Limits
from badgekit.net.guard import check_url
from badgekit.schemas import SchemaSet
from badgekit.status.bitstring import decode
from badgekit.status.methods import METHODS
from fuzz import parsers, seeds
from fuzz.harness import Broken, Harness, as_json, quiet

__all__ = ["DIFFERENTIAL"]

_LIMITS = Limits()
_SMALL = Limits(quads=300, blank_nodes=24, canonicalization_work=200)


def _json(data: bytes) -> None:
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
    import cbor2

    ours = quiet(strictcbor.loads, data, tags=frozenset({18}))
    if isinstance(ours, Problem):
        return
    try:
        theirs = cbor2.loads(data)
    except Exception as error:
        raise Broken("read what cbor2 refuses") from error
    if ours != _as_ours(theirs):
        raise Broken("read another value")


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


@cache
def _pyld() -> Any:
    from tests.support.jsonld_oracle import Pyld

    store = ContextStore.bundled()
    return Pyld({url: _plain(store.revisions(url)[0].document) for url in store.urls()})


def _plain(document: Any) -> Any:
    return json.loads(json.dumps(dict(document)))


@cache
def _engine() -> Engine:
    return Engine(ContextStore.bundled(), _SMALL)


def _rdfc(data: bytes) -> None:
    from tests.support.jsonld_oracle import Rejected

    value = as_json(data)
    if not isinstance(value, dict):
        return
    ours = quiet(_engine().canonicalize, value, work=Work(_SMALL))
    if isinstance(ours, BadgekitError) or ours.route != "strict":
        return
    try:
        dataset = _pyld().dataset(value)
    except Rejected as error:
        raise Broken("read what PyLD refuses") from error
    from tests.support.jsonld_oracle import quads

    if list(ours.lines) != rdfc.canonicalize(quads(dataset), limits=_SMALL):
        raise Broken("other statements than those of PyLD")


def _base58(data: bytes) -> None:
    text = data.decode("latin-1")
    ours = quiet(decode_base58, text, limit=2048)
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    if not text or len(text) > 2048 or not set(text) <= set(alphabet):
        if not isinstance(ours, Problem):
            raise Broken("read what is no base58")
        return
    number = 0
    for letter in text:
        number = number * 58 + alphabet.index(letter)
    zeros = len(text) - len(text.lstrip("1"))
    if ours != bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big"):
        raise Broken("other bytes than the slow way")


def _date(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    ours = quiet(dates.parse_timestamp, text)
    if isinstance(ours, Problem) or text[17:19] == "60" or "T24" in text:
        return
    try:
        # The standard library reads fractions up to six digits, and cuts what is beyond.
        theirs = datetime.fromisoformat(text)
    except ValueError:
        return
    if theirs.tzinfo is None:
        theirs = theirs.replace(tzinfo=UTC)
    if theirs != ours.at:
        raise Broken("another instant")


def _url(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    ours = quiet(check_url, text, allow_http=True, ports=None)
    if isinstance(ours, Problem):
        return
    for spelling in (text, ours.url):
        theirs = urlsplit(spelling)
        port = theirs.port if theirs.port is not None else 443 if theirs.scheme == "https" else 80
        if (theirs.hostname, port, theirs.username) != (ours.host, ours.port, None):
            raise Broken("another host for another parser")


@cache
def _validator() -> Any:
    from jsonschema.validators import validator_for

    from badgekit.resources import json_schema_index

    url = SchemaSet().built_in("achievement", "2.0").url
    loaded = next(entry.load() for entry in json_schema_index() if entry.url == url)
    return validator_for(loaded)(loaded)


@cache
def _compiled() -> Any:
    return SchemaSet().built_in("achievement", "2.0")


def _schema(data: bytes) -> None:
    value = as_json(data)
    if not isinstance(value, dict) or not _finite(value):
        return
    # Formats are asserted by badgekit alone, so a yes must be their yes; a no may be for a date.
    if _compiled().accepts(value) and not _validator().is_valid(value):
        raise Broken("accepted what jsonschema refuses")


def _finite(value: Any) -> bool:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, float) and not math.isfinite(item):
            return False
        waiting.extend(item.values() if isinstance(item, dict) else item if isinstance(item, list) else ())
    return True


def _bits(data: bytes) -> None:
    text = data.decode("latin-1")
    ours = quiet(decode, text, METHODS["StatusList2021Entry"], limit=65_536)
    if isinstance(ours, Problem):
        return
    plain = text[1:] if text.startswith("uH4s") else text
    try:
        theirs = gzip.decompress(
            base64.urlsafe_b64decode(plain.rstrip("=") + "=" * (-len(plain.rstrip("=")) % 4))
        )
    except (ValueError, OSError, EOFError, zlib.error) as error:
        raise Broken("unpacked what gzip refuses") from error
    if ours != theirs:
        raise Broken("other bits than gzip gives")


def _base58_seeds() -> Iterator[bytes]:
    for badge in seeds.badges():
        given = badge.get("proof", [])
        for proof in given if isinstance(given, list) else [given]:
            yield proof["proofValue"][1:].encode()


DIFFERENTIAL: tuple[Harness, ...] = (
    Harness(
        "json-or",
        "strict JSON reads what the standard library reads, or refuses it",
        _json,
        seeds.texts,
        8192,
    ),
    Harness("cbor-or", "strict CBOR reads what cbor2 reads, or refuses it", _cbor, seeds.cbor),
    Harness(
        "rdfc-or", "the statements are those of PyLD", _rdfc, lambda: map(seeds.encoded, seeds.badges()), 8192
    ),
    Harness("base58-or", "base58 gives the bytes of the slow way", _base58, _base58_seeds, 2200),
    Harness("date-or", "instants are those of the standard library", _date, parsers.date_seeds, 64),
    Harness("url-or", "another parser sees the same host", _url, parsers.url_seeds),
    Harness(
        "schema-or",
        "what the compiled schema accepts, jsonschema accepts",
        _schema,
        lambda: map(seeds.encoded, (*seeds.badges(), *seeds.credentials())),
        16_384,
    ),
    Harness("bits-or", "status lists unpack to what gzip gives", _bits, parsers.bits_seeds),
)
