"""Sentences for the codes of the keys room."""

from __future__ import annotations

from badgekit.messages.model import Message

_ASK_ISSUER = "Tell the issuer; only the issuer can mend its key."
_TRY_AGAIN = "Try again later, or hand over the document yourself if you have it."
_NOT_THE_ISSUER = "Treat the badge as not issued by this issuer; ask the candidate where it comes from."

MESSAGES: tuple[Message, ...] = (
    # How a key is written down.
    Message("key.base58", "The key is not written in base58: {reason}."),
    Message("key.base64url", "The key is not written in base64url: {reason}."),
    Message("key.multibase", "The key is not written as multibase: {reason}."),
    Message("key.der", "The RSA key is not in its one DER form."),
    Message("key.non_canonical", "The {kind} key is written in a form that no correct software produces."),
    Message("key.length", "A {kind} key has {expected} bytes at this place; this one has {found}."),
    Message("key.jwk", "The key is not a JSON Web Key: {reason}."),
    Message("key.curve_mismatch", "The curve {curve} does not belong to the key type {kty}."),
    Message("key.kind_mismatch", "A verification method of the type {type} cannot hold a {kind} key."),
    Message("key.material", "The verification method does not hold exactly one readable key: {reason}."),
    # Keys that nobody may rely on.
    Message(
        "key.small_order",
        "The Ed25519 key is one of a few special values for which anyone can make a signature.",
        "No real issuer has such a key; treat the badge as forged.",
    ),
    Message(
        "key.point_at_infinity",
        "The {kind} key is the point at infinity, for which anyone can make a signature.",
        "No real issuer has such a key; treat the badge as forged.",
    ),
    Message("key.not_on_curve", "The key is not a point of the curve {kind}.", _ASK_ISSUER),
    Message(
        "key.rsa_too_small",
        "The RSA key has {bits} bits; below {limit} bits it can be broken.",
        "Ask the issuer to sign again with a longer key.",
    ),
    Message("key.rsa_too_large", "The RSA key has more than {limit} bits."),
    Message("key.rsa_modulus", "The RSA modulus is not a possible one.", _ASK_ISSUER),
    Message(
        "key.rsa_predictable",
        "The RSA key comes from a faulty generator (CVE-2017-15361), so others can work out its secret.",
        "Ask the issuer to sign again with another key.",
    ),
    Message(
        "key.rsa_exponent",
        "The RSA exponent {exponent} is not safe; it must be odd, at least 65537 and below 2^32.",
        "Ask the issuer to sign again with another key.",
    ),
    Message(
        "key.private_material",
        "The published key contains its secret part ({member}), so anyone can sign with it.",
        _ASK_ISSUER,
    ),
    Message(
        "key.symmetric",
        "The published key is a shared secret, so anyone who reads it can sign with it.",
        _ASK_ISSUER,
    ),
    # Keys for something else.
    Message("key.not_for_signatures", "The key is not for checking signatures: {reason}."),
    Message(
        "key.algorithm_conflict", "The key is meant for {algorithm}, which a {kind} key cannot be used with."
    ),
    Message("key.unsupported_type", "The key is of the kind {kind}, which badgekit does not verify with."),
    Message(
        "key.unsupported_method_type",
        "The verification method is of the type {type}, which badgekit does not read.",
    ),
    # Whose key it is.
    Message(
        "key.not_bound_to_issuer",
        "The key that signed is not a key of {issuer}; somebody else made this signature.",
        _NOT_THE_ISSUER,
    ),
    Message(
        "key.issuer_unreachable",
        "What {issuer} says about its keys could not be had, so it is open whose key this is ({reason}).",
        _TRY_AGAIN,
    ),
    Message("key.not_in_document", "{controller} does not have the key {method} now."),
    Message("key.wrong_purpose", "The issuer does not use the key {method} for this purpose ({purpose})."),
    Message(
        "key.controller_mismatch", "The key is published by {controller} but says that it belongs to {found}."
    ),
    Message("key.header_conflict", "The token carries another key than the one it names ({kid})."),
    Message("key.ambiguous", "{issuer} has several keys named {kid}."),
    Message(
        "key.not_named", "The token does not say which key of {issuer} signed it, and there are several."
    ),
    # How keys are named.
    Message("key.method_syntax", "The name of the key is not an identifier: {method}."),
    Message("key.no_fragment", "{method} names a whole document and no key in it."),
    Message("key.kid_syntax", "The key id of the token (kid) is not usable: {kid}."),
    Message("key.issuer_syntax", "The identifier of the issuer is not usable: {issuer}."),
    Message(
        "key.scheme_unsupported",
        "Keys cannot be looked up at identifiers that start with {scheme}.",
        "Hand over the issuer's key document yourself if you have it from the issuer.",
    ),
    # Documents with keys.
    Message("key.document_not_found", "{url} does not exist (status {status}).", _TRY_AGAIN),
    Message("key.document_unavailable", "{url} could not be read (status {status}).", _TRY_AGAIN),
    Message(
        "key.document_not_json", "{url} is not a document with keys but something else, such as a web page."
    ),
    Message(
        "key.redirected", "{url} sends to another host ({final_url}), which cannot speak for the issuer."
    ),
    Message("key.not_a_key_set", "The answer is neither a JSON Web Key nor a set of them."),
    Message("key.too_many_keys", "The key set holds more than {limit} keys."),
    # Tolerated.
    Message(
        "key.bare_did", "The signature names {did} and not the key in it; there is only one it can mean."
    ),
    Message("key.no_kid", "The token does not name its key; {issuer} has only one."),
    Message("key.unknown_name", "The token calls its key {kid}, a name that {issuer} does not have."),
    Message("key.no_controller", "The key {method} does not say to whom it belongs; its document does."),
    Message(
        "key.no_relationship_listed",
        "The profile of {controller} does not say what its keys are for; they are taken to be for badges.",
    ),
    Message(
        "key.relationship_lists_document",
        "{controller} lists itself and not its keys for {purpose}; all of its keys are taken to be meant.",
    ),
    Message(
        "key.jwks_without_issuer",
        "The key set at {url} does not say for which issuer on this host the key is.",
    ),
    # DIDs.
    Message("did.syntax", "This is not a DID: {did}."),
    Message("did.url_not_supported", "The DID URL {did} has a path or a query, which names no key."),
    Message(
        "did.method_unsupported",
        "Identifiers of the kind did:{method} cannot be looked up.",
        "Hand over the issuer's DID document yourself if you have it from the issuer.",
    ),
    Message("did.unresolved", "{did} could not be resolved: {reason}.", _TRY_AGAIN),
    Message("did.web_host", "{did} does not name a host ({host})."),
    Message("did.web_not_public", "{did} names the host {host}, which is not one of the public internet."),
    Message("did.web_path", "{did} has a path that does not name one place ({segment})."),
    Message("did.document", "The key document of {controller} cannot be used: {reason}."),
    Message("did.id_mismatch", "The document at the place of {controller} is about {found}."),
    Message("did.duplicate_method", "The key document defines {method} twice, differently."),
    Message("did.too_many_methods", "The key document lists more than {limit} keys."),
)
