"""ecdsa-sd-2023: what is shown was signed, statement by statement, and nothing else verifies."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.judging import judge, result, said

from badgekit import Policy, Report, Verdict, Verifier
from badgekit.errors import Problem
from badgekit.jsonld import ContextStore, Engine
from badgekit.limits import Limits
from badgekit.messages import lookup
from badgekit.proofs import derived, ecdsa_sd
from badgekit.testing import DISCLOSURE_FAULTS, IssuerSimulator, tamper
from badgekit.testing.encoding import base64url
from badgekit.testing.selective import Base, components_of, written

SUITE: Final = "ecdsa-sd-2023"
ANNA = "anna@example.org"


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


def issued(sim: IssuerSimulator, mandatory: list[str] | None = None, **options: Any) -> dict[str, Any]:
    badge = sim.issue(ANNA, **options)
    if mandatory is None:
        return sim.sign(badge, SUITE)
    return sim.sign(badge, SUITE, mandatory=mandatory)


def integrity(report: Report) -> tuple[str, str]:
    return said(report, "proof.integrity")


# ---- what verifies


@pytest.mark.parametrize("vcdm", ["2.0", "1.1"])
def test_a_badge_that_is_shown_whole_verifies_with_a_remark(sim: IssuerSimulator, vcdm: Any) -> None:
    report = judge(sim, sim.derive(issued(sim, vcdm=vcdm)), candidate={"email": ANNA})
    assert report.verified, report.best_reason
    assert integrity(report) == ("PASSED", "proof.verified")
    assert said(report, "proof.coverage") == ("PASSED", "proof.covers_tree")
    assert said(report, "disclosure.complete") == ("WARNING", "disclosure.in_part")


def test_a_part_is_what_was_signed_and_its_gaps_are_remarked(sim: IssuerSimulator) -> None:
    shown = sim.derive(issued(sim), "/credentialSubject/achievement/name")
    assert list(shown["credentialSubject"]["achievement"]) == ["id", "type", "name"]
    report = judge(sim, shown)
    assert integrity(report)[0] == "PASSED"
    assert said(report, "schema.built_in") == ("WARNING", "schema.partly_disclosed")
    assert report.verified
    assert report.assertion is not None


@pytest.mark.parametrize("pointers", [[], ["/credentialSubject/achievement/description"]])
def test_a_badge_for_nothing_that_is_shown_is_not_verified(sim: IssuerSimulator, pointers: Any) -> None:
    report = judge(sim, sim.derive(issued(sim), "/credentialSubject/type", *pointers))
    assert integrity(report)[0] == "PASSED"
    assert said(report, "disclosure.complete") == ("INCONCLUSIVE", "disclosure.achievement_not_shown")
    assert report.verdict is Verdict.INCONCLUSIVE


def test_one_result_of_several_may_be_shown(sim: IssuerSimulator) -> None:
    signed = issued(sim, ["/issuer"], results=[{"value": "1"}, {"value": "2"}, {"value": "3"}])
    pointers = ("/validFrom", "/credentialSubject/achievement", "/credentialSubject/identifier")
    shown = sim.derive(signed, *pointers, "/credentialSubject/result/1")
    assert [entry["value"] for entry in shown["credentialSubject"]["result"]] == ["2"]
    assert judge(sim, shown).verified


@pytest.mark.parametrize("recipient", [None, "did:example:anna", ANNA])
def test_objects_with_and_without_names_verify(sim: IssuerSimulator, recipient: str | None) -> None:
    alignment = {"targetName": 'quotes " and _:c14n0 .', "targetUrl": "https://uni.example/skill"}
    # What looks like the name of an unnamed object in a text or an address is none.
    evidence = [{"narrative": "_:c14n1"}, {"id": "https://uni.example/_:c14n0", "narrative": "_:c14n2 ."}]
    signed = sim.sign(sim.issue(recipient, alignments=[alignment], evidence=evidence), SUITE)
    assert integrity(judge(sim, sim.derive(signed)))[0] == "PASSED"


def test_a_badge_in_a_picture_verifies_too(sim: IssuerSimulator) -> None:
    assert judge(sim, sim.bake_png(sim.derive(issued(sim)))).verified


# ---- what does not


CODES = {
    "base_shown": "proof.base",
    "value_changed": "proof.invalid",
    "mandatory_changed": "proof.invalid",
    "mandatory_left_out": "proof.value_component",
    "statement_unsigned": "proof.value_component",
    "signed_by_holder": "proof.invalid",
    "of_another_badge": "proof.invalid",
    "object_split": "proof.value_component",
    "objects_swapped": "proof.invalid",
    "signature_missing": "proof.value_component",
    "header_cut": "proof.value_encoding",
    "tagged": "cbor.malformed",
}


@pytest.mark.parametrize("fault", DISCLOSURE_FAULTS)
def test_each_fault_is_found(sim: IssuerSimulator, fault: Any) -> None:
    report = judge(sim, sim.wrong.disclosure(fault))
    assert report.verdict is Verdict.REJECTED
    assert integrity(report) == ("FAILED", CODES[fault])


def test_every_fault_has_its_code() -> None:
    assert list(CODES) == list(DISCLOSURE_FAULTS)


def leaves(value: Any, path: str = "$") -> list[str]:
    if isinstance(value, dict):
        return [leaf for name, inner in value.items() for leaf in leaves(inner, f"{path}.{name}")]
    if isinstance(value, list):
        return [leaf for index, inner in enumerate(value) for leaf in leaves(inner, f"{path}[{index}]")]
    return [path] if isinstance(value, str) else []


def test_not_one_value_can_be_changed(sim: IssuerSimulator) -> None:
    shown = sim.derive(issued(sim, results=[{"status": "Failed", "value": "4"}]))
    document = {name: value for name, value in shown.items() if name not in ("proof", "@context")}
    changed = leaves(document)
    assert len(changed) > 20
    for path in changed:
        assert not judge(sim, tamper(shown, path, "Completed")).verified, path


def test_a_proof_that_is_no_more_than_named_so_is_refused(sim: IssuerSimulator) -> None:
    other = sim.sign(sim.issue())
    relabelled = {**other["proof"], "cryptosuite": SUITE, "verificationMethod": sim.method_id("P-256")}
    assert integrity(judge(sim, {**other, "proof": relabelled})) == ("FAILED", "proof.value_encoding")


def test_only_p256_keys_of_the_issuer_sign(sim: IssuerSimulator) -> None:
    shown = sim.derive(issued(sim))
    other = {**shown, "proof": {**shown["proof"], "verificationMethod": sim.method_id("Ed25519")}}
    assert integrity(judge(sim, other)) == ("FAILED", "proof.key_type")
    forged = sim.derive(sim.sign(sim.issue(), SUITE, signer=sim.neighbour("evil.example", seed=7)))
    assert integrity(judge(sim, forged)) == ("FAILED", "proof.invalid")


# ---- what must not be recombined


def cut_out(sim: IssuerSimulator, mandatory: list[str]) -> dict[str, Any]:
    """Return an embedded object that looks like a badge of the issuer's own, shown as if it stood alone."""
    inside = sim.issue(ANNA, achievement="Doctor of Everything")
    context = inside.pop("@context")
    signed = sim.sign({**sim.issue(ANNA), "endorsement": [inside]}, SUITE, mandatory=mandatory)
    base = Base(signed, sim.engine)
    names = {
        place.removeprefix("/endorsement/0"): name
        for place, name in base.statements.names.items()
        if place.startswith("/endorsement/0")
    }
    shown = {"@context": context, **inside}
    part = base.statements.shown_as(shown, names)
    base.signature_of = {line: base.signature_of.get(line, bytes(64)) for line in part.lines}
    return {**shown, "proof": base.proof_for(part)}


def test_a_part_shown_as_the_whole_is_remarked_and_no_good_for_hiring(sim: IssuerSimulator) -> None:
    shown = cut_out(sim, [])
    report = judge(sim, shown)
    assert integrity(report)[0] == "PASSED"
    assert "disclosure.issuer_optional" in [
        finding.code for finding in result(report, "disclosure.complete").findings
    ]
    hiring = judge(sim, shown, policy=Policy.hiring(), candidate={"email": ANNA})
    assert hiring.verdict is Verdict.INCONCLUSIVE
    assert said(hiring, "disclosure.complete") == ("INCONCLUSIVE", "disclosure.issuer_optional")


def test_a_mandatory_issuer_keeps_parts_in_their_place(sim: IssuerSimulator) -> None:
    assert judge(sim, cut_out(sim, ["/issuer"])).verdict is Verdict.REJECTED


def components(sim: IssuerSimulator, change: Callable[[list[Any]], object]) -> tuple[str, str]:
    shown = sim.derive(issued(sim, results=[{"value": "1"}, {"value": "2"}]))
    header, found = components_of(shown["proof"])
    change(found)
    shown["proof"]["proofValue"] = written(header, found)
    return integrity(judge(sim, shown))


def _set(index: int, value: Any) -> Callable[[list[Any]], object]:
    return lambda found: found.__setitem__(index, value)


@pytest.mark.parametrize(
    "change",
    [
        _set(0, bytes(63)),
        _set(0, "x" * 64),
        _set(1, bytes(35)),
        _set(1, b"\x80\x24" + bytes(33)),
        _set(1, b"\x81\x24\x02" + bytes(48)),
        _set(1, None),
        _set(2, None),
        _set(2, [bytes(63)]),
        lambda found: found[2].__setitem__(0, bytes(63)),
        lambda found: found[2].__setitem__(0, "x" * 64),
        _set(3, []),
        _set(3, {}),
        _set(3, {0: bytes(31)}),
        _set(3, {"c14n0": bytes(32)}),
        _set(3, {0: "u" + "A" * 43}),
        _set(4, {}),
        _set(4, [-1]),
        _set(4, [True]),
        _set(4, ["0"]),
        _set(4, [100000]),
        lambda found: found[4].append(found[4][0]),
        # The first position behind all statements, and one far behind.
        lambda found: found[4].append(len(found[2]) + len(found[4])),
        lambda found: found[4].append(100000),
        lambda found: found[3].update({99: bytes(32)}),
        lambda found: found[3].popitem(),
        lambda found: found.append([]),
        lambda found: found.pop(),
    ],
)
def test_each_component_has_its_type_and_length(
    sim: IssuerSimulator, change: Callable[[list[Any]], object]
) -> None:
    assert components(sim, change) == ("FAILED", "proof.value_component")


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found[2].reverse(),
        lambda found: found[4].pop(),
        lambda found: found[2].append(found[2][0]),
        _set(0, bytes(64)),
        _set(2, []),
    ],
)
def test_what_has_the_right_form_and_is_wrong_fails(
    sim: IssuerSimulator, change: Callable[[list[Any]], object]
) -> None:
    assert components(sim, change)[0] == "FAILED"


@given(st.binary(max_size=80))
def test_any_bytes_are_a_proof_or_a_problem(data: bytes) -> None:
    for header in (b"", b"\xd9\x5d\x01"):
        try:
            ecdsa_sd.read_value("$.proof", {"proofValue": "u" + base64url(header + data)}, Limits())
        except Problem as problem:
            # Most bytes are refused.
            assert (lookup(problem.code) is not None, problem.path) == (True, "$.proof.proofValue")  # noqa: PT017


@pytest.mark.parametrize("value", [None, 7, "", "z3", "u", "u2V0B", "u2V0Bh===", {}, []])
def test_what_is_no_value_is_refused(value: Any) -> None:
    with pytest.raises(Problem):
        ecdsa_sd.read_value("$.proof", {"proofValue": value}, Limits())


def test_a_bad_result_is_not_hidden_by_hiding_that_it_is_a_badge(sim: IssuerSimulator) -> None:
    """Shown without its type it would be a credential of another kind, of which no results are expected."""
    base = Base(issued(sim, [], results=[{"status": "Failed"}]), sim.engine)
    part = {**base.document, "type": ["VerifiableCredential"]}
    part["credentialSubject"] = {n: v for n, v in part["credentialSubject"].items() if n != "result"}
    shown = {**part, "proof": base.proof_for(base.statements.shown_as(part, base.statements.names))}
    assert judge(sim, shown).verified
    report = judge(sim, shown, policy=Policy.standard(require_mandatory=["result.status"]))
    assert integrity(report)[0] == "PASSED"
    assert said(report, "disclosure.complete") == ("INCONCLUSIVE", "disclosure.result_status_not_shown")
    assert report.verdict is Verdict.INCONCLUSIVE


# ---- what is optional


def test_the_report_knows_what_need_not_have_been_shown(sim: IssuerSimulator) -> None:
    signed = issued(sim, ["/issuer", "/credentialSubject/result/0"], results=[{"value": "1"}, {"value": "2"}])
    shown = sim.derive(signed)
    document = {name: value for name, value in shown.items() if name != "proof"}
    engine = Engine(ContextStore.bundled(), Limits())
    form = engine.canonicalize(document)
    value = ecdsa_sd.read_value("$.proof", shown["proof"], Limits())
    told = derived.reveal("$.proof", form, value.labels, value.mandatory)
    places = engine.places(document)
    assert places is not None
    assert set(places) == set(form.lines)
    optional = {path for line in told.shown for path in places[line]}
    assert "$.validFrom" in optional
    assert "$.credentialSubject.result[1].value" in optional
    assert not any(path.startswith(("$.issuer", "$.credentialSubject.result[0]")) for path in optional)


def test_what_may_not_be_hidden_is_for_hiring(sim: IssuerSimulator) -> None:
    listed = sim.status_list()
    until = sim.now.replace(year=sim.now.year + 1)
    badge = listed.attach(sim.issue(ANNA, valid_until=until, results=[{"status": "Completed"}]))
    hiring = Policy.hiring()
    good = judge(sim, sim.derive(sim.sign(badge, SUITE)), policy=hiring, candidate={"email": ANNA})
    assert good.verified, good.best_reason
    loose = sim.sign(badge, SUITE, mandatory=["/issuer", "/validFrom"])
    shown = ["/credentialSubject"]
    hidden = judge(sim, sim.derive(loose, *shown), policy=hiring, candidate={"email": ANNA})
    assert hidden.verdict is Verdict.INCONCLUSIVE
    codes = {finding.code for finding in result(hidden, "disclosure.complete").findings}
    assert {"disclosure.status_not_shown", "disclosure.expiry_not_shown"} <= codes | {
        result(hidden, "disclosure.complete").code
    }
    assert hidden.stated is not None


@pytest.mark.parametrize(
    ("kind", "shared", "key"), [("name", "Anna Ek", "name"), ("sourcedId", "12345", "student_id")]
)
def test_a_namesake_cannot_hide_whose_the_badge_is(
    sim: IssuerSimulator, kind: str, shared: str, key: str
) -> None:
    identities = [
        {"type": "IdentityObject", "hashed": False, "identityHash": shared, "identityType": kind},
        {"type": "IdentityObject", "hashed": False, "identityHash": ANNA, "identityType": "emailAddress"},
    ]
    signed = sim.sign(sim.issue(identities), SUITE)
    kept = ("/credentialSubject/achievement", "/credentialSubject/identifier/0", "/name")
    shown = sim.derive(signed, *kept)
    report = judge(sim, shown, candidate={key: shared, "email": "other@example.org"})
    assert said(report, "recipient.matches") == ("INCONCLUSIVE", "recipient.only_name_shown")
    whole = judge(sim, sim.derive(signed), candidate={key: shared, "email": ANNA})
    assert said(whole, "recipient.matches")[0] == "PASSED"


def test_where_general_json_ld_wrote_the_statements_all_may_have_been_left_out(sim: IssuerSimulator) -> None:
    """Which member said what is then not known, nor whether this is a part that is shown as the whole."""
    badge = sim.issue(ANNA, achievement={"creditsAvailable": 1e21}, results=[{"status": "Completed"}])
    shown = sim.derive(sim.sign(sim.status_list().attach(badge), SUITE))
    report = judge(sim, shown)
    assert integrity(report)[0] == "PASSED"
    assert said(report, "proof.coverage") == ("WARNING", "jsonld.outside_profile")
    complete = result(report, "disclosure.complete")
    assert (complete.outcome, complete.code) == ("WARNING", "disclosure.in_part")
    assert {finding.code for finding in complete.findings} == {
        "disclosure.issuer_optional",
        "disclosure.expiry_not_shown",
        "disclosure.status_optional",
        "disclosure.result_status_optional",
    }
    hiring = judge(sim, shown, policy=Policy.hiring(), candidate={"email": ANNA})
    assert hiring.verdict is Verdict.INCONCLUSIVE


@pytest.mark.parametrize(
    ("mandatory", "codes"), [(["/holder"], []), (["/type"], ["disclosure.issuer_optional"])]
)
def test_of_a_presentation_the_holder_is_what_may_not_be_hidden(
    sim: IssuerSimulator, mandatory: list[str], codes: list[str]
) -> None:
    shown = sim.derive(sim.present([], SUITE, mandatory=mandatory))
    complete = result(judge(sim, shown), "disclosure.complete")
    assert (complete.outcome, complete.code) == ("WARNING", "disclosure.in_part")
    assert [finding.code for finding in complete.findings] == codes


# ---- the vectors of the specification


def vector(corpus: Path, name: str) -> Any:
    folder = corpus / "credentials" / "intermediates" / "w3c-vc-di-ecdsa"
    return json.loads((folder / f"TestVectors-ecdsa-sd-2023-prc-{name}.json").read_text("utf-8"))


def test_every_step_of_the_specifications_vector(corpus: Path, reference: Path) -> None:
    shown = json.loads(
        (corpus / "credentials/cases/w3c-vc-di-ecdsa/w3c-ecdsa-sd-prc-derived.json").read_text("utf-8")
    )
    proof = shown.pop("proof")
    value = ecdsa_sd.read_value("$.proof", proof, Limits())
    found = vector(corpus, "verifyDerivedProofValue")
    assert value.signature.hex() == found["baseSignature"]
    assert list(value.mandatory) == found["mandatoryIndexes"]
    assert value.labels == dict(found["labelMap"])
    assert [one.hex() for one in value.signatures] == found["signatures"]
    url = "https://w3id.org/citizenship/v4rc1"
    context = json.loads((reference / "contexts" / "citizenship-v4rc1.json").read_text("utf-8"))
    engine = Engine(ContextStore.bundled().with_pinned({url: context}, Limits()), Limits())
    told = derived.reveal("$.proof", engine.canonicalize(shown), value.labels, value.mandatory)
    assert sorted((*told.mandatory, *told.optional)) == vector(corpus, "verifyNQuads")
    data = vector(corpus, "verifyCreateVerifyData")
    assert list(told.optional) == data["nonMandatory"]
    assert hashlib.sha256("".join(told.mandatory).encode()).hexdigest() == data["mandatoryHash"]


def test_the_base_proof_of_the_specification_is_refused(corpus: Path) -> None:
    proof = json.loads(
        (corpus / "credentials/cases/w3c-vc-di-ecdsa/w3c-ecdsa-sd-prc-base.json").read_text("utf-8")
    )["proof"]
    with pytest.raises(Problem) as raised:
        ecdsa_sd.read_value("$.proof", proof, Limits())
    assert raised.value.code == "proof.base"


# ---- bounds


def test_statements_with_a_signature_each_are_counted_before_one_is_checked(sim: IssuerSimulator) -> None:
    shown = sim.derive(issued(sim))
    count = len(components_of(shown["proof"])[1][2])

    def found(**limits: int) -> tuple[Verdict, tuple[str, str]]:
        report = Verifier(fetcher=sim, limits=Limits(**limits)).verify(shown, now=sim.now)
        return report.verdict, integrity(report)

    assert found(signed_statements=count)[0] is Verdict.VERIFIED
    assert found(signed_statements=count - 1) == (
        Verdict.INCONCLUSIVE,
        ("INCONCLUSIVE", "proof.too_many_statements"),
    )


@pytest.mark.parametrize(("proofs", "code"), [(5, "proof.verified"), (6, "proof.too_much_signed")])
def test_many_proofs_do_not_multiply_them(sim: IssuerSimulator, proofs: int, code: str) -> None:
    shown = sim.derive(issued(sim))
    count = len(components_of(shown["proof"])[1][2])
    verifier = Verifier(fetcher=sim, limits=Limits(signed_statements=count))
    report = verifier.verify({**shown, "proof": [shown["proof"]] * proofs}, now=sim.now)
    assert integrity(report)[1] == code
    assert report.verified is (proofs == 5)
    assert report.verdict is not Verdict.REJECTED
