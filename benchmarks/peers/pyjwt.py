"""PyJWT: signature and dates of a token, keys cached."""

from __future__ import annotations

from benchmarks.case import Case, Verify


def make(case: Case) -> Verify:
    """Return the verifier of `case`."""
    import jwt

    keys = {method: jwt.PyJWK({**jwk, "alg": case.suite}).key for method, jwk in case.keys.items()}
    algorithms = [case.suite]

    def verify(text: str) -> bool:
        key = keys[jwt.get_unverified_header(text)["kid"]]
        try:
            return bool(jwt.decode(text, key, algorithms=algorithms, options={"verify_aud": False}))
        except jwt.InvalidSignatureError:
            return False

    return verify
