"""Whose badges they are: the candidate's, one person's, or not said."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.portfolios import ANNA, NOW, badge, email, forged, rejected, report, revoked, unsure

from badgekit import Portfolio, Report

DID = "did:example:anna"
EVIL = "did:web:evil.example"


def hashed(address: str, salt: str = "s") -> dict[str, Any]:
    digest = hashlib.sha256((address + salt).encode()).hexdigest()
    return email(address) | {"hashed": True, "identityHash": f"sha256${digest}", "salt": salt}


def shown(number: int, **options: Any) -> Report:
    options.setdefault("identifiers", [])
    return report(badge(id=f"urn:c:{number}", **options))


def standings(*reports: Report, **candidate: Any) -> list[tuple[str, str]]:
    entries = Portfolio(reports, candidate=candidate).entries
    return [(entry.standing.value, entry.reason.code.partition(".")[2]) for entry in entries]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"identifiers": [email(ANNA)]}, ("current", "current")),
        ({"identifiers": [hashed(ANNA)]}, ("current", "current")),
        ({"identifiers": [email("Anna@EXAMPLE.org")]}, ("current", "weak_match")),
        ({"identifiers": [email("eve@x.org")]}, ("foreign", "somebody_else")),
        ({"subject": DID}, ("unowned", "not_comparable")),
        ({}, ("unowned", "nobody")),
        ({"identifiers": [email("Anna Ek", "name")]}, ("unowned", "name_only")),
        ({"identifiers": [email("Anna Ek", "name"), email("eve@x.org")]}, ("unowned", "namesake")),
        ({"identifiers": [{**hashed(ANNA), "identityHash": "sha256$none"}]}, ("unowned", "not_comparable")),
    ],
)
def test_only_what_is_the_candidates_counts(options: dict[str, Any], expected: tuple[str, str]) -> None:
    assert standings(shown(1, **options), email=ANNA, name="Anna Ek") == [expected]


def test_an_issuer_may_tie_identifiers_together_in_its_own_badges() -> None:
    both, did_only = shown(1, subject=DID, identifiers=[email(ANNA)]), shown(2, subject=DID)
    assert standings(both, did_only, email=ANNA) == [("current", "current"), ("current", "linked")]


@pytest.mark.parametrize(
    "other",
    [[email("eve@x.org")], [email("eve@x.org"), email("Anna Ek", "name")]],
)
def test_an_identifier_that_an_issuer_gives_to_two_people_ties_nothing_together(other: list[Any]) -> None:
    """Some issuers write an identifier of their own into every badge."""
    mine, theirs = shown(1, subject=DID, identifiers=[email(ANNA)]), shown(2, subject=DID, identifiers=other)
    found = standings(mine, theirs, shown(3, subject=DID), email=ANNA, name="Anna Ek")
    assert found[0] == ("current", "current")
    assert found[1][1] in ("somebody_else", "namesake")
    assert found[2] == ("unowned", "not_comparable")


def test_nobody_ties_identifiers_together_in_the_badges_of_others() -> None:
    """Whoever issues to himself cannot claim a stranger's badge."""
    own = shown(1, issuer=EVIL, subject=DID, identifiers=[email("eve@x.org")])
    strangers = shown(2, subject=DID)
    assert standings(own, strangers, email="eve@x.org")[1] == ("unowned", "not_comparable")


def test_a_forged_badge_ties_nothing_together() -> None:
    tie = forged(badge(id="urn:c:1", subject=DID, identifiers=[email(ANNA)]))
    assert standings(tie, shown(2, subject=DID), email=ANNA)[1] == ("unowned", "not_comparable")


def test_a_name_ties_nothing_together() -> None:
    name = email("Anna Ek", "name")
    first = shown(1, identifiers=[email(ANNA), name])
    second = shown(2, subject=DID, identifiers=[name])
    assert standings(first, second, email=ANNA)[1] == ("unowned", "not_comparable")
    named = shown(3, subject=DID, identifiers=[name])
    assert standings(named, shown(4, subject=DID), name="Anna Ek")[1] == ("unowned", "not_comparable")


def people(*reports: Report) -> list[tuple[str, tuple[int, ...]]]:
    return [(person.by, person.numbers) for person in Portfolio(reports).people]


def test_without_a_candidate_a_common_identifier_makes_one_person() -> None:
    badges = [
        shown(1, identifiers=[email(ANNA)]),
        shown(2, identifiers=[hashed(ANNA)], issuer="did:web:a.example"),
        shown(3, identifiers=[email(ANNA, "email")], issuer="did:web:b.example"),
    ]
    assert people(*badges) == [("emailAddress", (0, 1, 2))]
    same = Portfolio(badges).same_person
    assert (same.outcome.value, same.reason.code) == ("PASSED", "portfolio.one_person")


def test_a_badge_does_not_make_one_person_of_two_for_other_issuers() -> None:
    bridge = shown(1, issuer=EVIL, subject=DID, identifiers=[email("eve@x.org")])
    hers, his = shown(2, subject=DID), shown(3, issuer="did:web:b.example", identifiers=[email("eve@x.org")])
    assert sorted(people(bridge, hers, his)) == [("emailAddress", (0, 2)), ("id", (0, 1))]
    same = Portfolio([bridge, hers, his]).same_person
    assert (same.outcome.value, same.reason.code) == ("INCONCLUSIVE", "portfolio.several_people")


def test_names_and_bearers_are_nobody() -> None:
    assert people(shown(1), shown(2, identifiers=[email("Anna Ek", "name")])) == []


@pytest.mark.parametrize(
    ("address", "outcome", "code"),
    [
        (ANNA, "PASSED", "all_candidates"),
        ("eve@x.org", "FAILED", "somebody_else"),
    ],
)
def test_with_a_candidate_all_badges_must_be_the_candidates(address: str, outcome: str, code: str) -> None:
    reports = [shown(1, identifiers=[email(ANNA)]), shown(2, identifiers=[email(ANNA)])]
    same = Portfolio(reports, candidate={"email": address}).same_person
    assert (same.outcome.value, same.reason.code) == (outcome, f"portfolio.{code}")


def test_a_badge_that_says_nothing_leaves_open_whose_it_is() -> None:
    found = Portfolio([shown(1, subject=DID), forged(badge())], candidate={"id": DID}).same_person
    assert (found.outcome.value, found.reason.code) == ("INCONCLUSIVE", "portfolio.unexplained")
    bearer = Portfolio([shown(1, subject=DID), shown(2)], candidate={"id": DID}).same_person
    assert (bearer.outcome.value, bearer.reason.code) == ("INCONCLUSIVE", "portfolio.nobody")


def test_thousands_of_identifiers_cost_a_bounded_number_of_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = [shown(n, identifiers=[email(f"{n}.{m}@x.org") for m in range(20)]) for n in range(20)]
    salted = [shown(n, identifiers=[hashed(f"{n}@x.org", f"{m}") for m in range(20)]) for n in range(50, 70)]
    made = []
    monkeypatch.setattr("badgekit.portfolio.people.hash_matches", lambda *of: made.append(of))
    assert len(people(*plain, *salted)) == 40
    assert len(made) == 50_000


_WHO = st.sampled_from(["a@x.org", "b@x.org", "c@x.org"])


_BADGES = st.tuples(
    _WHO, st.sampled_from([None, DID, "did:example:b"]), st.booleans(), st.sampled_from("xyz")
)


@settings(deadline=None, max_examples=60)
@given(st.lists(_BADGES, max_size=6))
def test_a_person_has_a_common_identifier_or_one_issuers_word(given_: list[Any]) -> None:
    reports = [
        shown(
            number,
            subject=subject,
            identifiers=[hashed(who) if is_hashed else email(who)],
            issuer=f"did:web:{issuer}.example",
        )
        for number, (who, subject, is_hashed, issuer) in enumerate(given_)
    ]
    portfolio = Portfolio(reports)
    assert {number for person in portfolio.people for number in person.numbers} == set(range(len(given_)))
    for person in portfolio.people:
        assert not any(set(person.numbers) < set(other.numbers) for other in portfolio.people)
        issuers = {given_[number][3] for number in person.numbers}
        if len(issuers) == len(person.numbers):  # no issuer could tie two of them together
            shared = set.intersection(*({given_[n][0], given_[n][1]} - {None} for n in person.numbers))
            assert shared


# Attacks, and what is no one's identifier.


def local(number: str, type: str = "sourcedId") -> dict[str, Any]:
    return email(number, type)


@pytest.mark.parametrize("taken_back", [revoked, rejected, unsure])
def test_an_issuer_that_took_a_badge_back_says_nothing_in_it(taken_back: Any) -> None:
    """Issued by mistake to eve@x.org under Anna's DID, and revoked: it must not hand Anna's badges to Eve."""
    mistake = taken_back(badge(id="urn:c:1", subject=DID, identifiers=[email("eve@x.org")]))
    annas, eves = shown(2, subject=DID), shown(3, identifiers=[email("eve@x.org")])
    assert standings(mistake, annas, email="eve@x.org")[1] == ("unowned", "not_comparable")
    assert sorted(people(mistake, annas, eves)) == [("emailAddress", (0, 2)), ("id", (0, 1))]


def test_a_badge_that_has_expired_since_ties_nothing_together() -> None:
    tie, other = shown(1, subject=DID, identifiers=[email(ANNA)], until=5), shown(2, subject=DID)
    later = Portfolio([tie, other], candidate={"email": ANNA}, now=NOW + timedelta(days=6))
    assert later.entries[1].standing == "unowned"


@pytest.mark.parametrize(
    ("identifier", "is_unique"),
    [
        (email("12345", "sourcedId"), False),
        (email("anna", "userName"), False),
        (hashed("12345") | {"identityType": "accountId"}, False),
        (email("070 123 45 67", "ext:phone"), False),
        (email("+46701234567", "ext:phone"), True),
        (email(ANNA), True),
        (hashed(ANNA), True),
        (email(DID, "ext:did"), True),
        (email("https://anna.example/", "systemId"), True),
    ],
)
def test_the_number_of_a_school_names_somebody_else_at_another_one(
    identifier: dict[str, Any], is_unique: bool
) -> None:
    here = [shown(n, identifiers=[identifier]) for n in (1, 2)]
    there = shown(3, identifiers=[identifier], issuer="did:web:other.example")
    assert people(*here)[0][1] == (0, 1)
    assert [numbers for _, numbers in people(*here, there)] == ([(0, 1, 2)] if is_unique else [(0, 1), (2,)])


def test_the_hash_of_no_address_is_nobodys() -> None:
    nothing = [hashed("", salt) for salt in ("", "s")]
    for identifier in nothing:
        badges = [shown(n, subject=f"did:x:{n}", identifiers=[identifier]) for n in (1, 2)]
        assert people(*badges) == [("id", (0,)), ("id", (1,))]


def test_salts_are_hashed_only_as_long_as_salts_are() -> None:
    long = [shown(1, identifiers=[hashed(ANNA, "s" * 257)]), shown(2, identifiers=[email(ANNA)])]
    assert people(*long) == [("emailAddress", (1,))]
