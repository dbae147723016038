"""Credentials whose verdict is another one than corpus/credentials says, with the reasons."""

from __future__ import annotations

from tests.support.corpus import moment
from tests.support.credential_facts import (
    REFERENCE_TIME,
    ambiguous_words,
    claim_contradicts,
    drops_data,
    ended,
    holder_of,
    issuer_silent,
    kept_by_another,
    no_credential,
    not_issuer,
    other_kind,
    relative_id,
    schema_says_no,
    unknown_context,
)
from tests.support.deviations import Group

from badgekit.documents import VC_V1, VC_V2

VERDICTS = (
    Group(
        "valid",
        ("INCONCLUSIVE", "structure.kind_not_judged"),
        1,
        other_kind,
        "A token whose payload is an enveloped presentation: envelopes are not opened in one another.",
    ),
    Group(
        "valid",
        ("REJECTED", "holder.key_of_another"),
        1,
        lambda facts: all(method.partition("#")[0] != holder_of(facts) for method in facts.methods),
        "A presentation that names one holder and is signed with the key of another: the signature is good, "
        "and not the holder's (VCDM 2.0 4.13, Data Integrity 2.6).",
    ),
    Group(
        "valid",
        ("REJECTED", "holder.not_subject"),
        7,
        lambda facts: not facts.subject["id"].startswith("did:key:"),
        "A presentation by a did:key of a credential about somebody else. The data model allows that; "
        "whoever copies a badge does the same, so that it is refused unless the caller waives it (ADR 12).",
    ),
    Group(
        "valid",
        ("REJECTED", "validity.not_yet_valid"),
        1,
        lambda facts: facts.payload["nbf"] > moment(REFERENCE_TIME).timestamp(),
        "A presentation that begins in the year 2054.",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "hosted.no_address"),
        2,
        lambda facts: facts.document["type"] == "Assertion",
        "An assertion of Open Badges 2.0 in a VC-JWT, hosted by its own word and published nowhere.",
    ),
    Group(
        "valid",
        ("REJECTED", "structure.wrong_type"),
        2,
        lambda facts: (
            isinstance(facts.document.get("issuanceDate"), int)
            or ("ClrCredential" in facts.types and isinstance(facts.subject["verifiableCredential"][0], str))
        ),
        "A learner record of a draft, by its contexts, with a bare token inside: CLR 2.0 ClrSubject holds "
        "objects. A date that is a number: VCDM 1.1 4.6 wants an XSD dateTime, which is text.",
    ),
    Group(
        "warning",
        ("REJECTED", "key.not_bound_to_issuer"),
        1,
        lambda facts: "ClrCredential" in facts.types,
        "Credentials inside a learner record, signed by a did:key in the name of an issuer that is a "
        "urn:uuid: see below.",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "context.inline"),
        96,
        lambda facts: any(isinstance(entry, dict) for entry in facts.contexts),
        "Definitions inside the document decide what its words mean (Data Integrity 2.4.1, 4.6: contexts "
        "must be known to the verifier). The signature is judged and passes.",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "context.not_allowed"),
        2,
        lambda facts: unknown_context(facts) or "https://schema.org" in facts.contexts,
        "Contexts that exist nowhere, or that nobody pinned: as above.",
    ),
    Group(
        "valid",
        ("REJECTED", "key.not_bound_to_issuer"),
        39,
        not_issuer,
        "Examples of specifications and tests of cryptosuites: a did:key signs in the name of an issuer "
        "that is somebody else. Data Integrity 2.6 and CID 3.3: the key's controller must be the issuer. "
        "Anybody could have made them.",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "structure.not_a_credential"),
        27,
        no_credential,
        "Capabilities, activities and profiles: signed documents that are no credentials.",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "status.list_foreign"),
        6,
        kept_by_another,
        "Somebody else than the issuer signed the status list. Bitstring Status List 1.0 leaves it to the "
        "verifier whose lists it takes; a caller who knows the keeper names it in the policy.",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "schema.unreachable"),
        3,
        lambda facts: (
            "JsonSchema" in facts.document["credentialSchema"][0]["type"]
            if isinstance(facts.document["credentialSchema"], list)
            else facts.document["credentialSchema"]["type"] == "JsonSchema"
        ),
        "The issuer names a JSON Schema by which it wants to be judged, and nobody answers for its address: "
        "indeterminate in the words of VC JSON Schema.",
    ),
    Group(
        "valid",
        ("REJECTED", "structure.subject_is_a_url"),
        5,
        lambda facts: isinstance(facts.subject, str),
        "VCDM 4.4: the value of credentialSubject is a set of objects; a bare URL makes no claim.",
    ),
    Group(
        "valid",
        ("REJECTED", "structure.context_not_a_list"),
        3,
        lambda facts: isinstance(facts.document["@context"], str),
        "VCDM 2.0 4.3: @context is an ordered set, and its examples and tests want an array.",
    ),
    Group(
        "valid",
        ("REJECTED", "structure.not_a_url"),
        10,
        relative_id,
        "VCDM 4.3 and OB 3.0: an id is a URL; relative ones name something else wherever they are read.",
    ),
    Group(
        "valid",
        ("REJECTED", "structure.missing"),
        10,
        lambda facts: (
            schema_says_no(facts)
            or "issuer" not in facts.document
            or (VC_V1 in facts.contexts and "issuanceDate" not in facts.document)
        ),
        "Members that the Open Badges data model requires are missing; the JSON Schema of 1EdTech says the "
        "same. Some are shown in part, and not by whom they were issued: VCDM 4.7 wants the issuer of every "
        "credential, and without one the key is nobody's. VCDM 1.1 4.6: one MUST have an issuanceDate.",
    ),
    Group(
        "valid",
        ("REJECTED", "schema.vocabulary"),
        2,
        schema_says_no,
        "An achievementType that is neither in the vocabulary nor an ext: term; the JSON Schema of 1EdTech "
        "says the same.",
    ),
    Group(
        "valid",
        ("REJECTED", "jwt.claim_mismatch"),
        10,
        claim_contradicts,
        "OB 3.0 8.2.4: iss MUST be issuer.id and nbf MUST be the start of validity. A leap second is not "
        "in the value space of XSD dateTime, and the token names another second.",
    ),
    Group(
        "valid",
        ("REJECTED", "jwt.claim_type"),
        5,
        lambda facts: not isinstance(facts.payload["sub"], str),
        "RFC 7519 4.1.2: sub is a string.",
    ),
    Group(
        "valid",
        ("REJECTED", "jsonld.unsigned_data"),
        3,
        drops_data,
        "Data that JSON-LD leaves out of what is signed, see above.",
    ),
    Group(
        "valid",
        ("REJECTED", "jsonld.invalid_context"),
        1,
        lambda facts: facts.contexts == [VC_V2, "https://www.w3.org/ns/activitystreams"],
        "The second context redefines terms that the first protects, which JSON-LD 1.1 makes an error "
        "(4.1.11) and VCDM 2.0 4.3 a failed verification.",
    ),
    Group(
        "valid",
        ("REJECTED", "context.base_missing"),
        2,
        lambda facts: not {VC_V1, VC_V2}.intersection(facts.contexts[:1]),
        "VCDM 4.3: the first context MUST be that of the data model; without one no version is named.",
    ),
    Group(
        "valid",
        ("REJECTED", "jwt.context_form_mismatch"),
        1,
        lambda facts: facts.contexts[0] == VC_V2 and "vc" in facts.payload,
        "1EdTech recommended practices, Verification: VCDM 2.0 with the claim vc is to be marked invalid.",
    ),
    Group(
        "valid",
        ("REJECTED", "proof.malformed"),
        2,
        lambda facts: any(isinstance(proof["verificationMethod"], dict) for proof in facts.proofs),
        "The proof brings its key along, see above.",
    ),
    Group(
        "valid",
        ("REJECTED", "validity.expired"),
        3,
        lambda facts: ended(facts) < moment(REFERENCE_TIME),
        "An example whose validUntil lies years before the clock of the corpus.",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "key.issuer_unreachable"),
        1,
        issuer_silent,
        "The key stands in the token and the issuer cannot be asked, see above.",
    ),
    Group(
        "warning",
        ("INCONCLUSIVE", "key.issuer_unreachable"),
        1,
        issuer_silent,
        "As above.",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "did.method_unsupported"),
        1,
        lambda facts: facts.issuer.startswith("did:example:") and not facts.served(facts.issuer),
        "An issuer without a document, see above.",
    ),
    Group(
        "valid",
        ("REJECTED", "context.nested"),
        1,
        lambda facts: "@context" in facts.document["verifiableCredential"]["proof"],
        "The proof of a credential inside a presentation brings a context of its own, which the signature of "
        "the presentation is made with and no JSON reader looks at (Data Integrity 2.4.1).",
    ),
    Group(
        "valid",
        ("REJECTED", "jsonld.not_compact_form"),
        3,
        ambiguous_words,
        "Contexts that give two members one meaning (name and number of a policy are both schema:Text), so "
        "that their values can be exchanged under the signature; an object in expanded form, whose members "
        "JSON readers do not find (Data Integrity 2.4.1; VCDM 2.0 4.1: compacted form).",
    ),
    Group(
        "valid",
        ("REJECTED", "date.malformed"),
        1,
        lambda facts: facts.document["issuanceDate"] == "foobar",
        "VCDM 1.1 4.6: issuanceDate is an XSD dateTime.",
    ),
    Group(
        "valid",
        ("REJECTED", "structure.null"),
        1,
        lambda facts: facts.document["issuanceDate"] is None,
        "VCDM 1.1 4.6: issuanceDate is an XSD dateTime; and null is not signed.",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "proof.feature_unsupported"),
        3,
        lambda facts: all(proof["proofValue"].startswith(("u2V0F", "u2V0J")) for proof in facts.proofs),
        "Holder binding and pseudonyms of bbs-2023, see above.",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "context.nested"),
        19,
        lambda facts: "VerifiablePresentation" in facts.types,
        "The credentials inside bring definitions of their own: as context.inline.",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "status.unreachable"),
        1,
        lambda facts: "credentialStatus" in facts.document["verifiableCredential"][0],
        "The credential inside names a status list that is archived nowhere.",
    ),
)
