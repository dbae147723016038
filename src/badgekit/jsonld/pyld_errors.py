"""What the exceptions of PyLD mean, in the words of badgekit."""

from __future__ import annotations

from badgekit.errors import BadgekitError, LimitExceeded, Malformed, Unsupported
from badgekit.safetext import clean

__all__ = ["meaning_of"]


def meaning_of(error: Exception, json_ld_error: type[Exception]) -> BadgekitError:
    """Return what `error` means: PyLD wraps what a loader or a scoped context raised, so look inside.

    Args:
        error: what PyLD raised.
        json_ld_error: its class for documents that break JSON-LD.
    """
    inner: BaseException | None = error
    seen: set[int] = set()
    while inner is not None and id(inner) not in seen:
        seen.add(id(inner))
        if isinstance(inner, BadgekitError):
            return inner
        if isinstance(inner, RecursionError):
            return LimitExceeded("jsonld.too_deep")
        inner = inner.__cause__ or inner.__context__
    if isinstance(error, json_ld_error):
        code, message = getattr(error, "code", None), error.args[0] if error.args else ""
        return Malformed("jsonld.processing_failed", reason=clean(f"{code}: {message}" if code else message))
    # No verdict of JSON-LD but a stumble of PyLD (a KeyError, say): it tells nothing about the document.
    return Unsupported("jsonld.cannot_process", reason=clean(f"{type(error).__name__}: {error}"))
