"""Resolvers of the caller's: believed for their methods alone, bounded, recorded and replayed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.local_server import Pki, Server, answer, says

import badgekit
from badgekit import DidResolver, Recorder, Report, Snapshot, UniversalResolver, Verdict, Verifier
from badgekit.errors import ConfigurationError, LimitExceeded, Unavailable
from badgekit.limits import Limits
from badgekit.net import CachingFetcher, MappingFetcher, OfflineFetcher
from badgekit.testing import IssuerSimulator

DID = "did:ebsi:zvHWX359A3CvfJnCYaAiAde"


class Registry:
    """A resolver as a caller may write it."""

    methods: Iterable[str] = ("ebsi",)

    def __init__(self, answers: dict[str, Any]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def resolve(self, did: str) -> Any:
        self.asked.append(did)
        found = self.answers[did]
        if isinstance(found, Exception):
            raise found
        return found


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example", method="did:key")


def badge(sim: IssuerSimulator) -> dict[str, Any]:
    """A badge of the issuer `DID`, signed with the key of the simulator under the name #1."""
    credential = sim.issue()
    credential["issuer"]["id"] = DID
    return sim.sign(credential, method=f"{DID}#1")


def published(sim: IssuerSimulator, **changes: Any) -> dict[str, Any]:
    method = {"id": f"{DID}#1", "type": "Multikey", "controller": DID}
    method["publicKeyMultibase"] = sim.key().signing.multibase()
    return {"id": DID, "verificationMethod": [method], "assertionMethod": [method["id"]], **changes}


def judged(sim: IssuerSimulator, resolver: DidResolver, fetcher: Any = None) -> Report:
    verifier = Verifier(fetcher=fetcher or OfflineFetcher(), resolvers=[resolver])
    return verifier.verify(badge(sim), now=sim.now)


def code(report: Report) -> str:
    found = report.check("proof.integrity")
    assert found is not None
    return found.code


def test_without_a_resolver_the_method_is_not_known(sim: IssuerSimulator) -> None:
    report = Verifier(fetcher=OfflineFetcher()).verify(badge(sim), now=sim.now)
    assert (report.verdict, code(report)) == (Verdict.INCONCLUSIVE, "did.method_unsupported")


@pytest.mark.parametrize("form", [dict, lambda value: json.dumps(value).encode()])
def test_the_resolvers_document_is_judged_like_any_other(sim: IssuerSimulator, form: Any) -> None:
    resolver = Registry({DID: form(published(sim))})
    report = judged(sim, resolver)
    assert report.verified, report.best_reason
    assert report.issuer is not None
    assert (report.issuer.id, report.issuer.level) == (DID, "document-given")
    assert resolver.asked == [DID]
    assert [item.url for item in report.evidence] == [DID]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"id": "did:ebsi:other"}, "did.id_mismatch"),
        ({"assertionMethod": []}, "key.wrong_purpose"),
        ({"verificationMethod": [], "assertionMethod": []}, "key.not_in_document"),
    ],
)
def test_a_document_that_does_not_vouch_for_the_key(
    sim: IssuerSimulator, changes: dict[str, Any], expected: str
) -> None:
    report = judged(sim, Registry({DID: published(sim, **changes)}))
    assert (report.verdict, code(report)) == (Verdict.REJECTED, expected)


@pytest.mark.parametrize(
    "answer_",
    [
        Unavailable("did.unresolved", did=DID, reason="it is not in the registry"),
        Unavailable("net.timeout", url="https://registry.example"),
        RuntimeError("secret text"),
        KeyError("x"),
        None,
        7,
        {"id": object()},
        {"id": float("nan")},
    ],
)
def test_a_resolver_without_an_answer_leaves_it_open(sim: IssuerSimulator, answer_: Any) -> None:
    report = judged(sim, Registry({DID: answer_}))
    assert (report.verdict, code(report)) == (Verdict.INCONCLUSIVE, "did.unresolved")
    assert "secret text" not in report.to_json()


def test_an_answer_that_is_no_json_or_too_large(sim: IssuerSimulator) -> None:
    assert code(judged(sim, Registry({DID: b"<html>"}))) == "key.document_not_json"
    large = Verifier(
        fetcher=OfflineFetcher(), resolvers=[Registry({DID: b" " * 5000})], limits=Limits(fetch_bytes=4000)
    )
    assert code(large.verify(badge(sim), now=sim.now)) == "net.too_large"
    assert (
        code(judged(sim, Registry({DID: LimitExceeded("net.too_large", url=DID, limit=1)})))
        == "net.too_large"
    )


def test_other_methods_and_addresses_are_asked_elsewhere(sim: IssuerSimulator) -> None:
    resolver = Registry({})
    web = IssuerSimulator("uni.example")
    assert Verifier(fetcher=web, resolvers=[resolver]).verify(web.sign(web.issue()), now=web.now).verified
    assert Verifier(fetcher=web, resolvers=[resolver]).verify(sim.sign(sim.issue()), now=sim.now).verified
    assert resolver.asked == []


# --- recorded and replayed -----------------------------------------------------------------------------


def test_a_recording_has_the_answer_and_replays_it(sim: IssuerSimulator, tmp_path: Path) -> None:
    resolver = Registry({DID: published(sim)})
    verifier = Verifier(fetcher=Recorder(OfflineFetcher()), resolvers=[resolver])
    signed = badge(sim)
    live = verifier.verify(signed, now=sim.now)
    assert live.verified
    verifier.snapshot.save(tmp_path / "evidence.zip")
    replay = Verifier(fetcher=Snapshot.open(tmp_path / "evidence.zip")).verify(signed, now=sim.now)
    assert replay.to_json() == live.to_json()
    assert resolver.asked == [DID]


def test_a_failure_is_replayed_as_one(sim: IssuerSimulator) -> None:
    recorder = Recorder(OfflineFetcher())
    verifier = Verifier(fetcher=recorder, resolvers=[Registry({DID: RuntimeError()})])
    signed = badge(sim)
    live = verifier.verify(signed, now=sim.now)
    replay = Verifier(fetcher=recorder.snapshot).verify(signed, now=sim.now)
    assert code(replay) == code(live) == "did.unresolved"
    assert replay.to_json() == live.to_json()


def test_a_cache_keeps_the_answer(sim: IssuerSimulator) -> None:
    resolver = Registry({DID: published(sim)})
    verifier = Verifier(fetcher=CachingFetcher(MappingFetcher({})), resolvers=[resolver])
    for _ in range(3):
        assert verifier.verify(badge(sim), now=sim.now).verified
    assert resolver.asked == [DID]


# --- configuration -------------------------------------------------------------------------------------


class Named(Registry):
    def __init__(self, *methods: str) -> None:
        super().__init__({})
        self.methods = methods


@pytest.mark.parametrize(
    ("resolvers", "reason"),
    [
        ([Named("web")], "did:web"),
        ([Named("key")], "did:key"),
        ([Named("jwk")], "did:jwk"),
        ([Named("ion"), Named("ebsi", "ion")], "two resolvers"),
        ([object()], "no DidResolver"),
    ],
)
def test_resolvers_that_cannot_be_used(resolvers: list[Any], reason: str) -> None:
    with pytest.raises(ConfigurationError, match=reason):
        Verifier(resolvers=resolvers)


def test_a_recording_is_not_mixed_with_live_answers() -> None:
    with pytest.raises(ConfigurationError, match="Snapshot"):
        Verifier(fetcher=Snapshot([]), resolvers=[Named("ebsi")])


# --- the universal resolver ------------------------------------------------------------------------------


@pytest.fixture
def served() -> Iterator[tuple[Server, dict[str, bytes]]]:
    answers: dict[str, bytes] = {}

    def handler(server: Server, connection: Any, target: str) -> None:
        connection.sendall(answers.get(target, answer(b"{}", status="404 Not Found")))

    server = Server(handler)
    yield server, answers
    server.close()


PATH = f"/1.0/identifiers/{DID}"


def universal(server: Server, host: str = "127.0.0.1", **options: Any) -> UniversalResolver:
    options.setdefault("methods", ["ebsi"])
    return UniversalResolver(f"http://{host}:{server.port}/1.0/identifiers/", **options)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize(
    "wrap",
    [
        lambda document: document,
        lambda document: {"didDocument": document, "didResolutionMetadata": {}, "didDocumentMetadata": {}},
        lambda document: {"didDocument": document, "didDocumentMetadata": {"deactivated": False}},
        lambda document: {"didDocument": document, "didResolutionMetadata": {"error": None}},
    ],
)
def test_both_forms_of_an_answer(sim: IssuerSimulator, served: Any, wrap: Any, host: str) -> None:
    server, answers = served
    answers[PATH] = answer(json.dumps(wrap(published(sim))).encode())
    report = judged(sim, universal(server, host))
    assert report.verified, report.best_reason
    assert server.requests[0].startswith(f"GET {PATH} HTTP/1.1")


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (answer(b"{}", status="404 Not Found"), "does not know it"),
        (
            answer(b'{"didDocumentMetadata":{"deactivated":true},"didDocument":{}}', status="410 Gone"),
            "deactivated",
        ),
        (answer(b'{"didDocument":{"id":"x"},"didDocumentMetadata":{"deactivated":true}}'), "deactivated"),
        (answer(b'{"didDocument":{"id":"x"},"didDocumentMetadata":{"deactivated":"true"}}'), "deactivated"),
        (answer(b'{"didDocument":{"id":"x","deactivated":true}}'), "deactivated"),
        (answer(b'{"id":"x","deactivated":true}'), "deactivated"),
        (answer(b'{"didDocument":null,"didResolutionMetadata":{"error":"notFound"}}'), "notFound"),
        (answer(b'{"didDocument":null}'), "no document"),
        (answer(b"{}"), "no document"),
        (answer(b"{}", status="410 Gone"), "deactivated"),
        (answer(b"{}", status="409 Oh"), "409"),
        (answer(b"{}", status="411 Oh"), "411"),
        (answer(b"[]"), "no document"),
        (answer(b'["didDocument"]'), "no document"),
        (answer(b'"text"'), "no document"),
        (answer(b"<html>"), "no document"),
        (answer(b'{"id":1,"id":2}'), "no document"),
        (answer(b"", status="500 Oh"), "500"),
        (answer(b"", "Location: https://evil.example/", status="302 Found"), "302"),
    ],
)
def test_answers_without_a_document(sim: IssuerSimulator, served: Any, reply: bytes, reason: str) -> None:
    server, answers = served
    answers[PATH] = reply
    report = judged(sim, universal(server))
    assert (report.verdict, code(report)) == (Verdict.INCONCLUSIVE, "did.unresolved")
    assert reason in report.best_reason
    assert len(server.requests) == 1


def test_a_resolver_must_be_certified_by_an_authority_that_is_known(pki: Pki) -> None:
    """The attack: whoever answers in its place answers with keys of their own."""
    server = Server(says(answer(b'{"id":"x"}')), pki.server("localhost"))
    base = f"https://localhost:{server.port}/1.0/identifiers"
    try:
        with pytest.raises(Unavailable) as caught:
            UniversalResolver(base, methods=["ebsi"]).resolve(DID)
        assert caught.value.code == "net.tls"
        known = UniversalResolver(base, methods=["ebsi"], verify=str(pki.authority))
        assert known.resolve(DID) == b'{"id":"x"}'
    finally:
        server.close()


def test_a_document_is_handed_on_in_any_letters(served: Any) -> None:
    server, answers = served
    answers[PATH] = answer('{"id":"x","name":"Grüße, 学"}'.encode())
    assert json.loads(universal(server).resolve(DID)) == {"id": "x", "name": "Grüße, 学"}


@pytest.mark.parametrize(
    ("base", "asked"),
    [
        ("http://127.9.8.7/1.0/", f"http://127.9.8.7/1.0/{DID}"),
        ("http://127.9.8.7:80/1.0", f"http://127.9.8.7/1.0/{DID}"),
        ("https://127.9.8.7", f"https://127.9.8.7/{DID}"),
        ("https://127.9.8.7:443/", f"https://127.9.8.7/{DID}"),
        ("http://127.9.8.7:443", f"http://127.9.8.7:443/{DID}"),
        ("https://127.9.8.7:80", f"https://127.9.8.7:80/{DID}"),
    ],
)
def test_without_a_port_it_is_asked_at_that_of_its_scheme(base: str, asked: str) -> None:
    with pytest.raises(Unavailable) as caught:
        UniversalResolver(base, methods=["ebsi"]).resolve(DID)
    assert caught.value.params["url"] == asked


def test_of_what_a_resolver_says_two_hundred_letters_are_told(served: Any) -> None:
    server, answers = served
    answers[PATH] = answer(json.dumps({"didResolutionMetadata": {"error": "x" * 300}}).encode())
    with pytest.raises(Unavailable) as caught:
        universal(server).resolve(DID)
    assert caught.value.params["reason"] == f"the resolver says: {'x' * 200}"


def test_a_resolver_that_is_not_there_or_says_too_much(sim: IssuerSimulator, served: Any) -> None:
    server, answers = served
    answers[PATH] = answer(b" " * 5000)
    report = judged(sim, universal(server, limits=Limits(fetch_bytes=4000)))
    assert code(report) == "net.too_large"
    gone = universal(server)
    server.close()
    assert code(judged(sim, gone)) == "did.unresolved"


def test_a_did_cannot_lead_to_another_place(sim: IssuerSimulator, served: Any) -> None:
    """Percent signs are escaped once more, so that nothing of the DID is read as a path or a query."""
    server, _ = served
    resolver = universal(server)
    with pytest.raises(Unavailable):
        resolver.resolve("did:ebsi:a%2F..%2Fadmin%3Fx")
    assert server.requests[0].startswith("GET /1.0/identifiers/did:ebsi:a%252F..%252Fadmin%253Fx HTTP/1.1")


def test_only_the_resolver_itself_may_be_inside(sim: IssuerSimulator, served: Any) -> None:
    """What the badge and the documents name is guarded as ever."""
    server, _ = served
    verifier = Verifier(resolvers=[universal(server)])
    report = verifier.verify(f"http://localhost:{server.port}/badge.json", now=sim.now)
    assert report.verdict is Verdict.INCONCLUSIVE
    assert server.requests == []


@pytest.mark.parametrize(
    "base",
    [
        *(
            "",
            "localhost:8080",
            "ftp://localhost/",
            "http://",
            "http://user@localhost/",
            "file:///etc/passwd",
        ),
        *("http://localhost:99999/", "http://localhost/?x=", "http://localhost/#", "http://local host/"),
        *(
            "http://[::1]/",
            "http://localhost/\r\n",
            "http://l\u00f6calhost/",
            "http://localhost/\u00e9",
            "https:///x",
        ),
    ],
)
def test_addresses_that_are_none(base: str) -> None:
    with pytest.raises(ConfigurationError):
        UniversalResolver(base, methods=["ebsi"])


def test_it_must_be_told_which_methods() -> None:
    with pytest.raises(ConfigurationError, match="methods"):
        UniversalResolver("http://localhost:8080/1.0/identifiers", methods=[])
    resolver = UniversalResolver("https://resolver.example/1.0/identifiers", methods="ebsi")
    assert resolver.methods == {"ebsi"}
    assert isinstance(resolver, badgekit.DidResolver)
