"""Reports as text for a person. Every word that comes from a badge is made harmless first."""

from __future__ import annotations

import os
import textwrap
from typing import TYPE_CHECKING, Any, TextIO

import badgekit
from badgekit.messages import lookup
from badgekit.models import ClrCredential, pick, to_dict
from badgekit.safetext import clean, json_text

if TYPE_CHECKING:
    from badgekit.portfolio import Progress

__all__ = ["badge", "badge_json", "explanation", "plain", "progress", "report", "wants_colour"]

_WIDTH = 100
_MARK = {
    "PASSED": ("✓", "32"),
    "WARNING": ("!", "33"),
    "FAILED": ("✗", "31"),
    "INCONCLUSIVE": ("?", "33"),
    "NOT_RUN": ("-", "2"),
    "NOT_APPLICABLE": ("·", "2"),
}
_VERDICT = {"VERIFIED": "1;32", "REJECTED": "1;31", "INCONCLUSIVE": "1;33"}
_LEVEL = {
    "pinned": "on your list of trusted issuers",
    "did-or-https-bound": "the key is published under this identifier",
    "document-given": "the key is in a document that you handed over, or your resolver did",
    "key-only": "the identifier is only a key: nobody vouches for who holds it",
}


_HOSTED = "a hosted badge: it rests on the site of the issuer, not on a signature"


def _vouching(result: badgekit.Report, issuer: badgekit.IssuerIdentity) -> tuple[str, str]:
    if result.holder is not None:
        return "Presented by", _LEVEL[issuer.level]
    signature = result.check("proof.integrity")
    if signature is None or signature.code != "hosted.nothing_signed":
        return "Signed by", _LEVEL[issuer.level]
    return "Published by", _HOSTED if issuer.level != "pinned" else _LEVEL["pinned"]


def wants_colour(stream: TextIO | None) -> bool:
    """Tell whether colours are wanted: on a terminal, unless NO_COLOR is set (no-color.org)."""
    return (
        stream is not None
        and stream.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )


def plain(text: str) -> str:
    """Return `text` as one harmless line."""
    return clean(text, 500)


def report(result: badgekit.Report, *, colour: bool) -> str:
    """Return the report as lines for a terminal."""
    return "\n".join(_report_lines(result, colour, ""))


def _report_lines(result: badgekit.Report, colour: bool, indent: str) -> list[str]:
    verdict = result.verdict.value
    lines = [f"{indent}{_paint(verdict, _VERDICT[verdict], colour)}  {result.best_reason}", ""]
    if result.assertion is not None:
        lines += [f"{indent}{line}" for line in _claims(result.assertion)]
    signer = result.issuer or result.holder
    if signer is not None:
        label, how = _vouching(result, signer)
        lines.append(f"{indent}  {label:<12} {plain(signer.id)}")
        lines.append(f"{indent}               ({how})")
    elif result.assertion is not None:
        lines.append(f"{indent}  Signed by    whoever holds the key (whose that is was not established)")
    if len(lines) > 2:
        lines.append("")
    for check in result.checks:
        lines += _check_lines(check, colour, indent, open_by_policy=check in result.waived)
    for child in result.children:
        lines += ["", f"{indent}  {plain(child.input.location)}:"]
        lines += _report_lines(child, colour, indent + "    ")
    if not indent:
        moment = result.time.isoformat(timespec="seconds").replace("+00:00", "Z")
        lines += ["", f"  Judged at {moment} under the policy “{plain(result.policy)}”."]
        lines += [f"  Asked for {plain(item.url)}" for item in result.evidence]
    return lines


def _check_lines(
    check: badgekit.CheckResult, colour: bool, indent: str, *, open_by_policy: bool
) -> list[str]:
    mark, paint = _MARK[check.outcome.value]
    message = f"{check.message} (Not demanded.)" if open_by_policy else check.message
    lines = _wrapped(f"{indent}  {_paint(mark, paint, colour)} {check.id:<22} ", message, len(indent) + 27)
    if check.outcome.value in ("FAILED", "INCONCLUSIVE", "WARNING"):
        where = "" if check.reason.path == "$" else f" at {plain(check.reason.path)}"
        lines.append(f"{indent}{' ' * 27}{plain(check.code)}{where}")
        if check.reason.hint:
            lines += _wrapped(f"{indent}{' ' * 27}", check.reason.hint, len(indent) + 27)
        for finding in check.findings[:10]:
            place = "" if finding.path == "$" else f" ({plain(finding.path)})"
            lines += _wrapped(f"{indent}{' ' * 27}also: ", finding.message + place, len(indent) + 33)
        if len(check.findings) > 10:
            lines.append(f"{indent}{' ' * 27}and {len(check.findings) - 10} more")
    return lines


def _wrapped(first: str, text: str, hang: int) -> list[str]:
    pieces = textwrap.wrap(text, max(30, _WIDTH - hang), break_on_hyphens=False) or [""]
    return [first + pieces[0], *(" " * hang + piece for piece in pieces[1:])]


def _claims(claims: Any) -> list[str]:
    achievement = getattr(claims, "achievement", None)
    issuer = getattr(claims, "issuer", None)
    rows = [
        (
            "Record" if isinstance(claims, ClrCredential) else "Achievement",
            pick(getattr(achievement, "name", None))
            if achievement is not None
            else pick(getattr(claims, "name", None)),
        ),
        ("Issuer", _named(pick(getattr(issuer, "name", None)))),
        ("Valid from", _day(getattr(claims, "valid_from", None))),
        ("Valid until", _day(getattr(claims, "valid_until", None))),
    ]
    return [f"  {label:<12} {plain(value)}" for label, value in rows if value]


def _named(name: str | None) -> str | None:
    return f"{name}  (the issuer's own word)" if name else None


def _day(stamp: Any) -> str | None:
    return stamp.at.date().isoformat() if stamp is not None else None


_STEP = {"met": ("✓", "32"), "open": ("?", "33"), "missing": ("✗", "31")}


def progress(portfolio: badgekit.Portfolio, found: Progress, *, colour: bool) -> str:
    """Return how far a portfolio is, as lines for a terminal: first the steps, then the badges."""
    paint = _STEP[found.outcome.value][1]
    lines = [
        f"{_paint(found.outcome.value.upper(), '1;' + paint, colour)}  {plain(found.requirement.name)}",
        "",
    ]
    for result in found.results:
        mark, paint = _STEP[result.outcome.value]
        lines += _wrapped(f"  {_paint(mark, paint, colour)} ", plain(result.step.name or result.step.id), 4)
        for text in (result.message, *(finding.message for finding in result.findings[:10])):
            lines += _wrapped("      ", text, 6)
    lines.append("")
    for entry in portfolio.entries:
        name = plain(entry.name) or f"badge {entry.number + 1}"
        lines += _wrapped(f"  {entry.standing.value:<11} ", f"{name}: {entry.reason.message}", 14)
    if portfolio.candidate is None:
        lines += ["", f"  No candidate was given. {portfolio.same_person.reason.message}"]
    return "\n".join(lines)


def badge(parsed: badgekit.Badge, *, colour: bool) -> str:
    """Return what a badge claims, as lines for a terminal."""
    lines = [
        f"{_paint('NOT VERIFIED', '1;33', colour)}  This is what the badge says about itself.",
        "",
        f"  Kind         {plain(parsed.kind)} {plain(parsed.version)}",
        f"  Packed as    {plain(parsed.container)} {plain(parsed.location)}".rstrip(),
        *_claims(parsed.claimed),
    ]
    issuer = getattr(parsed.claimed, "issuer", None)
    if issuer is not None and issuer.id:
        lines.append(f"  Issuer id    {plain(issuer.id)}  (not verified)")
    for label, findings in (("wrong", parsed.issues), ("odd", parsed.notes)):
        lines += [f"  {label}: {finding.message} ({plain(finding.path)})" for finding in findings]
    return "\n".join(lines)


def badge_json(parsed: badgekit.Badge) -> str:
    """Return what a badge claims as JSON, ASCII only."""
    form = {
        "kind": parsed.kind,
        "version": parsed.version,
        "container": parsed.container,
        "location": parsed.location,
        "claimed": to_dict(parsed.claimed),
        "issues": [finding.to_dict() for finding in parsed.issues],
        "notes": [finding.to_dict() for finding in parsed.notes],
    }
    return json_text(form)


def explanation(code: str) -> str | None:
    """Return sentence and hint of `code`, or None for an unknown one."""
    entry = lookup(code)
    if entry is None:
        return None
    sentence = entry.sentence.replace("{", "<").replace("}", ">")
    return "\n".join(
        [
            f"{entry.code}",
            "",
            *textwrap.wrap(sentence, _WIDTH),
            *(["", *textwrap.wrap(entry.hint, _WIDTH)] if entry.hint else []),
        ]
    )


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
