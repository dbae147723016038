"""Schemas that somebody else wrote: read strictly, checked against their dialect, and run with an account.

Such a schema may refer to its own parts, to badgekit's schemas and to the schemas of JSON Schema itself, and
to nothing else: nothing is fetched for it. Its ``format`` is not asserted.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any

from badgekit import strictjson
from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.limits import Limits
from badgekit.schemas.bounds import efforts
from badgekit.schemas.counted import Charge, counted, size_of
from badgekit.schemas.vocabulary import DRAFT_7, DRAFT_2019_09, DRAFT_2020_12
from badgekit.schemas.wellformed import require_well_formed

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

__all__ = ["ForeignSchema", "ForeignSchemas"]

Find = Callable[[str], "Mapping[str, Any] | None"]
_MOST_VIOLATIONS = 50
_MOST_SCHEMAS = 64
_MOST_BYTES = 4 * 1024 * 1024


class ForeignSchema:
    """One schema of somebody else's, ready to judge; may be shared by threads.

    Attributes:
        cost: how much there was to check, which every use is charged for: the report must not depend on
            which badge came first.
    """

    __slots__ = ("_dialect", "_document", "_efforts", "_registry", "cost")

    def __init__(self, document: Any, find: Find, dialect: str = "") -> None:
        """Check that `document` is a schema of its dialect that is safe to run.

        Args:
            document: the parsed schema.
            find: returns a schema of badgekit's own by its URL, or None.
            dialect: what it is written in where it does not say so itself; "" where it must.

        Raises:
            Unsupported: ``schema.no_dialect``, ``schema.dialect_unknown``, ``schema.not_a_schema``,
                ``schema.unsafe``.
        """
        name = _dialect(document, dialect)
        if isinstance(document, bool):
            document = {} if document else {"not": {}}
        self._document = document
        self._dialect = name
        self.cost = size_of(document)
        require_well_formed(document, name)
        _refuse_other_dialects(document)
        self._efforts = efforts(document)
        self._registry = _registry(find)

    def judge(self, instance: Any, charge: Charge) -> tuple[Malformed, ...]:
        """Return why `instance` does not fit: nothing where it does, at most ten problems where not.

        Args:
            instance: a JSON value as `json.loads` gives it.
            charge: is told what each step costs.

        Raises:
            Unsupported: ``schema.unresolvable``, the answer depends on a document that is not there;
                ``schema.unsafe``, it never comes to an end; ``schema.unsupported``.
            LimitExceeded: what `charge` raises.
        """
        from badgekit.schemas.explain import summarise

        charge(self.cost)
        errors = self._run(instance, charge)
        return summarise(errors, {}, _MOST_VIOLATIONS)

    def _run(self, instance: Any, charge: Charge) -> list[ValidationError]:
        from itertools import islice

        from badgekit.schemas.explain import surely

        leashed = counted(self._dialect, _validators(), self._document, charge, self._efforts)

        def errors() -> list[ValidationError]:
            validator = leashed(self._document, registry=self._registry)
            return list(islice(validator.iter_errors(instance), _MOST_VIOLATIONS + 1))

        try:
            return surely(errors)
        except RecursionError:
            raise Unsupported("schema.unsafe", reason="it leads too deep, or never comes to an end") from None


class ForeignSchemas:
    """A bounded table of schemas of others, under the SHA-256 of their bytes; may be shared by threads.

    That a text is no schema is remembered as well, so that nobody can have it found out again and again.

    Args:
        find: returns a schema of badgekit's own by its URL, or None.
    """

    __slots__ = ("_bytes", "_find", "_known", "_lock")

    def __init__(self, find: Find) -> None:
        self._find = find
        self._known: OrderedDict[bytes, tuple[int, ForeignSchema | Problem]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def read(self, data: bytes, limits: Limits, dialect: str = "") -> ForeignSchema:
        """Return the schema that `data` holds, checked and compiled once.

        Args:
            data: its bytes.
            limits: `schema_bytes`.
            dialect: as for `ForeignSchema`.

        Raises:
            Unsupported: ``schema.not_a_schema`` and as `ForeignSchema`.
            LimitExceeded: ``schema.too_large`` and as `ForeignSchema`.
        """
        if len(data) > limits.schema_bytes:
            raise LimitExceeded("schema.too_large", limit=limits.schema_bytes)
        digest = hashlib.sha256(dialect.encode() + b"\n" + data).digest()
        with self._lock:
            known = self._known.get(digest)
            if known is not None:
                self._known.move_to_end(digest)
        if known is None:
            # Worked out without the lock: at worst two threads do so at once.
            known = (len(data), self._made(data, limits, dialect))
            self._keep(digest, known)
        found = known[1]
        if isinstance(found, Problem):
            # A fresh exception each time: raising one object twice would grow its traceback.
            raise type(found)(found.code, found.path, **found.params)
        return found

    def _made(self, data: bytes, limits: Limits, dialect: str) -> ForeignSchema | Problem:
        try:
            return ForeignSchema(_parsed(data, limits), self._find, dialect)
        except Problem as problem:
            return problem.with_traceback(None)

    def _keep(self, digest: bytes, made: tuple[int, ForeignSchema | Problem]) -> None:
        with self._lock:
            earlier = self._known.pop(digest, None)
            self._known[digest] = made
            self._bytes += made[0] - (earlier[0] if earlier is not None else 0)
            while self._bytes > _MOST_BYTES or len(self._known) > _MOST_SCHEMAS:
                self._bytes -= self._known.popitem(last=False)[1][0]


def _parsed(data: bytes, limits: Limits) -> Any:
    try:
        return strictjson.loads(data, limits=limits)
    except LimitExceeded:
        raise
    except Problem as problem:
        raise Unsupported("schema.not_a_schema", reason=str(problem).rstrip(".")) from None


def _dialect(document: Any, otherwise: str) -> str:
    """Return the dialect that a schema names; VC JSON Schema forbids to process one that names none."""
    name = document.get("$schema") if isinstance(document, dict) else None
    if name is None:
        if otherwise and isinstance(document, dict | bool):
            return otherwise
        raise Unsupported("schema.no_dialect")
    known = name.removesuffix("#") if isinstance(name, str) else ""
    if known not in (DRAFT_2020_12, DRAFT_2019_09, DRAFT_7):
        raise Unsupported("schema.dialect_unknown", dialect=name)
    return known


def _validators() -> Mapping[str, type[Validator]]:
    from jsonschema import Draft7Validator, Draft201909Validator, Draft202012Validator

    return {
        DRAFT_2020_12: Draft202012Validator,
        DRAFT_2019_09: Draft201909Validator,
        DRAFT_7: Draft7Validator,
    }


def _refuse_other_dialects(document: dict[str, Any]) -> None:
    """Raise where a part is a schema of another dialect (JSON Schema Core 9.3.2), unchecked as such."""
    waiting: list[Any] = list(document.values())
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            other = value.get("$schema")
            if isinstance(other, str) and "$id" in value and other != document.get("$schema"):
                raise Unsupported("schema.dialect_unknown", dialect=other)
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _registry(find: Find) -> Any:
    from referencing import Registry, Resource
    from referencing.exceptions import NoSuchResource

    def retrieve(url: str) -> Resource[Any]:
        own = find(url)
        if own is None:
            # Its class is made by attrs, which the type checker does not see through.
            raise NoSuchResource(ref=url)  # type: ignore[call-arg]
        return Resource.from_contents(own)

    return Registry(retrieve=retrieve)  # type: ignore[call-arg]
