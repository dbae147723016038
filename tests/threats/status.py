"""Revocation: the lists that are asked, and what they say."""

from __future__ import annotations

from tests.threats.rule import Change, Rule, Threat

__all__ = ["STATUS"]

_STATUS = "unit/checks/test_check_status.py::"
_LISTS = "unit/checks/test_check_status_lists.py::"
_DECLARED = "unit/checks/test_check_declared.py::"
_MEMORY = "unit/checks/test_check_status_memory.py::"
_AGE = "unit/checks/test_check_status_age.py::"
_ENTRIES = "unit/status/test_status_entries.py::"
_BITS = "unit/status/test_status_bitstring.py::"
_MATERIAL = "security/test_hostile_callers_material.py::"
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
                (_LISTS + "test_a_list_that_is_wrong_says_nothing",),
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
                (_LISTS + "test_a_hosted_badge_in_the_place_of_a_list_says_nothing",),
            ),
            Rule(
                "a list is judged like a badge",
                Change("checks/status_lists.py", "        if had.report.verified:", "        if True:"),
                (_LISTS + "test_a_list_that_is_wrong_says_nothing",),
            ),
            Rule(
                "it is the issuer's own, or one the policy names",
                Change("checks/status_lists.py", "if keeper is not None and keeper == issuer:", "if True:"),
                (
                    _LISTS + "test_what_a_foreign_list_would_say_is_told_and_does_not_count",
                    _LISTS + "test_the_policy_may_allow_a_keeper",
                ),
            ),
            Rule(
                "it is the one that the badge names",
                Change(
                    "checks/status_lists.py",
                    "if isinstance(other, Unsupported) and value == 0:",
                    "if False:",
                ),
                (_LISTS + "test_another_list_of_the_issuer_in_its_place_is_found_out",),
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
                (_LISTS + "test_a_list_that_is_wrong_says_nothing",),
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
                "nor one in the claims of a COSE message",
                Change("proofs/cose.py", '    65535: "status",', ""),
                ("unit/proofs/test_cose.py::test_a_status_in_the_claims_leaves_the_answer_open",),
            ),
            Rule(
                "one known type, or the answer is open",
                Change("status/entries.py", "    if len(set(known)) != 1:", "    if not known:"),
                (_ENTRIES + "test_what_an_entry_must_not_be",),
            ),
            Rule(
                "lists never lead to lists",
                Change("checks/status.py", "    if context.is_list:", "    if False:"),
                (_LISTS + "test_lists_never_lead_to_lists",),
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
            Rule(
                "what a caller does to a report reaches no other report",
                Change("findings.py", "dict(problem.params))", "problem.params)"),
                (_MATERIAL + "test_what_a_caller_does_to_a_report_is_in_no_other_one",),
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
                (_MEMORY + "test_all_lists_of_one_verification_are_bounded_whatever_is_remembered",),
            ),
        ),
    ),
    Threat(
        "T12",
        "a revoked badge on an older list whose bits are counted from the other side",
        (
            Rule(
                "where only one of the two readings says that it holds, nothing is known",
                Change(
                    "checks/status_lists.py",
                    "if entry.method.either and value == 0 and value_at(bits, entry.index ^ 7):",
                    "if False:",
                ),
                (_LISTS + "test_older_lists_may_be_counted_from_the_other_side",),
            ),
        ),
    ),
    Threat(
        "T13",
        "a list, or a schema, that is dear to read, named again and again by every badge of a record",
        (
            Rule(
                "what a list is for is read once",
                Change(
                    "checks/status_lists.py",
                    "return self._seen.once(key, entry.path, lambda: read_list(had.document.value, entry.method))",
                    "return read_list(had.document.value, entry.method)",
                ),
                (_LISTS + "test_what_a_list_is_for_is_read_once_and_told_in_short",),
            ),
            Rule(
                "and told in short",
                Change(
                    "checks/status_lists.py",
                    'clean(", ".join(purpose[:200] for purpose in islice(listed.purposes, _PURPOSES_SHOWN)))',
                    '", ".join(listed.purposes)',
                ),
                (_LISTS + "test_what_a_list_is_for_is_read_once_and_told_in_short",),
            ),
            Rule(
                "a resource is hashed once by each algorithm",
                Change("digests.py", "if name not in self._made:", "if True:"),
                (_DECLARED + "test_many_entries_of_one_schema_cost_one",),
            ),
            Rule(
                "and not at all if it is too large to be a schema",
                Change(
                    "checks/declared.py",
                    "if len(response.body) > context.limits.schema_bytes:",
                    "if False:",
                ),
                (_DECLARED + "test_a_schema_that_is_too_large_is_not_hashed",),
            ),
        ),
    ),
)
