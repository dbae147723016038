"""Learner records around credentials: CLR 2.0, and the résumés of LER-RS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from badgekit.documents import VC_V1
from badgekit.testing import minting
from badgekit.testing.envelopes import enveloped
from badgekit.testing.minting import CredentialOptions, Members

__all__ = ["RecordOptions", "learner_record", "resume"]

_CLR = "https://purl.imsglobal.org/spec/clr/v2p0/"
_HR_OPEN = "http://schema.hropenstandards.org/4.5/recruiting/json/"


class RecordOptions(CredentialOptions, total=False):
    """What a learner record can be told beyond `CredentialOptions`.

    Attributes:
        associations: (id of an achievement, AssociationType, id of another one) each.
        achievements: achievements that are expected of the learner, not awarded; names, or members that
            complete or replace the default ones.
        partial: whether the publisher says that there is more.
        subject: further members of the credentialSubject.
        name: of the record.
    """

    associations: Iterable[tuple[str, str, str]]
    achievements: Iterable[str | Members]
    partial: bool
    subject: Members
    name: str


def learner_record(
    issuer: Members,
    entries: Iterable[Members | str | bytes],
    recipient: str | Members | Iterable[Members] | None,
    *,
    number: str,
    start: datetime,
    options: RecordOptions,
) -> dict[str, Any]:
    """Return an unsigned ClrCredential; tokens and messages among its `entries` are put into envelopes."""
    second = options.get("vcdm", "2.0") == "2.0"
    subject: dict[str, Any] = {
        "type": ["ClrSubject"],
        **minting.recipient_members(recipient, hashed=True),
        "verifiableCredential": [
            enveloped(entry) if isinstance(entry, str | bytes) else dict(entry) for entry in entries
        ],
    }
    achievements = [
        minting.achievement_members(given, f"{number}/expected/{index}")
        for index, given in enumerate(options.get("achievements", ()))
    ]
    associations = [
        {"type": "Association", "associationType": kind, "sourceId": source, "targetId": target}
        for source, kind, target in options.get("associations", ())
    ]
    connected = {"achievement": achievements, "association": associations}
    subject.update({name: made for name, made in connected.items() if made})
    subject.update(options.get("subject", {}))
    members: dict[str, Any] = {"name": options.get("name", "Transcript"), "credentialSubject": subject}
    if "partial" in options:
        members["partial"] = options["partial"]
    revisions = ("context-2.0.1.json", "3.0.3") if second else ("context.json", "3.0.1")
    contexts = [_CLR + revisions[0], minting.ob_context(revisions[1])]
    return minting.credential(issuer, ["ClrCredential"], contexts, members, number, start, options)


def resume(entries: Iterable[Members | str], name: str = "Anna Ek") -> dict[str, Any]:
    """Return a LER-RS document of HR Open, a résumé with `entries` as the proof of certifications."""
    certifications: list[Mapping[str, Any]] = [
        {"verifications": [entry if isinstance(entry, str) else dict(entry)]} for entry in entries
    ]
    return {
        "@context": [VC_V1, f"{_HR_OPEN}VerifiableCredentialLER-RSType.json"],
        "id": "urn:uuid:0b6f4c52-9a3e-4b1d-8f6a-5c1d2e3f4a5b",
        "type": ["VerifiableCredential", "LER-RS VC"],
        "issuer": "Resume Builder",
        "issuanceDate": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "type": f"{_HR_OPEN}LER-RSType.json",
            "person": {"name": {"formattedName": name}},
            "certifications": certifications,
        },
    }
