"""How claims are read: every object has a table of its members, and every complaint is collected.

A reader never stops at the first fault. It leaves out what it cannot use, says so in `Issues`, and goes on,
so that a report can list everything at once and there is always an object to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from badgekit.errors import LimitExceeded, Malformed, Problem
from badgekit.jsonpath import child
from badgekit.models.texts import language_text, text
from badgekit.models.values import ReadOnly
from badgekit.repeats import Repeats, exact

__all__ = ["Issues", "Known", "MemberReader", "Shape", "read_object"]

T = TypeVar("T")

MAX_FINDINGS = 100
"""Problems of one kind that are kept; a hostile document could have one for each of its bytes."""
MAX_OBJECTS = 20_000
"""Objects read from one document. A badge with a long transcript has some hundreds."""
MAX_DEPTH = 8
"""Profiles and endorsements inside each other."""
_ALWAYS_DISCLOSED = frozenset({"@context", "type", "issuer", "credentialSubject"})


class Issues:
    """Collects what is wrong (`issues`) and what is merely odd (`notes`) while a document is read."""

    __slots__ = ("_embedded", "depth", "extras", "issues", "known", "notes", "objects", "partial", "said")

    def __init__(self, known: Known | None = None) -> None:
        self.known = known
        """Objects that were read before; None to remember nothing."""
        self.partial = False
        """Whether the holder discloses the document in part: what is missing may have been left out."""
        self.issues: list[Problem] = []
        self.notes: list[Problem] = []
        self.objects = 0
        self.extras = 0
        """Objects with members that their specification does not define."""
        self.said = 0
        """Problems found, those that were too many to be kept included."""
        self.depth = 0
        self._embedded = 0

    def issue(self, code: str, path: str, **params: object) -> None:
        """Record that the document breaks a rule; inside an embedded credential it is only a note."""
        self._keep(Malformed(code, path, **params), self.notes if self._embedded else self.issues)

    def note(self, code: str, path: str, **params: object) -> None:
        """Record something that a reader should know and that does not make the document wrong."""
        self._keep(Malformed(code, path, **params), self.notes)

    def wrong_type(self, path: str, expected: str, value: object) -> None:
        """Record that a member has another JSON type than the specification gives it."""
        self.issue("structure.wrong_type", path, expected=expected, found=_json_type(value))

    def missing(self, path: str, name: str) -> None:
        """Record that a required member is not there, which a selective disclosure may well do."""
        excused = self.partial and name not in _ALWAYS_DISCLOSED
        (self.note if excused else self.issue)("structure.missing", child(path, name), name=name)

    def enter(self, path: str) -> bool:
        """Go one profile or endorsement deeper; False, with an issue, where that is too deep."""
        if self.depth >= MAX_DEPTH:
            self._keep(LimitExceeded("structure.too_deep", path, limit=MAX_DEPTH), self.issues)
            return False
        self.depth += 1
        return True

    def leave(self) -> None:
        """Come back from what `enter` allowed."""
        self.depth -= 1

    def enter_embedded(self) -> None:
        """Begin an embedded credential: it is judged for itself, its faults are not those of its carrier."""
        self._embedded += 1

    def leave_embedded(self) -> None:
        """End what `enter_embedded` began."""
        self._embedded -= 1

    def _keep(self, problem: Problem, kept: list[Problem]) -> None:
        self.said += 1
        if len(kept) < MAX_FINDINGS:
            kept.append(problem)
        elif len(kept) == MAX_FINDINGS:
            kept.append(LimitExceeded("structure.too_many_problems", "$", limit=MAX_FINDINGS))


Known = Repeats[tuple[Any, int]]
"""(class, path, content) → the object that was read there, and how many objects are in it."""

MemberReader = Callable[[Issues, Any, str, str], Any]
"""``(issues, value, path of the object, name of the member)`` → the value for the model.

The path of the member is put together only when there is something to say about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape(Generic[T]):
    """What there is to know for reading one class of objects.

    Attributes:
        make: the class, or what makes it of keyword arguments.
        members: member name → (attribute name, reader).
        required: names of members that must be there.
        types: groups of names; ``type`` must have one of each group.
        closed: whether the specification allows no further members.
        prepare: turns what was read into the attributes where that is more than one for one.
        check: rules that concern the whole object.
        repeats: whether the same object is likely to come in many documents.
        plain: the members whose texts need no reading → attribute name.
        needed: `required` as a set.
    """

    make: Callable[..., T]
    members: Mapping[str, tuple[str, MemberReader]]
    required: tuple[str, ...] = ()
    types: tuple[frozenset[str], ...] = ()
    closed: bool = False
    prepare: Callable[[Issues, dict[str, Any], Mapping[str, Any], str], None] | None = None
    check: Callable[[Issues, T], None] | None = None
    repeats: bool = False
    plain: Mapping[str, str] = field(init=False, default_factory=dict)
    needed: frozenset[str] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        plain = {
            name: attribute
            for name, (attribute, reader) in self.members.items()
            if reader in (text, language_text)
        }
        object.__setattr__(self, "plain", plain)
        object.__setattr__(self, "needed", frozenset(self.required))


def read_object(issues: Issues, value: object, path: str, shape: Shape[T]) -> T | None:
    """Read one JSON object; None, with an issue, where `value` is not an object.

    Raises:
        LimitExceeded: ``structure.too_many_objects``.
    """
    if not isinstance(value, dict):
        issues.wrong_type(path, "an object", value)
        return None
    if shape.repeats and issues.known is not None:
        return _read_once(issues, issues.known, value, path, shape)
    return _read(issues, value, path, shape)


def _read_once(issues: Issues, known: Known, value: dict[str, Any], path: str, shape: Shape[T]) -> T:
    """Read an object, or return what it gave in an earlier document.

    Remembered is only what gave nothing to report and holds nothing but frozen values: `extra` keeps
    objects of its document, which a caller could change.
    """
    content = exact(value)
    if content is None:
        return _read(issues, value, path, shape)
    key = (shape.make, path, content)
    before = known.get(key)
    if before is not None:
        made: T = before[0]
        _count(issues, before[1], path)
        return made
    said, extras, objects = issues.said, issues.extras, issues.objects
    made = _read(issues, value, path, shape)
    if issues.said == said and issues.extras == extras:
        known.keep(key, (made, issues.objects - objects))
    return made


def _count(issues: Issues, objects: int, path: str) -> None:
    issues.objects += objects
    if issues.objects > MAX_OBJECTS:
        raise LimitExceeded("structure.too_many_objects", path, limit=MAX_OBJECTS)


def _read(issues: Issues, value: dict[str, Any], path: str, shape: Shape[T]) -> T:
    _count(issues, 1, path)
    members, plain = shape.members, shape.plain
    fields: dict[str, Any] = {"path": path}
    extra: dict[str, Any] | None = None
    for name, item in value.items():
        if type(item) is str and name in plain:
            fields[plain[name]] = item  # most members are texts; a call for each is half the work
            continue
        member = members.get(name)
        if member is None:
            if extra is None:
                extra = {}
            extra[name] = item
        elif item is None:
            issues.issue("structure.null", child(path, name), name=name)
        else:
            fields[member[0]] = member[1](issues, item, path, name)
    if not shape.needed <= value.keys() or "" in value.values():
        for name in shape.required:
            if name not in value:
                issues.missing(path, name)
            elif value[name] == "":
                issues.note("structure.blank", child(path, name), name=name)
    if shape.types and (types := fields.get("types")) is not None:
        for group in shape.types:
            if group.isdisjoint(types):
                expected = " or ".join(sorted(group))
                issues.issue("structure.wrong_class", child(path, "type"), expected=expected)
    if extra is not None:
        issues.extras += 1
        fields["extra"] = ReadOnly(extra)
        if shape.closed:
            for name in extra:
                issues.note("structure.unknown_member", child(path, name), name=name)
    if shape.prepare is not None:
        shape.prepare(issues, fields, value, path)
    made = shape.make(**fields)
    if shape.check is not None:
        shape.check(issues, made)
    return made


def _json_type(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return "text"
    if isinstance(value, int | float):
        return "a number"
    return "a list" if isinstance(value, list) else "an object"
