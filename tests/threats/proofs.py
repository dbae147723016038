"""Proofs: sets and chains of them, dates, purposes, and who made them."""

from __future__ import annotations

from tests.threats.rule import Change, Rule, Threat

__all__ = ["PROOFS"]

_BINDING = "unit/keys/test_keys_jwt_binding.py::"
_PROOF = "unit/checks/test_check_proof.py::"
_FOREIGN = "security/test_foreign_signatures.py::"
_SD = "unit/proofs/test_ecdsa_sd.py::"

PROOFS = (
    Threat(
        "P1",
        "no proof, null, an empty list: nothing to fail",
        (
            Rule(
                "an unsigned credential is REJECTED",
                Change(
                    "checks/proof.py",
                    '    return failed("proof.missing")',
                    '    return passed("proof.missing")',
                ),
                (_PROOF + "test_no_proof_at_all", _PROOF + "test_an_empty_proof_is_no_proof"),
                (
                    Change(
                        "proofs/data_integrity.py",
                        '    if given in (None, []):\n        raise Malformed("proof.missing", "$.proof")',
                        "    if given in (None, []):\n        return ()",
                    ),
                ),
            ),
        ),
    ),
    Threat(
        "P2",
        "a good signature by the attacker's key, the victim as issuer",
        (
            Rule(
                "the key's controller is the issuer",
                Change(
                    "checks/issuer.py",
                    "own = [key for key in keys if key.controller == issuer_id]",
                    "own = keys",
                ),
                ("unit/checks/test_check_issuer.py::test_a_good_signature_of_another_issuer_is_rejected",),
                (
                    Change(
                        "proofs/data_integrity.py",
                        "if issuer is not None and signer != issuer and not signer.startswith(_SELF_CONTAINED):",
                        "if False:",
                    ),
                ),
            ),
        ),
    ),
    Threat(
        "P3",
        "the attacker's document claims the victim's identifier, or lists a key in its name",
        (
            Rule(
                "a document is about the identifier that was asked for",
                Change("keys/controller.py", 'if document.get("id") != identifier:', "if False:"),
                ("unit/keys/test_keys_controller.py::test_the_document_must_be_about_the_identifier",),
            ),
            Rule(
                "the method agrees on its controller",
                Change("keys/controller.py", "elif controller != self.id:", "elif False:"),
                ("unit/keys/test_keys_controller.py::test_the_method_must_agree_on_its_controller",),
            ),
            Rule(
                "nobody defines keys of others",
                Change(
                    "keys/controller.py",
                    'if method is None or not method_id.startswith(self.id + "#"):',
                    "if method is None:",
                ),
                ("unit/keys/test_keys_controller.py::test_a_document_cannot_define_keys_of_others",),
            ),
        ),
    ),
    Threat(
        "P4",
        "a verification method that is embedded, or named in a way that fits several",
        (
            Rule(
                "the name of a method is a text",
                Change(
                    "proofs/proof_shape.py", "if not isinstance(method, str) or not method:", "if not method:"
                ),
                (_PROOF + "test_a_malformed_proof_is_refused",),
            ),
        ),
    ),
    Threat(
        "P5",
        "a proof made for signing in",
        (
            Rule(
                "the purpose is that of a credential",
                Change("proofs/proof_shape.py", 'if proof.get("proofPurpose") != purpose:', "if False:"),
                (_PROOF + "test_a_malformed_proof_is_refused",),
            ),
        ),
    ),
    Threat(
        "P6",
        "an expired proof, one from the future, a key that was revoked or has run out",
        (
            Rule(
                "the proof has a window of its own",
                Change(
                    "checks/validity.py",
                    'dates.extend(\n        (proof.expires, f"{proof.path}.expires")',
                    '_ = list(\n        (proof.expires, f"{proof.path}.expires")',
                ),
                ("unit/checks/test_check_validity.py::test_the_proof_has_a_window_of_its_own",),
            ),
            Rule(
                "a key counts while it is in force",
                Change(
                    "checks/proof.py",
                    "        for end, codes in ((key.revoked, _REVOKED), (key.expires, _EXPIRED))",
                    "        for end, codes in ()",
                ),
                (_PROOF + "test_a_revoked_or_expired_key",),
            ),
            Rule(
                "a key that is revoked is so under every name",
                Change("keys/resolver.py", "known = restricted(named, controller, purpose)", "known = named"),
                (_PROOF + "test_a_key_that_is_revoked_under_one_name_is_revoked_under_every_name",),
            ),
            Rule(
                "what a set says of the end of its keys counts",
                Change("keys/jwt_binding.py", "revoked=min(revoked, default=None),", "revoked=None,"),
                (
                    _BINDING + "test_a_key_of_a_set_ends_when_the_set_says_so",
                    _BINDING + "test_a_key_that_a_set_calls_revoked_is_so_under_every_name",
                ),
            ),
        ),
    ),
    Threat(
        "P7",
        "one good proof beside a broken one; the attacker's good one beside the issuer's",
        (
            Rule(
                "one wrong proof spoils the set",
                Change(
                    "checks/proof.py",
                    "    if wrong:\n        return of(wrong[0], *wrong[1:])",
                    "    if wrong and len(wrong) == len(proofs):\n        return of(wrong[0], *wrong[1:])",
                ),
                (_PROOF + "test_one_bad_proof_spoils_the_set",),
                (
                    Change(
                        "checks/proof.py",
                        "    if not good or len(unsupported) != len(problems):",
                        "    if not good:",
                    ),
                ),
            ),
        ),
    ),
    Threat(
        "P8",
        "proofs that build on missing ones, or on each other in a circle",
        (
            Rule(
                "what a proof builds on is signed with it",
                Change(
                    "proofs/data_integrity.py",
                    'if "previousProof" in proof:\n            earlier',
                    "if False:\n            earlier",
                ),
                (_PROOF + "test_a_chained_proof_signs_the_proof_before_it",),
            ),
        ),
    ),
    Threat(
        "P9",
        "thousands of proofs",
        (
            Rule(
                "counted before one is looked at",
                Change("proofs/data_integrity.py", "if len(several) > limits.proofs:", "if False:"),
                (_PROOF + "test_too_many_proofs_are_not_looked_at",),
            ),
            Rule(
                "contexts inside a document that is signed as a tree are counted",
                Change(
                    "proofs/jcs_suites.py", "    if len(nodes) > limits.nested_credentials:", "    if False:"
                ),
                ("unit/proofs/test_jcs_suites.py::test_contexts_inside_are_counted",),
            ),
            Rule(
                "a context of its own says nothing that the document's does not",
                Change(
                    "proofs/rdfc_suites.py",
                    "return bool(said) and said <= known",
                    "return True",
                ),
                (
                    _PROOF + "test_a_context_of_the_proof_says_nothing_new",
                    _PROOF + "test_a_context_of_the_proof_is_compared_as_json",
                ),
            ),
            Rule(
                "a bound that is met is no answer, neither yes nor no",
                Change("proofs/rdfc_suites.py", "except LimitExceeded:", "except ZeroDivisionError:"),
                (_PROOF + "test_a_limit_met_on_the_way_to_the_right_revision_leaves_it_open",),
            ),
        ),
    ),
    Threat(
        "P10",
        "a genuine proof of something else, copied",
        (
            Rule(
                "the signature is checked over this document",
                Change(
                    "proofs/rdfc_suites.py",
                    "return covered(options, document) if signatures.verify(algorithm, key, value, message) "
                    "else None",
                    "return covered(options, document)",
                ),
                (
                    _PROOF + "test_every_mechanism_verifies_and_notices_a_change",
                    _FOREIGN + "test_no_member_of_a_proof_can_be_changed",
                ),
            ),
            Rule(
                "of a token, too",
                Change("checks/proof.py", "if not token.signed_by(key.key):", "if False:"),
                (_PROOF + "test_every_mechanism_verifies_and_notices_a_change",),
            ),
        ),
    ),
    Threat(
        "P11",
        "a proof under the name of another suite; a key of another kind",
        (
            Rule(
                "suite and key go together",
                Change("proofs/data_integrity.py", "if key.key.kind not in suite.key_kinds:", "if False:"),
                (_PROOF + "test_a_key_of_another_kind_cannot_have_made_the_signature",),
            ),
            Rule(
                "an unknown suite proves nothing",
                Change(
                    "checks/proof.py",
                    "    if not good or len(unsupported) != len(problems):",
                    "    if good and len(unsupported) != len(problems):",
                ),
                (
                    _PROOF
                    + "test_an_unknown_suite_leaves_the_answer_open_alone_and_is_a_remark_beside_a_good_one",
                ),
            ),
        ),
    ),
    Threat(
        "P12",
        "white space, look-alikes and other alphabets in `proofValue`",
        (
            Rule(
                "one alphabet, strictly",
                Change("keys/multibase.py", "    if _INVALID in digits:", "    if False:"),
                (
                    "unit/keys/test_keys_multibase.py::test_base58_refuses",
                    _PROOF + "test_a_malformed_proof_is_refused",
                ),
            ),
        ),
    ),
    Threat(
        "P13",
        "a proof made for another verifier's domain or challenge",
        (
            Rule(
                "what the caller asked for must be there",
                Change(
                    "checks/proof.py",
                    "if context.domain is not None and proof.domain != (context.domain,):",
                    "if False:",
                ),
                (_PROOF + "test_domain_and_challenge",),
            ),
            Rule(
                "also of a badge that has no place for it",
                Change(
                    "checks/hosted.py",
                    'return failed("proof.answers_nobody")',
                    'return passed("proof.answers_nobody")',
                ),
                ("unit/checks/test_check_older_standing.py::test_no_older_badge_answers_a_challenge",),
            ),
        ),
    ),
    Threat(
        "P15",
        "a holder leaves out what speaks against the badge, or changes what is shown in part",
        (
            Rule(
                "the issuer's signature over what must be shown",
                Change(
                    "proofs/ecdsa_sd.py",
                    'if not signatures.verify("ES256", secured.key.key, value.signature, message):',
                    "if False:",
                ),
                (_SD + "test_each_fault_is_found",),
            ),
            Rule(
                "and one over each statement that may be left out",
                Change(
                    "proofs/ecdsa_sd.py",
                    'if not signatures.verify("ES256", value.key, signature, statement.encode()):',
                    "if False:",
                ),
                (_SD + "test_not_one_value_can_be_changed",),
            ),
        ),
    ),
)
