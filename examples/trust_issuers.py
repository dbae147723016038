"""Who issued it, and do we trust them? A name in a badge is a claim, an identifier can be proved."""

from pathlib import Path

import badgekit

BADGES = Path(__file__).parent / "badges"
fetcher = badgekit.MappingFetcher.from_file(BADGES / "documents.json")

report = badgekit.verify(BADGES / "anna.png", fetcher=fetcher)
print(f"anybody: {report.verdict}; {report.issuer.id} is vouched for by {report.issuer.domain}")

policy = badgekit.Policy.standard(trusted_issuers=["did:web:uni.example", "https://college.example/issuer"])
verifier = badgekit.Verifier(policy=policy, fetcher=fetcher)
for name in ("anna.png", "carla.jwt", "dora.json"):
    report = verifier.verify(BADGES / name)
    print(f"{name}: {report.verdict}. {report.check('issuer.trusted').message}")
