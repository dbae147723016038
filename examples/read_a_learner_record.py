"""What does a learner record add up to? Each credential inside on its own, and how they belong together."""

import badgekit
from badgekit.testing import IssuerSimulator

uni = IssuerSimulator("uni.example")
college = uni.neighbour("college.example", seed=2, name="Example College")
anna = "did:example:anna"

course = college.sign(college.issue(anna, achievement={"id": "urn:x:course", "name": "Statistics"}))
degree = uni.sign(uni.issue(anna, achievement={"id": "urn:x:degree", "name": "Data Analysis"}))
record = uni.record([course, degree], anna, associations=[("urn:x:course", "isPartOf", "urn:x:degree")])

report = badgekit.Verifier(fetcher=uni).verify(uni.sign(record), now=uni.now, candidate={"id": anna})
print(report.kind, report.verdict)
for child in report.children:
    print(f"  {child.input.location}: {child.verdict}")

graph = badgekit.LearnerRecord.of(report)
for node in graph.awarded:
    parts = ", ".join(graph.parts(node.id)) or "nothing"
    print(f"{node.id}, awarded by {', '.join(node.issuers)}; part of it: {parts}")
