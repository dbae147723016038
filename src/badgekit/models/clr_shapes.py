"""Tables of members for Comprehensive Learner Records (see `reading.read_object`)."""

from __future__ import annotations

from typing import Any

from badgekit.jsonpath import child
from badgekit.models import leaves as leaf
from badgekit.models import members as m
from badgekit.models import rules, shapes, terms
from badgekit.models.clr import Association, ClrCredential, ClrSubject, Entry
from badgekit.models.leaves import ID, SINGLE_TYPE, TYPE, image, one_of, same
from badgekit.models.reading import Issues, Shape, read_object

__all__ = ["CLR", "credential_inside"]


def _credentials(issues: Issues, value: Any, path: str, name: str) -> tuple[Entry, ...]:
    return m.several(issues, value, path, name, _credential)


def _credential(issues: Issues, value: Any, path: str, name: str) -> Entry | None:
    return credential_inside(issues, value, child(path, name))


def credential_inside(issues: Issues, value: Any, where: str) -> Entry | None:
    """Read the credential at `where`, by its kind."""
    if not isinstance(value, dict):
        issues.wrong_type(where, "an object", value)
        return None
    if not issues.enter(where):
        return None
    issues.enter_embedded()
    found: Entry | None = read_object(issues, value, where, _shape_of(value))
    issues.leave_embedded()
    issues.leave()
    return found


def _shape_of(value: dict[str, Any]) -> Shape[Any]:
    given = value.get("type")
    names = given if isinstance(given, list) else [given]
    if "AchievementCredential" in names or "OpenBadgeCredential" in names:
        return shapes.ASSERTION
    if "EndorsementCredential" in names:
        return shapes.ENDORSEMENT
    if "ClrCredential" in names:
        return CLR
    return _ENVELOPED if "EnvelopedVerifiableCredential" in names else shapes.CREDENTIAL


def _subject(issues: Issues, value: Any, path: str, name: str) -> ClrSubject | None:
    return shapes.one_subject(issues, value, path, name, _SUBJECT)


def _association_type(issues: Issues, value: Any, path: str, name: str) -> str | None:
    found = m.text(issues, value, path, name)
    if found is not None and found not in terms.ASSOCIATION_TYPES:
        issues.note("structure.unknown_term", child(path, name), name=name, value=found)
    return found


_ASSOCIATION = Shape(
    make=Association,
    members=SINGLE_TYPE | same(_association_type, "associationType") | same(m.url, "sourceId", "targetId"),
    required=("type", "associationType", "sourceId", "targetId"),
    types=one_of("Association"),
    closed=True,
)
_SUBJECT = Shape(
    make=ClrSubject,
    members=ID
    | TYPE
    | same(m.many(leaf.IDENTITY), "identifier")
    | same(m.many(shapes.ACHIEVEMENT), "achievement")
    | same(_credentials, "verifiableCredential")
    | same(m.many(_ASSOCIATION), "association"),
    required=("type", "verifiableCredential"),
    types=one_of("ClrSubject"),
    check=rules.check_named,
)
# Its id is the credential; what else it says means nothing.
_ENVELOPED = Shape(make=shapes.CREDENTIAL.make, members=ID | TYPE, required=("id", "type"))
CLR: Shape[ClrCredential] = Shape(
    make=ClrCredential,
    members=shapes.OPEN_BADGES_ENVELOPE
    | shapes.ENDORSED
    | same(image, "image")
    | same(m.boolean, "partial")
    | same(_subject, "credentialSubject"),
    required=("@context", "id", "type", "name", "issuer", "credentialSubject"),
    types=one_of("VerifiableCredential") + one_of("ClrCredential"),
    prepare=rules.prepare_learner_record,
)
