"""Every code of the keys room and of the token readers has a sentence, and no sentence lacks its code."""

from __future__ import annotations

import inspect
import re
from types import ModuleType

import pytest

from badgekit.errors import Problem
from badgekit.keys import (
    controller,
    did,
    did_jwk,
    did_key,
    did_web,
    documents,
    jwk,
    jwks,
    jwt_binding,
    multibase,
    multikey,
    public,
    resolver,
    verification_method,
)
from badgekit.messages import keys, lookup, proofs
from badgekit.proofs import jws, jwt_claims, media_types, signatures

ROOM: tuple[ModuleType, ...] = (
    controller,
    did,
    did_jwk,
    did_key,
    did_web,
    documents,
    jwk,
    jwks,
    jwt_binding,
    multibase,
    multikey,
    public,
    resolver,
    verification_method,
    jws,
    jwt_claims,
    media_types,
    signatures,
)
# Said by the checks, which only say what the readers found.
BY_CHECKS = {"jwt.signature_invalid", "jwt.no_token", "jwt.claims_agree"}


def codes() -> set[str]:
    source = "".join(inspect.getsource(module) for module in ROOM)
    return set(re.findall(r'"((?:key|did|jwt)\.[a-z0-9_]+|proof\.signature_[a-z_]+)"', source))


def test_every_code_has_a_sentence() -> None:
    assert len(codes()) > 60
    assert [code for code in sorted(codes()) if lookup(code) is None] == []


def test_every_sentence_has_its_code() -> None:
    written = {message.code for message in (*keys.MESSAGES, *proofs.MESSAGES)}
    assert written - codes() == BY_CHECKS


@pytest.mark.parametrize("code", sorted(codes()))
def test_sentences_are_whole_and_safe(code: str) -> None:
    message = lookup(code)
    assert message is not None
    names = set(re.findall(r"\{([a-z_]+)\}", message.sentence))
    text = str(Problem(code, **dict.fromkeys(names, "\x1b[31mevil\u202e")))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert message.sentence[0].isupper() or message.sentence[0] == "{"
    assert message.sentence.endswith((".", ")", "}"))
