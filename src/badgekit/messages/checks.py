"""Sentences for the codes of the checks."""

from __future__ import annotations

from badgekit.messages.model import Message

MESSAGES: tuple[Message, ...] = (
    Message("verdict.verified", "Every required check passed."),
    Message("verdict.verified_with_remarks", "Every required check passed; remarks: {count}."),
    Message(
        "verdict.waived",
        "All that the policy “{policy}” demands was established; not demanded, and not established: "
        "{checks}.",
    ),
    Message(
        "verdict.issuer_waived",
        "All that the policy “{policy}” demands was established, but not who issued it, which that policy "
        "does not ask. Not established: {checks}.",
        "Use Policy.standard() to decide about a person.",
    ),
    Message("check.not_run", "Not looked at, because {need} did not pass."),
    Message(
        "check.broken",
        "This check could not be made because of a fault in badgekit ({error}).",
        "Please report it, with the file if you may.",
    ),
    Message("structure.complete", "Every member that this kind of credential ({kind}) must have is there."),
    Message(
        "structure.not_a_credential",
        "This JSON is neither an Open Badge nor a Verifiable Credential.",
        "Ask the candidate for the badge file that the issuer gave out.",
    ),
    Message(
        "structure.kind_not_judged",
        "This is a document of the kind {kind}, which is recognised but not judged to a verdict.",
    ),
    Message("structure.awarded", "The badge says that the achievement was completed."),
    Message(
        "structure.not_awarded",
        "A result in the badge says that the achievement was not completed.",
        "Read the results: a verified badge can truly say that somebody enrolled or failed.",
    ),
    Message(
        "context.base_missing", "The document does not start with the context of a W3C Verifiable Credential."
    ),
    Message("context.badge_context_missing", "The second context is not the one of Open Badges 3.0."),
    Message("context.too_many", "The document names more than {limit} contexts."),
    Message("context.known", "All {count} contexts are known and pinned."),
    Message(
        "context.inline",
        "The document brings its own definitions of terms, so its words may not mean what they say.",
        "Pin the context if you know it: badgekit.Verifier(contexts={...}).",
    ),
    Message("schema.none_declared", "The credential names no schema of its own."),
    Message(
        "schema.partly_disclosed",
        "The holder shows a part of the credential, and members that a badge must have are left out.",
    ),
    Message("schema.accepted", "The shapes of all members agree with the schema."),
    Message("issuer.missing", "The credential names no issuer."),
    Message("issuer.bound", "The signing key belongs to {issuer}, by the word of {domain}."),
    Message(
        "issuer.bound_by_document",
        "The signing key belongs to {issuer}, by a document that you or your resolver handed over.",
    ),
    Message(
        "issuer.bound_key_only",
        "The signing key is {issuer} itself; nothing says who holds that key.",
        "Ask the issuer for its identifier by another way and compare, or give trusted_issuers.",
    ),
    Message("issuer.also_signed_by", "{issuer} signed it; {other} signed it too, which proves nothing more."),
    Message(
        "issuer.url_on_other_host",
        "The issuer gives its web site on {host}, but the key is vouched for by {domain}.",
    ),
    Message(
        "issuer.no_trust_list", "No list of trusted issuers was given; the issuer's name is its own claim."
    ),
    Message("issuer.trusted", "{issuer} is on the list of trusted issuers."),
    Message("issuer.not_trusted", "{issuer} is not on the list of trusted issuers."),
    Message("validity.started", "It had become valid at the moment of verification."),
    Message("validity.not_yet_valid", "It becomes valid on {at}; the moment of verification was {now}."),
    Message("validity.no_expiry", "It does not expire."),
    Message(
        "validity.current", "It had not expired at the moment of verification; it is valid until {until}."
    ),
    Message("validity.expired", "It expired on {at}.", "Ask the candidate whether there is a renewed badge."),
    Message("recipient.not_asked", "No candidate was given, so the recipient was not compared."),
    Message("recipient.no_candidate", "The policy demands a candidate, and none was given."),
    Message(
        "recipient.none_named", "The credential does not say whose it is: whoever holds the file can show it."
    ),
    Message("recipient.matched", "The recipient is the candidate, by {by}."),
    Message("recipient.matched_weakly", "The recipient is the candidate by {by}, but the match is weak."),
    Message("recipient.weak_letter_case", "The e-mail addresses differ in upper and lower case."),
    Message("recipient.spelled_otherwise", "The two are spelled differently and are the same by {rule}."),
    Message(
        "recipient.weak_local_number",
        "The telephone number has no country, so the same digits can be somebody else's.",
    ),
    Message(
        "recipient.weak_local_identifier",
        "A school or system gave that identifier; at another one it can be somebody else's.",
        "See whether the issuer of the badge is the one that gave it.",
    ),
    Message("recipient.weak_md5", "The identifier is hashed with MD5, which can be forged."),
    Message("recipient.weak_sha1", "The identifier is hashed with SHA-1, which can be forged."),
    Message("recipient.weak_unsalted", "The identifier is hashed without salt, so it can be guessed."),
    Message("recipient.weak_name_only", "Only the name agrees; other people have that name."),
    Message(
        "recipient.namesake",
        "What agrees is a name or a local number, which others have as well, and another identifier in the "
        "badge does not fit.",
        "Ask the candidate under which address the badge was issued.",
    ),
    Message(
        "recipient.only_name_shown",
        "Only a name or a local number agrees, and what else the badge says of its recipient may have been "
        "left out.",
        "Ask the candidate to show the identifier under which the badge was issued.",
    ),
    Message(
        "recipient.mismatch", "The recipient is somebody else: none of the candidate's identifiers fits."
    ),
    Message(
        "recipient.too_many",
        "The badge names its recipient in more than {limit} ways; they are not compared.",
    ),
    Message("recipient.several", "The credential is about several people at once."),
    Message(
        "recipient.not_comparable",
        "The recipient is identified in a way that none of the candidate's identifiers can be compared with.",
        "Ask the candidate under which identifier the badge was issued.",
    ),
    Message("recipient.hash_malformed", "The hash of the recipient's identifier is malformed."),
)
