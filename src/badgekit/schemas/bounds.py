"""Is judging by this schema bounded work for every document? Asked once, before a schema is compiled.

A few hundred bytes of nested alternatives can make a validator try two ways at every level, and so a
million at the twentieth. What is bounded here is how often one value of the document can be looked at,
by counting the ways that lead to it through the schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from badgekit.errors import Unsupported
from badgekit.schemas.patterns import Effort, effort, is_linear
from badgekit.schemas.vocabulary import ANY_MEMBER, Step, children, in_place, targets

__all__ = ["efforts", "require_bounded", "require_linear"]

_MAX_SUBSCHEMAS = 20_000
_MAX_TARGETS = 300
_MAX_KEYS = 2_000
_MAX_PATTERNS = 500
_MAX_PATTERN_CHARACTERS = 20_000
_MAX_LOOKS = 1_000
"""How often one value may be judged; the largest published Open Badges schema needs less than 50."""

Key = tuple[Step, ...]


def require_bounded(root: dict[str, Any]) -> None:
    """Check that no document can make `root` explode.

    Raises:
        Unsupported: ``schema.unsafe`` where that cannot be shown.
    """
    _Bounds(root)


def require_linear(document: Any) -> None:
    """Check every pattern in a schema, whatever keyword it may stand under.

    Raises:
        Unsupported: ``schema.unsafe`` where one is not provably linear.
    """
    for pattern in _patterns(document):
        if not is_linear(pattern):
            raise _unsafe("a pattern is not provably fast")


def efforts(document: Any) -> dict[str, Effort]:
    """Return what every pattern in a schema can cost, whatever keyword it may stand under.

    Raises:
        Unsupported: ``schema.unsafe`` where no bound can be proved for one, or where there are very many.
    """
    found: dict[str, Effort] = {}
    characters = 0
    for pattern in _patterns(document):
        if pattern in found:
            continue
        characters += len(pattern)
        if len(found) >= _MAX_PATTERNS or characters > _MAX_PATTERN_CHARACTERS:
            raise _unsafe("it has too many patterns")
        proved = effort(pattern)
        if proved is None:
            raise _unsafe("a pattern is not provably fast")
        found[pattern] = proved
    return found


def _patterns(document: Any) -> Iterator[str]:
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            by_name = value.get("patternProperties")
            for pattern in (value.get("pattern"), *(by_name if isinstance(by_name, dict) else ())):
                if isinstance(pattern, str):
                    yield pattern
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


class _Bounds:
    def __init__(self, root: dict[str, Any]) -> None:
        self.targets = targets(root)
        size = sum(1 for _ in _every(root, list(self.targets.values())))
        if len(self.targets) > _MAX_TARGETS or size > _MAX_SUBSCHEMAS:
            raise _unsafe("it is too large")
        self.costs: dict[str, int] = {}
        self.open: list[str] = []
        for schema in self.targets.values():
            for subschema in _every(schema, []):
                if self.cost(subschema) > _MAX_LOOKS:
                    raise _unsafe("its alternatives multiply")
        self.links = {
            name: {to for _, to in self.refs(schema, (), True)} for name, schema in self.targets.items()
        }
        self.reach = {name: self.reachable(name) for name in self.targets}
        self.looks: dict[frozenset[str], int] = {}
        for name in self.targets:
            if self.branching(name) > _MAX_LOOKS:
                raise _unsafe("its alternatives multiply from level to level")

    def cost(self, schema: Any) -> int:
        """How many subschemas judge the same value."""
        if not isinstance(schema, dict):
            return 1
        total = 1 + sum(self.cost(subschema) for subschema in in_place(schema))
        if "$ref" in schema:
            total += self.target_cost(schema["$ref"])
        return min(total, _MAX_LOOKS + 1)

    def target_cost(self, name: str) -> int:
        if name in self.open:
            raise _unsafe("a definition refers to itself without going deeper into the document")
        if name not in self.costs:
            self.open.append(name)
            self.costs[name] = self.cost(self.targets.get(name))
            self.open.pop()
        return self.costs[name]

    def refs(self, schema: Any, key: Key, shallow: bool) -> Iterator[tuple[Key, str]]:
        """Yield the references below a schema with the way to the value that they judge.

        References that judge the same value are followed, unless `shallow`.
        """
        if not isinstance(schema, dict):
            return
        name = schema.get("$ref")
        if name is not None:
            if key or shallow:
                yield key, name
            else:
                yield from self.refs(self.targets.get(name), key, shallow)
        for subschema in in_place(schema):
            yield from self.refs(subschema, key, shallow)
        for step, subschema in children(schema):
            yield from self.refs(subschema, (*key, step), shallow)

    def reachable(self, name: str) -> set[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            for to in self.links.get(waiting.pop(), ()):
                if to not in found:
                    found.add(to)
                    waiting.append(to)
        return found

    def branching(self, name: str) -> int:
        """How many ways can lead from one value, judged by this definition, to one value below it."""
        # Definitions that lead to each other are one circle: a way that stays inside may not split,
        # since it could split at every level; ways out of it add up.
        circle = frozenset({name, *(to for to in self.reach.get(name, ()) if name in self.reach.get(to, ()))})
        if circle not in self.looks:
            self.looks[circle] = min(max(self.widest(member, circle) for member in circle), _MAX_LOOKS + 1)
        return self.looks[circle]

    def widest(self, name: str, circle: frozenset[str]) -> int:
        by_key: dict[Key, list[str]] = {}
        for key, to in self.refs(self.targets.get(name), (), False):
            by_key.setdefault(key, []).append(to)
        if len(by_key) > _MAX_KEYS:
            raise _unsafe("it is too large")
        most = 1
        for key in by_key:
            hitting = [to for other, found in by_key.items() if _may_meet(key, other) for to in found]
            inside = sum(to in circle for to in hitting)
            if inside > 1:
                raise _unsafe("its alternatives multiply from level to level")
            most = max(most, inside + sum(self.branching(to) for to in hitting if to not in circle))
        return most


def _every(schema: Any, more: list[Any]) -> Iterator[Any]:
    waiting = [schema, *more]
    while waiting:
        schema = waiting.pop()
        yield schema
        if isinstance(schema, dict):
            waiting.extend(in_place(schema))
            waiting.extend(subschema for _, subschema in children(schema))


def _may_meet(left: Key, right: Key) -> bool:
    return len(left) == len(right) and all(
        a == b or (a[0] == b[0] == "member" and ANY_MEMBER in (a, b))
        for a, b in zip(left, right, strict=True)
    )


def _unsafe(reason: str) -> Unsupported:
    return Unsupported("schema.unsafe", reason=reason)
