"""Look at what a badge claims: no network, and nothing is believed."""

from pathlib import Path

import badgekit

BADGES = Path(__file__).parent / "badges"

badge = badgekit.parse(BADGES / "ben.svg")
print(f"{badge.kind}, Open Badges {badge.version}, in the {badge.location}")
print(f"claims: {badge.claimed.achievement.name!r} from {badge.claimed.issuer.name!r}")

# A tampered badge reads as well as a good one; only `verify` tells them apart.
print(f"claims: {badgekit.parse(BADGES / 'tampered.json').claimed.achievement.name!r}")

try:
    badgekit.parse(BADGES / "screenshot.png")
except badgekit.InputError as error:
    print(f"{error.code}: {error}")
