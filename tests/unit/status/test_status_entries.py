"""credentialStatus and the lists it names, read strictly: what could mean two things means nothing."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.status.entries import ListEntry, RevocationListEntry, read_entries
from badgekit.status.lists import read_list
from badgekit.status.memory import DecodedLists
from badgekit.status.methods import METHODS
from badgekit.status.revocation_list import Revocation, read_revocation_list

URL = "https://uni.example/status/1"
ENTRY = {
    "id": f"{URL}#5",
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "5",
    "statusListCredential": URL,
}
BITSTRING = METHODS["BitstringStatusListEntry"]
LIST = {
    "id": URL,
    "type": ["VerifiableCredential", "BitstringStatusListCredential"],
    "credentialSubject": {"type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": "u"},
}


def one(value: Any) -> Any:
    (entry,) = read_entries(value)
    return entry


def test_an_entry_of_each_method_is_read() -> None:
    assert one(ENTRY) == ListEntry(method=BITSTRING, purpose="revocation", url=URL, index=5)
    older = one({**ENTRY, "type": ["StatusList2021Entry"], "statusPurpose": "suspension"})
    assert (older.method.credential, older.purpose) == ("StatusList2021Credential", "suspension")
    oldest = one(
        {
            "id": f"{URL}#7",
            "type": "RevocationList2020Status",
            "revocationListIndex": "7",
            "revocationListCredential": URL,
        }
    )
    assert (oldest.index, oldest.purpose, oldest.url) == (7, "revocation", URL)
    assert one({"id": URL, "type": "1EdTechRevocationList"}) == RevocationListEntry(url=URL)


def test_every_entry_of_a_list_is_read_and_placed() -> None:
    found = read_entries([ENTRY, {**ENTRY, "statusListIndex": "x"}, {"type": "Other"}])
    assert isinstance(found[0], ListEntry)
    assert found[0].path == "$.credentialStatus[0]"
    assert isinstance(found[1], Malformed)
    assert (found[1].code, found[1].path) == ("status.bad_index", "$.credentialStatus[1].statusListIndex")
    assert isinstance(found[2], Unsupported)
    assert read_entries(None) == read_entries([]) == ()


@pytest.mark.parametrize("index", ["0", "007", "131071", "9" * 40, 5, 0])
def test_an_index_is_a_whole_number(index: Any) -> None:
    entry = one({**ENTRY, "statusListIndex": index})
    assert entry.index == min(int(index), 10**30)
    assert [note.code for note in entry.notes] == (
        ["status.index_is_a_number"] if isinstance(index, int) else []
    )


@pytest.mark.parametrize(
    "index",
    [
        *("", " 5", "5 ", "5\n", "-5", "+5", "1_000", "1.5", "5e1", "0x5", "five", "٥", "５"),
        *(-1, 5.0, 1.5, True, False, None, {}, [], ["5"]),
    ],
)
def test_another_index_is_none(index: Any) -> None:
    assert one({**ENTRY, "statusListIndex": index}).code == "status.bad_index"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"statusListCredential": None}, "status.bad_address"),
        ({"statusListCredential": ""}, "status.bad_address"),
        ({"statusListCredential": "/status/1"}, "status.bad_address"),
        ({"statusListCredential": [URL]}, "status.bad_address"),
        ({"statusListCredential": "data:application/json,{}"}, "status.address_unsupported"),
        ({"statusListCredential": "did:web:uni.example?service=list"}, "status.address_unsupported"),
        ({"statusListCredential": "file:///etc/passwd"}, "status.address_unsupported"),
        ({"statusPurpose": None}, "status.entry_malformed"),
        ({"statusPurpose": ["revocation"]}, "status.entry_malformed"),
        ({"statusSize": 0}, "status.bad_size"),
        ({"statusSize": -1}, "status.bad_size"),
        ({"statusSize": "2"}, "status.bad_size"),
        ({"statusSize": True}, "status.bad_size"),
        ({"statusSize": None}, "status.bad_size"),
        ({"statusSize": 2147483648}, "status.size_unsupported"),
        ({"type": "StatusList2021Entry", "statusSize": 2}, "status.size_unsupported"),
        ({"statusSize": 2}, "status.entry_malformed"),
        ({"statusMessage": "revoked"}, "status.entry_malformed"),
        ({"statusMessage": [{"status": "1", "message": "x"}]}, "status.entry_malformed"),
        ({"statusMessage": [{"status": "0x1"}]}, "status.entry_malformed"),
        (
            {"statusMessage": [{"status": "0x1", "message": "a"}, {"status": "0x01", "message": "b"}]},
            "status.entry_malformed",
        ),
        ({"type": "SomethingElse"}, "status.unsupported"),
        ({"type": ["BitstringStatusListEntry", "StatusList2021Entry"]}, "status.unsupported"),
        ({"type": None}, "status.unsupported"),
        ({"type": {}}, "status.unsupported"),
    ],
)
def test_what_an_entry_must_not_be(change: dict[str, Any], code: str) -> None:
    found = one({**ENTRY, **change})
    assert isinstance(found, Problem)
    assert found.code == code


@pytest.mark.parametrize("value", ["https://uni.example/status/1", 5, True, [[ENTRY]], {}])
def test_what_is_no_entry_is_not_passed_over(value: Any) -> None:
    assert one(value).code == "status.unsupported"


def test_messages_belong_to_values() -> None:
    texts = [{"status": f"0x{n:x}", "message": text} for n, text in enumerate(["a", "b", "c", "d"])]
    for name in ("statusMessage", "statusMessages"):
        entry = one({**ENTRY, "statusPurpose": "message", "statusSize": 2, name: texts})
        assert [entry.text(value) for value in range(5)] == ["a", "b", "c", "d", ""]


def test_an_entry_that_calls_itself_the_list_is_noted() -> None:
    assert [note.code for note in one({**ENTRY, "id": URL}).notes] == ["status.entry_named_as_list"]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from([*ENTRY, "statusSize", "statusMessage", "revocationListIndex"]),
                inner | st.sampled_from([*METHODS, "1EdTechRevocationList", URL]),
                max_size=6,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read_without_an_exception(value: Any) -> None:
    for found in read_entries(value):
        assert isinstance(found, ListEntry | RevocationListEntry | Problem)
    with pytest.raises(Malformed):
        read_list({"credentialSubject": value, "type": value}, BITSTRING)
    for answer in (value, {"revokedCredential": value}):
        with contextlib.suppress(Malformed):
            read_revocation_list(answer, URL).find(URL)


def test_a_list_says_what_it_is_a_list_of() -> None:
    subject = LIST["credentialSubject"]
    assert isinstance(subject, dict)
    assert read_list(LIST, BITSTRING).purposes == {"revocation": None}
    several = {**LIST, "credentialSubject": [{**subject, "statusPurpose": ["suspension", "revocation"]}]}
    assert list(read_list(several, BITSTRING).purposes) == ["suspension", "revocation"]
    assert read_list({**LIST, "id": None}, BITSTRING).id is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"type": "VerifiableCredential"}, "status.list_wrong_type"),
        ({"type": ["StatusList2021Credential"]}, "status.list_wrong_type"),
        ({"credentialSubject": None}, "status.list_incomplete"),
        ({"credentialSubject": [LIST["credentialSubject"]] * 2}, "status.list_incomplete"),
        ({"credentialSubject": {}}, "status.list_wrong_type"),
        ({"credentialSubject": {"type": "BitstringStatusList"}}, "status.list_incomplete"),
        (
            {"credentialSubject": {"type": "BitstringStatusList", "encodedList": "u"}},
            "status.list_incomplete",
        ),
        (
            {"credentialSubject": {**LIST["credentialSubject"], "statusPurpose": []}},  # type: ignore[dict-item]
            "status.list_incomplete",
        ),
        (
            {"credentialSubject": {**LIST["credentialSubject"], "statusSize": "1"}},  # type: ignore[dict-item]
            "status.list_incomplete",
        ),
    ],
)
def test_what_a_list_must_be(change: dict[str, Any], code: str) -> None:
    with pytest.raises(Malformed) as caught:
        read_list({**LIST, **change}, BITSTRING)
    assert caught.value.code == code


# The plain list of 1EdTech.

BADGE = "urn:uuid:690bc21e-978a-49c1-854d-be970e22ee62"


@pytest.mark.parametrize(
    ("entries", "revoked"),
    [
        ([{"id": BADGE[:-1] + "3"}], False),
        ([{"id": BADGE}], True),
        ([{"id": BADGE, "revoked": True, "revocationReason": "Issued by mistake."}], True),
        ([{"id": BADGE.replace(":", "%3A")}], True),
        ([{"id": f" {BADGE} "}], True),
        ([{"id": BADGE.upper()}], True),
        ({"id": BADGE}, True),
        ([BADGE], True),
        ([{"id": BADGE, "revoked": False}, {"id": BADGE}], True),
        ([{"id": BADGE, "revoked": False}], False),
        ([{"id": "urn:uuid:0"}], False),
        ([], False),
    ],
)
@pytest.mark.parametrize("name", ["revokedCredential", "revokedCredentials"])
def test_who_is_listed_is_revoked(entries: Any, revoked: bool, name: str) -> None:
    found = read_revocation_list({"id": URL, "issuer": "did:web:uni.example", name: entries}, URL)
    assert (found.find(BADGE) is not None) is revoked
    assert (found.id, found.issuer) == (URL, "did:web:uni.example")


def test_the_reason_and_an_issuer_that_is_an_object_are_read() -> None:
    found = read_revocation_list(
        {
            "issuer": {"id": "https://a.example"},
            "revokedCredential": [{"id": BADGE, "revocationReason": "x"}],
        },
        URL,
    )
    assert found.issuer == "https://a.example"
    assert found.find(BADGE) == Revocation(BADGE, True, "x")


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, [], "", {}, {"id": URL}, {"error": "not found"}, {"revokedCredential": None}),
        *({"revokedCredential": "none"}, {"revokedCredential": [5]}, {"revokedCredential": [{}]}),
        {"revokedCredential": [{"id": BADGE, "revoked": "false"}]},
        {"revokedCredential": [{"id": BADGE, "revoked": None}]},
        {"revokedCredential": [], "issuer": 5},
        {"revokedCredential": [], "issuer": {"id": []}},
        {"revokedCredential": [], "revokedCredentials": 0},
    ],
)
def test_another_answer_does_not_say_that_nobody_is_revoked(value: Any) -> None:
    with pytest.raises(Malformed) as caught:
        read_revocation_list(value, URL)
    assert caught.value.code == "status.list_malformed"


# What is remembered.


def test_a_list_is_remembered_under_its_address_and_its_bytes() -> None:
    lists = DecodedLists(most_bytes=100)
    lists.keep(URL, b"digest", "a", b"bits")
    assert lists.get(URL, b"digest", "a") == b"bits"
    assert lists.get(URL, b"other", "a") is None
    assert lists.get(URL + "0", b"digest", "a") is None
    assert lists.get(URL, b"digest", "b") is None


def test_what_is_remembered_is_bounded_in_bytes() -> None:
    lists = DecodedLists(most_bytes=100)

    def kept() -> list[int]:
        return [number for number in range(6) if lists.get(f"{URL}{number}", b"d", "a") is not None]

    for number in range(5):
        lists.keep(f"{URL}{number}", b"d", "a", bytes(40))
        lists.get(f"{URL}0", b"d", "a")
    assert kept() == [0, 4]
    lists.keep(f"{URL}5", b"d", "a", bytes(101))
    assert kept() == [0, 4]
    for _ in range(5):
        lists.keep(f"{URL}4", b"d", "a", bytes(60))
    assert kept() == [0, 4]


def test_letter_case_counts_where_it_makes_another_address() -> None:
    found = read_revocation_list({"revokedCredential": ["HTTPS://Uni.example/a/B", "did:example:X"]}, URL)
    assert found.find("https://uni.example/a/B") is not None
    assert found.find("https://uni.example/a/b") is None
    assert found.find("did:example:x") is None


def test_octets_that_are_no_utf_8_are_told_apart() -> None:
    found = read_revocation_list({"revokedCredential": ["https://uni.example/Jos%E9"]}, URL)
    assert found.find("https://uni.example/Jos%e9") is not None
    for other in ("Jos%E8", "Jos%EF%BF%BD", "Jos%C3%A9"):
        assert found.find(f"https://uni.example/{other}") is None
