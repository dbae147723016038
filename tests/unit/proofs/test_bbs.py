"""BBS proofs and bbs-2023: the draft's own fixtures, W3C's vector, and what must not verify."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.bbs_issuer import ANNA, BbsBadge, BbsKey, Signature
from tests.support.judging import judge, result, said

from badgekit import Limits, Policy, Report, Verdict, Verifier
from badgekit.errors import Problem
from badgekit.jsonld import ContextStore, Engine
from badgekit.keys import multikey
from badgekit.messages import lookup
from badgekit.proofs import bbs, bbs_suite, derived
from badgekit.testing import IssuerSimulator, tamper
from badgekit.testing.encoding import base64url
from badgekit.testing.selective import written

# draft-irtf-cfrg-bbs-signatures, test vectors for BLS12-381-SHA-256.
KEY = bytes.fromhex(
    "a820f230f6ae38503b86c70dc50b61c58a77e45c39ab25c0652bbaa8fa136f2851bd4781c9dcde39fc9d1d52c9e60268"
    "061e7d7632171d91aa8d460acee0e96f1e7c4cfb12d3ff9ab5d5dc91c277db75c845d649ef3c4f63aebc364cd55ded0c"
)
HEADER = bytes.fromhex("11223344556677889900aabbccddeeff")
PRESENTATION = bytes.fromhex("bed231d880675ed101ead304512e043ade9958dd0241ea70b4b3957fba941501")
MESSAGES = [
    bytes.fromhex(text)
    for text in (
        "9872ad089e452c7b6e283dfac2a80d58e8d0ff71cc4d5e310a1debdda4a45f02",
        "c344136d9ab02da4dd5908bbba913ae6f58c2cc844b802a6f811f5fb075f9b80",
        "7372e9daa5ed31e6cd5c825eac1b855e84476a1d94932aa348e07b73",
        "77fe97eb97a1ebe2e81e4e3597a3ee740a66e9ef2412472c",
        "496694774c5604ab1b2544eababcf0f53278ff50",
        "515ae153e22aae04ad16f759e07237b4",
        "d183ddc6e2665aa4e2f088af",
        "ac55fb33a75909ed",
        "96012096",
        "",
    )
]
OTHER_KEY = bytes.fromhex(
    "b064bd8d1ba99503cbb7f9d7ea00bce877206a85b1750e5583dd9399828a4d20610cb937ea928d90404c239b2835ffb1"
    "04220a9c66a4c9ed3b54c0cac9ea465d0429556b438ceefb59650ddf67e7a8f103677561b7ef7fe3c3357ec6b94d41c6"
)
# Section 8.4.5: one message, all of ten, and these of ten.
SHOWN = {"one": [0], "all": list(range(10)), "some": [0, 2, 4, 6]}
PROOFS = {
    "one": bytes.fromhex(
        "94916292a7a6bade28456c601d3af33fcf39278d6594b467e128a3f83686a104ef2b2fcf72df0215eeaf69262ffe8194"
        "a19fab31a82ddbe06908985abc4c9825788b8a1610942d12b7f5debbea8985296361206dbace7af0cc834c80f33e0aad"
        "aeea5597befbb651827b5eed5a66f1a959bb46cfd5ca1a817a14475960f69b32c54db7587b5ee3ab665fbd37b506830a"
        "49f21d592f5e634f47cee05a025a2f8f94e73a6c15f02301d1178a92873b6e8634bafe4983c3e15a663d64080678dbf2"
        "9417519b78af042be2b3e1c4d08b8d520ffab008cbaaca5671a15b22c239b38e940cfeaa5e72104576a9ec4a6fad78c5"
        "32381aeaa6fb56409cef56ee5c140d455feeb04426193c57086c9b6d397d9418"
    ),
    "all": bytes.fromhex(
        "b1f468aec2001c4f54cb56f707c6222a43e5803a25b2253e67b2210ab2ef9eab52db2d4b379935c4823281eaf767fd37"
        "b08ce80dc65de8f9769d27099ae649ad4c9b4bd2cc23edcba52073a298087d2495e6d57aaae051ef741adf1cbce65c64"
        "a73c8c97264177a76c4a03341956d2ae45ed3438ce598d5cda4f1bf9507fecef47855480b7b30b5e4052c92a4360110c"
        "67327365763f5aa9fb85ddcbc2975449b8c03db1216ca66b310f07d0ccf12ab460cdc6003b677fed36d0a23d0818a9d4"
        "d098d44f749e91008cf50e8567ef936704c8277b7710f41ab7e6e16408ab520edc290f9801349aee7b7b4e318e6a76e0"
        "28e1dea911e2e7baec6a6a174da1a22362717fbae1cd961d7bf4adce1d31c2ab"
    ),
    "some": bytes.fromhex(
        "a2ed608e8e12ed21abc2bf154e462d744a367c7f1f969bdbf784a2a134c7db2d340394223a5397a3011b1c340ebc4151"
        "99462ba6f31106d8a6da8b513b37a47afe93c9b3474d0d7a354b2edc1b88818b063332df774c141f7a07c48fe50d452f"
        "897739228c88afc797916dca01e8f03bd9c5375c7a7c59996e514bb952a436afd24457658acbaba5ddac2e693ac48135"
        "6918cd38025d86b28650e909defe9604a7259f44386b861608be742af7775a2e71a6070e5836f5f54dc43c60096834a5"
        "b6da295bf8f081f72b7cdf7f3b4347fb3ff19edaa9e74055c8ba46dbcb7594fb2b06633bb5324192eb9be91be0d33e45"
        "3b4d3127459de59a5e2193c900816f049a02cb9127dac894418105fa1641d5a206ec9c42177af9316f43341744147827"
        "6ca0303da8f941bf2e0222a43251cf5c2bf6eac1961890aa740534e519c1767e1223392a3a286b0f4d91f7f25217a786"
        "2b8fcc1810cdcfddde2a01c80fcc90b632585fec12dc4ae8fea1918e9ddeb9414623a457e88f53f545841f9d5dcb1f8e"
        "160d1560770aa79d65e2eca8edeaecb73fb7e995608b820c4a64de6313a370ba05dc25ed7c1d185192084963652f2870"
        "341bdaa4b1a37f8c06348f38a4f80c5a2650a21d59f09e8305dcd3fc3ac30e2a"
    ),
}


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


def integrity(report: Report) -> tuple[str, str]:
    return said(report, "proof.integrity")


# ---- the scheme


def test_the_first_generator_is_that_of_the_draft() -> None:
    (first,) = bbs.generators(1)
    assert first.to_compressed_bytes().hex() == (
        "a9ec65b70a7fbe40c874c9eb041c2cb0a7af36ccec1bea48fa2ba4c2eb67ef7f9ecb17ed27d38d27cdeddff44c8137be"
    )
    assert bbs.generators(100)[:5] == bbs.generators(5)
    for count in (1, 63, 64, 65, 128):
        assert len({point.to_compressed_bytes() for point in bbs.generators(count)}) == count


# RFC 9380, appendix K.1.
EXPANDED = {
    (b"", 32): "68a985b87eb6b46952128911f2a4412bbc302a9d759667f87f7a21d803f07235",
    (b"abc", 32): "d8ccab23b5985ccea865c6c97b6e5b8350e794e603b4b97902f53a8a0d605615",
    (b"", 128): (
        "af84c27ccfd45d41914fdff5df25293e221afc53d8ad2ac06d5e3e29485dadbee0d121587713a3e0dd4d5e69e93eb7cd"
        "4f5df4cd103e188cf60cb02edc3edf18eda8576c412b18ffb658e3dd6ec849469b979d444cf7b26911a08e63cf31f9dc"
        "c541708d3491184472c2c29bb749d4286b004ceb5ee6b9a7fa5b646c993f0ced"
    ),
}


@pytest.mark.parametrize(("text", "length"), EXPANDED)
def test_bytes_are_expanded_as_in_the_standard(text: bytes, length: int) -> None:
    separator = b"QUUX-V01-CS02-with-expander-SHA256-128"
    assert bbs.expand_message(text, separator, length).hex() == EXPANDED[text, length]
    for other in (1, 31, 32, 33, 64, 65, 97):
        assert len(bbs.expand_message(text, separator, other)) == other


def verified(
    name: str = "some",
    *,
    key: bytes = KEY,
    header: bytes = HEADER,
    presentation: bytes = PRESENTATION,
    change: Callable[[bytearray], object] | None = None,
    shown: list[tuple[int, bytes]] | None = None,
) -> bool:
    data = bytearray(PROOFS[name])
    if change is not None:
        change(data)
    proof = bbs.parse(bytes(data))
    told = [(at, MESSAGES[at]) for at in SHOWN[name]] if shown is None else shown
    return proof is not None and bbs.verify(key, proof, header, presentation, told)


@pytest.mark.parametrize("name", PROOFS)
def test_the_proofs_of_the_draft_verify(name: str) -> None:
    assert verified(name)


@pytest.mark.parametrize("name", PROOFS)
def test_and_not_with_another_key_header_or_presentation(name: str) -> None:
    assert not verified(name, key=OTHER_KEY)
    assert not verified(name, header=HEADER[:-1])
    assert not verified(name, presentation=PRESENTATION[::-1])


@pytest.mark.parametrize(
    "shown",
    [
        [],
        [(0, MESSAGES[0])],
        [(0, MESSAGES[0]), (2, MESSAGES[2]), (4, MESSAGES[4]), (6, b"another")],
        [(0, MESSAGES[0]), (2, MESSAGES[2]), (4, MESSAGES[4]), (7, MESSAGES[6])],
        [(2, MESSAGES[2]), (0, MESSAGES[0]), (4, MESSAGES[4]), (6, MESSAGES[6])],
        [(0, MESSAGES[0]), (0, MESSAGES[0]), (4, MESSAGES[4]), (6, MESSAGES[6])],
        [(0, MESSAGES[0]), (2, MESSAGES[2]), (4, MESSAGES[4]), (10, MESSAGES[6])],
        [(-1, MESSAGES[9]), (2, MESSAGES[2]), (4, MESSAGES[4]), (6, MESSAGES[6])],
    ],
)
def test_other_messages_do_not_verify(shown: list[tuple[int, bytes]]) -> None:
    assert not verified(shown=shown)


@pytest.mark.parametrize("at", [*range(0, 272, 16), 271, 280, 300, 463])
def test_not_one_bit_of_a_proof_may_change(at: int) -> None:
    assert not verified(change=lambda data: data.__setitem__(at, data[at] ^ 1))


INFINITY = b"\xc0" + bytes(47)
# On the curve, and not in the subgroup of prime order.
OUTSIDE = bytes.fromhex("80" + "00" * 46 + "04")


@pytest.mark.parametrize("point", [INFINITY, OUTSIDE, bytes(48), b"\xff" * 48, b"\x9f" + b"\xff" * 47])
@pytest.mark.parametrize("place", [0, 48, 96])
def test_points_are_of_the_subgroup_and_not_the_identity(point: bytes, place: int) -> None:
    data = bytearray(PROOFS["some"])
    data[place : place + 48] = point
    assert bbs.parse(bytes(data)) is None


@pytest.mark.parametrize("number", [0, bbs.ORDER, bbs.ORDER + 1, 2**256 - 1])
@pytest.mark.parametrize("place", range(0, 320, 32))
def test_scalars_have_one_form_and_are_not_zero(number: int, place: int) -> None:
    data = bytearray(PROOFS["some"])
    data[144 + place : 176 + place] = number.to_bytes(32, "big")
    assert bbs.parse(bytes(data)) is None


@pytest.mark.parametrize("number", [1, bbs.ORDER - 1])
def test_the_least_and_the_greatest_scalar(number: int) -> None:
    data = bytearray(PROOFS["some"])
    data[144:176] = number.to_bytes(32, "big")
    proof = bbs.parse(bytes(data))
    assert proof is not None
    assert proof.e_hat == number


@pytest.mark.parametrize("size", [0, 48, 144, 240, 271, 273, 304 + 1])
def test_a_proof_has_the_length_of_one(size: int) -> None:
    assert bbs.parse(PROOFS["some"][:size]) is None


@pytest.mark.parametrize("key", [b"\xc0" + bytes(95), bytes(96), b"\xff" * 96, KEY[:95], b""])
def test_a_key_is_a_point_of_the_subgroup(key: bytes) -> None:
    assert not verified(key=key)


@pytest.mark.parametrize("key", [b"\xc0" + bytes(95), b"\x80" + bytes(95), b"\x80" + bytes(94) + b"\x01"])
def test_what_is_no_key_has_signed_nothing(key: bytes) -> None:
    """Whoever makes a proof hashes what they like into it; only the point itself tells that it is none."""
    forger = BbsKey()
    forger.public = key
    proof = bbs.parse(forger.prove(forger.sign(HEADER, MESSAGES), HEADER, MESSAGES, [1, 2], PRESENTATION))
    assert proof is not None
    assert not bbs.verify(key, proof, HEADER, PRESENTATION, [(1, MESSAGES[1]), (2, MESSAGES[2])])


def test_a_proof_names_what_is_shown_in_one_order() -> None:
    key = BbsKey()
    signature = key.sign(HEADER, MESSAGES)
    for order in ([1, 2], [2, 1]):
        proof = bbs.parse(key.prove(signature, HEADER, MESSAGES, order, PRESENTATION))
        assert proof is not None
        shown = [(at, MESSAGES[at]) for at in order]
        assert bbs.verify(key.public, proof, HEADER, PRESENTATION, shown) is (order == [1, 2])


def test_a_made_up_signature_fails_the_pairing() -> None:
    """Everything but the pairing holds for any point and number that call themselves a signature."""
    key = BbsKey()
    good = key.sign(HEADER, MESSAGES)
    made_up = Signature(good.a + good.a, good.e)
    for signature, expected in ((good, True), (made_up, False)):
        proof = bbs.parse(key.prove(signature, HEADER, MESSAGES, [1, 2], PRESENTATION))
        assert proof is not None
        shown = [(1, MESSAGES[1]), (2, MESSAGES[2])]
        assert bbs.verify(key.public, proof, HEADER, PRESENTATION, shown) is expected


def test_a_trivial_proof_of_no_key_is_none() -> None:
    """With the identity for every point the pairing would hold for any key and any messages."""
    trivial = INFINITY * 3 + b"".join((1).to_bytes(32, "big") for _ in range(4))
    assert bbs.parse(trivial) is None


@given(st.binary(max_size=400))
def test_any_bytes_are_a_proof_or_none(data: bytes) -> None:
    proof = bbs.parse(data)
    assert proof is None or not bbs.verify(KEY, proof, b"", b"", [])


# ---- the suite


def test_every_step_of_the_specifications_vector(corpus: Path, reference: Path) -> None:
    folder = corpus / "credentials"
    shown = json.loads((folder / "cases/w3c-vc-di-bbs/w3c-bbs-prc-derived.json").read_text("utf-8"))
    proof = shown.pop("proof")
    value = bbs_suite.read_value("$.proof", proof, Limits())

    def vector(name: str) -> Any:
        path = folder / "intermediates/w3c-vc-di-bbs" / f"TestVectors-prc-{name}.json"
        return json.loads(path.read_text("utf-8"))

    found = vector("verifyDerivedProofValue")
    assert value.proof.hex() == found["bbsProof"]
    assert value.labels == dict(found["labelMap"])
    assert list(value.mandatory) == found["mandatoryIndexes"]
    assert list(value.shown) == found["adjSelectedIndexes"]
    url = "https://w3id.org/citizenship/v4rc1"
    context = json.loads((reference / "contexts" / "citizenship-v4rc1.json").read_text("utf-8"))
    engine = Engine(ContextStore.bundled().with_pinned({url: context}, Limits()), Limits())
    told = derived.reveal("$.proof", engine.canonicalize(shown), value.labels, value.mandatory)
    options = {name: member for name, member in proof.items() if name != "proofValue"}
    hashes = [
        hashlib.sha256(text).digest()
        for text in (
            engine.canonicalize(options, context=shown["@context"]).nquads,
            "".join(told.mandatory).encode(),
        )
    ]
    data = vector("addHashData")
    assert [one.hex() for one in hashes] == [data["proofHash"], data["mandatoryHash"]]
    (key,) = multikey.parse(proof["verificationMethod"].partition("#")[2]).material
    parsed = bbs.parse(value.proof)
    assert parsed is not None
    messages = [line.encode() for line in told.optional]
    pairs = list(zip(value.shown, messages, strict=True))
    assert bbs.verify(key, parsed, b"".join(hashes), value.presentation_header, pairs)
    assert value.hidden == 14


def test_a_badge_that_is_shown_whole_has_nothing_hidden(sim: IssuerSimulator) -> None:
    badge = BbsBadge(sim)
    report = judge(sim, badge.shown(), candidate={"email": ANNA}, policy=Policy.hiring())
    assert integrity(report) == ("PASSED", "proof.verified")
    assert said(report, "disclosure.complete") == ("PASSED", "disclosure.everything_shown")
    assert report.verified, report.best_reason


def test_a_badge_that_is_shown_in_part_says_so(sim: IssuerSimulator) -> None:
    badge = BbsBadge(sim, results=[{"status": "Failed"}])
    pointers = ("/credentialSubject/achievement", "/credentialSubject/identifier")
    shown = badge.shown(*pointers)
    assert "result" not in shown["credentialSubject"]
    report = judge(sim, shown, candidate={"email": ANNA})
    assert report.verified, report.best_reason
    assert said(report, "disclosure.complete") == ("WARNING", "disclosure.in_part")
    hiring = judge(sim, shown, candidate={"email": ANNA}, policy=Policy.hiring())
    assert hiring.verdict is Verdict.INCONCLUSIVE


def test_a_member_that_was_never_signed_is_not_excused(sim: IssuerSimulator) -> None:
    badge = BbsBadge(sim, without="description")
    report = judge(sim, badge.shown())
    assert integrity(report)[0] == "PASSED"
    assert said(report, "disclosure.complete") == ("FAILED", "disclosure.never_said")
    assert report.verdict is Verdict.REJECTED


def test_what_the_issuer_gave_out_is_not_for_others(sim: IssuerSimulator) -> None:
    assert integrity(judge(sim, BbsBadge(sim).base())) == ("FAILED", "proof.base")


@pytest.mark.parametrize("path", ["$.credentialSubject.achievement.name", "$.validFrom", "$.issuer.name"])
def test_a_changed_value_is_noticed(sim: IssuerSimulator, path: str) -> None:
    report = judge(sim, tamper(BbsBadge(sim).shown(), path, "2025-02-02T00:00:00Z"))
    assert integrity(report) == ("FAILED", "proof.invalid")


def test_the_proof_is_of_the_issuers_key(sim: IssuerSimulator) -> None:
    other = BbsKey("somebody else")
    shown = BbsBadge(sim).shown()
    shown["proof"]["verificationMethod"] = f"{other.did}#{other.multibase}"
    assert not judge(sim, shown).verified
    shown["issuer"]["id"] = other.did
    assert integrity(judge(sim, shown)) == ("FAILED", "proof.invalid")


def test_one_unnamed_object_is_not_shown_as_two(sim: IssuerSimulator) -> None:
    badge = BbsBadge(sim, results=[{"status": "Failed", "value": "4"}, {"value": "9"}])
    components = badge.components()
    labels = components[1]
    first, second, *_ = labels
    components[1] = {**labels, first: labels[second]}
    assert integrity(judge(sim, badge.shown(components=components))) == ("FAILED", "proof.value_component")


def _set(index: int, value: Any) -> Callable[[list[Any]], object]:
    return lambda found: found.__setitem__(index, value)


def value(
    *, size: int = 272, shown: list[int], limit: int = 100, header: str = "d95d03", more: int = 0
) -> Any:
    components = [bytes(size), {0: 0}, [], shown, b"", *[b""] * more]
    proof = {"proofValue": written(bytes.fromhex(header), components)}
    return bbs_suite.read_value("$.proof", proof, Limits(signed_statements=limit))


def refusal(**options: Any) -> tuple[str, object]:
    with pytest.raises(Problem) as caught:
        value(**options)
    return caught.value.code, caught.value.params.get("component")


def test_a_proof_has_three_points_four_scalars_and_one_for_each_message_that_is_hidden() -> None:
    for hidden in (0, 1, 7):
        assert value(size=272 + 32 * hidden, shown=[0]).hidden == hidden
    for size in (0, 144, 240, 256, 271, 273, 288, 303):
        assert refusal(size=size, shown=[0]) == ("proof.value_component", "bbsProof")


def test_messages_are_shown_at_places_that_they_have() -> None:
    assert value(size=304, shown=[0, 2]).shown == (0, 2)
    for shown in ([0, 3], [2, 0], [3], [1, 1], [0, 1000]):
        assert refusal(size=304, shown=shown) == ("proof.value_component", "selectiveIndexes")


@pytest.mark.parametrize(("header", "count"), [("d95d03", 0), ("d95d05", 1), ("d95d07", 1), ("d95d09", 2)])
def test_each_feature_has_so_many_components(header: str, count: int) -> None:
    for more in range(4):
        if more != count:
            assert refusal(shown=[0], header=header, more=more) == ("proof.value_component", "array")
        elif count:
            assert refusal(shown=[0], header=header, more=more) == ("proof.feature_unsupported", None)


def test_all_messages_are_counted_hidden_or_not() -> None:
    assert value(size=304, shown=[0, 2], limit=3)
    assert refusal(size=304, shown=[0, 2], limit=2)[0] == "proof.too_many_statements"


@pytest.mark.parametrize("extra", [True, False])
@pytest.mark.parametrize(
    ("component", "change"),
    [
        ("bbsProof", _set(0, b"")),
        ("bbsProof", _set(0, "x" * 272)),
        ("bbsProof", _set(0, bytes(240))),
        ("bbsProof", _set(0, bytes(271))),
        ("bbsProof", lambda found: found.__setitem__(0, found[0] + b"\0")),
        ("labelMap", _set(1, {0: b"b0"})),
        ("labelMap", _set(1, {0: -1})),
        ("labelMap", _set(1, [])),
        ("labelMap", _set(1, {0: True})),
        ("mandatoryIndexes", _set(2, None)),
        ("selectiveIndexes", _set(3, ["0"])),
        ("selectiveIndexes", _set(3, [10_000])),
        # Nothing is hidden, so this is the first position behind all messages.
        ("selectiveIndexes", lambda found: found[3].__setitem__(-1, len(found[3]))),
        ("selectiveIndexes", lambda found: found[3].reverse()),
        ("selectiveIndexes", lambda found: found[3].append(found[3][-1])),
        ("presentationHeader", _set(4, "text")),
        ("presentationHeader", _set(4, None)),
        ("array", lambda found: found.pop()),
    ],
)
def test_each_component_has_its_type_and_length_before_anything_is_computed(
    sim: IssuerSimulator,
    monkeypatch: pytest.MonkeyPatch,
    component: str,
    change: Callable[[list[Any]], object],
    extra: bool,
) -> None:
    badge = BbsBadge(sim)
    components = badge.components()
    change(components)
    shown = badge.shown(components=components)
    if not extra:
        monkeypatch.setitem(sys.modules, "py_arkworks_bls12381", None)
    found = result(judge(sim, shown), "proof.integrity")
    assert (found.outcome, found.code) == ("FAILED", "proof.value_component")
    assert found.reason.params["component"] == component


@pytest.mark.parametrize(
    ("component", "change"),
    [
        ("bbsProof", _set(0, bytes(272))),
        ("mandatoryIndexes", _set(2, [10_000])),
        ("selectiveIndexes", _set(3, [0])),
    ],
)
def test_each_component_fits_the_document(
    sim: IssuerSimulator, component: str, change: Callable[[list[Any]], object]
) -> None:
    badge = BbsBadge(sim)
    components = badge.components()
    change(components)
    found = result(judge(sim, badge.shown(components=components)), "proof.integrity")
    assert (found.outcome, found.code) == ("FAILED", "proof.value_component")
    assert found.reason.params["component"] == component


def test_the_presentation_header_is_bound(sim: IssuerSimulator) -> None:
    badge = BbsBadge(sim)
    components = badge.components()
    components[4] = b"\x12\x33"
    assert integrity(judge(sim, badge.shown(components=components))) == ("FAILED", "proof.invalid")


@pytest.mark.parametrize(("header", "more"), [("d95d05", [5]), ("d95d07", [5]), ("d95d09", [bytes(48), 5])])
def test_optional_features_are_named_and_left_open(
    sim: IssuerSimulator, header: str, more: list[Any]
) -> None:
    badge = BbsBadge(sim)
    report = judge(sim, badge.shown(components=[*badge.components(), *more], header=header))
    assert integrity(report) == ("INCONCLUSIVE", "proof.feature_unsupported")
    assert report.verdict is Verdict.INCONCLUSIVE


@pytest.mark.parametrize("header", ["000000", "d95d00", "d95d01", "d95d0a", ""])
def test_another_header_is_none_of_this_suite(sim: IssuerSimulator, header: str) -> None:
    assert integrity(judge(sim, BbsBadge(sim).shown(header=header))) == ("FAILED", "proof.value_encoding")


def test_without_the_extra_the_answer_is_open_and_names_it(
    sim: IssuerSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = BbsBadge(sim).shown()
    monkeypatch.setitem(sys.modules, "py_arkworks_bls12381", None)
    report = judge(sim, shown)
    assert report.verdict is Verdict.INCONCLUSIVE
    assert integrity(report) == ("INCONCLUSIVE", "proof.extra_missing")
    assert "badgekit[bbs]" in result(report, "proof.integrity").message


@given(st.binary(max_size=80))
def test_any_bytes_are_a_value_or_a_problem(data: bytes) -> None:
    for header in (b"", b"\xd9\x5d\x03", b"\xd9\x5d\x09"):
        try:
            bbs_suite.read_value("$.proof", {"proofValue": "u" + base64url(header + data)}, Limits())
        except Problem as problem:
            # Most bytes are refused.
            assert lookup(problem.code) is not None  # noqa: PT017


def test_many_proofs_do_not_multiply_the_arithmetic(sim: IssuerSimulator) -> None:
    badge = BbsBadge(sim)
    shown = badge.shown()
    verifier = Verifier(fetcher=sim, limits=Limits(signed_statements=len(badge.messages)))
    assert verifier.verify(shown, now=sim.now).verified
    report = verifier.verify({**shown, "proof": [shown["proof"]] * 16}, now=sim.now)
    assert integrity(report) == ("INCONCLUSIVE", "proof.too_much_signed")
    assert report.verdict is Verdict.INCONCLUSIVE


def test_messages_are_counted_before_one_is_looked_at(sim: IssuerSimulator) -> None:
    badge = BbsBadge(sim)
    verifier = Verifier(fetcher=sim, limits=Limits(signed_statements=len(badge.messages) - 1))
    for shown in (badge.shown(), badge.shown("/credentialSubject/achievement")):
        report = verifier.verify(shown, now=sim.now)
        assert integrity(report) == ("INCONCLUSIVE", "proof.too_many_statements")


def test_a_proof_costs_all_its_messages_and_twenty_more(sim: IssuerSimulator) -> None:
    """Shown or not, they are computed with; the pairing costs as much as twenty."""
    badge = BbsBadge(sim)
    cost = 16 * (20 + len(badge.messages))
    # What all proofs of a document may cost together is five times what one may have.
    for limit, code in ((-(-cost // 5), "proof.verified"), ((cost - 1) // 5, "proof.too_much_signed")):
        shown = badge.shown("/credentialSubject/achievement")
        shown["proof"] = [shown["proof"]] * 16
        verifier = Verifier(fetcher=sim, limits=Limits(signed_statements=limit))
        assert integrity(verifier.verify(shown, now=sim.now))[1] == code
