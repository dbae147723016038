"""A candidate's identifiers against the recipient of a badge."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from badgekit.errors import ConfigurationError, Malformed
from badgekit.identity import Candidate, Match, hash_matches, match_identifier


def digest(value: str, salt: str = "", algorithm: str = "sha256") -> str:
    return f"{algorithm}${hashlib.new(algorithm, (value + salt).encode()).hexdigest()}"


def by_email(identity: str, *emails: str, hashed: bool = True, salt: str = "s") -> Match | None:
    return match_identifier(
        "emailAddress", identity, hashed=hashed, salt=salt, candidate=Candidate(emails=emails)
    )


def test_published_examples_of_the_standard() -> None:
    assert hash_matches("a@example.com", "Kosher", digest("a@example.comKosher"))
    assert by_email(digest("anna@x.org", "s"), "anna@x.org") == Match("emailAddress", "sha256")


def test_upper_case_digits_are_the_same_digest() -> None:
    assert hash_matches("anna@x.org", "", "sha256$" + digest("anna@x.org").partition("$")[2].upper())


@pytest.mark.parametrize(
    ("issued_to", "candidate"),
    [
        ("anna@x.org", "eve@x.org"),
        ("anna@x.org", "anna@x.org.evil"),
        ("anna@example.org", "anna@example"),  # the rest of the address must not slip into the salt
        ("mark@x.org", "mar\u212a@x.org"),  # KELVIN SIGN folds to k
        ("strasse@x.org", "stra\u00dfe@x.org"),  # sharp s folds to ss
        ("anna@x.org", "\u0430nna@x.org"),  # Cyrillic a
        ("jos\u00e9@x.org", "jose@x.org"),
        ("anna@m\u00fcnchen.example", "anna@munchen.example"),
        (
            "anna@stra\u00dfe.example",
            "anna@strasse.example",
        ),  # one domain by the older rules, two by the newer
        ("anna@mark.example", "anna@mar\u212a.example"),
        ("anna@x.org", "Anna <anna@x.org>"),
        ("Anna@x.org", "anna@x.org"),  # the issuer hashed another spelling; nothing to fold it to
    ],
)
def test_somebody_else_does_not_match(issued_to: str, candidate: str) -> None:
    assert by_email(digest(issued_to, "s"), candidate) is None
    assert by_email(digest(issued_to, "s"), candidate, "other@x.org") is None


def test_letter_case_of_the_domain_is_nothing_and_of_the_rest_is_said() -> None:
    assert by_email(digest("Anna@x.org", "s"), "Anna@X.ORG") == Match(
        "emailAddress", "sha256", (), ("domain",)
    )
    folded = by_email(digest("anna@x.org", "s"), "Anna@X.org")
    assert folded is not None
    assert folded.weaknesses == ("letter_case",)


@pytest.mark.parametrize(
    ("identity", "salt", "weak"),
    [
        (digest("anna@x.org", "s", "md5"), "s", ("md5",)),
        (digest("anna@x.org"), "", ("unsalted",)),
        (digest("anna@x.org", algorithm="md5"), "", ("md5", "unsalted")),
    ],
)
def test_weak_hashes_are_named(identity: str, salt: str, weak: tuple[str, ...]) -> None:
    match = by_email(identity, "anna@x.org", salt=salt)
    assert match is not None
    assert match.weaknesses == weak


@pytest.mark.parametrize(
    "identity", ["sha256$", "sha256$abc", "anna@x.org", "sha1$" + "0" * 40, "md5$" + "0" * 64]
)
def test_a_hash_that_is_none_is_an_error_and_no_mismatch(identity: str) -> None:
    with pytest.raises(Malformed, match="hash"):
        by_email(identity, "anna@x.org")


def test_a_plain_identity_is_compared_as_text() -> None:
    assert by_email("anna@x.org", "anna@x.org", hashed=False) == Match("emailAddress")
    assert by_email("anna@x.org", "anna@X.org", hashed=False) == Match("emailAddress", "", (), ("domain",))
    assert by_email("anna@x.org", "ann@x.org", hashed=False) is None
    assert by_email("Anna@x.org", "anna@x.org", hashed=False) == Match("emailAddress", "", ("letter_case",))
    assert by_email(" ", "anna@x.org", hashed=False) is None


def test_a_name_is_compared_in_canonical_form_and_is_weak() -> None:
    match = match_identifier(
        "name", "Jose\u0301 Gil", hashed=False, salt="", candidate=Candidate(names=("Jos\u00e9 Gil",))
    )
    assert match == Match("name", "", ("name_only",), ("unicode_form",))
    assert (
        match_identifier(
            "name", "Jose Gil", hashed=False, salt="", candidate=Candidate(names=("Jos\u00e9 Gil",))
        )
        is None
    )


def test_other_identifiers_are_compared_with_school_and_system_ids_only() -> None:
    candidate = Candidate(emails=("4711@x.org",), names=("4711",), student_ids=("4711",))
    found = match_identifier("sisSourcedId", "4711", hashed=False, salt="", candidate=candidate)
    assert found == Match("sisSourcedId", "", ("local_identifier",))
    assert (
        match_identifier("sisSourcedId", "4711", hashed=False, salt="", candidate=Candidate(names=("4711",)))
        is None
    )


@pytest.mark.parametrize("identity", ["did:example:4711", "https://x.org/4711", "urn:uuid:4711"])
def test_an_identifier_that_is_a_uri_is_nobody_elses_anywhere(identity: str) -> None:
    candidate = Candidate(student_ids=(identity,))
    for written, hashed in ((identity, False), (digest(identity, "s"), True)):
        match = match_identifier("systemId", written, hashed=hashed, salt="s", candidate=candidate)
        assert match is not None
        assert match.weaknesses == ()


def test_a_candidate_with_letters_that_no_text_can_hold_matches_nothing() -> None:
    assert by_email(digest("anna@x.org", "s"), "anna\ud800@x.org") is None


def test_a_candidate_may_be_given_as_a_mapping() -> None:
    assert Candidate.of(
        {"email": "a@x.org", "did": ["did:key:z1", "did:key:z2"], "url": "https://x.org"}
    ) == Candidate(emails=("a@x.org",), ids=("did:key:z1", "did:key:z2"), urls=("https://x.org",))


@pytest.mark.parametrize(
    "given_", [{}, {"mail": "a@x.org"}, {"email": ""}, {"email": [7]}, {"email": 7}, "a@x.org", Candidate()]
)
def test_an_unusable_candidate_is_the_callers_mistake(given_: object) -> None:
    with pytest.raises(ConfigurationError):
        Candidate.of(given_)  # type: ignore[arg-type]


@settings(deadline=None)
@given(st.text(), st.text(), st.text())
def test_nothing_but_the_digest_itself_matches(value: str, salt: str, other: str) -> None:
    value, salt, other = (text.encode("utf-8", "replace").decode() for text in (value, salt, other))
    assert hash_matches(value, salt, digest(value, salt)) is bool(value)
    assert hash_matches(other, salt, digest(value, salt)) is (other == value and bool(value))


def _hashed(algorithm: str, text: str) -> str:
    return f"{algorithm}${hashlib.new(algorithm.lower(), text.encode(), usedforsecurity=False).hexdigest()}"


@pytest.mark.parametrize(
    ("identity_type", "given_", "identity"),
    [
        ("email", {"email": "anna@x.org"}, "anna@x.org"),
        ("url", {"url": "https://anna.example"}, "https://anna.example"),
        ("telephone", {"telephone": "+15417522845"}, "+15417522845"),
        ("id", {"id": "did:example:anna"}, "did:example:anna"),
        ("schema:duns", {"student_id": "999999999"}, "999999999"),
    ],
)
def test_the_properties_of_open_badges_2_match_plain_and_hashed(
    identity_type: str, given_: dict[str, str], identity: str
) -> None:
    candidate = Candidate.of(given_)
    for written, hashed in ((identity, False), (_hashed("sha256", identity + "s"), True)):
        match = match_identifier(
            identity_type, written, hashed=hashed, salt="s", candidate=candidate, version="2.0"
        )
        weak = ("local_identifier",) if "student_id" in given_ else ()
        assert match == Match(identity_type, "sha256" if hashed else "", weak)
        stranger = Candidate.of(dict.fromkeys(given_, "somebody.else@x.org"))
        assert (
            match_identifier(
                identity_type, written, hashed=hashed, salt="s", candidate=stranger, version="2.0"
            )
            is None
        )


@pytest.mark.parametrize("version", ["0.5", "1.0", "1.1"])
def test_sha1_is_read_where_the_version_of_the_badge_had_it_and_is_weak(version: str) -> None:
    candidate = Candidate.of({"email": "anna@x.org"})
    identity = _hashed("SHA1", "anna@x.orgs")
    match = match_identifier("email", identity, hashed=True, salt="s", candidate=candidate, version=version)
    assert match == Match("email", "sha1", ("sha1",))
    for later in ("2.0", "3.0"):
        with pytest.raises(Malformed):
            match_identifier("email", identity, hashed=True, salt="s", candidate=candidate, version=later)


def test_the_name_of_an_algorithm_may_be_in_capitals_before_3_0_only() -> None:
    candidate = Candidate.of({"email": "anna@x.org"})
    identity = _hashed("SHA256", "anna@x.org")
    match = match_identifier("email", identity, hashed=True, salt="", candidate=candidate, version="2.0")
    assert match == Match("email", "sha256", ("unsalted",))
    with pytest.raises(Malformed):
        match_identifier("email", identity, hashed=True, salt="", candidate=candidate)
