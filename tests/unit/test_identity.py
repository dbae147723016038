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
        ("jos\u00e9@x.org", "jose\u0301@x.org"),
        ("anna@x.org", "Anna <anna@x.org>"),
        ("Anna@x.org", "anna@x.org"),  # the issuer hashed another spelling; nothing to fold it to
    ],
)
def test_somebody_else_does_not_match(issued_to: str, candidate: str) -> None:
    assert by_email(digest(issued_to, "s"), candidate) is None
    assert by_email(digest(issued_to, "s"), candidate, "other@x.org") is None


def test_letter_case_of_the_domain_is_nothing_and_of_the_rest_is_said() -> None:
    assert by_email(digest("Anna@x.org", "s"), "Anna@X.ORG") == Match("emailAddress", "sha256")
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
    assert by_email("anna@x.org", "anna@X.org", hashed=False) == Match("emailAddress")
    assert by_email("anna@x.org", "ann@x.org", hashed=False) is None
    assert by_email("Anna@x.org", "anna@x.org", hashed=False) == Match("emailAddress", "", ("letter_case",))
    assert by_email(" ", "anna@x.org", hashed=False) is None


def test_a_name_is_compared_in_canonical_form_and_is_weak() -> None:
    match = match_identifier(
        "name", "Jose\u0301 Gil", hashed=False, salt="", candidate=Candidate(names=("Jos\u00e9 Gil",))
    )
    assert match == Match("name", "", ("name_only",))
    assert (
        match_identifier(
            "name", "Jose Gil", hashed=False, salt="", candidate=Candidate(names=("Jos\u00e9 Gil",))
        )
        is None
    )


def test_other_identifiers_are_compared_with_school_and_system_ids_only() -> None:
    candidate = Candidate(emails=("4711@x.org",), names=("4711",), student_ids=("4711",))
    assert match_identifier("sisSourcedId", "4711", hashed=False, salt="", candidate=candidate) == Match(
        "sisSourcedId"
    )
    assert (
        match_identifier("sisSourcedId", "4711", hashed=False, salt="", candidate=Candidate(names=("4711",)))
        is None
    )


def test_a_candidate_may_be_given_as_a_mapping() -> None:
    assert Candidate.of(
        {"email": "a@x.org", "did": ["did:key:z1", "did:key:z2"], "url": "https://x.org"}
    ) == Candidate(emails=("a@x.org",), ids=("did:key:z1", "did:key:z2", "https://x.org"))


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
