"""Make the files in examples/badges: `python examples/make_badges.py`.

Every byte follows from this file: simulated issuers derive their keys from a seed, so anybody can sign as
they do. Never trust these issuers in earnest.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from badgekit.testing import (
    IssuerSimulator,
    badge_png,
    hashed_identity,
    hashed_recipient,
    tamper,
    text_of,
)

FOLDER = Path(__file__).parent / "badges"
ISSUED = datetime(2025, 2, 14, 12, tzinfo=UTC)


def files() -> dict[str, bytes]:
    """Return file name → content of everything in examples/badges."""
    university = IssuerSimulator("uni.example", seed=7, now=ISSUED, name="University of Example")
    college = university.neighbour(
        "college.example", seed=8, method="https", keys_in=["jwks"], key="RSA", name="Example College"
    )
    academy = university.neighbour("academy.example", seed=9, key="P-256", name="Example Academy of Music")

    # Embedded Ed25519 signature, in a PNG picture; the recipient is there as a salted hash.
    anna = university.sign(
        university.issue(
            hashed_identity("anna@example.org", salt="a3f1c9"),
            achievement={
                "name": "Data Analysis",
                "description": "Collects, cleans and interprets data, and says how sure the result is.",
                "criteria": {"narrative": "A project with real data, and an oral examination about it."},
                "achievementType": "MicroCredential",
                "tag": ["statistics", "Python"],
            },
            alignments=[
                {
                    "targetName": "interpret quantitative data",
                    "targetUrl": "https://uni.example/skills/interpret-quantitative-data",
                    "targetFramework": "Example Skills Framework",
                }
            ],
            profile={"url": "https://uni.example/"},
        ),
        "eddsa-rdfc-2022",
    )
    # The older W3C data model and proof, in an SVG picture.
    ben = university.sign(
        university.issue(
            hashed_identity("ben@example.org", salt="77b0e4"),
            achievement={
                "name": "First Aid",
                "description": "Gives first aid until help arrives.",
                "criteria": {"narrative": "Two days of practice."},
            },
            vcdm="1.1",
        ),
        "Ed25519Signature2020",
    )
    # A token (VC-JWT); the key is in the key set of the issuer's host.
    carla = college.sign(
        college.issue(
            hashed_identity("carla@example.org", salt="10d2c8"),
            subject_id="did:example:carla",
            achievement={
                "name": "Welding, Level 2",
                "description": "Welds steel pipes in all positions.",
                "criteria": {"id": "https://college.example/courses/welding-2"},
                "achievementType": "Certification",
            },
        ),
        "RS256",
        kid=college.key("RSA").name,
    )
    # A P-256 signature, plain JSON, with a result and an end of validity.
    grade = "https://academy.example/grades/violin"
    dora = academy.sign(
        academy.issue(
            hashed_identity("dora@example.org", salt="5e11aa"),
            achievement={
                "name": "Violin, Grade 8",
                "description": "Plays concert repertoire.",
                "criteria": {"narrative": "Three pieces before a jury."},
                "achievementType": "Award",
            },
            result_descriptions=[{"id": grade, "name": "Mark of the jury", "resultType": "LetterGrade"}],
            results=[{"resultDescription": grade, "value": "A"}],
            valid_until=datetime(2099, 12, 31, tzinfo=UTC),
        ),
        "ecdsa-rdfc-2019",
    )
    # A token of which the holder may leave out parts, with everything shown (SD-JWT); and a COSE message.
    ines = university.sign_sd_jwt(
        university.issue(
            hashed_identity("ines@example.org", salt="44c0"),
            achievement={"name": "Forklift Driver", "tag": ["warehouse", "night shifts"]},
        ),
        disclosable=["$.credentialSubject.achievement.tag"],
    )
    jonas = university.sign_cose(
        university.issue(hashed_identity("jonas@example.org", salt="8be1"), achievement="Crane Driver")
    )
    made = {
        "anna.png": university.bake_png(anna),
        "ben.svg": university.bake_svg(ben),
        "carla.jwt": carla.encode() + b"\n",
        "dora.json": _json(dora),
        "ines.sd-jwt": ines.show_all().encode() + b"\n",
        "jonas.cose": jonas,
        "response.json": _json(university.response(anna, dora, carla)),
        "tampered.json": _json(tamper(dora, "$.credentialSubject.achievement.name", "Violin, Master Class")),
        "screenshot.png": badge_png(),
    }
    made |= _older(university)
    return made | _documents(university)


def _older(issuer: IssuerSimulator) -> dict[str, bytes]:
    """Return badges of Open Badges before 3.0, as files; the hosted ones are published by their issuers."""
    museum = issuer.neighbour("museum.example", seed=10, name="Example Museum")
    guild = issuer.neighbour("guild.example", seed=11, name="Example Guild of Bakers")
    # Open Badges 1.0: the picture holds nothing but the address of the badge.
    eva = museum.older.issue(
        hashed_recipient("eva@example.org", salt="c2d7"), "1.0", badge_class="Guided Tours"
    )
    # Open Badges 2.0, hosted: two that stand, of which one is in a picture, and one that was revoked.
    farid, gina = (
        guild.older.issue(
            hashed_recipient(email, salt=salt),
            expires=datetime(2099, 12, 31, tzinfo=UTC),
            badge_class={
                "name": "Sourdough",
                "description": "Keeps a starter and bakes bread with it.",
                "criteria": {"narrative": "Four loaves, four weeks apart."},
                "tags": ["baking"],
            },
        )
        for email, salt in (("farid@example.org", "91ab"), ("gina@example.org", "07fe"))
    )
    guild.older.revoke(gina, "Issued to the wrong person.")
    # Open Badges 2.0, signed: the token is in the picture, the key in the issuer's profile.
    hugo = guild.older.issue(
        hashed_recipient("hugo@example.org", salt="d00d"), mode="signed", badge_class="Pastry"
    )
    return {"eva.png": eva.png("legacy url"), "farid.svg": farid.svg(), "hugo.png": hugo.png()}


def _documents(issuer: IssuerSimulator) -> dict[str, bytes]:
    """Return the issuers' documents and the map that says which URL each one answers."""
    served = issuer.web.documents()
    names = {
        "https://uni.example/.well-known/did.json": "documents/uni.example-did.json",
        "https://academy.example/.well-known/did.json": "documents/academy.example-did.json",
        "https://college.example/issuer": "documents/college.example-issuer.json",
        "https://college.example/.well-known/jwks.json": "documents/college.example-jwks.json",
    }
    entries: dict[str, Any] = dict(names)
    files = {name: _json(served[url]) for url, name in names.items()}
    for url, answer in served.items():
        if "/open-badges/" in url:
            status, _, body = answer if isinstance(answer, tuple) else (200, {}, answer)
            name = "documents/" + url.removeprefix("https://").replace("/open-badges", "").replace("/", "-")
            files[name] = body if isinstance(body, bytes) else _json(body)
            entries[url] = name if status == 200 else {"file": name, "status": status}
    return {"documents.json": _json(entries)} | files


def _json(value: dict[str, Any]) -> bytes:
    return text_of(value).encode() + b"\n"


def main() -> None:
    for name, content in files().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(f"{len(content):6} bytes  {path.relative_to(FOLDER.parent)}")


if __name__ == "__main__":
    main()
