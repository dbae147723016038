"""Open Badges before 3.0: the documents themselves, their pictures, extensions and endorsements.

What these checks judge was collected before in `Context.chain`; nothing is asked here.
"""

from __future__ import annotations

from badgekit.checks.base import (
    OLDER,
    PARTS,
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
    warning,
    with_remarks,
    worst,
)
from badgekit.documents import Kind
from badgekit.errors import Problem
from badgekit.findings import Finding
from badgekit.report import Verdict

__all__ = ["about_carrier", "endorsed", "extensions", "generation", "images", "members", "part_members"]

_PUBLISHED = ("hosted.published",)
_BADGE = frozenset({Kind.ASSERTION})


@check("structure.generation", needs=_PUBLISHED, spec="OB 2.0 section History; OB 0.5, 1.0, 1.1", kinds=OLDER)
def generation(context: Context) -> Decision:
    """Says for which version of Open Badges the documents were written, and what was read differently."""
    chain = chain_of(context)
    steps = tuple(Finding.of(step) for step in chain.steps)
    return passed(
        "structure.upgraded" if steps else "structure.as_written", *steps, generation=chain.generation
    )


@check("structure.members", needs=_PUBLISHED, spec="OB 2.0 Data Model; OB 1.1, 1.0 and 0.5", kinds=OLDER)
def members(context: Context) -> Decision:
    """Every required member is there, in assertion, BadgeClass and issuer, with the type of its version."""
    chain = chain_of(context)
    return _members(context, chain.issues, chain.notes)


@check("structure.members", spec="OB 2.0 Data Model; OB 1.1, 1.0 and 0.5", kinds=PARTS)
def part_members(context: Context) -> Decision:
    """Every required member of this part of a badge is there, with the type of its version."""
    return _members(context, context.read.issues, context.read.notes)


def _members(context: Context, issues: tuple[Problem, ...], notes: tuple[Problem, ...]) -> Decision:
    if issues:
        return worst(issues)
    return with_remarks("structure.complete", notes, kind=context.document.kind.value)


@check("structure.images", needs=_PUBLISHED, spec="OB 2.0 BadgeClass.image, Image", kinds=_BADGE)
def images(context: Context) -> Decision:
    """The picture of the badge is there, and pictures inside documents are PNG or SVG."""
    from badgekit.models.ob2.classes import Assertion, BadgeClass, Issuer
    from badgekit.models.ob2.data_uri import image_problems

    chain = chain_of(context)
    problems: list[Problem] = []
    for claims in (chain.claims, chain.badge, chain.issuer):
        if isinstance(claims, Assertion | BadgeClass | Issuer):
            problems.extend(image_problems(claims))
    if problems:
        return worst(tuple(problems))
    if chain.picture is not None:
        return of(chain.picture)
    return with_remarks("structure.images", chain.picture_notes)


@check("structure.extensions", needs=_PUBLISHED, spec="OB 2.0 Extensions", kinds=OLDER)
def extensions(context: Context) -> Decision:
    """Extensions that badgekit knows satisfy their schemas; unknown ones are named."""
    from badgekit.extensions import evaluate
    from badgekit.gathering.words import below

    wrong: list[Problem] = []
    remarks: list[Problem] = []
    count = 0
    for place, value in chain_of(context).sources.items():
        for result in evaluate(value, context.schemas, context.engine.store, context.limits):
            count += 1
            (wrong if result.known else remarks).extend(below(problem, place) for problem in result.problems)
            remarks.extend(below(note, place) for note in result.notes)
    if wrong:
        return worst(tuple(wrong))
    if not count:
        return not_applicable("extension.none")
    return with_remarks("extension.satisfied", remarks, count=count)


@check(
    "endorsement.subject",
    needs=_PUBLISHED,
    spec="OB 2.0 Endorsement, claim",
    kinds=frozenset({Kind.ENDORSEMENT_2}),
)
def about_carrier(context: Context) -> Decision:
    """The endorsement is about what it was attached to."""
    from badgekit.gathering import addresses

    claim = getattr(chain_of(context).claims, "claim", None)
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
    if context.unjudged:
        further = Finding("endorsement.too_many", params={"count": context.unjudged})
        return warning("endorsement.not_all_verified", further, good=good, count=count + context.unjudged)
    if good == count:
        return passed("endorsement.all_verified", count=count)
    return warning("endorsement.not_all_verified", good=good, count=count)


STRUCTURE: tuple[Check, ...] = (generation, members, part_members, extensions, images)
ENDORSEMENTS: tuple[Check, ...] = (about_carrier, endorsed)
