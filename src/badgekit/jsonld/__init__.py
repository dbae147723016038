"""JSON-LD for credentials: pinned contexts, one guarded walk to quads, canonical form (RDFC-1.0)."""

from __future__ import annotations

from badgekit.jsonld.engine import Canonical, Engine
from badgekit.jsonld.store import ContextStore, Revision
from badgekit.jsonld.work import Work

__all__ = ["Canonical", "ContextStore", "Engine", "Revision", "Work"]
