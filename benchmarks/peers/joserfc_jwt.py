"""joserfc: signature and claims set of a token, keys cached."""

from __future__ import annotations

from typing import Any

from benchmarks.case import Case, Verify


def make(case: Case) -> Verify:
    """Return the verifier of `case`."""
    from joserfc import jwt
    from joserfc.errors import BadSignatureError
    from joserfc.jwk import import_key

    keys: dict[str, Any] = {method: import_key(dict(jwk)) for method, jwk in case.keys.items()}
    algorithms = [case.suite]

    def key_of(token: Any) -> Any:
        return keys[token.headers()["kid"]]

    def verify(text: str) -> bool:
        try:
            return bool(jwt.decode(text, key_of, algorithms=algorithms).claims)
        except BadSignatureError:
            return False

    return verify
