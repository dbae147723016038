"""The changes of ``checks/`` that nothing can notice, modules a to m."""

from __future__ import annotations

from tests.mutants.argued.base import Argued

__all__ = ["CHECKS_A_TO_M"]

CHECKS_A_TO_M: tuple[Argued, ...] = (
    Argued(
        "checks/base.py",
        "presented: bool = False,",
        ("presented: bool = True,",),
        "The default of a Protocol is never used: that of what implements it is.",
    ),
    Argued(
        "checks/base.py",
        "is_list: bool = False",
        ("is_list: bool = True",),
        "Whoever judges says it of every document.",
    ),
    Argued(
        "checks/base.py",
        "unjudged: int = 0",
        (
            "unjudged: int = 1",
            "unjudged: int = -1",
        ),
        "It is read only where credentials inside were counted, and was set there.",
    ),
    Argued(
        "checks/base.py",
        'return (self.run.__doc__ or "").strip().splitlines()[0]',
        ("return (self.run.__doc__).strip().splitlines()[0]",),
        "Every check has a docstring, which a test demands; the types do not say so.",
    ),
    Argued(
        "checks/base.py",
        "if decision.plain:",
        ("if False:",),
        "The same result is made anew instead of shared.",
    ),
    Argued(
        "checks/base.py",
        'if findings or params or path != "$":',
        ("if True:",),
        "The same decision is made anew instead of shared.",
    ),
    Argued(
        "checks/base.py",
        "return Decision(outcome, Finding(code, path, params or NOTHING), findings)",
        ("return Decision(outcome, Finding(code, path, params), findings)",),
        "An empty mapping of one's own reads as the shared one.",
    ),
    Argued(
        "checks/base.py",
        "return Decision(outcome, Finding(code, params=NOTHING), plain=True)",
        ("return Decision(outcome, Finding(code, params=NOTHING), plain=False)",),
        "The same result is made anew instead of shared.",
    ),
    Argued(
        "checks/conforming.py",
        "if own is not None and own.outcome in (Outcome.PASSED, Outcome.WARNING):",
        (
            "if False:",
            "if own is None and own.outcome in (Outcome.PASSED, Outcome.WARNING):",
        ),
        "Nothing would be found: the rules of every kind are those of the data model, and more. It is faster.",
    ),
    Argued(
        "checks/conforming.py",
        "if own is not None and own.outcome in (Outcome.PASSED, Outcome.WARNING):",
        ("if own.outcome in (Outcome.PASSED, Outcome.WARNING):",),
        "The members of every kind were judged before; the types do not say so.",
    ),
    Argued(
        "checks/context.py",
        "if not changed:",
        ("if False:",),
        "Of nothing nothing is left out; that the document is not walked for it is faster.",
    ),
    Argued("checks/context.py", "return ()", ("return None",), "None is as little as nothing."),
    Argued(
        "checks/associations.py",
        "if not isinstance(claims, ClrCredential) or claims.credential_subject is None:",
        ("if claims.credential_subject is None:",),
        "What is of the kind of a record is read as one; the types do not say so.",
    ),
    Argued(
        "checks/context.py",
        "return ()",
        ("return None",),
        "Nothing is changed, either way.",
    ),
    Argued(
        "checks/context.py",
        "if not changed:",
        ("if False:",),
        "Where nothing is changed the names that are used are collected in vain.",
    ),
    Argued(
        "checks/declared.py",
        "return _decided(url, entry.path, () if known.accepts(value) else known.explain(value))",
        ("return _decided(url, entry.path, () if False else known.explain(value))",),
        "Of what is accepted there is nothing to explain; that it is accepted is known sooner.",
    ),
    Argued(
        "checks/declared.py",
        "if isinstance(subject, list) and len(subject) == 1:",
        ("if len(subject) == 1:",),
        "A verified credential has an object or a list of them, and an object of one member is no schema anyway.",
    ),
    Argued(
        "checks/declared.py",
        "if issuer is not None and (own is None or own.id != issuer.id):",
        ("if (own is None or own.id != issuer.id):",),
        "Whatever is verified with nothing waived has an issuer; the types do not say so.",
    ),
    Argued(
        "checks/disclosure.py",
        "if proof.key is not None and issuer is not None and proof.key.controller == issuer.id",
        ("if issuer is not None and proof.key.controller == issuer.id",),
        "A proof that verified has a key; the types do not say so.",
    ),
    Argued(
        "checks/disclosure.py",
        "return []",
        ("return None",),
        "Of nothing and of an empty list there are as many.",
    ),
    Argued(
        "checks/endorsement.py",
        "subject = claims.credential_subject if isinstance(claims, Endorsement) else None",
        ("subject = claims.credential_subject if True else None",),
        "What is of the kind of an endorsement is read as one; the types do not say so.",
    ),
    Argued(
        "checks/endorsement.py",
        'around = Around((own.id or "") if own is not None else "")',
        ('around = Around((own.id) if own is not None else "")',),
        "It is compared with an issuer that was proved, who is neither nobody nor the empty text.",
    ),
    Argued(
        "checks/issuer.py",
        "if context.document.envelope is not None and context.envelope_key is None:",
        ("if context.document.envelope is not None:",),
        "Defence in depth: a token that verifies does so by a key of the signer's own, and then nobody asks.",
    ),
    Argued(
        "checks/issuer.py",
        "keys = [proof.key for proof in context.proofs if proof.integrity is None and proof.key is not None]",
        ("keys = [proof.key for proof in context.proofs if proof.integrity is None]",),
        "Nothing verifies without a key; the types do not say so.",
    ),
    Argued(
        "checks/issuer.py",
        'return urlsplit(issuer_id).hostname or ""',
        ("return urlsplit(issuer_id).hostname",),
        "Keys are looked up at no address without a host; the types do not say so.",
    ),
    Argued(
        "checks/issuer.py",
        'host = urlsplit(getattr(context.claims.issuer, "url", None) or "").hostname',
        ('host = urlsplit(getattr(context.claims.issuer, "url", None)).hostname',),
        "Nothing has no host either; the types do not say so.",
    ),
    Argued(
        "checks/key_binding.py",
        'return bool(keys) and jwk.parse(confirmation["jwk"]) in [key.key for key in keys]',
        ('return jwk.parse(confirmation["jwk"]) in [key.key for key in keys]',),
        "Nothing is in an empty list; a key that is compared with none is read for nothing.",
    ),
    Argued(
        "checks/key_binding.py",
        "return False",
        ("pass",),
        "None is as little as False.",
    ),
    Argued(
        "checks/context.py",
        "elif isinstance(item, list):",
        ("elif True:",),
        "A text is taken apart for ever: no test ends.",
    ),
    Argued(
        "checks/mentions.py",
        'return "" # within one embedded credential, which is judged for itself',
        ("return None # within one embedded credential, which is judged for itself",),
        "Whatever is neither hidden nor a remark is nothing.",
    ),
    Argued(
        "checks/mentions.py",
        'return ""',
        ("return None",),
        "Whatever is neither hidden nor a remark is nothing.",
    ),
    Argued(
        "checks/mentions.py",
        'isinstance(node, Mapping) and path == f"{_embedded(path)}.credentialSubject"'
        ' and _OF_AN_ENDORSEMENT.issuperset(node) and types_of(node) == ("EndorsementSubject",)',
        (
            '(path == f"{_embedded(path)}.credentialSubject"'
            ' and _OF_AN_ENDORSEMENT.issuperset(node) and types_of(node) == ("EndorsementSubject",) )',
        ),
        "Only objects are described twice; the types do not say so.",
    ),
)
