"""Harnesses for what documents say: typed claims, status, evidence, exchanges; with second opinions."""

from __future__ import annotations

import base64
import gzip
import json
import math
import zlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from badgekit import badge_connect, documents, models
from badgekit.errors import Problem
from badgekit.gathering.shaping import shape
from badgekit.intake import receive_entry
from badgekit.jsonld import ContextStore, Engine, Work
from badgekit.limits import Limits
from badgekit.net import Snapshot
from badgekit.portfolio import pathway_file
from badgekit.proofs.data_integrity import proofs_of
from badgekit.schemas import SchemaSet
from badgekit.status.bitstring import decode, value_at
from badgekit.status.entries import read_entries
from badgekit.status.lists import read_list
from badgekit.status.methods import METHODS
from badgekit.status.revocation_list import read_revocation_list
from badgekit.testing.encoding import base64url
from fuzz import seeds, shaped
from fuzz.harness import Broken, Harness, as_json, quiet

__all__ = ["CONTENTS"]

_LIMITS = Limits()
_TIGHT = Limits(quads=2_000, blank_nodes=200, canonicalization_work=2_000)
_KINDS = ("ob3", "endorsement", "clr", "vc", "ob2-Assertion", "ob2-BadgeClass", "ob2-Issuer")


@cache
def _engine() -> Engine:
    return Engine(ContextStore.bundled(), _TIGHT)


@cache
def _schemas() -> SchemaSet:
    return SchemaSet()


@cache
def _validator() -> Any:
    from jsonschema.validators import validator_for

    from badgekit.resources import json_schema_index

    url = _schemas().built_in("achievement", "2.0").url
    loaded = next(entry.load() for entry in json_schema_index() if entry.url == url)
    return validator_for(loaded)(loaded)


def _claims(data: bytes) -> None:
    value = as_json(data)
    if not isinstance(value, dict):
        return
    document = documents.identify(value)
    for kind in _KINDS:
        read = quiet(models.read, value, kind)
        if not isinstance(read, Problem):
            json.dumps(models.to_dict(read.claims))
    quiet(_schemas().built_in("achievement", document.vcdm or "2.0").explain, value)
    quiet(proofs_of, value, _LIMITS)
    quiet(receive_entry, value, "$", _LIMITS)
    quiet(shape, value, "Assertion", _engine(), _TIGHT, url="https://uni.example/a", work=Work(_TIGHT))
    # Formats are asserted by badgekit alone, so a yes must be their yes; a no may be for a date.
    if (
        _finite(value)
        and _schemas().built_in("achievement", "2.0").accepts(value)
        and not _validator().is_valid(value)
    ):
        raise Broken("accepted what jsonschema refuses")


def _finite(value: Any) -> bool:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, float) and not math.isfinite(item):
            return False
        waiting.extend(item.values() if isinstance(item, dict) else item if isinstance(item, list) else ())
    return True


def _claims_seeds() -> Iterator[bytes]:
    yield from (seeds.encoded(value) for value in (*seeds.badges(), *seeds.credentials(), *seeds.older()))


def _status(data: bytes) -> None:
    value = as_json(data)
    for entry in read_entries(value):
        if isinstance(entry, Problem):
            str(entry)
    quiet(read_revocation_list, value, "https://uni.example/list")
    text = data.decode("latin-1")
    for method in METHODS.values():
        found = quiet(read_list, value, method) if isinstance(value, dict) else None
        for packed in (text, *([] if found is None or isinstance(found, Problem) else [found.encoded])):
            bits = quiet(decode, packed, method, limit=65_536)
            if isinstance(bits, bytes):
                quiet(value_at, bits, len(text), 1)
    _same_bits(text)


def _same_bits(text: str) -> None:
    ours = quiet(decode, text, METHODS["StatusList2021Entry"], limit=65_536)
    if isinstance(ours, Problem):
        return
    plain = (text[1:] if text.startswith("uH4s") else text).rstrip("=")
    try:
        theirs = gzip.decompress(base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4)))
    except (ValueError, OSError, EOFError, zlib.error) as error:
        raise Broken("unpacked what gzip refuses") from error
    if ours != theirs:
        raise Broken("other bits than gzip gives")


def _status_seeds() -> Iterator[bytes]:
    yield seeds.encoded(seeds.credentials()[1]["credentialStatus"])
    revoked = [{"id": "a", "revoked": True}]
    yield seeds.encoded({"issuer": "https://uni.example", "revokedCredential": revoked})
    for method in METHODS.values():
        subject = {
            "type": method.subject,
            "statusPurpose": "revocation",
            "encodedList": "uH4sIAAAAAAAA_2NgAAIAAP__",
        }
        kinds = ["VerifiableCredential", method.credential]
        yield seeds.encoded({"type": kinds, "credentialSubject": subject})
    for packed in (gzip.compress(bytes(16_384)), zlib.compress(b"\xff" * 100), gzip.compress(b"")):
        yield base64url(packed).encode()
        yield b"u" + base64url(packed).encode()


def _exchange(data: bytes) -> None:
    """Read as a Badge Connect payload, a pathway file and a snapshot."""
    for read in (
        badge_connect.parse_manifest,
        badge_connect.parse_assertions_response,
        badge_connect.parse_profile_response,
        badge_connect.parse_status_response,
        badge_connect.parse_assertion_request,
        pathway_file.read,
        Snapshot.from_bytes,
    ):
        quiet(read, data)


def _exchange_seeds() -> Iterator[bytes]:
    from badgekit import Recorder, Verifier

    yield b'{"status":{"error":null,"statusCode":200,"statusText":"OK"},"results":[]}'
    api = {"name": "A", "apiBase": "https://a.example/api", "tokenUrl": "https://a.example/token"}
    yield seeds.encoded({"id": "https://a.example/m", "badgeConnectAPI": [api]})
    skill = {"url": "https://x.example/skill"}
    steps = [
        {"id": "a", "name": "A", "achievement": "https://x.example/1"},
        {"id": "b", "name": "B", "skill": skill, "after": ["a"]},
    ]
    pathway = {"schema": "urn:badgekit:schema:pathway:1", "name": "N", "issuers": "any", "steps": steps}
    yield seeds.encoded(pathway)
    with Verifier(fetcher=Recorder(seeds.simulator())) as verifier:
        verifier.verify(seeds.badges()[0], now=seeds.simulator().now)
        yield verifier.snapshot.to_bytes()


CONTENTS: tuple[Harness, ...] = (
    Harness(
        "claims",
        "typed claims, Open Badges 0.5 to 2.1; what the compiled schema accepts, jsonschema accepts",
        _claims,
        _claims_seeds,
        16_384,
        shaped.json_text,
    ),
    Harness(
        "status",
        "status entries and lists; lists unpack to what gzip gives",
        _status,
        _status_seeds,
        4096,
        shaped.json_text,
    ),
    Harness(
        "exchange",
        "Badge Connect payloads, pathway files, snapshots",
        _exchange,
        _exchange_seeds,
        65_536,
        shaped.json_text,
    ),
)
