"""Dates of credentials, read strictly: one text, one instant, or a problem.

Lenient readers invent a meaning for ``2099-12-31``, ``20991231T000000Z`` or digits of another script, so
a text must match an ASCII pattern before anything else looks at it. The forms are those of XML Schema 1.1
(xsd:dateTimeStamp 3.4.28, xsd:dateTime 3.3.7, xsd:date 3.3.9), as VCDM 2.0 section 4.9 asks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from badgekit.errors import Malformed

__all__ = [
    "Timestamp",
    "parse_date",
    "parse_datetime",
    "parse_iso8601",
    "parse_legacy_date",
    "parse_timestamp",
]

# What nearly every badge says; `datetime.fromisoformat` reads exactly these without a second thought.
_COMMON = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{3}|\.[0-9]{6})?"
    r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])"
)
_DAY = r"(?P<year>-?[0-9]{4,})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
_ZONE = r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
_DATETIME = re.compile(
    _DAY + r"T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]+))?" + _ZONE
)
_DATE = re.compile(_DAY + _ZONE)
# ISO 8601, complete: calendar, week or ordinal date, extended or basic; seconds may be left out.
_ISO_DAY = (
    r"(?P<year>[0-9]{4})(?:(?P<dash>-?)(?:(?P<month>[0-9]{2})(?P=dash)(?P<day>[0-9]{2})"
    r"|W(?P<week>[0-9]{2})(?P=dash)(?P<weekday>[1-7])|(?P<ordinal>[0-9]{3})))"
)
_ISO_TIME = (
    r"T(?P<hour>[0-9]{2})(?P<colon>:?)(?P<minute>[0-9]{2})"
    r"(?:(?P=colon)(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]+))?)?"
    r"(?P<zone>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
_ISO_DATETIME = re.compile(_ISO_DAY + _ISO_TIME)
_ISO_DATE = re.compile(_ISO_DAY)
_UNIX = re.compile(r"[0-9]{10}")
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_LAST_SECOND = 253_402_300_799  # of the year 9999
# Issuers write nanoseconds (9) at most; a longer fraction is a mistake or a trick.
_FRACTION_DIGITS = 18
_OFFSET_MINUTES = 14 * 60
_LEAP_MINUTES = ((6, 30, 23, 59), (12, 31, 23, 59))


@dataclass(frozen=True, slots=True)
class Timestamp:
    """An instant, and how it was written.

    Attributes:
        at: the instant, aware, in UTC; digits beyond microseconds are cut off.
        had_zone: False when the text named no time zone and was therefore read as UTC (VCDM 2.0, 4.9).
        text: the text as the document has it.
    """

    at: datetime
    had_zone: bool
    text: str


def parse_timestamp(text: str, path: str = "$") -> Timestamp:
    """Read an xsd:dateTimeStamp; a missing zone is read as UTC and reported by `had_zone`.

    ``24:00:00`` is the first instant of the next day, ``-00:00`` is UTC, offsets reach from -14:00 to
    +14:00, years from 0001 to 9999; what lies in another year in UTC is read as the first or last instant
    of these, since "for ever" is written so. XML Schema knows no second 60, but RFC 3339 does and issuers
    (the DIF JWS test suite) write it: where UTC can have a leap second it is read as the instant after it.

    Args:
        text: the text of the member.
        path: JSONPath of the member, for the problem.

    Raises:
        Malformed: ``date.malformed`` where the text has another form, ``date.out_of_range`` where one of
            its numbers does not exist.
    """
    if _COMMON.fullmatch(text):
        try:
            at = datetime.fromisoformat(text)
            return Timestamp(at if at.tzinfo is UTC else at.astimezone(UTC), True, text)
        except (ValueError, OverflowError):
            pass  # the slow way says what is wrong, or knows 24:00:00
    return _timestamp(_DATETIME.fullmatch(text), text, path)


def parse_datetime(text: str, path: str = "$") -> Timestamp:
    """Read an xsd:dateTime or, as the Open Badges context types such members, an xsd:date.

    No zone is needed; without one the value is read as UTC. A date is its first instant.

    Raises:
        Malformed: ``date.malformed`` or ``date.out_of_range``, as `parse_timestamp`.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        return parse_timestamp(text, path)
    try:
        day = _day(match)
        at = _in_utc(datetime(day.year, day.month, day.day, tzinfo=_zone(match["zone"])))
    except (ValueError, OverflowError):
        raise Malformed("date.out_of_range", path, text=text) from None
    return Timestamp(at, match["zone"] is not None, text)


def parse_date(text: str, path: str = "$") -> date:
    """Read an xsd:date (``dateOfBirth``); its optional zone is checked and dropped.

    Raises:
        Malformed: ``date.malformed`` or ``date.out_of_range``, as `parse_timestamp`.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        raise Malformed("date.malformed", path, text=text)
    try:
        _zone(match["zone"])
        return _day(match)
    except ValueError:
        raise Malformed("date.out_of_range", path, text=text) from None


def parse_iso8601(text: str, path: str = "$") -> Timestamp:
    """Read a date and time as Open Badges 2.0 has them: ISO 8601; a missing zone is reported by `had_zone`.

    Beyond `parse_timestamp`: no seconds, hours alone as offset, basic format, week and ordinal dates.

    Raises:
        Malformed: ``date.malformed`` or ``date.out_of_range``, as `parse_timestamp`.
    """
    if _COMMON.fullmatch(text):
        return parse_timestamp(text, path)
    return _timestamp(_ISO_DATETIME.fullmatch(text), text, path)


def parse_legacy_date(value: str | int, path: str = "$") -> Timestamp:
    """Read a date of Open Badges before 2.0: ISO 8601 with or without time and zone, or Unix seconds.

    A date is its first instant, and what names no zone is read as UTC. Unix seconds are a number, or a text
    of ten digits; they have a zone, because they count from an instant.

    Raises:
        Malformed: ``date.malformed`` or ``date.out_of_range``, as `parse_timestamp`.
    """
    if isinstance(value, int):
        # Checked before str(), which Python refuses for a number of thousands of digits.
        if not 0 <= value <= _LAST_SECOND:
            raise Malformed("date.out_of_range", path, text="a number of seconds")
        return Timestamp(datetime.fromtimestamp(value, UTC), True, str(value))
    if _UNIX.fullmatch(value):
        return Timestamp(datetime.fromtimestamp(int(value), UTC), True, value)
    match = _ISO_DATE.fullmatch(value)
    if match is None:
        return parse_iso8601(value, path)
    try:
        day = _day(match)
    except (ValueError, OverflowError):
        raise Malformed("date.out_of_range", path, text=value) from None
    return Timestamp(datetime(day.year, day.month, day.day, tzinfo=UTC), False, value)


def _timestamp(match: re.Match[str] | None, text: str, path: str) -> Timestamp:
    if match is None:
        raise Malformed("date.malformed", path, text=text)
    try:
        at = _instant(match)
    except (ValueError, OverflowError):
        raise Malformed("date.out_of_range", path, text=text) from None
    return Timestamp(at, match["zone"] is not None, text)


def _instant(match: re.Match[str]) -> datetime:
    day = _day(match)
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    fraction = match["fraction"] or ""
    if len(fraction) > _FRACTION_DIGITS:
        raise ValueError
    micro = int(fraction[:6].ljust(6, "0"))
    carry = timedelta(0)
    leap = second == 60
    if leap:
        second, micro, carry = 59, 0, timedelta(seconds=1)
    if hour == 24:
        if minute or second or fraction.strip("0"):
            raise ValueError
        hour, carry = 0, timedelta(days=1)
    at = datetime(day.year, day.month, day.day, hour, minute, second, micro, tzinfo=_zone(match["zone"]))
    at = _in_utc(at)
    if leap and (at.month, at.day, at.hour, at.minute) not in _LEAP_MINUTES:
        raise ValueError
    return at + min(carry, _LAST - at)


def _in_utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError:
        return _FIRST if at.year == 1 else _LAST


def _day(match: re.Match[str]) -> date:
    year = match["year"]
    # Checked before int(): a year of a million digits would cost, and Python refuses it with an own error.
    if len(year) != 4:
        raise ValueError
    parts = match.groupdict()
    if parts.get("week"):
        return date.fromisocalendar(int(year), int(parts["week"]), int(parts["weekday"]))
    if parts.get("ordinal"):
        first = date(int(year), 1, 1)
        day = first + timedelta(days=int(parts["ordinal"]) - 1)
        if day.year != first.year:
            raise ValueError
        return day
    return date(int(year), int(match["month"]), int(match["day"]))


def _zone(text: str | None) -> timezone:
    if text is None or text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    total = hours * 60 + minutes
    if minutes > 59 or total > _OFFSET_MINUTES:
        raise ValueError
    return timezone(timedelta(minutes=-total if text[0] == "-" else total))
