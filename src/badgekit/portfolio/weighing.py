"""Which steps of a requirement the badges meet: each one judged after what it rests on; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from badgekit.findings import Finding
from badgekit.models import Skill
from badgekit.portfolio.entry import Entry, EntryStanding
from badgekit.portfolio.equality import achievement_id, normal_issuer
from badgekit.portfolio.progress import Progress, StepOutcome, StepResult
from badgekit.portfolio.requirement import PathwayRequirement, Step

__all__ = ["Index", "progress_of"]


def progress_of(
    requirement: PathwayRequirement, index: Index, only: frozenset[int] | None = None, by: str = ""
) -> Progress:
    """Judge every step, what it rests on first.

    Args:
        requirement: what is asked for.
        index: the badges.
        only: numbers of those that are one person's; None = all of them.
        by: what makes them one person's.
    """
    steps = {step.id: step for step in requirement.steps}
    results: dict[str, StepResult] = {}
    for identifier in requirement.order:
        step = steps[identifier]
        own = _own(step, requirement.issuers if step.issuers is None else step.issuers, index, only)
        whole = _best(own, _parts(step, results))
        results[identifier] = _after(step, whole, results)
    outcomes = {results[identifier].outcome for identifier in requirement.required}
    worst = (StepOutcome.MISSING, StepOutcome.OPEN, StepOutcome.MET)
    return Progress(
        requirement=requirement,
        results=tuple(results[step.id] for step in requirement.steps),
        outcome=next(outcome for outcome in worst if outcome in outcomes),
        by=by,
        unexplained=index.unexplained,
    )


class Index:
    """Badges by the achievements that they name, and by their skills' addresses and identifiers."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.unexplained = 0
        self._by_achievement: dict[str, list[Entry]] = {}
        self._by_skill: dict[object, list[tuple[Entry, Skill]]] = {}
        for entry in entries:
            self.unexplained += entry.badge is None and entry.standing is EntryStanding.OPEN
            for name in _achievements(entry):
                self._by_achievement.setdefault(name, []).append(entry)
            for skill in entry.skills:
                for key in {(skill.framework, skill.id) if skill.id else None, skill.url or None} - {None}:
                    self._by_skill.setdefault(key, []).append((entry, skill))

    def fitting(self, step: Step) -> tuple[dict[int, Entry], dict[int, Entry]]:
        """Return the badges that are for `step`, and those that are only about its skill, by number."""
        fitting: dict[int, Entry] = {}
        taught: dict[int, Entry] = {}
        for name in step.achievements:
            for entry in self._by_achievement.get(achievement_id(name), ()):
                fitting[entry.number] = entry
        demand = step.skill
        if demand is not None:
            key = demand.url or (demand.framework, demand.id)
            for entry, skill in self._by_skill.get(key, ()):
                (fitting if skill.awarded or not demand.awarded else taught)[entry.number] = entry
        return fitting, {number: entry for number, entry in taught.items() if number not in fitting}

    def concerned(self, requirement: PathwayRequirement) -> frozenset[int]:
        """Return the numbers of all badges that any step could have to do with."""
        return frozenset(
            number for step in requirement.steps for part in self.fitting(step) for number in part
        )


def _achievements(entry: Entry) -> set[str]:
    """The achievement itself, and those of which it is another version or language (OB 3.0 Related)."""
    achievement = entry.badge.achievement if entry.badge is not None else None
    if achievement is None:
        return set()
    names = (achievement.id, *(related.id for related in achievement.related))
    return {achievement_id(name) for name in names if name}


def _own(
    step: Step, issuers: tuple[str, ...] | None, index: Index, only: frozenset[int] | None
) -> StepResult | None:
    """Judge a step by badges of its own; None where no badge of its own could meet it."""
    if not step.achievements and step.skill is None:
        return None
    fitting, taught = (
        [entry for number, entry in found.items() if only is None or number in only]
        for found in index.fitting(step)
    )
    accepted = None if issuers is None else {normal_issuer(issuer) for issuer in issuers}
    ours: list[Entry] = []
    others: list[Entry] = []
    for entry in fitting:
        is_ours = accepted is None or normal_issuer(entry.issuer) in accepted
        (ours if is_ours else others).append(entry)
    counted = tuple(entry for entry in ours if entry.counts)
    if counted:
        remarks = tuple(
            f for entry in counted if entry.reason.code != "portfolio.current" for f in (entry.reason,)
        )
        return StepResult(
            step=step,
            outcome=StepOutcome.MET,
            reason=Finding("pathway.met", params={"badge": counted[0].name, "issuer": counted[0].issuer}),
            findings=remarks,
            by=counted,
        )
    found = [_near(entry) for entry in ours]
    found += [_foreign_issuer(entry) for entry in others]
    found += [_only_taught(entry) for entry in taught]
    found.sort(key=lambda item: item[0] is StepOutcome.MISSING)
    if index.unexplained and (not found or found[0][0] is StepOutcome.MISSING):
        # Whatever could not be looked into, for want of a network say, may be just the badge.
        unknown = Finding("pathway.unexplained", params={"count": index.unexplained})
        found.insert(0, (StepOutcome.OPEN, unknown))
    if not found:
        return StepResult(step=step, outcome=StepOutcome.MISSING, reason=Finding("pathway.missing"))
    return StepResult(
        step=step,
        outcome=found[0][0],
        reason=found[0][1],
        findings=tuple(finding for _, finding in found[1:]),
    )


_MAY_YET = frozenset({EntryStanding.OPEN, EntryStanding.UNOWNED})


def _near(entry: Entry) -> tuple[StepOutcome, Finding]:
    reason = entry.reason.params.get("reason", entry.reason.message)
    params = {"badge": entry.name, "issuer": entry.issuer, "reason": reason}
    if entry.standing in _MAY_YET:
        return StepOutcome.OPEN, Finding("pathway.not_established", params=params)
    return StepOutcome.MISSING, Finding("pathway.not_counted", params=params)


def _foreign_issuer(entry: Entry) -> tuple[StepOutcome, Finding]:
    params = {"badge": entry.name, "issuer": entry.issuer}
    return StepOutcome.MISSING, Finding("pathway.other_issuer", params=params)


def _only_taught(entry: Entry) -> tuple[StepOutcome, Finding]:
    params = {"badge": entry.name, "issuer": entry.issuer}
    return StepOutcome.MISSING, Finding("pathway.not_awarded", params=params)


def _parts(step: Step, results: Mapping[str, StepResult]) -> StepResult | None:
    if not step.parts:
        return None
    parts = [results[identifier] for identifier in step.parts]
    met = [part for part in parts if part.outcome is StepOutcome.MET]
    possible = sum(part.outcome is not StepOutcome.MISSING for part in parts)
    params = {"count": len(met), "needed": step.needed, "of": len(parts)}
    by = {entry.number: entry for part in met for entry in part.by}
    if len(met) >= step.needed:
        outcome, code = StepOutcome.MET, "pathway.met_by_parts"
    else:
        outcome = StepOutcome.OPEN if possible >= step.needed else StepOutcome.MISSING
        code = "pathway.parts_missing"
    return StepResult(
        step=step,
        outcome=outcome,
        reason=Finding(code, params=params),
        by=tuple(by[number] for number in sorted(by)),
    )


_NOTHING = frozenset({"pathway.missing", "pathway.unexplained"})
_RANK = {StepOutcome.MET: 0, StepOutcome.OPEN: 1, StepOutcome.MISSING: 2}


def _best(own: StepResult | None, parts: StepResult | None) -> StepResult:
    """A badge for the whole, or its parts: whichever says more."""
    if own is None or parts is None:
        found = own if own is not None else parts
        assert found is not None  # a step has one of them, see `requirement._checked`
        return found
    # Where neither is met, how many parts are there says more than that there is no badge for the whole.
    plain = own.reason.code in _NOTHING
    first, second = (parts, own) if plain or _RANK[parts.outcome] < _RANK[own.outcome] else (own, parts)
    if _RANK[second.outcome] < _RANK[first.outcome]:
        first, second = second, first
    extra = () if first.outcome is StepOutcome.MET or second.reason.code in _NOTHING else (second.reason,)
    return replace(first, findings=(*first.findings, *extra))


def _after(step: Step, whole: StepResult, results: Mapping[str, StepResult]) -> StepResult:
    """A step is met only with what comes before it; in which order the badges were given is remarked."""
    if whole.outcome is StepOutcome.MISSING or not step.after:
        return whole
    before = [results[identifier] for identifier in step.after]
    lacking = [result for result in before if result.outcome is not StepOutcome.MET]
    if lacking:
        worst = max(lacking, key=lambda result: _RANK[result.outcome])
        name = worst.step.name or worst.step.id
        return replace(
            whole,
            outcome=max(whole.outcome, worst.outcome, key=_RANK.__getitem__),
            reason=Finding("pathway.before_missing", params={"step": name}),
            findings=(whole.reason, *whole.findings),
        )
    last = max((entry.since for entry in whole.by if entry.since is not None), default=None)
    late = [
        result
        for result in before
        if (first := min((e.since for e in result.by if e.since is not None), default=None)) is not None
        and last is not None
        and first > last
    ]
    remarks = tuple(
        Finding("pathway.out_of_order", params={"step": result.step.name or result.step.id})
        for result in late
    )
    return replace(whole, findings=(*whole.findings, *remarks))
