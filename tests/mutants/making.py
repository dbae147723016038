"""Where a module can be changed, and the mutants that come of it."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import parso
from cosmic_ray.mutating import MutationVisitor
from tests.mutants.operators import OPERATORS

__all__ = ["Mutant", "Site", "made", "sites"]

_TYPES = frozenset(
    {"int", "str", "bytes", "float", "bool", "list", "dict", "tuple", "object", "None", "type", "set"}
)


@dataclass(frozen=True, slots=True)
class Site:
    """One change that can be made in a module.

    Attributes:
        module: path below ``src/badgekit``.
        operator: name of the operator.
        occurrence: which of its places.
        first: the first line that is changed, from 1.
        last: the last one.
        statement: the first and the last line of the statement it is in; of a compound one those of its head.
        on_import: whether it is evaluated when the module is imported.
    """

    module: str
    operator: str
    occurrence: int
    first: int
    last: int
    statement: tuple[int, int]
    on_import: bool


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change.

    Attributes:
        site: what was changed where.
        key: module and change as text; stays the same when the lines around it move.
        was: the lines before the change, without the space around them.
        now: the lines after it.
        source: the whole module.
    """

    site: Site
    key: str
    was: str
    now: str
    source: str


def sites(path: Path, module: str) -> list[Site]:
    """Return every change that can be made in the module at `path`, in the order of its text.

    Left out is what is never evaluated (annotations, what only type checkers read) and what would be noise:
    ``__all__``, assertions for the type checker, how a dataclass is made, unions of types.
    """
    found: list[Site] = []
    count: Counter[str] = Counter()
    source = path.read_text(encoding="utf-8")
    heads, bodies = _heads_and_bodies(ast.parse(source))
    for node, skipped in _walk(parso.parse(source), False):
        for name, operator in OPERATORS.items():
            for (first, _), (last, column) in operator.mutation_positions(node):
                if not skipped and not (name.startswith("ReplaceBinaryOperator_BitOr") and _of_types(node)):
                    last -= column == 0 and last > first
                    around = [head for head in heads if head[0] <= first and last <= head[1]]
                    statement = min(around, key=lambda head: head[1] - head[0], default=(first, last))
                    inside = any(start <= first and last <= end for start, end in bodies)
                    found.append(Site(module, name, count[name], first, last, statement, not inside))
                count[name] += 1
    return sorted(found, key=lambda site: site.first)


def made(path: Path, site: Site) -> Mutant | None:
    """Make the change; None if what comes of it is no Python."""
    was = path.read_text(encoding="utf-8")
    now = MutationVisitor.mutate_code(was, OPERATORS[site.operator], site.occurrence)
    if now is None or now == was or now.count("\n") != was.count("\n"):
        return None
    try:
        compile(now, str(path), "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return None
    before, after = _changed(was, now)
    key = f"{site.module}: {before} → {after}"
    return Mutant(site, f"{key} ({_same_before(was, before, site.first)})", before, after, now)


def _changed(was: str, now: str) -> tuple[str, str]:
    old, new = was.splitlines(), now.splitlines()
    lines = [at for at, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    part = slice(lines[0], lines[-1] + 1)
    return _one_line(old[part]), _one_line(new[part])


def _one_line(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


def _same_before(source: str, text: str, line: int) -> int:
    """Count the places above `line` that read the same, to tell equal changes apart."""
    above = _one_line(source.splitlines()[: line - 1])
    return above.count(text)


def _heads_and_bodies(tree: ast.Module) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the lines of every statement, without what is below it, and those of every function's body."""
    heads: list[tuple[int, int]] = []
    bodies: list[tuple[int, int]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            end = node.end_lineno or node.lineno
            below: list[ast.stmt] = getattr(node, "body", [])
            heads.append((node.lineno, max(node.lineno, below[0].lineno - 1) if below else end))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                bodies.append((below[0].lineno, end))
    return heads, bodies


def _walk(node: Any, skipped: bool) -> Iterator[tuple[Any, bool]]:
    skipped = skipped or _is_noise(node)
    yield node, skipped
    children = list(getattr(node, "children", ()))
    for at, child in enumerate(children):
        # Of an annotation only the value is evaluated; of a function's signature only the defaults.
        hidden = (node.type == "annassign" and at == 1) or (node.type == "tfpdef" and at == 2)
        hidden = hidden or (node.type == "funcdef" and at > 0 and _value(children[at - 1]) == "->")
        yield from _walk(child, skipped or hidden)


def _is_noise(node: Any) -> bool:
    if node.type == "assert_stmt":
        return True
    if node.type == "decorator":
        return bool(node.get_code(include_prefix=False).startswith("@dataclass"))
    if node.type == "if_stmt":
        return bool(_value(node.children[1]) == "TYPE_CHECKING")
    return bool(node.type == "expr_stmt" and _value(node.children[0]) == "__all__")


def _of_types(sign: Any) -> bool:
    """Say whether a ``|`` stands between types."""
    leaves = [child.get_code(include_prefix=False) for child in sign.parent.children if child is not sign]
    names = [leaf.rpartition(".")[2] for leaf in leaves]
    return any(name in _TYPES or (name[:1].isupper() and not name.isupper()) for name in names)


def _value(node: Any) -> str:
    return str(getattr(node, "value", ""))
