"""All work limits in one place: what badgekit does at most for one verification."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Upper bounds, each checked before the work it bounds is done.

    Sizes are in bytes, times in seconds. Exceeding one is reported with a code of its own and never
    leads to VERIFIED.
    """

    input_bytes: int = 10 * 1024 * 1024
    """The file as it was handed over (picture, text)."""
    json_bytes: int = 2 * 1024 * 1024
    """One JSON text: a credential, a controller document."""
    json_depth: int = 64
    json_number_digits: int = 100
    """Digits of one number literal."""
    xml_depth: int = 256
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
    status_entries: int = 8
    status_list_bytes: int = 16 * 1024 * 1024
    """One status list when unpacked; 128 million entries of one bit."""
    fetches: int = 20
    """Requests for one verification, redirects included."""
    fetch_bytes: int = 2 * 1024 * 1024
    """One decoded response body."""
    fetch_seconds: float = 5.0
    """One request, from the name look-up to the last byte."""
    total_seconds: float = 10.0
    """All requests of one verification together."""
    redirects: int = 3
    nesting: int = 4
    """Credentials inside each other that are judged one by one."""
    credentials: int = 100
    """Credentials in one response, presentation or learner record."""
    endorsements: int = 8
    """Endorsements of one credential that are judged, wherever they sit in it."""
    nested_credentials: int = 200
    """Credentials inside others that are judged in one verification, at all depths together."""
