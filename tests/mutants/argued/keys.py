"""The changes of ``keys/`` that nothing can notice."""

from __future__ import annotations

from tests.mutants.argued.base import Argued

__all__ = ["KEYS"]

KEYS: tuple[Argued, ...] = (
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
        "keys/multibase.py",
        "width, weight = 2 * width, weight * weight",
        ("width, weight = 1 * width, weight * weight",),
        "The table has no end: the module cannot be imported, so no test of it ends.",
    ),
)
