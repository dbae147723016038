"""Every output there is, found by walking what exists: no text of a stranger's acts or hides in it."""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from tests.support.acting import ACTING, PERSON, badges, everywhere, harms
from tests.support.asgi import Answered, ask, form, post_json

import badgekit
from badgekit import MappingFetcher, Portfolio, Recorder, Verifier
from badgekit import service as http_service
from badgekit.cli import main
from badgekit.cli.main import _parser as the_parser
from badgekit.errors import Malformed
from badgekit.service import create_app
from badgekit.testing import IssuerSimulator

SIM = IssuerSimulator("uni.example")
NOW = SIM.now.isoformat()
COLOURS = re.compile(r"\x1b\[(?:0|2|3[123]|1;3[123])m")
PATHWAY = Path(__file__).resolve().parents[2] / "examples" / "pathways" / "field-assistant.json"


class Desk:
    """A folder with files of strangers, their names included, for commands to be run on."""

    def __init__(self, folder: Path, text: str) -> None:
        self.text = text
        self.badges = [self._file(folder, f"{number}.badge", badge) for number, badge in
                       enumerate(badges(SIM, text))]  # fmt: skip
        pathway = json.loads(PATHWAY.read_text(encoding="utf-8"))
        named = {**pathway, "name": pathway["name"] + text}
        named["steps"] = [{**step, "name": step["name"] + text} for step in pathway["steps"]]
        self.pathway = self._file(folder, "pathway.json", named)
        self.bad_pathway = self._file(folder, "bad.json", {**pathway, text: text, "schema": text})
        self.documents = self._file(
            folder, "map.json", {SIM.document_url: {"file": "did.json", "status": 200}}
        )
        (folder / "did.json").write_bytes(SIM.get(SIM.document_url).body)
        self.bad_documents = self._file(folder, "bad-map.json", {text: {"file": text, "status": text}})
        self.empty = self._file(folder, "empty.json", {})
        self.word = self._file(folder, "word.json", text)
        # What a file may be called differs from system to system; this one is not there.
        self.missing = str(folder / text.replace("/", "|").replace("\0", "0"))

    @staticmethod
    def _file(folder: Path, name: str, content: Any) -> str:
        text = content if isinstance(content, bytes | str) else json.dumps(content, ensure_ascii=False)
        (folder / name).write_bytes(
            text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        )
        return str(folder / name)


def _asking(desk: Desk) -> Iterator[list[str]]:
    """Yield what the commands that verify have in common: how to ask, and for whom."""
    text = desk.text
    yield ["--documents", desk.documents, "--now", NOW]
    yield ["--offline", "--policy", "hiring", "--refresh", "--trusted-issuer", f"did:web:{text}"]
    yield ["--policy", "w3c", "--offline", "--email", f"{PERSON}{text}", "--id", text, "--url", text,
           "--name", text, "--phone", text, "--student-id", text]  # fmt: skip
    yield ["--documents", desk.bad_documents]
    yield ["--documents", desk.missing]
    yield ["--documents", desk.word]
    yield ["--policy", text]
    yield ["--now", text]
    for flag in ("--pin-context", "--pin-schema"):
        yield [flag, text]
        yield [flag, f"{text}={desk.empty}"]
        yield [flag, f"https://x.example/{text}={desk.word}"]
        yield [flag, f"https://x.example/={desk.missing}"]
    yield ["--resolver", text]
    yield ["--resolver", f"{text}=http://localhost:1/{text}"]
    yield ["--resolver", f"web{text}=http://localhost:1/"]
    yield [f"--{text}"]


def _verify(desk: Desk) -> Iterator[list[str]]:
    for badge in desk.badges:
        for flags in (
            [],
            ["--json"],
            ["--domain", desk.text, "--challenge", desk.text, "--email", PERSON],
        ):
            yield ["verify", badge, "--documents", desk.documents, "--now", NOW, *flags]
    for how in _asking(desk):
        yield ["verify", desk.badges[1], *how]
    yield ["verify", desk.missing]
    yield ["verify", desk.badges[0], desk.missing]
    yield ["verify", f"https://localhost/{desk.text}", "--offline"]


def _stack(desk: Desk) -> Iterator[list[str]]:
    for how in _asking(desk):
        yield ["stack", desk.pathway, desk.badges[1], *how]
    for flags in ([], ["--json"]):
        yield ["stack", desk.pathway, *desk.badges, "--documents", desk.documents, "--now", NOW, *flags]
        yield ["stack", desk.bad_pathway, desk.badges[0], "--offline", *flags]
        yield ["stack", desk.missing, desk.missing, *flags]


def _parse(desk: Desk) -> Iterator[list[str]]:
    for badge in desk.badges:
        yield ["parse", badge]
        yield ["parse", badge, "--json"]
    yield ["parse", desk.missing]
    yield ["parse", desk.badges[0], f"-{desk.text}"]


def _serve(desk: Desk) -> Iterator[list[str]]:
    yield ["serve", "--host", desk.text, "--port", "0"]
    yield ["serve", "--trusted-issuer", desk.text]
    yield ["serve", "--offline", "--documents", desk.documents]
    yield ["serve", "--documents", desk.bad_documents]
    yield ["serve", "--pin-context", f"{desk.text}={desk.empty}"]
    for flag in ("--port", "--policy", "--max-body", "--threads"):
        yield ["serve", flag, desk.text]


def _explain(desk: Desk) -> Iterator[list[str]]:
    yield ["explain", desk.text]
    yield ["explain", f"proof.{desk.text}"]


RUNS: Mapping[str, Callable[[Desk], Iterator[list[str]]]] = {
    "verify": _verify,
    "stack": _stack,
    "parse": _parse,
    "serve": _serve,
    "explain": _explain,
}


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return every command of the program, by its name."""
    choices: dict[str, argparse.ArgumentParser] = {}
    for action in the_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            choices.update(action.choices)
    return choices


def test_every_command_is_run_with_every_flag(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "x")
    assert set(RUNS) == set(commands()), "a new command needs its runs here"
    for name, command in commands().items():
        flags = {option for action in command._actions for option in action.option_strings}
        said = {argument for run in RUNS[name](desk) for argument in run}
        assert flags - said == {"-h", "--help"}, f"{name}: a new flag needs a run here"


@pytest.fixture(params=ACTING)
def text(request: pytest.FixtureRequest) -> str:
    return ACTING[request.param]


@pytest.fixture
def desk(tmp_path: Path, text: str) -> Desk:
    return Desk(tmp_path, text)


@pytest.mark.parametrize("command", RUNS)
def test_no_command_prints_a_text_as_it_is(
    command: str, desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_service, "serve", _not_for_long)
    for number, run in enumerate(RUNS[command](desk)):
        with monkeypatch.context() as every_second:
            every_second.setattr("badgekit.cli.render.wants_colour", lambda _, wanted=number % 2: wanted)
            out, err = _said(run, capsys)
        assert out or err
        assert harms(out, quoted="--json" in run) == [], run
        # In a complaint stands how Python writes a text, with the quotes around it.
        assert harms(err, quoted=True) == [], run


def _said(run: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    # argparse leaves after a wrong call.
    with contextlib.suppress(SystemExit):
        main([argument.replace("\0", "") for argument in run])
    out, err = capsys.readouterr()
    return COLOURS.sub("", out), err


def _not_for_long(app: object, *, host: str, **_: object) -> None:
    """Stand for serving, which ends at a signal only: complain of the address, as where nobody can listen."""
    raise badgekit.ConfigurationError(f"cannot listen on {host}")


# The service.


def _to_verify(app: Starlette, text: str) -> Iterator[Answered]:
    encoded = quote(text.encode("utf-8", "surrogatepass"))
    for badge in badges(SIM, text):
        body = (
            badge if isinstance(badge, bytes) else badge.encode() if isinstance(badge, str) else _json(badge)
        )
        yield ask(app, "POST", f"/verify?email={quote(PERSON)}{encoded}", body)
        yield ask(app, "POST", "/verify", *form(body, [("name", text), ("email", PERSON)]))
    yield ask(app, "POST", f"/verify?policy={encoded}", b"x")
    yield ask(app, "POST", f"/verify?now={encoded}&{encoded}={encoded}", b"x")
    yield ask(app, "POST", "/verify", *form(b"x", [(text.replace('"', "'"), text)], name="other"))
    yield ask(app, "POST", "/verify", b"x", {"content-encoding": _header(text)})
    yield ask(
        app, "POST", "/verify", b"x", {"content-type": f"multipart/form-data; boundary={_header(text)}"}
    )
    yield ask(app, "GET", f"/verify?{encoded}")


def _to_vc_api(path: str, member: str) -> Callable[[Starlette, str], Iterator[Answered]]:
    def run(app: Starlette, text: str) -> Iterator[Answered]:
        for badge in badges(SIM, text):
            if isinstance(badge, dict):
                yield post_json(app, path, {member: badge})
        good = SIM.sign(SIM.issue())
        yield post_json(app, path, {member: good, "options": {"checks": [text]}})
        yield post_json(app, path, {member: good, "options": {text: text, "domain": text, "challenge": text}})
        yield post_json(app, path, {member: good, "options": {"verificationMethods": {text: {"id": text}}}})
        yield post_json(app, path, {member: text, text: text})
        yield ask(
            app, "POST", path, text.encode("utf-8", "surrogatepass"), {"content-type": "application/json"}
        )
        yield ask(app, "POST", path, b"{}", {"content-type": _header(text)})

    return run


def _to_nothing(path: str) -> Callable[[Starlette, str], Iterator[Answered]]:
    def run(app: Starlette, text: str) -> Iterator[Answered]:
        yield ask(app, "GET", path)
        yield ask(app, "GET", path, headers={"host": _header(text), "x-forwarded-host": _header(text)})
        yield ask(app, "DELETE", path)

    return run


REQUESTS: Mapping[str, Callable[[Starlette, str], Iterator[Answered]]] = {
    "/verify": _to_verify,
    "/credentials/verify": _to_vc_api("/credentials/verify", "verifiableCredential"),
    "/presentations/verify": _to_vc_api("/presentations/verify", "verifiablePresentation"),
    "/health": _to_nothing("/health"),
    "/openapi.json": _to_nothing("/openapi.json"),
}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _header(text: str) -> str:
    return text.encode("utf-8", "replace").decode("latin-1").replace("\r", "").replace("\n", "")


def test_every_address_of_the_service_is_asked() -> None:
    app = create_app(Verifier(fetcher=SIM), presets=True)
    assert all(isinstance(route, Route) for route in app.routes)
    paths = {route.path for route in app.routes if isinstance(route, Route)}
    assert paths == set(REQUESTS), "a new address needs its requests here"


@pytest.mark.parametrize("path", [*REQUESTS, "/elsewhere"])
def test_no_answer_or_log_line_of_the_service_holds_a_text_as_it_is(
    path: str, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Verifier(fetcher=SIM), presets=True)
    wild = quote(text.encode("utf-8", "surrogatepass"), safe="<>()[]=\"'")
    asked = REQUESTS.get(path, _to_nothing(f"/{wild}"))
    with caplog.at_level(logging.DEBUG):
        answers = list(asked(app, text))
    assert answers
    for answer in answers:
        assert answer.body.isascii()
        assert harms(answer.body.decode("ascii"), quoted=True) == []
        assert all(value.isascii() and harms(value) == [] for value in answer.headers.values())
    for record in caplog.records:
        line = record.getMessage()
        assert harms(line, quoted=True) == []
        assert "\n" not in line
        assert PERSON not in line


# Exceptions, and what a debugger or a log shows of objects.


def _raised(sim: IssuerSimulator, text: str, folder: Path) -> Iterator[Callable[[], object]]:
    """Yield calls that fail for what a stranger wrote."""
    missing = folder / text.replace("/", "|").replace("\0", "0")
    verifier = Verifier(fetcher=sim)
    for badge in badges(sim, text):
        yield verifier.verify(badge, now=sim.now, candidate={"email": PERSON}).require
        yield partial(badgekit.parse, badge)
    yield lambda: badgekit.verify(missing)
    yield lambda: badgekit.parse(missing)
    yield lambda: badgekit.load_json(_json({"a": text, "b": 1})[:-1] + f',"{text}'.encode())
    yield lambda: badgekit.load_json('{"x\\u001b[2J": 1, "x\\u001b[2J": 2}')
    yield lambda: badgekit.PathwayRequirement.of({"schema": text, text: text})
    yield lambda: MappingFetcher({}).get(f"https://uni.example/{text}")
    yield lambda: sim.get(f"https://{text}/")
    for code in ("json.duplicate_key", "net.blocked"):
        yield partial(_raise, Malformed(code, name=text, url=text, reason=text))


def _raise(error: Exception) -> None:
    raise error


def test_no_exception_says_a_text_as_it_is(text: str, tmp_path: Path) -> None:
    told = []
    for call in _raised(SIM, text, tmp_path):
        try:
            call()
        except badgekit.BadgekitError as error:
            told.append(str(error))
    assert len(told) > 20
    for one in told:
        assert harms(one, quoted=True) == [], one
        assert "\n" not in one
        assert PERSON not in one


def test_what_python_shows_of_objects_is_one_line_that_does_not_act(text: str) -> None:
    fetcher = Recorder(SIM)
    verifier = Verifier(fetcher=fetcher)
    reports = [verifier.verify(badge, now=SIM.now) for badge in badges(SIM, text)]
    requirement = badgekit.PathwayRequirement.of(json.loads(PATHWAY.read_text(encoding="utf-8")))
    portfolio = Portfolio(reports)
    objects: list[object] = [
        *reports,
        *(check for report in reports for check in report.checks),
        *(claims for report in reports if (claims := report.assertion or report.stated) is not None),
        portfolio,
        *portfolio.entries,
        portfolio.progress(requirement),
        fetcher.snapshot,
        badgekit.parse(everywhere(SIM.issue(), text)),
    ]
    for one in objects:
        assert repr(one).isprintable(), type(one)
