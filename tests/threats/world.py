"""Status lists, files, the network, and what is shown."""

from __future__ import annotations

from tests.threats.rule import Change, Rule, Threat

__all__ = ["FILES", "NETWORK", "OUTPUT", "STATUS"]

_STRANGERS = "security/test_requests_for_strangers.py::"
_STATUS = "unit/checks/test_check_status.py::"
_AGE = "unit/checks/test_check_status_age.py::"
_ENTRIES = "unit/status/test_status_entries.py::"
_BITS = "unit/status/test_status_bitstring.py::"
_PNG = "unit/containers/test_containers_png.py::"
_SVG = "unit/containers/test_containers_svg.py::"
_JSON = "unit/test_strictjson.py::"
_GUARD = "unit/net/test_net_guard.py::"
_ATTACKS = "unit/net/test_net_http_attacks.py::"
_INSIDE = "unit/net/test_net_inside.py::"
_SESSION = "unit/net/test_net_session.py::"
_CACHING = "unit/net/test_net_caching.py::"
_MACHINE = (
    "unit/test_stateful_verifier.py::test_whatever_was_verified_before_the_report_is_that_of_a_new_verifier"
)

STATUS = (
    Threat(
        "T1",
        "a list that cannot be had, or a page that is none",
        (
            Rule(
                "who is not known to stand is not VERIFIED",
                Change(
                    "checks/standing.py",
                    "        return of(problem, cause) if isinstance(cause, Problem) else of(problem)",
                    '        return passed("status.not_set", path=problem.path, url="", purpose="")',
                ),
                (_STATUS + "test_a_list_that_is_wrong_says_nothing",),
            ),
        ),
    ),
    Threat(
        "T2",
        "a list that is unsigned, changed, expired, somebody else's, or another list of the issuer",
        (
            Rule(
                "a list is a credential, of which what is in hand is judged",
                Change("checks/status_lists.py", "if document.kind not in CREDENTIALS:", "if False:"),
                (_STATUS + "test_a_hosted_badge_in_the_place_of_a_list_says_nothing",),
            ),
            Rule(
                "a list is judged like a badge",
                Change("checks/status_lists.py", "        if had.report.verified:", "        if True:"),
                (_STATUS + "test_a_list_that_is_wrong_says_nothing",),
            ),
            Rule(
                "it is the issuer's own, or one the policy names",
                Change("checks/status_lists.py", "if keeper is not None and keeper == issuer:", "if True:"),
                (
                    _STATUS + "test_what_a_foreign_list_would_say_is_told_and_does_not_count",
                    _STATUS + "test_the_policy_may_allow_a_keeper",
                ),
            ),
            Rule(
                "it is the one that the badge names",
                Change(
                    "checks/status_lists.py",
                    "if isinstance(other, Unsupported) and value == 0:",
                    "if False:",
                ),
                (_STATUS + "test_another_list_of_the_issuer_in_its_place_is_found_out",),
            ),
            Rule(
                "it is no older than it says that it may be",
                Change(
                    "checks/status_lists.py",
                    "        return ttl is not None and self._context.now - had.at > ttl",
                    "        return False",
                ),
                (
                    _AGE + "test_a_remembered_list_is_asked_for_again_when_it_says_so",
                    _AGE + "test_a_recording_does_not_answer_for_what_came_after_it",
                ),
            ),
        ),
    ),
    Threat(
        "T3",
        "a list of another purpose; a purpose nobody knows",
        (
            Rule(
                "list and entry are about one purpose",
                Change("checks/status_lists.py", "if entry.purpose not in listed.purposes:", "if False:"),
                (_STATUS + "test_a_list_that_is_wrong_says_nothing",),
            ),
            Rule(
                "an unknown purpose says neither yes nor no",
                Change(
                    "checks/standing.py",
                    'if purpose not in ("revocation", "suspension", "refresh", "message"):',
                    "if False:",
                ),
                (_STATUS + "test_an_unknown_purpose_says_neither_yes_nor_no",),
            ),
        ),
    ),
    Threat(
        "T4",
        "an index that is negative, a fraction, hexadecimal, Arabic, 100,000 digits long, out of range",
        (
            Rule(
                "ASCII digits and nothing else",
                Change(
                    "status/entries.py",
                    'raise Malformed("status.bad_index", path, given=given)',
                    "return 0, ()",
                ),
                (_ENTRIES + "test_another_index_is_none",),
            ),
            Rule(
                "there is nothing outside the list",
                Change("status/bitstring.py", "    if not 0 <= index < count:", "    if False:"),
                (_BITS + "test_there_is_nothing_outside_the_list",),
            ),
        ),
    ),
    Threat(
        "T5",
        "a list that unpacks to gigabytes, ends early, or goes on after its end",
        (
            Rule(
                "no more is unpacked than allowed",
                Change("status/bitstring.py", "    if len(bits) > limit:", "    if False:"),
                (_BITS + "test_a_bomb_is_stopped_before_it_takes_memory",),
            ),
            Rule(
                "one stream with its exact end",
                Change("status/bitstring.py", "    if stream.unused_data:", "    if False:"),
                (_BITS + "test_what_two_readers_could_read_in_two_ways_is_refused",),
            ),
        ),
    ),
    Threat(
        "T6",
        "several entries, the revoked one last; thousands of entries",
        (
            Rule(
                "every entry is looked at, the worst counts",
                Change(
                    "checks/standing.py",
                    "first, *others = sorted(decisions, key=_gravity)",
                    "first, *others = decisions",
                ),
                (_STATUS + "test_revoked_outweighs_suspended_and_both_outweigh_silence",),
            ),
        ),
    ),
    Threat(
        "T7",
        "an unknown type of status, two at once, a list that names a list",
        (
            Rule(
                "a status of the token itself is not passed over",
                Change(
                    "checks/status.py", "if claim is None or decision.outcome is Outcome.FAILED:", "if True:"
                ),
                (_STATUS + "test_a_token_with_two_kinds_of_status_is_as_good_as_the_worse",),
            ),
            Rule(
                "one known type, or the answer is open",
                Change("status/entries.py", "    if len(set(known)) != 1:", "    if not known:"),
                (_ENTRIES + "test_what_an_entry_must_not_be",),
            ),
            Rule(
                "lists never lead to lists",
                Change("checks/status.py", "    if context.is_list:", "    if False:"),
                (_STATUS + "test_lists_never_lead_to_lists",),
            ),
        ),
    ),
    Threat(
        "T9",
        "an OB 2 list that names the badge in another spelling, by uid, or holds a single entry",
        (
            Rule(
                "ids are compared as addresses",
                Change(
                    "gathering/revocation.py",
                    "    return one.partition",
                    "    return one == other and one.partition",
                ),
                ("unit/gathering/test_gathering_revocation.py::test_it_is_listed",),
            ),
        ),
    ),
    Threat(
        "T10",
        "yesterday's answer, a failure that stays, an answer given to another tenant",
        (
            Rule(
                "answers age",
                Change(
                    "net/caching.py",
                    "if not fresh and known is not None and self._timer() - known[0] < self._max_age:",
                    "if known is not None:",
                ),
                (_CACHING + "test_a_recent_answer_is_used_again_and_an_old_one_is_not",),
            ),
            Rule(
                "only plain good answers are kept",
                Change(
                    "net/caching.py",
                    "if response.status == 200 and not response.redirects and len(response.body) <= self._max_bytes:",
                    "if len(response.body) <= self._max_bytes:",
                ),
                (_CACHING + "test_nothing_but_a_plain_good_answer_is_remembered",),
            ),
            Rule(
                "what was read is remembered under its very bytes: documents of keys",
                Change("keys/documents.py", "key = (identifier, body)", 'key = (identifier, b"")'),
                (_MACHINE,),
            ),
            Rule(
                "schemas",
                Change("schemas/foreign.py", 'b"\\n" + data)', 'b"\\n" + data[:60])'),
                (_MACHINE,),
            ),
            Rule(
                "unpacked lists",
                Change(
                    "checks/status_lists.py",
                    "lambda: self._unpacked(entry, listed, had.digest))",
                    'lambda: self._unpacked(entry, listed, b""))',
                ),
                (_MACHINE,),
            ),
            Rule(
                "what is remembered is charged for like what is new",
                Change(
                    "schemas/foreign.py",
                    "        charge(self.cost)\n",
                    "        charge(self.cost)\n        self.cost = 1\n",
                ),
                (_MACHINE,),
            ),
        ),
    ),
    Threat(
        "T11",
        "as many lists as may be asked for, each of which unpacks to all that one may have",
        (
            Rule(
                "all lists of one verification are bounded together",
                Change("checks/status_lists.py", "        self._seen.unpacked += len(bits)\n", ""),
                (_STATUS + "test_all_lists_of_one_verification_are_bounded_whatever_is_remembered",),
            ),
        ),
    ),
)

FILES = (
    Threat(
        "F1",
        "compressed bombs in pictures, huge dimensions",
        (
            Rule(
                "the badge is unpacked up to a limit, nothing else at all",
                Change("containers/png.py", "    if len(plain) > limits.json_bytes:", "    if False:"),
                (_PNG + "test_a_bomb_is_not_inflated",),
            ),
        ),
    ),
    Threat(
        "F2",
        "lengths that overflow, blocks cut short, false checksums",
        (
            Rule(
                "no block reaches beyond the file",
                Change("containers/png.py", "        if end + 4 > size:", "        if False:"),
                (_PNG + "test_the_offset_of_the_cut_block_is_told",),
            ),
            Rule(
                "a badge after the end of the picture is refused",
                Change("containers/png.py", "            _check_tail(data, position)\n", ""),
                (_PNG + "test_a_badge_after_the_end_is_refused",),
            ),
            Rule(
                "blocks are counted",
                Change(
                    "containers/png.py",
                    "for number in range(limits.png_chunks):",
                    "for number in range(len(data)):",
                ),
                (_PNG + "test_the_number_of_chunks_is_bounded",),
            ),
        ),
    ),
    Threat(
        "F3",
        "two badges in one picture: one is verified, the other shown",
        (
            Rule(
                "PNG: one badge, of any generation",
                Change("containers/png.py", "    if len(chunks) > 1:", "    if False:"),
                (_PNG + "test_two_badges_in_one_picture_are_refused",),
            ),
            Rule(
                "SVG: one element",
                Change("containers/svg.py", "    if len(picture.badges) > 1:", "    if False:"),
                (_SVG + "test_two_badges_in_one_picture_are_refused",),
            ),
            Rule(
                "SVG: one badge in it",
                Change(
                    "containers/svg.py",
                    "if attribute != body and attribute not in _addresses(payload):",
                    "if False:",
                ),
                (_SVG + "test_two_badges_in_one_picture_are_refused",),
            ),
        ),
    ),
    Threat(
        "F4",
        "XML with entities, DTDs, other encodings, 200,000 levels",
        (
            Rule(
                "no definitions inside the picture",
                Change("containers/svg_scan.py", "        if internal_subset:", "        if False:"),
                (_SVG + "test_definitions_inside_the_picture_are_refused",),
            ),
            Rule(
                "depth",
                Change("containers/svg_scan.py", "elif self._depth > self._most_depth:", "elif False:"),
                (_SVG + "test_the_depth_is_bounded",),
            ),
            Rule(
                "tags are counted before parsing",
                Change("containers/svg_scan.py", "if data.count(sign) > most:", "if False:"),
                (_SVG + "test_the_number_of_tags_and_attributes_is_bounded_before_parsing",),
            ),
            Rule(
                "UTF-8 alone",
                Change(
                    "containers/svg_scan.py",
                    "if encoding is not None and encoding.lower() not in _ENCODINGS:",
                    "if False:",
                ),
                (_SVG + "test_other_declared_encodings_are_refused",),
            ),
        ),
    ),
    Threat(
        "F5",
        "a badge in a comment, under a foreign or undeclared prefix",
        (
            Rule(
                "the root is an SVG picture, by its namespace",
                Change(
                    "containers/svg_scan.py", "            if name != _SVG_ROOT:", "            if False:"
                ),
                (_SVG + "test_the_root_must_be_svg",),
            ),
        ),
    ),
    Threat(
        "F6",
        "JSON with 200,000 brackets, endless numbers, NaN, half characters, other encodings",
        (
            Rule(
                "depth",
                Change("strictjson.py", "        if depth > limit:", "        if False:"),
                (_JSON + "test_the_depth_is_bounded",),
            ),
            Rule(
                "size",
                Change("strictjson.py", "    if len(data) > limits.json_bytes:", "    if False:"),
                (_JSON + "test_the_size_is_bounded",),
            ),
            Rule(
                "no half characters",
                Change("strictjson.py", '                item.encode("utf-8")', "                pass"),
                (_JSON + "test_half_a_character_pair_is_refused",),
            ),
            Rule(
                "no byte order mark",
                Change("strictjson.py", '    if text.startswith("\\ufeff"):', "    if False:"),
                (_JSON + "test_a_byte_order_mark_is_refused",),
            ),
            Rule(
                "numbers of reasonable length",
                Change(
                    "strictjson.py",
                    "if len(literal) > digits or not math.isfinite(value):",
                    "if False:",
                ),
                (_JSON + "test_numbers_are_finite_and_of_reasonable_length",),
            ),
        ),
    ),
    Threat(
        "F7",
        "dates that do not exist, in foreign digits, beyond the years",
        (
            Rule(
                "one grammar, in ASCII",
                Change(
                    "dates.py",
                    "    match = _DATETIME.fullmatch(text)\n    if match is None:\n"
                    '        raise Malformed("date.malformed", path, text=text)\n    try:\n        at = _instant',
                    "    match = _DATETIME.fullmatch(text)\n    if match is None:\n"
                    "        return Timestamp(datetime.now(UTC), True, text)\n    try:\n        at = _instant",
                ),
                ("unit/test_dates.py::test_other_forms_are_malformed",),
            ),
        ),
    ),
    Threat(
        "F8",
        "an end under the name of another data model",
        (
            Rule(
                "every name of an end counts, the narrowest window wins",
                Change(
                    "checks/validity.py",
                    '_UNTIL = ("validUntil", "expirationDate", "expires")',
                    '_UNTIL = ("validUntil", "expires")',
                ),
                ("unit/checks/test_check_validity.py::test_the_dates_of_both_data_models_count",),
            ),
        ),
    ),
)

NETWORK = (
    Threat(
        "H1",
        "loopback, private, metadata, IPv4-mapped, NAT64 and numeric addresses, names of inner networks",
        (
            Rule(
                "public addresses alone, judged where the connection goes",
                Change(
                    "net/http.py",
                    "if address is None or not (is_public(address) or "
                    "(self._allowed and self._allowed(address))):",
                    "if address is None:",
                ),
                (
                    _ATTACKS + "test_names_that_lead_inside",
                    _ATTACKS + "test_no_redirect_reaches_a_server_inside",
                    _INSIDE + "test_no_name_that_leads_to_this_machine_is_connected_to",
                    _INSIDE + "test_no_badge_leads_to_this_machine",
                ),
            ),
            Rule(
                "each redirect is checked like the first address",
                Change(
                    "net/redirects.py",
                    "there = rules.check(join(here, location))",
                    "there = check_url(join(here, location), allow_http=True, ports=None)",
                ),
                (_ATTACKS + "test_redirects_pass_the_same_guard",),
            ),
            Rule(
                "an embedded IPv4 address counts",
                Change("net/addresses.py", "    if address in _NAT64:", "    if False:"),
                ("unit/net/test_net_addresses.py::test_a_wrapped_address_is_as_public_as_what_it_wraps",),
            ),
            Rule(
                "names, never numbers",
                Change("net/guard.py", "    if _ADDRESS.match(host):", "    if False:"),
                (_GUARD + "test_everything_else_is_refused_for_the_right_reason",),
            ),
            Rule(
                "no names of inner networks",
                Change(
                    "net/guard.py",
                    'if labels[-1] in _INSIDE or labels[-2:] == ["home", "arpa"]:',
                    "if False:",
                ),
                (_GUARD + "test_everything_else_is_refused_for_the_right_reason",),
            ),
        ),
    ),
    Threat(
        "H2",
        "a name that changes its address between the check and the connection",
        (
            Rule(
                "the connection goes to the address that was checked",
                Change(
                    "net/transport.py",
                    "connection.connect((str(address), port))",
                    'connection.connect(("127.0.0.1", port))',
                ),
                (_ATTACKS + "test_the_checked_addresses_are_connected_to_and_no_name_is",),
            ),
        ),
    ),
    Threat(
        "H3",
        "`file:`, `gopher:`, odd ports, user information, line ends in URLs",
        (
            Rule(
                "web addresses alone",
                Change("net/guard.py", "    if not is_http(url):", "    if False:"),
                (_GUARD + "test_everything_else_is_refused_for_the_right_reason",),
            ),
            Rule(
                "the usual ports",
                Change("net/guard.py", "    if ports is not None and port not in ports:", "    if False:"),
                (_GUARD + "test_everything_else_is_refused_for_the_right_reason",),
            ),
            Rule(
                "no user information",
                Change(
                    "net/guard.py",
                    'if "@" in authority or (not target.startswith("/") and "@" in target + fragment):',
                    "if False:",
                ),
                (_GUARD + "test_everything_else_is_refused_for_the_right_reason",),
            ),
            Rule(
                "no characters that a URL does not have",
                Change(
                    "net/guard.py",
                    "    if not _CHARACTERS.match(url):\n",
                    "    if False:\n",
                ),
                (_GUARD + "test_everything_else_is_refused_for_the_right_reason",),
            ),
        ),
    ),
    Threat(
        "H4",
        "redirects: inside, to http, in circles, forty of them",
        (
            Rule(
                "each step passes the whole guard",
                Change(
                    "net/redirects.py",
                    "there = rules.check(join(here, location))",
                    "there = check_url(join(here, location), allow_http=True, ports=None)",
                ),
                (_ATTACKS + "test_redirects_pass_the_same_guard",),
            ),
            Rule(
                "never from https to http",
                Change(
                    "net/redirects.py",
                    'if here.scheme == "https" and there.scheme != "https":',
                    "if False:",
                ),
                (_ATTACKS + "test_never_from_https_to_http",),
            ),
            Rule(
                "three, and no more",
                Change("net/redirects.py", "if len(steps) >= rules.redirects:", "if len(steps) >= 50:"),
                ("unit/net/test_net_http.py::test_three_redirects_and_no_more",),
            ),
        ),
    ),
    Threat(
        "H5",
        "slow bytes, slow headers, answers without end, false lengths",
        (
            Rule(
                "bytes are counted as they come",
                Change("net/body.py", "        if size > limit:", "        if False:"),
                (_ATTACKS + "test_answers_without_end",),
                (Change("net/transport.py", "        if self._left < 0:", "        if False:"),),
            ),
            Rule(
                "requests of one verification are counted",
                Change("net/session.py", "if self._requests >= limits.fetches:", "if False:"),
                (_SESSION + "test_so_many_requests_and_no_more",),
            ),
            Rule(
                "so are its seconds",
                Change("net/session.py", "if self._seconds >= limits.total_seconds:", "if False:"),
                (_SESSION + "test_so_many_seconds_and_no_more",),
            ),
        ),
    ),
    Threat(
        "H6",
        "compressed bombs, encodings inside encodings",
        (
            Rule(
                "no more is unpacked than allowed",
                Change("net/body.py", "    if len(decoded) > limit:", "    if False:"),
                (_ATTACKS + "test_a_bomb",),
            ),
            Rule(
                "one encoding",
                Change("net/body.py", "        if value not in known:", "        if False:"),
                (_ATTACKS + "test_packing_that_is_not_unpacked",),
            ),
        ),
    ),
    Threat(
        "H7",
        "proxies and credentials of the environment, cookies",
        (
            Rule(
                "the adapter alone: no session, no environment",
                Change("net/fetcher.py", '_NEVER_KEPT = ("set-cookie", "set-cookie2")', "_NEVER_KEPT = ()"),
                (_SESSION + "test_responses_are_read_only_and_keep_no_cookies",),
            ),
        ),
    ),
    Threat(
        "H8",
        "an unproved badge with addresses to ask: whoever verifies it is seen",
        (
            Rule(
                "the signature first, then the status",
                Change("checks/status.py", '    needs=("proof.integrity",),\n', ""),
                (_STATUS + "test_who_is_not_signed_is_not_asked_for",),
            ),
            Rule(
                "no status while the signature is open, or stands for somebody else's words",
                Change("checks/status.py", "    if not _is_signed(context):", "    if False:"),
                (
                    _STRANGERS + "test_the_status_of_an_unsigned_badge_in_a_record_is_not_asked",
                    _STRANGERS + "test_the_status_is_not_asked_while_the_signature_is_open",
                ),
            ),
            Rule(
                "no endorser of a forged badge",
                Change("checks/endorsement.py", '    needs=("proof.integrity",),\n', ""),
                (_STRANGERS + "test_endorsers_are_not_asked_about_a_forged_badge",),
            ),
            Rule(
                "nobody but the issuer is asked for a key",
                Change(
                    "proofs/data_integrity.py",
                    "if issuer is not None and signer != issuer and not signer.startswith(_SELF_CONTAINED):",
                    "if False:",
                ),
                ("unit/checks/test_check_issuer.py::test_nobody_else_is_asked_for_a_key",),
            ),
        ),
    ),
)

OUTPUT = (
    Threat(
        "F9",
        "terminal escapes, text that runs backwards, invisible letters, three megabytes of name",
        (
            Rule(
                "what acts or hides is written out",
                Change(
                    "safetext.py",
                    "if category in _ESCAPED_CATEGORIES or ch in _BLANK:",
                    "if False:",
                ),
                (
                    "unit/test_safetext.py::test_what_acts_or_hides_is_written_out",
                    "unit/cli/test_cli.py::test_no_text_of_a_badge_reaches_the_terminal_as_it_is",
                    "unit/test_messages.py::test_hostile_parameters_stay_one_harmless_line",
                    "security/test_output.py::test_no_text_acts_on_a_terminal_or_hides",
                ),
            ),
            Rule(
                "no link of Markdown shows one thing and leads to another",
                Change("safetext.py", '*\\s*=)|\\](?=\\()""")', '*\\s*=)""")'),
                (
                    "unit/test_safetext.py::test_what_acts_or_hides_is_written_out",
                    "security/test_every_output.py::test_no_exception_says_a_text_as_it_is",
                ),
            ),
            Rule(
                "files that cannot be read are named harmlessly",
                Change("errors.py", "super().__init__(clean(message, _MOST))", "super().__init__(message)"),
                ("security/test_every_output.py::test_no_exception_says_a_text_as_it_is",),
            ),
            Rule(
                "a complaint about a call quotes harmlessly",
                Change("cli/main.py", "super().error(render.plain(message))", "super().error(message)"),
                ("security/test_every_output.py::test_no_command_prints_a_text_as_it_is",),
            ),
            Rule(
                "length",
                Change("safetext.py", "    cut = len(text) > limit\n", "    cut = False\n"),
                ("unit/test_safetext.py::test_the_length_is_bounded",),
            ),
            Rule(
                "no text of a badge ends the script of a page around a report",
                Change("safetext.py", "ensure_ascii=True).translate(_HTML_SIGNS)", "ensure_ascii=True)"),
                ("security/test_output.py::test_a_report_in_the_script_of_a_page_stays_there",),
            ),
            Rule(
                "a log tells places in the code, and nothing that a badge says",
                Change("safetext.py", "{type(error).__name__}\\n{''", "{error}\\n{''"),
                ("security/test_output.py::test_a_fault_of_ours_is_logged_without_what_the_badge_says",),
            ),
        ),
    ),
)
