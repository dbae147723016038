"""What the exceptions of PyLD mean: the first known one behind them, or that the document breaks JSON-LD."""

from __future__ import annotations

import pytest

from badgekit.errors import LimitExceeded, Malformed, Problem, Unavailable, Unsupported
from badgekit.jsonld.pyld_errors import meaning_of

OWN = Unavailable("context.not_allowed")


class Broken(Exception):
    """Stands for PyLD's class of documents that break JSON-LD."""

    def __init__(self, *said: str, code: str | None = None) -> None:
        super().__init__(*said)
        self.code = code


def after(error: BaseException, *, cause: BaseException | None = None) -> Exception:
    """Return an exception as one that was raised while `error` was handled is."""
    outer = KeyError("outer")
    outer.__context__, outer.__cause__ = error, cause
    return outer


@pytest.mark.parametrize(
    "error",
    [
        OWN,
        after(OWN),
        after(after(OWN)),
        after(ValueError(), cause=OWN),
        after(ValueError(), cause=after(OWN)),
        # What was named as the cause is meant, and not what happened to be in hand.
        after(Unsupported("another"), cause=OWN),
    ],
)
def test_an_exception_of_our_own_behind_it_is_what_is_meant(error: Exception) -> None:
    assert meaning_of(error, Broken) is OWN


@pytest.mark.parametrize("error", [RecursionError(), after(RecursionError())])
def test_an_exhausted_stack_is_a_document_that_is_too_deep(error: Exception) -> None:
    found = meaning_of(error, Broken)
    assert isinstance(found, LimitExceeded)
    assert found.code == "jsonld.too_deep"


@pytest.mark.parametrize(
    ("error", "kind", "code", "reason"),
    [
        (Broken("two words", code="a code"), Malformed, "processing_failed", "a code: two words"),
        (Broken("two words"), Malformed, "processing_failed", "two words"),
        (Broken("the first", "the second"), Malformed, "processing_failed", "the first"),
        (Broken(code="a code"), Malformed, "processing_failed", "a code: "),
        (Broken(), Malformed, "processing_failed", ""),
        (Broken("\x1b[2J\u202e"), Malformed, "processing_failed", "\\u{1b}[2J\\u{202e}"),
        (KeyError("name"), Unsupported, "cannot_process", "KeyError: 'name'"),
        (after(Broken("inside")), Unsupported, "cannot_process", "KeyError: 'outer'"),
    ],
)
def test_a_broken_document_and_a_stumble_say_why(
    error: Exception, kind: type[Problem], code: str, reason: str
) -> None:
    found = meaning_of(error, Broken)
    assert isinstance(found, kind)
    assert (found.code, found.params["reason"]) == (f"jsonld.{code}", reason)


def test_exceptions_that_stand_behind_each_other_come_to_an_end() -> None:
    first, second = KeyError("first"), KeyError("second")
    first.__context__, second.__context__ = second, first
    assert isinstance(meaning_of(first, Broken), Unsupported)
