"""Tokens with selective disclosure, messages of COSE, and the envelopes around them."""

from __future__ import annotations

from tests.threats.rule import Change, Rule, Threat

__all__ = ["ENVELOPES"]

_SD = "unit/proofs/test_sd_jwt.py::"
_COSE = "unit/proofs/test_cose.py::"
_HELD = "unit/checks/test_check_key_binding.py::"
_OPEN = "unit/test_envelopes.py::"
_DISCLOSURES = "proofs/disclosures.py"
_KEY = "proofs/key_binding.py"
_MESSAGE = "proofs/cose.py"
_OPENER = "envelopes.py"
_TYPES = "proofs/media_types.py"

ENVELOPES = (
    Threat(
        "J18",
        "a disclosure that the issuer did not sign, or a changed one",
        (
            Rule(
                "each disclosure is asked for by a digest",
                Change(_DISCLOSURES, "if walk.left:", "if False:"),
                (
                    _SD + "test_a_disclosure_that_the_issuer_did_not_sign_is_refused",
                    _SD + "test_a_changed_disclosure_is_refused",
                    _SD + "test_an_undisclosed_holder_of_a_disclosure_leaves_it_unsigned",
                ),
            ),
        ),
    ),
    Threat(
        "J19",
        "one disclosure for two places, or two for one",
        (
            Rule(
                "a digest stands in one place",
                Change(_DISCLOSURES, "if digest in self._met:", "if False:"),
                (_SD + "test_a_digest_stands_in_one_place",),
            ),
            Rule(
                "a disclosure is shown once",
                Change(_DISCLOSURES, "if name in self.left:", "if False:"),
                (_SD + "test_a_disclosure_is_shown_once",),
            ),
            Rule(
                "a disclosure replaces nothing",
                Change(_DISCLOSURES, "if name in found:", "if False:"),
                (_SD + "test_a_disclosure_replaces_nothing",),
            ),
            Rule(
                "members and elements have disclosures of their own kind",
                Change(_DISCLOSURES, "elif len(told) != parts:", "elif len(told) < 2:"),
                (_SD + "test_members_and_elements_are_not_confused",),
            ),
        ),
    ),
    Threat(
        "J20",
        "digests and their names where readers do not look for them",
        (
            Rule(
                "names that are kept for digests name nothing else",
                Change(
                    _DISCLOSURES,
                    'if name in (_DIGESTS, _ELEMENT) or (name == _ALGORITHM and path == "$"):',
                    "if False:",
                ),
                (_SD + "test_a_disclosure_has_no_name_that_is_kept",),
            ),
            Rule(
                "the mark of an element stands in a list",
                Change(_DISCLOSURES, "if _ELEMENT in value:", "if False:"),
                (_SD + "test_the_mark_of_an_element_stands_in_a_list",),
            ),
        ),
    ),
    Threat(
        "J21",
        "thousands of disclosures, or disclosures inside each other without end",
        (
            Rule(
                "counted before anything is cut",
                Change("proofs/sd_jwt.py", 'if token.count("~") > limits.disclosures + 1:', "if False:"),
                (_SD + "test_work_is_bounded",),
            ),
            Rule(
                "together they are as deep as one JSON text may be",
                Change(_DISCLOSURES, "if depth >= self._depth:", "if False:"),
                (_SD + "test_disclosures_inside_each_other_are_as_deep_as_json_may_be",),
            ),
        ),
    ),
    Threat(
        "J22",
        "a token with selective disclosure that was cut short",
        (
            Rule(
                "without the holder's proof the last character is a tilde",
                Change("proofs/sd_jwt.py", 'if last and last.count(".") != 2:', "if False:"),
                (_SD + "test_the_token_ends_as_it_must",),
            ),
            Rule(
                "without any tilde its digests tell it from a token of all or nothing",
                Change("envelopes.py", "    if _has_digests(parsed.payload):", "    if False:"),
                (_SD + "test_without_any_tilde_it_is_no_token_of_all_or_nothing",),
            ),
        ),
    ),
    Threat(
        "J23",
        "the token of somebody else, copied, in answer to a challenge",
        (
            Rule(
                "a challenge demands the holder's proof of its key",
                Change(
                    "checks/key_binding.py",
                    "if expected and envelope.disclosure is not None and context.document.kind is not Kind.PRESENTATION:",
                    "if False:",
                ),
                (_HELD + "test_a_question_needs_an_answer",),
            ),
            Rule(
                "made with the key that the issuer named",
                Change(
                    _KEY,
                    "if not jws.check_signature(binding.header.alg, key, binding.signature, binding.signing_input):",
                    "if False:",
                ),
                (
                    _HELD + "test_the_issuer_names_the_key_and_nobody_else",
                    _HELD + "test_what_is_wrong_with_an_answer_rejects",
                ),
            ),
            Rule(
                "about this token and what it shows",
                Change(_KEY, "if not hmac.compare_digest(named, binding.presented):", "if False:"),
                (_HELD + "test_the_answer_is_about_what_is_shown",),
            ),
            Rule(
                "for this verifier and this occasion",
                Change(
                    "checks/proof.py",
                    "claims = envelope.claims if envelope.binding is None else envelope.binding.claims",
                    'claims = {"aud": context.domain, "nonce": context.challenge}',
                ),
                (_HELD + "test_an_answer_to_another_question_is_none",),
            ),
            Rule(
                "and of the type that is made for it",
                Change(_KEY, "if binding.header.typ != _TYP:", "if False:"),
                (_HELD + "test_what_is_wrong_with_an_answer_rejects",),
            ),
            Rule(
                "nor from the future",
                Change(
                    "checks/key_binding.py", "if binding.issued_at - context.now > WALLET_AHEAD:", "if False:"
                ),
                (_HELD + "test_what_is_wrong_with_an_answer_rejects",),
            ),
        ),
    ),
    Threat(
        "J24",
        "a COSE message whose rules stand where anybody can change them",
        (
            Rule(
                "what decides how it is judged is signed",
                Change(_MESSAGE, "if label in _KNOWN and label != _KID:", "if False:"),
                (_COSE + "test_what_breaks_a_rule_is_refused_before_any_key_is_asked_for",),
            ),
            Rule(
                "no header is given twice",
                Change(_MESSAGE, "if label in protected and label in unprotected:", "if False:"),
                (_COSE + "test_what_breaks_a_rule_is_refused_before_any_key_is_asked_for",),
            ),
            Rule(
                "no extension is understood",
                Change(_MESSAGE, "if label == _CRIT:", "if False:"),
                (_COSE + "test_what_breaks_a_rule_is_refused_before_any_key_is_asked_for",),
            ),
            Rule(
                "no certificate or key from elsewhere",
                Change(_MESSAGE, "if label in _FOREIGN_KEYS:", "if False:"),
                (_COSE + "test_what_breaks_a_rule_is_refused_before_any_key_is_asked_for",),
            ),
            Rule(
                "what is signed is the structure of one signature, with header and content",
                Change(
                    _MESSAGE,
                    '["Signature1", protected_bytes, b"", content]',
                    '["Signature1", b"", b"", content]',
                ),
                (
                    _COSE + "test_each_algorithm_verifies",
                    _COSE + "test_a_message_of_another_encoder_verifies",
                ),
            ),
            Rule(
                "a key that the claims name is the holder's",
                Change(_MESSAGE, ' 8: "cnf",', ""),
                (_COSE + "test_a_key_in_the_claims_makes_the_credential_nobody_elses",),
            ),
            Rule(
                "claims of the header agree with those of the content",
                Change(_OPENER, "if parsed.payload.get(name, value) != value:", "if False:"),
                (_COSE + "test_claims_are_said_once",),
            ),
        ),
    ),
    Threat(
        "J25",
        "a token of one type that holds the document of another; a credential in a claim",
        (
            Rule(
                "a token holds what its type says",
                Change(
                    _OPENER,
                    "if (document.kind is Kind.PRESENTATION) != said.presentation and document.kind not in ENVELOPED:",
                    "if False:",
                ),
                (_OPEN + "test_a_token_holds_what_its_type_says",),
            ),
            Rule(
                "the content type fits the type",
                Change(
                    _TYPES,
                    "if found is not None and cty not in _CONTENT_TYPES[found.presentation is True]:",
                    "if False:",
                ),
                (_OPEN + "test_the_content_type_fits_the_type",),
            ),
            Rule(
                "where the token is the credential, no claim holds another",
                Change(_TYPES, "if name in payload:", "if False:"),
                (_OPEN + "test_tokens_that_are_the_credential_have_no_claim_that_holds_one",),
            ),
        ),
    ),
    Threat(
        "J26",
        "an envelope that is none, or holds something else, or another envelope",
        (
            Rule(
                "it names the context that defines it",
                Change(_OPENER, "if VC_V2 not in envelope.contexts:", "if False:"),
                (_OPEN + "test_an_envelope_names_the_context_that_defines_it",),
            ),
            Rule(
                "it holds what it is for, and no envelope",
                Change(
                    _OPENER,
                    "if document.kind in ENVELOPED or (document.kind is Kind.PRESENTATION) != presentation:",
                    "if False:",
                ),
                (_OPEN + "test_an_envelope_holds_what_it_is_for",),
                (
                    Change(
                        _OPENER,
                        "if (document.kind is Kind.PRESENTATION) != said.presentation and document.kind not in ENVELOPED:",
                        "if False:",
                    ),
                ),
            ),
            Rule(
                "no badge of before 3.0",
                Change(
                    _OPENER,
                    "    if document.is_older:\n        # VCDM 2.0",
                    "    if False:\n        # VCDM 2.0",
                ),
                (_OPEN + "test_a_badge_of_before_3_comes_in_no_envelope",),
            ),
        ),
    ),
    Threat(
        "J27",
        "base64 that two decoders read differently",
        (
            Rule(
                "one alphabet, right padding or none, in one spelling",
                Change(
                    "strictbase64.py",
                    'if not _DIGITS.fullmatch(text) or ("=" in text and len(text) != len(padded)):',
                    "if False:",
                ),
                (_COSE + "test_damaged_base64_is_refused",),
            ),
        ),
    ),
)
