"""Open Badges before 3.0: published where it says, by the issuer it names, as its own documents say.

What these checks judge was collected before in `Context.chain`; nothing is asked here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from badgekit.checks.base import (
    OLDER,
    Check,
    Context,
    Decision,
    chain_of,
    check,
    failed,
    inconclusive,
    not_applicable,
    of,
    passed,
    with_remarks,
)
from badgekit.documents import Kind
from badgekit.errors import Problem
from badgekit.report import IssuerIdentity

if TYPE_CHECKING:
    from badgekit.gathering.chain import Chain
    from badgekit.models.ob2.classes import Issuer

__all__ = ["answered", "bound", "current", "linked", "published", "signature"]

_PUBLISHED = ("hosted.published",)


@check(
    "hosted.published",
    spec="OB 2.0 HostedBadge; OB 1.1 and 1.0 verify.url; OB 0.5",
    kinds=OLDER,
    basic=True,
)
def published(context: Context) -> Decision:
    """The badge is published at its own address, and what is judged is what is published there."""
    chain = chain_of(context)
    if chain.unpublished is not None:
        return of(chain.unpublished, *chain.published_notes)
    if not chain.hosted:
        return not_applicable("hosted.signed_instead")
    return with_remarks("hosted.published", chain.published_notes, url=chain.address)


@check("hosted.linked", needs=_PUBLISHED, spec="OB 2.0 Assertion.badge, BadgeClass.issuer", kinds=OLDER)
def linked(context: Context) -> Decision:
    """BadgeClass and issuer are there, as their own addresses publish them."""
    chain = chain_of(context)
    if chain.revoked is not None:
        return not_applicable("status.nothing_more")
    if chain.unlinked is not None:
        return of(chain.unlinked, *chain.linked_notes)
    return with_remarks("hosted.linked", chain.linked_notes, issuer=chain.issuer_id)


@check(
    "proof.integrity", needs=("hosted.linked",), spec="OB 2.0 SignedBadge; RFC 7515 section 5.2", kinds=OLDER
)
def signature(context: Context) -> Decision:
    """A signed badge verifies with a key that the issuer's own profile lists; nothing signs a hosted one."""
    chain = chain_of(context)
    envelope = context.document.envelope
    if envelope is None:
        return not_applicable("hosted.nothing_signed")
    if chain.key is None:
        return inconclusive("proof.nothing_verified")
    if isinstance(chain.key, Problem):
        return of(chain.key)
    return with_remarks(
        "proof.verified",
        (*envelope.token.warnings, *chain.key.notes),
        suite=envelope.token.mechanism,
        method=chain.key.id,
    )


@check(
    "issuer.bound",
    needs=("hosted.published", "hosted.linked", "proof.integrity"),
    spec="OB 2.0 VerificationObject (startsWith, allowedOrigins), SignedBadge; OB 0.5 origin",
    kinds=OLDER,
)
def bound(context: Context) -> Decision:
    """The issuer itself vouches: by hosting the badge in its own scope, by its key, or by both."""
    from badgekit.gathering import addresses
    from badgekit.gathering.signed import SigningKey

    chain = chain_of(context)
    if chain.revoked is not None:
        return not_applicable("status.nothing_more")
    if chain.unlinked is not None:
        # What the badge itself holds of its issuer is the badge's word.
        return inconclusive("hosted.not_established")
    issuer, key = chain.issuer, chain.key if isinstance(chain.key, SigningKey) else None
    assert issuer is not None, "what is linked has one"
    if chain.hosted:
        problem = _outside(context, chain, issuer) or chain.unknown_words
        if problem is not None:
            return of(problem)
    if chain.signed and key is None:
        return inconclusive("proof.nothing_verified")
    # As the profile spells its own address, or as it was asked where it does not say.
    identifier, trusted = chain.issuer_id, context.policy.trusted_issuers
    context.issuer = IssuerIdentity(
        identifier,
        "pinned" if trusted is not None and identifier in trusted else "did-or-https-bound",
        key.id if key is not None else chain.address,
        addresses.host_of(identifier) or identifier,
    )
    code = "issuer.signed_by_listed_key" if chain.signed else "issuer.hosts_badge"
    return passed(code, issuer=identifier, domain=context.issuer.domain)


def _outside(context: Context, chain: Chain, issuer: Issuer) -> Problem | None:
    from badgekit.gathering import scope

    # A profile that has an address of its own says itself where its badges are, whatever their version.
    if chain.generation == "0.5" and "$.badge.issuer" not in chain.values:
        return scope.judge_origin(chain.address, chain.issuer_id)
    problem = scope.judge_hosting(chain.address, chain.issuer_id, issuer)
    if problem is None and context.document.kind is Kind.ASSERTION:
        problem = scope.judge_badge_class(chain.badge_id, chain.issuer_id, issuer)
    return problem


@check("proof.expected", spec="OB 2.0 Verification: it names neither domain nor challenge", kinds=OLDER)
def answered(context: Context) -> Decision:
    """The badge was made for the domain and challenge that the caller expects, which none of these can be."""
    if context.domain is None and context.challenge is None:
        return not_applicable("proof.nothing_expected")
    return failed("proof.answers_nobody")


@check(
    "status.current",
    needs=("hosted.published", "proof.integrity"),
    spec="OB 2.0 Assertion.revoked, RevocationList; OB 1.x HTTP 410, revocationList",
    kinds=OLDER,
)
def current(context: Context) -> Decision:
    """It is not revoked: by its own address, and by the issuer's revocation list where it is signed."""
    chain = chain_of(context)
    standing = chain.standing
    if standing is not None and standing.problem is not None:
        return of(standing.problem)
    if not chain.signed:
        return passed("status.still_published", url=chain.address)
    if standing is None:
        return inconclusive("proof.nothing_verified")
    if not standing.source:
        return passed("status.no_list", issuer=chain.issuer_id)
    return with_remarks("status.not_listed", standing.notes, url=standing.source)


PUBLICATION: tuple[Check, ...] = (published, linked)
BINDING: tuple[Check, ...] = (signature, bound, answered)
STANDING: tuple[Check, ...] = (current,)
