"""Get the verified badge, or an exception that explains itself."""

from pathlib import Path

import badgekit

BADGES = Path(__file__).parent / "badges"
verifier = badgekit.Verifier(fetcher=badgekit.MappingFetcher.from_file(BADGES / "documents.json"))

assertion = verifier.verify(BADGES / "anna.png").require()
print(assertion.achievement.name, "from", assertion.issuer.name)
print("skills:", ", ".join(alignment.target_name for alignment in assertion.achievement.alignment))

try:
    verifier.verify(BADGES / "tampered.json").require()
except badgekit.NotVerified as refusal:
    print("refused:", refusal)
    print("because of:", refusal.report.decisive.code)
