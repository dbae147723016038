"""A learner record as a graph, and the check on its associations."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.judging import judge, result, said

from badgekit import InputError, LearnerRecord, NotVerified, RecordStanding, Report, parse
from badgekit.models import Association, ClrCredential, ClrSubject
from badgekit.testing import IssuerSimulator, tamper

ANNA = "did:example:anna"


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


def badge(sim: IssuerSimulator, name: str, **options: Any) -> dict[str, Any]:
    return sim.sign(sim.issue(ANNA, achievement={"id": f"urn:x:{name}", "name": name}, **options))


def report_on(sim: IssuerSimulator, entries: Any, *associations: tuple[str, str, str], **how: Any) -> Report:
    named = [(f"urn:x:{source}", kind, f"urn:x:{target}") for source, kind, target in associations]
    return judge(sim, sim.sign(sim.record(entries, associations=named, **how)))


def test_what_is_part_of_what_and_what_comes_before_what(sim: IssuerSimulator) -> None:
    report = report_on(
        sim,
        [badge(sim, name) for name in ("degree", "course", "unit", "intro", "old")],
        ("course", "isPartOf", "degree"),
        ("unit", "isChildOf", "course"),
        ("course", "isParentOf", "intro"),
        ("intro", "precedes", "unit"),
        ("old", "replacedBy", "unit"),
        ("unit", "exactMatchOf", "old"),
        partial=True,
    )
    assert said(report, "record.associations") == ("PASSED", "record.associations_sound")
    record = LearnerRecord.of(report)
    assert record.partial
    assert record.parts("urn:x:degree") == ("urn:x:course",)
    assert record.parts("urn:x:course") == ("urn:x:unit", "urn:x:intro")
    assert record.wholes("urn:x:intro") == ("urn:x:course",)
    assert record.before("urn:x:unit") == ("urn:x:intro",)
    assert record.after("urn:x:intro") == ("urn:x:unit",)
    assert record.replaced_by("urn:x:old") == ("urn:x:unit",)
    assert (record.same_as("urn:x:old"), record.same_as("urn:x:unit")) == (("urn:x:unit",), ("urn:x:old",))
    assert len(record.awarded) == 5


def standing_of(sim: IssuerSimulator, record: Any, **options: Any) -> RecordStanding:
    """Return the standing of the one achievement in a record that is not verified."""
    report = judge(sim, record, **options)
    assert not report.verified
    claimed = parse(record).claimed
    assert isinstance(claimed, ClrCredential)
    (node,) = LearnerRecord.of(report, claimed).nodes.values()
    assert node.awarded is bool(node.issuers)
    return node.standing


def test_a_badge_of_somebody_else_in_ones_own_record_awards_nothing(sim: IssuerSimulator) -> None:
    """Mallory puts Anna's genuine badge into a record of her own."""
    mallory = sim.neighbour("mallory.example", seed=9)
    stolen = badge(sim, "surgery")
    theirs = mallory.sign(mallory.record([stolen], "did:example:mallory"))
    assert standing_of(sim, theirs) is RecordStanding.OTHER_PERSON
    elsewise = mallory.sign(mallory.record([stolen], "mallory@example.org"))
    assert standing_of(sim, elsewise) is RecordStanding.OTHER_PERSON
    nobodys = mallory.sign(mallory.record([stolen], None))
    assert standing_of(sim, nobodys) is RecordStanding.OTHER_PERSON


def test_a_record_of_which_nobody_knows_whose_it_is_awards_nothing(sim: IssuerSimulator) -> None:
    """Whoever changes the name on a record does not get what is in it."""
    record = sim.sign(sim.record([badge(sim, "surgery")], ANNA))
    record["credentialSubject"] = {**record["credentialSubject"], "id": "did:example:mallory"}
    assert standing_of(sim, record) is RecordStanding.OTHER_PERSON
    unsigned = sim.record([badge(sim, "surgery")], ANNA)
    assert standing_of(sim, unsigned) is RecordStanding.OTHER_PERSON


def test_each_standing(sim: IssuerSimulator) -> None:
    enrolled = badge(sim, "begun", results=[{"status": "Enrolled"}])
    expected = {"id": "urn:x:expected", "name": "Expected"}
    entries = [badge(sim, "done"), enrolled, tamper(badge(sim, "forged"), "$.name", "Other")]
    report = report_on(sim, entries, ("named", "precedes", "done"), achievements=[expected])
    assert not report.verified
    record = sim.sign(
        sim.record(entries, associations=[("urn:x:named", "precedes", "urn:x:done")], achievements=[expected])
    )
    claimed = parse(record).claimed
    assert isinstance(claimed, ClrCredential)
    nodes = LearnerRecord.of(report, claimed).nodes
    assert {one.removeprefix("urn:x:"): node.standing for one, node in nodes.items()} == {
        "done": RecordStanding.AWARDED,
        "begun": RecordStanding.NOT_COMPLETED,
        "forged": RecordStanding.NOT_VERIFIED,
        "expected": RecordStanding.EXPECTED,
        "named": RecordStanding.NAMED,
    }
    assert nodes["urn:x:done"].issuers == (sim.id,)


def test_a_record_that_is_not_verified_gives_no_graph_unless_asked(sim: IssuerSimulator) -> None:
    report = judge(sim, sim.wrong.record("entry_changed"))
    with pytest.raises(NotVerified):
        LearnerRecord.of(report)
    with pytest.raises(InputError, match="Learner Record"):
        LearnerRecord.of(judge(sim, sim.sign(sim.issue(ANNA))))


def test_who_awarded_it_is_said_since_anybody_can_name_an_achievement(sim: IssuerSimulator) -> None:
    mallory = sim.neighbour("mallory.example", seed=9)
    report = report_on(sim, [badge(mallory, "degree")])
    (node,) = LearnerRecord.of(report).awarded
    assert node.issuers == (mallory.id,)


def test_one_good_credential_among_several_awards(sim: IssuerSimulator) -> None:
    report = report_on(sim, [badge(sim, "degree", results=[{"status": "Failed"}]), badge(sim, "degree")])
    (node,) = LearnerRecord.of(report).nodes.values()
    assert node.standing is RecordStanding.AWARDED
    assert len(node.credentials) == 2


def test_the_json_form(sim: IssuerSimulator) -> None:
    report = report_on(sim, [badge(sim, "a"), badge(sim, "b")], ("a", "isPartOf", "b"))
    form = LearnerRecord.of(report).to_dict()
    assert form["associations"] == [{"source": "urn:x:a", "type": "isPartOf", "target": "urn:x:b"}]
    assert form["achievements"][1]["parts"] == ["urn:x:a"]


# The check.


@pytest.mark.parametrize(
    "kinds", [("isPartOf", "isChildOf"), ("isPartOf", "isParentOf"), ("precedes", "precedes")]
)
def test_circles_are_refused(sim: IssuerSimulator, kinds: tuple[str, str]) -> None:
    second = ("a", kinds[1], "b") if kinds[1] == "isParentOf" else ("b", kinds[1], "a")
    report = report_on(sim, [badge(sim, "a"), badge(sim, "b")], ("a", kinds[0], "b"), second)
    assert said(report, "record.associations") == ("FAILED", "record.circle")


def test_of_several_circles_that_of_parts_is_named(sim: IssuerSimulator) -> None:
    entries = [badge(sim, name) for name in "abcd"]
    orders = [("c", "precedes", "d"), ("d", "precedes", "c")]
    parts = [("a", "isPartOf", "b"), ("b", "isPartOf", "a")]
    found = result(report_on(sim, entries, *orders, *parts), "record.associations")
    assert found.code == "record.circle"
    assert set(str(found.reason.params["ids"]).split(" → ")) == {"urn:x:a", "urn:x:b"}


def test_a_record_of_nobody_or_with_ends_of_nothing(sim: IssuerSimulator) -> None:
    record = sim.record([badge(sim, "a")], associations=[("urn:x:a", "precedes", "urn:x:b")])
    del record["credentialSubject"]["association"][0]["targetId"]
    found = result(judge(sim, sim.sign(record, "EdDSA")), "record.associations")
    assert (found.outcome.value, found.code) == ("WARNING", "record.ends_missing")
    assert [one.params for one in found.findings] == [{"id": ""}]
    del record["credentialSubject"]
    nobodys = judge(sim, sim.sign(record, "EdDSA"))
    assert said(nobodys, "record.associations") == ("NOT_APPLICABLE", "record.no_associations")


def test_what_goes_both_ways_is_no_circle(sim: IssuerSimulator) -> None:
    pairs = [("a", kind, "b") for kind in ("isPeerOf", "isRelatedTo", "exactMatchOf")]
    back = [(b, kind, a) for a, kind, b in pairs]
    report = report_on(sim, [badge(sim, "a"), badge(sim, "b")], *pairs, *back)
    assert said(report, "record.associations")[0] == "PASSED"


def test_an_end_that_is_not_there_is_said(sim: IssuerSimulator) -> None:
    report = report_on(sim, [badge(sim, "a")], ("a", "precedes", "nowhere"))
    assert report.verified
    found = result(report, "record.associations")
    assert (found.outcome.value, found.code) == ("WARNING", "record.ends_missing")
    assert [(finding.path, finding.params["id"]) for finding in found.findings] == [
        ("$.credentialSubject.association[0].targetId", "urn:x:nowhere")
    ]


def test_an_end_that_may_be_in_what_was_not_read_is_open(sim: IssuerSimulator) -> None:
    entry = {"type": "EnvelopedVerifiableCredential", "id": "data:application/mdoc;base64,oA=="}
    named = [("urn:x:a", "precedes", "urn:x:elsewhere")]
    record = sim.record([badge(sim, "a"), entry], associations=named)
    report = judge(sim, sim.sign(record, "EdDSA"))
    assert said(report, "record.associations") == ("INCONCLUSIVE", "record.ends_unknown")


def test_without_associations_there_is_nothing_to_check(sim: IssuerSimulator) -> None:
    report = report_on(sim, [badge(sim, "a")])
    assert said(report, "record.associations") == ("NOT_APPLICABLE", "record.no_associations")


IDS = st.sampled_from([f"urn:x:{name}" for name in "abcde"])
KINDS = st.sampled_from(["isPartOf", "isChildOf", "isParentOf", "precedes", "isPeerOf", "unheard", None])


@given(st.lists(st.tuples(IDS | st.none(), KINDS, IDS | st.none()), max_size=12))
def test_any_associations_make_a_graph_and_its_circles_are_circles(drawn: list[Any]) -> None:
    made = tuple(
        Association(source_id=source, association_type=kind, target_id=target)
        for source, kind, target in drawn
    )
    record = LearnerRecord(ClrCredential(credential_subject=ClrSubject(association=made)))
    record.to_dict()
    parthood = {(part, whole) for whole in record.nodes for part in record.parts(whole)}
    order = {(first, then) for first in record.nodes for then in record.after(first)}
    for circle in record.cycles():
        steps = set(itertools.pairwise(circle))
        assert circle[0] == circle[-1]
        assert steps <= parthood or steps <= order
    reachable = set(parthood)
    for _ in range(5):
        reachable |= {(a, d) for a, b in reachable for c, d in parthood if b == c}
    has_circle = any(a == b for a, b in reachable)
    found = [circle for circle in record.cycles() if set(itertools.pairwise(circle)) <= parthood]
    assert bool(found) is has_circle


def test_a_very_long_way_is_no_problem() -> None:
    made = tuple(
        Association(source_id=f"urn:{index}", association_type="precedes", target_id=f"urn:{index + 1}")
        for index in range(20_000)
    )
    record = LearnerRecord(ClrCredential(credential_subject=ClrSubject(association=made)))
    assert record.cycles() == ()
    assert len(record.to_dict()["achievements"]) == 20_001
