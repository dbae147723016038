"""`plain`, and the JSON Schema of the credential by jsonschema, the schema read once."""

from __future__ import annotations

import json

from benchmarks.case import Case, Verify
from benchmarks.peers import plain


def make(case: Case) -> Verify:
    """Return the verifier of `case`."""
    from jsonschema import Draft201909Validator

    from badgekit.resources import json_schema_index
    from badgekit.schemas import choose

    check_signature = plain.make(case)
    url = choose("achievement", "1.1" if case.suite == "Ed25519Signature2020" else "2.0")
    entry = next(entry for entry in json_schema_index() if entry.url == url)
    validator = Draft201909Validator(entry.load())

    def verify(text: str) -> bool:
        return bool(validator.is_valid(json.loads(text))) and check_signature(text)

    return verify
