"""didkit, the wheel of the Rust library ssi: contexts and did:key are built in, nothing can be supplied."""

from __future__ import annotations

import asyncio
import json

from benchmarks.case import Case, Verify


def make(case: Case) -> Verify:
    """Return the verifier of `case`."""
    import didkit

    loop = asyncio.new_event_loop()

    async def ask(text: str) -> str:
        return str(await didkit.verify_credential(text, json.dumps({"proofPurpose": "assertionMethod"})))

    def verify(text: str) -> bool:
        errors = json.loads(loop.run_until_complete(ask(text)))["errors"]
        if errors and "signature" not in str(errors).lower():
            raise ValueError(errors[0])
        return not errors

    return verify
