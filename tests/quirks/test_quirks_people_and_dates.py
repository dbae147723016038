"""Issuers' quirks 7 to 9: hashes of e-mail addresses, checks that were not made, dates."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.support.quirks import ANNA, assertion_of, codes, decisive, issuer, judged, published

from badgekit.testing import hashed_identity, hashed_recipient, plain_identity, plain_recipient


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


GOOD: dict[str, tuple[dict[str, Any], str | None]] = {
    "as it should be": (hashed_recipient(ANNA), None),
    "hash digits in capitals": ({"identity": f"sha256${sha256(ANNA + 's').upper()}", "salt": "s"}, None),
    "letters of the address in another case": (
        hashed_recipient(ANNA),
        "recipient.weak_letter_case",
    ),
    "no salt": (hashed_recipient(ANNA, salt=None), "recipient.weak_unsalted"),
    "a blank salt": (hashed_recipient(ANNA, salt=""), "recipient.weak_unsalted"),
    "MD5": (hashed_recipient(ANNA, algorithm="md5"), "recipient.weak_md5"),
    "plain": (plain_recipient(ANNA), None),
}


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("generation", ["1.0", "1.1", "2.0"])
def test_quirk_07_hashes_of_an_address_that_match(generation: Any, name: str) -> None:
    """mozilla/openbadges-backpack#110, 1EdTech/openbadges-specification#2,
    1EdTech/openbadges-specification#226, 1EdTech/openbadges-validator-core#216,
    1EdTech/openbadges-validator-core#218."""
    recipient, weakness = GOOD[name]
    sim = issuer()
    badge = sim.older.issue({"type": "email", "hashed": True, **recipient}, generation)
    email = "Anna@Example.org" if weakness == "recipient.weak_letter_case" else ANNA
    report = judged(sim, badge.url, email)
    assert report.verified, report.best_reason
    assert {code for code in codes(report) if code.startswith("recipient.weak")} == {weakness} - {None}
    assert judged(sim, badge.url, "ben@example.org").verdict == "REJECTED"


@pytest.mark.parametrize("given", [" anna@example.org ", "anna@example.org\n", "anna@EXAMPLE.org"])
def test_quirk_07_spaces_around_the_candidates_address(given: str) -> None:
    """mozilla/openbadges-backpack#110, 1EdTech/openbadges-specification#2."""
    sim = issuer()
    assert judged(sim, sim.older.issue(ANNA).url, given).verified
    assert judged(sim, sim.sign(sim.issue(ANNA)), given).verified


@pytest.mark.parametrize(
    "recipient",
    [
        {"identity": f"sha256${sha256('s' + ANNA)}", "salt": "s"},  # the salt goes behind
        {"identity": f"sha256${sha256(ANNA)}", "salt": "s"},
        {"identity": f"sha256${sha256(ANNA + ' ')}"},
        {"identity": sha256(ANNA)},
        {"identity": f"sha512${sha256(ANNA)}"},
    ],
)
def test_quirk_07_hashes_that_are_those_of_nobody(recipient: dict[str, Any]) -> None:
    """1EdTech/openbadges-specification#226: no meaning is invented for a hash of another making."""
    sim = issuer()
    badge = sim.older.issue({"type": "email", "hashed": True, **recipient})
    assert judged(sim, badge.url).verdict != "VERIFIED"


@pytest.mark.parametrize(
    "recipient", [{"hashed": True, "identity": ANNA}, {"hashed": "FALSE", "identity": ANNA}]
)
def test_quirk_07_an_address_that_calls_itself_hashed(recipient: dict[str, Any]) -> None:
    """1EdTech/openbadges-specification#226: what is said and what is there must agree."""
    sim = issuer()
    report = judged(sim, sim.older.issue({"type": "email", **recipient}).url)
    assert report.verdict == "REJECTED"
    assert decisive(report).startswith("structure.")


def test_quirk_07_the_same_in_3_0() -> None:
    """1EdTech/openbadges-specification#2, 1EdTech/openbadges-specification#226."""
    sim = issuer()
    upper = hashed_identity(ANNA)
    upper["identityHash"] = "sha256$" + upper["identityHash"].split("$")[1].upper()
    for identity in (upper, plain_identity(ANNA), hashed_identity(ANNA, salt=None)):
        assert judged(sim, sim.sign(sim.issue(identity))).verified
    prepended = {**hashed_identity(ANNA), "identityHash": f"sha256${sha256('salt-of-tests' + ANNA)}"}
    assert decisive(judged(sim, sim.sign(sim.issue(prepended)))) == "recipient.mismatch"


@pytest.mark.parametrize("pack", ["svg", "png", "document", "given"])
@pytest.mark.parametrize("mode", ["hosted", "signed"])
def test_quirk_08_whoever_else_holds_the_badge_is_refused_in_every_packing(mode: Any, pack: str) -> None:
    """1EdTech/openbadges-validator-core#262: the recipient is compared whatever the badge came in."""
    sim = issuer()
    badge = sim.older.issue(ANNA, mode=mode)
    given = getattr(badge, pack)
    given = given() if callable(given) else given
    if pack == "document" and mode == "signed":
        given = badge.token
    assert judged(sim, given).verified
    report = judged(sim, given, "ben@example.org")
    assert (report.verdict, decisive(report)) == ("REJECTED", "recipient.mismatch")


def test_quirk_08_what_was_not_compared_is_not_called_a_match() -> None:
    """1EdTech/openbadges-validator-core#262: an address that answers with a picture, and no badge at all."""
    sim = issuer()
    badge = sim.older.issue(ANNA)
    sim.older.publish(badge.url, sim.get(badge.badge_url.replace(".json", ".png")).body)
    for given in (badge.svg(), badge.url):
        report = judged(sim, given)
        assert report.verdict == "INCONCLUSIVE"
        check = report.check("recipient.matches")
        assert check is None or check.outcome == "NOT_RUN"


NO_ZONE, UNIX = "date.no_zone", "date.unix_seconds"


@pytest.mark.parametrize(
    ("generation", "date", "instant", "said"),
    [
        ("0.5", "2012-12-28", datetime(2012, 12, 28, tzinfo=UTC), NO_ZONE),
        ("0.5", 1356652800, datetime(2012, 12, 28, tzinfo=UTC), UNIX),
        ("1.0", 1356652800, datetime(2012, 12, 28, tzinfo=UTC), UNIX),
        ("1.0", "1356652800", datetime(2012, 12, 28, tzinfo=UTC), UNIX),
        ("1.0", "2012-12-28", datetime(2012, 12, 28, tzinfo=UTC), NO_ZONE),
        ("1.1", "2021-03-05T10:20:30.123456", datetime(2021, 3, 5, 10, 20, 30, 123456, UTC), NO_ZONE),
        ("1.1", "2016-05-02T00:00:00.000Z", datetime(2016, 5, 2, tzinfo=UTC), ""),
        ("2.0", "2016-05-02T05:30:00+05:30", datetime(2016, 5, 2, tzinfo=UTC), ""),
        ("2.0", "2016-05-02T00:00:00.000+00:00", datetime(2016, 5, 2, tzinfo=UTC), ""),
    ],
)
def test_quirk_09_dates_as_they_were_written(
    generation: Any, date: Any, instant: datetime, said: str
) -> None:
    """mozilla/openbadges-backpack#1071, 1EdTech/openbadges-validator-core#181,
    1EdTech/openbadges-validator-core#262."""
    sim = issuer()
    report = judged(sim, sim.older.issue(ANNA, generation, issued_on=date).url)
    valid_from = assertion_of(report).valid_from
    assert valid_from
    assert valid_from.at == instant
    assert not said or said in codes(report)


@pytest.mark.parametrize("date", ["2012-12-28", "2021-03-05T10:20:30.123456", 1356652800, "28.12.2012"])
def test_quirk_09_dates_that_2_0_does_not_allow(date: Any) -> None:
    """1EdTech/openbadges-validator-core#181, 1EdTech/openbadges-validator-core#262: 2.0 asks for a zone."""
    sim = issuer()
    report = judged(sim, sim.older.issue(ANNA, issued_on=date).url)
    assert report.verdict == "REJECTED"
    assert decisive(report).startswith(("date.", "structure."))


@pytest.mark.parametrize("generation", ["0.5", "1.0", "1.1", "2.0"])
def test_quirk_09_an_end_before_the_beginning(generation: Any) -> None:
    """mozilla/openbadges-backpack#1071."""
    sim = issuer()
    badge = sim.older.issue(
        ANNA, generation, issued_on=datetime(2025, 1, 1, tzinfo=UTC), expires=datetime(2024, 1, 1, tzinfo=UTC)
    )
    assert judged(sim, badge.url).verdict == "REJECTED"


def test_quirk_09_0_5_may_leave_the_date_out() -> None:
    """1EdTech/openbadges-validator-core#181: ``issued_on`` was never required."""
    sim = issuer()
    badge = published(sim, "0.5", remove=("issued_on",))
    assert assertion_of(judged(sim, badge.url)).valid_from is None
