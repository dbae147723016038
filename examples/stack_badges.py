"""Do several micro-credentials add up to what is asked for? A file says what, a portfolio says how far."""

from datetime import timedelta
from pathlib import Path

import badgekit
from badgekit.testing import IssuerSimulator

uni = IssuerSimulator("uni.example")
college = uni.neighbour("college.example")
verifier = badgekit.Verifier(fetcher=uni.web)
statistics = {
    "type": ["Alignment"],
    "targetName": "apply statistical analysis techniques",
    "targetUrl": "http://data.europa.eu/esco/skill/47a49cd6-097d-457a-9f7b-c290c14930d5",
}


def verified(issuer, name, **options):
    achievement = {"id": f"https://{issuer.host}/achievements/{name}", "name": name}
    badge = issuer.sign(issuer.issue("anna@example.org", achievement=achievement, **options))
    return verifier.verify(badge, now=uni.now)


reports = [
    verified(uni, "data-basics"),
    verified(uni, "statistics", alignments=[statistics], results=[{"alignment": [statistics]}]),
    verified(college, "python"),
    verified(college, "sql", valid_until=uni.now - timedelta(days=1)),
    verified(uni, "data-project"),
]
portfolio = badgekit.Portfolio(reports, candidate={"email": "anna@example.org"})
for entry in portfolio.entries:
    print(f"{entry.name}: {entry.standing}. {entry.reason.message}")

pathway = Path(__file__).parent / "pathways" / "data-analyst.json"
progress = portfolio.progress(pathway)
print(f"{progress.requirement.name}: {progress.outcome}")
for result in progress.missing:
    print(f"  {result.step.name}: {result.outcome}. {result.message}")

renewed = badgekit.Portfolio([*reports, verified(college, "r")], candidate={"email": "anna@example.org"})
print("with one more badge:", renewed.progress(pathway).outcome)
