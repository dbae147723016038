"""Each fault of a simulated issuer leads to the verdict and the code that it stands for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

import badgekit
from badgekit.errors import Unavailable
from badgekit.testing import IssuerSimulator

DAY = timedelta(days=1)
NAME = "$.credentialSubject.achievement.name"

Make = Callable[[IssuerSimulator, IssuerSimulator], Any]


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


@pytest.fixture
def mallory(sim: IssuerSimulator) -> IssuerSimulator:
    return sim.neighbour("mallory.example")


def verdict(sim: IssuerSimulator, badge: Any, **options: Any) -> tuple[str, str]:
    """Return the verdict and the code that decided it."""
    policy = options.pop("policy", None)
    report = badgekit.Verifier(fetcher=sim, policy=policy).verify(badge, now=sim.now, **options)
    return report.verdict.value, report.decisive.code if report.decisive else ""


# What is wrong with the badge itself: code → how it is made. All are REJECTED.
REJECTED: list[tuple[str, Make]] = [
    ("proof.invalid", lambda sim, mallory: sim.sign(sim.issue(), signer=mallory)),
    ("jwt.signature_invalid", lambda sim, mallory: sim.sign(sim.issue(), "ES256", signer=mallory)),
    ("key.not_bound_to_issuer", lambda sim, mallory: mallory.sign(sim.issue())),
    ("key.not_bound_to_issuer", lambda sim, mallory: mallory.sign(sim.issue(), "ES256")),
    ("key.not_bound_to_issuer", lambda sim, mallory: mallory.sign(sim.issue(), "ES256", reference="jwk")),
    ("key.not_named", lambda sim, _: (sim.key("P-384"), sim.sign(sim.issue(), "ES256", reference="none"))[1]),
    ("validity.expired", lambda sim, _: sim.sign(sim.issue(valid_until=sim.now - DAY))),
    ("validity.expired", lambda sim, _: sim.sign(sim.issue(valid_until=sim.now - DAY), "ES256")),
    ("validity.not_yet_valid", lambda sim, _: sim.sign(sim.issue(valid_from=sim.now + DAY))),
    ("validity.expired", lambda sim, _: sim.sign(sim.issue(), expires=sim.now - DAY)),
    ("validity.not_yet_valid", lambda sim, _: sim.sign(sim.issue(), created=sim.now + DAY)),
    ("proof.wrong_purpose", lambda sim, _: sim.sign(sim.issue(), purpose="authentication")),
    ("key.not_in_document", lambda sim, _: sim.sign(sim.issue(), method=f"{sim.id}#nobody")),
    ("proof.invalid", lambda sim, _: sim.tamper(sim.sign(sim.issue()), NAME, "Other")),
    ("jwt.signature_invalid", lambda sim, _: sim.tamper(sim.sign(sim.issue(), "ES256"), NAME, "Other")),
    ("jsonld.unsigned_data", lambda sim, _: sim.tamper(sim.sign(sim.issue()), "$.noSuchTerm", "x")),
    ("proof.missing", lambda sim, _: sim.tamper(sim.sign(sim.issue()), "$.proof")),
    ("proof.missing", lambda sim, _: sim.issue()),
    ("jwt.claim_mismatch", lambda sim, _: sim.sign(sim.issue(), "EdDSA", claims={"jti": "urn:other"})),
    ("jwt.typ_not_allowed", lambda sim, _: sim.sign(sim.issue(), "EdDSA", typ="at+jwt")),
    ("jwt.crit_unsupported", lambda sim, _: sim.sign(sim.issue(), "EdDSA", header={"crit": ["exp"]})),
]


@pytest.mark.parametrize(("code", "make"), REJECTED)
def test_what_is_wrong_is_rejected(
    sim: IssuerSimulator, mallory: IssuerSimulator, code: str, make: Make
) -> None:
    assert verdict(sim, make(sim, mallory)) == ("REJECTED", code)


def test_a_removed_claim_is_not_in_the_token(sim: IssuerSimulator) -> None:
    report = badgekit.Verifier(fetcher=sim).verify(
        sim.sign(sim.issue("did:example:anna"), "EdDSA", claims={"jti": None}), now=sim.now
    )
    assert [check.reason.params for check in report.warnings] == [{"claim": "jti"}]


def test_a_badge_that_names_nobody(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue(None))
    report = badgekit.Verifier(fetcher=sim).verify(badge, now=sim.now)
    assert [check.code for check in report.warnings] == ["structure.recipient_missing"]
    assert verdict(sim, badge, candidate={"email": "anna@example.org"})[0] == "INCONCLUSIVE"


def test_a_status_that_nobody_evaluates_is_inconclusive(sim: IssuerSimulator) -> None:
    status = {
        "id": "https://uni.example/status#1",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "1",
        "statusListCredential": "https://uni.example/status",
    }
    badge = sim.sign(sim.issue(extra={"credentialStatus": status}))
    assert verdict(sim, badge)[0] == "INCONCLUSIVE"


def test_a_failed_result_is_a_remark(sim: IssuerSimulator) -> None:
    report = badgekit.Verifier(fetcher=sim).verify(
        sim.sign(sim.issue(results=[{"status": "Failed"}])), now=sim.now
    )
    assert [check.code for check in report.warnings] == ["structure.not_awarded"]


def test_somebody_elses_badge(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue("anna@example.org"))
    assert verdict(sim, badge, candidate={"email": "ben@example.org"}) == ("REJECTED", "recipient.mismatch")


def test_an_issuer_that_is_not_trusted(sim: IssuerSimulator, mallory: IssuerSimulator) -> None:
    policy = badgekit.Policy.standard(trusted_issuers=[sim.id])
    assert verdict(sim, sim.sign(sim.issue()), policy=policy) == ("VERIFIED", "")
    assert verdict(sim, mallory.sign(mallory.issue()), policy=policy) == ("REJECTED", "issuer.not_trusted")


def test_proofs_for_a_domain_and_a_challenge(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue(), domain="a.example", challenge="1")
    assert verdict(sim, badge, domain="a.example", challenge="1") == ("VERIFIED", "")
    assert verdict(sim, badge, domain="b.example") == ("REJECTED", "proof.wrong_domain")
    assert verdict(sim, badge, challenge="2") == ("REJECTED", "proof.wrong_challenge")


# What the issuer publishes about its keys.


def test_rotated_keys(sim: IssuerSimulator) -> None:
    old = sim.sign(sim.issue())
    sim.keys.rotate(keep=True)
    new = sim.sign(sim.issue())
    assert old["proof"]["verificationMethod"] != new["proof"]["verificationMethod"]
    assert verdict(sim, old)[0] == verdict(sim, new)[0] == "VERIFIED"
    sim.keys.rotate()
    newest = sim.sign(sim.issue())
    assert verdict(sim, newest) == ("VERIFIED", "")
    # Not "the signature is wrong": the key is no longer there to ask.
    assert verdict(sim, old)[1] == verdict(sim, new)[1] == "key.not_in_document"


def test_a_revoked_key(sim: IssuerSimulator) -> None:
    before, after = sim.sign(sim.issue()), sim.sign(sim.issue(), created=sim.now - DAY / 2)
    sim.keys.revoke()
    assert verdict(sim, before) == ("INCONCLUSIVE", "proof.key_revoked_since")
    assert verdict(sim, after) == ("REJECTED", "proof.key_revoked")
    sim.keys.revoke(at=sim.now + DAY)
    assert verdict(sim, after) == ("VERIFIED", "")


def test_a_revoked_key_is_not_in_the_key_set() -> None:
    sim = IssuerSimulator("uni.example", method="https", keys_in=["jwks"])
    token = sim.sign(sim.issue(), "ES256", kid=sim.key("P-256").name)
    assert verdict(sim, token) == ("VERIFIED", "")
    sim.keys.revoke("P-256")
    assert verdict(sim, token) == ("REJECTED", "key.not_bound_to_issuer")


def test_the_key_set_holds_keys_for_statements_only() -> None:
    sim = IssuerSimulator("uni.example", method="https", keys_in=["jwks"])
    token = sim.sign(sim.issue(), "ES256", kid=sim.key("P-256").name)
    sim.keys.list_under("authentication")
    assert verdict(sim, token) == ("REJECTED", "key.not_bound_to_issuer")


def test_an_expired_key(sim: IssuerSimulator) -> None:
    before, after = sim.sign(sim.issue()), sim.sign(sim.issue(), created=sim.now - DAY / 2)
    sim.keys.expire()
    assert verdict(sim, before) == ("INCONCLUSIVE", "proof.key_expired_since")
    assert verdict(sim, after) == ("REJECTED", "proof.key_expired")


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "EdDSA"])
def test_a_key_for_another_purpose(sim: IssuerSimulator, suite: str) -> None:
    badge = sim.sign(sim.issue(), suite)
    sim.keys.list_under("authentication")
    assert verdict(sim, badge) == ("REJECTED", "key.wrong_purpose")
    sim.keys.list_under("authentication", "assertionMethod")
    assert verdict(sim, badge) == ("VERIFIED", "")


def test_a_key_of_another_controller(sim: IssuerSimulator, mallory: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue())
    sim.keys.name_controller(mallory.id)
    assert verdict(sim, badge) == ("REJECTED", "key.controller_mismatch")


@pytest.mark.parametrize("method", ["did:key", "did:jwk"])
def test_an_identifier_that_is_a_key_publishes_nothing(method: Any) -> None:
    sim = IssuerSimulator(method=method)
    for change in (sim.keys.rotate, sim.keys.revoke, sim.keys.expire, sim.keys.list_under):
        with pytest.raises(ValueError, match="is its key"):
            change()
    with pytest.raises(ValueError, match="is its key"):
        sim.keys.name_controller("did:web:other.example")
    with pytest.raises(ValueError, match="no P-256 key"):
        sim.sign(sim.issue(), "ES256")
    badge = sim.sign(sim.issue())
    sim.go_offline()
    assert verdict(sim, badge) == ("VERIFIED", "")
    assert (sim.document_url, sim.web.documents(), sim.web.requests) == ("", {}, [])


# The network.


def test_out_of_reach_and_back(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue())
    sim.go_offline()
    assert verdict(sim, badge) == ("INCONCLUSIVE", "net.timeout")
    sim.web.mend()
    assert verdict(sim, badge) == ("VERIFIED", "")
    sim.web.fail(sim.document_url, "net.tls")
    assert verdict(sim, badge) == ("INCONCLUSIVE", "net.tls")
    sim.web.mend()
    sim.web.fail("https://uni.example/other")
    assert verdict(sim, badge) == ("VERIFIED", "")


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (404, b"", ("INCONCLUSIVE", "key.document_not_found")),
        (500, b"", ("INCONCLUSIVE", "key.document_unavailable")),
        (200, "<html>", ("INCONCLUSIVE", "key.document_not_json")),
        (200, {"id": "did:web:mallory.example"}, ("REJECTED", "did.id_mismatch")),
    ],
)
def test_other_answers(sim: IssuerSimulator, status: int, body: Any, expected: tuple[str, str]) -> None:
    badge = sim.sign(sim.issue())
    sim.web.answer(sim.document_url, body, status=status)
    assert verdict(sim, badge) == expected


def test_redirects(sim: IssuerSimulator, mallory: IssuerSimulator) -> None:
    badge, document = sim.sign(sim.issue()), sim.web.documents()[sim.document_url]
    sim.web.redirect(sim.document_url, mallory.document_url)
    assert verdict(sim, badge) == ("INCONCLUSIVE", "key.redirected")
    sim.web.redirect(sim.document_url, "https://uni.example/moved")
    sim.web.answer("https://uni.example/moved", document)
    assert verdict(sim, badge) == ("VERIFIED", "")
    sim.web.redirect(sim.document_url, "https://nobody.example/")
    assert verdict(sim, badge) == ("INCONCLUSIVE", "net.unresolved")


def test_what_is_mended_of_one_document_leaves_the_faults_of_others(sim: IssuerSimulator) -> None:
    revocations, schema, service = sim.status_list(), sim.schema({}), sim.refresh_service()
    gone = "https://uni.example/gone"
    sim.web.answer(gone, status=410)
    for published in (revocations, schema, service):
        published.make_wrong("no_answer")
        with pytest.raises(Unavailable):
            sim.get(published.url)
        published.make_wrong(None)
        sim.get(published.url)
        assert sim.get(gone).status == 410
    sim.web.mend()
    assert sim.get(gone).status == 404


def test_requests_are_counted(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue())
    assert sim.web.requests == []
    verdict(sim, badge)
    assert sim.web.requests == [sim.document_url]


def test_a_path_is_published_once(sim: IssuerSimulator) -> None:
    with pytest.raises(ValueError, match="belongs to another issuer"):
        sim.neighbour("uni.example")
