"""A learner record as a graph: what is part of what, what comes before what, and what was awarded.

Only a verified credential awards an achievement; whatever else the record says of it, it is named and no
more. Associations are the word of the record's issuer.
"""

from badgekit.learner_record.nodes import RecordNode, RecordStanding, is_vouched_for
from badgekit.learner_record.record import LearnerRecord

__all__ = ["LearnerRecord", "RecordNode", "RecordStanding", "is_vouched_for"]
