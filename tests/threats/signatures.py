"""The arithmetic of signatures: keys and values that a library takes and nobody should."""

from __future__ import annotations

from tests.threats.rule import Change, Rule, Threat

__all__ = ["SIGNATURES"]

_JWK = "unit/keys/test_keys_jwk.py::"
_PUBLIC = "unit/keys/test_keys_public.py::"
_MATHS = "unit/proofs/test_signatures.py::"

SIGNATURES = (
    Threat(
        "S1",
        "ECDSA with r or s zero or the order; DER; padding",
        (
            Rule(
                "full length, 0 < r, s < n, whatever the backend says",
                Change("proofs/signatures.py", "if not (0 < r < order and 0 < s < order):", "if False:"),
                (_MATHS + "test_ranges_do_not_depend_on_the_backend",),
            ),
        ),
    ),
    Threat(
        "S2",
        "the twin of an ECDSA signature with a high s",
        (
            Rule(
                "it is good; no identity hangs on signature bytes",
                Change(
                    "proofs/signatures.py",
                    "if not (0 < r < order and 0 < s < order):",
                    "if not (0 < r < order and 0 < s <= order // 2):",
                ),
                (_MATHS + "test_the_high_s_twin_is_good_too",),
            ),
        ),
    ),
    Threat(
        "S3",
        "a point off the curve, a short coordinate, a curve or algorithm of another key type",
        (
            Rule(
                "a point of its curve",
                Change(
                    "keys/public.py",
                    'raise Malformed("key.not_on_curve", kind=curve) from None',
                    "return ec.generate_private_key(_CURVES[curve]).public_key()",
                ),
                (_PUBLIC + "test_points",),
            ),
            Rule(
                "coordinates of full length",
                Change("keys/public.py", "if len(x) != size or len(y) != size:", "if False:"),
                (_PUBLIC + "test_points",),
            ),
            Rule(
                "a curve goes with one key type",
                Change("keys/jwk.py", "if _KEY_TYPES.get(name, kty) != kty:", "if False:"),
                (_JWK + "test_curve_of_another_key_type",),
            ),
            Rule(
                "the algorithm that the publisher names, and no other",
                Change(
                    "keys/jwk.py",
                    "if not isinstance(algorithm, str) or algorithm not in _ALGORITHMS[key.kind]:",
                    "if not isinstance(algorithm, str):",
                ),
                (_JWK + "test_algorithm_must_fit_the_key",),
            ),
        ),
    ),
    Threat(
        "S4",
        "RSA of 512 bits, e = 1, e = 3 with forged padding; moduli of a faulty generator",
        (
            Rule(
                "2048 bits at least",
                Change("keys/public.py", "if n.bit_length() < RSA_LEAST_BITS:", "if False:"),
                (_PUBLIC + "test_rsa_sizes",),
            ),
            Rule(
                "e odd and at least 65537",
                Change("keys/public.py", "if e < RSA_LEAST_EXPONENT or e % 2 == 0:", "if False:"),
                (_PUBLIC + "test_rsa_exponents",),
            ),
            Rule(
                "no modulus with the mark of CVE-2017-15361",
                Change(
                    "keys/public.py",
                    "if all(rest % prime in powers for prime, powers in _ROCA_POWERS):",
                    "if False:",
                ),
                (_PUBLIC + "test_rsa_keys_of_the_faulty_generator_are_refused",),
            ),
        ),
    ),
    Threat(
        "S5",
        "RSA of 65,536 bits, an exponent of a thousand digits, a megabyte of modulus",
        (
            Rule(
                "8192 bits at most",
                Change("keys/public.py", "if 8 * len(modulus) > RSA_MOST_BITS:", "if False:"),
                (_PUBLIC + "test_rsa_sizes",),
            ),
            Rule(
                "e below 2^32",
                Change("keys/public.py", "if 8 * len(exponent) > RSA_EXPONENT_BITS:", "if False:"),
                (_PUBLIC + "test_rsa_exponents",),
            ),
            Rule(
                "text is counted before it is decoded",
                Change(
                    "keys/jwk.py",
                    'decode_base64url(_text(value, "n"), limit=_MODULUS_CHARACTERS)',
                    'decode_base64url(_text(value, "n"))',
                ),
                (_JWK + "test_rsa_numbers_have_one_spelling_and_are_capped_as_text",),
            ),
        ),
    ),
    Threat(
        "S6",
        "an Ed25519 key for which anybody can make signatures; a second spelling of a key",
        (
            Rule(
                "no point of small order",
                Change("keys/public.py", "if y in _SMALL_ORDER:", "if False:"),
                (
                    _PUBLIC + "test_every_small_order_encoding_is_refused",
                    _PUBLIC + "test_the_attack_behind_small_order",
                ),
            ),
            Rule(
                "one spelling of a key",
                Change("keys/public.py", "if y >= _FIELD:", "if False:"),
                (_PUBLIC + "test_non_canonical_y_is_refused",),
            ),
        ),
    ),
    Threat(
        "S7",
        "S + L; keys of mixed order, on which verifiers disagree",
        (
            Rule(
                "S below L, decided here",
                Change("proofs/signatures.py", ' or int.from_bytes(signature[32:], "little") >= _L', ""),
                (_MATHS + "test_s_is_checked_before_the_backend_is_asked",),
            ),
        ),
    ),
    Threat(
        "S8",
        "a did:key of another length or codec, megabytes of base58",
        (
            Rule(
                "length is counted before decoding",
                Change("keys/multibase.py", "if len(text) > limit or len(text) > _MOST_DIGITS:", "if False:"),
                ("unit/keys/test_keys_multibase.py::test_base58_refuses_long_text_unread",),
            ),
            Rule(
                "exactly 32 bytes",
                Change("keys/public.py", "if len(raw) != 32:", "if False:"),
                (_PUBLIC + "test_ed25519_length",),
            ),
        ),
    ),
    Threat(
        "S9",
        "a published key with its private part",
        (
            Rule(
                "it is burnt",
                Change("keys/jwk.py", "    for name in PRIVATE_MEMBERS:", "    for name in ():"),
                (_JWK + "test_private_members_are_refused_whatever_they_hold",),
            ),
        ),
    ),
)
