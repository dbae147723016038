"""The changes of ``proofs/`` that nothing can notice."""

from __future__ import annotations

from tests.mutants.argued.base import Argued

__all__ = ["PROOFS"]

PROOFS: tuple[Argued, ...] = (
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
    Argued(
        "proofs/bbs.py",
        "return _generators(1 << max(6, (count - 1).bit_length()))[:count]",
        (
            "return _generators(2 << max(6, (count - 1).bit_length()))[:count]",
            "return _generators(1 << max(7, (count - 1).bit_length()))[:count]",
            "return _generators(1 << max(5, (count - 1).bit_length()))[:count]",
            "return _generators(1 << max(6, (count + 1).bit_length()))[:count]",
            "return _generators(1 << max(6, (count - 0).bit_length()))[:count]",
        ),
        "How many generators are kept beyond those that are asked for changes none of them.",
    ),
    Argued(
        "proofs/chains.py",
        "if isinstance(name, str) and name in by_id and name not in seen:",
        ("if isinstance(name, str) and name in by_id:",),
        "A circle elsewhere is gone round for ever: the test of it does not end.",
    ),
    Argued(
        "proofs/chains.py",
        "seen.add(name)",
        ("pass",),
        "A circle elsewhere is gone round for ever: the test of it does not end.",
    ),
    Argued(
        "proofs/disclosure.py",
        "if path in self._shown:",
        ("if False:",),
        "Costs time only: of what lies below a member that is shown, that member is asked about first.",
    ),
)
