"""The whole way: any input, one report, nothing that escapes."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.judging import judge, said

import badgekit
from badgekit import (
    ConfigurationError,
    InputError,
    Limits,
    MappingFetcher,
    NotVerified,
    OfflineFetcher,
    Policy,
    Recorder,
    Snapshot,
    Verdict,
    Verifier,
)
from badgekit.resources import data_root
from badgekit.testing import IssuerSimulator

SCHEMA = json.loads((data_root() / "report" / "report-1.json").read_text(encoding="utf-8"))


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


def test_every_kind_of_source_gives_the_same_answer(sim: IssuerSimulator, tmp_path: Path) -> None:
    signed = sim.sign(sim.issue())
    text = json.dumps(signed)
    path = tmp_path / "badge.txt"
    path.write_text(text)
    sources: list[Any] = [
        signed,
        text,
        text.encode(),
        bytearray(text.encode()),
        path,
        str(path),
        sim.bake_png(signed),
    ]
    sources += [sim.bake_svg(signed), "  \n" + text]
    for source in sources:
        report = judge(sim, source)
        assert report.verified, report.best_reason
        assert report.require() == report.assertion
    token = sim.sign(sim.issue(), "ES256")
    for source in (token, token.encode(), f"\n{token}\n", sim.bake_png(token), sim.bake_svg(token)):
        assert judge(sim, source).verified


def test_a_url_is_fetched_and_judged(sim: IssuerSimulator) -> None:
    url = "https://uni.example/badges/1"
    sim.web.answer(url, sim.sign(sim.issue()))
    report = judge(sim, url)
    assert report.verified
    assert report.input.url == url
    assert report.evidence[0].url == url
    missing = judge(sim, "https://uni.example/badges/2")
    assert missing.verdict is Verdict.INCONCLUSIVE
    assert said(missing, "input.readable") == ("INCONCLUSIVE", "net.status")
    assert judge(sim, "http://169.254.169.254/latest").verdict is Verdict.INCONCLUSIVE


@pytest.mark.parametrize(
    "source", [None, 7, object(), ["x"], "no/such/file.png", "", "x\0y", Path("no/such/file")]
)
def test_a_wrong_call_is_an_exception(sim: IssuerSimulator, source: Any) -> None:
    with pytest.raises(InputError):
        judge(sim, source)


@pytest.mark.parametrize(
    ("data", "verdict", "code"),
    [
        (b"", "REJECTED", "input.empty"),
        (b"\xff\xd8\xff\xe0JFIF", "INCONCLUSIVE", "input.not_a_badge"),
        (b"%PDF-1.7", "INCONCLUSIVE", "input.not_a_badge"),
        (b"{", "REJECTED", "json.syntax"),
        (b'{"a": 1, "a": 2}', "REJECTED", "json.duplicate_key"),
        (b"[" * 100_000, "INCONCLUSIVE", "json.too_deep"),
        (b" " * (10 * 1024 * 1024 + 1), "INCONCLUSIVE", "input.too_large"),
        (b'{"type": "VerifiableCredential"}', "REJECTED", None),
    ],
)
def test_a_file_that_is_no_badge_is_a_report(
    sim: IssuerSimulator, data: bytes, verdict: str, code: str | None
) -> None:
    report = judge(sim, data)
    assert report.verdict == verdict
    assert report.assertion is None
    if code is not None:
        assert said(report, "input.readable")[1] == code


def test_a_picture_without_a_badge_has_its_own_answer(sim: IssuerSimulator) -> None:
    from badgekit.testing import badge_png

    report = judge(sim, badge_png())
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report, "input.readable") == ("INCONCLUSIVE", "input.no_badge")


def test_a_response_is_judged_credential_by_credential(sim: IssuerSimulator) -> None:
    good, token = sim.sign(sim.issue()), sim.sign(sim.issue(), "EdDSA")
    report = judge(sim, sim.response(good, token))
    assert report.verified
    assert [child.verdict for child in report.children] == [Verdict.VERIFIED] * 2
    assert report.assertion is None
    with pytest.raises(InputError):
        report.require()
    mixed = judge(sim, sim.response(good, sim.tamper(good, "$.name", "Other")))
    assert mixed.verdict is Verdict.REJECTED
    assert [child.verdict for child in mixed.children] == [Verdict.VERIFIED, Verdict.REJECTED]
    assert mixed.best_reason == mixed.children[1].best_reason
    unusable: list[Any] = [{"credential": []}, {"compactJwsString": [7]}, {"credential": [good] * 101}]
    for source in unusable:
        assert judge(sim, source).verdict is not Verdict.VERIFIED


def test_require_gives_the_assertion_or_the_reason(sim: IssuerSimulator) -> None:
    signed = sim.sign(sim.issue(achievement="Data Analysis"))
    assertion = judge(sim, signed).require()
    assert isinstance(assertion, badgekit.Assertion)
    assert assertion.achievement is not None
    assert assertion.achievement.name == "Data Analysis"
    with pytest.raises(NotVerified) as raised:
        judge(sim, sim.tamper(signed, "$.name", "Other")).require()
    assert raised.value.report.verdict is Verdict.REJECTED


def test_the_caller_cannot_change_a_report_afterwards(sim: IssuerSimulator) -> None:
    signed = sim.sign(sim.issue())
    report = judge(sim, signed)
    name = report.require().name
    signed["name"] = "Other"
    signed["credentialSubject"]["achievement"]["name"] = "Other"
    assert report.require().name == name


@pytest.mark.parametrize("now", [datetime(2026, 6, 1), "2026-06-01", 7])
def test_now_must_know_its_zone(sim: IssuerSimulator, now: Any) -> None:
    with pytest.raises(ConfigurationError):
        judge(sim, sim.issue(), now=now)


def test_reports_are_valid_against_their_schema(sim: IssuerSimulator) -> None:
    validator = jsonschema.Draft202012Validator(
        SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    good = sim.sign(sim.issue())
    inputs: list[Any] = [
        good,
        sim.tamper(good, "$.name", "x"),
        b"%PDF",
        b"{}",
        sim.response(good, "x.y.z"),
        sim.issue(),
    ]
    verdicts = set()
    for source in inputs:
        report = judge(sim, source)
        verdicts.add(report.verdict)
        validator.validate(json.loads(report.to_json()))
        assert report.to_json().isascii()
    assert len(verdicts) == 3
    verified = json.loads(judge(sim, good).to_json())
    assert verified["assertion"]["credentialSubject"]["achievement"]["name"]
    assert verified["evidence"][0]["status"] == 200
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({**verified, "verdict": "REJECTED"})


def test_a_recording_replays_byte_for_byte(sim: IssuerSimulator, tmp_path: Path) -> None:
    badge = sim.bake_png(sim.sign(sim.issue()))
    with Verifier(fetcher=Recorder(sim)) as verifier:
        first = verifier.verify(badge, now=sim.now)
        verifier.snapshot.save(tmp_path / "evidence.zip")
    sim.go_offline()
    replay = Verifier(fetcher=Snapshot.open(tmp_path / "evidence.zip")).verify(badge, now=sim.now)
    assert replay.to_json() == first.to_json()
    with pytest.raises(ConfigurationError):
        _ = Verifier(fetcher=OfflineFetcher()).snapshot


def test_nothing_is_fetched_but_for_the_key_the_status_and_the_schema(sim: IssuerSimulator) -> None:
    badge = sim.issue(
        profile={
            "url": "https://tracker.example/a",
            "image": {"id": "https://tracker.example/b", "type": "Image"},
        },
        evidence=[{"id": "https://tracker.example/c"}],
        extra={
            "credentialStatus": {"id": "https://tracker.example/d", "type": "1EdTechRevocationList"},
            "refreshService": {"id": "https://tracker.example/e", "type": "1EdTechCredentialRefresh"},
            "credentialSchema": [
                {"id": "https://tracker.example/f", "type": "1EdTechJsonSchemaValidator2019"}
            ],
        },
    )
    report = judge(sim, sim.sign(badge, "EdDSA"))
    assert {item.url for item in report.evidence} <= {
        sim.document_url,
        "https://uni.example/.well-known/jwks.json",
        "https://tracker.example/d",
        "https://tracker.example/f",
    }


def test_parse_looks_without_believing_and_without_network(sim: IssuerSimulator) -> None:
    forged = sim.tamper(sim.sign(sim.issue()), "$.credentialSubject.achievement.name", "Doctor")
    badge = badgekit.parse(sim.bake_svg(forged))
    assert (badge.kind, badge.version, badge.container) == ("AchievementCredential", "3.0", "svg")
    assert badge.claimed.issuer is not None
    assert badge.claimed.issuer.name == "Example University"
    assert not badge.issues
    with pytest.raises(InputError) as raised:
        badgekit.parse("https://uni.example/badges/1")
    assert raised.value.code == "input.url_not_read"
    with pytest.raises(InputError):
        badgekit.parse(b"%PDF-1.7")


def test_one_verifier_serves_many_threads(sim: IssuerSimulator) -> None:
    good, bad = sim.sign(sim.issue()), sim.tamper(sim.sign(sim.issue()), "$.name", "x")
    verifier = Verifier(fetcher=sim)
    expected = [verifier.verify(item, now=sim.now).to_json() for item in (good, bad)]
    wrong: list[str] = []

    def work() -> None:
        for _ in range(40):
            for item, wanted in zip((good, bad), expected, strict=True):
                if verifier.verify(item, now=sim.now).to_json() != wanted:
                    wrong.append(wanted)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
SIM = IssuerSimulator("uni.example")
SIGNED = SIM.sign(SIM.issue())
VERIFIER = Verifier(fetcher=MappingFetcher({}))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300) | JSON.map(lambda value: json.dumps(value).encode()))
def test_no_input_makes_verify_raise(data: bytes) -> None:
    assert VERIFIER.verify(data, now=SIM.now).verdict is not Verdict.VERIFIED


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted([*SIGNED, *SIGNED["proof"], "@id", "@type", "x"])), JSON, st.booleans())
def test_no_changed_badge_makes_verify_raise_or_pass(name: str, value: Any, inside: bool) -> None:
    target = {**SIGNED["proof"], name: value} if inside else value
    changed = {**SIGNED, "proof": target} if inside else {**SIGNED, name: value}
    report = Verifier(fetcher=SIM).verify(changed, now=SIM.now)
    assert report.verdict is not Verdict.VERIFIED or changed == SIGNED


def test_the_clock_is_used_when_no_moment_is_given(sim: IssuerSimulator) -> None:
    before = datetime.now(UTC)
    report = badgekit.verify(sim.sign(sim.issue()), fetcher=sim)
    assert before <= report.time <= datetime.now(UTC)


def test_a_token_with_padding_is_a_broken_token_and_no_path(sim: IssuerSimulator) -> None:
    header, payload, signature = sim.sign(sim.issue(), "ES256").split(".")
    for source in (f"{header}=.{payload}.{signature}", f"{header}==.{payload}==.{signature}"):
        report = judge(sim, source)
        assert report.verdict is Verdict.REJECTED
        assert report.decisive is not None
        assert report.decisive.code == judge(sim, source.encode()).decisive.code  # type: ignore[union-attr]


def unsigned_token(payload: dict[str, Any]) -> str:
    from badgekit.testing.encoding import base64url

    header = json.dumps({"alg": "EdDSA", "typ": "JWT"}).encode()
    return ".".join((base64url(header), base64url(json.dumps(payload).encode()), base64url(bytes(64))))


def test_a_response_inside_a_token_is_nothing(sim: IssuerSimulator) -> None:
    good = sim.sign(sim.issue())
    for payload in ({"credential": [good], "iss": "did:web:harvard.example"}, {"vc": {"credential": [good]}}):
        assert judge(sim, unsigned_token(payload)).verdict is not Verdict.VERIFIED


def test_any_mapping_is_a_document(sim: IssuerSimulator) -> None:
    from collections import ChainMap, UserDict
    from types import MappingProxyType

    good = sim.sign(sim.issue())
    for form in (MappingProxyType(good), UserDict(good), ChainMap(good)):
        assert judge(sim, form).verified
    nested = {**good, "issuer": MappingProxyType(good["issuer"])}
    assert judge(sim, nested).verified
    assert judge(sim, {**good, "issuer": object()}).verdict is Verdict.REJECTED


def test_a_moment_at_the_edge_of_time_is_the_callers_mistake(sim: IssuerSimulator) -> None:
    from datetime import timedelta, timezone

    for moment in (
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-14))),
    ):
        with pytest.raises(ConfigurationError):
            judge(sim, sim.issue(), now=moment)


def test_a_pipe_is_not_waited_for(sim: IssuerSimulator, tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError):
        judge(sim, tmp_path / "pipe")


class Strange(badgekit.errors.Unavailable):
    def __init__(self) -> None:
        super().__init__("net.failed")
        self.params = {"code": "x", "path": "y"}


@pytest.mark.parametrize("answer", [Strange(), RuntimeError("x"), "text", None, "body", "redirects"])
def test_a_strange_fetcher_cannot_make_verify_raise(sim: IssuerSimulator, answer: Any) -> None:
    from badgekit import Response

    class Fetcher:
        def get(self, url: str, *, accept: str = "") -> Any:
            if isinstance(answer, Exception):
                raise answer
            if answer == "body":
                return Response(url, url, 200, {}, "text")  # type: ignore[arg-type]
            if answer == "redirects":
                return Response(url, url, 200, {}, b"", None)  # type: ignore[arg-type]
            return answer

    verifier = Verifier(fetcher=Fetcher())
    for source in ("https://uni.example/badge", sim.sign(sim.issue()), sim.sign(sim.issue(), "RS256")):
        assert verifier.verify(source, now=sim.now).verdict is Verdict.INCONCLUSIVE


@pytest.mark.parametrize("documents", [[], {1: {}}, None])
def test_unusable_documents_are_the_callers_mistake(documents: Any) -> None:
    with pytest.raises(ConfigurationError):
        MappingFetcher(documents)
    with pytest.raises(ConfigurationError):
        Snapshot.open("a\0b")


def test_a_verifier_with_another_policy_or_fetcher_shares_the_rest(sim: IssuerSimulator) -> None:
    strict = Limits(input_bytes=100_000)
    first = Verifier(fetcher=sim, limits=strict)
    hiring = first.replace(policy=Policy.hiring())
    offline = first.replace(fetcher=OfflineFetcher())
    badge = sim.sign(sim.issue("anna@example.org"))
    for verifier, policy, verdict in (
        (first, "standard", Verdict.VERIFIED),
        (hiring, "hiring", Verdict.INCONCLUSIVE),
        (offline, "standard", Verdict.INCONCLUSIVE),
        (first, "standard", Verdict.VERIFIED),
    ):
        report = verifier.verify(badge, now=sim.now)
        assert (report.policy, report.verdict) == (policy, verdict)
        assert verifier.limits is strict
    assert hiring.fetcher is sim
    assert offline.policy == first.policy


def test_what_one_fetcher_answers_misleads_no_verifier_with_another(sim: IssuerSimulator) -> None:
    # Both have the issuer's identifier; only one of them is published there.
    impostor = IssuerSimulator("uni.example", seed=2)
    forged = impostor.sign(impostor.issue())
    first = Verifier(fetcher=sim)
    for _ in range(2):
        assert first.replace(fetcher=impostor).verify(forged, now=sim.now).verified
        assert first.verify(forged, now=sim.now).verdict is Verdict.REJECTED
        assert first.verify(sim.sign(sim.issue()), now=sim.now).verified


def test_contexts_pinned_afterwards_are_known_to_the_new_verifier_alone(sim: IssuerSimulator) -> None:
    url = "https://words.example/v1"
    words = {"@context": {"beads": "https://words.example/beads"}}
    first = Verifier(fetcher=sim)
    second = first.replace(contexts={url: words})
    badge = {**sim.issue(), "@context": [*sim.issue()["@context"], url], "beads": "seven"}
    for verifier, outcome in ((first, "INCONCLUSIVE"), (second, "PASSED"), (first, "INCONCLUSIVE")):
        report = verifier.verify(badge, now=sim.now)
        assert said(report, "context.known")[0] == outcome
    for pinned in ({url: words}, {sim.issue()["@context"][0]: words}):
        with pytest.raises(ConfigurationError):
            second.replace(contexts=pinned)
