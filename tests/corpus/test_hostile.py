"""Hostile inputs and their controls: nothing hostile is VERIFIED, nothing raises, every honest badge is.

All are judged under bounds of time and memory, and nothing but the fetcher touches files or the network.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.support.confined import Judged, judge_confined
from tests.support.corpus import Bench, hostile_case, manifest

from badgekit import Verdict

# What the corpus demands, as a verdict. `error` is a structured refusal of either kind.
OUTCOMES = {
    Verdict.VERIFIED: frozenset({"accept"}),
    Verdict.REJECTED: frozenset({"reject", "error"}),
    Verdict.INCONCLUSIVE: frozenset({"indeterminate", "error"}),
}

# What is read but not judged is INCONCLUSIVE with a code that says what it was → cases by threat, why.
NOT_JUDGED: dict[str, tuple[dict[str, int], str]] = {}

PER_THREAT = {
    "cache": 2,
    "clr-vp": 14,
    "control": 19,
    "date": 43,
    "did-web": 23,
    "dos-graph": 6,
    "endorsement": 5,
    "http": 95,
    "issuer-spoof": 18,
    "json": 36,
    "json-ld": 12,
    "json-ld-aliasing": 16,
    "json-ld-context": 19,
    "jwt": 52,
    "jwt-claims": 10,
    "ob2": 34,
    "ob2-revocation": 7,
    "output": 16,
    "png": 22,
    "proof": 28,
    "recipient": 21,
    "schema": 15,
    "selective-disclosure": 6,
    "signature": 23,
    "status": 48,
    "svg": 16,
}

# A machine that is busy, or slower than most, may take this many times the processor time of the corpus.
SLOWNESS = 2


@pytest.fixture(scope="module")
def judged(corpus: Path) -> list[Judged]:
    """What came of every case, judged in processes with bounds of time and memory."""
    return judge_confined(corpus)


def _demanded(entry: Mapping[str, Any]) -> frozenset[str]:
    return frozenset({entry["must"], *(entry.get("also_ok") or [])})


def test_every_threat_is_there(judged: list[Judged]) -> None:
    assert Counter(one.entry["threat"] for one in judged) == PER_THREAT


def test_nothing_raises_and_no_check_breaks(judged: list[Judged]) -> None:
    wrong = [f"{one.entry['id']}: {one.raised} {one.broken}" for one in judged if one.raised or one.broken]
    assert not wrong, "\n".join(wrong)


def test_nothing_but_the_fetcher_touches_files_or_the_network(judged: list[Judged]) -> None:
    wrong = [f"{one.entry['id']}: {one.touched}" for one in judged if one.touched]
    assert not wrong, "\n".join(wrong)


def test_every_case_stays_within_its_time_and_memory(judged: list[Judged]) -> None:
    wrong = [
        f"{one.entry['id']}: {one.seconds:.1f} s of {one.entry['max_seconds']}, "
        f"{one.memory:.0f} MB of {one.entry['max_mem_mb']}"
        for one in judged
        if one.seconds > SLOWNESS * one.entry["max_seconds"] or one.memory > one.entry["max_mem_mb"]
    ]
    assert not wrong, "\n".join(wrong)


def test_no_hostile_input_is_verified(judged: list[Judged]) -> None:
    wrong = [
        f"{one.entry['id']}: VERIFIED, but {one.entry['why']}"
        for one in judged
        if one.verdict is Verdict.VERIFIED and "accept" not in _demanded(one.entry)
    ]
    assert not wrong, "\n".join(wrong)


def test_only_what_is_verified_has_an_assertion(judged: list[Judged]) -> None:
    for one in judged:
        for inner in one.walk():
            assert inner["verdict"] == "VERIFIED" or inner["assertion"] is None, one.entry["id"]


def test_nobody_is_asked_who_must_not_be(judged: list[Judged]) -> None:
    wrong = []
    watched = 0
    for one in judged:
        resources = one.step["resources"]
        forbidden = {resource["url"] for resource in resources if resource.get("must_not_request")}
        watched += bool(forbidden)
        evidence = {item["url"] for item in one.report["evidence"] if item.get("error") != "net.blocked"}
        wrong += [f"{one.entry['id']}: asked for {url}" for url in {*one.asked, *evidence} & forbidden]
    assert not wrong, "\n".join(wrong)
    assert watched >= 20


def test_nothing_dangerous_is_shown(judged: list[Judged]) -> None:
    wrong = []
    watched = 0
    for one in judged:
        forbidden = one.entry.get("output_must_not_contain") or []
        watched += bool(forbidden)
        wrong += [f"{one.entry['id']}: shows {text!r}" for text in forbidden if text in one.shown]
    assert not wrong, "\n".join(wrong)
    assert watched >= 10


def test_every_outcome_is_as_demanded_or_argued(judged: list[Judged]) -> None:
    groups: dict[str, Counter[str]] = {code: Counter() for code in NOT_JUDGED}
    wrong = []
    for one in judged:
        if OUTCOMES[one.verdict] & _demanded(one.entry):
            continue
        if one.code in groups and one.verdict is Verdict.INCONCLUSIVE:
            groups[one.code][one.entry["threat"]] += 1
        else:
            wrong.append(
                f"{one.entry['id']}: {one.verdict} {one.code} {one.report['reason']}, wanted "
                f"{sorted(_demanded(one.entry))}: {one.entry['why']}"
            )
    assert not wrong, "\n".join(wrong)
    assert groups == {code: counts for code, (counts, _) in NOT_JUDGED.items()}


def test_the_controls_of_what_is_judged_are_verified(judged: list[Judged]) -> None:
    verdicts = Counter(one.verdict.value for one in judged if one.entry["must"] == "accept")
    assert verdicts == CONTROLS


# The INCONCLUSIVE stand in the groups above or say `indeterminate` themselves (cases of `output`
# are about what is shown, whatever the verdict).
CONTROLS = {"VERIFIED": 54, "INCONCLUSIVE": 2, "REJECTED": 1}


def test_what_a_holder_may_have_hidden_is_said(corpus: Path) -> None:
    """Tolerated as VERIFIED by the corpus only with an explicit remark."""
    loaded = manifest(corpus / "hostile")
    (entry,) = (entry for entry in loaded["cases"] if entry["id"] == "sd-hidden-validity")
    report = Bench().verify(hostile_case(corpus / "hostile", entry, entry, loaded["now"]))
    check = report.check("disclosure.complete")
    assert check is not None
    assert check.outcome == "WARNING"
    hidden = {finding.code for finding in check.findings}
    assert {"disclosure.expiry_not_shown", "disclosure.status_not_shown"} <= hidden


def test_the_controls_and_forgeries_inside_others_are_told_apart(judged: list[Judged]) -> None:
    """What the corpus says of a credential inside: an endorsement may fail and its badge stand."""
    wrong = []
    watched = 0
    for one in judged:
        for place, demanded in (one.entry.get("nested") or {}).items():
            inside = [inner for inner in one.walk() if inner["input"].get("location", "").endswith(place)]
            watched += len(inside)
            # A credential that belongs to somebody else is sound in itself; the record is not believed.
            if one.entry["id"] in OTHERS_INSIDE:
                assert one.verdict is not Verdict.VERIFIED, one.entry["id"]
                continue
            wrong += [
                f"{one.entry['id']}: {place} {inner['verdict']}, wanted {demanded}"
                for inner in inside
                if (inner["verdict"] == "VERIFIED") is not (demanded == "accept")
            ]
    assert not wrong, "\n".join(wrong)
    assert watched >= 10


OTHERS_INSIDE = {"clr-inner-other-subject"}


def test_whoever_touches_a_file_or_a_socket_is_seen(tmp_path: Path) -> None:
    """The watch itself: without it the test above could not fail."""
    import subprocess
    import sys

    program = f"""
from tests.support.confined import _Watch
import socket
watch = _Watch()
watch.on = True
open({str(tmp_path / "new")!r}, "w").close()
open("/etc/hostname").close()
socket.socket().close()
watch.on = False
print(len(watch.seen))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "3", done.stdout
