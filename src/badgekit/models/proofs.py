"""The ``proof`` of a credential, read for display; what it proves is for the proof checks to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from badgekit.dates import Timestamp, parse_timestamp
from badgekit.errors import Malformed
from badgekit.models.reading import Issues
from badgekit.models.services import Proof
from badgekit.models.values import NOTHING, ReadOnly

__all__ = ["proofs"]


def proofs(issues: Issues, value: Any, path: str, name: str) -> tuple[Proof, ...]:
    """Read one proof or several; each must be an object with a ``type``."""
    where = f"{path}.{name}"
    if not isinstance(value, list):
        single = _proof(issues, value, where)
        return () if single is None else (single,)
    if not value:
        issues.issue("structure.empty", where, name=name)
    found = [_proof(issues, item, f"{where}[{index}]") for index, item in enumerate(value)]
    return tuple([proof for proof in found if proof is not None])


def _proof(issues: Issues, value: Any, path: str) -> Proof | None:
    if not isinstance(value, dict):
        issues.wrong_type(path, "an object", value)
        return None
    if "type" not in value:
        issues.issue("structure.missing", f"{path}.type", name="type")
    fields: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    for name, item in value.items():
        member = _MEMBERS.get(name)
        found = None if member is None else member[1](item)
        if member is None or found is None:
            extra[name] = item
        else:
            fields[member[0]] = found
    return Proof(**fields, extra=ReadOnly(extra) if extra else NOTHING, path=path)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _texts(value: Any) -> tuple[str, ...] | None:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return tuple(value)
    return None


def _timestamp(value: Any) -> Timestamp | None:
    try:
        return parse_timestamp(value) if isinstance(value, str) else None
    except Malformed:
        return None


_MEMBERS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "id": ("id", _text),
    "type": ("types", _texts),
    "created": ("created", _timestamp),
    "expires": ("expires", _timestamp),
    "cryptosuite": ("cryptosuite", _text),
    "challenge": ("challenge", _text),
    "domain": ("domain", _texts),
    "nonce": ("nonce", _text),
    "proofPurpose": ("proof_purpose", _text),
    "proofValue": ("proof_value", _text),
    "verificationMethod": ("verification_method", _text),
    "previousProof": ("previous_proof", _texts),
}
