"""Whoever hands it in, is it the one it was issued to? A challenge, and the holder's answer to it."""

import secrets

import badgekit
from badgekit.testing import IssuerSimulator

sim = IssuerSimulator("uni.example")
verifier = badgekit.Verifier(fetcher=sim)

# The issuer named the key of Anna's wallet, and let her leave out her mark.
wallet = IssuerSimulator(method="did:key", seed=5).key().signing
credential = sim.issue(
    "anna@example.org",
    achievement="Crane Driver",
    results=[{"resultDescription": "urn:x:mark", "value": "C"}],
    result_descriptions=[{"id": "urn:x:mark", "name": "Mark", "resultType": "LetterGrade"}],
)
held = sim.sign_sd_jwt(credential, disclosable=["$.credentialSubject.result"], holder=wallet)


def look(what: str, token: str, **asked: str) -> None:
    report = verifier.verify(token, now=sim.now, **asked)
    binding = report.check("proof.key_binding")
    print(f"{what}: {report.verdict}. {binding.message if binding else report.best_reason}")


# As a file, it says what was awarded, and nothing about who hands it in.
look("as a file", held.show_all())

# Asked with a nonce that nobody can know before, the wallet answers for this employer alone.
nonce = secrets.token_urlsafe()
answer = held.bind(held.show(), audience="employer.example", nonce=nonce, at=sim.now)
look("answered", answer, domain="employer.example", challenge=nonce)

# A copy of the token, or of an answer to somebody else, is no answer.
look("copied", held.show_all(), domain="employer.example", challenge=nonce)
thief = IssuerSimulator(method="did:key", seed=6).key().signing
forged = held.bind(held.show(), audience="employer.example", nonce=nonce, at=sim.now, key=thief)
look("by a thief", forged, domain="employer.example", challenge=nonce)
