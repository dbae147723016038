"""Status lists of others: each says what the corpus says, once the caller allows who keeps it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.support.corpus import credential_cases
from tests.support.credential_facts import DCC_LISTS
from tests.support.verified_badges import JUDGED

from badgekit import Policy, Verifier

AGREED = {"active": {"PASSED", "WARNING"}, "revoked": {"FAILED"}, "unverifiable": {"INCONCLUSIVE"}}


def test_every_list_that_is_there_says_what_the_corpus_says(corpus: Path, reference: Path) -> None:
    policy = Policy.standard(status_issuers=[DCC_LISTS])
    agreed: Counter[str] = Counter()
    other = []
    for case, entry in credential_cases(corpus, reference, JUDGED):
        expected = entry["expected"].get("status")
        if expected not in AGREED:
            continue
        report = Verifier(policy=policy, fetcher=case.fetcher).verify(case.data, now=case.now)
        found = report.check("status.current")
        if found is not None and found.outcome.value in AGREED[expected]:
            agreed[expected] += 1
        else:
            other.append((case.name, found.code if found else ""))
    assert agreed == {"active": 11, "revoked": 23, "unverifiable": 4}
    assert other == [
        # The list was never published with the corpus.
        ("1edtech-OB30Tests-credential-status-revoked", "status.unreachable"),
        # A context of its own that nobody pinned leaves the signature of the badge open.
        ("mosip-ldp_vc-mosipUnrevokedVC", "status.not_asked"),
    ]
