"""What a holder shows of a credential, and what is hidden by that."""

from __future__ import annotations

from tests.threats.rule import Change, Rule, Threat

__all__ = ["DISCLOSURE"]

_SD = "unit/proofs/test_ecdsa_sd.py::"
_BBS = "unit/proofs/test_bbs.py::"
_REAL = "unit/portfolio/test_portfolio_real_reports.py::"
_CHECK = "unit/checks/test_check_disclosure.py::"
_PRESENTED = "unit/checks/test_check_presentation.py::"
_SCHEMA = "unit/checks/test_check_schema_status.py::"

DISCLOSURE = (
    Threat(
        "D1",
        "the issuer's base proof in place of one that is derived from it",
        (
            Rule(
                "a base proof has a code of its own and proves nothing",
                Change("proofs/derived.py", "if header in base:", "if False:"),
                (_SD + "test_each_fault_is_found", _BBS + "test_what_the_issuer_gave_out_is_not_for_others"),
            ),
        ),
    ),
    Threat(
        "D2",
        "statements that the issuer never signed among those that it did",
        (
            Rule(
                "the issuer signed the mandatory ones",
                Change(
                    "proofs/ecdsa_sd.py",
                    'if not signatures.verify("ES256", secured.key.key, value.signature, message):',
                    "if False:",
                ),
                (_SD + "test_each_fault_is_found", _SD + "test_only_p256_keys_of_the_issuer_sign"),
            ),
            Rule(
                "every other one has a signature of its own",
                Change(
                    "proofs/ecdsa_sd.py",
                    'if not signatures.verify("ES256", value.key, signature, statement.encode()):',
                    "if False:",
                ),
                (_SD + "test_each_fault_is_found", _SD + "test_not_one_value_can_be_changed"),
            ),
            Rule(
                "the key for these is one that the issuer signed",
                Change("proofs/ecdsa_sd.py", "                value.key_bytes,\n", ""),
                (_SD + "test_a_badge_that_is_shown_whole_verifies_with_a_remark",),
            ),
        ),
    ),
    Threat(
        "D3",
        "one unnamed object shown as two, so that a bad result stands apart from its number",
        (
            Rule(
                "no two objects have one label",
                Change("proofs/derived.py", "if len(set(value.values())) != len(value):", "if False:"),
                (_SD + "test_each_fault_is_found", _BBS + "test_one_unnamed_object_is_not_shown_as_two"),
            ),
            Rule(
                "every object has its label, and there are no others",
                Change("proofs/derived.py", "if seen != labels.keys():", "if False:"),
                (_SD + "test_each_component_has_its_type_and_length",),
            ),
        ),
    ),
    Threat(
        "D4",
        "a part with an issuer of its own, cut out and shown as the whole",
        (
            Rule(
                "where the issuer was not mandatory, hiring stops",
                Change("checks/disclosure.py", "if not disclosure.rooted:", "if False:"),
                (
                    _SD + "test_a_part_shown_as_the_whole_is_remarked_and_no_good_for_hiring",
                    _CHECK + "test_a_part_cut_out_of_what_was_signed_is_not_the_whole",
                ),
            ),
        ),
    ),
    Threat(
        "D5",
        "a derived badge without its status, its end or its bad result",
        (
            Rule(
                "what the policy demands must not be hidden",
                Change("checks/disclosure.py", "    if demanded:", "    if False:"),
                (
                    _SD + "test_what_may_not_be_hidden_is_for_hiring",
                    _CHECK + "test_a_policy_can_demand_that_it_was_mandatory",
                ),
            ),
            Rule(
                "nor a part of what is shown of it",
                Change(
                    "checks/disclosure.py",
                    '    if disclosure.lacks_within("$.credentialStatus"):',
                    "    if False:",
                ),
                (_CHECK + "test_a_status_that_is_shown_in_part_is_not_known",),
            ),
            Rule(
                "nor the end that the token has beside that of the credential",
                Change(
                    "checks/disclosure.py",
                    "    elif envelope is not None and envelope.expires is None:",
                    "    elif False:",
                ),
                (_CHECK + "test_a_token_has_dates_beside_those_of_the_credential_and_both_count",),
            ),
            Rule(
                "nor its start",
                Change(
                    "checks/disclosure.py",
                    "    elif envelope is not None and envelope.not_before is None:",
                    "    elif False:",
                ),
                (_CHECK + "test_a_token_has_dates_beside_those_of_the_credential_and_both_count",),
            ),
            Rule(
                "nor its status",
                Change("checks/disclosure.py", "    elif envelope is not None:\n", "    elif False:\n"),
                (_CHECK + "test_a_token_may_have_a_status_beside_that_of_the_credential",),
            ),
            Rule(
                "nor by hiding what kind of credential it is",
                Change(
                    "checks/disclosure.py",
                    "if document.kind is Kind.ACHIEVEMENT or _may_lack_a_type(disclosure):",
                    "if document.kind is Kind.ACHIEVEMENT:",
                ),
                (
                    _SD + "test_a_bad_result_is_not_hidden_by_hiding_that_it_is_a_badge",
                    _CHECK + "test_a_badge_may_lack_the_type_that_makes_it_one",
                ),
            ),
            Rule(
                "only the issuer's own signature says that nothing is missing",
                Change("checks/disclosure.py", "and proof.key.controller == issuer.id", ""),
                (_CHECK + "test_only_the_issuers_own_signature_says_that_nothing_is_missing",),
            ),
            Rule(
                "a name alone is no match when the rest may be hidden",
                Change("checks/recipient.py", "in_part = may_be_incomplete(context)", "in_part = False"),
                (_SD + "test_a_namesake_cannot_hide_whose_the_badge_is",),
            ),
            Rule(
                "whatever holds it says what may have been left out",
                Change(
                    "checks/nested.py",
                    "if shown is not None and shown.findings:",
                    "if False:",
                ),
                ("security/test_records.py::test_what_a_badge_need_not_show_is_said_of_whatever_holds_it",),
            ),
            Rule(
                "a portfolio does, too",
                Change(
                    "portfolio/standing.py",
                    "if ownership[0] is EntryStanding.CURRENT and shown is not None and shown.findings:",
                    "if False:",
                ),
                (_REAL + "test_what_decides_and_may_have_been_left_out_is_said",),
            ),
            Rule(
                "nor is it one among other badges",
                Change("portfolio/people.py", "in_part=naming.in_part", "in_part=False"),
                (_REAL + "test_an_address_that_is_not_shown_makes_no_badge_the_candidates",),
            ),
        ),
    ),
    Threat(
        "D6",
        "a badge with gaps that calls itself derived",
        (
            Rule(
                "gaps are excused by the form of a derived proof only",
                Change(
                    "proofs/disclosure.py",
                    "return headers is not None and isinstance(value, str) and value.startswith(headers)",
                    "return headers is not None",
                ),
                (_SCHEMA + "test_a_proof_that_is_not_derived_excuses_nothing",),
            ),
            Rule(
                "and not where nothing was left out",
                Change("checks/disclosure.py", "        if missing:", "        if False:"),
                (
                    _CHECK + "test_nothing_is_excused_without_a_proof_that_is_derived",
                    _BBS + "test_a_member_that_was_never_signed_is_not_excused",
                ),
            ),
        ),
    ),
    Threat(
        "D7",
        "a BBS proof that no signature is behind",
        (
            Rule(
                "the pairing ties it to the key",
                Change(
                    "proofs/bbs.py",
                    "return GT.pairing_check([proof.a_bar, proof.b_bar], [owner, -G2Point()])",
                    "return True",
                ),
                (_BBS + "test_a_made_up_signature_fails_the_pairing",),
            ),
            Rule(
                "the challenge ties it to messages and headers",
                Change("proofs/bbs.py", 'if hash_to_scalar(text, b"H2S_") != challenge:', "if False:"),
                (_BBS + "test_other_messages_do_not_verify", _BBS + "test_the_presentation_header_is_bound"),
            ),
            Rule(
                "scalars have one form",
                Change("proofs/bbs.py", "not all(0 < number < ORDER for number in numbers)", "False"),
                (_BBS + "test_scalars_have_one_form_and_are_not_zero",),
            ),
        ),
    ),
    Threat(
        "D8",
        "somebody else's credential with its recipient left out, presented as one that names nobody",
        (
            Rule(
                "whoever may have been left out is not the holder",
                Change(
                    "checks/presentation.py",
                    "        if _hides(report, RECIPIENT_NOT_SHOWN):",
                    "        if False:",
                ),
                (
                    _PRESENTED + "test_whose_credential_it_is_cannot_be_hidden_from_the_question",
                    _PRESENTED + "test_a_derived_proof_does_not_make_a_bearers_credential",
                ),
            ),
            Rule(
                "nor is whoever does not have the key that it is bound to",
                Change(
                    "checks/presentation.py",
                    "            if _is_anothers_key(report):",
                    "            if False:",
                ),
                (_PRESENTED + "test_what_is_bound_to_a_key_is_no_bearers",),
            ),
            Rule(
                "and that binding may have been left out",
                Change(
                    "checks/presentation.py",
                    "            elif _hides(report, KEY_NOT_SHOWN):",
                    "            elif False:",
                ),
                (_PRESENTED + "test_whose_key_a_credential_is_bound_to_cannot_be_hidden_from_the_question",),
            ),
        ),
    ),
    Threat(
        "D9",
        "signatures about so many single statements that checking them takes minutes",
        (
            Rule(
                "counted before one is checked",
                Change("proofs/ecdsa_sd.py", "if len(each) > limits.signed_statements:", "if False:"),
                (_SD + "test_statements_with_a_signature_each_are_counted_before_one_is_checked",),
            ),
            Rule(
                "and counted together, however many proofs and credentials there are",
                Change("jsonld/work.py", "if self.signed < 0:", "if False:"),
                (
                    _SD + "test_many_proofs_do_not_multiply_them",
                    _BBS + "test_many_proofs_do_not_multiply_the_arithmetic",
                ),
            ),
        ),
    ),
)
