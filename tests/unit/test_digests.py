"""Whether a document is the one that was pinned: one rule for SRI and for multihashes."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badgekit import digests
from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.testing.encoding import base58, base64url

CONTENT = b'{"a":1}'
OTHER = b'{"a":2}'
SRI = ("sha256", "sha384", "sha512")
MULTIHASHES = {
    "sha256": 0x12,
    "sha384": 0x20,
    "sha512": 0x13,
    "sha3_256": 0x16,
    "sha3_384": 0x15,
    "sha3_512": 0x14,
}
# Published values: SHA-384 of nothing at all, and SHA-256 of "foo" as the multihash suite has it.
NOTHING = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb"
MULTIHASH_OF_FOO = "12202c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"


def sri(name: str, content: bytes = CONTENT) -> str:
    return f"{name}-{base64.b64encode(hashlib.new(name, content).digest()).decode()}"


def multihash(name: str, content: bytes = CONTENT, prefix: str = "u") -> str:
    digest = hashlib.new(name, content).digest()
    data = bytes((MULTIHASHES[name], len(digest))) + digest
    return "u" + base64url(data) if prefix == "u" else "z" + base58(data)


def fits(value: dict[str, Any], content: bytes = CONTENT) -> bool:
    demands = digests.read(value)
    assert demands
    try:
        for demand in demands:
            demand.verify(digests.Content(content))
    except Malformed:
        return False
    return True


def refusal(value: dict[str, Any]) -> Problem:
    with pytest.raises(Problem) as caught:
        digests.read(value, "$.credentialSchema")
    return caught.value


@pytest.mark.parametrize("name", SRI)
def test_sri(name: str) -> None:
    assert fits({"digestSRI": sri(name)})
    assert not fits({"digestSRI": sri(name)}, OTHER)


def test_a_published_sri_value() -> None:
    assert fits({"digestSRI": NOTHING}, b"")


@pytest.mark.parametrize("prefix", "uz")
@pytest.mark.parametrize("name", MULTIHASHES)
def test_multihash(name: str, prefix: str) -> None:
    assert fits({"digestMultibase": multihash(name, prefix=prefix)})
    assert not fits({"digestMultibase": multihash(name, prefix=prefix)}, OTHER)


def test_no_digest_demands_nothing() -> None:
    assert digests.read({"id": "https://a.example/"}) == ()


def test_the_path_and_the_algorithm_are_told() -> None:
    (demand,) = digests.read({"digestSRI": sri("sha512")}, "$.credentialSchema")
    with pytest.raises(Malformed) as caught:
        demand.verify(digests.Content(OTHER))
    assert caught.value.code == "digest.mismatch"
    assert caught.value.path == "$.credentialSchema.digestSRI"
    assert caught.value.params == {"algorithm": "SHA-512"}


def test_any_of_several_of_one_strength_will_do() -> None:
    # SRI section 3.3.4: a resource may be had in more than one edition.
    either = f"{sri('sha384')}\n {sri('sha384', OTHER)}"
    assert fits({"digestSRI": either})
    assert fits({"digestSRI": either}, OTHER)
    assert not fits({"digestSRI": either}, b"")
    assert fits({"digestMultibase": [multihash("sha256"), multihash("sha256", OTHER)]}, OTHER)


def test_a_weaker_digest_never_outweighs_a_stronger_one() -> None:
    assert not fits({"digestSRI": f"{sri('sha256')} {sri('sha512', OTHER)}"})
    assert not fits({"digestMultibase": [multihash("sha256"), multihash("sha3_384", OTHER)]})
    assert fits({"digestSRI": f"{sri('sha256', OTHER)} {sri('sha512')}"})


def test_both_members_must_fit() -> None:
    assert fits({"digestSRI": sri("sha384"), "digestMultibase": multihash("sha256")})
    assert not fits({"digestSRI": sri("sha384"), "digestMultibase": multihash("sha256", OTHER)})
    assert not fits({"digestSRI": sri("sha384", OTHER), "digestMultibase": multihash("sha256")})


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(sri("sha384").replace("+", "-").replace("/", "_"), id="the other alphabet"),
        pytest.param(sri("sha256").rstrip("="), id="without padding"),
        pytest.param(sri("sha384") + "?ct=application/json", id="options"),
        pytest.param(f"\t{sri('sha384')} ", id="blanks around"),
        pytest.param(sri("sha384").replace("sha384", "SHA384"), id="capitals"),
        pytest.param(f"md5-XUFAKrxLKna5cZ2REBfFkg== {sri('sha384')}", id="an unknown one beside"),
    ],
)
def test_spellings_of_sri(text: str) -> None:
    assert fits({"digestSRI": text})
    assert not fits({"digestSRI": text}, OTHER)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"digestSRI": "md5-XUFAKrxLKna5cZ2REBfFkg=="}, id="MD5"),
        pytest.param({"digestSRI": "sha1-qvTGHdzF6KLavt4PO0gs2a6pQ00="}, id="SHA-1"),
        pytest.param(
            {"digestMultibase": "u" + base64url(b"\x11\x14" + hashlib.sha1(CONTENT).digest())},
            id="multihash SHA-1",
        ),
        pytest.param({"digestMultibase": "u" + base64url(b"\x00\x07" + CONTENT)}, id="multihash identity"),
    ],
)
def test_broken_and_unknown_algorithms_establish_nothing(value: dict[str, Any]) -> None:
    problem = refusal(value)
    assert isinstance(problem, Unsupported)
    assert problem.code == "digest.unsupported"


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"digestSRI": given_}, id=f"SRI {number}")
        for number, given_ in enumerate(
            (
                None,
                1,
                "",
                " ",
                [],
                [sri("sha256")],
                "sha256",
                "sha256-",
                "sha256-*",
                sri("sha256")[:-4],
                "a" * 3000,
            )
        )
    ]
    + [
        pytest.param({"digestSRI": sri("sha256").replace("sha256", "sha384")}, id="of another length"),
        pytest.param({"digestSRI": f"{sri('sha256')} nonsense"}, id="nonsense beside"),
        pytest.param({"digestSRI": " ".join([sri("sha256")] * 17)}, id="too many"),
    ]
    + [
        pytest.param({"digestMultibase": given_}, id=f"multibase {number}")
        for number, given_ in enumerate(
            (
                None,
                1,
                "",
                [],
                [1],
                "u",
                "z",
                "uA",
                "mEiA",
                "u" + base64url(b"\x12"),
                [multihash("sha256")] * 17,
            )
        )
    ]
    + [
        pytest.param({"digestMultibase": "u" + base64url(b"\x12\x20" + bytes(31))}, id="cut short"),
        pytest.param({"digestMultibase": "u" + base64url(b"\x12\x10" + bytes(16))}, id="a short hash"),
        pytest.param({"digestMultibase": "u" + base64url(b"\x12\xa0\x00" + bytes(32))}, id="a longer length"),
        pytest.param({"digestMultibase": "f1220" + "00" * 32}, id="another base"),
    ],
)
def test_what_is_no_digest_is_refused(value: dict[str, Any]) -> None:
    problem = refusal(value)
    assert isinstance(problem, Malformed)
    assert problem.code == "digest.malformed"
    assert problem.path.startswith("$.credentialSchema.digest")


def test_a_published_multihash() -> None:
    assert fits({"digestMultibase": "u" + base64url(bytes.fromhex(MULTIHASH_OF_FOO))}, b"foo")


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=120)),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=6,
)


@given(st.sampled_from(("digestSRI", "digestMultibase")), JSON)
def test_nothing_but_a_problem_comes_of_any_value(member: str, value: Any) -> None:
    try:
        demands = digests.read({member: value})
    except Problem:
        return
    for demand in demands:
        for name, expected in demand.expected:
            assert len(expected) == hashlib.new(name).digest_size


@given(st.binary(max_size=80), st.sampled_from(sorted(MULTIHASHES)), st.sampled_from("uz"))
def test_every_content_fits_its_own_digest_only(content: bytes, name: str, prefix: str) -> None:
    value = {"digestMultibase": multihash(name, content, prefix)}
    assert fits(value, content)
    assert not fits(value, content + b"\0")
