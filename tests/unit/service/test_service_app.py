"""What every request passes: bounds, headers, the log; and what happens where badgekit itself fails."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from tests.support.asgi import GONE, Answered, ask, exchange, form, post_json

import badgekit
from badgekit import ConfigurationError, Limits, OfflineFetcher, Policy, Verifier
from badgekit.service import ServiceLimits, create_app
from badgekit.testing import IssuerSimulator

SIM = IssuerSimulator("uni.example")
BADGE = SIM.sign(SIM.issue("anna@example.org"))
PNG = SIM.bake_png(BADGE)
NOW = SIM.now.isoformat().replace("+00:00", "Z")
APP = create_app(Verifier(fetcher=SIM), presets=True)


def service(limits: Limits | None = None, **bounds: Any) -> Starlette:
    return create_app(Verifier(fetcher=SIM, limits=limits), limits=ServiceLimits(**bounds))


def code(answered: Answered) -> tuple[int, str]:
    return answered.status, answered.json["code"]


def test_health() -> None:
    answered = ask(APP, "GET", "/health")
    assert (answered.status, answered.json) == (200, {"status": "ok", "badgekit": badgekit.__version__})


@pytest.mark.parametrize(
    "path", ["/", "/nope", "/verify/", "//verify", "/credentials", "/health/x", "/verify%0a"]
)
def test_other_addresses_are_not_there(path: str) -> None:
    assert code(ask(APP, "GET", path)) == (404, "request.not_found")
    assert code(ask(APP, "POST", path)) == (404, "request.not_found")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("GET", "/verify", "POST"), ("PUT", "/credentials/verify", "POST"), ("POST", "/health", "GET"),
     ("OPTIONS", "/verify", "POST"), ("BREW", "/presentations/verify", "POST")],
)  # fmt: skip
def test_another_method_is_told_which_ones_there_are(method: str, path: str, allowed: str) -> None:
    answered = ask(APP, method, path)
    assert code(answered) == (405, "request.method")
    assert allowed in answered.headers["allow"]


def test_every_answer_carries_the_headers_that_keep_browsers_out() -> None:
    for answered in (
        ask(APP, "GET", "/health"), ask(APP, "GET", "/nope"), ask(APP, "POST", "/verify", PNG),
        ask(APP, "POST", "/verify?x=1", PNG), post_json(APP, "/credentials/verify", {}),
        ask(APP, "GET", "/verify", headers={"origin": "https://evil.example"}),
    ):  # fmt: skip
        assert answered.headers["x-content-type-options"] == "nosniff"
        assert answered.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in answered.headers["content-security-policy"]
        assert answered.headers["content-type"].startswith("application/")
        assert not [name for name in answered.headers if name.startswith("access-control-")]
        assert answered.body.isascii()


def test_a_body_that_says_it_is_too_large_is_not_read() -> None:
    app = service(Limits(input_bytes=1000))
    unread = [asyncio.Event()]  # would be waited for
    answered = ask(app, "POST", "/verify", unread, {"content-length": "1001"})
    assert code(answered) == (413, "request.too_large")
    assert code(ask(app, "POST", "/verify", unread, {"content-length": "9" * 4000})) == (
        413,
        "request.too_large",
    )
    answered = ask(app, "POST", "/credentials/verify", unread, {
        "content-length": str(Limits().json_bytes + 1), "content-type": "application/json",
    })  # fmt: skip
    assert answered.status == 413


def test_a_body_that_does_not_say_so_is_counted() -> None:
    app = service(Limits(input_bytes=1000))
    endless = (b"x" * 100 for _ in range(10**9))
    assert code(ask(app, "POST", "/verify", endless)) == (413, "request.too_large")
    assert ask(app, "POST", "/verify", [b"x" * 500, b"x" * 500]).status == 200
    assert code(ask(app, "POST", "/verify", [b"x" * 500, b"x" * 501])) == (413, "request.too_large")
    # A form may be as large as its file and its fields.
    body, headers = form(b"x" * 1000, [("email", "a@example.org")])
    assert ask(app, "POST", "/verify", body, headers).status == 200


def test_a_file_in_a_form_has_the_bound_of_a_file() -> None:
    body, headers = form(b"x" * 1001)
    report = ask(service(Limits(input_bytes=1000)), "POST", "/verify", body, headers).json
    assert report["checks"][0]["code"] == "input.too_large"


def test_a_slow_body_is_not_waited_for() -> None:
    app = service(body_seconds=0.05)
    assert code(ask(app, "POST", "/verify", [PNG[:10], asyncio.Event()])) == (408, "request.too_slow")
    answered = ask(
        app, "POST", "/credentials/verify", [asyncio.Event()], {"content-type": "application/json"}
    )
    assert answered.status == 408
    assert answered.json["verified"] is False


def test_a_client_that_goes_away_leaves_nothing_behind(caplog: pytest.LogCaptureFixture) -> None:
    app = service(requests=1)
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            ask(app, "POST", "/verify", [PNG[:10], GONE])
    assert caplog.text.count("request.aborted") == 3
    assert ask(app, "POST", "/verify", PNG).status == 200


def test_a_compressed_body_is_refused() -> None:
    for encoding in ("gzip", "br", "gzip, identity"):
        answered = ask(APP, "POST", "/verify", PNG, {"content-encoding": encoding})
        assert code(answered) == (415, "request.encoded")
    assert ask(APP, "POST", "/verify", PNG, {"content-encoding": "identity"}).status == 200


class Waiting:
    """A fetcher that answers when it is let, and counts who waits."""

    def __init__(self) -> None:
        self.let = threading.Event()
        self.waiting = 0
        self.most = 0
        self._lock = threading.Lock()

    def get(self, url: str, *, accept: str = "*/*") -> badgekit.Response:
        with self._lock:
            self.waiting += 1
            self.most = max(self.most, self.waiting)
        assert self.let.wait(30)
        with self._lock:
            self.waiting -= 1
        return SIM.get(url, accept=accept)


async def _until(condition: Any) -> None:
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.005)


def test_only_so_many_requests_are_in_hand_and_so_many_are_verified_at_once() -> None:
    fetcher = Waiting()
    app = create_app(Verifier(fetcher=fetcher), limits=ServiceLimits(requests=5, verifications=2))

    async def run() -> list[Answered]:
        tasks = [asyncio.create_task(exchange(app, "POST", "/verify", PNG)) for _ in range(5)]
        await _until(lambda: fetcher.waiting == 2)
        refused = await exchange(app, "POST", "/verify", PNG)
        assert code(refused) == (503, "request.busy")
        assert refused.headers["retry-after"] == "1"
        # What asks for nobody's work is answered all the same.
        assert (await exchange(app, "GET", "/health")).status == 200
        fetcher.let.set()
        return await asyncio.gather(*tasks)

    answers = asyncio.run(run())
    assert [answered.json["verdict"] for answered in answers] == ["VERIFIED"] * 5
    assert fetcher.most == 2
    assert ask(app, "POST", "/verify", PNG).status == 200


def test_the_loop_turns_while_a_badge_is_verified() -> None:
    fetcher = Waiting()
    app = create_app(Verifier(fetcher=fetcher))

    async def run() -> None:
        task = asyncio.create_task(exchange(app, "POST", "/verify", PNG))
        await _until(lambda: fetcher.waiting == 1)
        assert (await exchange(app, "GET", "/health")).status == 200
        assert not task.done()
        fetcher.let.set()
        assert (await task).status == 200

    asyncio.run(run())


SECRET = "secret of anna" + "@example.org"


class Broken(Verifier):
    def verify(self, source: Any, **options: Any) -> Any:
        raise RuntimeError(SECRET)


def test_a_fault_of_ours_is_never_a_yes_and_tells_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(Broken(fetcher=SIM))
    with caplog.at_level(logging.DEBUG):
        file = ask(app, "POST", "/verify", PNG)
        vc = post_json(app, "/credentials/verify", {"verifiableCredential": BADGE})
    assert code(file) == (500, "request.fault")
    assert (vc.status, vc.json["verified"]) == (500, False)
    for text in (file.body.decode(), vc.body.decode(), caplog.text):
        assert "RuntimeError" in text
        assert SECRET not in text
    # Where it happened can be found.
    assert "files.py" in caplog.text


def test_the_log_names_no_person_and_no_document(caplog: pytest.LogCaptureFixture) -> None:
    body, headers = form(PNG, [("email", "anna@example.org")])
    with caplog.at_level(logging.DEBUG):
        ask(APP, "POST", "/verify?email=anna@example.org&name=Anna+Ek", PNG)
        ask(APP, "POST", "/verify?email=anna@example.org&emial=anna@example.org", PNG)
        ask(APP, "POST", "/verify", body, headers)
        ask(APP, "POST", "/anna@example.org?email=anna@example.org", PNG)
        post_json(
            APP, "/credentials/verify", {"verifiableCredential": BADGE, "options": {"challenge": "anna@x"}}
        )
    assert caplog.text.count("POST /verify 200 VERIFIED") >= 1
    assert "POST /verify 400 request.unknown_parameter" in caplog.text
    for word in ("anna", "Anna", BADGE["id"], BADGE["name"], "example.org"):
        assert word not in caplog.text, word


def test_it_can_be_mounted_in_another_application() -> None:
    outer = Starlette(routes=[Mount("/badges", APP)])
    assert ask(outer, "POST", "/badges/verify", PNG).status == 200
    assert ask(outer, "GET", "/badges/openapi.json").json["servers"] == [{"url": "/badges"}]
    assert ask(APP, "GET", "/openapi.json").json["servers"] == [{"url": "/"}]


def test_who_gives_a_verifier_gives_the_policy() -> None:
    fixed = create_app(Verifier(fetcher=SIM, policy=Policy.hiring()))
    assert ask(fixed, "POST", "/verify", PNG).json["policy"] == "hiring"
    assert post_json(fixed, "/credentials/verify", {"verifiableCredential": BADGE}).json["policy"] == "hiring"


def test_by_default_each_address_has_its_policy() -> None:
    app = create_app()
    assert ask(app, "POST", "/verify", b"x").json["policy"] == "standard"
    assert post_json(app, "/credentials/verify", {"verifiableCredential": {}}).json["policy"] == "w3c"


@pytest.mark.parametrize(
    "policy",
    [
        Policy.standard(trusted_issuers=["did:web:a.example"]), Policy.hiring(),
        Policy.standard(require_mandatory=["credentialStatus"]), Policy(name="own", require_recipient=True),
    ],
)  # fmt: skip
def test_presets_cannot_undo_what_a_policy_demands(policy: Policy) -> None:
    verifier = Verifier(fetcher=OfflineFetcher(), policy=policy)
    with pytest.raises(ConfigurationError, match="one policy for all"):
        create_app(verifier, presets=True)
    assert create_app(verifier)


def test_presets_keep_who_may_keep_status_lists() -> None:
    keeper = IssuerSimulator("lists.example", web=SIM.web)
    kept = keeper.status_list()
    badge = json.dumps(SIM.sign(kept.attach(SIM.issue("anna@example.org")))).encode()
    cases: tuple[tuple[tuple[str, ...], str], ...] = (((), "INCONCLUSIVE"), ((keeper.id,), "WARNING"))
    for issuers, outcome in cases:
        app = create_app(Verifier(fetcher=SIM, policy=Policy.standard(status_issuers=issuers)), presets=True)
        for policy in ("standard", "hiring", "w3c"):
            report = ask(app, "POST", f"/verify?policy={policy}&now={NOW}", badge).json
            assert report["policy"] == policy
            found = {check["id"]: check["outcome"] for check in report["checks"]}
            assert found["status.current"] == outcome, policy


@pytest.mark.parametrize(
    ("name", "value"), [("requests", 0), ("verifications", -1), ("body_seconds", 0), ("connections", 1.5),
    ("idle_seconds", True), ("head_seconds", float("nan")), ("requests", "8")],
)  # fmt: skip
def test_a_bound_must_be_positive(name: str, value: Any) -> None:
    with pytest.raises(ConfigurationError, match=name):
        ServiceLimits(**{name: value})
