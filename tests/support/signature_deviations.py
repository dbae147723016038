"""Signatures that are judged otherwise than corpus/credentials says, with the reasons."""

from __future__ import annotations

from tests.support.credential_facts import (
    drops_data,
    issuer_silent,
    no_credential,
    other_kind,
    without_method_key,
)
from tests.support.deviations import Group

# What proof.integrity, or what came before it, says of signatures that the corpus calls valid or invalid.
SIGNATURES = (
    Group(
        "valid",
        ("-", "structure.not_a_credential"),
        30,
        no_credential,
        "Capabilities, activities, issuer profiles and tokens with no credential in them: there is no "
        "issuer to ask for a key, so that the signature is not judged at all.",
    ),
    Group(
        "valid",
        ("-", "structure.kind_not_judged"),
        1,
        other_kind,
        "An enveloped presentation: recognised, not evaluated.",
    ),
    Group(
        "valid",
        ("NOT_RUN", "check.not_run"),
        2,
        lambda facts: facts.document["type"] == "Assertion",
        "An assertion of Open Badges 2.0 in a VC-JWT, hosted by its own word and published nowhere: Open "
        "Badges 2.0 knows no such token, and there is no profile that could list its key.",
    ),
    Group(
        "valid",
        ("-", "jwt.claim_type"),
        5,
        lambda facts: not isinstance(facts.payload["sub"], str),
        "RFC 7519 4.1.2: sub is a string. A list of subjects is no token of that kind.",
    ),
    Group(
        "valid",
        ("-", "jwt.two_credentials"),
        2,
        lambda facts: "@context" in facts.payload and ("vc" in facts.payload or "vp" in facts.payload),
        "VC-JOSE-COSE 3.1: vc and vp MUST NOT be present beside the credential; the token shows two "
        "documents.",
    ),
    Group(
        "valid",
        ("-", "jwt.claim_forbidden"),
        1,
        lambda facts: facts.header["typ"] == "vc+jwt" and {"vc", "vp"} <= set(facts.payload),
        "As above; the corpus calls it invalid as a whole too.",
    ),
    Group(
        "valid",
        ("-", "jwt.typ_not_allowed"),
        3,
        lambda facts: facts.header["typ"] in ("bad+typ", "Kakamimi"),
        "A type of token made for another use (RFC 8725 3.11); the corpus calls them invalid as a whole too.",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "key.issuer_unreachable"),
        4,
        lambda facts: issuer_silent(facts) or facts.payload.get("iss") != facts.issuer,
        "The key of the token must be one that the issuer publishes (OB 3.0 guide, external proof); the "
        "issuer that the credential names cannot be asked. A signature of an unknown key is not evidence.",
    ),
    Group(
        "valid",
        ("FAILED", "key.not_bound_to_issuer"),
        6,
        without_method_key,
        "The verificationMethod is the URL of a bare key without a controller document around it, and not of "
        "the issuer. CID 3.3 wants a document whose id is the URL, and the method in it under the purpose; "
        "a stranger's URL is not asked.",
    ),
    Group(
        "invalid",
        ("INCONCLUSIVE", "key.unsupported_type"),
        1,
        lambda facts: len(facts.methods[0].partition("#")[2]) != 48,
        "The key's text is damaged and decodes to a kind of key that does not exist. It is not VERIFIED.",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "did.method_unsupported"),
        3,
        lambda facts: facts.issuer.startswith("did:example:") and not facts.served(facts.issuer),
        "The credential names a did:example issuer without a document, the key is of another identifier: "
        "whose key it is cannot be established (CID 3.3).",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "did.web_not_public"),
        1,
        lambda facts: facts.methods[0].startswith("did:web:localhost"),
        "did:web of localhost: did-method-web asks for a domain name; nobody else can look it up.",
    ),
    Group(
        "valid",
        ("FAILED", "proof.malformed"),
        2,
        lambda facts: any(isinstance(proof["verificationMethod"], dict) for proof in facts.proofs),
        "The proof brings its key along. Data Integrity 2.1: verificationMethod is a string that contains "
        "a URL; a key without a controller document proves nothing about an issuer.",
    ),
    Group(
        "valid",
        ("FAILED", "jsonld.unsigned_data"),
        5,
        drops_data,
        "Members, types or ids that JSON-LD leaves out of what is signed: in one the proof's own type, which "
        "no context defines. Dropping them is an error in safe mode (Data Integrity 4.6).",
    ),
    Group(
        "valid",
        ("FAILED", "jwt.signature_invalid"),
        2,
        lambda facts: facts.payload["iss"] != facts.issuer,
        "iss and the issuer inside name two identifiers: the signature is that of iss, and the "
        "credential's issuer did not sign (OB 3.0 8.2.4: iss MUST be issuer.id).",
    ),
    Group(
        "valid",
        ("FAILED", "key.issuer_syntax"),
        1,
        lambda facts: facts.issuer == "",
        "The issuer is an empty text; the corpus calls the credential invalid as a whole too.",
    ),
    Group(
        "valid",
        ("FAILED", "key.not_in_document"),
        1,
        lambda facts: facts.header["kid"].startswith("did:jwk:") and not facts.header["kid"].endswith("#0"),
        "The one verification method of a did:jwk is #0 (did:jwk specification, 2); the corpus calls the "
        "credential invalid as a whole too.",
    ),
    Group(
        "invalid",
        ("PASSED", "proof.verified"),
        2,
        lambda facts: (
            facts.entry["raw_crypto"] == "valid" and any(isinstance(one, dict) for one in facts.contexts)
        ),
        "The bare signature is good, as the corpus says too. Definitions inside the document give words of "
        "the proof another meaning, which is for context.known to find: neither is VERIFIED.",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "context.not_allowed"),
        1,
        lambda facts: "https://schema.org" in facts.contexts,
        "The context of schema.org, which nobody can pin: what was signed cannot be worked out.",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "proof.feature_unsupported"),
        3,
        lambda facts: all(proof["proofValue"].startswith(("u2V0F", "u2V0J")) for proof in facts.proofs),
        "bbs-2023 with the optional features of holder binding and pseudonyms (vc-di-bbs 3.2.5), named and "
        "not evaluated: their drafts still move, and no second implementation confirms the vectors.",
    ),
)
