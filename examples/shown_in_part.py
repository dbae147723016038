"""Judge a badge of which the applicant shows a part: what may be hidden, and when that matters."""

from __future__ import annotations

import badgekit
from badgekit.testing import IssuerSimulator

sim = IssuerSimulator("uni.example")
anna = {"email": "anna@example.org"}
badge = sim.issue("anna@example.org", results=[{"status": "Failed"}])
signed = sim.sign(badge, "ecdsa-sd-2023", mandatory=["/issuer", "/validFrom"])
# What Anna's wallet shares leaves the result out.
shown = sim.derive(signed, "/credentialSubject/achievement", "/credentialSubject/identifier")

for policy in (badgekit.Policy.standard(), badgekit.Policy.hiring()):
    report = badgekit.Verifier(fetcher=sim, policy=policy).verify(shown, candidate=anna, now=sim.now)
    check = report.check("disclosure.complete")
    print(policy.name, report.verdict)
    for finding in (check.reason, *check.findings):
        print("  -", finding.message)
