"""schema.declared: the schemas that a credential names, had from the network or pinned."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest
from tests.support.judging import judge, result, said

from badgekit import CachingFetcher, ConfigurationError, Limits, OfflineFetcher, Policy, Verdict, Verifier
from badgekit.keys.multibase import decode_multibase
from badgekit.schemas.foreign import ForeignSchema, ForeignSchemas
from badgekit.testing import SCHEMA_FAULTS, IssuerSimulator, PublishedSchema
from badgekit.testing.encoding import base64url

CHECK = "schema.declared"
TYPES = ["JsonSchema", "1EdTechJsonSchemaValidator2019", "JsonSchemaCredential"]
FITS = {"required": ["validFrom"], "properties": {"name": {"minLength": 2}}}
BREAKS = {"required": ["validUntil"]}
OB_SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


def named(sim: IssuerSimulator, *schemas: PublishedSchema, **options: Any) -> dict[str, Any]:
    badge = sim.issue()
    for schema in schemas:
        badge = schema.attach(badge, **options)
    return sim.sign(badge)


def findings(report: Any) -> list[str]:
    return [finding.code for finding in result(report, CHECK).findings]


@pytest.mark.parametrize("kind", TYPES)
def test_it_satisfies_or_rejects(sim: IssuerSimulator, kind: Any) -> None:
    fits, breaks = sim.schema(FITS, type=kind), sim.schema(BREAKS, type=kind)
    assert said(judge(sim, named(sim, fits)), CHECK) == ("PASSED", "schema.accepted")
    report = judge(sim, named(sim, breaks))
    assert report.verdict is Verdict.REJECTED
    assert said(report, CHECK) == ("FAILED", "schema.declared_violated")
    assert findings(report) == ["schema.missing"]
    assert breaks.url in result(report, CHECK).message


WHY = {
    "no_answer": "schema.unreachable",
    "not_found": "schema.unreachable",
    "web_page": "schema.not_a_schema",
    "replaced": "schema.accepted",
    "too_large": "schema.too_large",
    "not_a_schema": "schema.not_a_schema",
    "no_dialect": "schema.no_dialect",
    "old_dialect": "schema.dialect_unknown",
    "remote_reference": "schema.unresolvable",
    "endless": "schema.unsafe",
    "multiplying": "schema.too_much_work",
    "slow_pattern": "schema.unsafe",
    "unsigned": "schema.credential_not_verified",
    "changed": "schema.credential_not_verified",
    "forged": "schema.credential_not_verified",
    "expired": "schema.credential_not_verified",
    "other_credential": "schema.other_credential",
    "no_schema": "schema.credential_not_verified",
}


def test_every_fault_is_tried() -> None:
    assert WHY.keys() == SCHEMA_FAULTS.keys()


@pytest.mark.parametrize("fault", WHY)
@pytest.mark.parametrize("kind", ["JsonSchema", "JsonSchemaCredential"])
def test_what_a_schema_that_is_wrong_amounts_to(sim: IssuerSimulator, kind: Any, fault: Any) -> None:
    schema = sim.schema(FITS, type=kind)
    badge = named(sim, schema)
    try:
        schema.make_wrong(fault)
    except ValueError:
        assert kind == "JsonSchema"
        return
    report = judge(sim, badge)
    if fault == "replaced":
        # Nothing pinned it: whoever answers for the address says what the schema is.
        assert report.verified
        return
    expected = WHY[fault]
    if fault == "web_page" and kind == "JsonSchemaCredential":
        expected = "schema.not_a_credential"
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report, CHECK) == ("INCONCLUSIVE", expected)
    assert result(report, CHECK).reason.path == "$.credentialSchema[0]"
    schema.make_wrong(None)
    assert judge(sim, badge).verified


@pytest.mark.parametrize("body", [True, False, {"required": ["validFrom"]}, {"required": ["validUntil"]}])
def test_the_type_of_open_badges_says_the_dialect(sim: IssuerSimulator, body: Any) -> None:
    for kind in TYPES[:2]:
        schema = sim.schema(FITS, type=kind)  # type: ignore[arg-type]
        sim.web.answer(schema.url, body)
        report = judge(sim, named(sim, schema))
        if kind == "JsonSchema":
            # A document without $schema must not be processed (VC JSON Schema).
            assert said(report, CHECK) == ("INCONCLUSIVE", "schema.no_dialect")
            continue
        fits = body is True or body == {"required": ["validFrom"]}
        expected = ("PASSED", "schema.accepted") if fits else ("FAILED", "schema.declared_violated")
        assert said(report, CHECK) == expected


# Digests.


@pytest.mark.parametrize("kind", TYPES)
def test_a_digest_pins_what_was_meant(sim: IssuerSimulator, kind: Any) -> None:
    schema = sim.schema(BREAKS, type=kind)
    badge = named(sim, schema, digest=True)
    assert said(judge(sim, badge), CHECK) == ("FAILED", "schema.declared_violated")
    schema.make_wrong("replaced")
    report = judge(sim, badge)
    assert report.verdict is Verdict.REJECTED
    assert said(report, CHECK) == ("FAILED", "digest.mismatch")


def test_multihashes_pin_as_well(sim: IssuerSimulator) -> None:
    schema = sim.schema(FITS)
    body = schema.published()[schema.url][2]
    made = "u" + base64url(b"\x12\x20" + hashlib.sha256(body).digest())
    assert decode_multibase(made, prefixes="u")[2:] == hashlib.sha256(body).digest()
    good = sim.sign(schema.attach(sim.issue(), digestMultibase=made))
    assert judge(sim, good).verified
    bad = sim.sign(schema.attach(sim.issue(), digestMultibase="u" + base64url(b"\x12\x20" + bytes(32))))
    assert said(judge(sim, bad), CHECK) == ("FAILED", "digest.mismatch")


@pytest.mark.parametrize(
    ("digest", "outcome", "code"),
    [
        ("sha384-nonsense", "FAILED", "digest.malformed"),
        ("md5-XUFAKrxLKna5cZ2REBfFkg==", "INCONCLUSIVE", "digest.unsupported"),
    ],
)
def test_a_digest_that_pins_nothing(sim: IssuerSimulator, digest: str, outcome: str, code: str) -> None:
    badge = sim.sign(sim.schema(FITS).attach(sim.issue(), digestSRI=digest))
    report = judge(sim, badge)
    assert said(report, CHECK) == (outcome, code)
    assert result(report, CHECK).reason.path == "$.credentialSchema[0].digestSRI"


def test_a_known_schema_with_a_digest_is_compared_with_what_is_published(sim: IssuerSimulator) -> None:
    """badgekit's own schemas are not the published texts, so that only these can have the digest."""
    published = json.dumps({"$schema": "https://json-schema.org/draft/2019-09/schema", **FITS}).encode()
    digest = f"sha256-{base64.b64encode(hashlib.sha256(published).digest()).decode()}"
    entry = {"id": OB_SCHEMA, "type": "JsonSchema", "digestSRI": digest}
    badge = sim.sign(sim.issue(extra={"credentialSchema": [entry]}))
    assert said(judge(sim, badge), CHECK) == ("INCONCLUSIVE", "schema.unreachable")
    sim.neighbour("purl.imsglobal.org")
    sim.web.answer(OB_SCHEMA, published)
    assert said(judge(sim, badge), CHECK) == ("PASSED", "schema.accepted")
    sim.web.answer(OB_SCHEMA, published + b" ")
    assert said(judge(sim, badge), CHECK) == ("FAILED", "digest.mismatch")


# Schema credentials.


def test_anybody_may_issue_a_schema_credential_and_it_is_said_who(sim: IssuerSimulator) -> None:
    authority = sim.neighbour("standards.example")
    schema = authority.schema(FITS, type="JsonSchemaCredential")
    report = judge(sim, named(sim, schema))
    assert report.verified
    assert findings(report) == ["schema.by_other_issuer"]
    assert authority.id in result(report, CHECK).findings[0].message
    assert findings(judge(sim, named(sim, sim.schema(FITS, type="JsonSchemaCredential")))) == []
    # Whoever issued no badge issued no schema either.
    for issuer in ({"type": ["Profile"]}, None):
        nobodys = sim.sign(schema.attach({**sim.issue(), "issuer": issuer}), "eddsa-jcs-2022")
        assert findings(judge(sim, nobodys)) == ["schema.by_other_issuer"]


@pytest.mark.parametrize("suite", ["ES256", "ecdsa-rdfc-2019"])
def test_a_schema_credential_may_be_signed_as_any_other(sim: IssuerSimulator, suite: str) -> None:
    schema = sim.schema(BREAKS, type="JsonSchemaCredential", suite=suite)
    assert said(judge(sim, named(sim, schema)), CHECK) == ("FAILED", "schema.declared_violated")


def test_a_schema_credential_that_is_revoked_says_nothing(sim: IssuerSimulator) -> None:
    schema, revocations = sim.schema(FITS, type="JsonSchemaCredential"), sim.status_list()
    served = json.loads(schema.published()[schema.url][2])
    del served["proof"]
    listed = sim.sign(revocations.attach(served))
    sim.web.answer(schema.url, listed)
    badge = named(sim, schema)
    assert judge(sim, badge).verified
    revocations.revoke(listed)
    report = judge(sim, badge)
    assert said(report, CHECK) == ("INCONCLUSIVE", "schema.credential_not_verified")
    assert findings(report) == ["status.revoked"]


def test_schema_credentials_that_lead_to_each_other_come_to_an_end(sim: IssuerSimulator) -> None:
    schema = sim.schema(FITS, type="JsonSchemaCredential")
    served = json.loads(schema.published()[schema.url][2])
    del served["proof"]
    served["credentialSchema"] = [
        {"id": schema.url, "type": "JsonSchemaCredential"},
        served["credentialSchema"],
    ]
    sim.web.answer(schema.url, sim.sign(served))
    report = judge(sim, named(sim, schema))
    assert said(report, CHECK) == ("INCONCLUSIVE", "schema.credential_not_verified")
    assert sim.web.requests.count(schema.url) == 1


# Who is asked, and who is not.


def test_nobody_is_asked_for_a_credential_that_was_changed(sim: IssuerSimulator) -> None:
    schema = sim.schema(FITS)
    report = judge(sim, sim.tamper(named(sim, schema), "$.name", "Doctor"))
    assert said(report, CHECK) == ("NOT_RUN", "check.not_run")
    assert schema.url not in sim.web.requests


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize(
    ("url", "outcome", "code"),
    [
        ("https://127.0.0.1/schema.json", "INCONCLUSIVE", "schema.unreachable"),
        ("http://169.254.169.254/latest", "INCONCLUSIVE", "schema.unreachable"),
        ("https://intranet.local/schema.json", "INCONCLUSIVE", "schema.unreachable"),
        ("data:application/json,1", "INCONCLUSIVE", "schema.address_unsupported"),
        ("file:///etc/passwd", "INCONCLUSIVE", "schema.address_unsupported"),
        ("did:example:schema", "INCONCLUSIVE", "schema.address_unsupported"),
    ],
)
def test_where_a_schema_may_not_lie(
    sim: IssuerSimulator, kind: Any, url: str, outcome: str, code: str
) -> None:
    badge = sim.sign(sim.schema(FITS, type=kind).attach(sim.issue(), id=url))
    assert said(judge(sim, badge), CHECK) == (outcome, code)
    assert url not in sim.web.requests


def test_a_schema_that_anybody_could_have_changed_counts_if_it_is_pinned(sim: IssuerSimulator) -> None:
    schema = sim.schema(FITS)
    plain = schema.url.replace("https:", "http:")

    class PlainHttp:
        def get(self, url: str, *, accept: str = "") -> Any:
            return sim.get(url.replace("http:", "https:"), accept=accept)

    loose, pinned = (
        sim.sign(schema.attach(sim.issue(), digest=digest, id=plain)) for digest in (False, True)
    )
    verifier = Verifier(fetcher=PlainHttp())
    assert said(verifier.verify(loose, now=sim.now), CHECK) == ("INCONCLUSIVE", "schema.not_secure")
    assert verifier.verify(pinned, now=sim.now).verified


def test_offline_leaves_the_answer_open_and_a_pinned_schema_answers_it() -> None:
    sim = IssuerSimulator(method="did:key", host="uni.example")
    schema = sim.schema(BREAKS)
    badge = named(sim, schema)
    offline = Verifier(fetcher=OfflineFetcher()).verify(badge, now=sim.now)
    assert said(offline, CHECK) == ("INCONCLUSIVE", "schema.unreachable")
    assert findings(offline) == ["net.offline"]
    for document, verdict in ((BREAKS, Verdict.REJECTED), (FITS, Verdict.VERIFIED)):
        pinned = {schema.url: {"$schema": "https://json-schema.org/draft/2020-12/schema", **document}}
        verifier = Verifier(fetcher=OfflineFetcher(), schemas=pinned)
        assert verifier.verify(badge, now=sim.now).verdict is verdict


@pytest.mark.parametrize("document", [{}, {"$schema": "urn:other"}, {"type": "thing"}])
def test_what_cannot_be_pinned(document: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        Verifier(schemas={"https://uni.example/s": document})
    with pytest.raises(ConfigurationError, match="cannot be replaced"):
        Verifier(schemas={OB_SCHEMA: {"$schema": "https://json-schema.org/draft/2020-12/schema"}})


# Several, and the built-in one beside them.


def test_the_gravest_answer_counts_and_the_others_are_told(sim: IssuerSimulator) -> None:
    fits, gone, breaks = sim.schema(FITS), sim.schema(FITS), sim.schema(BREAKS)
    gone.make_wrong("no_answer")
    assert said(judge(sim, named(sim, fits, gone)), CHECK) == ("INCONCLUSIVE", "schema.unreachable")
    report = judge(sim, named(sim, fits, gone, breaks))
    assert said(report, CHECK) == ("FAILED", "schema.declared_violated")
    assert findings(report) == ["schema.missing", "schema.unreachable", "net.timeout"]


def test_what_is_graver_counts_wherever_it_stands(sim: IssuerSimulator) -> None:
    fits = {"id": sim.schema(FITS).url, "type": "JsonSchema"}
    unknown = {"id": "https://uni.example/schema", "type": "ZkpSchema2024"}
    ambiguous = {**fits, "type": ["JsonSchema", "JsonSchemaCredential"]}
    for entries, good, changed in (
        ((fits, unknown), "schema.type_not_evaluated", "check.not_run"),
        ((fits, ambiguous, unknown), "schema.type_ambiguous", "schema.type_ambiguous"),
    ):
        for ordered in (entries, entries[::-1]):
            badge = sim.sign({**sim.issue(), "credentialSchema": [*ordered]}, "eddsa-jcs-2022")
            assert said(judge(sim, badge), CHECK)[1] == good
            # Nobody is asked for a credential that nobody signed, and that is graver than a kind unknown.
            assert said(judge(sim, sim.tamper(badge, "$.name", "Doctor")), CHECK)[1] == changed


def test_a_schema_that_accepts_everything_weakens_nothing(sim: IssuerSimulator) -> None:
    badge = sim.schema({}).attach(sim.issue())
    del badge["credentialSubject"]["achievement"]["criteria"]
    report = judge(sim, sim.sign(badge))
    assert said(report, CHECK) == ("PASSED", "schema.accepted")
    assert said(report, "schema.built_in")[0] == "FAILED"
    assert report.verdict is Verdict.REJECTED


def test_a_schema_may_build_on_that_of_open_badges(sim: IssuerSimulator) -> None:
    schema = sim.schema({"allOf": [{"$ref": OB_SCHEMA}], "required": ["name"]})
    assert judge(sim, named(sim, schema)).verified
    assert OB_SCHEMA not in sim.web.requests


def test_two_kinds_at_once_are_none(sim: IssuerSimulator) -> None:
    badge = sim.schema(FITS).attach(sim.issue(), type=["JsonSchema", "JsonSchemaCredential"])
    report = judge(sim, sim.sign(badge, "EdDSA"))
    assert said(report, CHECK) == ("INCONCLUSIVE", "schema.type_ambiguous")
    # Two words for a plain schema mean the same.
    badge = sim.schema(FITS).attach(sim.issue(), type=["JsonSchema", "1EdTechJsonSchemaValidator2019"])
    assert said(judge(sim, sim.sign(badge, "EdDSA")), CHECK) == ("PASSED", "schema.accepted")


def test_too_many_schemas_are_counted_first(sim: IssuerSimulator) -> None:
    schema = sim.schema(FITS)
    report = judge(sim, named(sim, *[schema] * 9))
    assert said(report, CHECK) == ("INCONCLUSIVE", "schema.too_many_named")
    assert schema.url not in sim.web.requests


def test_all_schemas_of_a_verification_share_one_account(sim: IssuerSimulator) -> None:
    schemas = [sim.schema({**FITS, "$comment": str(number)}) for number in range(4)]
    enough = Verifier(fetcher=sim, limits=Limits(schema_work=100))
    assert enough.verify(named(sim, schemas[0]), now=sim.now).verified
    report = enough.verify(named(sim, *schemas), now=sim.now)
    assert said(report, CHECK) == ("INCONCLUSIVE", "schema.too_much_work")


def test_a_schema_is_asked_for_once_and_within_the_bounds(sim: IssuerSimulator) -> None:
    schema = sim.schema(FITS)
    badge = named(sim, schema)
    assert judge(sim, sim.sign(sim.record([badge, named(sim, schema)]))).verified
    assert sim.web.requests.count(schema.url) == 1
    # What is remembered from one verification to the next is not asked for anew.
    again = Verifier(fetcher=CachingFetcher(sim))
    for _ in range(2):
        assert again.verify(badge, now=sim.now).verified
    assert sim.web.requests.count(schema.url) == 2
    # One request goes to the issuer's key.
    report = Verifier(fetcher=sim, limits=Limits(fetches=1)).verify(badge, now=sim.now)
    assert said(report, CHECK) == ("INCONCLUSIVE", "schema.unreachable")
    assert findings(report)[0].startswith("net.")


@pytest.mark.parametrize("kind", TYPES)
def test_many_entries_of_one_schema_cost_one(
    sim: IssuerSimulator, kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its bytes are hashed once by each algorithm, however many digests are named, and read once."""
    schema = sim.schema(FITS, type=kind)
    body = schema.published()[schema.url][2]
    made: list[str] = []
    new = hashlib.new

    def counted(name: str, data: bytes = b"") -> Any:
        if data:
            made.append(name)
        return new(name, data)

    both = [base64.b64encode(hashlib.sha384(data).digest()).decode() for data in (b"x", body)]
    badges = []
    for _ in range(2):
        badge = schema.attach(sim.issue(), digestSRI=f"sha384-{both[0]} sha384-{both[1]}")
        badges.append(sim.sign({**badge, "credentialSchema": badge["credentialSchema"] * 8}))
    record = sim.sign(sim.record(badges))
    monkeypatch.setattr("badgekit.digests.hashlib.new", counted)
    reads: list[bytes] = []
    read = ForeignSchemas.read

    def noted(self: ForeignSchemas, data: bytes, *args: Any) -> ForeignSchema:
        reads.append(data)
        return read(self, data, *args)

    monkeypatch.setattr(ForeignSchemas, "read", noted)
    report = judge(sim, record)
    assert [said(inside, CHECK) for inside in report.credentials] == [("PASSED", "schema.accepted")] * 2
    assert made == ["sha384"]
    assert len(reads) == 1


@pytest.mark.parametrize("kind", TYPES[:2])
def test_a_schema_that_is_too_large_is_not_hashed(sim: IssuerSimulator, kind: Any) -> None:
    schema = sim.schema({**FITS, "$comment": "x" * 600_000}, type=kind)
    badge = schema.attach(sim.issue())
    badge["credentialSchema"][0]["digestSRI"] = "sha384-" + "A" * 64
    report = judge(sim, sim.sign(badge))
    assert said(report, CHECK) == ("INCONCLUSIVE", "schema.too_large")
    small = sim.schema(FITS, type=kind)
    size, named_there = len(small.published()[small.url][2]), named(sim, small)
    for limit, outcome in ((size, "PASSED"), (size - 1, "INCONCLUSIVE")):
        report = Verifier(fetcher=sim, limits=Limits(schema_bytes=limit)).verify(named_there, now=sim.now)
        assert said(report, CHECK)[0] == outcome


# What is remembered.


@pytest.mark.parametrize("kind", ["JsonSchema", "JsonSchemaCredential"])
def test_a_schema_is_made_ready_once_for_all_badges(
    sim: IssuerSimulator, kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    first = ForeignSchema.__init__

    def counted(self: ForeignSchema, *args: Any) -> None:
        made.append(args)
        first(self, *args)

    monkeypatch.setattr(ForeignSchema, "__init__", counted)
    schema = sim.schema(FITS, type=kind)
    badges = [named(sim, schema) for _ in range(3)]
    verifier = Verifier(fetcher=sim)
    for badge in badges:
        report = verifier.verify(badge, now=sim.now)
        assert report.verified
        assert report.to_json() == Verifier(fetcher=sim).verify(badge, now=sim.now).to_json()
    assert len(made) == 1 + len(badges)
    schema.make_wrong("replaced")
    assert verifier.verify(badges[0], now=sim.now).verified
    assert len(made) == 2 + len(badges)


def test_credentials_inside_are_compared_as_well(sim: IssuerSimulator) -> None:
    fits, breaks = sim.schema(FITS), sim.schema(BREAKS)
    assert judge(sim, sim.sign(sim.record([named(sim, fits)]))).verified
    report = judge(sim, sim.sign(sim.record([named(sim, breaks)])))
    assert report.verdict is Verdict.REJECTED
    assert said(report.children[0], CHECK) == ("FAILED", "schema.declared_violated")


def test_a_hosted_badge_is_no_schema_credential(sim: IssuerSimulator) -> None:
    """Nothing signs it: it would be a schema on the word of a web site."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    hosted = sim.older.issue(extra={"credentialSubject": {"type": "JsonSchema", "jsonSchema": schema}})
    document = {**hosted.document, "type": ["Assertion", "JsonSchemaCredential"]}
    sim.older.publish(hosted.url, document)
    assert judge(sim, document).verified
    named_so = {"id": hosted.url, "type": "JsonSchemaCredential"}
    report = judge(sim, sim.sign({**sim.issue(), "credentialSchema": named_so}))
    assert said(report, CHECK) == ("INCONCLUSIVE", "schema.not_a_credential")


# What a schema credential must be, to the letter.


def served_as(sim: IssuerSimulator, **members: Any) -> Any:
    """Return the report on a badge that names a good schema credential whose `members` were set anew."""
    schema = sim.schema(FITS, type="JsonSchemaCredential")
    served = json.loads(schema.published()[schema.url][2])
    del served["proof"]
    served |= members
    sim.web.answer(
        schema.url, sim.sign({name: value for name, value in served.items() if value is not None}, "EdDSA")
    )
    return judge(sim, named(sim, schema))


SUBJECT = {
    "id": "https://uni.example/schema-itself",
    "type": "JsonSchema",
    "jsonSchema": {"$schema": "https://json-schema.org/draft/2020-12/schema", **FITS},
}


@pytest.mark.parametrize(
    ("members", "outcome", "code"),
    [
        ({}, "PASSED", "schema.accepted"),
        ({"id": None}, "PASSED", "schema.accepted"),
        ({"id": "https://uni.example/another"}, "INCONCLUSIVE", "schema.other_credential"),
        ({"type": ["VerifiableCredential"]}, "INCONCLUSIVE", "schema.not_a_credential"),
        ({"credentialSubject": SUBJECT}, "PASSED", "schema.accepted"),
        ({"credentialSubject": [SUBJECT]}, "PASSED", "schema.accepted"),
        ({"credentialSubject": [SUBJECT, SUBJECT]}, "INCONCLUSIVE", "schema.not_a_credential"),
        ({"credentialSubject": {**SUBJECT, "type": "Other"}}, "INCONCLUSIVE", "schema.not_a_credential"),
    ],
)
def test_a_schema_credential_holds_one_schema(
    sim: IssuerSimulator, members: Any, outcome: str, code: str
) -> None:
    # Without the schema that such credentials name themselves, which would refuse most of these before.
    assert said(served_as(sim, credentialSchema=None, **members), CHECK) == (outcome, code)


def test_a_pinned_schema_does_not_stand_for_a_credential_at_its_address(sim: IssuerSimulator) -> None:
    badge = {**sim.issue(), "credentialSchema": {"id": OB_SCHEMA, "type": "JsonSchemaCredential"}}
    report = judge(sim, sim.sign(badge))
    assert said(report, CHECK) == ("INCONCLUSIVE", "schema.unreachable")
    assert OB_SCHEMA in sim.web.requests


def test_what_a_policy_waives_of_a_badge_is_not_waived_of_its_schema(sim: IssuerSimulator) -> None:
    schema = sim.schema(FITS, type="JsonSchemaCredential")
    schema.make_wrong("expired")
    report = judge(sim, named(sim, schema), policy=Policy.w3c())
    assert said(report, CHECK) == ("INCONCLUSIVE", "schema.credential_not_verified")
    assert findings(report) == ["validity.expired"]
    # Of several reasons, the first that is waived where the schema credential itself is looked at.
    revocations = sim.status_list()
    ended = {name: value for name, value in json.loads(sim.get(schema.url).body).items() if name != "proof"}
    served = sim.sign(revocations.attach(ended))
    revocations.revoke(served)
    sim.web.answer(schema.url, served)
    reasons = [one.code for one in judge(sim, served, policy=Policy.w3c()).waived]
    assert len(reasons) == 2
    assert findings(judge(sim, named(sim, schema), policy=Policy.w3c())) == reasons[:1]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({"type": "JsonSchema"}, "schema.bad_address"),
        ({"type": "JsonSchema", "id": ""}, "schema.bad_address"),
        ({"type": "JsonSchema", "id": "schema.json"}, "schema.bad_address"),
        ({"type": "JsonSchemaCredential", "id": "//uni.example/schema"}, "schema.bad_address"),
    ],
)
def test_a_schema_without_an_address_is_a_fault_of_the_badge(
    sim: IssuerSimulator, entry: dict[str, str], code: str
) -> None:
    report = judge(sim, sim.sign({**sim.issue(), "credentialSchema": entry}, "EdDSA"))
    assert said(report, CHECK) == ("FAILED", code)
    # What was written there, the check of the members says.
    members = result(report, "structure.members")
    assert entry.get("id", "") in members.message


def test_a_kind_of_schema_that_is_not_evaluated_is_named(sim: IssuerSimulator) -> None:
    entry = {"id": "https://uni.example/schema", "type": ["ZkpSchema2024", "Another"]}
    report = judge(sim, sim.sign({**sim.issue(), "credentialSchema": entry}, "EdDSA"))
    assert said(report, CHECK) == ("WARNING", "schema.type_not_evaluated")
    assert result(report, CHECK).reason.params["type"] == "ZkpSchema2024"
    nothing = judge(sim, sim.sign({**sim.issue(), "credentialSchema": {**entry, "type": []}}, "EdDSA"))
    assert said(nothing, CHECK) == ("WARNING", "schema.type_not_evaluated")
    assert result(nothing, CHECK).reason.params["type"] == ""
    gone = sim.schema(FITS)
    gone.make_wrong("no_answer")
    both = sim.sign(gone.attach({**sim.issue(), "credentialSchema": entry}), "EdDSA")
    # What is open is graver than what is not asked.
    assert said(judge(sim, both), CHECK) == ("INCONCLUSIVE", "schema.unreachable")
    assert findings(judge(sim, both)) == ["net.timeout", "schema.type_not_evaluated"]


def test_as_many_schemas_as_are_allowed_are_judged(sim: IssuerSimulator) -> None:
    fits, breaks = sim.schema(FITS), sim.schema(BREAKS)
    most = Verifier(fetcher=sim, limits=Limits(schemas=2))
    assert said(most.verify(named(sim, fits, fits), now=sim.now), CHECK) == ("PASSED", "schema.accepted")
    assert said(most.verify(named(sim, fits, breaks), now=sim.now), CHECK)[0] == "FAILED"
    assert said(most.verify(named(sim, fits, fits, fits), now=sim.now), CHECK)[1] == "schema.too_many_named"
