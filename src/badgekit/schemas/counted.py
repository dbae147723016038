"""jsonschema on a leash: every keyword that is evaluated is charged for, so a schema can be anybody's.

What a validator does for one document cannot be told from a schema that uses every keyword there is. So it
is counted while it is done: each keyword with the values that it looks at, each violation with the value
that its message repeats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from badgekit.schemas.equality import unique
from badgekit.schemas.patterns import Effort

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

__all__ = ["Charge", "counted", "size_of"]

Charge = Callable[[int], None]
"""Takes what a step costs; raises `LimitExceeded` when there is no more to spend."""
_Keyword = Callable[[Any, Any, Any, Any], "Iterator[ValidationError] | None"]
_TEXT = 32
"""Characters that cost as much as a member."""
_LINEAR = Effort()


def counted(
    dialect: str,
    dialects: Mapping[str, type[Validator]],
    schema: Any,
    charge: Charge,
    efforts: Mapping[str, Effort],
) -> type[Validator]:
    """Return the validator class of `dialect` with every keyword charged for, for one run on one document.

    Args:
        dialect: the one that `schema` is written in.
        dialects: the validator class of jsonschema for each; a reference may lead to a schema in another.
        schema: what it will judge by; looking an anchor up in it costs its size.
        charge: is told what each step costs.
        efforts: what the patterns of the schema can cost.
    """
    from jsonschema.validators import extend

    costs = _Costs(schema, efforts)
    leashed: dict[str, type[Validator]] = {}

    def make(name: str) -> type[Validator]:
        if name not in leashed:
            keywords: Mapping[str, _Keyword] = {**dialects[name].VALIDATORS, "uniqueItems": _unique_items}
            wrapped = {key: _charged(key, keyword, charge, costs) for key, keyword in keywords.items()}
            # jsonschema leaves extend() without types.
            leashed[name] = extend(dialects[name], wrapped)  # type: ignore[no-untyped-call]
            # jsonschema would go on with the plain class below any "$schema", the one of the root included;
            # to the type checker a method is no place to assign to.
            leashed[name].evolve = evolve  # type: ignore[method-assign, assignment]
        return leashed[name]

    def evolve(validator: Any, **changes: Any) -> Any:
        part = changes.setdefault("schema", validator.schema)
        named = part.get("$schema") if isinstance(part, dict) else None
        known = named.removesuffix("#") if isinstance(named, str) else ""
        for field in validator.__attrs_attrs__:
            if field.init and field.alias not in changes:
                changes[field.alias] = getattr(validator, field.name)
        return (make(known) if known in dialects else type(validator))(**changes)

    return make(dialect)


def size_of(value: Any) -> int:
    """Return how much there is to look at in a JSON value: members, elements, and texts by their length."""
    return _Costs(None, {}).of(value)


class _Costs:
    """What steps cost; sizes of the containers of one schema and one document are worked out once."""

    __slots__ = ("_efforts", "_known", "whole")

    def __init__(self, schema: Any, efforts: Mapping[str, Effort]) -> None:
        self._efforts = efforts
        # By identity: the schema and the document outlive this.
        self._known: dict[int, int] = {}
        self.whole = self.of(schema)

    def of(self, value: Any) -> int:
        """Return the size of `value`."""
        if isinstance(value, str):
            return 1 + len(value) // _TEXT
        if not isinstance(value, (dict, list)):
            return 1
        known = self._known.get(id(value))
        if known is None:
            members = value.values() if isinstance(value, dict) else value
            known = self._known[id(value)] = 1 + sum(map(self.of, members))
        return known

    def beyond(self, name: str, value: Any, instance: Any, schema: Any) -> int:
        """Return what a keyword costs beyond a look at each member."""
        if name in ("const", "enum"):
            return self.of(value) + self.of(instance)
        if name == "uniqueItems":
            return self.of(instance)
        if name == "pattern":
            return self.search((value,), (instance,))
        if name == "patternProperties":
            return self.search(value, instance)
        if name in ("additionalProperties", "unevaluatedProperties"):
            return self.search(schema.get("patternProperties", ()), instance)
        if name in ("$dynamicRef", "$recursiveRef"):
            return self.whole
        if name == "$ref" and not (value == "#" or value.startswith("#/")):
            return self.whole
        return 0

    def search(self, patterns: Iterable[str], texts: Any) -> int:
        """Return what it costs to look for each pattern in each text."""
        if not isinstance(texts, (dict, tuple)):
            return 0
        lengths = [len(text) for text in texts if isinstance(text, str)]
        # The metaschemas have patterns, too, and those are linear.
        proved = [self._efforts.get(pattern, _LINEAR) for pattern in patterns]
        return sum(1 + one.steps(length) // _TEXT for one in proved for length in lengths)


def _charged(name: str, keyword: _Keyword, charge: Charge, costs: _Costs) -> _Keyword:
    def run(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
        charge(1 + _width(value) + _width(instance) + costs.beyond(name, value, instance, schema))
        for error in keyword(validator, value, instance, schema) or ():
            charge(costs.of(instance))  # its message repeats the value
            yield error

    return run


def _width(value: Any) -> int:
    if isinstance(value, (dict, list)):
        return len(value)
    return len(value) // _TEXT if isinstance(value, str) else 0


def _unique_items(_: Any, demanded: bool, instance: Any, __: Any) -> Iterator[ValidationError]:
    from jsonschema.exceptions import ValidationError

    if demanded and not unique(instance):
        yield ValidationError("two elements are equal")
