"""Is it this candidate's badge? All the identifiers of one person against the recipient in the badge."""

from pathlib import Path

import badgekit

BADGES = Path(__file__).parent / "badges"

# `hiring` demands that a candidate is given and matches.
verifier = badgekit.Verifier(
    policy=badgekit.Policy.hiring(),
    fetcher=badgekit.MappingFetcher.from_file(BADGES / "documents.json"),
)
anna = {"email": ["anna.ek@work.example", "anna@example.org"], "name": "Anna Ek"}
carla = badgekit.Candidate(emails=("carla@example.org",), ids=("did:example:carla",))

for name, person in (("anna.png", anna), ("ben.svg", anna), ("carla.jwt", carla)):
    report = verifier.verify(BADGES / name, candidate=person)
    match = report.check("recipient.matches")
    print(f"{name}: {report.verdict}. {match.message}")
