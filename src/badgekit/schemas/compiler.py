"""JSON Schema as closures: a schema becomes a function that says yes or no and nothing else.

Nearly every badge fits its schema, so the yes must be cheap; who says no is asked for reasons elsewhere
(`badgekit.schemas.explain`). Whatever is not understood completely is not compiled: an unknown keyword, a
reference out of the document, a pattern that is not provably linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from badgekit.errors import Unsupported
from badgekit.jsonpath import child
from badgekit.schemas import equality
from badgekit.schemas import predicates as p
from badgekit.schemas.bounds import require_bounded
from badgekit.schemas.patterns import is_linear
from badgekit.schemas.predicates import Predicate
from badgekit.schemas.vocabulary import DIALECTS, DRAFT_2019_09, keywords, targets

__all__ = ["Formats", "compile_schema"]

Formats = Mapping[str, Callable[[str], bool]]
_AT_ROOT = frozenset({"$schema", "$id", "$defs", "definitions"})
_NO_FORMATS: Formats = {}


def compile_schema(
    schema: object, *, formats: Formats = _NO_FORMATS, repeating: frozenset[str] = frozenset()
) -> Predicate:
    """Compile one schema document.

    Args:
        schema: the parsed document, with ``$schema`` naming JSON Schema 2019-09 or 2020-12. It must be a
            valid schema: mistakes in it are reported only where they hinder.
        formats: which values of ``format`` are asserted, and how; all others say nothing, as the standard
            has it by default.
        repeating: references (``#/$defs/Profile``) to what the same value is likely to be judged by again.

    Returns:
        A function from a JSON value, as `json.loads` gives it, to whether the value fits.

    Raises:
        Unsupported: ``schema.unsupported`` where the schema uses something that is not compiled, in which
            case another validator may judge; ``schema.unsafe`` where a document could make any validator
            run for very long, in which case none should.
    """
    if not isinstance(schema, dict):
        raise _unsupported("the schema is not an object", "$")
    dialect = schema.get("$schema")
    dialect = dialect.removesuffix("#") if isinstance(dialect, str) else dialect
    if dialect not in DIALECTS:
        raise _unsupported("$schema names neither JSON Schema 2019-09 nor 2020-12", "$")
    try:
        require_bounded(schema)
        compiled = _Compiler(schema, str(dialect), formats, repeating)
    except RecursionError:
        raise Unsupported("schema.unsafe", reason="its definitions lead too deep") from None
    except (AttributeError, TypeError, ValueError):
        # Not a valid schema: a list where an object belongs, and the like.
        raise _unsupported("a keyword has a value of the wrong type", "$") from None
    return compiled.entry


class _Compiler:
    def __init__(
        self, root: dict[str, Any], dialect: str, formats: Formats, repeating: frozenset[str]
    ) -> None:
        self.repeating = repeating
        self.dialect = dialect
        self.formats = formats
        self.keywords = keywords(dialect)
        self.root = root
        self.targets = targets(root)
        self.done: dict[str, Predicate] = {}
        self.open: dict[str, list[Predicate]] = {}
        for name in self.targets:  # also those that nothing refers to: an unknown keyword anywhere is a no
            self.target(name, "$")
        self.entry = self.done["#"]

    def target(self, name: object, path: str) -> Predicate:
        """Compile what a reference names, once; inside itself it is called through a cell."""
        if not isinstance(name, str) or name not in self.targets:
            raise _unsupported("a reference leads out of the document or to nothing", path)
        if name in self.done:
            return self.done[name]
        if name in self.open:
            return p.through(self.open[name])
        cell = self.open[name] = []
        compiled = self.schema(self.targets[name], "$" if name == "#" else f"${name[1:].replace('/', '.')}")
        if name in self.repeating:
            compiled = p.remembered(compiled)
        cell.append(compiled)
        self.done[name] = compiled
        return compiled

    def schema(self, schema: Any, path: str) -> Predicate:
        if schema is True:
            return p.always
        if schema is False:
            return p.never
        if not isinstance(schema, dict):
            raise _unsupported("a schema is neither an object nor true or false", path)
        unknown = schema.keys() - self.keywords
        if schema is self.root:
            unknown -= _AT_ROOT
        if unknown:
            raise _unsupported(f"the keyword {sorted(unknown)[0]} is not compiled", path)
        tests: list[Predicate] = []
        types = self.types(schema, path)
        # An object's and a pattern's type are asked by the predicate that looks inside.
        inside = types == {"object"} or (types == {"string"} and "pattern" in schema)
        if types is not None and not inside:
            tests.append(p.of_type(frozenset(types)))
        tests.extend(self.values(schema, path))
        tests.extend(self.texts(schema, path, types == {"string"}))
        tests.extend(self.numbers(schema, path))
        tests.extend(self.objects(schema, path, types == {"object"}))
        tests.extend(self.arrays(schema, path))
        tests.extend(self.combinations(schema, path))
        return p.every(tests)

    def types(self, schema: dict[str, Any], path: str) -> set[str] | None:
        if "type" not in schema:
            return None
        names = schema["type"]
        found = {names} if isinstance(names, str) else set(names)
        if not found or not found <= p.TYPES.keys():
            raise _unsupported("an unknown type is named", path)
        return found

    def values(self, schema: dict[str, Any], path: str) -> list[Predicate]:
        tests = []
        if "const" in schema:
            tests.append(equality.one_of([schema["const"]]))
        if "enum" in schema:
            tests.append(equality.one_of(list(schema["enum"])))
        return tests

    def texts(self, schema: dict[str, Any], path: str, only: bool) -> list[Predicate]:
        tests = []
        if "pattern" in schema:
            tests.append(p.matches(self.pattern(schema["pattern"], path), only=only))
        least, most = self.count(schema, "minLength", path), self.count(schema, "maxLength", path)
        if least is not None or most is not None:
            tests.append(p.sized(str, least or 0, most))
        asserted = self.formats.get(schema.get("format", ""))
        if asserted is not None:
            tests.append(p.formatted(asserted))
        return tests

    def numbers(self, schema: dict[str, Any], path: str) -> list[Predicate]:
        tests = []
        for keyword, bounded in p.BOUNDS.items():
            if keyword in schema:
                limit = schema[keyword]
                if isinstance(limit, bool) or not isinstance(limit, (int, float)):
                    raise _unsupported(f"{keyword} is not a number", path)
                tests.append(bounded(limit))
        return tests

    def objects(self, schema: dict[str, Any], path: str, only: bool) -> list[Predicate]:
        tests: list[Predicate] = []
        required = tuple(dict.fromkeys(schema.get("required", ())))
        if not all(isinstance(name, str) for name in required):
            raise _unsupported("required is not a list of names", path)
        members = {
            name: self.schema(subschema, child(path, name))
            for name, subschema in schema.get("properties", {}).items()
        }
        patterns = [
            (self.pattern(pattern, path), self.schema(subschema, path))
            for pattern, subschema in schema.get("patternProperties", {}).items()
        ]
        if "additionalProperties" in schema:
            others = self.schema(schema["additionalProperties"], path)
            tests.append(p.object_with_others(required, members, patterns, others, only=only))
        elif patterns:
            tests.append(p.object_with_others(required, members, patterns, p.always, only=only))
        elif only or required or members:
            tests.append(p.object_with(required, members, only=only))
        if "propertyNames" in schema:
            tests.append(p.names(self.schema(schema["propertyNames"], path)))
        least, most = self.count(schema, "minProperties", path), self.count(schema, "maxProperties", path)
        if least is not None or most is not None:
            tests.append(p.sized(dict, least or 0, most))
        if "dependentRequired" in schema:
            tests.append(
                p.dependent({name: tuple(needs) for name, needs in schema["dependentRequired"].items()})
            )
        return tests

    def arrays(self, schema: dict[str, Any], path: str) -> list[Predicate]:
        tests: list[Predicate] = []
        first, rest = self.item_keywords(schema, path)
        heads = [self.schema(subschema, path) for subschema in first]
        tail = None if rest is None else self.schema(rest, path)
        if heads:
            tests.append(p.tuple_of(tuple(heads), tail))
        elif tail is not None:
            tests.append(p.array_of(tail))
        least, most = self.count(schema, "minItems", path), self.count(schema, "maxItems", path)
        if least is not None or most is not None:
            tests.append(p.sized(list, least or 0, most))
        fewest, highest = self.count(schema, "minContains", path), self.count(schema, "maxContains", path)
        if "contains" in schema:
            tests.append(
                p.containing(self.schema(schema["contains"], path), 1 if fewest is None else fewest, highest)
            )
        if schema.get("uniqueItems", False):
            tests.append(equality.unique)
        return tests

    def item_keywords(self, schema: dict[str, Any], path: str) -> tuple[list[Any], Any]:
        """Return the schemas of the first elements, and the one of all others (None: no demand)."""
        items = schema.get("items")
        if self.dialect == DRAFT_2019_09:
            if isinstance(items, list):
                others = schema.get("additionalItems")
                return items, others
            if "additionalItems" in schema:
                self.schema(schema["additionalItems"], path)  # has no effect, but must be understood
            return [], items
        return list(schema.get("prefixItems", ())), items

    def combinations(self, schema: dict[str, Any], path: str) -> list[Predicate]:
        tests: list[Predicate] = []
        if "$ref" in schema:
            tests.append(self.target(schema["$ref"], path))
        if "allOf" in schema:
            tests.extend(self.several(schema["allOf"], path))
        if "anyOf" in schema:
            tests.append(p.any_of(tuple(self.several(schema["anyOf"], path))))
        if "oneOf" in schema:
            tests.append(p.exactly_one(tuple(self.several(schema["oneOf"], path))))
        if "not" in schema:
            tests.append(p.negated(self.schema(schema["not"], path)))
        then = self.schema(schema.get("then", True), path)
        other = self.schema(schema.get("else", True), path)
        if "if" in schema:
            tests.append(p.choice(self.schema(schema["if"], path), then, other))
        return tests

    def several(self, schemas: Any, path: str) -> list[Predicate]:
        if not isinstance(schemas, list) or not schemas:
            raise _unsupported("a list of schemas is missing", path)
        return [self.schema(schema, path) for schema in schemas]

    def pattern(self, pattern: str, path: str) -> re.Pattern[str]:
        if not is_linear(pattern):
            raise Unsupported("schema.unsafe", path, reason="a pattern is not provably fast")
        return re.compile(pattern)  # no flags: read as jsonschema reads it

    def count(self, schema: dict[str, Any], keyword: str, path: str) -> int | None:
        value = schema.get(keyword)
        if value is not None and (type(value) is not int or value < 0):
            raise _unsupported(f"{keyword} is not a whole number", path)
        return value


def _unsupported(reason: str, path: str) -> Unsupported:
    return Unsupported("schema.unsupported", path, reason=reason)
