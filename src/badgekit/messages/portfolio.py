"""Sentences for badges seen together, and for what they add up to."""

from __future__ import annotations

from badgekit.messages.model import Message

MESSAGES: tuple[Message, ...] = (
    Message("portfolio.current", "It counts."),
    Message(
        "portfolio.linked",
        "It counts: its issuer says in another badge that this recipient is the candidate.",
    ),
    Message(
        "portfolio.weak_match",
        "It counts, but the recipient is the candidate by {by} only in a weak way.",
        "The entry's match names the weakness.",
    ),
    Message(
        "portfolio.gaps",
        "{gap} It counts all the same, because the policy puts up with that.",
        "Judge it by `Policy.hiring()`, which does not put up with that.",
    ),
    Message("portfolio.copy", "The same credential is there already."),
    Message(
        "portfolio.renewed", "The issuer has issued the same credential anew, and the newer one is there."
    ),
    Message("portfolio.superseded", "There is a badge for a later version of the same achievement."),
    Message("portfolio.not_verified", "{reason} So it is not verified."),
    Message(
        "portfolio.expired_since",
        "It was verified when it was looked at, but has expired on {at}.",
        "Ask the candidate whether there is a renewed badge.",
    ),
    Message("portfolio.not_yet", "It was verified, but for a later moment: it becomes valid on {at}."),
    Message("portfolio.not_awarded", "A result in it says that the achievement was not completed."),
    Message("portfolio.somebody_else", "It is somebody else's."),
    Message(
        "portfolio.namesake",
        "Only a name or a local number in it is the candidate's, and others have the same.",
    ),
    Message(
        "portfolio.shown_in_part",
        "Only a name or a local number is the candidate's, and what else it says may have been left out.",
        "Ask the candidate to show the identifier under which the badge was issued.",
    ),
    Message(
        "portfolio.name_only",
        "Only the name is the candidate's, and other people have that name.",
        "Ask the candidate under which address the badge was issued.",
    ),
    Message(
        "portfolio.not_comparable",
        "It names its recipient in a way that cannot be compared with the candidate.",
        "Ask the candidate under which identifier the badge was issued.",
    ),
    Message("portfolio.nobody", "It names nobody, so whoever holds the file can show it."),
    Message("portfolio.all_candidates", "All badges are the candidate's."),
    Message("portfolio.one_person", "All badges name the same recipient, by {by}."),
    Message(
        "portfolio.several_people",
        "No identifier is in all badges, so nothing says that they are one person's.",
        "Give a candidate with every identifier that you know.",
    ),
    Message(
        "portfolio.unexplained", "There are no badges, or some of which nothing can be established: {count}."
    ),
    Message("pathway.met", "Met by the badge {badge} of {issuer}."),
    Message("pathway.met_by_parts", "Met by its parts: {count} of {of} are there, {needed} are needed."),
    Message("pathway.parts_missing", "Parts are missing: {count} of {of} are there, {needed} are needed."),
    Message("pathway.missing", "No badge for it is there."),
    Message(
        "pathway.unexplained",
        "No badge for it counts, but there are badges of which nothing could be established: {count}.",
        "See why in their reports, and verify them again.",
    ),
    Message("pathway.not_counted", "The badge {badge} of {issuer} is for it. {reason} So it does not count."),
    Message(
        "pathway.not_established",
        "The badge {badge} of {issuer} is for it. {reason} So it cannot be said whether it counts.",
    ),
    Message(
        "pathway.other_issuer",
        "The badge {badge} is for it, but {issuer} is not among the issuers whose badges count.",
    ),
    Message(
        "pathway.not_awarded",
        "The badge {badge} of {issuer} is about the skill, but no result in it awards the skill.",
    ),
    Message("pathway.before_missing", "What comes before it is missing: {step}."),
    Message("pathway.out_of_order", "What comes before it was awarded later: {step}."),
    Message("pathway.unreadable", "The file of the requirement cannot be read."),
    Message(
        "pathway.malformed",
        "This is no requirement. {reason} It is at {at}.",
        "The JSON Schema is schemas/pathway/pathway-1.json.",
    ),
    Message("pathway.unknown_skill", "{id} is no identifier of {framework}."),
    Message("pathway.duplicate_step", "Two steps have the id {step}."),
    Message("pathway.unknown_step", "There is no step with the id {step}."),
    Message("pathway.empty_step", "The step {step} names no achievement, no skill and no parts."),
    Message("pathway.too_few_parts", "The step {step} asks for none of its parts, or for more than it has."),
    Message("pathway.cycle", "The step {step} rests on itself."),
    Message("pathway.too_many_steps", "There are too many steps; at most {limit} are judged."),
    Message("pathway.no_issuer", "The list of issuers is empty, so no badge could count."),
    Message("pathway.nothing_required", "No step is required."),
    Message("pathway.unknown_association", "{association} is no association of CLR 2.0."),
)
