"""Recording what the network said, keeping it in a file, and hearing the same again."""

from __future__ import annotations

import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from badgekit.errors import ConfigurationError, LimitExceeded, Problem, Unavailable
from badgekit.limits import Limits
from badgekit.net import (
    ACCEPT_JSON,
    ACCEPT_KEY,
    FetchSession,
    HttpFetcher,
    MappingFetcher,
    Recorder,
    Response,
    Snapshot,
)
from badgekit.net import archive as archive_module

URL = "https://uni.example/a"
NOW = datetime(2026, 6, 1, 12, 0, 0, 123456, tzinfo=UTC)

DOCUMENTS: dict[str, Any] = {
    URL: {"id": URL},
    "https://uni.example/b": (302, {"Location": "/a"}, b""),
    "https://uni.example/c": (410, {"X-É": "ü", "Set-Cookie": "secret"}, b"\x00\xff"),
    "https://uni.example/d": b"",
    "did:web:uni.example": {"id": 1},
}
ASKED = [*DOCUMENTS, "https://uni.example/missing", "http://127.0.0.1/x", "urn:x"]


def outcome(call: Callable[[], Response]) -> object:
    try:
        return call()
    except Problem as problem:
        return type(problem), problem.code, problem.path, problem.params, str(problem)


def recorded() -> Recorder:
    recorder = Recorder(MappingFetcher(DOCUMENTS), clock=lambda: NOW)
    for url in ASKED:
        outcome(lambda url=url: recorder.get(url, accept=ACCEPT_KEY))  # type: ignore[misc]
    return recorder


def test_a_recorder_changes_nothing() -> None:
    live, recorder = MappingFetcher(DOCUMENTS), Recorder(MappingFetcher(DOCUMENTS))
    for url in ASKED:
        assert outcome(lambda url=url: recorder.get(url)) == outcome(lambda url=url: live.get(url))  # type: ignore[misc]


def test_a_replay_from_the_file_is_the_same_answer_for_answer(tmp_path: Path) -> None:
    recorder = recorded()
    recorder.snapshot.save(tmp_path / "evidence.zip")
    replay = Snapshot.open(tmp_path / "evidence.zip")
    assert replay.entries == recorder.snapshot.entries
    live = MappingFetcher(DOCUMENTS)
    for url in ASKED:
        assert outcome(lambda url=url: replay.get(url)) == outcome(lambda url=url: live.get(url))  # type: ignore[misc]
    entry = replay.entries[0]
    assert (entry.url, entry.accept, entry.fetched_at) == (URL, ACCEPT_KEY, NOW)


def test_a_session_writes_the_same_evidence_live_and_replayed() -> None:
    recorder = Recorder(MappingFetcher(DOCUMENTS))
    evidence = []
    for fetcher in (recorder, None):
        session = FetchSession(
            fetcher or Snapshot.from_bytes(recorder.snapshot.to_bytes()), Limits(), lambda: NOW
        )
        for url in ASKED:
            outcome(lambda url=url, session=session: session.get(url + "#x"))  # type: ignore[misc]
        evidence.append(session.evidence)
    assert evidence[0] == evidence[1]
    assert len(evidence[0]) == len(ASKED)


def test_what_was_not_recorded_is_not_answered() -> None:
    problem = outcome(lambda: Snapshot(()).get(URL))
    assert problem[1:4] == ("net.not_in_snapshot", "$", {"url": URL})  # type: ignore[index]


def test_the_last_answer_of_an_address_is_the_one_replayed() -> None:
    class Counting:
        count = 0

        def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
            self.count += 1
            if self.count == 2:
                raise LimitExceeded("net.too_large", url=url, limit=3)
            return Response(url, url, 200, {}, str(self.count).encode())

    recorder = Recorder(Counting())
    recorder.get(URL)
    assert Snapshot.from_bytes(recorder.snapshot.to_bytes()).get(URL).body == b"1"
    outcome(lambda: recorder.get(URL))
    for snapshot in (recorder.snapshot, Snapshot.from_bytes(recorder.snapshot.to_bytes())):
        assert outcome(lambda snapshot=snapshot: snapshot.get(URL))[1] == "net.too_large"  # type: ignore[index,misc]
    assert recorder.get_within(URL, accept="*/*", seconds=1.0).body == b"3"
    assert recorder.snapshot.get(URL).body == b"3"
    assert [type(entry.outcome).__name__ for entry in recorder.snapshot.entries] == [
        "Response",
        "Failure",
        "Response",
    ]


def test_foreign_exceptions_are_recorded_as_failed_requests() -> None:
    class Broken:
        def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
            raise ZeroDivisionError("secret")

    recorder = Recorder(Broken())
    with pytest.raises(Unavailable) as caught:
        recorder.get(URL)
    assert caught.value.code == "net.failed"
    assert b"secret" not in recorder.snapshot.to_bytes()


@pytest.mark.parametrize(
    "problem", [LimitExceeded("net.too_large", url=URL, limit=7), Unavailable("net.timeout", url=URL)]
)
def test_a_bound_that_was_met_is_replayed_as_one(problem: Unavailable | LimitExceeded) -> None:
    class Failing:
        def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
            raise problem

    recorder = Recorder(Failing())
    with pytest.raises(type(problem)):
        recorder.get(URL)
    for snapshot in (recorder.snapshot, Snapshot.from_bytes(recorder.snapshot.to_bytes())):
        with pytest.raises(type(problem)) as caught:
            snapshot.get(URL)
        assert (caught.value.code, caught.value.params) == (problem.code, problem.params)


def test_parameters_that_are_no_plain_values_are_kept_as_text() -> None:
    class Odd:
        def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
            raise Unavailable("net.failed", url=url, reason=ValueError("x\n"), code_=None, number=1)

    recorder = Recorder(Odd())
    outcome(lambda: recorder.get(URL))
    problem = outcome(lambda: Snapshot.from_bytes(recorder.snapshot.to_bytes()).get(URL))
    assert problem[3] == {"url": URL, "reason": "x\\u{a}", "code_": None, "number": 1}  # type: ignore[index]


def test_without_an_inner_fetcher_the_network_is_recorded() -> None:
    recorder = Recorder()
    assert isinstance(recorder._inner, HttpFetcher)
    outcome(lambda: recorder.get("http://127.0.0.1/"))
    assert outcome(lambda: recorder.snapshot.get("http://127.0.0.1/"))[1] == "net.blocked"  # type: ignore[index]


def test_threads_share_a_recorder() -> None:
    recorder = Recorder(MappingFetcher({f"https://uni.example/{n}": b"x" for n in range(200)}))
    threads = [
        threading.Thread(
            target=lambda t=t: [recorder.get(f"https://uni.example/{n}") for n in range(t, 200, 8)]
        )
        for t in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({entry.url for entry in recorder.snapshot.entries}) == 200


# The file


def test_the_same_answers_give_the_same_file() -> None:
    assert recorded().snapshot.to_bytes() == recorded().snapshot.to_bytes()
    digest = hashlib.sha256(recorded().snapshot.to_bytes()).hexdigest()
    assert (
        digest == hashlib.sha256(Snapshot.from_bytes(recorded().snapshot.to_bytes()).to_bytes()).hexdigest()
    )


def test_the_file_holds_each_body_once_and_no_cookies() -> None:
    data = recorded().snapshot.to_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = file.namelist()
        manifest = json.loads(file.read("manifest.json"))
        assert names == sorted(names, key=lambda name: (name != "manifest.json", name))
        for name in names[1:]:
            assert name == "bodies/" + hashlib.sha256(file.read(name)).hexdigest()
        # Nothing of the machine or the moment, so that equal snapshots are equal files.
        made = {(member.date_time, member.create_system, member.external_attr) for member in file.infolist()}
        assert made == {((1980, 1, 1, 0, 0, 0), 3, 0o644 << 16)}
        assert file.read("manifest.json") == json.dumps(manifest, indent=1, sort_keys=True).encode()
    assert len(names) == 1 + 4  # the redirect ends at a body that is there already
    assert manifest["badgekit_snapshot"] == 1
    assert [entry["url"] for entry in manifest["entries"]] == ASKED
    assert b"secret" not in data


def rebuilt(
    change: Callable[[dict[str, Any]], None] = lambda manifest: None,
    members: Callable[[dict[str, bytes]], None] = lambda members: None,
    compression: int = zipfile.ZIP_STORED,
) -> bytes:
    with zipfile.ZipFile(io.BytesIO(recorded().snapshot.to_bytes())) as file:
        contents = {name: file.read(name) for name in file.namelist()}
    manifest = json.loads(contents["manifest.json"])
    change(manifest)
    contents["manifest.json"] = json.dumps(manifest).encode()
    members(contents)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as file:
        for name, data in contents.items():
            file.writestr(name, data)
    return buffer.getvalue()


def test_a_rebuilt_file_is_read() -> None:
    assert Snapshot.from_bytes(rebuilt()).entries == recorded().snapshot.entries


def entry(change: Callable[[dict[str, Any]], None], index: int = 0) -> bytes:
    return rebuilt(lambda manifest: change(manifest["entries"][index]))


def answer(**values: Any) -> bytes:
    return entry(lambda found: found["answer"].update(values))


SHA = hashlib.sha256(b'{"id": 1}').hexdigest()
BODY = f"bodies/{hashlib.sha256(b'').hexdigest()}"


@pytest.mark.parametrize(
    "make",
    [
        lambda: b"",
        lambda: b"PK\x05\x06" + bytes(18),
        lambda: recorded().snapshot.to_bytes()[:-30],
        lambda: recorded().snapshot.to_bytes()[30:],
        lambda: rebuilt(compression=zipfile.ZIP_DEFLATED),
        lambda: rebuilt(members=lambda members: members.__delitem__("manifest.json")),
        lambda: rebuilt(members=lambda members: members.__delitem__(BODY)),
        lambda: rebuilt(members=lambda members: members.update({BODY: b"x"})),
        lambda: rebuilt(members=lambda members: members.update({f"bodies/{SHA}": b'{"id": 2}'})),
        lambda: rebuilt(members=lambda members: members.update({"bodies/more": b"x"})),
        lambda: rebuilt(members=lambda members: members.update({"../../etc/x": b"x"})),
        lambda: rebuilt(members=lambda members: members.update({"manifest.json": b"[]"})),
        lambda: rebuilt(members=lambda members: members.update({"manifest.json": b'{"a":1,"a":2}'})),
        lambda: rebuilt(members=lambda members: members.update({"manifest.json": b"[" * 100_000})),
        lambda: rebuilt(lambda manifest: manifest.update(badgekit_snapshot=2)),
        lambda: rebuilt(lambda manifest: manifest.update(entries={})),
        lambda: rebuilt(lambda manifest: manifest.update(entries=[7])),
        lambda: rebuilt(lambda manifest: manifest.pop("entries")),
        lambda: entry(lambda found: found.update(url=7)),
        lambda: entry(lambda found: found.update(fetched_at="2026-06-01T12:00:00")),
        lambda: entry(lambda found: found.update(fetched_at="yesterday")),
        lambda: entry(lambda found: found.pop("answer")),
        lambda: answer(status="200"),
        lambda: answer(status=True),
        lambda: answer(headers={"a": 1}),
        lambda: answer(headers=[]),
        lambda: answer(redirects="x"),
        lambda: answer(final_url=None),
        lambda: answer(size=1),
        lambda: answer(sha256="0" * 64),
        lambda: answer(sha256="../manifest.json", file="bodies/../manifest.json"),
        lambda: answer(file="../../../etc/passwd"),
        lambda: answer(file="manifest.json"),
        lambda: answer(file=f"bodies/{SHA}"),
        lambda: entry(lambda found: found["failure"].update(kind="Malformed"), -1),
        lambda: entry(lambda found: found["failure"].update(code=1), -1),
        lambda: entry(lambda found: found["failure"].update(params=[]), -1),
        lambda: entry(lambda found: found["failure"].update(params={"a": []}), -1),
    ],
)
def test_a_file_that_is_not_intact(make: Callable[[], bytes]) -> None:
    with pytest.raises(ConfigurationError, match=r"^This is not an intact snapshot: ."):
        Snapshot.from_bytes(make())


def test_two_members_of_one_name() -> None:
    buffer = io.BytesIO()
    text = '{"badgekit_snapshot": 1, "entries": []}'
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("manifest.json", text)
        with pytest.warns(UserWarning, match="Duplicate"):
            file.writestr("manifest.json", text)
    with pytest.raises(ConfigurationError):
        Snapshot.from_bytes(buffer.getvalue())


def test_a_failure_with_odd_parameter_names_is_replayed() -> None:
    data = entry(lambda found: found["failure"].update(params={"code": "x", "path": "y", "self": 1}), -1)
    problem = outcome(lambda: Snapshot.from_bytes(data).get("urn:x"))
    assert problem[1:4] == ("net.blocked", "$", {"code": "x", "path": "y", "self": 1})  # type: ignore[index]


@pytest.mark.parametrize(("name", "value"), [("TOTAL_BYTES", 1500), ("MEMBERS", 4)])
def test_a_file_that_is_too_much(monkeypatch: pytest.MonkeyPatch, name: str, value: int) -> None:
    data = rebuilt(members=lambda members: None)
    Snapshot.from_bytes(data)
    monkeypatch.setattr(archive_module, name, value)
    with pytest.raises(ConfigurationError):
        Snapshot.from_bytes(data)


def test_a_file_that_is_just_not_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    data = recorded().snapshot.to_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        sizes = [member.file_size for member in file.infolist()]
    monkeypatch.setattr(archive_module, "MEMBERS", len(sizes))
    # A body that several answers share is read, and counted, once.
    monkeypatch.setattr(archive_module, "TOTAL_BYTES", sum(sizes))
    assert Snapshot.from_bytes(data).entries == recorded().snapshot.entries
    monkeypatch.setattr(archive_module, "TOTAL_BYTES", sum(sizes) - 1)
    with pytest.raises(ConfigurationError, match="larger than a snapshot may be"):
        Snapshot.from_bytes(data)
    monkeypatch.setattr(archive_module, "TOTAL_BYTES", sum(sizes))
    monkeypatch.setattr(archive_module, "MEMBERS", len(sizes) - 1)
    with pytest.raises(ConfigurationError, match="too many members"):
        Snapshot.from_bytes(data)


def test_an_encrypted_file() -> None:
    data = bytearray(recorded().snapshot.to_bytes())
    # The first bit of the flags, in the member's own head and in the directory at the end.
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(head) + flags] |= 1
    with pytest.raises(ConfigurationError, match=r"snapshot: .*encrypted"):
        Snapshot.from_bytes(bytes(data))


def test_a_member_that_says_it_is_longer_than_the_file() -> None:
    def keep_the_first(members: dict[str, bytes]) -> None:
        for name in [*members][1:]:
            del members[name]

    data = bytearray(rebuilt(members=keep_the_first))
    directory = data.index(b"PK\x01\x02")
    for size in (20, 24):
        data[directory + size : directory + size + 4] = (1 << 20).to_bytes(4, "little")
    with pytest.raises(ConfigurationError, match="snapshot: EOFError"):
        Snapshot.from_bytes(bytes(data))


def test_a_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from badgekit.net import snapshot

    file = tmp_path / "evidence.zip"
    recorded().snapshot.save(file)
    size = file.stat().st_size
    monkeypatch.setattr(snapshot, "FILE_BYTES", size)
    Snapshot.open(file)
    monkeypatch.setattr(snapshot, "FILE_BYTES", size - 1)
    with pytest.raises(ConfigurationError, match=r"evidence\.zip is larger"):
        Snapshot.open(file)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"nowhere\.zip"):
        Snapshot.open(tmp_path / "nowhere.zip")


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_any_damage_is_noticed_or_harmless(data: st.DataObject) -> None:
    intact = GOOD
    position = data.draw(st.integers(0, len(intact) - 1))
    length = data.draw(st.integers(0, 4))
    damaged = intact[:position] + data.draw(st.binary(max_size=4)) + intact[position + length :]
    try:
        entries = Snapshot.from_bytes(damaged).entries
    except ConfigurationError:
        return
    bodies = {e.outcome.body for e in entries if isinstance(e.outcome, Response)}
    assert bodies <= GOOD_BODIES


GOOD = recorded().snapshot.to_bytes()
GOOD_BODIES = {e.outcome.body for e in recorded().snapshot.entries if isinstance(e.outcome, Response)}
