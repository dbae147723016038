"""``POST /verify``: a file in, the whole report out."""

from __future__ import annotations

from badgekit import ConfigurationError
from badgekit.service import forms
from badgekit.service.answers import Answer, Refused
from badgekit.service.judges import Judges
from badgekit.service.parameters import from_query, question_of

__all__ = ["verify"]


def verify(body: bytes, content_type: str, query: bytes, judges: Judges) -> Answer:
    """Return the report on the badge in `body`, with status 200 whatever its verdict.

    Args:
        body: the file, or a form (``multipart/form-data``) with one file of the name ``file``.
        content_type: tells a form from a file, and nothing else: what a file is, its content says.
        query: the query string, with the parameters of `badgekit.service.parameters`; those of a form may be
            fields of it, too.
        judges: who judges.

    Raises:
        Refused: the request cannot be used.
    """
    pairs = from_query(query)
    if forms.is_form(content_type):
        form = forms.read(body, content_type)
        body, pairs = form.file, [*pairs, *form.fields]
    question = question_of(pairs)
    verifier = judges.named(question.policy)
    if not body:
        raise Refused(400, "request.empty")
    try:
        report = verifier.verify(
            body,
            candidate=question.candidate,
            now=question.now,
            domain=question.domain,
            challenge=question.challenge,
        )
    except ConfigurationError as error:
        raise Refused(400, "request.parameter", name="candidate", reason=str(error)) from None
    return Answer(200, report.to_dict(), report.verdict.value)
