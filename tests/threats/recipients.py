"""Whose it is."""

from __future__ import annotations

from tests.threats.rule import Change, Rule, Threat

__all__ = ["RECIPIENTS"]

_IDENTITY = "unit/test_identity.py::"
_RECIPIENT = "unit/checks/test_check_recipient.py::"

RECIPIENTS = (
    Threat(
        "R1",
        "somebody else's badge; no recipient, an empty one, a hash of nothing",
        (
            Rule(
                "nobody matches nobody",
                Change("identity/hashes.py", "    if parts is None or not value:", "    if parts is None:"),
                (_IDENTITY + "test_nothing_but_the_digest_itself_matches",),
            ),
            Rule(
                "a badge that names no one is not the candidate's",
                Change(
                    "recipients.py",
                    "return Recognition(Holder.NOBODY)",
                    "return Recognition(Holder.CANDIDATE)",
                ),
                (_RECIPIENT + "test_a_badge_of_the_bearer_is_nobodys",),
            ),
            Rule(
                "hashed or plain is the badge's own word, a truth value",
                Change(
                    "recipients.py",
                    "hashed=identity.hashed is True,",
                    "hashed='$' in identity.identity_hash,",
                ),
                (_RECIPIENT + "test_hashed_must_say_what_it_is",),
            ),
        ),
    ),
    Threat(
        "R2",
        "look-alikes of an address: Kelvin sign, dotless i, sharp s, Cyrillic, display names",
        (
            Rule(
                "letters are folded in the ASCII part of domains alone",
                Change(
                    "spelling.py",
                    "if not at or not local or _has_stand_ins(text):",
                    "if not at or not local:",
                ),
                (_IDENTITY + "test_somebody_else_does_not_match",),
                (
                    Change(
                        "spelling.py",
                        "if not TWO_MEANINGS.isdisjoint(domain) or _has_stand_ins(domain):",
                        "if False:",
                    ),
                ),
            ),
        ),
    ),
    Threat(
        "R3",
        "weak and malformed hashes, thousands of identifiers",
        (
            Rule(
                "so many identifiers",
                Change("recipients.py", "MOST_IDENTIFIERS = 100", "MOST_IDENTIFIERS = 10**9"),
                (_RECIPIENT + "test_more_identifiers_than_anybody_has_are_not_compared",),
            ),
            Rule(
                "a hash that is none is an error and no mismatch",
                Change(
                    "identity/hashes.py",
                    "if parts is None or len(parts.group(2)) != _DIGITS[parts.group(1)]:",
                    "if parts is None:",
                ),
                (_IDENTITY + "test_a_hash_that_is_none_is_an_error_and_no_mismatch",),
            ),
            Rule(
                "a weak hash is said to be one",
                Change("identity/matching.py", "(algorithm,) if algorithm in WEAK_ALGORITHMS else ()", "()"),
                (_IDENTITY + "test_weak_hashes_are_named",),
            ),
        ),
    ),
    Threat(
        "R4",
        "the number of a student, an employee or a local line, which is another person's elsewhere",
        (
            Rule(
                "such a match is weak",
                Change(
                    "identity/matching.py",
                    'local = ("local_identifier",) if kind is Kind.TEXT and not is_uri(value) else ()',
                    "local: tuple[str, ...] = ()",
                ),
                (_IDENTITY + "test_other_identifiers_are_compared_with_school_and_system_ids_only",),
            ),
            Rule(
                "and none where another identifier denies it",
                Change(
                    "recipients.py",
                    'frozenset({"name_only", "local_identifier", "local_number"})',
                    'frozenset({"name_only"})',
                ),
                (_RECIPIENT + "test_the_same_number_at_another_school_is_somebody_elses",),
            ),
        ),
    ),
)
