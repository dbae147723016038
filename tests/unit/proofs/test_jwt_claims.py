from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.keymaking import token

from badgekit.errors import Malformed, Problem
from badgekit.proofs import jws
from badgekit.proofs.envelope import Envelope
from badgekit.proofs.jwt_claims import REGISTERED_CLAIMS, numeric_date, read

V1, V2 = "https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/v2"
ISSUER, SUBJECT, ID = "did:web:uni.example", "did:example:ada", "urn:uuid:1"
START, END = 1735689600, 1767225600
CREDENTIAL: dict[str, Any] = {
    "@context": [V2],
    "id": ID,
    "type": ["VerifiableCredential"],
    "issuer": {"id": ISSUER, "type": ["Profile"]},
    "validFrom": "2025-01-01T00:00:00Z",
    "validUntil": "2026-01-01T00:00:00Z",
    "credentialSubject": {"id": SUBJECT},
}
CLAIMS: dict[str, Any] = {"iss": ISSUER, "sub": SUBJECT, "jti": ID, "nbf": START, "exp": END}
OLD: dict[str, Any] = {
    "@context": [V1],
    "id": ID,
    "type": ["VerifiableCredential"],
    "issuer": {"id": ISSUER},
    "issuanceDate": "2025-01-01T00:00:00Z",
    "expirationDate": "2026-01-01T00:00:00Z",
    "credentialSubject": {"id": SUBJECT},
}


def given_payload(payload: dict[str, Any]) -> Envelope:
    parsed = jws.parse(token(payload))
    return read(parsed, parsed.payload)


def refusal(payload: dict[str, Any]) -> str:
    with pytest.raises(Malformed) as caught:
        given_payload(payload)
    return caught.value.code


def mismatches(found: Envelope) -> list[tuple[str, object]]:
    return [(problem.code, problem.params.get("claim")) for problem in found.problems]


def without(value: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: member for name, member in value.items() if name not in names}


def test_payload_form() -> None:
    found = given_payload(
        {**CREDENTIAL, **CLAIMS, "iat": START, "aud": ["x"], "nonce": "n", "cnf": {"kid": "k"}}
    )
    assert (found.form, found.credential, found.issuer) == ("payload", CREDENTIAL, ISSUER)
    assert found.claims == {**CLAIMS, "iat": START, "aud": ["x"], "nonce": "n", "cnf": {"kid": "k"}}
    assert found.not_before == found.issued_at == datetime(2025, 1, 1, tzinfo=UTC)
    assert found.expires == datetime(2026, 1, 1, tzinfo=UTC)
    assert (found.problems, found.notes) == ((), ())


def test_vc_claim_form() -> None:
    found = given_payload({**CLAIMS, "vc": OLD})
    assert (found.form, found.credential, found.issuer) == ("vc-claim", OLD, ISSUER)
    assert (found.problems, found.notes) == ((), ())


def test_claims_stand_in_for_members() -> None:
    """VCDM 1.1 section 6.3.1, "JWT Decoding"."""
    bare = {"@context": [V1], "type": ["VerifiableCredential"]}
    found = given_payload({**CLAIMS, "vc": bare})
    assert found.credential == {**OLD, "issuer": ISSUER}
    assert found.issuer == ISSUER
    assert (found.problems, found.notes) == ((), ())


def test_claims_stand_in_for_identifiers_of_objects() -> None:
    inner = {**OLD, "issuer": {"name": "Uni"}, "credentialSubject": {"name": "Ada"}}
    found = given_payload({**CLAIMS, "vc": inner})
    assert found.credential["issuer"] == {"id": ISSUER, "name": "Uni"}
    assert found.credential["credentialSubject"] == {"id": SUBJECT, "name": "Ada"}
    assert found.problems == ()


def test_nothing_is_filled_in_where_the_payload_is_the_credential() -> None:
    found = given_payload({**without(CREDENTIAL, "id", "validFrom", "validUntil", "issuer"), **CLAIMS})
    assert not {"id", "validFrom", "validUntil", "issuer", "issuanceDate"} & set(found.credential)
    assert ("jwt.claim_mismatch", "iss") in mismatches(found)
    assert [note.code for note in found.notes] == ["jwt.claim_without_member"]


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("iss", "did:web:evil.example"),
        ("iss", "did:web:uni"),
        ("iss", "DID:web:uni.example"),
        ("iss", ""),
        ("sub", "did:example:eve"),
        ("sub", ""),
        ("jti", "urn:uuid:2"),
        ("nbf", START + 1),
        ("nbf", START - 86400),
    ],
)
def test_contradictions(claim: str, value: object) -> None:
    """The attack: one reader believes the claim, the other the member."""
    for payload in ({**CREDENTIAL, **CLAIMS, claim: value}, {**CLAIMS, claim: value, "vc": OLD}):
        assert mismatches(given_payload(payload)) == [("jwt.claim_mismatch", claim)]


def test_expiry_of_the_signature_may_differ_from_that_of_the_credential() -> None:
    found = given_payload({**CREDENTIAL, **CLAIMS, "exp": END - 60})
    assert found.problems == ()
    assert [note.code for note in found.notes] == ["jwt.expiry_differs"]
    assert found.expires == datetime(2025, 12, 31, 23, 59, tzinfo=UTC)
    old = given_payload({**CLAIMS, "exp": END - 60, "vc": OLD})
    assert mismatches(old) == [("jwt.claim_mismatch", "exp")]


def test_dates_are_compared_by_whole_seconds_as_instants() -> None:
    for text in ("2025-01-01T00:00:00.999Z", "2025-01-01T02:00:00+02:00", "2024-12-31T24:00:00Z"):
        assert given_payload({**CREDENTIAL, **CLAIMS, "validFrom": text}).problems == ()
    assert given_payload({**CREDENTIAL, **CLAIMS, "nbf": START + 0.5}).problems == ()
    assert given_payload({**CREDENTIAL, **CLAIMS, "nbf": float(START)}).problems == ()
    unreadable = given_payload({**CREDENTIAL, **CLAIMS, "validFrom": "yesterday"})
    assert unreadable.problems == (), "the check of that date reports it"


def test_of_two_dates_of_one_meaning_each_is_compared() -> None:
    both = {**CREDENTIAL, "issuanceDate": CREDENTIAL["validFrom"], "expirationDate": CREDENTIAL["validUntil"]}
    assert (given_payload({**both, **CLAIMS}).problems, given_payload({**both, **CLAIMS}).notes) == ((), ())
    for member in ("validFrom", "issuanceDate"):
        found = given_payload({**both, **CLAIMS, member: "2024-01-01T00:00:00Z"})
        assert mismatches(found) == [("jwt.claim_mismatch", "nbf")]
        assert found.problems[0].params["member"] == member
    for member in ("validUntil", "expirationDate"):
        found = given_payload({**both, **CLAIMS, member: "2024-01-01T00:00:00Z"})
        assert [(note.code, note.params["member"]) for note in found.notes] == [
            ("jwt.expiry_differs", member)
        ]


@pytest.mark.parametrize("date", [None, 7, [], ["2024-01-01T00:00:00Z"], {}])
def test_a_date_that_is_no_text_is_for_the_check_of_that_date(date: Any) -> None:
    for member in ("validFrom", "validUntil"):
        assert given_payload({**CREDENTIAL, **CLAIMS, member: date}).problems == ()


def test_an_issuer_without_identifier_is_given_one_only_where_the_claim_may_stand_in() -> None:
    found = given_payload({**CREDENTIAL, **CLAIMS, "issuer": {"name": "Uni"}})
    assert found.credential["issuer"] == {"name": "Uni"}
    assert mismatches(found) == [("jwt.claim_mismatch", "iss")]
    for issuer in (["x"], 7, "https://uni.example/issuers/1"):
        found = given_payload(
            {**CLAIMS, "iss": "https://uni.example/issuers/1", "vc": {**OLD, "issuer": issuer}}
        )
        assert found.credential["issuer"] == issuer
        assert bool(mismatches(found)) is not isinstance(issuer, str)


def test_subjects() -> None:
    two = [{"id": SUBJECT}, {"id": "did:example:eve"}]
    about_two = given_payload({**CREDENTIAL, **CLAIMS, "credentialSubject": two})
    assert mismatches(about_two) == [("jwt.claim_mismatch", "sub")]
    assert about_two.problems[0].params["found"] == [SUBJECT, "did:example:eve"]
    other = given_payload({**CREDENTIAL, **CLAIMS, "credentialSubject": two[1:]})
    assert other.problems[0].params["found"] == "did:example:eve"
    one = [{"id": SUBJECT}]
    assert given_payload({**CREDENTIAL, **CLAIMS, "credentialSubject": one}).problems == ()
    anonymous = {**CREDENTIAL, "credentialSubject": {"identifier": []}}
    assert mismatches(given_payload({**anonymous, **CLAIMS})) == [("jwt.claim_mismatch", "sub")]
    assert given_payload({**anonymous, **without(CLAIMS, "sub")}).problems == ()


PRESENTATION: dict[str, Any] = {"@context": [V2], "type": ["VerifiablePresentation"], "holder": ISSUER}


@pytest.mark.parametrize(
    ("payload", "code", "path"),
    [
        ({"vc": OLD, "vp": PRESENTATION}, "jwt.two_credentials", "$.vp"),
        ({"vc": OLD, "type": [], "issuer": ISSUER}, "jwt.two_credentials", "$.type"),
        ({"vc": OLD, "@context": [V2]}, "jwt.two_credentials", "$['@context']"),
        ({"vc": PRESENTATION}, "jwt.claim_type", "$.vc"),
        ({"vc": {**OLD, "type": "VerifiablePresentation"}}, "jwt.claim_type", "$.vc"),
        ({"vp": OLD}, "jwt.claim_type", "$.vp"),
        ({"vc": [OLD]}, "jwt.claim_type", "$.vc"),
        ({"vp": None}, "jwt.claim_type", "$.vp"),
    ],
)
def test_a_token_holds_one_document_and_what_it_says(payload: dict[str, Any], code: str, path: str) -> None:
    with pytest.raises(Malformed) as caught:
        given_payload({**CLAIMS, **payload})
    assert (caught.value.code, caught.value.path) == (code, path)


def test_the_member_that_disagrees_is_named() -> None:
    for issuer, member, found in (
        ({"id": "did:web:b"}, "issuer.id", "did:web:b"),
        ("did:web:b", "issuer", "did:web:b"),
    ):
        (problem,) = given_payload({**CREDENTIAL, **CLAIMS, "issuer": issuer}).problems
        assert (problem.params["member"], problem.params["found"]) == (member, found)


@pytest.mark.parametrize("given", [None, "text", [], ["text"], [{"id": SUBJECT}, "text"]])
def test_a_subject_that_cannot_be_the_one_of_the_claim(given: Any) -> None:
    for payload in ({**CREDENTIAL, "credentialSubject": given}, {"vc": {**OLD, "credentialSubject": given}}):
        found = given_payload({**payload, **CLAIMS})
        alone = given == [{"id": SUBJECT}, "text"] or (given is None and "vc" in payload)
        assert mismatches(found) == ([] if alone else [("jwt.claim_mismatch", "sub")])


def test_what_is_only_noted_of_a_presentation() -> None:
    found = given_payload({"iss": ISSUER, "vp": PRESENTATION})
    assert found.problems == ()
    assert [note.code for note in found.notes] == ["jwt.context_form_mismatch"]


def test_missing_claims_are_noted() -> None:
    found = given_payload(CREDENTIAL)
    assert [note.params["claim"] for note in found.notes] == ["iss", "sub", "nbf", "jti", "exp"]
    assert {note.code for note in found.notes} == {"jwt.claim_missing"}
    assert (found.issuer, found.problems, found.not_before, found.expires) == (ISSUER, (), None, None)
    for payload in ({**CREDENTIAL, **without(CLAIMS, "exp")}, {**without(CLAIMS, "exp"), "vc": OLD}):
        assert [note.params["claim"] for note in given_payload(payload).notes] == ["exp"]
    endless = given_payload(without(CREDENTIAL, "validUntil"))
    assert "exp" not in [note.params["claim"] for note in endless.notes]


@pytest.mark.parametrize("issuer", [ISSUER, {"id": ISSUER}])
def test_issuer_as_text_or_object(issuer: object) -> None:
    found = given_payload({**CREDENTIAL, **CLAIMS, "issuer": issuer})
    assert (found.issuer, found.problems) == (ISSUER, ())


def test_the_documents_issuer_is_the_issuer() -> None:
    found = given_payload({**CREDENTIAL, **CLAIMS, "iss": "did:web:evil.example"})
    assert found.issuer == ISSUER
    assert given_payload({"@context": [V2], "type": "VerifiableCredential"}).issuer is None
    odd = given_payload({**CREDENTIAL, **CLAIMS, "issuer": [ISSUER]})
    assert mismatches(odd) == [("jwt.claim_mismatch", "iss")]


@pytest.mark.parametrize(
    "beside",
    [
        "@context",
        "type",
        "credentialSubject",
        "issuer",
        "validFrom",
        "issuanceDate",
        "credentialStatus",
        "proof",
        "vp",
    ],
)
def test_two_documents_in_one_token(beside: str) -> None:
    """The attack: a credential in the claim vc, another one around it."""
    assert refusal({**CLAIMS, "vc": OLD, beside: {}}) == "jwt.two_credentials"


def test_other_claims_beside_vc_do_no_harm() -> None:
    assert given_payload({**CLAIMS, "vc": OLD, "azp": "x", "jti": ID, "name": "x"}).problems == ()


@pytest.mark.parametrize("name", ["vc", "vp"])
@pytest.mark.parametrize("value", [None, [], "x", 7, [OLD]])
def test_vc_and_vp_must_be_objects(name: str, value: object) -> None:
    assert refusal({**CLAIMS, name: value}) == "jwt.claim_type"


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ({**CREDENTIAL, **CLAIMS, "@context": [V1]}, True),
        ({**CREDENTIAL, **CLAIMS, "@context": V1}, True),
        ({**CREDENTIAL, **CLAIMS, "@context": ["https://x.example", V1]}, False),
        ({**CLAIMS, "vc": {**OLD, "@context": [V2]}}, True),
        ({**CLAIMS, "vc": {**OLD, "@context": [V1, V2]}}, False),
        ({**CLAIMS, "vc": {**OLD, "@context": []}}, False),
    ],
)
def test_form_and_version_must_agree(payload: dict[str, Any], expected: bool) -> None:
    """1EdTech recommended practices: v1 in the claim vc, v2 as the payload itself."""
    found = "jwt.context_form_mismatch" in [problem.code for problem in given_payload(payload).problems]
    assert found is expected


def test_presentations() -> None:
    vp = {"@context": [V1], "type": ["VerifiablePresentation"], "verifiableCredential": []}
    found = given_payload({"iss": SUBJECT, "jti": ID, "nonce": "n", "aud": "x", "nbf": START, "vp": vp})
    assert (found.form, found.issuer) == ("vp-claim", SUBJECT)
    assert found.credential == {**vp, "holder": SUBJECT, "id": ID}
    assert (found.problems, found.notes) == ((), ())
    other = given_payload({"iss": SUBJECT, "vp": {**vp, "holder": {"id": "did:example:eve"}}})
    assert mismatches(other) == [("jwt.claim_mismatch", "iss")]
    new = {"@context": [V2], "type": "VerifiablePresentation", "verifiableCredential": [], "iss": SUBJECT}
    bare = given_payload(new)
    assert (bare.form, bare.issuer, bare.problems, bare.notes) == ("payload", SUBJECT, (), ())


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("iss", [ISSUER]),
        ("iss", {"id": ISSUER}),
        ("iss", None),
        ("sub", 7),
        ("sub", {}),
        ("jti", ["x"]),
        ("aud", 7),
        ("aud", ["x", 7]),
        ("cnf", "x"),
    ],
)
def test_claims_of_another_shape(claim: str, value: object) -> None:
    assert refusal({**CREDENTIAL, **CLAIMS, claim: value}) == "jwt.claim_type"


@pytest.mark.parametrize("claim", ["nbf", "exp", "iat"])
@pytest.mark.parametrize(
    "value",
    ["1735689600", "", True, False, None, [START], {"$gt": 0}, 10**40, -(10**40), 253402300800, -62135596801],
)
def test_dates_that_are_no_numeric_dates(claim: str, value: object) -> None:
    assert refusal({**CREDENTIAL, **CLAIMS, claim: value}) == "jwt.claim_date"


def test_numeric_dates() -> None:
    assert numeric_date(0) == datetime(1970, 1, 1, tzinfo=UTC)
    assert numeric_date(1.5).microsecond == 500_000
    assert numeric_date(-1) == datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert numeric_date(253402300799) == datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert numeric_date(-62135596800) == datetime(1, 1, 1, tzinfo=UTC)
    for value in (float("nan"), float("inf"), float("-inf"), 1e300, 10**400):
        with pytest.raises(Malformed):
            numeric_date(value)


def test_years_before_1000_are_filled_in_with_four_digits() -> None:
    found = given_payload({**CLAIMS, "nbf": -62135596800, "vc": without(OLD, "issuanceDate")})
    assert found.credential["issuanceDate"] == "0001-01-01T00:00:00Z"
    assert found.problems == ()


def test_time_of_issue_as_text() -> None:
    """The W3C test suite of VC-JOSE-COSE writes ``iat`` as a dateTimeStamp."""
    found = given_payload({**CREDENTIAL, **CLAIMS, "iat": "2025-01-01T00:00:00Z"})
    assert found.issued_at == datetime(2025, 1, 1, tzinfo=UTC)
    assert [note.code for note in found.notes] == ["jwt.iat_is_text"]
    for claim in ("nbf", "exp"):
        assert refusal({**CREDENTIAL, **CLAIMS, claim: "2025-01-01T00:00:00Z"}) == "jwt.claim_date"


def test_the_token_is_not_changed() -> None:
    parsed = jws.parse(token({**CLAIMS, "vc": {"@context": [V1], "issuer": {"name": "Uni"}}}))
    read(parsed, parsed.payload)
    assert parsed.payload["vc"] == {"@context": [V1], "issuer": {"name": "Uni"}}


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "type", "@context"]), inner)
    ),
    max_leaves=4,
)


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            [*REGISTERED_CLAIMS, "vc", "vp", "issuer", "holder", "@context", "type", "credentialSubject"]
        ),
        _JSON,
        max_size=5,
    ),
    st.booleans(),
)
def test_nothing_but_problems(members: dict[str, Any], whole: bool) -> None:
    payload = {**CREDENTIAL, **CLAIMS, **members} if whole else members
    try:
        found = given_payload(payload)
    except Problem:
        return
    if found.form == "payload":
        assert not set(REGISTERED_CLAIMS) & set(found.credential)
