"""Cases of corpus/open-badges-2 that data alone decides, put to the functions that read it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from badgekit.errors import Malformed, Problem
from badgekit.identity import Candidate, match_identifier
from badgekit.models import members as m
from badgekit.models.ob2 import forms, readers, shapes, values, vocabulary
from badgekit.models.ob2.convert import to_assertion
from badgekit.models.ob2.data_uri import image_problems
from badgekit.models.ob2.generation import ClassName, Generation, class_of, generation_of
from badgekit.models.ob2.normal import normalise
from badgekit.models.ob2.upgrade import upgrade
from badgekit.models.reading import Issues, MemberReader, Shape, read_object

Case = Mapping[str, Any]


def load(folder: Path, name: str) -> list[Case]:
    found: list[Case] = json.loads((folder / "open-badges-2" / name).read_text(encoding="utf-8"))
    return found


def expected(case: Case) -> str:
    """What the specification says of a case, where the corpus says it, else what its source says."""
    return json.dumps(case.get("spec_expected", case.get("expected")), sort_keys=True)


def read_document(
    value: Mapping[str, Any], name: ClassName, generation: Generation | None = None, url: str | None = None
) -> tuple[Any, list[Problem]]:
    """Return the claims of one document of Open Badges before 3.0, and every fault of its data."""
    issues = Issues()
    generation = generation or generation_of(value) or "2.0"
    node = upgrade(value, generation, url=url, expected=name).value
    claims: Any
    if name == "Assertion":
        claims = readers.read_assertion(node, issues, generation=generation)
    elif name == "BadgeClass":
        claims = readers.read_badge_class(node, issues, generation=generation)
    elif name == "Issuer":
        claims = readers.read_issuer(node, issues, generation=generation)
    elif name == "Endorsement":
        claims = readers.read_endorsement(node, issues)
    elif name == "RevocationList":
        claims = readers.read_revocation_list(node, issues)
    else:
        claims = readers.read_key(node, issues)
    pictures = image_problems(claims) if name in ("Assertion", "BadgeClass", "Issuer") else ()
    return claims, [*issues.issues, *pictures]


def answer(case: Case) -> str | None:
    """Return what badgekit says of `case`, as `expected` has it; None where data alone does not decide it."""
    judge = _JUDGES.get(case["kind"])
    return None if judge is None else json.dumps(judge(case), sort_keys=True)


def _word(good: bool) -> str:
    return "valid" if good else "invalid"


def _is_date(text: str) -> bool:
    issues = Issues()
    return values.date(issues, text, "$", "issuedOn") is not None and not issues.issues


_FORMS: Mapping[str, Callable[[str], bool]] = {
    "DATA_URI": forms.is_data_uri,
    "DATA_URI_OR_URL": lambda text: forms.is_data_uri(text) or forms.is_http_url(text),
    "URL": forms.is_http_url,
    "IRI": forms.is_iri,
    "URL_AUTHORITY": forms.is_host,
    "TELEPHONE": forms.is_telephone,
    "EMAIL": forms.is_email,
    "DATETIME": _is_date,
    "COMPACT_IRI": lambda text: text == "id" or text in vocabulary.PROPERTIES,
}
_MEMBERS: Mapping[str, MemberReader] = {"TEXT": m.text, "BOOLEAN": m.boolean, "URL": values.http_url}
_RECIPIENT = shapes.recipient(frozenset({"sha256", "md5"}))
_CLASSES: Mapping[str, MemberReader] = {
    "IdentityObject": m.one(_RECIPIENT),
    "Evidence": shapes.evidence,
    "Criteria": shapes.criteria,
    "AlignmentObject": shapes.ALIGNED["alignment"][1],
}


def _member(case: Case, node: Mapping[str, Any], reader: MemberReader) -> str:
    """Read one member of `node` by the rule of `case`."""
    rule = case["rule"]
    name = rule["prop_name"]
    shape: Shape[dict[str, Any]] = Shape(
        make=dict, members={name: (name, reader)}, required=(name,) if rule.get("required") else ()
    )
    issues = Issues()
    read_object(issues, normalise(node), "$", shape)
    return _word(not issues.issues)


def _property(case: Case) -> str:
    rule = case["rule"]
    reader = _MEMBERS[rule["prop_type"]]
    return _member(case, case["node"], m.texts if rule.get("many") else values.single(reader))


def _id_property(case: Case) -> str:
    rule = case["rule"]
    reader = _CLASSES[rule["expected_class"]]
    return _member(case, case["graph"][0], reader if rule.get("many") else values.single(reader))


# Class of a case → the class of document that holds such an object, and the member that holds it.
_HOLDERS: Mapping[str, tuple[ClassName, str]] = {
    "IdentityObject": ("Assertion", "recipient"),
    "Criteria": ("BadgeClass", "criteria"),
    "Evidence": ("Assertion", "evidence"),
    "BadgeClass.criteria": ("BadgeClass", "criteria"),
    "BadgeClass.image": ("BadgeClass", "image"),
    "Profile.verification": ("Issuer", "verification"),
    "Assertion.image": ("Assertion", "image"),
}


def _object(case: Case) -> str:
    name, *checks = _HOLDERS.get(case["class"], (case["class"], *case.get("checks", ())))
    whole = name == case["class"] or "." in case["class"]
    node = case["object"] if whole else {checks[0]: case["object"]}
    _, problems = read_document(node, cast(ClassName, name), "2.0")
    starts = tuple(f"$['{check}']" if check.startswith("@") else f"$.{check}" for check in checks)
    return _word(not any(problem.path.startswith(starts) for problem in problems))


def _rdf_type(case: Case) -> str:
    given, wanted = case["type"], case.get("must_contain_one")
    if "default" in case:
        issues = Issues()
        shapes.criteria(issues, {"id": "https://example.org/c"}, "$", "criteria")
        return _word(not issues.issues)
    if wanted is None:
        names = given if isinstance(given, list) else [given]
        return _word(bool(names) and all(vocabulary.known_type(name) for name in names))
    name: ClassName = "Issuer" if "Issuer" in wanted else "Assertion"
    _, problems = read_document({"type": given} if given else {"id": "_:b0"}, name, "2.0")
    return _word(not any(problem.path == "$.type" for problem in problems))


def _timestamps(case: Case) -> str:
    claims, _ = read_document(case["assertion"], "Assertion", "2.0")
    seen, now = to_assertion(claims), datetime.fromisoformat(case["now"])
    assert seen.valid_from is not None
    return _word(seen.valid_from.at <= now and (seen.valid_until is None or now <= seen.valid_until.at))


def candidate_of(profile: Mapping[str, Any]) -> Candidate:
    """A recipient profile of the corpus as a candidate; identifiers of other kinds are a school's numbers."""
    known = ("email", "url", "telephone", "id")
    return Candidate.of({name if name in known else "student_id": value for name, value in profile.items()})


def matches_recipient(recipient: Mapping[str, Any], profile: Mapping[str, Any], version: str) -> bool:
    claims, problems = read_document({"recipient": recipient}, "Assertion", "2.0")
    if any(problem.path.startswith("$.recipient") for problem in problems):
        return False
    identity = to_assertion(claims).credential_subject.identifier[0]  # type: ignore[union-attr]
    try:
        match = match_identifier(
            identity.identity_type or "",
            identity.identity_hash or "",
            hashed=identity.hashed is True,
            salt=identity.salt or "",
            candidate=candidate_of(profile),
            version=version,
        )
    except Malformed:
        return False
    return match is not None


def _recipient(case: Case) -> str:
    return _word(matches_recipient(case["recipient"], case["recipient_profile"], "2.0"))


def _version_detection(case: Case) -> str | None:
    return generation_of(case["document"])


def _class_detection(case: Case) -> str:
    # Profile and Issuer are one class to badgekit.
    return _word(class_of(case["object"]) == "Issuer" and case["detail"]["treated_as"] == "Profile")


def _upgrade(case: Case) -> Any:
    """What the expectation names, as the upgraded document has it; dates as they are read from it."""
    document, wanted = case["document"], case.get("spec_expected", case["expected"])
    generation, name = generation_of(document), class_of(document)
    assert generation is not None
    assert name is not None
    upgraded = upgrade(document, generation, url=case["node_id"], expected=name).value
    if wanted == "unchanged":
        same = {**document, "verification": {"type": "HostedBadge"}}
        return "unchanged" if upgraded == same else upgraded
    made = {key: upgraded.get(key) for key in wanted}
    if "issuedOn" in wanted:
        claims, _ = read_document(document, name, url=case["node_id"])
        made["issuedOn"] = claims.issued_on.at.isoformat()
    return made


_JUDGES: Mapping[str, Callable[[Case], Any]] = {
    "value": lambda case: _word(_FORMS[case["value_type"]](case["value"])),
    "property": _property,
    "id_property": _id_property,
    "object": _object,
    "rdf_type": _rdf_type,
    "timestamps": _timestamps,
    "recipient": _recipient,
    "version_detection": _version_detection,
    "class_detection": _class_detection,
    "upgrade": _upgrade,
}
