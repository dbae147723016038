"""Open Badges before 3.0: published where it says, by the issuer it names, as its own documents say.

What these checks judge was collected before in `Context.chain`; nothing is asked here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from badgekit.checks.base import (
    OLDER,
    Check,
    Context,
    Decision,
    check,
    failed,
    inconclusive,
    not_applicable,
    of,
    passed,
    warning,
    worst,
)
from badgekit.documents import Kind
from badgekit.errors import Problem
from badgekit.report import Finding, IssuerIdentity, Verdict

if TYPE_CHECKING:
    from badgekit.gathering.chain import Chain

__all__ = [
    "about_carrier",
    "bound",
    "current",
    "endorsed",
    "extensions",
    "generation",
    "images",
    "linked",
    "members",
    "published",
    "signature",
]

_PUBLISHED = ("hosted.published",)
_BADGE = frozenset({Kind.ASSERTION})
_PARTS = frozenset({Kind.BADGE_CLASS, Kind.ISSUER, Kind.REVOCATION_LIST, Kind.CRYPTOGRAPHIC_KEY})


def _chain(context: Context) -> Chain:
    chain = context.chain
    assert chain is not None, "gathered before the checks run"
    return chain


@check("hosted.published", spec="OB 2.0 HostedBadge; OB 1.1 and 1.0 verify.url; OB 0.5", kinds=OLDER)
def published(context: Context) -> Decision:
    """The badge is published at its own address, and what is judged is what is published there."""
    chain = _chain(context)
    if chain.unpublished is not None:
        return of(chain.unpublished, *chain.published_notes)
    if not chain.hosted:
        return not_applicable("hosted.signed_instead")
    return _with_remarks("hosted.published", chain.published_notes, url=chain.address)


@check("hosted.linked", needs=_PUBLISHED, spec="OB 2.0 Assertion.badge, BadgeClass.issuer", kinds=OLDER)
def linked(context: Context) -> Decision:
    """BadgeClass and issuer are there, as their own addresses publish them."""
    chain = _chain(context)
    if chain.revoked is not None:
        return not_applicable("status.nothing_more")
    if chain.unlinked is not None:
        return of(chain.unlinked, *chain.linked_notes)
    if chain.issuer is None:
        return inconclusive("hosted.not_established")
    return _with_remarks("hosted.linked", chain.linked_notes, issuer=chain.issuer_id)


@check("structure.generation", needs=_PUBLISHED, spec="OB 2.0 section History; OB 0.5, 1.0, 1.1", kinds=OLDER)
def generation(context: Context) -> Decision:
    """Says for which version of Open Badges the documents were written, and what was read differently."""
    chain = _chain(context)
    steps = tuple(Finding.of(step) for step in chain.steps)
    return passed(
        "structure.upgraded" if steps else "structure.as_written", *steps, generation=chain.generation
    )


@check("structure.members", needs=_PUBLISHED, spec="OB 2.0 Data Model; OB 1.1, 1.0 and 0.5", kinds=OLDER)
def members(context: Context) -> Decision:
    """Every required member is there, in assertion, BadgeClass and issuer, with the type of its version."""
    chain = _chain(context)
    if chain.unpublished is not None:
        return inconclusive("hosted.not_established")
    return _members(context, chain.issues, chain.notes)


@check("structure.members", spec="OB 2.0 Data Model; OB 1.1, 1.0 and 0.5", kinds=_PARTS)
def part_members(context: Context) -> Decision:
    """Every required member of this part of a badge is there, with the type of its version."""
    return _members(context, context.read.issues, context.read.notes)


def _members(context: Context, issues: tuple[Problem, ...], notes: tuple[Problem, ...]) -> Decision:
    if issues:
        return worst(issues)
    return _with_remarks("structure.complete", notes, kind=context.document.kind.value)


@check("structure.images", needs=_PUBLISHED, spec="OB 2.0 BadgeClass.image, Image", kinds=_BADGE)
def images(context: Context) -> Decision:
    """The picture of the badge is there, and pictures inside documents are PNG or SVG."""
    from badgekit.models.ob2.data_uri import image_problems

    chain = _chain(context)
    problems: list[Problem] = []
    for claims in (chain.claims, chain.badge, chain.issuer):
        if claims is not None:
            problems.extend(image_problems(claims))  # type: ignore[arg-type]
    if problems:
        return worst(tuple(problems))
    if chain.picture is not None:
        return of(chain.picture)
    return _with_remarks("structure.images", chain.picture_notes)


@check("structure.extensions", needs=_PUBLISHED, spec="OB 2.0 Extensions", kinds=OLDER)
def extensions(context: Context) -> Decision:
    """Extensions that badgekit knows satisfy their schemas; unknown ones are named."""
    from badgekit.extensions import evaluate

    wrong: list[Problem] = []
    remarks: list[Problem] = []
    count = 0
    for place, value in _chain(context).sources.items():
        for result in evaluate(value):
            count += 1
            (wrong if result.known else remarks).extend(_below(place, result.problems))
    if wrong:
        return worst(tuple(wrong))
    if not count:
        return not_applicable("extension.none")
    return _with_remarks("extension.satisfied", remarks, count=count)


def _below(place: str, problems: Iterable[Problem]) -> list[Problem]:
    return [type(one)(one.code, place + one.path.removeprefix("$"), **one.params) for one in problems]


@check(
    "proof.integrity", needs=("hosted.linked",), spec="OB 2.0 SignedBadge; RFC 7515 section 5.2", kinds=OLDER
)
def signature(context: Context) -> Decision:
    """A signed badge verifies with a key that the issuer's own profile lists; nothing signs a hosted one."""
    chain = _chain(context)
    jwt = context.document.jwt
    if jwt is None:
        return not_applicable("hosted.nothing_signed")
    if chain.key is None:
        return inconclusive("proof.nothing_verified")
    if isinstance(chain.key, Problem):
        return of(chain.key)
    return _with_remarks(
        "proof.verified",
        (*jwt.jws.warnings, *chain.key.notes),
        suite=f"JWS {jwt.jws.alg}",
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

    chain = _chain(context)
    issuer = chain.issuer
    if chain.revoked is not None:
        return not_applicable("status.nothing_more")
    if issuer is None or chain.unpublished is not None or chain.unlinked is not None:
        return inconclusive("hosted.not_established")
    if chain.hosted:
        problem = _outside(context, chain) or chain.unknown_words
        if problem is not None:
            return of(problem)
    if chain.signed and (chain.key is None or isinstance(chain.key, Problem)):
        return inconclusive("proof.nothing_verified")
    identifier = (
        issuer.id if issuer.id and addresses.same_place(issuer.id, chain.issuer_id) else chain.issuer_id
    )
    trusted = context.policy.trusted_issuers
    method = chain.address if chain.key is None or isinstance(chain.key, Problem) else chain.key.id
    context.issuer = IssuerIdentity(
        identifier,
        "pinned" if trusted is not None and identifier in trusted else "did-or-https-bound",
        method,
        addresses.host_of(chain.issuer_id) or chain.issuer_id,
    )
    code = "issuer.signed_by_listed_key" if chain.signed else "issuer.hosts_badge"
    return passed(code, issuer=identifier, domain=context.issuer.domain)


def _outside(context: Context, chain: Chain) -> Problem | None:
    from badgekit.gathering import scope

    issuer = chain.issuer
    assert issuer is not None
    if chain.generation == "0.5":
        return scope.judge_origin(chain.address, chain.issuer_id)
    problem = scope.judge_hosting(chain.address, chain.issuer_id, issuer)
    if problem is None and context.document.kind is Kind.ASSERTION:
        problem = scope.judge_badge_class(chain.badge_id, chain.issuer_id, issuer)
    return problem


@check(
    "status.current",
    needs=("hosted.published", "proof.integrity"),
    spec="OB 2.0 Assertion.revoked, RevocationList; OB 1.x HTTP 410, revocationList",
    kinds=OLDER,
)
def current(context: Context) -> Decision:
    """It is not revoked: by its own address, and by the issuer's revocation list where it is signed."""
    chain = _chain(context)
    standing = chain.standing
    if standing is not None and standing.problem is not None:
        return of(standing.problem)
    if chain.unpublished is not None:
        return inconclusive("hosted.not_established")
    if not chain.signed:
        return passed("status.still_published", url=chain.address)
    if standing is None:
        return inconclusive("proof.nothing_verified")
    if not standing.source:
        return passed("status.no_list", issuer=chain.issuer_id)
    return _with_remarks("status.not_listed", standing.notes, url=standing.source)


@check(
    "endorsement.subject",
    needs=_PUBLISHED,
    spec="OB 2.0 Endorsement, claim",
    kinds=frozenset({Kind.ENDORSEMENT_2}),
)
def about_carrier(context: Context) -> Decision:
    """The endorsement is about what it was attached to."""
    from badgekit.gathering import addresses

    claim = getattr(_chain(context).claims, "claim", None)
    endorsed = claim.id if claim is not None else None
    if not context.carrier:
        return not_applicable("endorsement.stands_alone", subject=endorsed or "")
    if endorsed is None:
        return inconclusive("hosted.not_established")
    if not addresses.same_place(endorsed, context.carrier):
        return failed("endorsement.about_other", path="$.claim.id", subject=endorsed, carrier=context.carrier)
    return passed("endorsement.about_carrier", carrier=context.carrier)


@check(
    "endorsement.evaluated",
    needs=_PUBLISHED,
    spec="OB 2.0 Endorsement",
    kinds=_BADGE,
    required=False,
)
def endorsed(context: Context) -> Decision:
    """Endorsements are judged each on its own; none of them makes the badge truer or less true."""
    if not context.children:
        return not_applicable("endorsement.none")
    good = sum(child.verdict is Verdict.VERIFIED for child in context.children)
    count = len(context.children)
    if good == count:
        return passed("endorsement.all_verified", count=count)
    return warning("endorsement.not_all_verified", good=good, count=count)


def _with_remarks(code: str, remarks: Iterable[Problem], **params: object) -> Decision:
    findings = tuple(Finding.of(remark) for remark in remarks)
    return (warning if findings else passed)(code, *findings, **params)


BEFORE_PROOF: tuple[Check, ...] = (
    published,
    linked,
    generation,
    members,
    part_members,
    extensions,
    images,
    signature,
    bound,
)
AFTER_VALIDITY: tuple[Check, ...] = (current,)
AT_THE_END: tuple[Check, ...] = (about_carrier, endorsed)
