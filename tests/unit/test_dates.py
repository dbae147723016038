from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from badgekit.dates import (
    Timestamp,
    parse_date,
    parse_datetime,
    parse_iso8601,
    parse_legacy_date,
    parse_timestamp,
)
from badgekit.errors import Malformed, Problem
from badgekit.messages import lookup


def instant(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2025-01-31T12:00:00Z", instant(2025, 1, 31, 12)),
        ("2025-01-31T12:00:00.000+00:00", instant(2025, 1, 31, 12)),
        ("2025-01-31T12:00:00.5Z", instant(2025, 1, 31, 12, 0, 0, 500000)),
        ("2025-01-31T12:00:00.123456Z", instant(2025, 1, 31, 12, 0, 0, 123456)),
        ("2025-01-31T12:00:00.1234569Z", instant(2025, 1, 31, 12, 0, 0, 123456)),
        ("2025-01-31T17:30:00+05:30", instant(2025, 1, 31, 12)),
        ("2025-01-31T12:00:00-00:00", instant(2025, 1, 31, 12)),
        ("2025-02-01T02:00:00+14:00", instant(2025, 1, 31, 12)),
        ("2025-01-30T22:00:00-14:00", instant(2025, 1, 31, 12)),
        ("2024-02-29T00:00:00Z", instant(2024, 2, 29)),
        ("2025-01-31T24:00:00Z", instant(2025, 2, 1)),
        ("2025-01-31T24:00:00.000+01:00", instant(2025, 1, 31, 23)),
        ("0001-01-01T00:00:00Z", instant(1, 1, 1)),
        ("9999-12-31T23:59:59Z", instant(9999, 12, 31, 23, 59, 59)),
        ("2016-12-31T23:59:60Z", instant(2017, 1, 1)),
        ("2017-01-01T00:59:60+01:00", instant(2017, 1, 1)),
    ],
)
def test_instants(text: str, at: datetime) -> None:
    found = parse_timestamp(text)
    assert found == Timestamp(at, True, text)
    assert found.at.utcoffset() == timedelta(0)


def test_a_value_without_zone_is_utc_and_says_so() -> None:
    assert parse_timestamp("2025-01-31T12:00:00.25") == Timestamp(
        instant(2025, 1, 31, 12, 0, 0, 250000), False, "2025-01-31T12:00:00.25"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "never",
        "2099",
        "2099-12-31",
        "20991231T000000Z",
        "2099-12-31 00:00:00Z",
        "2099-12-31t00:00:00Z",
        "2099-12-31T00:00:00z",
        "2099-12-31T00:00Z",
        "2099-12-31T00:00:00,5Z",
        "2099-12-31T00:00:00.Z",
        "2099-12-31T00:00:00+0100",
        "2099-12-31T00:00:00+01",
        "2099-12-31T00:00:00+01:00:00",
        "2099-W52-5T00:00:00Z",
        "2099-365T00:00:00Z",
        "+2099-12-31T00:00:00Z",
        " 2099-12-31T00:00:00Z",
        "2099-12-31T00:00:00Z\n",
        "2099-12-31T00:00:00Z\x00",
        "2099-12-31T00:00:00Z; x",
        "\uff12\uff10\uff19\uff19-12-31T00:00:00Z",
        "\u0662\u0660\u0669\u0669-12-31T00:00:00Z",
        "2099\u221212-31T00:00:00Z",
        "1769860800",
    ],
)
def test_other_forms_are_malformed(text: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse_timestamp(text, "$.validUntil")
    assert (caught.value.code, caught.value.path) == ("date.malformed", "$.validUntil")


@pytest.mark.parametrize(
    "text",
    [
        "2099-13-01T00:00:00Z",
        "2099-00-01T00:00:00Z",
        "2099-02-29T00:00:00Z",
        "2099-01-32T00:00:00Z",
        "2099-12-31T25:00:00Z",
        "2099-12-31T24:00:01Z",
        "2099-12-31T24:00:00.001Z",
        "2099-12-31T23:60:00Z",
        "2099-12-31T23:59:61Z",
        "2099-12-31T12:00:60Z",
        "2099-11-30T23:59:60Z",
        "2016-12-31T23:59:60+01:00",
        "2099-12-31T00:00:00+00:60",
        "2099-12-31T00:00:00+14:01",
        "2099-12-31T00:00:00-15:00",
        "0000-12-31T00:00:00Z",
        "-0001-12-31T00:00:00Z",
        "10000-01-01T00:00:00Z",
        "02099-01-01T00:00:00Z",
        "999999999-01-01T00:00:00Z",
        "9" * 5000 + "-01-01T00:00:00Z",
        "2099-12-31T00:00:00." + "9" * 19 + "Z",
        "2099-12-31T00:00:00." + "9" * 100_000 + "Z",
    ],
)
def test_numbers_that_do_not_exist_are_out_of_range(text: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse_timestamp(text, "$.validUntil")
    assert (caught.value.code, caught.value.path) == ("date.out_of_range", "$.validUntil")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("9999-12-31T23:59:59-05:00", datetime.max),
        ("9999-12-31T24:00:00Z", datetime.max),
        ("9999-12-31T23:59:60Z", datetime.max),
        ("9999-12-31T23:00:00-14:00", datetime.max),
        ("9999-12-31T23:59:59Z", datetime.max.replace(microsecond=0)),
        ("9998-12-31T24:00:00Z", datetime(9999, 1, 1)),
        ("0001-01-01T00:00:00+00:01", datetime.min),
        ("0001-01-01T00:00:00+14:00", datetime.min),
        ("0001-01-01T00:01:00+00:01", datetime.min),
    ],
)
def test_for_ever_and_of_old_are_read_in_every_zone(text: str, at: datetime) -> None:
    assert parse_timestamp(text).at == at.replace(tzinfo=UTC)


def test_so_are_days() -> None:
    # A day begins where it begins: the last one of all is long over in the west when it begins in UTC.
    assert parse_datetime("9999-12-31-14:00").at == instant(9999, 12, 31, 14)
    assert parse_datetime("0001-01-01+14:00").at == datetime.min.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "at", "had_zone"),
    [
        ("2025-01-31T12:00:00", instant(2025, 1, 31, 12), False),
        ("2025-01-31T12:00:00+01:00", instant(2025, 1, 31, 11), True),
        ("2025-01-31", instant(2025, 1, 31), False),
        ("2025-01-31+01:00", instant(2025, 1, 30, 23), True),
    ],
)
def test_a_datetime_may_lack_zone_or_time(text: str, at: datetime, had_zone: bool) -> None:
    assert parse_datetime(text) == Timestamp(at, had_zone, text)


@pytest.mark.parametrize("text", ["2025-02-30", "2025-01-31+15:00", "12025-01-01", "0000-12-31-14:00"])
def test_a_datetime_out_of_range(text: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse_datetime(text)
    assert caught.value.code == "date.out_of_range"


@pytest.mark.parametrize("text", ["2000-02-29", "2000-02-29Z", "2000-02-29-05:00"])
def test_a_date(text: str) -> None:
    assert parse_date(text) == date(2000, 2, 29)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2000-02-30", "date.out_of_range"),
        ("2000-02-29+99:00", "date.out_of_range"),
        ("0000-01-01", "date.out_of_range"),
        ("2000-02-29T00:00:00Z", "date.malformed"),
        ("29.02.2000", "date.malformed"),
    ],
)
def test_a_wrong_date(text: str, code: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse_date(text, "$.dateOfBirth")
    assert (caught.value.code, caught.value.path) == (code, "$.dateOfBirth")


def test_every_code_has_a_sentence() -> None:
    assert all(lookup(code) for code in ("date.malformed", "date.out_of_range", "date.no_zone"))


_ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=_ZONES))
@settings(max_examples=200, deadline=None)
def test_what_python_writes_reads_back(moment: datetime) -> None:
    assert parse_timestamp(moment.isoformat()).at == moment


_NEAR = st.text(alphabet="0123456789-+:.TZ \u0660\uff11", max_size=40)


@given(
    st.one_of(st.text(max_size=40), _NEAR, st.from_regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[Z+-].*"))
)
@settings(max_examples=400, deadline=None)
def test_any_text_gives_an_instant_or_a_problem(text: str) -> None:
    for parse in (parse_timestamp, parse_datetime, parse_date):
        try:
            found = parse(text)
        except Problem:
            continue
        assert text.isascii()
        assert isinstance(found, Timestamp | date)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2016-12-31T23:59Z", instant(2016, 12, 31, 23, 59)),
        ("1977-06-10T12:00:00+08", instant(1977, 6, 10, 4)),
        ("1977-06-10T12:00:00+0830", instant(1977, 6, 10, 3, 30)),
        ("20161231T235959Z", instant(2016, 12, 31, 23, 59, 59)),
        ("2016-12-31T23:59:59,5Z", instant(2016, 12, 31, 23, 59, 59, 500000)),
        ("2016-W52-6T10:00Z", instant(2016, 12, 31, 10)),
        ("2016-366T10:00Z", instant(2016, 12, 31, 10)),
        ("2016-12-31T24:00Z", instant(2017, 1, 1)),
        ("2025-01-31T12:00:00Z", instant(2025, 1, 31, 12)),
    ],
)
def test_iso_8601_has_more_forms(text: str, at: datetime) -> None:
    assert parse_iso8601(text) == Timestamp(at, True, text)
    assert parse_legacy_date(text) == Timestamp(at, True, text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "notadatetime",
            "2016-12-31",
            "1483228799",
            "2016-12-31 23:59:59Z",
            "2016-12-31T23:59:59\u221205:00",
        ),
        *(
            "2016-12-31T23:59:59+25:00",
            "2015-366T10:00Z",
            "2016-W54-1T10:00Z",
            "2016-1231T10:00Z",
            "2016-12-31T10Z",
        ),
        *("2016-12-31T10:0000Z", "2016-12-31T10:00:00Z\n", "\u0662016-12-31T10:00Z"),
    ],
)
def test_what_is_no_iso_8601_date_and_time(text: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse_iso8601(text)
    assert caught.value.code in ("date.malformed", "date.out_of_range")


@pytest.mark.parametrize(
    ("value", "at", "zone"),
    [
        (1500423730, instant(2017, 7, 19, 0, 22, 10), True),
        ("1500423730", instant(2017, 7, 19, 0, 22, 10), True),
        (0, instant(1970, 1, 1), True),
        ("2012-12-28", instant(2012, 12, 28), False),
        ("20121228", instant(2012, 12, 28), False),
        ("2012-12-28T10:00:00", instant(2012, 12, 28, 10), False),
    ],
)
def test_dates_of_older_badges(value: str | int, at: datetime, zone: bool) -> None:
    assert parse_legacy_date(value) == Timestamp(at, zone, str(value))


@pytest.mark.parametrize("value", [-1, 10**13, "12345678901", "-1", "2012-02-30", "2012-13-01", ""])
def test_what_is_no_date_of_older_badges(value: str | int) -> None:
    with pytest.raises(Malformed):
        parse_legacy_date(value)


def test_a_number_too_long_to_be_written_is_no_date() -> None:
    with pytest.raises(Malformed) as caught:
        parse_legacy_date(10**5000)
    assert str(caught.value)


@given(st.one_of(st.text(), st.integers(), st.from_regex(r"[0-9TZW:.+-]{1,30}")))
def test_older_forms_raise_nothing_but_problems(value: str | int) -> None:
    found: list[str] = []
    for read in (parse_legacy_date, parse_iso8601):
        if isinstance(value, str) or read is parse_legacy_date:
            try:
                read(value)  # type: ignore[arg-type]
            except Problem as problem:
                found.append(problem.code)
    assert all(lookup(code) for code in found)
