"""Every bound of `Limits` binds, with a code of its own; without it the same material is no problem."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import pytest
from tests.support.bbs_issuer import BbsBadge
from tests.support.hosted_badges import (
    ASSERTION,
    ISSUER,
    NOW,
    assertion,
    issuer,
    pem,
    sign,
    signed_assertion,
    signed_web,
    web,
)
from tests.support.local_server import Server, local, says

from badgekit import Limits, Report, Verifier
from badgekit.errors import ConfigurationError, Problem
from badgekit.jsonld import ContextStore, Engine
from badgekit.net import FetchSession, MappingFetcher
from badgekit.testing import IssuerSimulator

SIM = IssuerSimulator("uni.example")
BADGE = SIM.issue()
SIGNED = SIM.sign(BADGE)
TEXT = json.dumps(SIGNED).encode()
LISTED = SIM.status_list().attach(SIM.issue())
NAMING = SIM.schema({"required": ["name"]}).attach(SIM.issue())
NAMING_TWO = SIM.schema({"required": ["id"]}).attach(NAMING)
TWICE_LISTED = SIM.status_list("suspension").attach(LISTED)


def codes(report: Report) -> set[str]:
    found = set()
    for one in report.walk():
        for check in one.checks:
            found |= {check.code, *(finding.code for finding in check.findings)}
    return found


def judged(source: Any, fetcher: Any = SIM) -> Callable[[Limits], set[str]]:
    return lambda limits: codes(Verifier(fetcher=fetcher, limits=limits).verify(source, now=SIM.now))


def canonical(document: dict[str, Any]) -> Callable[[Limits], set[str]]:
    def run(limits: Limits) -> set[str]:
        try:
            Engine(ContextStore.bundled(), limits).canonicalize(document)
        except Problem as problem:
            return {problem.code}
        return set()

    return run


def asked(*urls: str, redirects: int = 0) -> Callable[[Limits], set[str]]:
    """Ask for documents that lie offline, through a session of one verification."""
    served: dict[str, Any] = {url: (200, {}, b"0123456789") for url in urls}
    for step in range(redirects):
        served[f"https://uni.example/{step}"] = (302, {"location": f"/{step + 1}"}, b"")
    served[f"https://uni.example/{redirects}"] = (200, {}, b"0123456789")

    def run(limits: Limits) -> set[str]:
        ticks = iter(range(100))
        fetcher = MappingFetcher(served, limits=limits)
        session = FetchSession(fetcher, limits, timer=lambda: float(next(ticks)))
        found = set()
        for url in urls or ("https://uni.example/0",):
            try:
                session.get(url)
            except Problem as problem:
                found.add(problem.code)
        return found

    return run


def over_http(reply: bytes, *, resolves: bool = True) -> Callable[[Limits], set[str]]:
    """Ask a server on this machine; without `resolves` the name server never answers."""

    def run(limits: Limits) -> set[str]:
        released = threading.Event()
        server = Server(says(reply))

        def resolve(host: str, port: int) -> list[str]:
            if not resolves and limits.fetch_seconds < 1:
                released.wait(10)
            return ["127.0.0.1"]

        try:
            local(server, limits=limits, resolve=resolve).get(server.url())
        except Problem as problem:
            return {problem.code}
        finally:
            released.set()
            server.close()
        return set()

    return run


def older(source: Any, documents: dict[str, Any]) -> Callable[[Limits], set[str]]:
    return lambda limits: codes(
        Verifier(fetcher=MappingFetcher(documents), limits=limits).verify(source, now=NOW)
    )


TIES = {
    "@context": {"p": "http://ex.org/p"},
    "p": [{"p": [{"p": "a"}]} for _ in range(6)],
}
SHOWN = SIM.sign_sd_jwt(BADGE, disclosable=["$.name", "$.validFrom"]).show_all()
NAMED = {"@context": {"p": "http://ex.org/p", "id": "@id"}, "id": "urn:x:1", "p": ["a", "b", "c"]}
CHAINED = SIM.sign(SIM.sign(BADGE, proof_id="urn:uuid:first"), previous="urn:uuid:first")
ENDORSEMENT = SIM.neighbour("guild.example", seed=3).sign(SIM.endorse(BADGE["id"]))
ENDORSED = {**BADGE, "endorsement": [ENDORSEMENT] * 2}
HEADERS = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Long: " + b"x" * 2_000 + b"\r\n\r\n{}"
EXTENSION = {"type": ["Extension", "extensions:Unknown"], "x": 1}
EXTENDED = assertion(**{"extensions:one": EXTENSION, "extensions:two": EXTENSION})
# Two keys are listed, the badge names neither; either may have made the signature.
TWO_KEYS = [
    {"type": "CryptographicKey", "id": f"{ISSUER}#{name}", "owner": ISSUER, "publicKeyPem": pem(name)}
    for name in ("other", "own")
]
NAMELESS = sign(signed_assertion(verification={"type": "SignedBadge"}))


@dataclass(frozen=True)
class Breach:
    """How one bound is broken: the value, the code, and what is done with it."""

    value: float
    code: str
    run: Callable[[Limits], set[str]]


BREACHES = {
    "input_bytes": Breach(100, "input.too_large", judged(TEXT)),
    "json_bytes": Breach(100, "json.too_large", judged(TEXT)),
    "json_depth": Breach(2, "json.too_deep", judged(TEXT)),
    "json_number_digits": Breach(3, "json.number", judged(b'{"n":12345}')),
    "xml_depth": Breach(1, "svg.too_deep", judged(SIM.bake_svg(SIGNED))),
    "xml_tags": Breach(2, "svg.too_complex", judged(SIM.bake_svg(SIGNED))),
    "xml_attributes": Breach(2, "svg.too_complex", judged(SIM.bake_svg(SIGNED))),
    "png_chunks": Breach(2, "png.too_many_chunks", judged(SIM.bake_png(SIGNED))),
    "contexts": Breach(1, "context.too_many", judged(SIGNED)),
    "context_terms": Breach(1, "jsonld.too_complex", canonical(NAMED)),
    "quads": Breach(2, "jsonld.too_complex", canonical(NAMED)),
    "blank_nodes": Breach(3, "jsonld.too_complex", canonical(TIES)),
    "canonicalization_work": Breach(2, "rdfc.too_complex", canonical(TIES)),
    "proofs": Breach(1, "proof.too_many", judged(CHAINED)),
    "disclosures": Breach(1, "sdjwt.too_many", judged(SHOWN)),
    "chained_proofs": Breach(0, "proof.too_many_chained", judged(CHAINED)),
    "published_keys": Breach(1, "did.too_many_methods", judged(SIGNED)),
    "tried_keys": Breach(1, "key.too_many", older(NAMELESS, signed_web(issuer=issuer(publicKey=TWO_KEYS)))),
    "status_entries": Breach(1, "status.too_many", judged(SIM.sign(TWICE_LISTED))),
    "status_list_bytes": Breach(1_000, "status.list_too_large", judged(SIM.sign(LISTED))),
    "status_total_bytes": Breach(20_000, "status.lists_too_large", judged(SIM.sign(TWICE_LISTED))),
    "schemas": Breach(1, "schema.too_many_named", judged(SIM.sign(NAMING_TWO))),
    "schema_bytes": Breach(50, "schema.too_large", judged(SIM.sign(NAMING))),
    "schema_work": Breach(5, "schema.too_much_work", judged(SIM.sign(NAMING))),
    "fetches": Breach(1, "net.too_many_fetches", asked("https://uni.example/a", "https://uni.example/b")),
    "fetch_bytes": Breach(5, "net.too_large", asked("https://uni.example/a")),
    "total_bytes": Breach(5, "net.too_much", asked("https://uni.example/a", "https://uni.example/b")),
    "header_bytes": Breach(1_000, "net.too_many_headers", over_http(HEADERS)),
    "fetch_seconds": Breach(0.05, "net.timeout", over_http(HEADERS, resolves=False)),
    "total_seconds": Breach(0.5, "net.out_of_time", asked("https://uni.example/a", "https://uni.example/b")),
    "redirects": Breach(1, "net.too_many_redirects", asked(redirects=2)),
    "nesting": Breach(0, "nested.too_deep", judged(SIM.sign(SIM.record([SIGNED])))),
    "credentials": Breach(1, "nested.too_many_here", judged(SIM.sign(SIM.record([SIGNED, SIGNED])))),
    "signed_statements": Breach(5, "proof.too_many_statements", judged(BbsBadge(SIM).shown())),
    "extensions": Breach(1, "extension.too_many", older(ASSERTION, web(assertion=EXTENDED))),
    "endorsements": Breach(1, "endorsement.too_many", judged(SIM.sign(ENDORSED))),
    "nested_credentials": Breach(1, "nested.too_many", judged(SIM.sign(SIM.record([SIGNED, SIGNED])))),
}


def test_every_bound_is_here() -> None:
    assert set(BREACHES) == {item.name for item in fields(Limits)}


@pytest.mark.parametrize("name", BREACHES)
def test_a_bound_binds_and_says_which_it_was(name: str) -> None:
    breach = BREACHES[name]
    assert breach.code not in breach.run(Limits()), "the same material is no problem by default"
    assert breach.code in breach.run(Limits(**{name: breach.value}))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", BREACHES)
@pytest.mark.parametrize("given", [-1, True, "10", None, float("nan"), float("inf"), 1.5])
def test_what_bounds_nothing_is_the_callers_mistake(name: str, given: Any) -> None:
    if given == 1.5 and name.endswith("seconds"):
        assert getattr(Limits(**{name: given}), name) == 1.5
        return
    with pytest.raises(ConfigurationError, match=name):
        Limits(**{name: given})
