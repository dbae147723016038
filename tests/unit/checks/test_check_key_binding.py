"""Key binding: the holder's key, for this token, this verifier and this occasion."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.judging import judge, said

from badgekit import Report, Verdict
from badgekit.testing import HeldSdJwt, IssuerSimulator

SIM = IssuerSimulator("uni.example")
HOLDER = IssuerSimulator(method="did:key", seed=2)
THIEF = IssuerSimulator(method="did:key", seed=3)
BADGE = SIM.issue(HOLDER.id)
HELD = SIM.sign_sd_jwt(BADGE, disclosable=["$.name"], holder=HOLDER.key().signing)
ASKED: dict[str, Any] = {"domain": "employer.example", "challenge": "n-1"}


def bound(held: HeldSdJwt = HELD, shown: str | None = None, **options: Any) -> str:
    given = {"audience": "employer.example", "nonce": "n-1", "at": SIM.now, **options}
    return held.bind(held.show_all() if shown is None else shown, **given)


def outcome(report: Report) -> tuple[str, str]:
    return said(report, "proof.key_binding")


def test_the_holder_answers_the_challenge() -> None:
    report = judge(SIM, bound(), **ASKED)
    assert report.verified
    assert outcome(report) == ("PASSED", "binding.verified")
    assert said(report, "proof.expected") == ("PASSED", "proof.as_expected")


@pytest.mark.parametrize("kind", ["Ed25519", "P-256", "P-384", "P-521"])
def test_keys_of_holders(kind: Any) -> None:
    holder = IssuerSimulator(method="did:key", key=kind, seed=4).key(kind).signing
    held = SIM.sign_sd_jwt(BADGE, holder=holder)
    assert outcome(judge(SIM, bound(held), **ASKED))[0] == "PASSED"


def test_a_key_that_is_named_by_a_did_is_looked_up() -> None:
    named = SIM.sign_sd_jwt(BADGE, claims={"cnf": {"kid": HOLDER.method_id()}})
    assert outcome(judge(SIM, bound(named, key=HOLDER.key().signing), **ASKED))[0] == "PASSED"
    assert outcome(judge(SIM, bound(named, key=THIEF.key().signing), **ASKED))[0] == "FAILED"


def test_a_key_that_cannot_be_looked_up_leaves_it_open() -> None:
    for cnf in ({"kid": "key-1"}, {"jkt": "abc"}, {}):
        named = SIM.sign_sd_jwt(BADGE, claims={"cnf": cnf})
        report = judge(SIM, bound(named, key=HOLDER.key().signing), **ASKED)
        assert (report.verdict, outcome(report)) == (
            Verdict.INCONCLUSIVE,
            ("INCONCLUSIVE", "binding.key_unsupported"),
        )
    away = SIM.neighbour("away.example", seed=8)
    named = SIM.sign_sd_jwt(BADGE, claims={"cnf": {"kid": away.method_id()}})
    token = bound(named, key=away.key().signing)
    assert outcome(judge(SIM, token, **ASKED))[0] == "PASSED"
    away.web.fail(away.document_url)
    report = judge(SIM, token, **ASKED)
    away.web.mend()
    assert report.verdict is Verdict.INCONCLUSIVE


def test_without_a_question_no_answer_is_needed() -> None:
    assert outcome(judge(SIM, HELD.show_all())) == ("NOT_APPLICABLE", "binding.not_shown")
    assert outcome(judge(SIM, SIM.sign_sd_jwt(BADGE).show_all())) == ("NOT_APPLICABLE", "binding.not_asked")
    assert outcome(judge(SIM, SIM.sign(BADGE))) == ("NOT_APPLICABLE", "binding.not_asked")


def test_an_answer_to_somebody_else_is_said() -> None:
    report = judge(SIM, bound())
    assert report.verified
    assert said(report, "proof.expected") == ("WARNING", "proof.bound_elsewhere")


def test_a_question_needs_an_answer() -> None:
    """Whoever has copied the token from a wallet, mail or log has no key to answer with."""
    report = judge(SIM, HELD.show_all(), **ASKED)
    assert (report.verdict, outcome(report)) == (Verdict.REJECTED, ("FAILED", "binding.missing"))
    claims = {"aud": "employer.example", "nonce": "n-1"}
    static = SIM.sign_sd_jwt(BADGE, claims=claims, holder=HOLDER.key().signing)
    assert outcome(judge(SIM, static.show_all(), **ASKED)) == ("FAILED", "binding.missing")
    for name, value in ASKED.items():
        assert outcome(judge(SIM, HELD.show_all(), **{name: value})) == ("FAILED", "binding.missing")
    # A token that is shown as a whole answers for itself.
    whole = judge(SIM, SIM.sign(BADGE, "EdDSA", claims=claims), **ASKED)
    assert outcome(whole) == ("NOT_APPLICABLE", "binding.not_asked")
    assert whole.verified


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"audience": "other.example"}, "proof.wrong_domain"),
        ({"nonce": "n-2"}, "proof.wrong_challenge"),
    ],
)
def test_an_answer_to_another_question_is_none(options: Any, code: str) -> None:
    report = judge(SIM, bound(**options), **ASKED)
    assert report.verdict is Verdict.REJECTED
    assert said(report, "proof.expected") == ("FAILED", code)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"key": THIEF.key().signing}, "binding.signature_invalid"),
        ({"header": {"alg": "ES256"}}, "jwt.alg_key_mismatch"),
        ({"header": {"typ": "JWT"}}, "binding.typ"),
        ({"header": {"typ": None}}, "binding.typ"),
        ({"header": {"typ": "vc+jwt"}}, "binding.typ"),
        ({"claims": {"sd_hash": "A" * 43}}, "binding.other_token"),
        ({"claims": {"sd_hash": "!"}}, "binding.other_token"),
        ({"claims": {"sd_hash": None}}, "binding.claim"),
        ({"claims": {"aud": None}}, "binding.claim"),
        ({"claims": {"aud": ["employer.example"]}}, "binding.claim"),
        ({"claims": {"nonce": 1}}, "binding.claim"),
        ({"claims": {"nonce": ""}}, "binding.claim"),
        ({"claims": {"iat": None}}, "binding.claim"),
        ({"claims": {"iat": "2026-01-01T00:00:00Z"}}, "jwt.claim_date"),
        ({"claims": {"iat": True}}, "jwt.claim_date"),
        ({"at": SIM.now + timedelta(minutes=6)}, "binding.from_the_future"),
        ({"claims": {"exp": int(SIM.now.timestamp()) - 1}}, "binding.expired"),
    ],
)
def test_what_is_wrong_with_an_answer_rejects(options: Any, code: str) -> None:
    """Asked for or not: a token that comes with a broken proof is not what its holder made."""
    token = bound(**options)
    for asked in (ASKED, {}):
        report = judge(SIM, token, **asked)
        assert (report.verdict, outcome(report)) == (Verdict.REJECTED, ("FAILED", code))


def test_clocks_may_differ_a_little() -> None:
    for minutes in (4, 5):
        assert judge(SIM, bound(at=SIM.now + timedelta(minutes=minutes)), **ASKED).verified
    late = judge(SIM, bound(at=SIM.now + timedelta(minutes=5, seconds=1)), **ASKED)
    assert outcome(late) == ("FAILED", "binding.from_the_future")


def test_an_answer_holds_up_to_its_end() -> None:
    end = int(SIM.now.timestamp())
    for later in (0, 1, 3600):
        assert judge(SIM, bound(claims={"exp": end + later}), **ASKED).verified


def test_the_answer_is_about_what_is_shown() -> None:
    """A part that the holder left out for this verifier cannot be put back, nor one taken away."""
    without = bound(shown=HELD.show())
    answer = without.rpartition("~")[2]
    assert outcome(judge(SIM, HELD.show_all() + answer, **ASKED)) == ("FAILED", "binding.other_token")
    answer = bound().rpartition("~")[2]
    assert outcome(judge(SIM, HELD.show() + answer, **ASKED)) == ("FAILED", "binding.other_token")


def test_the_issuer_names_the_key_and_nobody_else() -> None:
    free = SIM.sign_sd_jwt(BADGE)
    header = {"jwk": THIEF.key().signing.jwk()}
    token = bound(free, key=THIEF.key().signing, header=header)
    assert outcome(judge(SIM, token, **ASKED)) == ("FAILED", "binding.no_key")
    token = bound(key=THIEF.key().signing, header=header)
    assert outcome(judge(SIM, token, **ASKED)) == ("FAILED", "binding.signature_invalid")


def test_a_key_for_other_uses_is_no_key_of_a_holder() -> None:
    held = SIM.sign_sd_jwt(BADGE, claims={"cnf": {"jwk": {**HOLDER.key().signing.jwk(), "use": "enc"}}})
    assert outcome(judge(SIM, bound(held, key=HOLDER.key().signing), **ASKED))[0] == "FAILED"


def test_nobody_is_asked_for_the_key_of_a_forged_token() -> None:
    away = SIM.neighbour("far.example", seed=9)
    forged = SIM.sign_sd_jwt(
        BADGE, claims={"cnf": {"kid": away.method_id()}}, signer=THIEF.neighbour("e.example")
    )
    report = judge(SIM, bound(forged, key=away.key().signing), **ASKED)
    assert outcome(report)[0] == "NOT_RUN"
    assert not any("far.example" in item.url for item in report.evidence)


def test_a_presentation_is_signed_by_its_holder_as_a_whole() -> None:
    presentation = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": SIM.id,
    }
    held = SIM.sign_sd_jwt(presentation, claims={"aud": "employer.example", "nonce": "n-1"})
    report = judge(SIM, held.show_all(), **ASKED)
    assert outcome(report) == ("NOT_APPLICABLE", "binding.not_asked")
    assert said(report, "proof.expected")[0] == "PASSED"


CLAIMS = st.dictionaries(
    st.sampled_from(["iat", "aud", "nonce", "sd_hash", "exp"]),
    st.none() | st.integers() | st.floats() | st.text(max_size=5) | st.lists(st.text(max_size=3), max_size=2),
)


@pytest.mark.parametrize("now", [datetime.min, datetime.max])
def test_the_ends_of_time_are_moments_like_others(now: datetime) -> None:
    report = judge(SIM, bound(), **{**ASKED, "now": now.replace(tzinfo=UTC)})
    expected = (
        ("PASSED", "binding.verified") if now == datetime.max else ("FAILED", "binding.from_the_future")
    )
    assert said(report, "proof.key_binding") == expected


@given(CLAIMS.filter(bool))
def test_whatever_the_answer_says_a_changed_one_is_not_taken(claims: Any) -> None:
    try:
        token = bound(claims=claims)
    except ValueError:
        return
    report = judge(SIM, token, **ASKED)
    assert report.verdict in (Verdict.VERIFIED, Verdict.REJECTED)
    changed = set(claims) - {"iat", "exp"}
    if changed and not all(claims.get(name) == "n-1" for name in changed):
        assert report.verdict is Verdict.REJECTED
