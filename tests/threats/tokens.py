"""Signed tokens: what their headers and claims may say."""

from __future__ import annotations

from tests.threats.rule import Change, Rule, Threat

__all__ = ["TOKENS"]

_JWS = "unit/proofs/test_jws.py::"
_CLAIMS = "unit/proofs/test_jwt_claims.py::"
_BINDING = "unit/keys/test_keys_jwt_binding.py::"
_JWK = "unit/keys/test_keys_jwk.py::"
_MATHS = "unit/proofs/test_signatures.py::"

TOKENS = (
    Threat(
        "J1",
        "`alg` none in any spelling, empty, missing or of another type",
        (
            Rule(
                "an allow-list of exact names",
                Change(
                    "proofs/jws.py",
                    'raise Malformed("jwt.alg_not_allowed", "$.alg", alg=alg if "alg" in header else "missing")',
                    "alg = str(alg)",
                ),
                (_JWS + "test_algorithms_that_prove_nothing", _JWS + "test_algorithms_of_another_shape"),
            ),
        ),
    ),
    Threat(
        "J2",
        "`HS256` with the issuer's public key as the secret; a shared secret in a key document",
        (
            Rule(
                "shared secrets are no keys",
                Change("keys/jwk.py", 'if kty == "oct":', "if False:"),
                (_JWK + "test_shared_secrets_are_refused",),
            ),
            Rule(
                "the algorithm must go with the kind of the key",
                Change("proofs/signatures.py", "if key.kind != kind:", "if False:"),
                (_MATHS + "test_algorithm_goes_with_one_kind_of_key",),
            ),
        ),
    ),
    Threat(
        "J3",
        "the attacker's own key in the `jwk` header",
        (
            Rule(
                "it must be the very key that the issuer publishes",
                Change(
                    "keys/jwt_binding.py",
                    'return search.by_material(header_key) or search.nothing("the key in the header")',
                    "return search.by_material(header_key) or search.only_key()",
                ),
                (_BINDING + "test_header_key", _BINDING + "test_foreign_header_key_of_an_https_issuer"),
            ),
            Rule(
                "also where the issuer's identifier is its key",
                Change(
                    "keys/jwt_binding.py",
                    """    if header_key is not None and header_key != found.key:
        raise Malformed("key.not_bound_to_issuer", key="the key in the header", issuer=issuer)""",
                    "",
                ),
                (_BINDING + "test_header_key_of_a_did_key_issuer",),
            ),
        ),
    ),
    Threat(
        "J4",
        "`jku`, `x5u`, `x5c`: keys from elsewhere",
        (
            Rule(
                "refused by name and never asked for",
                Change("proofs/jws.py", "    for name in _FOREIGN_KEYS:", "    for name in ():"),
                (_JWS + "test_sources_of_keys_in_the_token",),
            ),
        ),
    ),
    Threat(
        "J5",
        "`kid` of the attacker, `iss` of the victim",
        (
            Rule(
                "the identifier before the `#` must be the issuer's",
                Change(
                    "keys/jwt_binding.py",
                    'raise Malformed("key.not_bound_to_issuer", key=kid, issuer=issuer)',
                    "found = resolve_method(kid, purpose)",
                ),
                (_BINDING + "test_foreign_keys_of_a_did_key_issuer",),
            ),
            Rule(
                "an address of a key is asked only on the issuer's own host",
                Change("keys/jwt_binding.py", "if origin(url) != origin(home):", "if False:"),
                (_BINDING + "test_kid_url_of_the_attacker",),
            ),
        ),
    ),
    Threat(
        "J6",
        "the issuer's identifier, `#`, and the attacker's key as the fragment",
        (
            Rule(
                "a fragment is a name to look up and is never decoded",
                Change(
                    "keys/controller.py",
                    'raise Malformed("key.not_in_document", method=method_id, controller=self.id)',
                    'key = method_id.partition("#")[2]\n'
                    '            value = {"id": method_id, "type": "Multikey", "controller": self.id}\n'
                    '            return Method(method_id, {**value, "publicKeyMultibase": key}, "$"), ()',
                ),
                (
                    "unit/keys/test_keys_resolver.py::"
                    "test_a_key_in_the_fragment_is_looked_up_and_never_decoded",
                    "security/test_foreign_signatures.py::"
                    "test_the_fragment_is_looked_up_and_never_read_as_a_key",
                ),
            ),
        ),
    ),
    Threat(
        "J7",
        "`kid` as a path, a file URL, a query, a list, a number",
        (
            Rule(
                "a text of visible ASCII, and no place on a machine",
                Change("keys/jwt_binding.py", "        _check_kid(kid)", "        pass"),
                (_BINDING + "test_key_ids_that_are_none",),
            ),
        ),
    ),
    Threat(
        "J8",
        "a key for signing in signs a credential",
        (
            Rule(
                "the key must be listed for the purpose",
                Change(
                    "keys/controller.py",
                    "elif method_id not in self.relationships.get(purpose, ()):",
                    "elif False:",
                ),
                (
                    "unit/keys/test_keys_controller.py::test_the_method_must_be_listed_for_the_purpose",
                    "unit/checks/test_check_proof.py::test_a_key_for_signing_in_does_not_sign_badges",
                ),
            ),
        ),
    ),
    Threat(
        "J9",
        "`crit`: unknown, empty, malformed",
        (
            Rule(
                "no extension is understood",
                Change("proofs/jws.py", 'if "crit" in header:', "if False:"),
                (_JWS + "test_crit_is_never_understood",),
            ),
        ),
    ),
    Threat(
        "J10",
        "`b64`: two readers see two payloads",
        (
            Rule(
                "refused, true or false",
                Change("proofs/jws.py", 'if "b64" in header:', "if False:"),
                (_JWS + "test_b64_is_never_understood",),
            ),
        ),
    ),
    Threat(
        "J11",
        "members given twice, in header, payload or any other JSON",
        (
            Rule(
                "one name, one value",
                Change("strictjson.py", "            if name in seen:", "            if False:"),
                (
                    _JWS + "test_strict_json_in_header_and_payload",
                    "unit/test_strictjson.py::test_a_member_name_occurs_once",
                ),
            ),
        ),
    ),
    Threat(
        "J12",
        "a login, an access token or a status list as a badge",
        (
            Rule(
                "an allow-list of `typ`",
                Change(
                    "proofs/media_types.py",
                    'raise Malformed("jwt.typ_not_allowed", path, typ=typ)',
                    "return None",
                ),
                (_JWS + "test_types_of_other_tokens",),
            ),
        ),
    ),
    Threat(
        "J13",
        "dates of a token as text, truth values, lists, out of all range",
        (
            Rule(
                "numbers, and nothing that is like one",
                Change(
                    "proofs/jwt_claims.py",
                    "if isinstance(value, bool) or not isinstance(value, int | float):",
                    "if not isinstance(value, int | float):",
                ),
                (_CLAIMS + "test_dates_that_are_no_numeric_dates",),
            ),
            Rule(
                "within the years that exist",
                Change("proofs/jwt_claims.py", "if not _FIRST <= value <= _LAST:", "if False:"),
                (_CLAIMS + "test_dates_that_are_no_numeric_dates",),
            ),
        ),
    ),
    Threat(
        "J14",
        "token and credential that name different issuers, persons, ids or dates",
        (
            Rule(
                "both must agree",
                Change(
                    "proofs/jwt_claims.py",
                    "        self.problems.append(\n            Malformed(\n"
                    '                "jwt.claim_mismatch"',
                    "        self.notes.append(\n            Malformed(\n"
                    '                "jwt.claim_mismatch"',
                ),
                (_CLAIMS + "test_contradictions", _CLAIMS + "test_subjects"),
            ),
            Rule(
                "one credential in a token",
                Change(
                    "proofs/jwt_claims.py",
                    'raise Malformed("jwt.two_credentials", child("$", doubled[0]) if doubled else "$.vp")',
                    "pass",
                ),
                (_CLAIMS + "test_two_documents_in_one_token",),
            ),
        ),
    ),
    Threat(
        "J15",
        "a bogus embedded proof inside a good token",
        (
            Rule(
                "a broken second signature is a contradiction",
                Change(
                    "checks/proof.py",
                    "        if wrong:\n            return of(wrong[0])\n        if not broken",
                    "        if wrong:\n            return token\n        if not broken",
                ),
                (
                    "unit/checks/test_check_proof.py::"
                    "test_a_broken_embedded_proof_inside_a_signed_token_is_a_contradiction",
                ),
            ),
        ),
    ),
    Threat(
        "J16",
        "padding, white space, second spellings of base64, two or four parts",
        (
            Rule(
                "one canonical spelling",
                Change(
                    "keys/multibase.py",
                    "if (rest == 2 and text[-1] not in _LAST_OF_TWO) or "
                    "(rest == 3 and text[-1] not in _LAST_OF_THREE):",
                    "if False:",
                ),
                (
                    _JWS + "test_unused_bits_of_the_signature",
                    "unit/keys/test_keys_multibase.py::test_base64url_refuses",
                ),
            ),
            Rule(
                "exactly three parts",
                Change("proofs/jws.py", "    if dots != 2:", "    if dots < 2:"),
                (_JWS + "test_other_shapes",),
            ),
        ),
    ),
    Threat(
        "J17",
        "a header of megabytes, millions of dots",
        (
            Rule(
                "sizes are counted before anything is decoded",
                Change("proofs/jws.py", "if len(header_text) > HEADER_CHARACTERS:", "if False:"),
                (_JWS + "test_sizes_are_counted_before_anything_is_decoded",),
            ),
        ),
    ),
)
