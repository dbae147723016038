"""Sentences for credentials packed into signed tokens and envelopes (VC-JOSE-COSE, VCDM 2.0 section 4.13)."""

from __future__ import annotations

from badgekit.messages.model import Message

_OTHER_FORM = "Ask for the badge as a PNG or SVG picture, as JSON, or as a plain JWT."

MESSAGES: tuple[Message, ...] = (
    # The object around a token.
    Message("input.envelope_malformed", "The envelope holds no credential: its id is no data: URL."),
    Message(
        "input.envelope_unsupported",
        "The envelope holds a credential as {type}, which is not evaluated.",
        _OTHER_FORM,
    ),
    Message("input.envelope_context", "The envelope does not name the context that defines envelopes."),
    Message(
        "input.envelope_encoding",
        "The data in the envelope are not written right: a COSE message is base64, a token ASCII.",
    ),
    Message("input.envelope_holds_other", "The envelope holds a {kind}, which it is not for."),
    # Files.
    Message("input.cose_base64", "The base64 text of the COSE message is damaged."),
    Message(
        "input.cose_other",
        "This is a COSE message of another kind than COSE_Sign1, which badgekit cannot judge.",
        _OTHER_FORM,
    ),
    Message(
        "input.mdoc",
        "This is an mdoc (ISO/IEC 18013-5), a credential of another format, which badgekit cannot judge.",
        _OTHER_FORM,
    ),
    # What a token says that it is.
    Message("jwt.cty_not_allowed", "The token is of the type {typ} and says that its content is {cty}."),
    Message(
        "jwt.claim_forbidden",
        "The token is of the type {typ} and has the claim {claim}, which such tokens must not have.",
    ),
    Message(
        "jwt.older_badge",
        "The token holds a {kind} of Open Badges before 3.0, which is signed as a compact JWS or not at all.",
    ),
    # COSE.
    Message("cose.not_sign1", "The bytes are no COSE message with one signature (COSE_Sign1)."),
    Message("cose.detached", "The COSE message holds no content: it is kept elsewhere."),
    Message("cose.header", "The header of the COSE message is malformed: {member}."),
    Message("cose.header_twice", "The COSE message gives the header {member} twice."),
    Message(
        "cose.unprotected",
        "The COSE message gives the header {member} outside of what is signed, where anybody can change it.",
    ),
    Message(
        "cose.crit_unsupported", "The COSE message demands an extension (crit) that badgekit does not know."
    ),
    # SD-JWT.
    Message(
        "sdjwt.ietf_credential",
        "This is a credential of another format, {type} (SD-JWT VC of the IETF), which is not evaluated.",
        _OTHER_FORM,
    ),
    Message("sdjwt.no_end", "The token with selective disclosure does not end as it must: with a tilde (~)."),
    Message("sdjwt.too_many", "The token has more than {limit} disclosures."),
    Message("sdjwt.hash", "The token does not say how the digests of its disclosures are made."),
    Message(
        "sdjwt.hash_unsupported", "The digests of the disclosures are made with {alg}, which is not known."
    ),
    Message("sdjwt.disclosure", "A disclosure of the token is malformed: {reason}."),
    Message("sdjwt.digests", "The digests of what may be disclosed are malformed."),
    Message("sdjwt.digest_twice", "The same digest or disclosure is in the token twice."),
    Message("sdjwt.reserved", "A part of the token has the name {name}, which is kept for digests."),
    Message("sdjwt.name_twice", "A disclosure gives the member {name}, which is there already."),
    Message(
        "sdjwt.unreferenced",
        "The token holds disclosures that its issuer did not sign ({count}).",
        "Treat it as forged.",
    ),
    Message(
        "sdjwt.should_be_mandatory",
        "The issuer let the holder hide this member, which is needed to judge the credential.",
    ),
    # The holder's proof of its key.
    Message("binding.not_asked", "No proof of a key of the holder is needed here."),
    Message(
        "binding.not_shown",
        "The issuer named a key of the holder; whoever handed this in did not show to have it.",
        "Ask for a presentation with a challenge of your own if you must know who hands it in.",
    ),
    Message(
        "binding.missing",
        "A challenge or domain was expected, and the token has no proof of the holder's key.",
        "Ask for a presentation that answers your challenge.",
    ),
    Message(
        "binding.by_presenter",
        "The presentation is signed with the key that the issuer named in the credential.",
    ),
    Message("binding.verified", "The holder proved to have the key that the issuer named ({alg})."),
    Message("binding.no_key", "The holder proves a key, and the issuer named none."),
    Message(
        "binding.key_unsupported", "The issuer named the holder's key by {members}, which is not looked up."
    ),
    Message("binding.typ", "The holder's proof is a token of the type {typ}, made for another use."),
    Message("binding.claim", "The holder's proof does not say {claim} as it must."),
    Message("binding.other_token", "The holder's proof is about another token or other disclosures."),
    Message(
        "binding.signature_invalid", "The holder's proof was not made with the key that the issuer named."
    ),
    Message(
        "binding.from_the_future", "The holder's proof says that it was made at {at}, which is yet to come."
    ),
    Message("binding.expired", "The holder's proof was good until {at}."),
)
