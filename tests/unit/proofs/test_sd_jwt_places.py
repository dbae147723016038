"""SD-JWT: which types of token count, where they may stand, and what a holder may leave out of a badge."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.judging import judge, result, said
from tests.support.sd_jwts import BADGE, LIMITS, NAME, SIM, digest, made

from badgekit import Policy, Verdict
from badgekit.proofs.disclosure import Disclosure
from badgekit.testing import IssuerSimulator
from badgekit.testing.sd_jwt import disclosure_of


@pytest.mark.parametrize(
    ("typ", "code"),
    [
        ("vc+jwt", "jwt.typ_not_allowed"),
        ("at+jwt", "jwt.typ_not_allowed"),
        ("kb+jwt", "jwt.typ_not_allowed"),
        ("vp+sd-jwt", "jwt.typ_not_allowed"),
        ("dc+sd-jwt", "sdjwt.ietf_credential"),
    ],
)
def test_other_types_of_tokens(typ: str, code: str) -> None:
    held = SIM.sign_sd_jwt(BADGE, typ=typ, disclosable=["$.name"])
    assert result(judge(SIM, held.show_all()), "input.readable").code == code


@pytest.mark.parametrize("typ", [None, "JWT", "vc-ld+sd-jwt", "application/vc+sd-jwt", "sd-jwt"])
def test_types_of_credentials(typ: str | None) -> None:
    assert judge(SIM, SIM.sign_sd_jwt(BADGE, typ=typ, disclosable=["$.name"]).show_all()).verified


def test_credentials_of_the_ietf_are_named() -> None:
    report = judge(SIM, made({"vct": "https://x.example/id", "iss": SIM.id, "given_name": "Anna"}))
    assert (report.verdict, result(report, "input.readable").code) == (
        Verdict.INCONCLUSIVE,
        "sdjwt.ietf_credential",
    )


def test_vc_claims_are_forbidden_and_read_where_the_type_is_plain() -> None:
    old = SIM.issue("anna@example.org", vcdm="1.1")
    claims = {"iss": SIM.id, "vc": old, "jti": old["id"]}
    kid = {"kid": SIM.method_id("P-256")}
    assert result(judge(SIM, made(claims, header=kid)), "input.readable").code == "jwt.claim_forbidden"
    name = disclosure_of("s", "name", old["name"]) if "name" in old else disclosure_of("s", "note", "x")
    key = "name" if "name" in old else "note"
    inner = {**{k: v for k, v in old.items() if k != key}, "_sd": [digest(name)]}
    token = made({**claims, "vc": inner}, name, header={**kid, "typ": "JWT"})
    from badgekit.envelopes import open_token

    envelope = open_token(token, LIMITS).envelope
    assert envelope is not None
    assert envelope.disclosure is not None
    assert envelope.disclosure.optional == (f"$.{key}",)


def test_members_that_verifiers_need_are_not_for_the_holder_to_hide() -> None:
    """VC-JOSE-COSE section 3.2.1: shown they count, and it is said."""
    held = SIM.sign_sd_jwt(BADGE, disclosable=["$.validFrom"])
    assert said(judge(SIM, held.show_all()), "proof.claims") == ("WARNING", "sdjwt.should_be_mandatory")
    assert judge(SIM, held.show_all()).verified


def test_badges_of_before_3_are_not_shown_in_part() -> None:
    issued = SIM.older.issue("anna@example.org").document
    report = judge(SIM, made(issued))
    assert result(report, "input.readable").code == "jwt.older_badge"


def test_tokens_are_read_in_envelopes_records_pictures_and_responses() -> None:
    held = SIM.sign_sd_jwt(SIM.issue("did:example:anna"), disclosable=["$.name"])
    token = held.show_all()
    record = SIM.sign_sd_jwt(SIM.record([token]), disclosable=["$.name"]).show_all()
    for source in (token, token.encode() + b"\n", SIM.envelop(token), record, SIM.bake_png(token)):
        assert judge(SIM, source).verified
    assert judge(SIM, {"credential": [SIM.envelop(token)], "compactJwsString": [token]}).verified


def test_a_forger_is_refused() -> None:
    forger = IssuerSimulator("evil.example", seed=7)
    held = SIM.sign_sd_jwt(BADGE, disclosable=["$.name"], signer=forger)
    assert said(judge(SIM, held.show_all()), "proof.integrity") == ("FAILED", "jwt.signature_invalid")


# What may have been left out decides only where something is.


def until_next_year() -> dict[str, Any]:
    until = SIM.now.replace(year=SIM.now.year + 1)
    return SIM.issue("anna@example.org", valid_until=until, achievement={"tag": ["x"]})


def test_what_is_hidden_deep_inside_hides_no_revocation() -> None:
    """The digests say where something is left out: below the achievement there is no status to hide."""
    policy = Policy.standard(require_mandatory=("credentialStatus",))
    deep = SIM.sign_sd_jwt(until_next_year(), disclosable=[NAME])
    assert judge(SIM, deep.show(), policy=policy).verified
    top = SIM.sign_sd_jwt(until_next_year(), disclosable=["$.name"])
    report = judge(SIM, top.show(), policy=policy)
    assert said(report, "disclosure.complete") == ("INCONCLUSIVE", "disclosure.status_not_shown")


def test_a_result_that_is_left_out_may_be_one_that_failed() -> None:
    description = {"id": "urn:x:1", "name": "Grade", "resultType": "Status"}
    badge = SIM.issue(
        "anna@example.org",
        results=[
            {"resultDescription": "urn:x:1", "status": "Completed"},
            {"resultDescription": "urn:x:1", "status": "Failed"},
        ],
        result_descriptions=[description],
    )
    policy = Policy.standard(require_mandatory=("result.status",))
    held = SIM.sign_sd_jwt(badge, disclosable=["$.credentialSubject.result[1]"])
    report = judge(SIM, held.show(), policy=policy)
    assert said(report, "disclosure.complete") == ("INCONCLUSIVE", "disclosure.result_status_not_shown")


@pytest.mark.parametrize(
    ("path", "moved"),
    [
        ("$.vc", "$"),
        ("$.vc.name", "$.name"),
        ("$.vc[0]", "$[0]"),
        ("$.vcx", "$.vcx"),
        ("$.iss", "$.iss"),
        ("$", "$"),
    ],
)
def test_paths_are_told_from_where_the_credential_lies(path: str, moved: str) -> None:
    found = Disclosure("SD-JWT", (path,), 1, (path,)).inside("$.vc")
    assert (found.optional, found.hidden, found.hidden_in) == ((moved,), 1, (moved,))
    unknown = Disclosure("SD-JWT", (path,), 1, None)
    assert unknown.inside("$.vc").hidden_in is None
    assert unknown.inside("$") == unknown
