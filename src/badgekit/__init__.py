"""badgekit: what a badge claims, who really issued it, whether it still holds, and why.

Everything public is reachable from here and loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from badgekit.api import Badge, load_json, parse, verify
    from badgekit.errors import BadgekitError, ConfigurationError, InputError, NotVerified
    from badgekit.findings import CheckResult, Finding, Outcome
    from badgekit.identity import Candidate
    from badgekit.learner_record import LearnerRecord, RecordNode, RecordStanding
    from badgekit.limits import Limits
    from badgekit.models import Assertion, Skill
    from badgekit.net import (
        CachingFetcher,
        DidResolver,
        Fetcher,
        HttpFetcher,
        MappingFetcher,
        OfflineFetcher,
        Recorder,
        Response,
        Snapshot,
        UniversalResolver,
    )
    from badgekit.policy import Policy
    from badgekit.portfolio import PathwayRequirement, Portfolio
    from badgekit.report import IssuerIdentity, Report, Verdict
    from badgekit.verifier import Verifier

    __version__: str

_HOME = {
    "Assertion": "models",
    "Badge": "api",
    "BadgekitError": "errors",
    "CachingFetcher": "net",
    "Candidate": "identity",
    "CheckResult": "findings",
    "ConfigurationError": "errors",
    "DidResolver": "net",
    "Fetcher": "net",
    "Finding": "findings",
    "HttpFetcher": "net",
    "InputError": "errors",
    "IssuerIdentity": "report",
    "LearnerRecord": "learner_record",
    "Limits": "limits",
    "MappingFetcher": "net",
    "RecordNode": "learner_record",
    "NotVerified": "errors",
    "OfflineFetcher": "net",
    "Outcome": "findings",
    "PathwayRequirement": "portfolio",
    "Policy": "policy",
    "Portfolio": "portfolio",
    "Recorder": "net",
    "Report": "report",
    "Response": "net",
    "Skill": "models",
    "Snapshot": "net",
    "RecordStanding": "learner_record",
    "UniversalResolver": "net",
    "Verdict": "report",
    "Verifier": "verifier",
    "load_json": "api",
    "parse": "api",
    "verify": "api",
}

__all__ = [
    "Assertion",
    "Badge",
    "BadgekitError",
    "CachingFetcher",
    "Candidate",
    "CheckResult",
    "ConfigurationError",
    "DidResolver",
    "Fetcher",
    "Finding",
    "HttpFetcher",
    "InputError",
    "IssuerIdentity",
    "LearnerRecord",
    "Limits",
    "MappingFetcher",
    "NotVerified",
    "OfflineFetcher",
    "Outcome",
    "PathwayRequirement",
    "Policy",
    "Portfolio",
    "RecordNode",
    "RecordStanding",
    "Recorder",
    "Report",
    "Response",
    "Skill",
    "Snapshot",
    "UniversalResolver",
    "Verdict",
    "Verifier",
    "__version__",
    "load_json",
    "parse",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        found: Any = version("badgekit")
    elif name in _HOME:
        found = getattr(import_module(f"badgekit.{_HOME[name]}"), name)
    else:
        raise AttributeError(f"module 'badgekit' has no attribute {name!r}")
    # Kept, so that it is looked for once: the version is read from a file.
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
