"""Whose badge is it? A candidate's identifiers, and how they match a recipient; pure.

A match says how strong it is. *Exact*: letter by letter, or by the hash of it. *Equivalent*: spelled
otherwise, but the same by the rules of its kind, which the match names: upper and lower case of a mail
domain, an internationalised domain in its two forms, one address in two Unicode forms, separators in a
telephone number, a web address in normal form. *Weak*: the same only if one is generous, with each weakness
named: an e-mail address whose local part differs in letter case, because issuers hash what was typed into a
form; a telephone number without country; a number that a school or system gave. Nothing else is folded,
least of all letters that look alike: it would match strangers.
"""

from __future__ import annotations

from badgekit.identity.candidate import Candidate
from badgekit.identity.hashes import hash_matches, is_hash_of_nothing
from badgekit.identity.matching import Match, Strength, match_id, match_identifier
from badgekit.identity.types import is_comparable, is_name, is_personal, is_unique, sort_of

__all__ = [
    "Candidate",
    "Match",
    "Strength",
    "hash_matches",
    "is_comparable",
    "is_hash_of_nothing",
    "is_name",
    "is_personal",
    "is_unique",
    "match_id",
    "match_identifier",
    "sort_of",
]
