"""CBOR as proofs use it: RFC 8949's own examples, another reader's word, and what is refused."""

from __future__ import annotations

from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from badgekit import strictcbor
from badgekit.errors import BadgekitError, LimitExceeded, Malformed
from badgekit.strictcbor import Tagged

_SCALARS = (
    st.integers(-(2**64), 2**64 - 1)
    | st.binary(max_size=40)
    | st.text(max_size=40)
    | st.booleans()
    | st.none()
)
_NAMES = st.integers(-(2**64), 2**64 - 1) | st.binary(max_size=20) | st.text(max_size=20)
VALUES = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(_NAMES, inner, max_size=5)
)


# RFC 8949 appendix A.
@pytest.mark.parametrize(
    ("encoded", "value"),
    [
        ("00", 0),
        ("17", 23),
        ("1818", 24),
        ("1903e8", 1000),
        ("1bffffffffffffffff", 18446744073709551615),
        ("3bffffffffffffffff", -18446744073709551616),
        ("20", -1),
        ("3903e7", -1000),
        ("f4", False),
        ("f5", True),
        ("f6", None),
        ("4401020304", b"\x01\x02\x03\x04"),
        ("62c3bc", "\u00fc"),
        ("64f0908591", "\U00010151"),
        ("8301820203820405", [1, [2, 3], [4, 5]]),
        ("a201020304", {1: 2, 3: 4}),
        ("a26161016162820203", {"a": 1, "b": [2, 3]}),
    ],
)
def test_examples_of_the_standard(encoded: str, value: Any) -> None:
    data = bytes.fromhex(encoded)
    assert strictcbor.loads(data) == value
    assert strictcbor.dumps(value) == data


@given(VALUES)
def test_it_reads_and_writes_what_another_implementation_does(value: Any) -> None:
    assert strictcbor.loads(cbor2.dumps(value)) == value
    assert cbor2.loads(strictcbor.dumps(value)) == value
    assert strictcbor.dumps(value) == cbor2.dumps(value, canonical=True) or isinstance(value, dict | list)
    assert strictcbor.loads(strictcbor.dumps(value)) == value


@given(st.binary(max_size=200))
def test_whatever_the_bytes_are_they_are_read_as_others_read_them_or_refused(data: bytes) -> None:
    try:
        value = strictcbor.loads(data)
    except BadgekitError:
        return
    assert cbor2.loads(data) == value


@given(VALUES, st.binary(min_size=1, max_size=3))
def test_nothing_may_follow(value: Any, rest: bytes) -> None:
    with pytest.raises(Malformed) as caught:
        strictcbor.loads(strictcbor.dumps(value) + rest)
    assert caught.value.code == "cbor.malformed"


@given(VALUES)
def test_a_value_that_ends_early_is_refused(value: Any) -> None:
    with pytest.raises(Malformed):
        strictcbor.loads(strictcbor.dumps(value)[:-1])


@pytest.mark.parametrize(
    ("encoded", "reason"),
    [
        ("", "it ends too early"),
        ("62c328", "a text is not UTF-8"),
        ("5f42010243030405ff", "a value of unknown length"),
        ("9fff", "a value of unknown length"),
        ("bf61610161629f0203ffff", "a value of unknown length"),
        ("1c", "a value of unknown length"),
        ("f93c00", "a kind of value that has no place here"),
        ("fb3ff199999999999a", "a kind of value that has no place here"),
        ("f7", "a kind of value that has no place here"),
        ("f820", "a kind of value that has no place here"),
        ("c11a514b67b0", "tag 1 has no place here"),
        ("a201010102", "a name is given twice"),
        ("a2616101616102", "a name is given twice"),
        ("a1f501", "the name of a member is no number, text or bytes"),
        ("a18001", "the name of a member is no number, text or bytes"),
        ("9bffffffffffffffff", "it ends too early"),
        ("bb7fffffffffffffff", "it ends too early"),
        ("5bffffffffffffffff", "it ends too early"),
    ],
)
def test_what_is_refused(encoded: str, reason: str) -> None:
    with pytest.raises(Malformed) as caught:
        strictcbor.loads(bytes.fromhex(encoded))
    assert caught.value.params["reason"] == reason


# RFC 8949 appendix A.
@pytest.mark.parametrize(
    ("encoded", "value"),
    [
        ("f90000", 0.0),
        ("f98000", -0.0),
        ("f93e00", 1.5),
        ("f97bff", 65504.0),
        ("fa47c35000", 100000.0),
        ("fb3ff199999999999a", 1.1),
        ("fb7e37e43c8800759c", 1.0e300),
        ("f90001", 5.960464477539063e-8),
        ("82f9c40001", [-4.0, 1]),
    ],
)
def test_floating_point_numbers_are_read_where_they_are_expected(encoded: str, value: Any) -> None:
    data = bytes.fromhex(encoded)
    assert repr(strictcbor.loads(data, floats=True)) == repr(value)
    assert strictcbor.dumps(value) == data
    assert cbor2.dumps(value, canonical=True) == data
    with pytest.raises(Malformed):
        strictcbor.loads(data)


@pytest.mark.parametrize(
    "encoded", ["f97c00", "f97e00", "fa7f800000", "fbfff0000000000000", "f93c", "a1f93c0001", "f7"]
)
def test_other_numbers_are_refused_everywhere(encoded: str) -> None:
    with pytest.raises(Malformed):
        strictcbor.loads(bytes.fromhex(encoded), floats=True)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_number_comes_back(value: float) -> None:
    assert repr(strictcbor.loads(strictcbor.dumps(value), floats=True)) == repr(value)


def test_a_tag_that_is_expected_is_read() -> None:
    assert strictcbor.loads(bytes.fromhex("d28401a0f640"), tags=frozenset({18})) == Tagged(
        18, [1, {}, None, b""]
    )
    assert strictcbor.dumps(Tagged(18, [1, {}, None, b""])) == bytes.fromhex("d28401a0f640")


def test_it_goes_no_deeper_and_no_further_than_its_bounds() -> None:
    with pytest.raises(LimitExceeded) as caught:
        strictcbor.loads(b"\x81" * 5000 + b"\x00")
    assert caught.value.code == "cbor.too_deep"
    with pytest.raises(LimitExceeded) as caught:
        strictcbor.loads(b"\x9a" + (200_000).to_bytes(4, "big") + b"\x00" * 200_000)
    assert caught.value.code == "cbor.too_many_items"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), 2**64, {1, 2}])
def test_what_has_no_form_is_a_fault_of_the_caller(value: object) -> None:
    with pytest.raises(TypeError):
        strictcbor.dumps(value)
