"""The service: who asks, and what is asked of it."""

from __future__ import annotations

from tests.threats.rule import Change, Rule, Threat

__all__ = ["SERVICE"]

_APP = "unit/service/test_service_app.py::"
_FILES = "unit/service/test_service_files.py::"
_FORMS = "unit/service/test_service_forms.py::"
_VC_API = "unit/service/test_service_vc_api.py::"
_SERVER = "unit/service/test_service_server.py::"

SERVICE = (
    Threat(
        "W1",
        "a credential that is bad or cannot be judged, to a client that reads the status alone",
        (
            Rule(
                "200 is said for VERIFIED alone",
                Change("service/vc_api.py", "200 if report.verified else 400", "200"),
                (
                    _VC_API + "test_what_is_bad_is_answered_400_with_the_reason",
                    _VC_API + "test_what_could_not_be_established_is_no_yes",
                ),
            ),
            Rule(
                "each address answers for its own kind",
                Change(
                    "service/vc_api.py",
                    "if report.verified and (report.kind in _PRESENTATIONS) is not endpoint.presents:",
                    "if False:",
                ),
                (_VC_API + "test_each_address_takes_its_own_kind",),
            ),
            Rule(
                "a fault of ours is no answer about the credential",
                Change("service/app.py", "except Exception as error:", "except ZeroDivisionError as error:"),
                (_APP + "test_a_fault_of_ours_is_never_a_yes_and_tells_no_secret",),
            ),
        ),
    ),
    Threat(
        "W2",
        "JSON with two members of one name around or inside the credential",
        (
            Rule(
                "bodies are read as strictly as badges",
                Change(
                    "service/vc_api.py",
                    "value = load_json(body, limits=limits)",
                    'value = __import__("json").loads(body)',
                ),
                (_VC_API + "test_json_with_two_meanings_is_refused",),
            ),
        ),
    ),
    Threat(
        "W3",
        "a misspelt parameter, check or option, which looks as if it had been heeded",
        (
            Rule(
                "unknown parameters are refused",
                Change("service/parameters.py", "if parameter is None:", "if parameter is None: continue\n        if 0:"),
                (_FILES + "test_a_parameter_that_cannot_be_used_is_refused",),
            ),
            Rule(
                "unknown checks are refused",
                Change("service/vc_api.py", "if name not in DEMANDS:", "if False:"),
                (_VC_API + "test_a_check_that_nobody_knows_is_not_passed_over",),
            ),
            Rule(
                "of two values for one thing none is chosen",
                Change("service/parameters.py", "elif name in single:", "elif False:"),
                (_FILES + "test_a_parameter_that_cannot_be_used_is_refused",),
            ),
        ),
    ),
    Threat(
        "W4",
        "a client that asks for less than the operator demands",
        (
            Rule(
                "one policy for all is left by no request",
                Change("service/judges.py", "        if not self.presets:\n            raise", "        if False:\n            raise"),
                (_FILES + "test_no_request_can_ask_for_less_than_the_policy_that_was_set",),
            ),
            Rule(
                "presets stand in for a policy that demands no more than they do",
                Change("service/judges.py", "if presets and policy !=", "if False and policy !="),
                (_APP + "test_presets_cannot_undo_what_a_policy_demands",),
            ),
            Rule(
                "what is demanded by name is demanded",
                Change("service/judges.py", "demand=demanded & Policy.w3c().waived", "demand=()"),
                (
                    _VC_API + "test_what_w3c_leaves_open_can_be_demanded",
                    _VC_API + "test_a_revoked_credential_is_refused_where_its_status_is_demanded",
                    _VC_API + "test_somebody_elses_key_passes_only_where_nobody_asks_who_the_issuer_is",
                ),
            ),
        ),
    ),
    Threat(
        "W5",
        "keys of the client's own, in the name of an issuer",
        (
            Rule(
                "they are taken only where nobody asks for the issuer",
                Change("service/vc_api.py", 'if verifier.policy.demands("issuer.bound"):', "if False:"),
                (_VC_API + "test_keys_that_a_request_brings_say_nothing_about_the_issuer",),
            ),
            Rule(
                "they hold for that request",
                Change(
                    "service/vc_api.py",
                    "verifier = verifier.replace(fetcher=HandedKeys(options.keys, verifier.fetcher))",
                    "judges.w3c.fetcher = HandedKeys(options.keys, verifier.fetcher); "
                    "verifier = judges.w3c.replace(policy=verifier.policy)",
                ),
                (_VC_API + "test_keys_that_a_request_brings_hold_for_it_alone",),
            ),
        ),
    ),
    Threat(
        "W6",
        "bodies that are too large, endless, compressed, slow, or never come",
        (
            Rule(
                "a body that says it is too large is not read",
                Change("service/app.py", "(len(length) > 18 or int(length) > limit)", "False"),
                (_APP + "test_a_body_that_says_it_is_too_large_is_not_read",),
            ),
            Rule(
                "bytes are counted as they come",
                Change("service/app.py", "if len(body) + len(piece) > limit:", "if len(body) > 10**7:"),
                (_APP + "test_a_body_that_does_not_say_so_is_counted",),
            ),
            Rule(
                "nothing is unpacked",
                Change("service/app.py", 'if encoding not in ("", "identity"):', "if False:"),
                (_APP + "test_a_compressed_body_is_refused",),
            ),
            Rule(
                "a body has its time",
                Change("service/app.py", "anyio.fail_after(self._limits.body_seconds)", "anyio.CancelScope()"),
                (_APP + "test_a_slow_body_is_not_waited_for",),
            ),
            Rule(
                "a head has its time",
                Change("service/server.py", "self.loop.call_later(seconds, self._late)", "self.loop.call_later(999, self._late)"),
                (
                    _SERVER + "test_a_head_that_never_ends_is_not_waited_for",
                    _SERVER + "test_a_second_head_that_never_ends_is_not_waited_for_either",
                ),
            ),
        ),
    ),
    Threat(
        "W7",
        "more requests than there is room for",
        (
            Rule(
                "so many are in hand",
                Change("service/app.py", "if self._in_hand >= self._limits.requests:", "if False:"),
                (_APP + "test_only_so_many_requests_are_in_hand_and_so_many_are_verified_at_once",),
            ),
            Rule(
                "so many are verified at once",
                Change("service/app.py", "limiter=self._turns", "limiter=None"),
                (_APP + "test_only_so_many_requests_are_in_hand_and_so_many_are_verified_at_once",),
            ),
            Rule(
                "so many connections are open",
                Change("service/server.py", "limit_concurrency=limits.connections", "limit_concurrency=None"),
                (_SERVER + "test_only_so_many_connections_are_open",),
            ),
        ),
    ),
    Threat(
        "W8",
        "forms that two programs read differently, or that are work without end",
        (
            Rule(
                "there is one file",
                Change("service/forms.py", "if len(files) > 1:", "if False:"),
                (_FORMS + "test_there_is_one_file_and_it_has_the_name_file",),
            ),
            Rule(
                "a form that is cut off is none",
                Change("service/forms.py", "if not reading.ended:", "if False:"),
                (_FORMS + "test_a_form_that_is_cut_off_is_no_form",),
            ),
            Rule(
                "a part is what it looks like",
                Change("service/forms.py", 'if encoding not in (b"binary", b"8bit", b"7bit"):', "if False:"),
                (_FORMS + "test_a_part_that_is_not_as_it_must_be_is_refused",),
            ),
            Rule(
                "parts are counted",
                Change("service/forms.py", "if len(self._parts) > MAX_PARAMETERS:", "if False:"),
                (_FORMS + "test_the_number_of_parts_is_bounded",),
            ),
        ),
    ),
    Threat(
        "W9",
        "names and addresses of people, into the log or another site's hands",
        (
            Rule(
                "the log has addresses of ours, not queries",
                Change("service/app.py", "request.method, path, answer.status", "request.method, request.url, answer.status"),
                (_APP + "test_the_log_names_no_person_and_no_document",),
            ),
            Rule(
                "a fault tells where, and not with what",
                Change("service/app.py", '"".join(traceback.format_tb(error.__traceback__))', "traceback.format_exc()"),
                (_APP + "test_a_fault_of_ours_is_never_a_yes_and_tells_no_secret",),
            ),
            Rule(
                "browsers keep and guess nothing",
                Change("service/app.py", "{**_HEADERS, **answer.headers}", "{**answer.headers}"),
                (_APP + "test_every_answer_carries_the_headers_that_keep_browsers_out",),
            ),
            Rule(
                "a page of another site cannot ask",
                Change("service/app.py", "not in _JSON_TYPES", "in ()"),
                (_VC_API + "test_only_json_is_read",),
            ),
        ),
    ),
)  # fmt: skip
