"""From a document to its canonical form, by the short way where it leads there and by PyLD where not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.jsonld import rdfc
from badgekit.jsonld.compiler import Compiler, Load
from badgekit.jsonld.contexts import Budget, LocalKey
from badgekit.jsonld.mentions import Pair, shared_problem
from badgekit.jsonld.parts import Parts
from badgekit.jsonld.redefinitions import compare
from badgekit.jsonld.refusal import Outside, Refused, located, paths_of
from badgekit.jsonld.store import ContextStore
from badgekit.jsonld.walk import Walk
from badgekit.jsonld.work import Work
from badgekit.limits import Limits
from badgekit.repeats import Repeats

__all__ = ["Canonical", "Engine"]

_OWN: Any = object()

# Bounds of what is kept for later documents. Contexts come from documents, so whoever sends documents
# decides how much there is to keep; a table that is full is thrown away and grows again.
_MAX_COMPILERS = 16
_MAX_COMPILED = 300_000
_MAX_COMPARISONS = 256
# A comparison looks into every scoped context of a list, which a document never does.
_COMPARISON_BUDGET = 2_000_000
# What is compared is copied and not worked out, which is so much cheaper.
_TERMS_COMPARED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Canonical:
    r"""The canonical form of a document (RDFC-1.0), and what was noticed on the way.

    Attributes:
        lines: the canonical N-Quads lines, sorted, each ending in ``\n``.
        route: ``strict`` for the one walk with the tree guard, ``pyld`` for general JSON-LD.
        outside: why the document left the strict profile; empty on the strict route. A problem with the
            code ``jsonld.outside_profile`` is a construct that is signed as it stands; with any other code,
            readers of the JSON may see something else than what was signed.
        shared: pairs of objects that describe one id differently, ``jsonld.node_described_twice``.
        nested_contexts: JSONPaths of the objects below the top that bring a context of their own.
        revisions: context URL → name of the revision that was used.
    """

    lines: tuple[str, ...]
    route: str = "strict"
    outside: tuple[Problem, ...] = ()
    shared: tuple[Problem, ...] = ()
    nested_contexts: tuple[str, ...] = ()
    revisions: Mapping[str, str] = field(default_factory=dict)

    @property
    def quad_count(self) -> int:
        """The number of statements."""
        return len(self.lines)

    @property
    def nquads(self) -> bytes:
        """The canonical N-Quads document, UTF-8, as it is hashed."""
        return "".join(self.lines).encode()


class Engine:
    """Canonicalises documents; may be shared by threads.

    Args:
        store: the contexts that may be used.
        limits: `json_depth`, `contexts`, `context_terms`, `quads`, `blank_nodes` and
            `canonicalization_work` are applied.
    """

    __slots__ = ("_comparisons", "_compilers", "_parts", "limits", "store")

    def __init__(self, store: ContextStore, limits: Limits) -> None:
        self.store = store
        self.limits = limits
        self._compilers: dict[tuple[tuple[str, str], ...], Compiler] = {}
        self._parts: Parts = Repeats()
        self._comparisons: dict[tuple[int, LocalKey], tuple[Problem, ...]] = {}

    def canonicalize(
        self,
        document: Mapping[str, Any],
        *,
        context: Any = _OWN,
        revisions: Mapping[str, str] | None = None,
        hash_name: str = "sha256",
        work: Work | None = None,
    ) -> Canonical:
        """Return the canonical form of `document`.

        Args:
            document: a JSON object of plain dicts, lists, strings, numbers, booleans and None.
            context: the context to read it with, in place of its own ``@context``.
            revisions: context URL → revision to use where it is not the default one.
            hash_name: "sha256" or "sha384", the hash inside RDFC-1.0.
            work: the account to charge; a full one for this document alone when left out.

        Raises:
            Malformed: ``jsonld.unsigned_data`` for data that JSON-LD leaves out of what is signed,
                ``jsonld.invalid_context`` for a context that breaks JSON-LD 1.1, ``jsonld.not_json``.
            Unsupported: ``context.not_allowed`` for a context URL that is not in the store.
            LimitExceeded: the document asks for more than `limits` allows.
        """
        node = document if type(document) is dict else dict(document)
        has_context = context is not _OWN or "@context" in node
        local = node.get("@context") if context is _OWN else context
        choice = revisions or {}
        account = work or Work(self.limits)
        walk = Walk(self.limits, self._parts, account)
        shared: list[Pair] = []
        try:
            walk.document(node, self._compiler(choice).initial, local, has_context=has_context)
            shared = walk.shared()
            left = walk.outside
        except Outside as refused:
            left = [refused]
        except Refused as refused:
            raise located(refused, node) from None
        if left:
            return self._general(node, local, choice, hash_name, left, walk, account)
        lines = self._lines(walk.statements, hash_name, account)
        return Canonical(
            lines=tuple(lines),
            shared=_shared_problems(node, shared),
            nested_contexts=_nested_paths(node, walk),
            revisions=walk.sources,
        )

    def _general(
        self,
        node: dict[str, Any],
        local: Any,
        choice: Mapping[str, str],
        hash_name: str,
        left: list[Outside],
        walk: Walk,
        account: Work,
    ) -> Canonical:
        from badgekit.jsonld.pyld_route import to_quads

        outside = tuple(located(refused, node) for refused in left)

        def find(url: str) -> Mapping[str, Any] | None:
            revision = self.store.document(url, choice)
            return None if revision is None else revision.document

        read = to_quads({**node, "@context": local}, find, self.limits, account)
        return Canonical(
            lines=tuple(self._lines(rdfc.statements_of(read), hash_name, account)),
            route="pyld",
            outside=outside,
            shared=_shared_problems(node, walk.shared()),
            nested_contexts=_nested_paths(node, walk),
            revisions=walk.sources,
        )

    def _lines(self, statements: rdfc.Statements, hash_name: str, account: Work) -> list[str]:
        account.canonicalize(statements.count)
        return rdfc.canonicalize(statements, hash_name=hash_name, limits=self.limits, work=account)

    def places(
        self,
        document: Mapping[str, Any],
        *,
        revisions: Mapping[str, str] | None = None,
        work: Work | None = None,
    ) -> Mapping[str, tuple[str, ...]] | None:
        """Return which members say which statement of the canonical form with SHA-256.

        Args:
            document, revisions, work: as for `canonicalize`.

        Returns:
            Line of the canonical form → JSONPaths of the members, or single values, that say it; more than
            one where an object is described in several places. None where the document leaves the strict
            profile.

        Raises:
            Problem: as `canonicalize`.
        """
        from badgekit.jsonld.places import Tracer

        node = document if type(document) is dict else dict(document)
        account = work or Work(self.limits)
        walk = Tracer(self.limits, account)
        try:
            initial = self._compiler(revisions or {}).initial
            walk.document(node, initial, node.get("@context"), has_context="@context" in node)
        except Outside:
            return None
        except Refused as refused:
            raise located(refused, node) from None
        if walk.outside:
            return None
        account.canonicalize(walk.statements.count)
        _, labels = rdfc.canonicalize_with_map(walk.statements, limits=self.limits, work=account)
        return walk.places(node, labels)

    def redefinitions(self, contexts: list[Any], base: int, work: Work | None = None) -> tuple[Problem, ...]:
        """Return what the later entries of `contexts` change in the meaning of the first `base` ones.

        Args:
            contexts: entries of an ``@context`` array.
            base: how many of them, from the first, are trusted.
            work: the account to charge; a full one for this list alone when left out.

        Returns:
            ``jsonld.term_redefined`` for every term of the base, scoped contexts included, that no longer
            means the same; ``jsonld.term_alias`` for every new term with the IRI of a term of the base.

        Raises:
            Problem: the contexts are unknown, invalid or too large, as in `canonicalize`.
        """
        if len(contexts) <= base:
            return ()
        budget = Budget(_COMPARISON_BUDGET, work or Work(self.limits), _TERMS_COMPARED)
        compiler = self._compiler({})
        try:
            key = base, compiler.key_of(contexts)
            known = self._comparisons.get(key)
            if known is None:
                trusted = compiler.local(compiler.initial, contexts[:base], budget)
                known = compare(trusted, compiler.local(compiler.initial, contexts, budget), budget)
                if len(self._comparisons) >= _MAX_COMPARISONS:
                    self._comparisons.clear()
                self._comparisons[key] = known
        except Refused as refused:
            raise refused.problem("$['@context']") from None
        return known

    def _compiler(self, choice: Mapping[str, str]) -> Compiler:
        key = tuple(sorted(choice.items()))
        compiler = self._compilers.get(key)
        if compiler is None or compiler.size > _MAX_COMPILED:
            compiler = Compiler(self._loader(dict(choice)), self.limits)
            if len(self._compilers) >= _MAX_COMPILERS:
                self._compilers.clear()
            self._compilers[key] = compiler
        return compiler

    def _loader(self, choice: Mapping[str, str]) -> Load:
        store = self.store

        def load(url: str) -> tuple[str, Any]:
            revision = store.document(url, choice)
            if revision is None:
                raise Refused(Unsupported, "context.not_allowed", url=url)
            if "@context" not in revision.document:
                raise Refused(Malformed, "jsonld.invalid_context", reason="it holds no @context", url=url)
            return revision.name, revision.document["@context"]

        return load


def _shared_problems(document: dict[str, Any], pairs: list[Pair]) -> tuple[Problem, ...]:
    paths = paths_of(document, [node for pair in pairs for node in pair])
    return tuple(
        shared_problem(pair, paths.get(id(pair[0]), "$"), paths.get(id(pair[1]), "$")) for pair in pairs
    )


def _nested_paths(document: dict[str, Any], walk: Walk) -> tuple[str, ...]:
    paths = paths_of(document, walk.nested)
    return tuple(paths.get(id(node), "$") for node in walk.nested)
