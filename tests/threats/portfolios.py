"""Badges seen together: whose they are, and what they add up to."""

from __future__ import annotations

from tests.threats.rule import Change, Rule, Threat

__all__ = ["PORTFOLIOS"]

_PEOPLE = "unit/portfolio/test_portfolio_people.py::"
_STANDING = "unit/portfolio/test_portfolio_standing.py::"
_REAL = "unit/portfolio/test_portfolio_real_reports.py::"

PORTFOLIOS = (
    Threat(
        "B1",
        "a badge that ties a stranger's identifier to one's own",
        (
            Rule(
                "an issuer speaks for its own badges only",
                Change(
                    "portfolio/people.py",
                    "known = first.setdefault((badges[number].issuer, token), number)",
                    'known = first.setdefault(("", token), number)',
                ),
                (_PEOPLE + "test_nobody_ties_identifiers_together_in_the_badges_of_others",),
            ),
            Rule(
                "an identifier of two people is neither's",
                Change(
                    "portfolio/people.py",
                    "if own.isdisjoint(group) or not others.isdisjoint(group):",
                    "if own.isdisjoint(group):",
                ),
                (_PEOPLE + "test_an_identifier_that_an_issuer_gives_to_two_people_ties_nothing_together",),
            ),
            Rule(
                "what was taken back ties nothing together",
                Change("portfolio/people.py", "        if not badges[number].stands:", "        if False:"),
                (
                    _PEOPLE + "test_an_issuer_that_took_a_badge_back_says_nothing_in_it",
                    _PEOPLE + "test_a_badge_that_has_expired_since_ties_nothing_together",
                ),
            ),
            Rule(
                "the number of a school is that school's",
                Change(
                    "portfolio/people.py",
                    'owner = "" if is_unique(identity_type, text, hashed=hashed) else issuer',
                    'owner = ""',
                ),
                (_PEOPLE + "test_the_number_of_a_school_names_somebody_else_at_another_one",),
            ),
            Rule(
                "the hash of nothing is nobody's",
                Change(
                    "portfolio/people.py",
                    "if is_hash_of_nothing(text, salt) or len(salt) > _LONGEST_SALT:",
                    "if len(salt) > _LONGEST_SALT:",
                ),
                (_PEOPLE + "test_the_hash_of_no_address_is_nobodys",),
            ),
        ),
    ),
    Threat(
        "B2",
        "thousands of identifiers, salts of megabytes",
        (
            Rule(
                "so many comparisons",
                Change("portfolio/people.py", "            if left == 0:", "            if False:"),
                (_PEOPLE + "test_thousands_of_identifiers_cost_a_bounded_number_of_hashes",),
            ),
            Rule(
                "no longer salt than salts are",
                Change("portfolio/people.py", "_LONGEST_SALT = 256", "_LONGEST_SALT = 10**9"),
                (_PEOPLE + "test_salts_are_hashed_only_as_long_as_salts_are",),
            ),
        ),
    ),
    Threat(
        "B3",
        "a badge that no longer holds, or that hides or is hidden by another one",
        (
            Rule(
                "it ends when its token or proof does",
                Change(
                    "portfolio/period.py",
                    "min([*ends, until] if isinstance(until, datetime) else ends, default=None)",
                    "min(ends, default=None)",
                ),
                (_REAL + "test_a_badge_ends_with_its_token_or_proof",),
            ),
            Rule(
                "a badge of somebody else supersedes none",
                Change("portfolio/standing.py", "    if newer and not is_one_person:", "    if False:"),
                (_STANDING + "test_a_later_version_that_somebody_else_has_supersedes_nothing",),
            ),
            Rule(
                "what could not be opened may hold what is missing",
                Change(
                    "portfolio/standing.py",
                    "if kind not in _HOLDERS | _BADGES)",
                    "if kind not in _BADGES)",
                ),
                (_REAL + "test_badges_in_what_could_not_be_opened_may_be_those_that_are_missing",),
            ),
        ),
    ),
)
