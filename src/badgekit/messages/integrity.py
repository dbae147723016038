"""Sentences for the codes of embedded proofs and of what a signature covers."""

from __future__ import annotations

from badgekit.messages.model import Message

MESSAGES: tuple[Message, ...] = (
    Message("proof.verified", "The signature is good ({suite}, key {method}): nothing signed was changed."),
    Message(
        "proof.invalid",
        "The signature does not fit the content: something was changed, or another key signed it.",
        "Ask the candidate for the original file from the issuer.",
    ),
    Message(
        "proof.missing", "There is no signature.", "Ask the candidate for the original file from the issuer."
    ),
    Message("proof.too_many", "There are {count} proofs; at most {limit} are looked at."),
    Message(
        "proof.too_many_chained", "More than {limit} proofs build on others; no more than that are looked at."
    ),
    Message("proof.malformed", "The member {member} of the proof is missing or malformed."),
    Message("proof.suite_unsupported", "The signature is of the kind {suite}, which is not evaluated."),
    Message(
        "proof.own_context", "The proof brings a context of its own, which the signature does not cover."
    ),
    Message(
        "proof.by_somebody_else", "There is a signature by {controller} as well, which was not looked at."
    ),
    Message("proof.wrong_purpose", "The signature was made for the purpose {purpose}, not {expected}."),
    Message("proof.value_encoding", "The signature value is not encoded as its kind demands."),
    Message("proof.jws", "The signature is not written as its kind demands (detached JWS): {reason}."),
    Message(
        "proof.jws_algorithm",
        "The signature claims the algorithm {alg}; with a {kind} key a {suite} has another one.",
    ),
    Message(
        "proof.context_added",
        "There are other contexts than were signed, so what words mean is not only the issuer's word.",
        "Ask the candidate for the original file from the issuer.",
    ),
    Message(
        "proof.base",
        "This is the issuer's base proof, from which a holder derives a proof to show; it is not for others.",
        "Ask the candidate to share the badge from the wallet, instead of the file that the issuer gave out.",
    ),
    Message(
        "proof.extra_missing",
        "Signatures of the kind {suite} are evaluated where the extra badgekit[{extra}] is installed.",
        "Install it: pip install 'badgekit[bbs]'.",
    ),
    Message(
        "proof.feature_unsupported",
        "The proof is bound to a secret of its holder or to a pseudonym, which is not evaluated.",
    ),
    Message(
        "proof.too_many_statements", "The proof is about {count} statements; at most {limit} are looked at."
    ),
    Message(
        "proof.too_much_signed",
        "The proofs are about more single statements in all than the {limit} that are looked at.",
    ),
    Message(
        "proof.own_not_evaluated",
        "The signature of {signer} could not be evaluated; others made those that verify.",
    ),
    Message("proof.value_component", "The part {component} of the signature value is malformed."),
    Message("proof.key_type", "A key of the kind {kind} cannot make a signature of the kind {suite}."),
    Message("proof.previous_missing", "The proof builds on another proof that is not there."),
    Message("proof.previous_loop", "The proofs build on each other in a circle."),
    Message("proof.revision", "The signature fits the contexts in these revisions: {revisions}."),
    Message("proof.nothing_verified", "No signature could be verified, so there is nothing to rely on."),
    Message("proof.covers_bytes", "The signature covers every byte of the credential."),
    Message(
        "proof.covers_tree", "The signature covers every member, each under its own name and in its place."
    ),
    Message("jwt.no_holder", "The presentation does not say who presents it, so no key can be looked for."),
    Message(
        "context.nested",
        "A part of the document brings a context of its own, so its words may not mean what they say.",
    ),
    Message("proof.wrong_domain", "The proof was made for another verifier (domain)."),
    Message(
        "proof.wrong_challenge", "The proof does not answer this verifier's challenge; it may be a replay."
    ),
    Message("proof.as_expected", "The proof names the expected domain and challenge."),
    Message(
        "proof.bound_elsewhere",
        "The proof names a domain or challenge, and the caller did not say which to expect.",
    ),
    Message("proof.nothing_expected", "No domain or challenge was expected."),
    Message("proof.key_in_force", "The key was in force."),
    Message("proof.key_revoked", "The key was revoked on {at}."),
    Message("proof.key_expired", "The key expired on {at}, before the signature was made."),
    Message(
        "proof.key_expired_since",
        "The key has expired on {at}; only the signer's own date says that the signature is older.",
    ),
    Message(
        "proof.key_revoked_since",
        "The key was revoked on {at}; only the signer's own date says that the signature is older.",
        "Ask the issuer whether badges signed before that day still hold.",
    ),
)
