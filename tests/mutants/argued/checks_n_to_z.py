"""The changes of ``checks/`` that nothing can notice, modules n to z."""

from __future__ import annotations

from tests.mutants.argued.base import Argued

__all__ = ["CHECKS_N_TO_Z"]

CHECKS_N_TO_Z: tuple[Argued, ...] = (
    Argued(
        "checks/nested.py",
        "elif isinstance(item, list | dict):",
        ("elif True:",),
        "Costs memory only: what is no list and no object holds nothing.",
    ),
    Argued(
        "checks/nested.py",
        "subject = claims.credential_subject if isinstance(claims, ClrCredential) else None",
        ("subject = claims.credential_subject if True else None",),
        "What is of the kind of a record is read as one; the types do not say so.",
    ),
    Argued(
        "checks/nested.py",
        "return bool(issuer) and given is not None and given.id == issuer",
        ("return given is not None and given.id == issuer",),
        "Defence in depth: a credential whose issuer is named by the empty text is not verified under any policy.",
    ),
    Argued(
        "checks/persons.py",
        "ties = {_both(before, after, candidate) for before, after in zip(first, second, strict=True)}",
        ("ties = {_both(before, after, candidate) for before, after in zip(first, second, strict=False)}",),
        "Both are as long as the other: that was compared above.",
    ),
    Argued(
        "checks/persons.py",
        "return Tie.SAME # a bearer badge stays one",
        ("return None # a bearer badge stays one",),
        "Whatever is neither OTHER nor UNKNOWN counts as the same.",
    ),
    Argued(
        "checks/persons.py",
        "return Tie.SAME if own or not asked else found or Tie.UNKNOWN",
        ("return Tie.SAME if own or not asked else found",),
        "Where nothing graver and nothing better was found, it is unknown as well.",
    ),
    Argued(
        "checks/persons.py",
        "known = _candidates(after, candidate) if candidate is not None and asked else None",
        ("known = _candidates(after, candidate) if asked else None",),
        "Nobody is asked about without a candidate; the types do not say so.",
    ),
    Argued(
        "checks/persons.py",
        "if found.match is None or not found.is_established:",
        ("if not found.is_established:",),
        "Nobody is recognised without a match; the types do not say so.",
    ),
    Argued(
        "checks/persons.py",
        'sort, text = identity.identity_type or "", identity.identity_hash or ""',
        (
            'sort, text = identity.identity_type, identity.identity_hash or ""',
            'sort, text = identity.identity_type or "", identity.identity_hash',
        ),
        "The next line refuses None as it refuses the empty text.",
    ),
    Argued(
        "checks/persons.py",
        'return sort_of(identity.identity_type or ""), identity.identity_hash, identity.hashed, identity.salt',
        ("return sort_of(identity.identity_type), identity.identity_hash, identity.hashed, identity.salt",),
        "Only those that identify somebody are compared, and those have a type; the types do not say so.",
    ),
    Argued(
        "checks/presentation.py",
        "if isinstance(claims, VerifiablePresentation) and claims.holder is not None:",
        ("if claims.holder is not None:",),
        "Asked of presentations only; the types do not say so.",
    ),
    Argued(
        "checks/presentation.py",
        "return is_vouched_for(report) and (trusted is None or (holder is not None and holder.id in trusted))",
        ("return is_vouched_for(report) and (trusted is None or (holder.id in trusted))",),
        "Without a holder nothing is said to be vouched for; the types do not say so.",
    ),
    Argued(
        "checks/presentation.py",
        'if result is None or result.code not in ("recipient.matched", "recipient.matched_weakly"):',
        ('if result.code not in ("recipient.matched", "recipient.matched_weakly"):',),
        "Asked of verified credentials, and there is no kind of them for which this check is not made.",
    ),
    Argued(
        "checks/presentation.py",
        "if context.candidate is None or not _is_the_candidates(report):",
        ("if not _is_the_candidates(report):",),
        "Without a candidate nothing is the candidate's; the types do not say so.",
    ),
    Argued(
        "checks/presentation.py",
        'return result is not None and result.code in ("binding.not_shown", "binding.verified")',
        ('return result.code in ("binding.not_shown", "binding.verified")',),
        "The check is made for every kind that may name nobody; badges of before 3.0 name somebody.",
    ),
    Argued(
        "checks/presentation.py",
        "if entry is not None and not isinstance(entry, VerifiablePresentation):",
        ("if entry is not None:",),
        "No presentation is presented in another one; the types do not say so.",
    ),
    Argued(
        "checks/nested_contexts.py",
        "return isinstance(inner, dict) and not _TYPES.isdisjoint(types_of(inner))",
        ("return not _TYPES.isdisjoint(types_of(inner))",),
        "Only objects bring a context; the types do not say so.",
    ),
    Argued(
        "checks/proof.py",
        "return warning(remarks[0].code, *remarks[1:], path=remarks[0].path, **remarks[0].params)",
        ("return warning(remarks[-1].code, *remarks[1:], path=remarks[0].path, **remarks[0].params)",),
        "All of them have one code.",
    ),
    Argued(
        "checks/recipient.py",
        "is_presenter = presenter and all(one.id == presenter for one in named_in(context.claims))",
        ("is_presenter = all(one.id == presenter for one in named_in(context.claims))",),
        "Defence in depth: whoever goes by the empty text counts as nobody before.",
    ),
    Argued(
        "checks/refresh.py",
        "if report.stated is not None and status is not None and status.code in _WITHDRAWN:",
        ("if report.stated is not None and status.code in _WITHDRAWN:",),
        "Of every credential its status is judged; the types do not say so.",
    ),
    Argued(
        "checks/refresh.py",
        "findings = (decisive.reason,) if decisive is not None else ()",
        ("findings = (decisive.reason,) if True else ()",),
        "What is not verified has a decisive check; the types do not say so.",
    ),
    Argued(
        "checks/status_answers.py",
        "own is not None and asked is not None and own.host != asked.host and _name(own.target) == _name(asked.target)",
        ("(own is not None and own.host != asked.host and _name(own.target) == _name(asked.target) )",),
        "What answered has an address; the types do not say so.",
    ),
    Argued(
        "checks/status_lists.py",
        "keeper = report.issuer.id if report.issuer is not None else None",
        ("keeper = report.issuer.id if True else None",),
        "A list that is verified has an issuer; the types do not say so.",
    ),
    Argued(
        "checks/status_lists.py",
        "if keeper is not None and keeper == issuer:",
        ("if keeper == issuer:",),
        "Defence in depth: a list that is verified has a keeper.",
    ),
    Argued(
        "checks/status_lists.py",
        'who = {"url": entry.url, "list_issuer": keeper or "nobody", "issuer": issuer or "nobody"}',
        ('who = {"url": entry.url, "list_issuer": keeper, "issuer": issuer or "nobody"}',),
        "A list that is verified has a keeper.",
    ),
    Argued(
        "checks/status_lists.py",
        "bits = memory.get(entry.url, digest, name) if memory is not None else None",
        ("bits = memory.get(entry.url, digest, name) if True else None",),
        "Every verifier has a memory; the types do not say so.",
    ),
    Argued(
        "checks/status_lists.py",
        "if memory is not None:",
        ("if True:",),
        "Every verifier has a memory; the types do not say so.",
    ),
    Argued(
        "checks/structure.py",
        "if isinstance(claims, Assertion) and not claims.is_awarded:",
        ("if not claims.is_awarded:",),
        "Asked of badges only; the types do not say so.",
    ),
    Argued(
        "checks/validity.py",
        'if name != "issuedOn" or written.had_zone or written.at - _FIRST_YEAR < _EARLIEST:',
        ('if name != "issuedOn" or written.had_zone or written.at - _FIRST_YEAR <= _EARLIEST:',),
        "Where both are the same the moment is two thousand years ago either way.",
    ),
    Argued(
        "checks/status_lists.py",
        "_PURPOSES_SHOWN = 5",
        ("_PURPOSES_SHOWN = 6", "_PURPOSES_SHOWN = 4"),
        "One more or less is shown of what nobody can read in whole.",
    ),
    Argued(
        "checks/status_lists.py",
        'purposes = clean(", ".join(purpose[:200] for purpose in islice(listed.purposes, _PURPOSES_SHOWN)))',
        (
            'purposes = clean(", ".join(purpose[:201] for purpose in islice(listed.purposes, _PURPOSES_SHOWN)))',
            'purposes = clean(", ".join(purpose[:199] for purpose in islice(listed.purposes, _PURPOSES_SHOWN)))',
        ),
        "All of them together are cut at 200 characters; this only spares the work.",
    ),
)
