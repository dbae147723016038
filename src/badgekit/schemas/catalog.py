"""Which schema stands for which URL, and the compiled schema itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from badgekit.dates import parse_timestamp
from badgekit.digests import Digest, read
from badgekit.errors import ConfigurationError, LimitExceeded, Malformed, Problem, Unsupported
from badgekit.limits import Limits
from badgekit.resources import SchemaEntry, json_schema_index
from badgekit.schemas.bounds import require_linear
from badgekit.schemas.compiler import Formats, compile_schema
from badgekit.schemas.predicates import Predicate

if TYPE_CHECKING:
    from badgekit.schemas.explain import Explainer
    from badgekit.schemas.foreign import ForeignSchema, ForeignSchemas

__all__ = ["CompiledSchema", "SchemaSet", "choose"]

_BASE = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_"
_CLR = "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_"
# The same issuer and the same achievement are in many badges.
_REPEATING = frozenset({"#/$defs/Issuer", "#/$defs/Achievement"})
# Open Badges 3.0 gives the VCDM 1.1 forms no schema of their own: the "any" one judges both.
_BUILT_IN = {
    ("achievement", "2.0"): f"{_BASE}achievementcredential_schema.json",
    ("achievement", "1.1"): f"{_BASE}anyachievementcredential_schema.json",
    ("endorsement", "2.0"): f"{_BASE}endorsementcredential_schema.json",
    ("endorsement", "1.1"): f"{_BASE}anyendorsementcredential_schema.json",
    ("learner record", "2.0"): f"{_CLR}clrcredential_schema.json",
    ("learner record", "1.1"): f"{_CLR}anyclrcredential_schema.json",
}


def choose(kind: str, vcdm: str) -> str:
    """Return the URL of the schema that every document of a kind must satisfy, whatever it names itself.

    Args:
        kind: ``achievement``, ``endorsement`` or ``learner record``.
        vcdm: version of the W3C data model by the first context, ``2.0`` or ``1.1``.

    Raises:
        KeyError: no such kind or version.
    """
    return _BUILT_IN[kind, vcdm]


class CompiledSchema:
    """One schema, ready to judge.

    Attributes:
        url: the canonical URL that it stands for.
        document: the schema; not to be changed.
    """

    __slots__ = ("_explainer", "_formats", "_judge", "document", "url")

    def __init__(self, url: str, document: dict[str, Any], formats: Formats) -> None:
        """Compile `document`; raises `Unsupported` (``schema.unsafe``) where no validator should run it."""
        self.url = url
        self.document = document
        self._formats = formats
        self._explainer: Explainer | None = None
        self._judge: Predicate | None
        try:
            self._judge = compile_schema(document, formats=formats, repeating=_REPEATING)
        except Unsupported as problem:
            if problem.code != "schema.unsupported":
                raise
            require_linear(document)
            self._judge = None  # jsonschema knows more keywords

    def accepts(self, instance: Any) -> bool:
        """Tell whether a JSON value, as `json.loads` gives it, fits the schema.

        Raises:
            LimitExceeded: ``schema.too_deep``, the value is nested too deeply to be judged.
            Unsupported: ``schema.unresolvable``, the schema refers to something that it does not hold;
                ``schema.unsupported``, judging by it failed.
        """
        if self._quick(instance):
            return True
        # A second opinion on every no: the compiled form must never be the reason of a rejection.
        try:
            return self._slow().is_valid(instance)
        except RecursionError:
            if self._judge is None:
                raise LimitExceeded("schema.too_deep") from None
            return False

    def explain(self, instance: Any) -> tuple[Malformed, ...]:
        """Say where and why a value does not fit: at most ten problems, the most telling first.

        Returns:
            No problem at all exactly where `accepts` says yes.

        Raises:
            As `accepts`.
        """
        if self._quick(instance):
            return ()
        try:
            return self._slow().explain(instance)
        except RecursionError:
            if self._judge is None:
                raise LimitExceeded("schema.too_deep") from None
            return (Malformed("schema.violation", reason="it is nested too deeply to say where"),)

    def _quick(self, instance: Any) -> bool:
        if self._judge is None:
            return False
        try:
            return self._judge(instance)
        except RecursionError:
            raise LimitExceeded("schema.too_deep") from None

    def _slow(self) -> Explainer:
        if self._explainer is None:
            from badgekit.schemas.explain import Explainer

            self._explainer = Explainer(self.document, self._formats)
        return self._explainer


class SchemaSet:
    """All schemas that a Verifier knows, each compiled when it is first asked for.

    May be shared by threads: at worst two of them compile the same schema at once.

    Args:
        extra: further schemas by URL, for credentials that name one of their own. Their ``format`` is not
            asserted. A schema that uses a keyword beyond those of `compiler` is run by jsonschema at every
            document; its patterns are checked, but what its other keywords may cost is taken on trust.

    Raises:
        ConfigurationError: an extra schema is not one, would replace one of badgekit's own, or could make
            a validator run for very long.
    """

    __slots__ = ("_compiled", "_documents", "_foreign", "_published")

    def __init__(self, extra: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self._documents: dict[str, tuple[str, Callable[[], dict[str, Any]], Formats]] = {}
        self._compiled: dict[str, CompiledSchema] = {}
        self._published: dict[str, tuple[str, ...]] = {}
        self._foreign: ForeignSchemas | None = None
        for entry in json_schema_index():
            self._add(entry)
        for url, document in (extra or {}).items():
            if url in self._documents:
                raise ConfigurationError(f"The schema {url} is badgekit's own and cannot be replaced.")
            self._compiled[url] = _configured(url, dict(document))

    def _add(self, entry: SchemaEntry) -> None:
        for url in (entry.url, *entry.aliases):
            self._documents[url] = (entry.url, entry.load, _FORMATS)
            self._published[url] = entry.published

    def _document(self, url: str) -> Mapping[str, Any] | None:
        bundled, configured = self._documents.get(url), self._compiled.get(url)
        if bundled is not None:
            return bundled[1]()
        return configured.document if configured is not None else None

    def find(self, url: str) -> CompiledSchema | None:
        """Return the schema that stands for `url`, or None where there is none."""
        known = self._compiled.get(url)
        if known is not None:
            return known
        found = self._documents.get(url)
        if found is None:
            return None
        canonical, load, formats = found
        schema = self._compiled.get(canonical) or CompiledSchema(canonical, load(), formats)
        # Both keys come from the index, so this cannot grow beyond it.
        self._compiled[canonical] = self._compiled[url] = schema
        return schema

    def is_pinned(self, url: str, demands: Iterable[Digest]) -> bool:
        """Tell whether the schema for `url` is the one that digests demand.

        What the caller gave for a URL is what the caller says it is. badgekit's own schemas are not the
        published texts, so the digests of those that mean the same stand in the index.
        """
        if url not in self._documents:
            return url in self._compiled
        known = [read({"digestSRI": text})[0].expected[0] for text in self._published[url]]
        return all(not set(demand.expected).isdisjoint(known) for demand in demands)

    def foreign(self, data: bytes, limits: Limits, dialect: str = "") -> ForeignSchema:
        """Return the schema of somebody else that `data` holds; as `ForeignSchemas.read`."""
        if self._foreign is None:
            from badgekit.schemas.foreign import ForeignSchemas

            # Two threads may make one each at first; the one that is lost has only to be filled again.
            self._foreign = ForeignSchemas(self._document)
        return self._foreign.read(data, limits, dialect)

    def built_in(self, kind: str, vcdm: str) -> CompiledSchema:
        """Return the schema that every document of a kind must satisfy; arguments as for `choose`.

        Raises:
            KeyError: no such kind or version.
            ConfigurationError: badgekit's own schemas are missing or damaged.
        """
        schema = self.find(choose(kind, vcdm))
        if schema is None:
            raise ConfigurationError(f"badgekit's schema for {kind} ({vcdm}) is missing from its index.")
        return schema


def _configured(url: str, document: dict[str, Any]) -> CompiledSchema:
    from badgekit.schemas.explain import check_schema

    check_schema(url, document)
    try:
        return CompiledSchema(url, document, {})
    except Problem as problem:
        raise ConfigurationError(f"The schema {url} cannot be used: {problem}") from None


def _is_date_time_stamp(text: str) -> bool:
    """Refuse what the pattern of xsd:dateTimeStamp lets through: 31 April, years that no clock knows."""
    if text[4:5] == "-" and text[8:10] < "29" and len(text) < 30:
        return True
    try:
        parse_timestamp(text)
    except Problem:
        return False
    return True


_FORMATS: Formats = {"date-time": _is_date_time_stamp}
