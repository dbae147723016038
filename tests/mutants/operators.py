"""What is changed: operators of cosmic-ray, and our own for what matters in code that verifies.

An operator finds its places in a tree of parso and makes one change there. Where cosmic-ray puts every other
operator in the place of one, only the nearest is taken, the one that is hardest to notice; its negations and
its exchange of ``and`` and ``or`` follow from the conditions and operands below.
"""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Iterator
from typing import Any

import parso
from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.operators.provider import OperatorProvider
from parso.tree import search_ancestor

__all__ = ["OPERATORS", "operators"]

_CORE = (
    *("ReplaceComparisonOperator_Eq_NotEq", "ReplaceComparisonOperator_NotEq_Eq"),
    *("ReplaceComparisonOperator_Is_IsNot", "ReplaceComparisonOperator_IsNot_Is"),
    *("ReplaceComparisonOperator_Lt_LtE", "ReplaceComparisonOperator_LtE_Lt"),
    *("ReplaceComparisonOperator_Gt_GtE", "ReplaceComparisonOperator_GtE_Gt"),
    *("ReplaceBinaryOperator_Add_Sub", "ReplaceBinaryOperator_Sub_Add"),
    *("ReplaceBinaryOperator_Mul_FloorDiv", "ReplaceBinaryOperator_FloorDiv_Mul"),
    *("ReplaceBinaryOperator_Mod_Mul", "ReplaceBinaryOperator_Pow_Mul"),
    *("ReplaceBinaryOperator_RShift_LShift", "ReplaceBinaryOperator_LShift_RShift"),
    *("ReplaceBinaryOperator_BitOr_BitAnd", "ReplaceBinaryOperator_BitAnd_BitOr"),
    "ReplaceBinaryOperator_BitXor_BitOr",
    *(
        "ReplaceUnaryOperator_Delete_Not",
        "ReplaceUnaryOperator_Delete_USub",
        "ReplaceUnaryOperator_Delete_Invert",
    ),
    *("ReplaceTrueWithFalse", "ReplaceFalseWithTrue"),
    *("ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ZeroIterationForLoop"),
)


class StatementRemover(Operator):  # type: ignore[misc]
    """Take one statement out: a raise, a return, a call, a yield, a deletion, or the change of something.

    The only statement below an ``if`` without ``else`` is left to `ConditionReplacer`. A new name is left:
    without it the next line breaks. So is a return at the end of a function that returns nothing.
    """

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        if node.type == "simple_stmt" and _removable(node.children[0]):
            if _alone_below_if(node) or _returns_at_the_end(node):
                return
            yield node.children[0].start_pos, node.children[0].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        statement = node.children[0]
        lines = statement.get_code(include_prefix=False).count("\n")
        # As many lines as before: what is known of a line must still hold of those below.
        node.children[0] = parso.parse(statement.get_first_leaf().prefix + "pass" + "\n" * lines)
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example("refuse(url)\n", "pass\n"),
            Example("def f():\n    raise ValueError(\n        1)\n", "def f():\n    pass\n\n"),
            Example("x += 1\n", "pass\n"),
            Example("x[1] = 2\n", "pass\n"),
        )


class ConditionReplacer(Operator):  # type: ignore[misc]
    """Make a condition hold always, or never. That a loop never ends by its condition is not tried."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        for at, _ in self._choices(node):
            yield node.children[at].start_pos, node.children[at].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        at, value = list(self._choices(node))[index]
        node.children[at] = _text(node.children[at], value)
        return node

    @staticmethod
    def _choices(node: Any) -> Iterator[tuple[int, str]]:
        if node.type == "if_stmt":
            keywords = [at for at, child in enumerate(node.children) if _is_word(child, "if", "elif")]
            conditions = [at + 1 for at in keywords]
        elif node.type in ("test", "ternary"):
            conditions = [2]
        elif node.type in ("comp_if", "old_comp_if"):
            conditions = [1]
        elif node.type == "while_stmt":
            yield 1, "False"
            return
        else:
            return
        for at in conditions:
            if not _is_word(node.children[at], "True", "False", "TYPE_CHECKING"):
                yield at, "True"
                yield at, "False"

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example("if x: pass\n", "if True: pass\n"),
            Example("if x: pass\n", "if False: pass\n", occurrence=1),
            Example("if x: pass\nelif y: pass\n", "if x: pass\nelif False: pass\n", occurrence=3),
            Example("a = b if c else d\n", "a = b if True else d\n"),
            Example("[a for a in b if c]\n", "[a for a in b if False]\n", occurrence=1),
            Example("while x: pass\n", "while False: pass\n"),
        )


class OperandDropper(Operator):  # type: ignore[misc]
    """Drop one side of an ``and`` or ``or``."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        if node.type in ("and_test", "or_test"):
            for operand in node.children[::2]:
                yield operand.start_pos, operand.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        at = 2 * index
        kept = node.children[2:] if at == 0 else node.children[: at - 1] + node.children[at + 1 :]
        code = _code(kept).lstrip()
        lines = node.get_code(include_prefix=False).count("\n") - code.count("\n")
        return parso.parse(node.get_first_leaf().prefix + _bracketed(code + "\n" * lines))

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example("x = a and b\n", "x = b\n"),
            Example("x = a and b\n", "x = a\n", occurrence=1),
            Example("x = a or b or c\n", "x = a or c\n", occurrence=1),
        )


class MembershipReplacer(Operator):  # type: ignore[misc]
    """Exchange ``in`` and ``not in``."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        if node.type == "comparison":
            for operator in node.children[1::2]:
                if self._words(operator) in ("in", "not in"):
                    yield operator.start_pos, operator.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        places = [
            at for at in range(1, len(node.children), 2) if self._words(node.children[at]) in ("in", "not in")
        ]
        operator = node.children[places[index]]
        node.children[places[index]] = _text(
            operator, "in" if self._words(operator) == "not in" else "not in"
        )
        return node

    @staticmethod
    def _words(operator: Any) -> str:
        return " ".join(operator.get_code(include_prefix=False).split())

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("x = a in b\n", "x = a not in b\n"), Example("x = a not in b\n", "x = a in b\n"))


class NumberReplacer(Operator):  # type: ignore[misc]
    """Make a number one more, and one less."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        if node.type == "number":
            yield from ((node.start_pos, node.end_pos),) * 2

    def mutate(self, node: Any, index: int) -> Any:
        node.value = str(literal_eval(node.value) + (1, -1)[index])
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("x = 0x10\n", "x = 17\n"), Example("x = 0\n", "x = -1\n", occurrence=1))


class HandlerNarrower(Operator):  # type: ignore[misc]
    """Let one kind of exception through that was caught."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        if node.type == "except_clause" and len(node.children) > 1:
            for kind in self._kinds(node):
                yield kind.start_pos, kind.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        kinds = [kind.get_code(include_prefix=False) for kind in self._kinds(node)]
        kept = "".join(f"{kind}, " for at, kind in enumerate(kinds) if at != index)
        node.children[1] = _text(node.children[1], f"({kept})")
        return node

    @staticmethod
    def _kinds(node: Any) -> list[Any]:
        caught = node.children[1]
        if caught.type == "atom" and caught.children[0].value == "(":
            inside = caught.children[1]
            return (
                [part for part in inside.children if not _is_word(part, ",")]
                if inside.type != "name"
                else [inside]
            )
        return [caught]

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example("try: pass\nexcept a.B: pass\n", "try: pass\nexcept (): pass\n"),
            Example("try: pass\nexcept (A, B) as e: pass\n", "try: pass\nexcept (B, ) as e: pass\n"),
        )


class ReturnReplacer(Operator):  # type: ignore[misc]
    """Return nothing instead of what was to be returned."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        if node.type == "return_stmt" and not _is_word(node.children[1], "None", "True", "False"):
            yield node.children[1].start_pos, node.children[1].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        node.children[1] = _text(node.children[1], "None")
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("def f(): return g(1)\n", "def f(): return None\n"),)


def _code(nodes: list[Any]) -> str:
    return "".join(node.get_code() for node in nodes)


def _text(node: Any, code: str) -> Any:
    """Return an expression in the place of `node`, with as many lines."""
    lines = node.get_code(include_prefix=False).count("\n")
    return parso.parse(node.get_first_leaf().prefix + _bracketed(code + "\n" * lines))


def _bracketed(code: str) -> str:
    return f"({code})" if "\n" in code else code


def _is_word(node: Any, *words: str) -> bool:
    return getattr(node, "value", None) in words


def _removable(statement: Any) -> bool:
    if statement.type in ("raise_stmt", "return_stmt", "del_stmt", "yield_expr") or _is_word(
        statement, "return", "raise", "yield", "continue"
    ):
        return True
    if statement.type in ("atom_expr", "power"):
        return bool(
            statement.children[-1].type == "trailer" and statement.children[-1].children[0].value == "("
        )
    if statement.type != "expr_stmt":
        return False
    target, sign = statement.children[0], statement.children[1]
    if sign.type == "annassign":
        return False
    return bool(not _is_word(sign, "=") or target.type in ("atom_expr", "power"))


def _alone_below_if(node: Any) -> bool:
    suite = node.parent
    if suite is None or suite.type != "suite" or suite.parent.type != "if_stmt":
        return False
    statements = [child for child in suite.children if child.type != "newline"]
    return len(statements) == 1 and not any(
        _is_word(child, "elif", "else") for child in suite.parent.children
    )


def _returns_at_the_end(node: Any) -> bool:
    statement = node.children[0]
    if statement.type == "return_stmt" and not _is_word(statement.children[1], "None"):
        return False
    function = search_ancestor(node, "funcdef")
    if function is None or not (statement.type == "return_stmt" or _is_word(statement, "return")):
        return False
    return bool(function.end_pos == node.end_pos)


_OWN = (
    StatementRemover,
    ConditionReplacer,
    OperandDropper,
    MembershipReplacer,
    NumberReplacer,
    HandlerNarrower,
    ReturnReplacer,
)


def operators() -> dict[str, Operator]:
    """Return every operator by its name, cosmic-ray's and our own."""
    core = OperatorProvider()
    return {name: core[name]() for name in _CORE} | {kind.__name__: kind() for kind in _OWN}


OPERATORS: dict[str, Operator] = operators()
