"""Rules that concern a whole object: dates of two data models, contexts, recipients, results.

The functions have the forms of `Shape.prepare` (before the object is made) and `Shape.check` (after).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from badgekit.dates import Timestamp
from badgekit.jsonpath import child
from badgekit.models.achievement import Criteria
from badgekit.models.clr import ClrSubject
from badgekit.models.credential import CONTEXT_V1, CONTEXT_V2, data_model
from badgekit.models.members import is_url
from badgekit.models.parts import IdentityObject
from badgekit.models.reading import Issues
from badgekit.models.subject import AchievementSubject, CredentialSubject
from badgekit.models.values import ReadOnly

# (VCDM 2.0, VCDM 1.1)
_STARTS = ("validFrom", "issuanceDate")
_ENDS = ("validUntil", "expirationDate")
VALIDITY = (*_STARTS, *_ENDS)

_OPEN_BADGES_CONTEXT = re.compile(
    r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(?:-3\.\d\.\d)*\.json", re.ASCII
)
_LEARNER_RECORD_CONTEXT = re.compile(
    r"https://purl\.imsglobal\.org/spec/clr/v2p0/context(?:-2\.\d\.\d)*\.json", re.ASCII
)


def read_context(issues: Issues, value: Any, path: str, name: str) -> tuple[str | Mapping[str, Any], ...]:
    """Read ``@context``: a list, the W3C context first, then URLs and objects (VCDM 2.0, 4.3)."""
    where = child(path, name)
    if not isinstance(value, list):
        # VCDM 1.1 wants an ordered set, too; early issuers wrote its one context as a bare text.
        (issues.note if value == CONTEXT_V1 else issues.issue)("structure.context_not_a_list", where)
        value = [value]
    elif not value:
        issues.issue("structure.empty", where, name=name)
    contexts: list[str | Mapping[str, Any]] = []
    for index, item in enumerate(value):
        if isinstance(item, dict):
            contexts.append(ReadOnly(item))
        elif not isinstance(item, str):
            issues.wrong_type(child(where, index), "a URL or an object", item)
        elif not is_url(item):
            issues.issue("structure.not_a_url", child(where, index), name=name, value=item)
        else:
            contexts.append(item)
    if value and value[0] != CONTEXT_V2 and value[0] != CONTEXT_V1:
        issues.issue("structure.context_first", child(where, 0))
    return tuple(contexts)


def prepare_assertion(issues: Issues, fields: dict[str, Any], value: Mapping[str, Any], path: str) -> None:
    """As `prepare_open_badge`; the VCDM 1.1 form of a badge needs a name."""
    if "name" not in value and data_model(fields.get("context", ())) == "1.1":
        issues.missing(path, "name")
    prepare_open_badge(issues, fields, value, path)


def prepare_open_badge(issues: Issues, fields: dict[str, Any], value: Mapping[str, Any], path: str) -> None:
    """Rules of an AchievementCredential or EndorsementCredential that go beyond those of its members."""
    contexts = fields.get("context", ())
    places = [
        i for i, item in enumerate(contexts) if isinstance(item, str) and _OPEN_BADGES_CONTEXT.fullmatch(item)
    ]
    if contexts and not places:
        issues.issue("structure.context_open_badges", child(path, "@context"))
    elif places and places[0] != 1:
        issues.note("structure.context_order", child(path, "@context"))
    _prepare(issues, fields, value, path)


def _prepare(issues: Issues, fields: dict[str, Any], value: Mapping[str, Any], path: str) -> None:
    contexts = fields.get("context", ())
    if isinstance(value.get("issuer"), str) and data_model(contexts) == "1.1":
        issues.wrong_type(child(path, "issuer"), "an object", value["issuer"])
    for name in ("credentialStatus", "refreshService"):
        if isinstance(value.get(name), list) and len(value[name]) > 1:
            issues.note("structure.more_than_one", child(path, name), name=name)
    _dates(issues, fields, value, path, start_required=True)


def prepare_learner_record(
    issues: Issues, fields: dict[str, Any], value: Mapping[str, Any], path: str
) -> None:
    """As `prepare_open_badge`, with the context of learner records before that of Open Badges (CLR 2.0)."""
    contexts = [item for item in fields.get("context", ()) if isinstance(item, str)]
    places = [i for i, item in enumerate(contexts) if _LEARNER_RECORD_CONTEXT.fullmatch(item)]
    if contexts and not places:
        issues.issue("structure.context_learner_record", child(path, "@context"))
    elif contexts and (places[0] != 1 or not _OPEN_BADGES_CONTEXT.fullmatch((*contexts, "", "")[2])):
        issues.note("structure.context_order_learner_record", child(path, "@context"))
    _prepare(issues, fields, value, path)


def prepare_credential(issues: Issues, fields: dict[str, Any], value: Mapping[str, Any], path: str) -> None:
    """Rules of a credential of any kind; VCDM 2.0 does not ask for a start of validity, VCDM 1.1 does."""
    model = data_model(fields.get("context", ()))
    _dates(issues, fields, value, path, start_required=model == "1.1")
    # A subject has at least one claim (VCDM 2.0, 4.8); under 1.1 issuers also named a mere URL or nobody.
    report = issues.note if model == "1.1" else issues.issue
    subjects: tuple[CredentialSubject, ...] = fields.get("credential_subject", ())
    for subject in subjects:
        if not subject.extra:
            nobody = subject.id is None and not subject.types
            (report if nobody else issues.note)("structure.subject_without_claims", subject.path)
    raw = value.get("credentialSubject")
    for item in raw if isinstance(raw, list) else (raw,):
        if isinstance(item, str):
            report("structure.subject_is_a_url", child(path, "credentialSubject"))


def _dates(
    issues: Issues, fields: dict[str, Any], value: Mapping[str, Any], path: str, *, start_required: bool
) -> None:
    model = data_model(fields.get("context", ()))
    written: dict[str, Timestamp] = {}
    for name in VALIDITY:
        found = fields.pop(name, None)
        if found is not None:
            written[name] = found
            if not found.had_zone:
                # xsd:dateTimeStamp needs one (VCDM 2.0, 4.9); VCDM 1.1 speaks of a plain date and time.
                report = issues.issue if model == "2.0" else issues.note
                report("date.no_zone", child(path, name), name=name, text=found.text)
    fields["dates_as_written"] = ReadOnly(written)
    fields["valid_from"] = _narrower(issues, value, written, path, _STARTS, model, max)
    fields["valid_until"] = _narrower(issues, value, written, path, _ENDS, model, min)
    if start_required:
        name = _STARTS[model == "1.1"]
        if name not in value and (model is not None or _STARTS[1] not in value):
            issues.missing(path, name)
    start, end = fields["valid_from"], fields["valid_until"]
    if start is not None and end is not None and end.at < start.at:
        ends = [name for name in _ENDS if written.get(name) is end]
        issues.issue("structure.dates_reversed", child(path, ends[0]), start=start.text, end=end.text)


def _narrower(
    issues: Issues,
    value: Mapping[str, Any],
    written: Mapping[str, Timestamp],
    path: str,
    names: tuple[str, str],
    model: str | None,
    choose: Any,
) -> Timestamp | None:
    new, old = names
    if old in value if model == "2.0" else new in value and model == "1.1":
        other = old if model == "2.0" else new
        if new in value and old in value:
            same = new in written and old in written and written[new].at == written[old].at
            # The 1.1 context reserves the 2.0 names, and issuers use both with one date; 2.0 does not know
            # the names of 1.1.
            report = issues.note if same and model == "1.1" else issues.issue
            report("structure.dates_of_two_models", child(path, other), name=new, other=old)
        else:
            report = issues.note if model == "1.1" else issues.issue
            report("structure.date_of_other_model", child(path, other), name=other)
    found = [written[name] for name in names if name in written]
    chosen: Timestamp | None = choose(found, key=lambda stamp: stamp.at) if found else None
    return chosen


def check_criteria(issues: Issues, criteria: Criteria) -> None:
    """Criteria say something: `id` or `narrative`."""
    if criteria.id is None and criteria.narrative is None:
        issues.issue("structure.criteria_empty", criteria.path)


def check_identity(issues: Issues, identity: IdentityObject) -> None:
    """An identity is not empty: an empty text is part of every other."""
    if identity.identity_hash == "":
        issues.issue("structure.identity_empty", child(identity.path, "identityHash"))


def check_achievement_subject(issues: Issues, subject: AchievementSubject) -> None:
    """Results belong to the descriptions that the achievement gives, and somebody should be named."""
    # OB 3.0 wants an id or an identifier; issuers in use leave out both (a badge of the bearer). The
    # statement is none the less the issuer's, so it is said here and decided by the recipient check.
    if subject.id is None and not subject.identifier:
        issues.note("structure.recipient_missing", subject.path)
    if subject.result:
        _check_results(issues, subject)


def check_named(issues: Issues, subject: ClrSubject) -> None:
    """Somebody should be named, as in a badge."""
    if subject.id is None and not subject.identifier:
        issues.note("structure.recipient_missing", subject.path)


def _check_results(issues: Issues, subject: AchievementSubject) -> None:
    described = subject.achievement.result_description if subject.achievement else ()
    by_id = {description.id: description for description in described if description.id is not None}
    levels_of = {
        description.id: {level.id for level in description.rubric_criterion_level}
        for description in described
    }
    for result in subject.result:
        description = by_id.get(result.result_description) if result.result_description is not None else None
        if description is None:
            if result.result_description is not None:
                where = child(result.path, "resultDescription")
                issues.note("structure.result_description_unknown", where, value=result.result_description)
            continue
        if result.achieved_level is not None and result.achieved_level not in levels_of[description.id]:
            where = child(result.path, "achievedLevel")
            issues.note("structure.achieved_level_unknown", where, value=result.achieved_level)
        if description.result_type == "Status" and result.status is None:
            issues.note("structure.result_status_missing", result.path)
