"""Is it this candidate's? Asked only when the caller names a candidate."""

from __future__ import annotations

from collections.abc import Mapping

from badgekit.checks.base import (
    CREDENTIALS,
    OLDER,
    Check,
    Context,
    Decision,
    check,
    failed,
    inconclusive,
    not_applicable,
    passed,
    warning,
)
from badgekit.checks.disclosure import may_be_incomplete
from badgekit.findings import Finding
from badgekit.identity import Match
from badgekit.recipients import Holder, named_in, recognise

__all__ = ["matches"]

_SUBJECT = "$.credentialSubject"


@check(
    "recipient.matches",
    needs=("proof.integrity", "hosted.published"),
    spec="OB 3.0 verification step 5, Recipient Verification; OB 2.0 IdentityObject",
    kinds=CREDENTIALS | OLDER,
)
def matches(context: Context) -> Decision:
    """The recipient named in the credential is the candidate, by one of the candidate's identifiers."""
    candidate = context.candidate
    if candidate is None:
        if context.policy.require_recipient:
            return inconclusive("recipient.no_candidate")
        return not_applicable("recipient.not_asked")
    # Of a hosted badge what is published counts, and not for which version the copy in hand was written.
    version = context.document.version if context.chain is None else context.chain.generation
    in_part = may_be_incomplete(context)
    found = recognise(named_in(context.claims), candidate, version, in_part=in_part)
    if found.match is None:
        presenter = context.around.answered if context.around is not None else ""
        is_presenter = presenter and all(one.id == presenter for one in named_in(context.claims))
        if found.holder is Holder.NOT_COMPARABLE and is_presenter:
            # The caller knows whom it sent the challenge to; who answered it is the recipient.
            return warning("recipient.answered_challenge", path=_SUBJECT, holder=presenter)
        return _NO_MATCH[found.holder]
    if found.holder is Holder.NAMESAKE:
        return inconclusive("recipient.namesake", path=found.path)
    if found.holder is Holder.SHOWN_IN_PART:
        return inconclusive("recipient.only_name_shown", path=found.path)
    return _describe(found.match, found.path)


_NO_MATCH: Mapping[Holder, Decision] = {
    Holder.NOBODY: inconclusive("recipient.none_named", path=_SUBJECT),
    Holder.SEVERAL: failed("recipient.several", path=_SUBJECT),
    Holder.SOMEBODY_ELSE: failed("recipient.mismatch", path=_SUBJECT),
    Holder.NOT_COMPARABLE: inconclusive("recipient.not_comparable", path=_SUBJECT),
}
_RULES = {
    "domain": "RFC 5321 2.4 and RFC 5890: upper and lower case, and the two forms of a mail domain",
    "unicode_form": "RFC 6532 3.1: one text in two Unicode forms",
    "separators": "RFC 3966 5.1.1: separators in a telephone number",
    "url_form": "RFC 3986 6.2: one web address in two spellings",
    "white_space": "white space at the ends, which belongs to no identifier",
}


def _describe(match: Match, path: str) -> Decision:
    how = f"{match.by} ({match.hashed} hash)" if match.hashed else match.by
    spelled = tuple(
        Finding("recipient.spelled_otherwise", path, {"rule": _RULES[spelling]})
        for spelling in match.spellings
    )
    if match.weaknesses:
        remarks = tuple(Finding(f"recipient.weak_{weakness}", path) for weakness in match.weaknesses)
        return warning("recipient.matched_weakly", *remarks, *spelled, path=path, by=how)
    return passed("recipient.matched", *spelled, path=path, by=how)


CHECKS: tuple[Check, ...] = (matches,)
