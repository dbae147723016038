"""Parts that a schema accepted before: a yes is remembered for that very content and for no other."""

from __future__ import annotations

import functools
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.jsonld_mutations import mutated

from badgekit.schemas import SchemaSet
from badgekit.schemas.compiler import compile_schema
from badgekit.testing import IssuerSimulator

SIM = IssuerSimulator("uni.example")
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$defs": {"Part": {"type": "object", "properties": {"value": {"enum": [1, "a"]}}}},
    "properties": {"part": {"$ref": "#/$defs/Part"}},
}
REPEATING = frozenset({"#/$defs/Part"})


@pytest.mark.parametrize(
    ("value", "fits"), [(1, True), (1.0, True), (True, False), ("a", True), ("1", False)]
)
def test_values_that_python_calls_equal_are_judged_one_by_one(value: Any, fits: bool) -> None:
    judge = compile_schema(SCHEMA, repeating=REPEATING)
    assert judge({"part": {"value": 1}})
    assert judge({"part": {"value": value}}) is fits
    assert judge({"part": {"value": value}}) is fits


def test_a_no_is_not_remembered_as_a_yes() -> None:
    judge = compile_schema(SCHEMA, repeating=REPEATING)
    for _ in range(2):
        assert not judge({"part": {"value": 2}})
        assert not judge({"part": "x"})


@functools.cache
def _shared() -> SchemaSet:
    return SchemaSet()


@functools.cache
def _plain() -> Any:
    """Return the same schema, compiled to remember nothing."""
    return compile_schema(_shared().built_in("achievement", "2.0").document)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_a_schema_that_has_met_everything_judges_as_one_that_has_not(data: st.DataObject) -> None:
    document = data.draw(mutated([SIM.issue("anna@example.org", achievement={"creditsAvailable": 1})]))
    schema = _shared().built_in("achievement", "2.0")
    expected = _plain()(document) and SchemaSet().built_in("achievement", "2.0").accepts(document)
    for _ in range(2):
        assert schema.accepts(document) is expected
