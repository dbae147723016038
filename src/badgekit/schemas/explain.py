"""The slow side: jsonschema gives the second opinion on a no, and the reasons.

It gets a registry that can fetch nothing, a linear ``uniqueItems`` and a bound on the number of
violations looked at, since the document may be made to have a million.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from badgekit.errors import ConfigurationError, Malformed, Problem, Unsupported
from badgekit.jsonpath import child
from badgekit.safetext import clean
from badgekit.schemas import reasons
from badgekit.schemas.compiler import Formats
from badgekit.schemas.equality import unique

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

__all__ = ["Explainer", "check_schema", "summarise", "surely"]

_T = TypeVar("_T")

_MAX_PROBLEMS = 10
_MAX_LOOKED_AT = 200
_STUMBLES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, re.error)


def surely(judged: Callable[[], _T]) -> _T:
    """Return what jsonschema says; where it stumbles over the schema it has not judged by it.

    Raises:
        Unsupported: ``schema.unresolvable``, the schema refers to something that is not there;
            ``schema.unsupported``, judging by it failed.
    """
    from jsonschema.exceptions import UndefinedTypeCheck, UnknownType
    from referencing.exceptions import Unresolvable

    try:
        return judged()
    except Problem:
        raise
    except Unresolvable:
        raise Unsupported("schema.unresolvable") from None
    except (*_STUMBLES, UnknownType, UndefinedTypeCheck) as error:
        reason = f"judging by it failed ({type(error).__name__})"
        raise Unsupported("schema.unsupported", reason=reason) from error


class Explainer:
    """One schema as jsonschema reads it; may be shared by threads, since nothing in it changes."""

    __slots__ = ("_definitions", "_validator")

    def __init__(self, document: Mapping[str, Any], formats: Formats) -> None:
        """Take a schema and the formats that are asserted; raises `Unsupported` for an unknown dialect."""
        self._validator = _validator(document, formats)
        # jsonschema hands back the very object that holds the broken rule, so identity names it.
        self._definitions = {id(schema): name for name, schema in (document.get("$defs") or {}).items()}

    def is_valid(self, instance: Any) -> bool:
        """Give the verdict, which ends at the first violation.

        Raises:
            Unsupported: as `surely`.
            RecursionError: the value is nested too deeply.
        """
        return surely(lambda: self._validator.is_valid(instance))

    def explain(self, instance: Any) -> tuple[Malformed, ...]:
        """Return why `instance` does not fit, those reasons that weigh most first: none, or up to ten.

        Raises:
            As `is_valid`.
        """
        errors = surely(lambda: list(islice(self._validator.iter_errors(instance), _MAX_LOOKED_AT + 1)))
        return summarise(errors, self._definitions, _MAX_LOOKED_AT)


def summarise(
    errors: Sequence[ValidationError], definitions: Mapping[int, str], most: int
) -> tuple[Malformed, ...]:
    """Return what violations amount to, those that weigh most first: none, or up to ten.

    Args:
        errors: what jsonschema found.
        definitions: name of the definition by the `id` of the very object that holds its rule.
        most: how many of `errors` are looked at; one more says that there are others.
    """
    found: dict[tuple[str, str], Malformed] = {}
    for error in sorted(errors[:most], key=lambda error: len(error.absolute_path)):
        problem = _problem(error, definitions)
        found.setdefault((problem.path, str(problem)), problem)
    problems = sorted(found.values(), key=lambda problem: reasons.WEIGHT.get(problem.code, 0))
    if len(errors) > most:
        # Comes first, so that nobody concludes anything from what is missing below.
        problems.insert(0, Malformed("schema.too_many", limit=most))
    return tuple(problems[:_MAX_PROBLEMS])


def _problem(error: ValidationError, definitions: Mapping[int, str]) -> Malformed:
    from jsonschema.exceptions import best_match

    definition = definitions.get(id(error.schema), "")
    if not reasons.is_known(definition, error):
        error = best_match([error]) or error  # of alternatives, the one that came nearest
        definition = definitions.get(id(error.schema), "")
    path = "$"
    for key in error.absolute_path:
        path = child(path, key)
    return reasons.problem(error, definition, path)


def check_schema(url: str, document: dict[str, Any]) -> None:
    """Check a schema given by the caller against the schema of schemas.

    Raises:
        ConfigurationError: it is not a JSON Schema of 2019-09 or 2020-12, or nested too deeply to tell.
    """
    from jsonschema.exceptions import SchemaError

    try:
        _dialect(document).check_schema(document)
    except SchemaError as error:
        raise ConfigurationError(
            f"The schema {url} is not a valid JSON Schema: {clean(error.message)}"
        ) from None
    except Unsupported as problem:
        raise ConfigurationError(f"The schema {url} cannot be used: {problem}") from None
    except RecursionError:
        raise ConfigurationError(f"The schema {url} is nested too deeply to be checked.") from None


def _dialect(document: Mapping[str, Any]) -> type[Validator]:
    from jsonschema import Draft201909Validator, Draft202012Validator

    name = document.get("$schema")
    for dialect in (Draft201909Validator, Draft202012Validator):
        if isinstance(name, str) and dialect.META_SCHEMA["$id"] == name.removesuffix("#"):
            return dialect
    raise Unsupported("schema.unsupported", reason="$schema names neither JSON Schema 2019-09 nor 2020-12")


def _validator(document: Mapping[str, Any], formats: Formats) -> Validator:
    from jsonschema import FormatChecker
    from jsonschema.exceptions import ValidationError
    from jsonschema.validators import extend
    from referencing import Registry

    def unique_items(_: Any, demanded: bool, instance: Any, __: Any) -> Iterator[ValidationError]:
        if demanded and not unique(instance):
            yield ValidationError("two elements are equal")

    checker = FormatChecker(formats=())
    for name, asserted in formats.items():
        checker.checks(name)(_on_texts(asserted))
    # jsonschema leaves extend() without types.
    dialect = extend(_dialect(document), {"uniqueItems": unique_items})  # type: ignore[no-untyped-call]
    validator: Validator = dialect(document, registry=Registry(), format_checker=checker)
    return validator


def _on_texts(asserted: Callable[[str], bool]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or asserted(value)
