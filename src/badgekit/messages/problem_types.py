"""The problem types of W3C: code of a finding → the URL that the standards gave it (RFC 9457 ``type``).

Verifiable Credentials 2.0, Data Integrity 1.0, Controlled Identifiers 1.0 and Bitstring Status List 1.0
name few problems, each in its section on problem details or processing errors, and badgekit many. What they
have no name for has none here either, and a code that says that all is well has none.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["PROBLEM_TYPES", "problem_type"]

_VCDM = "https://www.w3.org/TR/vc-data-model#"
_SECURITY = "https://w3id.org/security#"
_STATUS = "https://www.w3.org/ns/credentials/status-list#"

# All codes of these families say the same kind of thing.
_FAMILIES: Mapping[str, str] = {
    **dict.fromkeys(("json", "cbor", "cose", "png", "svg"), f"{_VCDM}PARSING_ERROR"),
    "rdfc": f"{_SECURITY}PROOF_TRANSFORMATION_ERROR",
}
_CODES: Mapping[str, str] = {
    f"{_VCDM}PARSING_ERROR": """
        input.ambiguous input.empty input.envelope_encoding input.envelope_holds_other
        input.envelope_malformed input.jws_characters input.jws_parts input.no_badge input.not_a_badge
        input.utf16 input.wrong_type
        jwt.base64url jwt.header_member jwt.header_not_object jwt.not_compact jwt.payload_not_object
        jwt.two_credentials presentation.not_a_credential structure.not_an_object
    """,
    f"{_VCDM}CRYPTOGRAPHIC_SECURITY_ERROR": """
        digest.mismatch related.context_differs jwt.alg_key_mismatch jwt.alg_not_allowed jwt.signature_invalid
        jwt.claim_mismatch binding.signature_invalid binding.other_token
    """,
    f"{_VCDM}MALFORMED_VALUE_ERROR": """
        related.no_digest related.twice
        context.badge_context_missing context.base_missing context.nested context.record_context_missing
        date.malformed digest.malformed input.envelope_context issuer.missing jsonld.invalid_context
        jsonld.not_compact_form jsonld.term_alias jsonld.term_redefined jwt.claim_date jwt.claim_forbidden
        jwt.claim_type jwt.typ_not_allowed jwt.cty_not_allowed nested.none
        structure.context_first structure.context_learner_record structure.context_not_a_list
        structure.context_open_badges structure.criteria_empty structure.date_of_other_model
        structure.dates_of_two_models structure.dates_reversed structure.empty structure.missing
        structure.not_a_jws structure.not_a_language_text structure.not_a_url structure.not_one_subject
        structure.null structure.subject_is_a_url structure.subject_without_claims structure.wrong_class
        structure.wrong_type
    """,
    f"{_VCDM}RANGE_ERROR": "date.out_of_range status.out_of_range",
    f"{_SECURITY}PROOF_VERIFICATION_ERROR": """
        proof.base proof.extra_missing proof.invalid proof.key_type proof.malformed proof.missing
        proof.own_context proof.previous_loop proof.previous_missing proof.signature_algorithm
        proof.signature_key_mismatch proof.suite_unsupported proof.feature_unsupported proof.value_component
        proof.own_not_evaluated proof.value_encoding proof.wrong_purpose presentation.unsigned
    """,
    f"{_SECURITY}PROOF_TRANSFORMATION_ERROR": """
        jsonld.cannot_process jsonld.not_json jsonld.processing_failed jsonld.too_complex jsonld.too_deep
        proof.too_many_statements proof.too_much_signed
    """,
    f"{_SECURITY}DATA_LOSS_DETECTION_ERROR": "jsonld.unsigned_data",
    f"{_SECURITY}INVALID_DOMAIN_ERROR": "proof.wrong_domain",
    f"{_SECURITY}INVALID_CHALLENGE_ERROR": "proof.wrong_challenge",
    f"{_SECURITY}INVALID_VERIFICATION_METHOD_URL": """
        did.syntax did.url_not_supported key.kid_syntax key.method_syntax key.no_fragment
    """,
    f"{_SECURITY}INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID": "did.id_mismatch key.id_differs",
    f"{_SECURITY}INVALID_CONTROLLED_IDENTIFIER_DOCUMENT": """
        did.document did.duplicate_method did.too_many_methods key.document_not_found key.document_not_json
        key.document_unavailable
    """,
    f"{_SECURITY}INVALID_VERIFICATION_METHOD": """
        key.base58 key.base64url key.controller_mismatch key.curve_mismatch key.jwk key.kind_mismatch
        key.length key.material key.multibase key.no_controller key.non_canonical key.not_bound_to_issuer
        key.not_in_document key.not_on_curve key.point_at_infinity key.private_material key.small_order
        key.unsupported_method_type key.unsupported_type holder.key_of_another
    """,
    f"{_SECURITY}INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD": """
        key.no_relationship_listed key.not_for_signatures key.wrong_purpose
    """,
    f"{_STATUS}STATUS_RETRIEVAL_ERROR": """
        status.address_unsupported status.gone status.list_not_secure status.unreachable
    """,
    f"{_STATUS}STATUS_VERIFICATION_ERROR": """
        status.list_expired status.list_foreign status.list_forged status.list_not_verified
        status.list_not_yet_valid status.list_unsigned status.list_wrong_type status.not_a_list
        status.purpose_mismatch status.size_differs status.bit_order
    """,
    f"{_STATUS}STATUS_LIST_LENGTH_ERROR": "status.list_too_large status.list_too_short",
    f"{_STATUS}MALFORMED_VALUE_ERROR": """
        status.bad_address status.bad_index status.bad_size status.empty status.entry_malformed
        status.entry_named_as_list status.list_encoding status.list_malformed
    """,
}
PROBLEM_TYPES: Mapping[str, str] = {code: url for url, codes in _CODES.items() for code in codes.split()}
"""Code → URL of its problem type, for the codes that have one of their own; see also `problem_type`."""


def problem_type(code: str) -> str:
    """Return the URL of the problem type of `code`; "" where the standards have none."""
    return PROBLEM_TYPES.get(code) or _FAMILIES.get(code.partition(".")[0], "")
