"""An issuer's own JSON Schema: fetched, pinned by a digest, or handed over."""

import badgekit
from badgekit.testing import IssuerSimulator

sim = IssuerSimulator("uni.example")
# Every nursing badge of this issuer ends some day, and says so.
nursing = sim.schema({"required": ["validUntil"]})

good = sim.sign(
    nursing.attach(sim.issue("anna@example.org", valid_until=sim.now.replace(year=2030)), digest=True)
)
bad = sim.sign(nursing.attach(sim.issue("ben@example.org"), digest=True))


def look(name: str, badge: dict, verifier: badgekit.Verifier) -> None:
    check = verifier.verify(badge, now=sim.now).check("schema.declared")
    print(f"{name}: {check.outcome}. {check.message}", *(finding.message for finding in check.findings))


online = badgekit.Verifier(fetcher=sim)
look("good", good, online)
look("bad", bad, online)

# Somebody put another schema in its place. The digest in the badge says which one was meant.
nursing.make_wrong("replaced")
look("replaced", bad, badgekit.Verifier(fetcher=sim))
nursing.make_wrong("no_answer")
look("out of reach", good, badgekit.Verifier(fetcher=sim))

# Whoever knows the schema hands it over; then nobody is asked for it.
look("pinned", bad, badgekit.Verifier(fetcher=sim, schemas={nursing.url: nursing.document}))
