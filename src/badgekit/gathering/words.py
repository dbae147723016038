"""What documents in the shape of Open Badges 2.0 say of themselves, and where two of them differ; pure."""

from __future__ import annotations

from collections.abc import Mapping

from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.gathering import addresses

__all__ = [
    "HOSTED",
    "SIGNED",
    "below",
    "differences",
    "is_revoked",
    "judge_words",
    "name_of",
    "verification_types",
]

HOSTED = frozenset({"HostedBadge", "hosted"})
SIGNED = frozenset({"SignedBadge", "signed"})


def verification_types(value: Mapping[str, object]) -> frozenset[str]:
    """Return the types in ``verification``."""
    inner = value.get("verification")
    given = inner.get("type") if isinstance(inner, Mapping) else None
    names = given if isinstance(given, list) else [given]
    return frozenset(name for name in names if isinstance(name, str))


def judge_words(value: Mapping[str, object]) -> Problem | None:
    """Return the problem of a hosted badge that says that it is verified in a way that nobody knows.

    Raises:
        Malformed: ``hosted.says_signed``: whoever holds a signed badge can write it down without signature.
    """
    words = verification_types(value)
    if is_revoked(value) or not words or words & HOSTED:
        return None
    if words & SIGNED:
        raise Malformed("hosted.says_signed", "$.verification")
    return Unsupported("hosted.unknown_verification", "$.verification.type", type=", ".join(sorted(words)))


def is_revoked(value: Mapping[str, object]) -> bool:
    """Tell whether a document calls its badge revoked."""
    # Anything but a plain "no" counts: who writes "true" as a text does not mean no.
    return value.get("revoked") not in (None, False)


def differences(one: Mapping[str, object], other: Mapping[str, object]) -> tuple[str, ...]:
    """Return the names of members that differ; an embedded part and a link to it are the same."""
    names = [name for name in (*one, *other) if name not in ("@context", "type")]
    return tuple(
        name for name in dict.fromkeys(names) if _reduced(one.get(name)) != _reduced(other.get(name))
    )


def _reduced(value: object) -> object:
    if isinstance(value, Mapping) and addresses.is_web(value.get("id")):
        return value["id"]
    return None if value == [] else value


def below(step: Problem, path: str) -> Problem:
    """Return a problem of the part at `path` as one of the whole."""
    return type(step)(step.code, path + step.path.removeprefix("$"), **step.params)


def name_of(given: object) -> str:
    """Return what an issuer is called where it has no address."""
    if isinstance(given, Mapping):
        return str(given.get("id") or "without an id")
    return str(given)
