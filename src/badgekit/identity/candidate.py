"""`Candidate`: the person a badge is checked against, as the caller knows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from badgekit.errors import ConfigurationError

__all__ = ["Candidate"]

_KEYS = {
    "email": "emails", "emails": "emails", "name": "names", "names": "names",
    "id": "ids", "ids": "ids", "did": "ids", "dids": "ids", "url": "urls", "urls": "urls",
    "phone": "phones", "phones": "phones", "telephone": "phones", "telephones": "phones",
    "student_id": "student_ids", "student_ids": "student_ids",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """The person a badge is checked against: every identifier known, from outside the badge.

    Attributes:
        emails: plain e-mail addresses.
        names: full names; a match of a name alone is weak and reported so.
        ids: DIDs and other URIs that identify the person.
        urls: web addresses that identify the person, such as a profile page.
        phones: telephone numbers; with ``+`` and country, or a match is weak.
        student_ids: identifiers at a school or in a system (sourcedId, accountId, …).
    """

    emails: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    student_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for item in fields(self):
            values = getattr(self, item.name)
            # One text would be searched for a part of itself, instead of a tuple for a member.
            if not isinstance(values, tuple) or not all(isinstance(v, str) and v.strip() for v in values):
                raise ConfigurationError(f"Candidate.{item.name} must be a tuple of non-empty texts")

    @classmethod
    def of(cls, given: Candidate | Mapping[str, str | Iterable[str]]) -> Candidate:
        """Return `given` as a Candidate.

        Args:
            given: a Candidate, or a mapping such as ``{"email": ["a@x.org"], "id": "did:key:z…"}``; the keys
                are email, name, id, did, url, phone (or telephone), student_id, each in singular or plural.

        Raises:
            ConfigurationError: unknown key, a value that is no text, or no identifier at all.
        """
        if isinstance(given, Candidate):
            candidate = given
        else:
            if not isinstance(given, Mapping):
                raise ConfigurationError(
                    "candidate must be a Candidate or a mapping such as {'email': 'a@x.org'}"
                )
            collected: dict[str, list[str]] = {}
            for key, value in given.items():
                target = _KEYS.get(key) if isinstance(key, str) else None
                if target is None:
                    raise ConfigurationError(
                        f"candidate has the unknown key {key!r}; known: {', '.join(sorted(_KEYS))}"
                    )
                collected.setdefault(target, []).extend(_texts(key, value))
            candidate = cls(**{name: tuple(values) for name, values in collected.items()})
        if not any(getattr(candidate, item.name) for item in fields(candidate)):
            raise ConfigurationError(
                "candidate has no identifier; give at least one e-mail address, name or id"
            )
        return candidate


def _texts(key: str, value: object) -> list[str]:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, Iterable):
        raise ConfigurationError(f"candidate[{key!r}] must be text or a list of texts")
    texts = []
    for text in values:
        if not isinstance(text, str) or not text.strip():
            raise ConfigurationError(f"candidate[{key!r}] must hold non-empty texts")
        texts.append(text.strip())
    return texts
