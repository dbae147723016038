"""Is it still valid? An issuer takes a badge back; the file does not change, the answer does."""

import badgekit
from badgekit.testing import IssuerSimulator

sim = IssuerSimulator("uni.example")
verifier = badgekit.Verifier(fetcher=sim)

revocations, suspensions = sim.status_list("revocation"), sim.status_list("suspension")
credential = sim.issue("anna@example.org", achievement="Crane Driver")
badge = sim.bake_png(sim.sign(suspensions.attach(revocations.attach(credential))))


def look(when: str) -> None:
    report = verifier.verify(badge, now=sim.now)
    print(f"{when}: {report.verdict}. {report.best_reason}")


look("issued")

suspensions.suspend(credential)
look("suspended")
suspensions.restore(credential)
look("lifted")

# The list does not answer: nobody can say that the badge holds.
revocations.make_wrong("no_answer")
look("list out of reach")
revocations.make_wrong(None)

revocations.revoke(credential)
look("revoked")
