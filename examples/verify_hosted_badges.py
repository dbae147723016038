"""Verify badges from before Open Badges 3.0: by their web address, and out of old pictures."""

from pathlib import Path

import badgekit

BADGES = Path(__file__).parent / "badges"
HOSTED = "https://guild.example/open-badges/2.0/assertions"

# On the live network leave the fetcher out: the issuers' sites are asked over guarded HTTPS. These issuers do
# not exist, so what they publish comes along.
fetcher = badgekit.MappingFetcher.from_file(BADGES / "documents.json")
verifier = badgekit.Verifier(fetcher=fetcher)


def look(source: str | Path, email: str) -> None:
    report = verifier.verify(source, candidate={"email": email})
    name = source.name if isinstance(source, Path) else source
    print(f"{name}: {report.verdict}. {report.best_reason}")
    if report.verified:
        claimed = report.assertion
        print(f"  {claimed.achievement.name} by {claimed.issuer.name}, vouched for by {report.issuer.domain}")
        print(f"  Open Badges {report.version}, issued {claimed.valid_from.at:%Y-%m-%d}")


# A hosted badge is its address: nothing else has to be handed over.
look(f"{HOSTED}/1.json", "farid@example.org")
# Its issuer has revoked this one since.
look(f"{HOSTED}/2.json", "gina@example.org")
# Open Badges 1.0: the picture holds the address alone. And 2.0, with everything inside; the site is asked all
# the same, because what it publishes is what counts.
look(BADGES / "eva.png", "eva@example.org")
look(BADGES / "farid.svg", "somebody.else@example.org")
# A signed one need not be published; its key and the list of revoked badges are.
look(BADGES / "hugo.png", "hugo@example.org")
