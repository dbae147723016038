"""Which policy judges a request: one for all, or a preset for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import badgekit
from badgekit import ConfigurationError, Policy, Verifier
from badgekit.service.answers import Refused

__all__ = ["PRESETS", "Judges"]

PRESETS = ("standard", "hiring", "w3c")

# What a caller of the VC API may demand by the name of a member, and the check that this is. The proof is
# demanded anyway.
DEMANDS: Mapping[str, str] = {
    "proof": "proof.integrity",
    "credentialStatus": "status.current",
    "credentialSchema": "schema.declared",
    "issuer": "issuer.bound",
    "validFrom": "validity.started",
    "validUntil": "validity.not_expired",
    "verifiableCredential": "nested.credentials",
}

# The context of W3C's examples and test suites gives every word an IRI and none a meaning, so a credential in
# these words can be whole, and say nothing. That is enough where nobody asks more.
_EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "https://www.w3.org/ns/credentials/examples/v2": {
        "@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}
    }
}


@dataclass(frozen=True, slots=True)
class Judges:
    """The verifiers of one service. All share what the first one has learned, and its way to the network.

    Attributes:
        verifier: judges what names no policy.
        presets: whether requests may name a preset, and the VC API is judged as W3C does.
        w3c: knows W3C's examples besides; judges under policies that do not ask who the issuer is.
    """

    verifier: Verifier
    presets: bool
    w3c: Verifier

    @classmethod
    def of(cls, verifier: Verifier | None, presets: bool) -> Judges:
        """Return the judges of a service.

        Raises:
            ConfigurationError: see `badgekit.service.create_app`.
        """
        chosen = verifier if verifier is not None else badgekit.Verifier()
        policy = chosen.policy
        if presets and policy != Policy.standard(status_issuers=policy.status_issuers):
            raise ConfigurationError(
                "requests that choose a preset could leave out what this policy demands: one policy for all"
            )
        return cls(chosen, presets, _with_examples(chosen))

    def named(self, name: str | None) -> Verifier:
        """Return who judges a file for which the policy `name` was asked; None = none was named.

        Raises:
            Refused: ``request.unknown_policy`` or ``request.policy_fixed``.
        """
        if name is None or name == self.verifier.policy.name:
            return self.verifier
        if name not in PRESETS:
            raise Refused(400, "request.unknown_policy", name=name, known=", ".join(PRESETS))
        if not self.presets:
            raise Refused(403, "request.policy_fixed", name=self.verifier.policy.name)
        return self.verifier.replace(policy=_preset(name, self.verifier.policy.status_issuers))

    def vc_api(self, checks: frozenset[str]) -> Verifier:
        """Return who judges what comes to the VC API, demanding `checks`, keys of `DEMANDS`.

        Raises:
            Refused: ``request.policy_fixed``, the one policy of this service waives such a check.
        """
        demanded = {DEMANDS[name] for name in checks}
        if not self.presets:
            if self.verifier.policy.waived & demanded:
                raise Refused(403, "request.policy_fixed", name=self.verifier.policy.name)
            return self.verifier if self.verifier.policy.demands("issuer.bound") else self.w3c
        # What W3C's verification demands anyway cannot be demanded once more.
        policy = Policy.w3c(
            demand=demanded & Policy.w3c().waived, status_issuers=self.verifier.policy.status_issuers
        )
        judge = self.verifier if policy.demands("issuer.bound") else self.w3c
        return judge.replace(policy=policy)


def _with_examples(verifier: Verifier) -> Verifier:
    try:
        return verifier.replace(contexts=_EXAMPLES)
    except ConfigurationError:
        # Whoever runs the service has pinned it already.
        return verifier


def _preset(name: str, status_issuers: frozenset[str]) -> Policy:
    if name == "w3c":
        return Policy.w3c(status_issuers=status_issuers)
    if name == "hiring":
        return Policy.hiring(status_issuers=status_issuers)
    return Policy.standard(status_issuers=status_issuers)
