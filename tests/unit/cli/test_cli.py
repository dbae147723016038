"""The command line: exit codes, arguments, and output that no badge can disturb."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from tests.support.judging import judge

from badgekit.cli import main
from badgekit.cli.render import report as as_text
from badgekit.testing import IssuerSimulator

NOW = ("--now", "2026-06-01T12:00:00Z")


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


@pytest.fixture
def folder(sim: IssuerSimulator, tmp_path: Path) -> Path:
    """A folder with badges and the documents map of their issuer."""
    signed = sim.sign(sim.issue("anna@example.org"))
    (tmp_path / "good.png").write_bytes(sim.bake_png(signed))
    (tmp_path / "good.json").write_text(json.dumps(signed))
    (tmp_path / "bad.json").write_text(json.dumps(sim.tamper(signed, "$.name", "Other")))
    (tmp_path / "did.json").write_bytes(sim.get(sim.document_url).body)
    (tmp_path / "map.json").write_text(json.dumps({sim.document_url: {"file": "did.json", "status": 200}}))
    (tmp_path / "empty.json").write_text("{}")
    return tmp_path


def run(folder: Path, *arguments: str) -> int:
    return main(
        [
            argument.replace("@", str(folder) + "/", 1) if argument.startswith("@") else argument
            for argument in arguments
        ]
    )


def test_the_exit_code_is_the_verdict(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents = ("--documents", "@map.json", *NOW)
    assert run(folder, "verify", "@good.png", *documents) == 0
    assert capsys.readouterr().out.startswith("VERIFIED")
    assert run(folder, "verify", "@bad.json", *documents) == 1
    assert capsys.readouterr().out.startswith("REJECTED")
    assert run(folder, "verify", "@good.png", "--documents", "@empty.json", *NOW) == 3
    assert "net.not_in_documents" in capsys.readouterr().out
    assert run(folder, "verify", "@good.png", "--offline", *NOW) == 3
    assert capsys.readouterr().out.startswith("INCONCLUSIVE")


def test_the_report_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "verify", "@good.json", "--documents", "@map.json", "--json", *NOW) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "VERIFIED"


def test_the_candidate(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents = ("--documents", "@map.json", *NOW)
    emails = ("--email", "x@example.org", "--email", "anna@example.org")
    assert run(folder, "verify", "@good.png", *documents, *emails) == 0
    assert run(folder, "verify", "@good.png", *documents, "--email", "eve@example.org") == 1
    assert run(folder, "verify", "@good.png", *documents, "--id", "did:example:eve") == 3


def test_trusted_issuers(folder: Path, sim: IssuerSimulator) -> None:
    documents = ("--documents", "@map.json", *NOW)
    assert run(folder, "verify", "@good.png", *documents, "--trusted-issuer", sim.id) == 0
    assert run(folder, "verify", "@good.png", *documents, "--trusted-issuer", "did:web:other.example") == 1


def test_the_policy(
    folder: Path, sim: IssuerSimulator, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    documents = ("--documents", "@map.json")
    stranger = IssuerSimulator("x.example", method="did:key", seed=7)
    path = tmp_path / "strange.json"
    path.write_text(json.dumps(stranger.sign(sim.issue())))
    assert run(folder, "verify", str(path), *documents) == 1
    capsys.readouterr()
    assert run(folder, "verify", str(path), *documents, "--policy", "w3c") == 0
    shown = capsys.readouterr().out
    assert "not who issued it" in shown
    assert "(whose that is was not established)" in shown
    assert "(Not demanded.)" in shown
    assert "policy “w3c”" in shown
    # A list of issuers beside a policy that does not ask for the issuer would look like a check.
    assert run(folder, "verify", str(path), *documents, "--policy", "w3c", "--trusted-issuer", sim.id) == 2
    assert run(folder, "verify", "@good.png", *documents, "--policy", "hiring") == 3
    email = ("--email", "anna@example.org")
    assert run(folder, "verify", "@good.png", *documents, "--policy", "hiring", *email) == 0


def test_a_presentation(
    sim: IssuerSimulator, capsys: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    wallet = sim.neighbour("wallet.example", method="did:key", seed=9)
    path = tmp_path / "answer.json"
    answer = wallet.present([sim.sign(sim.issue(wallet.id))], challenge="c-1", domain="https://jobs.example")
    path.write_text(json.dumps(answer))
    command = ("verify", str(path), "--documents", "@map.json", "--domain", "https://jobs.example", *NOW)
    assert run(folder, *command, "--challenge", "c-1") == 0
    shown = capsys.readouterr().out
    assert f"Presented by {wallet.id}" in shown
    assert "$.verifiableCredential[0]:" in shown
    assert f"Signed by    {sim.id}" in shown
    assert run(folder, *command, "--challenge", "c-2") == 1


def test_standard_input(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stream = io.TextIOWrapper(io.BytesIO((folder / "good.png").read_bytes()))
    monkeypatch.setattr("sys.stdin", stream)
    assert run(folder, "verify", "-", "--documents", "@map.json", *NOW) == 0


def test_a_schema_is_pinned(folder: Path, sim: IssuerSimulator, capsys: pytest.CaptureFixture[str]) -> None:
    schema = sim.schema({"required": ["validUntil"]})
    (folder / "named.json").write_text(json.dumps(sim.sign(schema.attach(sim.issue()))))
    (folder / "own.json").write_text(json.dumps(schema.document))
    documents = ("--documents", "@map.json", *NOW)
    assert run(folder, "verify", "@named.json", *documents) == 3
    assert "schema.unreachable" in capsys.readouterr().out
    pin = f"{schema.url}={folder / 'own.json'}"
    assert run(folder, "verify", "@named.json", *documents, "--pin-schema", pin) == 1
    assert "validUntil" in capsys.readouterr().out


def test_a_newer_version_is_asked_for_if_wanted(
    folder: Path, sim: IssuerSimulator, capsys: pytest.CaptureFixture[str]
) -> None:
    service = sim.refresh_service()
    badge = service.attach(sim.issue("did:example:anna"))
    service.offer({**badge, "validUntil": "2030-01-01T00:00:00Z"})
    (folder / "old.json").write_text(json.dumps(sim.sign(badge)))
    (folder / "new.json").write_bytes(sim.get(service.url).body)
    documents = {sim.document_url: "did.json", service.url: "new.json"}
    (folder / "both.json").write_text(json.dumps(documents))
    for more, code in (((), "refresh.not_asked"), (("--refresh",), "refresh.newer")):
        call = ("verify", "@old.json", "--documents", "@both.json", *NOW, "--json", *more)
        for policy in ((), ("--policy", "w3c")):
            assert run(folder, *call, *policy) == 0
            report = json.loads(capsys.readouterr().out)
            checks = {check["id"]: check["code"] for check in report["checks"]}
            assert checks["refresh.newest"] == code
            assert len(report["children"]) == len(more)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("verify",),
        ("verify", "@missing.png"),
        ("verify", "@good.png", "--now", "yesterday"),
        ("verify", "@good.png", "--documents", "@missing.json"),
        ("verify", "@good.png", "--documents", "@map.json", "--offline"),
        ("verify", "@good.png", "--email", " "),
        ("verify", "@good.png", "--pin-context", "nonsense"),
        ("verify", "@good.png", "--resolver", "http://localhost:8080/"),
        ("verify", "@good.png", "--resolver", "=http://localhost:8080/"),
        ("verify", "@good.png", "--resolver", "ebsi=localhost"),
        ("verify", "@good.png", "--resolver", "web=http://localhost:8080/"),
        ("verify", "@good.png", "--pin-context", "https://x.org/c=missing.json"),
        ("verify", "@good.png", "--pin-schema", "nonsense"),
        ("verify", "@good.png", "--pin-schema", "https://x.org/c=missing.json"),
        ("verify", "@good.png", "--pin-schema", "https://x.org/c=@did.json"),
        ("parse", "@missing.png"),
        ("explain", "no.such_code"),
        ("frobnicate",),
    ],
)
def test_a_wrong_call_exits_with_two_and_says_why(
    folder: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code: Any = run(folder, *arguments)
    except SystemExit as leaving:
        code = leaving.code
    assert code == 2
    captured = capsys.readouterr()
    assert not captured.out
    assert "badgekit" in captured.err
    assert "Traceback" not in captured.err


def test_parse_shows_claims_and_says_that_they_are_not_verified(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "parse", "@bad.json") == 0
    assert capsys.readouterr().out.startswith("NOT VERIFIED")
    assert run(folder, "parse", "@bad.json", "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["kind"] == "AchievementCredential"
    assert shown["claimed"]["name"] == "Other"


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "proof.invalid"]) == 0
    assert "changed" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(["--version"])
    assert leaving.value.code == 0
    assert capsys.readouterr().out.startswith("badgekit 0.")


HOSTILE = "Data\x1b[2J\x1b]8;;https://evil.example\x07\r\n\x00\u202eAnalysis\u2028\U000e0041\u200b"


@pytest.mark.parametrize("colour", [True, False])
def test_no_text_of_a_badge_reaches_the_terminal_as_it_is(sim: IssuerSimulator, colour: bool) -> None:
    badge = sim.issue(achievement=HOSTILE, profile={"name": HOSTILE, "url": "https://x.example/" + HOSTILE})
    badge["name"] = HOSTILE
    for source in (sim.sign(badge, "EdDSA"), {**badge, HOSTILE: 1, "issuer": HOSTILE}, {"type": HOSTILE}):
        report = judge(sim, source)
        text = as_text(report, colour=colour)
        allowed = {"\n", "\x1b"} if colour else {"\n"}
        assert all(ch.isprintable() or ch in allowed for ch in text)
        for escape in ("\x1b[2J", "\x1b]8", "\u202e", "\u200b"):
            assert escape not in text
            assert escape not in report.to_json()


def test_colours_only_on_a_terminal(sim: IssuerSimulator, monkeypatch: pytest.MonkeyPatch) -> None:
    from badgekit.cli.render import wants_colour

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert wants_colour(Terminal())
    assert not wants_colour(io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_colour(Terminal())
    report = judge(sim, sim.sign(sim.issue()))
    assert "\x1b[" in as_text(report, colour=True)
    assert "\x1b" not in as_text(report, colour=False)


def test_a_long_name_does_not_flood_the_terminal(sim: IssuerSimulator) -> None:
    report = judge(sim, sim.sign(sim.issue(achievement="x" * 300_000)))
    assert report.verified
    assert len(as_text(report, colour=False)) < 10_000


def start(*arguments: str, encoding: str = "utf-8", **streams: Any) -> Any:
    import os
    import subprocess
    import sys

    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    return subprocess.run(
        [sys.executable, "-m", "badgekit", *arguments], env=environment, check=False, timeout=60, **streams
    )


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_a_small_character_set_changes_no_verdict(folder: Path, encoding: str) -> None:
    import subprocess

    arguments = ("verify", str(folder / "good.json"), "--documents", str(folder / "map.json"), *NOW)
    done = start(*arguments, encoding=encoding, stdout=subprocess.PIPE)
    assert done.returncode == 0
    assert done.stdout.startswith(b"VERIFIED")


def test_a_full_disk_is_not_a_rejection(folder: Path) -> None:
    arguments = ("verify", str(folder / "good.json"), "--documents", str(folder / "map.json"), *NOW)
    with Path("/dev/full").open("w") as full:
        assert start(*arguments, stdout=full).returncode == 2


def test_endless_input_is_read_no_further_than_the_limit() -> None:
    import subprocess

    assert start("verify", "/dev/zero", "--offline", stdout=subprocess.DEVNULL).returncode == 3
    with Path("/dev/zero").open("rb") as zero:
        assert start("verify", "-", "--offline", stdin=zero, stdout=subprocess.DEVNULL).returncode == 3


def test_documents_are_named_relative_to_the_map_or_absolutely(folder: Path, tmp_path: Path) -> None:
    documents = json.loads((folder / "map.json").read_text())
    ((url, entry),) = documents.items()
    below = tmp_path / "maps"
    below.mkdir()
    for name in ("../" + entry["file"], str(folder / entry["file"])):
        (below / "map.json").write_text(json.dumps({url: name}))
        assert run(folder, "verify", "@good.json", "--documents", str(below / "map.json"), *NOW) == 0


def test_stack_says_how_far_badges_meet_a_requirement(
    folder: Path, sim: IssuerSimulator, capsys: pytest.CaptureFixture[str]
) -> None:
    achievement = json.loads((folder / "good.json").read_text())["credentialSubject"]["achievement"]
    requirement = {
        "schema": "urn:badgekit:schema:pathway:1",
        "name": "Sound \u202e name",
        "issuers": [sim.id],
        "steps": [{"id": "one", "name": "Step \x1b[31m", "achievement": achievement["id"]}],
    }
    (folder / "asked.json").write_text(json.dumps(requirement))
    documents = ("--documents", "@map.json", *NOW)
    arguments = ("stack", "@asked.json", "@good.png", "@bad.json")
    assert run(folder, *arguments, *documents, "--email", "anna@example.org") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("MET")
    assert "\u202e" not in shown
    assert "\x1b" not in shown
    assert run(folder, *arguments, *documents, "--email", "eve@example.org") == 1
    assert capsys.readouterr().out.startswith("MISSING")
    assert run(folder, *arguments, "--offline", *NOW) == 3
    assert capsys.readouterr().out.startswith("OPEN")
    hiring = (*arguments, *documents, "--policy", "hiring")
    assert run(folder, *hiring, "--email", "anna@example.org") == 0
    assert run(folder, *hiring, "--email", "eve@example.org") == 1
    assert run(folder, *hiring) == 3
    capsys.readouterr()
    assert run(folder, *arguments, *documents, "--json") == 0
    form = json.loads(capsys.readouterr().out)
    assert form["progress"]["outcome"] == "met"
    assert [entry["standing"] for entry in form["portfolio"]["entries"]] == ["current", "refused"]
    assert run(folder, "stack", "@empty.json", "@good.png", *documents) == 2
    assert run(folder, "stack", "@nothing.json", "@good.png", *documents) == 2
    assert run(folder, "stack", "@asked.json", "@nothing.png", *documents) == 2
    assert "badgekit: " in capsys.readouterr().err
