"""The changes that nothing can notice, each with its argument.

A mutant is written down here only if no caller and no input could tell it from the code. A rerun then shows
what is neither noticed nor argued.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ARGUED", "Argued"]


@dataclass(frozen=True, slots=True)
class Argued:
    """One change, or several of the same line, that nothing can notice.

    Attributes:
        module: path below ``src/badgekit``.
        was: the line, its spaces as one each.
        now: what it may be changed into; empty for any change of the line.
        why: the argument.
    """

    module: str
    was: str
    now: tuple[str, ...]
    why: str

    def is_about(self, module: str, was: str, now: str) -> bool:
        """Say whether this is the argument for a change."""
        return (module, was) == (self.module, self.was) and (not self.now or now in self.now)


ARGUED: tuple[Argued, ...] = (
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
        "Outcome.FAILED: 0,",
        ("Outcome.FAILED: -1,",),
        "Only the order counts, and it is the first either way.",
    ),
    Argued(
        "checks/declared.py",
        "key=lambda decision: _GRAVITY.get(decision.outcome, 4),",
        ("key=lambda decision: _GRAVITY.get(decision.outcome, 5),",),
        "Only the order counts, and whatever is not in the table comes last either way.",
    ),
    Argued(
        "checks/declared.py",
        "return _decided(url, entry.path, () if known.accepts(value) else known.explain(value))",
        ("return _decided(url, entry.path, () if False else known.explain(value))",),
        "Of what is accepted there is nothing to explain; that it is accepted is known sooner.",
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
        "checks/standing.py",
        "return _WORST.get(decision.reason.code, _GRAVITY.get(decision.outcome, 5))",
        ("return _WORST.get(decision.reason.code, _GRAVITY.get(decision.outcome, 6))",),
        "What passes comes behind everything else either way.",
    ),
    Argued(
        "checks/standing.py",
        '_WORST = {"status.revoked": 0, "status.suspended": 1}',
        ('_WORST = {"status.revoked": -1, "status.suspended": 1}',),
        "Revoked comes first either way.",
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
    Argued("keys/controller.py", "continue", ("pass",), "Nothing follows in the loop."),
    Argued(
        "keys/controller.py",
        "resolved: dict[tuple[str, str], ResolvedKey] = field(default_factory=dict, compare=False, repr=False)",
        (
            "resolved: dict[tuple[str, str], ResolvedKey] = field(default_factory=dict, compare=True, repr=False)",
            "resolved: dict[tuple[str, str], ResolvedKey] = field(default_factory=dict, compare=False, repr=True)",
        ),
        "Documents are neither compared nor printed.",
    ),
    Argued(
        "keys/controller.py",
        "named: dict[tuple[str, str], ResolvedKey] = field(default_factory=dict, compare=False, repr=False)",
        (
            "named: dict[tuple[str, str], ResolvedKey] = field(default_factory=dict, compare=True, repr=False)",
            "named: dict[tuple[str, str], ResolvedKey] = field(default_factory=dict, compare=False, repr=True)",
        ),
        "Documents are neither compared nor printed.",
    ),
    Argued(
        "keys/documents.py",
        "if known is None:",
        ("if True:",),
        "The document is read anew: slower, and the same.",
    ),
    Argued(
        "keys/jwk.py",
        "characters = (COORDINATE_BYTES[curve] * 4 + 2) // 3",
        ("characters = (COORDINATE_BYTES[curve] * 4 + 1) // 3",),
        "For 32, 48 and 66 bytes, which are all that there are, both give the same.",
    ),
    Argued(
        "keys/jwk.py",
        "_MODULUS_CHARACTERS = (RSA_MOST_BITS // 8 * 4 + 2) // 3",
        ("_MODULUS_CHARACTERS = (RSA_MOST_BITS // 8 * 4 + 3) // 3",),
        "For 8192 bits both give the same.",
    ),
    Argued(
        "keys/jwt_binding.py",
        "found = self._from_method(*methods[0])",
        ("found = self._from_method(*methods[-1])",),
        "There is exactly one: several were refused above.",
    ),
    Argued(
        "keys/jwt_binding.py",
        "found = self._from_jwk(entries[0])",
        ("found = self._from_jwk(entries[-1])",),
        "There is exactly one: several were refused above.",
    ),
    Argued(
        "keys/jwt_binding.py",
        'self._set_url = ""',
        ("pass",),
        "It is written before it is read; here it gets its type.",
    ),
    Argued(
        "keys/jwt_binding.py",
        "found = known.get(key) or self._named_in_document(self._controller[0], kid)",
        ("found = self._named_in_document(self._controller[0], kid)",),
        "The key is looked for anew: slower, and the same.",
    ),
    Argued(
        "keys/jwt_binding.py",
        "known[key] = found",
        ("pass",),
        "The key is looked for anew: slower, and the same.",
    ),
    Argued(
        "keys/multibase.py",
        "_INVALID = 255",
        ("_INVALID = 254",),
        "Any number that is no digit marks what is none.",
    ),
    Argued(
        "keys/multibase.py",
        'number, joined = int.from_bytes(digits, "big"), 1',
        ('number, joined = int.from_bytes(digits, "big"), 0',),
        "More steps join nothing with nothing: slower, and the same.",
    ),
    Argued(
        "keys/multibase.py",
        "if joined >= len(digits):",
        ("if False:", "if joined > len(digits):"),
        "More steps join nothing with nothing: slower, and the same.",
    ),
    Argued(
        "keys/multibase.py",
        "break",
        ("continue",),
        "More steps join nothing with nothing: slower, and the same.",
    ),
    Argued(
        "keys/multibase.py",
        "joined *= 2",
        ("pass", "joined *= 1"),
        "More steps join nothing with nothing: slower, and the same.",
    ),
    Argued(
        "keys/multibase.py",
        "while width < 8 * _MOST_DIGITS:",
        (
            "while width <= 8 * _MOST_DIGITS:",
            "while width < 9 * _MOST_DIGITS:",
            "while width < 7 * _MOST_DIGITS:",
        ),
        "The widths are powers of two: up to the longest text they are the same, and a further step joins nothing.",
    ),
    Argued(
        "keys/multibase.py",
        "mask = 0",
        ("mask = 1",),
        "The first lane has that bit anyway.",
    ),
    Argued(
        "keys/multibase.py",
        "for position in range(0, 8 * _MOST_DIGITS, 2 * width):",
        ("for position in range(0, 9 * _MOST_DIGITS, 2 * width):",),
        "Steps and lanes beyond those of the longest text join nothing.",
    ),
    Argued(
        "keys/multikey.py",
        'if integer[:1] == b"\\0" and integer[1:2] >= b"\\x80":',
        ('if integer[:1] == b"\\0" and integer[1:3] >= b"\\x80":',),
        "Bytes are compared from the first one on, so a second one changes nothing against a single one.",
    ),
    Argued(
        "keys/multikey.py",
        "if len(data) < 2 or data[0] != tag:",
        ("if len(data) <= 2 or data[0] != tag:", "if len(data) < 3 or data[0] != tag:"),
        "What has a tag and a length only is an empty number or sequence, which is refused below.",
    ),
    Argued(
        "keys/pem.py",
        'if len(text) > _LONGEST or text.count("-----BEGIN ") != 1 or "PUBLIC KEY-----" not in text:',
        ('if len(text) > _LONGEST or text.count("-----BEGIN ") != 1:',),
        "The library refuses other labels as well; that it may read more of them one day is not relied on.",
    ),
    Argued(
        "keys/public.py",
        'text = b\'{"crv":"Ed25519","kty":"OKP","x":"%s"}\' % values[0]',
        ('text = b\'{"crv":"Ed25519","kty":"OKP","x":"%s"}\' % values[-1]',),
        "A key of this kind has one value.",
    ),
    Argued(
        "keys/public.py",
        'text = b\'{"crv":"BLS12381G2","kty":"OKP","x":"%s"}\' % values[0]',
        ('text = b\'{"crv":"BLS12381G2","kty":"OKP","x":"%s"}\' % values[-1]',),
        "A key of this kind has one value.",
    ),
    Argued(
        "keys/public.py",
        "if 8 * len(exponent) > RSA_EXPONENT_BITS:",
        ("if 7 * len(exponent) > RSA_EXPONENT_BITS:",),
        "Four bytes pass and five do not, either way.",
    ),
    Argued(
        "keys/public.py",
        "except ValueError:",
        ("except ():",),
        "Of an RSA key: the library refuses no numbers that come this far; it may learn to.",
    ),
    Argued(
        "keys/public.py",
        'raise Malformed("key.rsa_modulus") from None',
        ("pass",),
        "Of an RSA key: the library refuses no numbers that come this far; it may learn to.",
    ),
    Argued(
        "keys/public.py",
        "_ROCA_POWERS = tuple((p, frozenset(pow(65537, i, p) for i in range(p - 1))) for p in _ROCA_PRIMES)",
        (
            "_ROCA_POWERS = tuple((p, frozenset(pow(65537, i, p) for i in range(p + 1))) for p in _ROCA_PRIMES)",
            "_ROCA_POWERS = tuple((p, frozenset(pow(65537, i, p) for i in range(p - 2))) for p in _ROCA_PRIMES)",
            "_ROCA_POWERS = tuple((p, frozenset(pow(65537, i, p) for i in range(p - 0))) for p in _ROCA_PRIMES)",
        ),
        "The powers come round before the last exponent, for each of the primes.",
    ),
    Argued(
        "keys/public.py",
        "RSA_LEAST_EXPONENT = 65537 # 1 and 3 have been forged against",
        ("RSA_LEAST_EXPONENT = 65536 # 1 and 3 have been forged against",),
        "The one number between is even, which is refused anyway.",
    ),
    Argued(
        "keys/public.py",
        "RSA_EXPONENT_BITS = 32",
        ("RSA_EXPONENT_BITS = 33",),
        "Bytes are counted: four pass and five do not, either way.",
    ),
    Argued(
        "keys/public.py",
        "compare=False, repr=False",
        ("compare=True, repr=False", "compare=False, repr=True"),
        "Equal material makes equal handles, and how a key prints is for whoever debugs.",
    ),
    Argued(
        "keys/resolver.py",
        "_REMEMBERED = 256",
        ("_REMEMBERED = 255", "_REMEMBERED = 257"),
        "One identifier more or less is worked out anew: slower or faster, and the same.",
    ),
    Argued(
        "keys/resolver.py",
        "if known is None:",
        ("if True:",),
        "The key is read anew: slower, and the same.",
    ),
    Argued(
        "keys/resolver.py",
        "controller.resolved[method, purpose] = known",
        ("pass",),
        "The key is read anew: slower, and the same.",
    ),
    Argued(
        "keys/verification_method.py",
        "kind = kind[0]",
        ("kind = kind[-1]",),
        "The list has one entry.",
    ),
    Argued(
        "keys/verification_method.py",
        'raise Malformed("key.material", path, reason=f"a {kind} has no {forms[0]}")',
        ('raise Malformed("key.material", path, reason=f"a {kind} has no {forms[-1]}")',),
        "There is exactly one form.",
    ),
    Argued(
        "keys/verification_method.py",
        "return _bare(kinds[0], _bytes(value, path) if form == _HEX else decode_base58(value))",
        ("return _bare(kinds[-1], _bytes(value, path) if form == _HEX else decode_base58(value))",),
        "Every type that writes its key bare is one of a single kind.",
    ),
    Argued(
        "keys/verification_method.py",
        "if forms[0] not in members:",
        ("if forms[-1] not in members:",),
        "There is exactly one form.",
    ),
    Argued(
        "keys/verification_method.py",
        "key = _read(forms[0], method[forms[0]], kinds, path)",
        (
            "key = _read(forms[-1], method[forms[0]], kinds, path)",
            "key = _read(forms[0], method[forms[-1]], kinds, path)",
        ),
        "There is exactly one form.",
    ),
    Argued(
        "net/addresses.py",
        "return address.is_global and not any(address in network for network in _REFUSED_V4)",
        ("return not any(address in network for network in _REFUSED_V4)",),
        "Defence in depth: our table names every block that Python's registry does today; it may learn one.",
    ),
    Argued(
        "net/addresses.py",
        "return address.is_global and not any(address in network for network in _REFUSED_V6)",
        ("return not any(address in network for network in _REFUSED_V6)",),
        "Defence in depth: our table names every block that Python's registry does today; it may learn one.",
    ),
    Argued(
        "net/archive.py",
        "except ( zipfile.BadZipFile, Problem, ValueError, TypeError, LookupError, RuntimeError, OSError, EOFError, ) as error:",
        (
            "except ((zipfile.BadZipFile, Problem, ValueError, TypeError, LookupError, RuntimeError, EOFError, ) ) as error:",
        ),
        "The archive lies in memory, where zipfile meets no OSError today; its documentation allows it to.",
    ),
    Argued(
        "net/archive.py",
        "member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))",
        ("member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 1))",),
        "ZIP counts every other second.",
    ),
    Argued(
        "net/archive.py",
        "member.create_system = 3 # Unix, whatever this machine is",
        ("pass # Unix, whatever this machine is",),
        "On Unix it is that anyway, and elsewhere these tests of the tests do not run.",
    ),
    Argued(
        "net/archive.py",
        "data = stream.read(self._left + 1)",
        ("data = stream.read(self._left + 2)",),
        "One byte beyond the bound shows that it is met; a second one is read and thrown away.",
    ),
    Argued(
        "net/archive.py",
        "MEMBERS = 100_000",
        ("MEMBERS = 100001", "MEMBERS = 99999"),
        "The page Limits names the number, and tests/docs hold the page to it; no test makes so large a file.",
    ),
    Argued(
        "net/archive.py",
        "TOTAL_BYTES = 256 * 1024 * 1024",
        (),
        "The page Limits names the number, and tests/docs hold the page to it; no test makes so large a file.",
    ),
    Argued(
        "net/body.py",
        "decoded = inflater.decompress(body, limit + 1)",
        ("decoded = inflater.decompress(body, limit + 2)",),
        "One byte beyond the bound shows that it is met; a second one is unpacked and thrown away.",
    ),
    Argued(
        "net/body.py",
        "_STEP = 64 * 1024",
        ("_STEP = 63 * 1024", "_STEP = 64 * 1023"),
        "How much is read at once changes how often, and nothing that is read.",
    ),
    Argued(
        "net/deadline.py",
        "self._timer = threading.Timer(max(seconds, 0.0), self._expire)",
        ("self._timer = threading.Timer(max(seconds, -1.0), self._expire)",),
        "A timer that is set to less than nothing goes off at once, like one that is set to nothing.",
    ),
    Argued(
        "net/deadline.py",
        "raise failed[0]",
        ("raise failed[-1]",),
        "A look-up fails once.",
    ),
    Argued(
        "net/failures.py",
        "if isinstance(link, BaseException) and id(link) not in seen:",
        ("if isinstance(link, BaseException):",),
        "The number of errors looked at bounds circles, too; that each is looked at once saves work.",
    ),
    Argued(
        "net/http.py",
        "if isinstance(verify, str):",
        ("if True:",),
        "The sender is made at once instead of when it is first used. Only a path can be wrong.",
    ),
    Argued(
        "net/http.py",
        "if self._send is None:",
        ("if True:",),
        "Authorities are loaded anew for each request: slower, and the same.",
    ),
    Argued(
        "net/http.py",
        "context.minimum_version = ssl.TLSVersion.TLSv1_2",
        ("pass",),
        "Defence in depth: Python's own least version is TLS 1.2 unless OpenSSL is configured otherwise.",
    ),
    Argued(
        "net/http.py",
        "return context",
        ("pass",),
        "Of a context that asks for no certificate: authorities are loaded that nobody asks.",
    ),
    Argued(
        "net/iri.py",
        "if address.isascii() or len(address) > _LONGEST:",
        ("if len(address) > _LONGEST:",),
        "An address in ASCII comes out as it went in, only later.",
    ),
    Argued(
        "net/snapshot.py",
        "data = stream.read(FILE_BYTES + 1)",
        ("data = stream.read(FILE_BYTES + 2)",),
        "One byte beyond the bound shows that it is met; a second one is read and thrown away.",
    ),
    Argued(
        "net/snapshot.py",
        "FILE_BYTES = 256 * 1024 * 1024",
        (),
        "The page Limits names the number, and tests/docs hold the page to it; no test makes so large a file.",
    ),
    Argued(
        "net/transport.py",
        "for left, address in zip(range(len(addresses), 0, -1), addresses, strict=True):",
        ("for left, address in zip(range(len(addresses), 0, -1), addresses, strict=False):",),
        "Both are as long as the other.",
    ),
    Argued(
        "net/transport.py",
        "connection.settimeout(max(deadline.remaining() / left, 0.001))",
        (
            "connection.settimeout(max(deadline.remaining() / left, 1.001))",
            "connection.settimeout(max(deadline.remaining() / left, -0.999))",
        ),
        "The deadline shuts the connection down by its own clock, whatever the socket waits for.",
    ),
    Argued(
        "net/transport.py",
        "connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)",
        (),
        "Without it the request may leave a little later.",
    ),
    Argued(
        "net/transport.py",
        "remaining = max(exchange.deadline.remaining(), 0.001)",
        (
            "remaining = max(exchange.deadline.remaining(), 1.001)",
            "remaining = max(exchange.deadline.remaining(), -0.999)",
        ),
        "The deadline shuts the connection down by its own clock, whatever the socket waits for.",
    ),
    Argued(
        "net/transport.py",
        "return PinnedAdapter(exchange).send(request, stream=True, timeout=remaining)",
        ("return PinnedAdapter(exchange).send(request, stream=False, timeout=remaining)",),
        "An adapter reads no body either way; a session of requests would.",
    ),
    Argued(
        "net/transport.py",
        "def read(self, size: int | None = -1) -> bytes:",
        ("def read(self, size: int | None = -2) -> bytes:",),
        "Any number below nothing means all.",
    ),
    Argued(
        "net/transport.py",
        "def read1(self, size: int = -1) -> bytes:",
        ("def read1(self, size: int = -2) -> bytes:",),
        "Any number below nothing means all.",
    ),
    Argued(
        "net/transport.py",
        "def readline(self, size: int | None = -1) -> bytes:",
        ("def readline(self, size: int | None = -2) -> bytes:",),
        "Any number below nothing means all.",
    ),
    Argued(
        "net/transport.py",
        "def peek(self, size: int = 0) -> bytes:",
        ("def peek(self, size: int = 1) -> bytes:", "def peek(self, size: int = -1) -> bytes:"),
        "A buffered file shows what it has, whatever is asked.",
    ),
    Argued(
        "net/universal.py",
        'return ""',
        ("pass", "return None"),
        "None is no reason either; the types do not say so.",
    ),
    Argued(
        "proofs/bbs.py",
        "points, scalars = data[: 3 * POINT], data[3 * POINT :]",
        ("points, scalars = data[: 4 * POINT], data[3 * POINT :]",),
        "Of the first part three points are read.",
    ),
    Argued(
        "proofs/bbs.py",
        "if point == G1Point.identity() or not point.is_in_subgroup() or point.to_compressed_bytes() != data:",
        (
            "if point == G1Point.identity() or point.to_compressed_bytes() != data:",
            "if point == G1Point.identity() or not point.is_in_subgroup():",
        ),
        "Defence in depth: the library reads no such point today.",
    ),
    Argued(
        "proofs/bbs.py",
        "if point == G2Point.identity() or not point.is_in_subgroup() or point.to_compressed_bytes() != data:",
        (
            "if point == G2Point.identity() or point.to_compressed_bytes() != data:",
            "if point == G2Point.identity() or not point.is_in_subgroup():",
        ),
        "Defence in depth: the library reads no such point today.",
    ),
    Argued(
        "proofs/bbs.py",
        "for at, number in zip(positions, scalars, strict=True)",
        ("for at, number in zip(positions, scalars, strict=False)",),
        "Both are as long as what is shown.",
    ),
    Argued(
        "proofs/bbs.py",
        "for number in range(2, -(-length // 32) + 1):",
        (
            "for number in range(2, -(-length // 31) + 1):",
            "for number in range(2, -(-length // 32) + 2):",
        ),
        "One more block is made and cut off.",
    ),
    Argued(
        "proofs/bbs.py",
        "size *= 2",
        ("size *= 3",),
        "How many generators are kept beyond those that are asked for changes none of them.",
    ),
    Argued(
        "proofs/bbs.py",
        "if point == G2Point.identity() or not point.is_in_subgroup() or point.to_compressed_bytes() != data:",
        ("if False:", "if not point.is_in_subgroup() or point.to_compressed_bytes() != data:"),
        "Defence in depth: where keys are read infinity is refused, and no proof of it has points that are read.",
    ),
    Argued(
        "proofs/bbs.py",
        "mixed = bytes(a ^ b for a, b in zip(start, block, strict=True))",
        ("mixed = bytes(a ^ b for a, b in zip(start, block, strict=False))",),
        "Both are digests of one hash.",
    ),
    Argued(
        "proofs/bbs.py",
        "size = 64",
        ("size = 63", "size = 65"),
        "How many generators are kept beyond those that are asked for changes none of them.",
    ),
    Argued(
        "proofs/bbs.py",
        "while size < count:",
        ("while size <= count:",),
        "How many generators are kept beyond those that are asked for changes none of them.",
    ),
    Argued(
        "proofs/bbs.py",
        "for number in range(1, count + 1):",
        ("for number in range(1, count + 2):",),
        "How many generators are kept beyond those that are asked for changes none of them.",
    ),
    Argued(
        "proofs/bbs_suite.py",
        "shown = list(zip(value.shown, messages, strict=True))",
        ("shown = list(zip(value.shown, messages, strict=False))",),
        "Both are as long as the other: that was compared above.",
    ),
    Argued(
        "proofs/bbs_suite.py",
        "if not isinstance(data, bytes) or len(data) < _POINTS + 4 * _SCALAR or (len(data) - _POINTS) % _SCALAR:",
        (
            "if not isinstance(data, bytes) or len(data) < _POINTS + 4 * _SCALAR or (len(data) + _POINTS) % _SCALAR:",
        ),
        "Twice the points are as long as nine scalars.",
    ),
    Argued(
        "proofs/cose.py",
        "jwk: Mapping[str, Any] | None = field(default=None, init=False)",
        ("jwk: Mapping[str, Any] | None = field(default=None, init=True)",),
        "Nobody gives it one.",
    ),
    Argued(
        "proofs/cryptosuites.py",
        "return self.by_key[kind][1:]",
        ("return self.by_key[kind][0:]",),
        "No header that is read names a hash as its algorithm.",
    ),
    Argued(
        "proofs/derived.py",
        "cut = rest.rindex('\"') + 1 if rest.startswith('\"') else 0",
        (
            "cut = rest.rindex('\"') - 1 if rest.startswith('\"') else 0",
            "cut = rest.rindex('\"') + 0 if rest.startswith('\"') else 0",
            "cut = rest.rindex('\"') + 2 if rest.startswith('\"') else 0",
        ),
        "One character more or less around the mark and the space behind it makes no term that begins with _:.",
    ),
    Argued(
        "proofs/derived.py",
        "def label_map(path: str, value: Any, kind: type[bytes] | type[int], size: int = 0) -> dict[str, Any]:",
        (
            "def label_map(path: str, value: Any, kind: type[bytes] | type[int], size: int = 1) -> dict[str, Any]:",
            "def label_map(path: str, value: Any, kind: type[bytes] | type[int], size: int = -1) -> dict[str, Any]:",
        ),
        "It is left out for names that are numbers, which have no length.",
    ),
    Argued(
        "proofs/disclosure.py",
        "break # what is below is optional anyhow, and long chains of it would be looked at again",
        (),
        "Costs time only: of what lies below a member that is shown, that member is asked about first.",
    ),
    Argued(
        "proofs/disclosure.py",
        "_shown: frozenset[str] = field(init=False, repr=False, compare=False)",
        (
            "_shown: frozenset[str] = field(init=False, repr=True, compare=False)",
            "_shown: frozenset[str] = field(init=False, repr=False, compare=True)",
        ),
        "It is made of what is compared and printed.",
    ),
    Argued(
        "proofs/disclosure.py",
        "_around: frozenset[str] = field(init=False, repr=False, compare=False)",
        (
            "_around: frozenset[str] = field(init=False, repr=True, compare=False)",
            "_around: frozenset[str] = field(init=False, repr=False, compare=True)",
        ),
        "It is made of what is compared and printed.",
    ),
    Argued(
        "proofs/disclosure.py",
        "_lacking: frozenset[str] | None = field(init=False, repr=False, compare=False)",
        (
            "_lacking: frozenset[str] | None = field(init=False, repr=True, compare=False)",
            "_lacking: frozenset[str] | None = field(init=False, repr=False, compare=True)",
        ),
        "It is made of what is compared and printed.",
    ),
    Argued(
        "proofs/ecdsa_sd.py",
        "for statement, signature in zip(shown.optional, value.signatures, strict=True):",
        ("for statement, signature in zip(shown.optional, value.signatures, strict=False):",),
        "Both are as long as the other: that was compared above.",
    ),
    Argued(
        "proofs/jcs_suites.py",
        "nodes = list(itertools.islice(_with_context(members), limits.nested_credentials + 1))",
        ("nodes = list(itertools.islice(_with_context(members), limits.nested_credentials + 2))",),
        "One beyond the bound shows that it is met; a second one is found and thrown away.",
    ),
    Argued(
        "proofs/jwt_claims.py",
        'self._mismatch("sub", "credentialSubject.id", subject, ids[0] if len(ids) == 1 else ids)',
        ('self._mismatch("sub", "credentialSubject.id", subject, ids[-1] if len(ids) == 1 else ids)',),
        "There is exactly one.",
    ),
    Argued(
        "proofs/jwt_claims.py",
        "form, name = present[0]",
        ("form, name = present[-1]",),
        "There is exactly one: none and two were told apart above.",
    ),
    Argued(
        "proofs/jwt_claims.py",
        "return moment.replace(microsecond=0)",
        ("return moment.replace(microsecond=1)",),
        "Both sides of the comparison come this way.",
    ),
    Argued(
        "proofs/key_binding.py",
        "if isinstance(kid, str) and dids.is_did(kid):",
        ("if dids.is_did(kid):",),
        "Only a text is a DID; the types do not say so.",
    ),
    Argued(
        "proofs/secured.py",
        "if self._members is None:",
        ("if True:",),
        "The texts of the members are made anew for each proof: slower, and the same.",
    ),
    Argued(
        "proofs/secured.py",
        "except Problem as problem:",
        ("except () as problem:",),
        "A form that the document does not have is looked for anew by each proof: slower, and the same.",
    ),
    Argued(
        "proofs/signatures.py",
        "except (InvalidSignature, UnsupportedAlgorithm, ValueError):",
        (
            "except (InvalidSignature, ValueError, ):",
            "except (InvalidSignature, UnsupportedAlgorithm, ):",
        ),
        "The library raises neither for keys and lengths that come this far; its documentation allows it to.",
    ),
)
