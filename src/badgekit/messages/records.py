"""Sentences for credentials inside others, learner records and endorsements of Open Badges 3.0."""

from __future__ import annotations

from badgekit.messages.model import Message

_CHILDREN = "Read the reports on the credentials inside: each says for itself whether it is verified."

MESSAGES: tuple[Message, ...] = (
    Message("context.record_context_missing", "The second context is not the one of learner records."),
    Message(
        "structure.ler_rs",
        "This is a LER-RS document, a résumé that its holder puts together: its own words prove nothing.",
        _CHILDREN,
    ),
    Message(
        "structure.european_digital_credential",
        "This is a European Digital Credential; its electronic seal is not evaluated.",
        "Ask the Europass viewer of the European Union to verify it.",
    ),
    Message(
        "structure.blockcerts",
        "This is a Blockcerts certificate; its anchor in a block chain is not evaluated.",
        "Ask a Blockcerts verifier.",
    ),
    Message(
        "proof.sealed_otherwise",
        "The credential is sealed in another way than by a proof, and that is not evaluated.",
    ),
    Message(
        "proof.vouched_for",
        "Its issuer did not sign it; who signed what is around it vouches for it.",
        "Ask its issuer for the signed credential, or decide whether that signer may speak for it.",
    ),
    Message(
        "proof.left_to_record",
        "Its issuer did not sign it, and the signature of what is around it does not fix which of its "
        "parts belong together.",
        "Ask its issuer for the signed credential.",
    ),
    Message(
        "jsonld.too_many_described_twice",
        "More than {limit} things are described in several places, too many to see whether something was "
        "moved from one to another.",
    ),
    Message("nested.too_deep", "Credentials are nested in each other more than {limit} times."),
    Message(
        "nested.too_many", "There are more than {limit} credentials inside others; the rest was not judged."
    ),
    Message(
        "nested.too_many_here",
        "There are {count} credentials inside; at most {limit} are judged in one record.",
    ),
    Message("nested.none", "There is no credential inside."),
    Message(
        "nested.presentation",
        "What is inside is a presentation and no credential: it answers for whoever presented it.",
    ),
    Message(
        "nested.gaps", "{gap} That is so of a verified credential inside, and its policy puts up with it."
    ),
    Message("nested.all_verified", "All {count} credentials inside are verified."),
    Message("nested.not_verified", "{good} of {count} credentials inside are verified.", _CHILDREN),
    Message("nested.unsigned", "This credential inside is not signed by its issuer."),
    Message(
        "nested.vouched_for",
        "{count} credentials inside are not signed by their issuers: {issuer}, who signed the record, "
        "vouches for them.",
    ),
    Message(
        "nested.vouched_for_by_stranger",
        "{count} credentials inside are not signed by their issuers, and nobody said that {issuer}, who "
        "signed the record, may speak for others.",
        "If you trust that issuer with its records, name it in trusted_issuers.",
    ),
    Message("nested.same_person", "All {count} credentials inside are about the person of the record."),
    Message(
        "nested.other_person",
        "This credential inside names another person than the record.",
        "If you trust the record's issuer to know that both are one person, name it in trusted_issuers.",
    ),
    Message(
        "nested.person_unknown",
        "Nothing in this credential says that it is about the person of the record.",
        "Give the candidate, or name the record's issuer in trusted_issuers if you trust it with that.",
    ),
    Message(
        "nested.person_vouched_for",
        "Some credentials inside name the person otherwise; {issuer}, who signed the record, says it is the "
        "same.",
    ),
    Message(
        "nested.matched_weakly",
        "Some credentials inside are the candidate's only by a number that others may have as well.",
        "See whether the issuer of each is the one that gave the candidate that number.",
    ),
    Message("nested.person_likely", "This credential inside is the candidate's by such a number."),
    Message(
        "nested.nobody_to_compare", "No credential inside could be compared with the person of the record."
    ),
    Message("record.no_associations", "The record does not say how its achievements belong together."),
    Message("record.associations_sound", "All {count} associations connect achievements of the record."),
    Message("record.circle", "The associations go round in a circle: {ids}."),
    Message("record.end_missing", "The record holds no achievement {id}."),
    Message(
        "record.ends_missing",
        "The associations name achievements that the record does not hold ({count} times).",
    ),
    Message(
        "record.ends_unknown",
        "The associations name achievements that are not to be found ({count} times); they may be those of "
        "credentials that could not be read.",
    ),
    Message("record.not_one", "This is no Comprehensive Learner Record ({kind})."),
    Message("endorsement.self", "{issuer} endorses what it issued itself, or itself."),
    Message("endorsement.by_another", "The endorsement is by {issuer}, who did not issue what it endorses."),
    Message("endorsement.of_another_kind", "In the place of an endorsement is a {kind}."),
    Message("endorsement.none", "No endorsements are embedded."),
)
