"""What the simulator issues before Open Badges 3.0 is what those generations ask for; no verdicts here."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

import badgekit
from badgekit.containers.bake import extract
from badgekit.errors import Unavailable
from badgekit.testing import FAULTS, IssuerSimulator, hashed_recipient, plain_recipient
from badgekit.testing.faults import Fault
from badgekit.testing.issued import Issued
from badgekit.testing.lookalikes import LOOKALIKES

GENERATIONS: Any = ("0.5", "1.0", "1.1", "2.0")
DIGESTS: Any = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}
V1, V2 = "https://w3id.org/openbadges/v1", "https://w3id.org/openbadges/v2"


def members(document: dict[str, Any]) -> set[str]:
    return set(document)


def fetched(sim: IssuerSimulator, url: str) -> Any:
    answer = sim.get(url)
    assert answer.status == 200, url
    return json.loads(answer.body)


def payload(token: str) -> Any:
    return json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))


def test_2_0_has_every_required_member() -> None:
    sim = IssuerSimulator("uni.example")
    badge = sim.older.issue("anna@example.org")
    document = fetched(sim, badge.url)
    assert document == badge.document
    assert members(document) == {"@context", "type", "id", "recipient", "badge", "verification", "issuedOn"}
    assert (document["@context"], document["type"], document["id"]) == (V2, "Assertion", badge.url)
    assert document["verification"] == {"type": "HostedBadge"}
    assert document["issuedOn"] == "2026-05-02T12:00:00Z"
    badge_class = fetched(sim, document["badge"])
    assert members(badge_class) >= {"id", "type", "name", "description", "image", "criteria", "issuer"}
    assert sim.get(badge_class["image"]).body.startswith(b"\x89PNG")
    issuer = fetched(sim, badge_class["issuer"])
    assert members(issuer) == {"@context", "id", "type", "name", "url", "email"}
    assert (badge.badge_url, badge.issuer_url) == (badge_class["id"], issuer["id"])


def test_1_1_links_its_parts_and_says_where_it_is() -> None:
    sim = IssuerSimulator("uni.example")
    document = sim.older.issue("anna@example.org", "1.1").document
    assert (document["@context"], document["type"]) == (V1, "Assertion")
    assert document["verify"] == {"type": "hosted", "url": document["id"]}
    badge_class = fetched(sim, document["badge"])
    assert isinstance(badge_class["criteria"], str)
    assert fetched(sim, badge_class["issuer"])["type"] == "Issuer"


def test_1_0_has_neither_context_nor_types() -> None:
    sim = IssuerSimulator("uni.example")
    badge = sim.older.issue("anna@example.org", "1.0")
    assert members(badge.document) == {"uid", "recipient", "badge", "verify", "issuedOn"}
    assert badge.document["verify"] == {"type": "hosted", "url": badge.url}
    assert badge.document["issuedOn"] == int(datetime(2026, 5, 2, 12, tzinfo=UTC).timestamp())
    badge_class = fetched(sim, badge.document["badge"])
    assert members(badge_class) == {"name", "description", "image", "criteria", "issuer"}
    assert members(fetched(sim, badge_class["issuer"])) == {"name", "url", "email"}


def test_0_5_holds_everything_itself() -> None:
    sim = IssuerSimulator("uni.example")
    badge = sim.older.issue("anna@example.org", "0.5")
    assert members(fetched(sim, badge.url)) == {"recipient", "salt", "badge", "issued_on"}
    digest = hashlib.sha256(b"anna@example.orgsalt-of-tests").hexdigest()
    assert badge.document["recipient"] == f"sha256${digest}"
    assert badge.document["issued_on"] == "2026-05-02"
    assert badge.document["badge"]["version"] == "0.5.0"
    assert badge.document["badge"]["issuer"]["origin"] == "https://uni.example"
    assert (badge.badge_url, badge.issuer_url) == ("", "")


@pytest.mark.parametrize("algorithm", ["RS256", "RS512", "ES256", "ES384"])
def test_a_signature_is_good_by_openssl_with_the_published_key(algorithm: Any) -> None:
    sim = IssuerSimulator("uni.example")
    badge = sim.older.issue("anna@example.org", mode="signed", algorithm=algorithm)
    document = payload(badge.token)
    assert document == badge.document
    issuer = fetched(sim, badge.issuer_url)
    key = fetched(sim, document["verification"]["creator"])
    assert (issuer["publicKey"], key["owner"]) == (key["id"], issuer["id"])
    public = serialization.load_pem_public_key(key["publicKeyPem"].encode())
    signed, _, last = badge.token.rpartition(".")
    signature = base64.urlsafe_b64decode(last + "==")
    digest = DIGESTS[algorithm[2:]]
    if isinstance(public, rsa.RSAPublicKey):
        public.verify(signature, signed.encode(), padding.PKCS1v15(), digest)
    else:
        assert isinstance(public, ec.EllipticCurvePublicKey)
        half = len(signature) // 2
        r, s = int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big")
        public.verify(encode_dss_signature(r, s), signed.encode(), ec.ECDSA(digest))


@pytest.mark.parametrize("generation", ["1.0", "1.1"])
def test_a_signed_badge_before_2_0_names_a_pem_file(generation: Any) -> None:
    sim = IssuerSimulator("uni.example")
    badge = sim.older.issue("anna@example.org", generation, "signed")
    assert badge.document["verify"] == {"type": "signed", "url": sim.older.key_url(generation)}
    assert sim.get(badge.key_url).body.startswith(b"-----BEGIN PUBLIC KEY-----")
    assert fetched(sim, sim.older.revocation_list_url(generation)) == {}


def test_keys_rotate_and_old_ones_stay_listed_only_if_told() -> None:
    sim = IssuerSimulator("uni.example")
    first = sim.older.issue(mode="signed")
    sim.keys.rotate(keep=True)
    second = sim.older.issue(mode="signed")
    assert first.key_url != second.key_url
    assert fetched(sim, first.issuer_url)["publicKey"] == [first.key_url, second.key_url]
    sim.keys.rotate()
    assert "publicKey" not in fetched(sim, first.issuer_url)


def test_revoking_says_so_where_the_generation_looks() -> None:
    sim = IssuerSimulator("uni.example")
    hosted, old = sim.older.issue(), sim.older.issue(generation="1.0")
    sim.older.revoke(hosted, "Left the course.")
    sim.older.revoke(old, "", status=200)
    answer = sim.get(hosted.url)
    assert (answer.status, json.loads(answer.body)["revocationReason"]) == (410, "Left the course.")
    assert fetched(sim, old.url) == {"revoked": True}
    signed, by_uid = sim.older.issue(mode="signed"), sim.older.issue(mode="signed", extra={"uid": "u-1"})
    sim.older.revoke(signed)
    sim.older.revoke(by_uid, "", by="uid")
    listed = fetched(sim, sim.older.revocation_list_url())["revokedAssertions"]
    assert listed == [
        {"id": signed.document["id"], "revocationReason": "Issued in error."},
        {"uid": "u-1"},
    ]
    map_of_1_1 = sim.older.issue(generation="1.1", mode="signed")
    sim.older.revoke(map_of_1_1, "Why not.")
    assert fetched(sim, sim.older.revocation_list_url("1.1")) == {map_of_1_1.document["uid"]: "Why not."}


def test_options_say_everything_themselves() -> None:
    sim = IssuerSimulator("uni.example")
    badge = sim.older.issue(
        plain_recipient("https://anna.example", type="url"),
        id="https://uni.example/a",
        issued_on="2020-01-01T00:00:00Z",
        expires=datetime(2030, 1, 1, tzinfo=UTC),
        badge_class="Pottery",
        issuer={"email": None, "telephone": "+4612345"},
        embed=True,
        extra={"narrative": "Well done.", "recipient": None},
    )
    assert badge.url == badge.document["id"] == "https://uni.example/a"
    assert (badge.document["issuedOn"], badge.document["expires"]) == (
        "2020-01-01T00:00:00Z",
        "2030-01-01T00:00:00Z",
    )
    assert badge.document["narrative"] == "Well done."
    assert "recipient" not in badge.document
    inner = badge.document["badge"]
    assert (inner["name"], inner["issuer"]["telephone"]) == ("Pottery", "+4612345")
    assert "email" not in inner["issuer"]
    assert fetched(sim, inner["id"]) == {**inner, "issuer": inner["issuer"]["id"]}


def test_an_endorsement_is_published_or_signed() -> None:
    sim = IssuerSimulator("uni.example")
    hosted = sim.older.endorse("https://other.example/badge", "Good.")
    assert fetched(sim, hosted.url) == hosted.document
    assert hosted.document["claim"] == {"id": "https://other.example/badge", "endorsementComment": "Good."}
    signed = sim.older.endorse("https://other.example/badge", mode="signed")
    assert payload(signed.token)["verification"]["creator"] == signed.key_url


def test_identities_are_hashed_with_the_salt_appended() -> None:
    digest = hashlib.md5(b"a@b.example" + b"s", usedforsecurity=False).hexdigest()
    assert hashed_recipient("a@b.example", salt="s", algorithm="md5") == {
        "type": "email",
        "hashed": True,
        "identity": f"md5${digest}",
        "salt": "s",
    }
    assert "salt" not in hashed_recipient("a@b.example", salt=None)


@pytest.mark.parametrize("generation", GENERATIONS)
def test_pictures_hold_the_document_or_the_address(generation: Any) -> None:
    badge = IssuerSimulator("uni.example").older.issue(generation=generation)
    for picture in (badge.png(), badge.svg()):
        assert extract(picture).value == badge.document
    for picture in (badge.png("url"), badge.png("legacy url"), badge.svg("url")):
        assert extract(picture).url == badge.url
    assert b"tEXtopenbadges\0https://" in badge.png("legacy url")
    assert b"iTXtopenbadges\0\0\0\0\0" in badge.png()
    with pytest.raises(ValueError, match="no token"):
        badge.png("token")


def test_a_picture_holds_the_token_of_a_signed_badge() -> None:
    badge = IssuerSimulator("uni.example").older.issue(mode="signed")
    for picture in (badge.png(), badge.svg()):
        assert extract(picture).token == badge.token == badge.given
    assert extract(badge.svg("document")).value == badge.document
    with pytest.raises(ValueError, match="no url"):
        badge.svg("url")


def everything(sim: IssuerSimulator) -> tuple[list[Any], dict[str, Any]]:
    issued: list[Issued] = [sim.older.issue(generation=generation) for generation in GENERATIONS]
    issued += [
        sim.older.issue(generation=generation, mode="signed", algorithm="ES256")
        for generation in GENERATIONS[1:]
    ]
    issued += [make(sim) for make in LOOKALIKES]
    return [(badge.document, badge.given, badge.png(), badge.svg()) for badge in issued], sim.web.documents()


def test_the_same_calls_give_the_same_bytes() -> None:
    assert everything(IssuerSimulator("uni.example")) == everything(IssuerSimulator("uni.example"))
    other, one = (
        everything(IssuerSimulator("uni.example", seed=2)),
        everything(IssuerSimulator("uni.example")),
    )
    assert other[0][-1] == one[0][-1]
    assert other[0][4][1] != one[0][4][1]


def test_the_served_documents_fit_a_mapping_fetcher() -> None:
    sim = IssuerSimulator("uni.example")
    badge = sim.older.issue(generation="1.1", mode="signed")
    gone = sim.older.issue(generation="1.1", fault="gone")
    fetcher = badgekit.MappingFetcher(sim.web.documents())
    assert fetcher.get(badge.key_url).body == sim.get(badge.key_url).body
    assert fetcher.get(gone.url).status == 410


def test_issuers_on_one_host_need_a_path_each() -> None:
    sim = IssuerSimulator("uni.example")
    sim.older.issue()
    apart = sim.neighbour(path="faculty").older.issue()
    assert apart.url == "https://uni.example/faculty/open-badges/2.0/assertions/1.json"
    with pytest.raises(ValueError, match="give this one a path"):
        sim.neighbour(method="did:key").older.issue()


def test_nothing_is_published_before_something_is_issued() -> None:
    sim = IssuerSimulator("uni.example")
    assert not [url for url in sim.web.documents() if "open-badges" in url]


def test_0_5_knows_no_signature() -> None:
    with pytest.raises(ValueError, match="hosted badges only"):
        IssuerSimulator().older.issue(generation="0.5", mode="signed")


def test_every_fault_is_described() -> None:
    assert set(FAULTS) == set(get_args(Fault))
    assert all(kind.meaning and set(kind.generations) <= set(GENERATIONS) for kind in FAULTS.values())


@pytest.mark.parametrize("fault", FAULTS)
def test_a_badge_that_cannot_have_a_fault_is_refused(fault: Fault) -> None:
    sim, kind = IssuerSimulator("uni.example"), FAULTS[fault]
    other: Any = "signed" if kind.mode == "hosted" else "hosted"
    with pytest.raises(ValueError, match=f"can be {fault}"):
        sim.older.issue(mode=other, fault=fault)
    for generation in {"1.0", "1.1", "2.0"} - set(kind.generations):
        with pytest.raises(ValueError, match=f"can be {fault}"):
            sim.older.issue(generation=generation, mode=kind.mode, fault=fault)  # type: ignore[arg-type]


def test_faults_of_the_network_are_mended_and_those_of_the_issuer_stay() -> None:
    sim = IssuerSimulator("uni.example")
    silent, gone = sim.older.issue(fault="no_answer"), sim.older.issue(fault="gone")
    with pytest.raises(Unavailable):
        sim.get(silent.url)
    sim.web.mend()
    assert (sim.get(silent.url).status, sim.get(gone.url).status) == (200, 410)
