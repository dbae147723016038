"""What the page of quirks says is tolerated is tolerated, and said in the report."""

from __future__ import annotations

import ast
import json
import re
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from tests.docs import older_quirks
from tests.docs.blocks import ROOT

from badgekit import Verifier
from badgekit.testing import IssuerSimulator, hashed_identity, plain_identity

_PAGE = ROOT / "docs" / "reference" / "issuers-quirks.md"
ANNA = "did:example:anna"


@dataclass
class Case:
    """What is handed to the Verifier."""

    badge: Any
    sim: IssuerSimulator
    candidate: Mapping[str, str] | None = None


def _sim(**options: Any) -> IssuerSimulator:
    return IssuerSimulator("uni.example", **options)


def _changed(change: Callable[[dict[str, Any]], object], **options: Any) -> Case:
    """A signed badge, changed before it was signed."""
    sim = _sim()
    badge = sim.issue("anna@example.org", **options)
    change(badge)
    return Case(sim.sign(badge), sim)


def _token(sim: IssuerSimulator | None = None, **options: Any) -> Case:
    sim = sim or _sim()
    return Case(sim.sign(sim.issue(ANNA), _algorithm(sim), **options), sim)


def _algorithm(sim: IssuerSimulator) -> Any:
    return "EdDSA" if sim.id.startswith("did:key") else "ES256"


def _published(change: Callable[[dict[str, Any]], object], **options: Any) -> Case:
    """A badge of an issuer whose document was changed."""
    sim = _sim(**options)
    badge = sim.sign(sim.issue(ANNA))
    document = sim.web.documents()[sim.document_url]
    change(document)
    sim.web.answer(sim.document_url, document)
    return Case(badge, sim)


def _key_set_without_issuer() -> Case:
    sim = _sim(method="https", keys_in=["jwks"], key="P-256")
    badge = sim.sign(sim.issue(ANNA), "ES256", kid=sim.key("P-256").name)
    url = f"https://{sim.host}/.well-known/jwks.json"
    keys = sim.web.documents()[url]["keys"]
    sim.web.answer(url, {"keys": [{k: v for k, v in key.items() if k != "iss"} for key in keys]})
    return Case(badge, sim)


def _compressed() -> Case:
    sim = _sim()
    picture = sim.bake_png(sim.sign(sim.issue(ANNA)))
    at = picture.index(b"iTXt") - 4
    (length,) = struct.unpack_from(">I", picture, at)
    keyword, text = picture[at + 8 : at + 8 + length].split(b"\0\0\0\0\0", 1)
    body = b"iTXt" + keyword + b"\0\1\0\0\0" + zlib.compress(text)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return Case(picture[:at] + chunk + picture[at + 12 + length :], sim)


def _foreign_document_type() -> Case:
    sim = _sim()
    picture = sim.bake_svg(sim.sign(sim.issue(ANNA)))
    at = picture.index(b"<svg")
    return Case(picture[:at] + b'<!DOCTYPE svg SYSTEM "https://tool.example/svg.dtd">' + picture[at:], sim)


def _older(make: Callable[[], older_quirks.Made]) -> Callable[[], Case]:
    """A badge from before Open Badges 3.0."""

    def case() -> Case:
        sim, given = make()
        return Case(given, sim, {"email": older_quirks.ANNA})

    return case


def _trailing() -> Case:
    sim = _sim()
    return Case(sim.bake_png(sim.sign(sim.issue(ANNA))) + b"\n\n", sim)


def _result(description: dict[str, Any] | None, **result: Any) -> Case:
    descriptions = (
        [] if description is None else [{"id": "https://uni.example/r", "name": "r", **description}]
    )
    return _changed(
        lambda badge: None,
        result_descriptions=descriptions or None,
        results=[{"resultDescription": "https://uni.example/r", **result}],
    )


def _recipient(identity: Mapping[str, Any], **candidate: str) -> Case:
    sim = _sim()
    return Case(sim.sign(sim.issue(identity)), sim, candidate)


def _bearer() -> Case:
    sim = _sim()
    return Case(sim.sign(sim.issue(None)), sim)


def _without_claims() -> Case:
    sim = _sim()
    return Case(sim.sign(sim.credential({"id": ANNA})), sim)


def _bare_did() -> Case:
    sim = _sim(method="did:key")
    return Case(sim.sign(sim.issue(ANNA), method=sim.id), sim)


def _revision() -> Case:
    sim = _sim()
    url = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
    return Case(sim.sign(sim.issue(ANNA), revisions={url: "2024-01"}), sim)


def _second_proof() -> Case:
    sim = _sim()
    badge = sim.sign(sim.issue(ANNA))
    return Case({**badge, "proof": [badge["proof"], {**badge["proof"], "cryptosuite": "unknown-2023"}]}, sim)


def _described_twice() -> Case:
    def endorse_oneself(badge: dict[str, Any]) -> None:
        badge["credentialSubject"]["achievement"]["creator"] = {**badge["issuer"], "name": "Another name"}

    return _changed(endorse_oneself)


def _differing_expiry() -> Case:
    sim = _sim()
    badge = sim.issue(ANNA, valid_until=sim.now + timedelta(days=20))
    sooner = int((sim.now + timedelta(days=10)).timestamp())
    return Case(sim.sign(badge, "ES256", claims={"exp": sooner}), sim)


def _identifier_without_member() -> Case:
    sim = _sim()
    credential = sim.credential()
    token_id = credential.pop("id")
    return Case(sim.sign(credential, "ES256", claims={"jti": token_id}), sim)


def _with(name: str, value: Any) -> Case:
    sim = _sim()
    return Case(sim.sign(sim.issue(ANNA, extra={name: value}), "ES256"), sim)


def _set(name: str, value: Any) -> Callable[[dict[str, Any]], object]:
    return lambda badge: badge.update({name: value})


def _no_controller(document: dict[str, Any]) -> None:
    del document["verificationMethod"][0]["controller"]


def _no_relationships(document: dict[str, Any]) -> None:
    del document["assertionMethod"], document["authentication"]


_REFRESH = [
    {"id": f"https://uni.example/refresh/{number}", "type": "1EdTechCredentialRefresh"} for number in (1, 2)
]
_FOREIGN_SCHEMA = [{"id": "https://uni.example/shapes", "type": "ShaclValidator2017"}]

MAKERS: dict[str, Callable[[], Case]] = {
    "png.trailing_bytes": _trailing,
    "png.compressed_chunk": _compressed,
    "svg.external_dtd": _foreign_document_type,
    "structure.image_is_a_url": lambda: _changed(_set("image", "https://uni.example/badge.png")),
    "structure.type_is_a_list": lambda: _changed(
        lambda badge: badge["credentialSubject"]["identifier"][0].update(type=["IdentityObject"])
    ),
    "structure.identifier_type_alias": lambda: _recipient(
        plain_identity("anna@example.org", type="email"), email="anna@example.org"
    ),
    "structure.blank": lambda: _changed(
        lambda badge: badge["credentialSubject"]["achievement"].update(description="")
    ),
    "structure.more_than_one": lambda: _with("refreshService", _REFRESH),
    "structure.dates_of_two_models": lambda: _changed(
        lambda badge: badge.update(validFrom=badge["issuanceDate"]), vcdm="1.1"
    ),
    "structure.date_of_other_model": lambda: _changed(_set("validUntil", "2030-01-01T00:00:00Z"), vcdm="1.1"),
    "structure.subject_without_claims": _without_claims,
    "structure.result_description_unknown": lambda: _result(None, value="A"),
    "structure.achieved_level_unknown": lambda: _result(
        {"resultType": "RubricCriterionLevel"}, achievedLevel="https://uni.example/levels/1"
    ),
    "structure.result_status_missing": lambda: _result({"resultType": "Status"}),
    "schema.type_not_evaluated": lambda: _with("credentialSchema", _FOREIGN_SCHEMA),
    "jwt.claim_missing": lambda: _token(claims={"sub": None}),
    "jwt.claim_without_member": _identifier_without_member,
    "jwt.expiry_differs": _differing_expiry,
    "jwt.iat_is_text": lambda: _token(claims={"iat": "2026-05-02T12:00:00Z"}),
    "jwt.unknown_header": lambda: _token(header={"x-tool": "1"}),
    "key.bare_did": _bare_did,
    "key.no_kid": lambda: _token(_sim(key="P-256"), reference="none"),
    "key.unknown_name": lambda: _token(_sim(method="did:key"), kid="key-1"),
    "key.no_controller": lambda: _published(_no_controller),
    "key.no_relationship_listed": lambda: _published(_no_relationships, method="https"),
    "key.jwks_without_issuer": _key_set_without_issuer,
    "proof.revision": _revision,
    "proof.suite_unsupported": _second_proof,
    "jsonld.node_described_twice": _described_twice,
    "structure.recipient_missing": _bearer,
    "recipient.weak_letter_case": lambda: _recipient(
        plain_identity("anna@example.org"), email="Anna@example.org"
    ),
    "recipient.weak_md5": lambda: _recipient(
        hashed_identity("anna@example.org", algorithm="md5"), email="anna@example.org"
    ),
    "recipient.weak_unsalted": lambda: _recipient(
        hashed_identity("anna@example.org", salt=None), email="anna@example.org"
    ),
    "recipient.weak_name_only": lambda: _recipient(plain_identity("Anna Ek", type="name"), name="Anna Ek"),
    **{code: _older(make) for code, make in older_quirks.MAKERS.items()},
}


def test_the_page_lists_what_is_shown_here() -> None:
    listed = re.findall(r"^\| `([^`]+)` \|", _PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(MAKERS)


@pytest.mark.parametrize("code", MAKERS)
def test_a_quirk_is_tolerated_and_said(code: str) -> None:
    case = MAKERS[code]()
    report = Verifier(fetcher=case.sim).verify(case.badge, now=case.sim.now, candidate=case.candidate)
    assert report.verified, report.best_reason
    said = {finding.code for check in report.checks for finding in (check.reason, *check.findings)}
    assert code in said, json.dumps(sorted(said))


_THREAD = re.compile(r"[\w.-]+/[\w.-]+#\d+")
_ROW = re.compile(r"^\| (\d+) \|.*$", re.MULTILINE)


def _named_tests() -> dict[int, list[ast.FunctionDef]]:
    """Return number → the tests of that quirk in tests/quirks."""
    found: dict[int, list[ast.FunctionDef]] = {}
    for file in sorted((ROOT / "tests" / "quirks").glob("test_*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                number = re.match(r"test_quirk_(\d\d)_", node.name)
                assert number, f"{file.name}: {node.name} does not say which quirk it is about"
                found.setdefault(int(number[1]), []).append(node)
    return found


def test_every_reported_quirk_has_tests_that_name_its_source() -> None:
    rows = {int(row[1]): row[0] for row in _ROW.finditer(_PAGE.read_text(encoding="utf-8"))}
    tests = _named_tests()
    assert list(rows) == sorted(tests) == list(range(1, 21))
    for number, row in rows.items():
        words = [ast.get_docstring(test) or "" for test in tests[number]]
        assert all(words), f"a test of quirk {number} does not say where it comes from"
        assert {thread for text in words for thread in _THREAD.findall(text)} == set(_THREAD.findall(row)), (
            number
        )
