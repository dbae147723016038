"""Has the issuer a newer version? Asked only if you want it, and judged beside the badge in hand."""

import badgekit
from badgekit.testing import IssuerSimulator

sim = IssuerSimulator("uni.example")
service = sim.refresh_service()

# A licence that ended, and its renewal at the issuer's service.
licence = service.attach(sim.issue("did:example:anna", achievement="Crane Driver", valid_until=sim.started))
service.offer({**licence, "validUntil": "2030-01-01T00:00:00Z"})
badge = sim.bake_png(sim.sign(licence))

for refresh in (False, True):
    policy = badgekit.Policy.hiring(refresh=refresh)
    report = badgekit.Verifier(policy=policy, fetcher=sim).verify(
        badge, now=sim.now, candidate={"id": "did:example:anna"}
    )
    print(f"in hand: {report.verdict}. {report.best_reason}")
    check = report.check("refresh.newest")
    if check is not None:
        print(f"newer: {check.code}")
    if report.refreshed is not None and report.refreshed.verified:
        renewed = report.refreshed.require()
        print(f"the issuer has: {renewed.achievement.name}, valid until {renewed.valid_until.at:%Y-%m-%d}")
