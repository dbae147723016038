"""All work limits in one place: what badgekit does at most for one verification."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from badgekit.errors import ConfigurationError


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Upper bounds, each checked before the work it bounds is done.

    Sizes are in bytes, times in seconds. Exceeding one is reported with a code of its own and never
    leads to VERIFIED.

    Raises:
        ConfigurationError: a count is no whole number of at least 0, or a time no number above 0.
    """

    input_bytes: int = 10 * 1024 * 1024
    """The file as it was handed over (picture, text)."""
    json_bytes: int = 2 * 1024 * 1024
    """One JSON text: a credential, a controller document."""
    json_depth: int = 64
    json_number_digits: int = 100
    """Digits of one number literal."""
    xml_depth: int = 256
    xml_tags: int = 200_000
    """Less-than signs in an SVG picture; every one of them costs an XML parser a table or a call."""
    xml_attributes: int = 500_000
    """Equals signs in an SVG picture, for its attributes."""
    png_chunks: int = 10_000
    contexts: int = 16
    """Entries in one ``@context``."""
    context_terms: int = 5_000
    """Terms in one inline or pinned context."""
    quads: int = 20_000
    blank_nodes: int = 2_000
    canonicalization_work: int = 50_000
    """Runs of Hash N-Degree Quads and permutations in one verification, large ones counting more
    (RDFC-1.0 sections 4.8 and 7.1)."""
    proofs: int = 16
    disclosures: int = 1_000
    """Disclosures in one SD-JWT."""
    chained_proofs: int = 4
    """Proofs that build on others: each is a document of its own to canonicalise."""
    published_keys: int = 1_000
    """Keys in one controller document or key set."""
    tried_keys: int = 8
    """Keys of an issuer that are tried for one signature that names none (Open Badges before 3.0)."""
    status_entries: int = 8
    status_list_bytes: int = 16 * 1024 * 1024
    """One status list when unpacked; 128 million entries of one bit."""
    status_total_bytes: int = 64 * 1024 * 1024
    """All status lists of one verification together when unpacked; they stay in memory until it ends."""
    schemas: int = 8
    """Schemas that one credential names."""
    schema_bytes: int = 512 * 1024
    """One schema that is fetched because a credential names it."""
    schema_work: int = 200_000
    """Keywords, members and characters looked at in one verification, by all schemas that are fetched."""
    fetches: int = 20
    """Requests for one verification, redirects included."""
    fetch_bytes: int = 2 * 1024 * 1024
    """One decoded response body."""
    total_bytes: int = 16 * 1024 * 1024
    """All response bodies of one verification together."""
    header_bytes: int = 64 * 1024
    """Status line and headers of one answer, interim answers included."""
    fetch_seconds: float = 5.0
    """One request, from the name look-up to the last byte."""
    total_seconds: float = 10.0
    """All requests of one verification together."""
    redirects: int = 3
    nesting: int = 4
    """Credentials inside each other that are judged one by one."""
    credentials: int = 100
    """Credentials in one response, presentation or learner record."""
    signed_statements: int = 2_000
    """Statements that one proof with selective disclosure has signatures about, one by one; with BBS, those
    that are not shown included. All proofs of one verification together may have five times as many."""
    extensions: int = 100
    """Extensions in one document of Open Badges before 3.0."""
    endorsements: int = 8
    """Endorsements of one credential that are judged, wherever they sit in it."""
    nested_credentials: int = 200
    """Credentials inside others that are judged in one verification, at all depths together."""

    def __post_init__(self) -> None:
        for item in fields(self):
            given = getattr(self, item.name)
            # What is compared as text or as "not a number" would never be exceeded.
            if isinstance(item.default, float):
                good = type(given) in (int, float) and math.isfinite(given) and given > 0
            else:
                good = type(given) is int and given >= 0
            if not good:
                raise ConfigurationError(f"Limits.{item.name} cannot be {given!r}")
