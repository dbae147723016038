"""Test your own code against an issuer that does what you tell it."""

import badgekit
from badgekit.testing import IssuerSimulator

sim = IssuerSimulator("uni.example")
verifier = badgekit.Verifier(fetcher=sim)

badge = sim.sign(sim.issue("anna@example.org"), "eddsa-rdfc-2022")
print("a good badge:", verifier.verify(sim.bake_png(badge), now=sim.now).verdict)

changed = sim.tamper(badge, "$.credentialSubject.achievement.name", "Brain Surgery")
print("changed:", verifier.verify(changed, now=sim.now).best_reason)

sim.go_offline()
print("issuer out of reach:", verifier.verify(badge, now=sim.now).verdict)
sim.web.mend()

mallory = sim.neighbour("mallory.example")
forged = mallory.sign(sim.issue("mallory@mallory.example"), "ES256")
print("signed by somebody else:", verifier.verify(forged, now=sim.now).best_reason)
