"""Extensions of Open Badges 1.1 and 2.x: found in a document, named, and compared with their schemas.

Nothing is fetched: an extension that badgekit does not know is reported as unknown, and the context and
schema that a badge names for itself are never run.
"""

from badgekit.extensions.evaluation import ExtensionResult, evaluate

__all__ = ["ExtensionResult", "evaluate"]
