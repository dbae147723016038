"""JSON Schemas: badgekit's own for Open Badges, compiled once, run offline.

A `SchemaSet` belongs to a Verifier. A schema answers yes or no in microseconds; reasons are worked out only
for a no. Schemas that others wrote are run with an account (`foreign`). Nothing is ever fetched here.
"""

from badgekit.schemas.catalog import CompiledSchema, SchemaSet, choose

__all__ = ["CompiledSchema", "SchemaSet", "choose"]
