"""Harnesses for verification as a whole: no exception, nothing unsigned shown, nothing dangerous printed."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import tempfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from badgekit import Limits, Report, Verifier, parse
from badgekit.cli import main
from badgekit.cli.render import report as as_text
from badgekit.errors import BadgekitError
from badgekit.models import to_dict
from badgekit.net import MappingFetcher
from badgekit.net.fetcher import ACCEPT_JSON, Response
from badgekit.testing import text_of
from badgekit.testing.encoding import base64url, compact
from fuzz import seeds, shaped
from fuzz.harness import Broken, Harness

__all__ = ["WHOLE"]

_LIMITS = Limits(quads=4_000, blank_nodes=400, canonicalization_work=4_000)
_CANDIDATE = {"email": "anna@example.org"}
_SUITES = ("EdDSA", "eddsa-jcs-2022", "eddsa-rdfc-2022", "ecdsa-sd-2023")


@cache
def _verifier() -> Verifier:
    return Verifier(fetcher=seeds.simulator(), limits=_LIMITS)


@cache
def _genuine() -> frozenset[str]:
    """Return every assertion that the issuer signed or published, in a form that knows no order."""
    now, found = seeds.simulator().now, set()
    for text in (*seeds.texts(), *seeds.pictures()):
        for report in _verifier().verify(text, now=now).walk():
            if report.assertion is not None:
                found.add(_form(report))
    assert found
    return frozenset(found)


def _form(report: Report) -> str:
    return json.dumps(_unordered(to_dict(report.assertion)), sort_keys=True)


def _unordered(value: Any) -> Any:
    """Return `value` without the order of arrays, and one value for an array of one, as JSON-LD reads it."""
    if isinstance(value, dict):
        return {name: _unordered(item) for name, item in value.items() if name != "proof"}
    if isinstance(value, list):
        items = sorted(
            (_unordered(item) for item in value), key=lambda item: json.dumps(item, sort_keys=True)
        )
        return items[0] if len(items) == 1 else items
    return value


def _harmless(*lines: str) -> None:
    for line in lines:
        if not line.isprintable():
            raise Broken(f"a line that may act on a terminal: {line!r}")


def _sound(report: Report) -> None:
    """Raise unless `report` is one that may be shown, with a verdict that its checks reached."""
    _harmless(*report.to_json().splitlines(), *as_text(report, colour=False).splitlines(), report.best_reason)
    for one in report.walk():
        for check in one.checks:
            if check.code == "check.broken":
                raise Broken(f"{check.id} broke: {dict(check.reason.params)}")
        if one.assertion is not None and not one.verified:
            raise Broken("an assertion without a verdict")


def _verify(data: bytes) -> None:
    report = _alike(data)
    _sound(report)
    for one in report.walk():
        if one.assertion is not None and _form(one) not in _genuine():
            raise Broken(f"verified what nobody signed: {_form(one)[:2000]}")
    with contextlib.suppress(BadgekitError):
        parse(data)
    if _one_in(32, data):
        _command(data)


def _alike(data: bytes) -> Report:
    """Return the report of a Verifier that has seen much, and of a new one now and then: the same."""
    now = seeds.simulator().now
    report = _verifier().verify(data, now=now, candidate=_CANDIDATE)
    if _one_in(16, data):
        with Verifier(fetcher=seeds.simulator(), limits=_LIMITS) as new:
            if report.to_json() != new.verify(data, now=now, candidate=_CANDIDATE).to_json():
                raise Broken("what earlier verifications left changes the answer")
    return report


def _one_in(count: int, data: bytes) -> bool:
    """Choose inputs for what takes long, by their content: a finding must be found again."""
    return zlib.crc32(data) % count == 0


def _command(data: bytes) -> None:
    """The command line on a file of these bytes: an exit code, and output that cannot act on a terminal."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "badge"
        file.write_bytes(data)
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(["verify", str(file), "--offline"])
    if code not in (0, 1, 3):
        raise Broken(f"exit code {code}")
    _harmless(*out.getvalue().splitlines(), *err.getvalue().splitlines())


def _signed(data: bytes) -> None:
    """A dishonest issuer: whatever is said is truly signed, so that every check gets to see it."""
    sim, suite = seeds.simulator(), _SUITES[zlib.adler32(data) % len(_SUITES)]
    if suite == "EdDSA":
        header = {"alg": suite, "typ": "JWT", "kid": sim.method_id()}
        text = f"{base64url(compact(header))}.{base64url(data)}"
        badge: Any = f"{text}.{base64url(sim.key().signing.sign(suite, text.encode()))}"
    else:
        try:
            badge = sim.sign(json.loads(data), suite)
        except (BadgekitError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
            # The simulator signs what can be signed; it is no parser.
            return
    report = _alike(text_of(badge).encode("utf-8", "replace"))
    _sound(report)
    if report.verified:
        issuer = report.assertion.issuer if report.assertion is not None else None
        if issuer is None or issuer.id != sim.id:
            raise Broken("verified for another issuer than the one that signed")
        _holds(json.loads(data))


def _holds(said: dict[str, Any]) -> None:
    """Raise unless what the issuer said holds, as far as a few lines can tell that are not badgekit's."""
    now = seeds.simulator().now
    for claims in (said, said.get("vc") or {}):
        for name, sign in (("validUntil", 1), ("expirationDate", 1), ("validFrom", -1), ("issuanceDate", -1)):
            if name in claims and (datetime.fromisoformat(claims[name]) - now).total_seconds() * sign < 0:
                raise Broken(f"verified outside of its time: {name}")
    if "exp" in said and said["exp"] < now.timestamp():
        raise Broken("verified after its end")
    texts = [one for one in _members(said) if isinstance(one, str)]
    hashes = {
        f"{name}${hashlib.new(name, (_CANDIDATE['email'] + salt).encode()).hexdigest()}"
        for name in ("sha256", "md5")
        for salt in ("", *texts)
    }
    if _CANDIDATE["email"] not in texts and hashes.isdisjoint(texts):
        raise Broken("verified for somebody that it does not name")


def _members(value: Any) -> Iterator[Any]:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        yield item
        waiting.extend(item.values() if isinstance(item, dict) else item if isinstance(item, list) else ())


class _OneBent:
    """The issuer's network with one document bent."""

    def __init__(self, url: str, body: bytes) -> None:
        self._url, self._body = url, body

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        if url == self._url:
            return MappingFetcher({url: (200, {"content-type": "application/json"}, self._body)}).get(url)
        return seeds.simulator().get(url, accept=accept)


@cache
def _served() -> tuple[str, ...]:
    return tuple(sorted(seeds.documents()))


@cache
def _asking() -> tuple[Any, ...]:
    return (seeds.badges()[0], seeds.badges()[1], seeds.tokens()[1], *seeds.older())


def _answers(data: bytes) -> None:
    """The first byte chooses a document that the network serves, the second a badge; the rest answers."""
    if len(data) < 2:
        return
    url = _served()[data[0] % len(_served())]
    badge = _asking()[data[1] % len(_asking())]
    report = Verifier(fetcher=_OneBent(url, data[2:]), limits=_LIMITS).verify(
        badge, now=seeds.simulator().now
    )
    _sound(report)
    if report.verified and "proof" in badge and _form(report) not in _genuine():
        raise Broken("an answer changed what was signed")


def _answer_seeds() -> Iterator[bytes]:
    documents = seeds.documents()
    for number, url in enumerate(_served()):
        body = documents[url]
        text = body[2] if isinstance(body, tuple) else seeds.encoded(body)
        text = text.encode() if isinstance(text, str) else text
        yield bytes((number % 256, number % len(_asking()))) + text


def _all() -> Iterator[bytes]:
    yield from seeds.texts()
    yield from seeds.pictures()


def _signed_seeds() -> Iterator[bytes]:
    yield from (seeds.encoded(credential) for credential in seeds.credentials()[:5])


WHOLE: tuple[Harness, ...] = (
    Harness(
        "verify",
        "no exception; nothing verified that was not signed; cold and warm agree; the command line, too",
        _verify,
        _all,
        65_536,
        shaped.picture,
    ),
    Harness(
        "signed",
        "whatever a dishonest issuer signs: a report, no check breaks",
        _signed,
        _signed_seeds,
        32_768,
        shaped.json_text,
    ),
    Harness(
        "answers",
        "whatever the network answers: a report, and nothing that was not signed",
        _answers,
        _answer_seeds,
        32_768,
        shaped.behind(2),
    ),
)
