"""`badgekit serve`: options, and clear words where it cannot serve."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
from tests.support.asgi import ask, post_json

from badgekit import service
from badgekit.cli import main

BADGES = Path(__file__).resolve().parents[3] / "examples" / "badges"
DOCUMENTS = ("--documents", str(BADGES / "documents.json"))
PNG = (BADGES / "anna.png").read_bytes()


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What would be served."""
    taken: dict[str, Any] = {}
    monkeypatch.setattr(service, "serve", lambda app, **options: taken.update(options, app=app))
    return taken


def test_what_is_served_when_nothing_is_said(served: dict[str, Any]) -> None:
    assert main(["serve", *DOCUMENTS]) == 0
    assert (served["host"], served["port"]) == ("127.0.0.1", 8000)
    assert ask(served["app"], "POST", "/verify", PNG).json["policy"] == "standard"
    assert ask(served["app"], "POST", "/verify?policy=hiring", PNG).json["policy"] == "hiring"
    assert (
        post_json(served["app"], "/credentials/verify", {"verifiableCredential": {}}).json["policy"] == "w3c"
    )


@pytest.mark.parametrize("policy", ["w3c", "standard", "hiring"])
def test_a_policy_is_for_every_request(served: dict[str, Any], policy: str) -> None:
    assert main(["serve", *DOCUMENTS, "--policy", policy]) == 0
    assert ask(served["app"], "POST", "/verify", PNG).json["policy"] == policy
    assert (
        post_json(served["app"], "/credentials/verify", {"verifiableCredential": {}}).json["policy"] == policy
    )
    other = "hiring" if policy != "hiring" else "w3c"
    assert ask(served["app"], "POST", f"/verify?policy={other}", PNG).status == 403


def test_the_other_options_reach_the_service(served: dict[str, Any]) -> None:
    arguments = ["--host", "::1", "--port", "0", "--max-body", "1000", "--threads", "3", "--offline"]
    assert main(["serve", *arguments]) == 0
    assert (served["host"], served["port"], served["limits"].verifications) == ("::1", 0, 3)
    assert ask(served["app"], "POST", "/verify", b"x" * 1001).status == 413
    assert ask(served["app"], "POST", "/verify", b"x" * 1000).status == 200
    trusting = ["--policy", "standard", "--trusted-issuer", "did:web:nobody.example", *DOCUMENTS]
    assert main(["serve", *trusting]) == 0
    assert ask(served["app"], "POST", "/verify", PNG).json["verdict"] == "REJECTED"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--trusted-issuer", "did:web:a.example"], "needs --policy"),
        (["--trusted-issuer", "did:web:a.example", "--policy", "w3c"], "needs --policy"),
        (["--offline", *DOCUMENTS], "leave out --offline"),
        (["--documents", "no-such-map.json"], "no-such-map.json"),
        (["--pin-context", "x"], "URL=FILE"),
    ],
)
def test_options_that_do_not_fit_are_a_wrong_call(
    arguments: list[str], said: str, served: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not served


@pytest.mark.parametrize(
    "arguments",
    [["--port", "65536"], ["--port", "-1"], ["--port", "٨"], ["--max-body", "0"], ["--threads", "x"],
                  ["--policy", "lax"]],
)  # fmt: skip
def test_values_that_are_none_are_a_wrong_call(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["serve", *arguments])
    assert left.value.code == 2
    assert arguments[0] in capsys.readouterr().err


def test_without_the_extra_it_says_how_to_have_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(service, "find_spec", lambda name: None if name == "uvicorn" else object())
    assert main(["serve", "--offline"]) == 2
    assert "uvicorn" in (said := capsys.readouterr().err)
    assert "pip install 'badgekit[service]'" in said


def test_where_nobody_can_listen_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--offline", "--port", str(port)]) == 2
        assert f"cannot listen on 127.0.0.1 port {port}" in capsys.readouterr().err
    for host in ("a" * 100, "\x00", ".."):
        assert main(["serve", "--offline", "--host", host, "--port", "0"]) == 2, host
        assert "cannot listen" in capsys.readouterr().err
