"""JSON Schemas: badgekit's own for Open Badges, compiled once, run offline.

A `SchemaSet` belongs to a Verifier. A schema answers yes or no in microseconds; reasons are worked out only
for a no. Schemas that others wrote (`ForeignSchema`) are run with an account. Nothing is ever fetched here.
"""

from badgekit.schemas.catalog import CompiledSchema, SchemaSet, choose
from badgekit.schemas.foreign import ForeignSchema

__all__ = ["CompiledSchema", "ForeignSchema", "SchemaSet", "choose"]
