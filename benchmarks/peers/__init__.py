"""Verifiers to compare with: one module each, with one function ``make(case)`` that returns a `Verify`.

A module imports what it compares with inside `make`, so that a missing package is one missing line in the
table. It raises `NotUsable` for what it cannot verify.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["EMBEDDED", "TOKENS"]

EMBEDDED: Mapping[str, str] = {
    "bare": "bare signature check",
    "plain": "PyLD + cryptography",
    "plain_schema": "PyLD + cryptography + jsonschema",
    "openbadgeslib_ob3": "openbadgeslib",
    "openvc_core": "openvc-core",
    "didkit_wheel": "didkit",
}
"""Module → name in the table, for credentials with an embedded proof."""

TOKENS: Mapping[str, str] = {
    "bare": "bare signature check + JSON parsing",
    "joserfc_jwt": "joserfc",
    "pyjwt": "PyJWT",
    "openbadgeslib_ob3": "openbadgeslib",
    "openvc_core": "openvc-core",
}
"""The same for compact JWS. joserfc and PyJWT check the signature and dates, nothing of the badge."""
