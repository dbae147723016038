"""Sentences for the codes of tokens (JWS, JWT) and of signature arithmetic."""

from __future__ import annotations

from badgekit.messages.model import Message

_ORIGINAL = "Ask the candidate for the original file from the issuer."
_FORGED = "No correct issuer makes such a token; treat the badge as forged."

MESSAGES: tuple[Message, ...] = (
    Message("proof.signature_algorithm", "Signatures of the kind {alg} are not evaluated."),
    Message("proof.signature_key_mismatch", "A {kind} key cannot make a signature of the kind {alg}."),
    # The token as a text.
    Message("jwt.not_compact", "A signed token has three parts; this one has {segments}.", _ORIGINAL),
    Message("jwt.encrypted", "The token is encrypted; a badge is signed and not encrypted.", _ORIGINAL),
    Message("jwt.too_large", "The {part} of the token is larger than {limit}."),
    Message("jwt.base64url", "A part of the token is not written in base64url: {reason}.", _ORIGINAL),
    Message("jwt.header_not_object", "The header of the token is not a JSON object."),
    Message(
        "jwt.payload_not_object", "The content of the token is not a JSON object, so it is no credential."
    ),
    # Its header.
    Message(
        "jwt.alg_not_allowed",
        "The token claims the signature algorithm {alg}, which proves nothing.",
        _FORGED,
    ),
    Message("jwt.alg_unsupported", "The token is signed with {alg}, which badgekit does not verify."),
    Message("jwt.alg_key_mismatch", "The token claims the algorithm {alg}; the issuer's key is for {kind}."),
    Message("jwt.crit_unsupported", "The token demands an extension (crit) that badgekit does not know."),
    Message("jwt.b64_unsupported", "The token changes how its content is read (b64)."),
    Message(
        "jwt.foreign_key_header",
        "The token brings its own source of keys ({member}); only the issuer's own keys count.",
        _FORGED,
    ),
    Message("jwt.header_member", "The header member {member} is not of its kind."),
    Message("jwt.typ_not_allowed", "The token is of the type {typ}, made for another use than a badge."),
    Message("jwt.unknown_header", "The token has the header member {member}, which was ignored."),
    # Its claims.
    Message("jwt.two_credentials", "The token holds two documents, so two programs could show two badges."),
    Message("jwt.claim_type", "The claim {claim} is not of its kind."),
    Message(
        "jwt.claim_date", "A date of the token is not a number of seconds in the years 1 to 9999: {value}."
    ),
    Message(
        "jwt.claim_mismatch",
        "The token contradicts the badge inside: {claim} says {claimed}, {member} says {found}.",
        "Ask the issuer which of the two holds.",
    ),
    Message(
        "jwt.context_form_mismatch",
        "The badge stands in another place of the token than its version ({context}) has it.",
    ),
    Message(
        "jwt.claim_missing", "The token does not have the claim {claim}, which Open Badges 3.0 asks for."
    ),
    Message(
        "jwt.claim_without_member",
        "The token has the claim {claim}, and the badge has no {member} to compare.",
    ),
    Message(
        "jwt.iat_is_text", "The token gives the time of its making as text ({value}) and not as a number."
    ),
    Message(
        "jwt.expiry_differs",
        "The token expires at another moment than {member} says; the earlier one counts.",
    ),
    Message("jwt.claims_agree", "The claims of the token agree with the badge inside."),
    Message("jwt.no_token", "The credential is not a token."),
    # Its signature.
    Message(
        "jwt.signature_invalid",
        "The signature ({alg}) does not fit the content: something was changed, or another key signed it.",
        _ORIGINAL,
    ),
)
