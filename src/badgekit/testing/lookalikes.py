"""Badges as well-known platforms write them, issued by a simulator on its own host.

Addresses, members, dates and hashes follow what these platforms publish; nothing is copied from them, no
name of theirs stands in a badge, and nothing here says what a platform does today. Each function takes a
simulator, publishes on its host and returns the badge; the same call gives the same badge. All are valid:
what is unusual about them is legal, or tolerated by name.

    sim = IssuerSimulator("moodle.example")
    badge = lookalikes.moodle(sim, "anna@example.org")
    report = badgekit.Verifier(fetcher=sim).verify(badge.given, now=sim.now)
"""

from __future__ import annotations

import base64
import hashlib
import uuid
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from badgekit.testing import assertions
from badgekit.testing.assertions import CONTEXTS, Generation, Places, hashed_recipient
from badgekit.testing.issued import Issued
from badgekit.testing.pictures import badge_png
from badgekit.testing.simulator import IssuerSimulator

__all__ = [
    "LOOKALIKES",
    "acclaim",
    "backpack_0_5",
    "backpack_1_0",
    "badgr",
    "credly",
    "moodle",
    "open_badge_factory",
]

_NAME = "Data Analysis"
_PNG = {"content-type": "image/png"}
_TEXT = "Collects, cleans and interprets data."


def moodle(sim: IssuerSimulator, recipient: str = "anna@example.org") -> Issued:
    """Return a badge as Moodle writes Open Badges 2.0.

    ``verify`` in place of ``verification``, everything embedded, one salt for the site, a date with the
    offset of the server, an empty version, and query strings in every address.
    """
    root = f"https://{sim.host}/badges"
    code = _hex(sim, "moodle", recipient)
    url = f"{root}/assertion.php?b={code}&obversion=2"
    issuer: dict[str, Any] = {
        "name": sim.name,
        "url": f"https://{sim.host}",
        "email": f"badges@{sim.host}",
        **_head("2.0", "Issuer", f"{root}/issuer_json.php?id=32"),
    }
    badge: dict[str, Any] = {
        "name": _NAME,
        "description": _TEXT,
        "image": {
            "id": f"data:image/png;base64,{base64.b64encode(badge_png()).decode()}",
            "author": f"https://{sim.host}",
            "caption": "A medal",
        },
        "criteria": {
            "id": f"{root}/badgeclass.php?id=32",
            "narrative": "Awarded by a user with the role:\n* Teacher",
        },
        "issuer": issuer,
        **_head("2.0", "BadgeClass", f"{root}/badge_json.php?id=32"),
        "version": "",
        "@language": "en",
        "related": {"id": f"{root}/badge_json.php?id=33", "version": "1", "@language": "de"},
    }
    document = {
        "recipient": hashed_recipient(recipient, salt="badges1652333434"),
        "badge": badge,
        "verify": {"type": "hosted", "url": url},
        "issuedOn": "2026-05-02T14:00:00+02:00",
        "evidence": f"{root}/badge.php?hash={code}",
        **_head("2.0", "Assertion", url),
    }
    for published in (issuer, badge, document):
        sim.older.publish(published["id"], published)
    return Issued(
        generation="2.0", document=document, url=url, badge_url=badge["id"], issuer_url=issuer["id"]
    )


def badgr(sim: IssuerSimulator, recipient: str = "anna@example.org", *, shared: bool = False) -> Issued:
    """Return a badge as Badgr and Canvas Credentials write Open Badges 2.0.

    A salt for each award, empty lists, evidence as a list of one, and with `shared` the address that is given
    to others, which carries the recipient and is not the ``id``. Such issuers answer 200 for revoked badges:
    ``sim.older.revoke(badge, status=200)``.
    """
    root = f"https://{sim.host}/public"
    code = _hex(sim, "badgr", recipient)[:22]
    url, badge_url = f"{root}/assertions/{code}", f"{root}/badges/{code[::-1]}"
    places = Places(url, badge_url, f"{badge_url}/image", f"{root}/issuers/1")
    document = {
        **_head("2.0", "Assertion", url),
        "badge": badge_url,
        "image": {"id": f"{url}/image"},
        "verification": {"type": "HostedBadge"},
        "issuedOn": "2026-05-02T12:00:00.123456+00:00",
        "recipient": hashed_recipient(recipient.lower(), salt=_uuid(sim, f"salt/{recipient}")),
        "evidence": [{"type": "Evidence", "narrative": "A project with real data."}],
    }
    badge = {"criteria": {"narrative": "Passed the project."}, "alignment": [], "tags": []}
    issued = _publish(sim, "2.0", places, document, badge=badge, issuer={"description": ""})
    sim.older.publish(f"{url}/image", issued.png("document"), headers=_PNG)
    if not shared:
        return issued
    share = f"{url}?identity__email={quote(recipient)}"
    sim.older.publish(share, document)
    return replace(issued, url=share)


def credly(sim: IssuerSimulator, recipient: str = "anna@example.org") -> Issued:
    """Return a badge as Credly writes Open Badges 2.0.

    ``hosted`` in place of ``HostedBadge``, no salt, milliseconds, skills in the class.
    """
    root = f"https://{sim.host}/api/v1/obi/v2"
    issuer_url = f"{root}/issuers/{_uuid(sim, 'issuer')}"
    image = f"https://{sim.host}/images/{_uuid(sim, 'image')}/badge.png"
    places = Places(
        f"{root}/badge_assertions/{_uuid(sim, recipient)}",
        f"{issuer_url}/badge_classes/{_uuid(sim, 'class')}",
        image,
        issuer_url,
    )
    document = {
        **_head("2.0", "Assertion", places.assertion),
        "recipient": hashed_recipient(recipient, salt=None),
        "badge": places.badge,
        "verification": {"type": "hosted"},
        "issuedOn": "2026-05-02T00:00:00.000Z",
        "expires": "2029-05-02T00:00:00.000Z",
        "image": {"id": image},
    }
    badge = {
        "image": {"id": image},
        "criteria": {"id": f"https://{sim.host}/org/example/badge/data-analysis"},
        "tags": ["Statistics", "Python"],
        "alignment": [{"targetName": "Statistics", "targetUrl": f"https://{sim.host}/skills/statistics"}],
    }
    return _publish(sim, "2.0", places, document, badge=badge, issuer={"type": "Profile"})


def acclaim(sim: IssuerSimulator, recipient: str = "anna@example.org") -> Issued:
    """Return a badge as Acclaim wrote Open Badges 1.1: hashed without salt, dates with milliseconds."""
    root = f"https://{sim.host}/api/v1/obi"
    issuer_url = f"{root}/issuers/{_uuid(sim, 'issuer')}"
    badge_url = f"{issuer_url}/badge_classes/{_uuid(sim, 'class')}"
    code = _uuid(sim, recipient)
    url = f"{root}/badge_assertions/{code}"
    document = {
        **_head("1.1", "Assertion", url),
        "uid": code,
        "recipient": hashed_recipient(recipient, salt=None),
        "badge": badge_url,
        "verify": {"type": "hosted", "url": url},
        "issuedOn": "2016-05-02T00:00:00.000Z",
    }
    places = Places(url, badge_url, f"{badge_url}/image.png", issuer_url)
    badge = {"criteria": f"{badge_url}/earn", "tags": ["Statistics"]}
    return _publish(sim, "1.1", places, document, badge=badge, issuer={"email": None})


def open_badge_factory(sim: IssuerSimulator, recipient: str = "anna@example.org") -> Issued:
    """Return a badge as Open Badge Factory writes Open Badges 2.0.

    People are sent to the same address with ``.html``; older pictures hold the address alone, which is
    ``badge.png("legacy url")``.
    """
    root = f"https://{sim.host}/v1"
    url = f"{root}/assertion/{_hex(sim, 'factory', recipient)}"
    badge_url = f"{root}/badge/_/ABCDEF123"
    document = {
        **_head("2.0", "Assertion", url),
        "recipient": hashed_recipient(recipient, salt="5e11aa"),
        "badge": f"{badge_url}.json?v=2.0",
        "verification": {"type": "HostedBadge"},
        "issuedOn": "2026-05-02T12:00:00+00:00",
        "expires": "2031-05-02T12:00:00+00:00",
    }
    page = {"content-type": "text/html"}
    sim.older.publish(f"{url}.html", "<!doctype html><title>Badge</title>", headers=page)
    places = Places(url, f"{badge_url}.json?v=2.0", f"{badge_url}.png", f"{root}/client/ABC/issuer?v=2.0")
    badge = {"criteria": f"{badge_url}.html", "tags": ["statistics"]}
    return _publish(sim, "2.0", places, document, badge=badge)


def backpack_0_5(sim: IssuerSimulator, recipient: str = "anna@example.org") -> Issued:
    """Return a badge of Open Badges 0.5, as the first issuers for the Mozilla Backpack wrote them.

    The recipient is a bare hash, the issuer is known by its origin, the date is a day; usually baked as
    ``badge.png("legacy url")``.
    """
    root = f"https://{sim.host}"
    url = f"{root}/badges/data-analysis/{_hex(sim, '0.5', recipient)[:8]}.json"
    identity = hashed_recipient(recipient, salt="hashbrowns")
    document = {
        "recipient": identity["identity"],
        "salt": identity["salt"],
        "evidence": f"{root}/badges/data-analysis/anna",
        "issued_on": "2012-12-28",
        "badge": {
            "version": "0.5.0",
            "name": _NAME,
            "image": f"{root}/images/data-analysis.png",
            "description": _TEXT,
            "criteria": f"{root}/badges/data-analysis",
            "issuer": {
                "origin": root,
                "name": sim.name,
                "org": "Department of Statistics",
                "contact": f"badges@{sim.host}",
            },
        },
    }
    sim.older.publish(f"{root}/images/data-analysis.png", badge_png(), headers=_PNG)
    sim.older.publish(url, document)
    return Issued(generation="0.5", document=document, url=url)


def backpack_1_0(sim: IssuerSimulator, recipient: str = "anna@example.org") -> Issued:
    """Return a badge of Open Badges 1.0, as issuers for the Mozilla Backpack wrote them.

    No context and no types, Unix seconds, and the address of the assertion in ``verify`` alone.
    """
    root = f"https://{sim.host}/badges"
    code = _hex(sim, "1.0", recipient)[:12]
    places = Places(
        f"{root}/assertions/{code}",
        f"{root}/classes/data-analysis",
        f"{root}/images/data-analysis.png",
        f"{root}/issuer",
    )
    document = {
        "uid": code,
        "recipient": hashed_recipient(recipient, salt="deadsea"),
        "badge": places.badge,
        "verify": {"type": "hosted", "url": places.assertion},
        "issuedOn": 1399032000,
        "evidence": f"{root}/evidence/{code}",
    }
    return _publish(sim, "1.0", places, document, badge={"tags": ["statistics"]})


LOOKALIKES = (acclaim, backpack_0_5, backpack_1_0, badgr, credly, moodle, open_badge_factory)
"""All of them, for tests that try each."""


def _head(generation: Generation, type: str, url: str) -> dict[str, Any]:
    return {"@context": CONTEXTS[generation], "type": type, "id": url}


def _publish(
    sim: IssuerSimulator,
    generation: Generation,
    places: Places,
    document: dict[str, Any],
    *,
    badge: dict[str, Any] | None = None,
    issuer: dict[str, Any] | None = None,
) -> Issued:
    """Publish an assertion, its BadgeClass with its picture and its issuer; the last two are made here."""
    older = sim.older
    profile = assertions.issuer(generation, places.issuer, sim.name, sim.host, issuer)
    older.publish(places.issuer, profile)
    badge_class = assertions.badge_class(generation, places, issuer=places.issuer, members=badge)
    older.publish(places.badge, badge_class)
    older.publish(places.image, badge_png(), headers=_PNG)
    older.publish(places.assertion, document)
    return Issued(
        generation=generation,
        document=document,
        url=places.assertion,
        badge_url=places.badge,
        issuer_url=places.issuer,
    )


def _hex(sim: IssuerSimulator, *parts: str) -> str:
    return hashlib.sha1("/".join((sim.host, *parts)).encode(), usedforsecurity=False).hexdigest()


def _uuid(sim: IssuerSimulator, part: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://{sim.host}/{part}"))
