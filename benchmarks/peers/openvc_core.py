"""openvc-core: its one verification function, controller documents answered from memory."""

from __future__ import annotations

import json
from typing import Any

from benchmarks.case import Case, Verify


def make(case: Case) -> Verify:
    """Return the verifier of `case`."""
    from openvc.did.base import DidResolverRegistry
    from openvc.did.did_key import DidKeyResolver
    from openvc.did.did_web import DidWebResolver
    from openvc.proof.errors import SignatureInvalid
    from openvc.verify import VerificationPolicy, verify_credential

    resolver = DidResolverRegistry([DidKeyResolver(), DidWebResolver(case.documents.__getitem__)])
    policy = VerificationPolicy(require_status=False)

    def verify(text: str) -> bool:
        credential: Any = text if case.token else json.loads(text)
        try:
            found = verify_credential(
                credential, policy=policy, resolver=resolver, extra_contexts=case.contexts
            )
        except SignatureInvalid:
            return False
        return found is not None

    return verify
