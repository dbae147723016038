"""Credentials inside others, schemas, newer versions: what others may vouch for."""

from __future__ import annotations

from tests.threats.rule import Change, Rule, Threat

__all__ = ["NESTED"]

_FOREIGN = "unit/schemas/test_schema_foreign.py::"
_DECLARED = "unit/checks/test_check_declared.py::"
_REFRESH = "unit/checks/test_check_refresh.py::"
_GRAPH = "unit/test_learner_record.py::"
_NESTED = "unit/checks/test_check_nested.py::"
_W3C = "unit/test_policy_w3c.py::"
_PRESENTED = "unit/checks/test_check_presentation.py::"
_ENDORSED = "unit/checks/test_check_endorsement.py::"

NESTED = (
    Threat(
        "E1",
        "an endorsement of something else, by the issuer itself, or not proved",
        (
            Rule(
                "it is about what carries it",
                Change("checks/endorsement.py", "    if endorsed != context.carrier:", "    if False:"),
                (_ENDORSED + "test_an_endorsement_of_something_else",),
            ),
            Rule(
                "it is by somebody else",
                Change(
                    "checks/endorsement.py",
                    "if context.issuer.id in (context.around.issuer, context.carrier):",
                    "if False:",
                ),
                (_ENDORSED + "test_ones_own_word_is_no_endorsement",),
            ),
        ),
    ),
    Threat(
        "E2",
        "endorsements inside endorsements, hundreds side by side",
        (
            Rule(
                "so many deep",
                Change("judging.py", "if self.depth >= self.limits.nesting:", "if False:"),
                (_ENDORSED + "test_endorsements_of_endorsers_end_somewhere",),
            ),
            Rule(
                "so many at all",
                Change("judging.py", "if next(self.judged) >= self.limits.nested_credentials:", "if False:"),
                (_NESTED + "test_all_credentials_of_one_verification_are_counted_together",),
            ),
        ),
    ),
    Threat(
        "C1",
        "a malformed badge with a schema of its own that accepts everything",
        (
            Rule(
                "the built-in schema judges in any case",
                Change("checks/schema.py", "    if schema.accepts(document.value):", "    if True:"),
                ("unit/checks/test_check_schema_status.py::test_the_built_in_schema_judges_every_badge",),
            ),
        ),
    ),
    Threat(
        "C2",
        "schemas with remote references, slow patterns, alternatives that multiply",
        (
            Rule(
                "a pattern that has a choice is not run",
                Change("schemas/compiler.py", "        if not is_linear(pattern):", "        if False:"),
                ("unit/schemas/test_schema_compiler.py::test_a_slow_pattern_is_not_compiled",),
            ),
            Rule(
                "a schema of somebody else's has only patterns of which a bound is proved",
                Change("schemas/bounds.py", "        if proved is None:", "        if False:"),
                (_FOREIGN + "test_what_is_not_judged_by",),
            ),
            Rule(
                "every step of such a schema is charged for",
                Change(
                    "schemas/counted.py",
                    "        charge(1 + _width(value) + _width(instance) + "
                    "costs.beyond(name, value, instance, schema))",
                    "        pass",
                ),
                (_FOREIGN + "test_the_leash_holds_below_every_schema_keyword",),
            ),
            Rule(
                "the account goes on below a schema that names its dialect",
                Change(
                    "schemas/counted.py",
                    "            leashed[name].evolve = evolve  # type: ignore[method-assign, assignment]",
                    "            pass",
                ),
                (_FOREIGN + "test_the_leash_holds_below_every_schema_keyword",),
            ),
            Rule(
                "nobody is asked before the signature was looked at",
                Change("checks/declared.py", 'if "proof.integrity" in context.unmet:', "if False:"),
                (_DECLARED + "test_nobody_is_asked_for_a_credential_that_was_changed",),
            ),
        ),
    ),
    Threat(
        "C3",
        "a schema that was exchanged; a refresh service that hands out another badge, or looks for inner addresses",
        (
            Rule(
                "what is pinned has its digest",
                Change(
                    "digests.py",
                    "if not any(content.made_with(name) == value",
                    "if False and not any(content.made_with(name) == value",
                ),
                (_DECLARED + "test_a_digest_pins_what_was_meant",),
            ),
            Rule(
                "a schema that nothing pins comes over https",
                Change(
                    "checks/declared.py",
                    'if not demands and not all(step.lower().startswith("https:") for step in steps):',
                    "if False:",
                ),
                (_DECLARED + "test_a_schema_that_anybody_could_have_changed_counts_if_it_is_pinned",),
            ),
            Rule(
                "a schema credential is verified",
                Change("checks/declared.py", "    if not report.fully_verified:", "    if False:"),
                (_DECLARED + "test_what_a_schema_that_is_wrong_amounts_to",),
            ),
            Rule(
                "nobody is asked for a newer version unless the caller wants it",
                Change("checks/refresh.py", "    if not context.policy.refresh:", "    if False:"),
                (_REFRESH + "test_nobody_is_asked_unless_the_caller_wants_it",),
            ),
            Rule(
                "a newer version is of the same issuer",
                Change("checks/refresh.py", "    if issuer != context.issuer.id:", "    if False:"),
                (_REFRESH + "test_what_is_wrong_with_an_answer_never_changes_the_verdict",),
            ),
            Rule(
                "it is the same credential",
                Change("checks/refresh.py", "    if not own.id or claims.id != own.id:", "    if False:"),
                (
                    _REFRESH + "test_what_is_wrong_with_an_answer_never_changes_the_verdict",
                    _REFRESH + "test_a_badge_without_an_id_has_no_newer_version",
                ),
            ),
            Rule(
                "it is about the same person",
                Change("checks/refresh.py", "    if tied is not Tie.SAME:", "    if False:"),
                (
                    _REFRESH + "test_what_is_wrong_with_an_answer_never_changes_the_verdict",
                    _REFRESH + "test_hashes_with_other_salts_are_compared_with_the_candidate",
                ),
            ),
            Rule(
                "a newer version is not refreshed again",
                Change("judging.py", "policy = replace(self.policy, refresh=False)", "policy = self.policy"),
                (_REFRESH + "test_a_newer_version_is_not_refreshed_again",),
            ),
            Rule(
                "nothing is asked of inner addresses",
                Change(
                    "checks/answers.py", "        check_url(uri, allow_http=True, ports=None)", "        pass"
                ),
                (_REFRESH + "test_nothing_inside_the_network_is_asked",),
            ),
        ),
    ),
    Threat(
        "V1",
        "a learner record by the attacker around genuine, forged and unsigned credentials",
        (
            Rule(
                "each is judged by its own proof",
                Change("checks/nested.py", "    if bad:\n", "    if False:\n"),
                ("security/test_records.py::test_a_record_in_hostile_hands_awards_nothing",),
            ),
            Rule(
                "a stranger's record vouches for nobody else",
                Change("checks/nested.py", "    if by_others and not _is_trusted(context):", "    if False:"),
                (_NESTED + "test_a_stranger_vouches_for_nobody_else",),
            ),
            Rule(
                "no record ties a stranger's badge to its writer",
                Change(
                    "checks/persons.py",
                    "return Tie.SAME if own or not asked else found or Tie.UNKNOWN",
                    "return Tie.SAME",
                ),
                ("security/test_records.py::test_a_record_does_not_tie_a_strangers_badge_to_its_writer",),
            ),
            Rule(
                "presented by its writer, it makes no stranger's badge the writer's",
                Change(
                    "checks/presentation.py",
                    "islice(found, 1) if is_settled or _is_the_candidates(report) else found",
                    "islice(found, 1)",
                ),
                (_PRESENTED + "test_a_record_of_ones_own_does_not_make_a_strangers_badge_the_holders",),
            ),
            Rule(
                "a namesake's badge stays a namesake's, whatever is around it",
                Change(
                    "checks/persons.py",
                    "if found.match is None or not found.is_established:",
                    "if found.match is None:",
                ),
                ("security/test_records.py::test_a_namesakes_badge_in_a_record_stays_a_namesakes",),
            ),
            Rule(
                "what would deny a weak match may have been left out",
                Change("checks/nested.py", "in_part=shown_in_part(report)", "in_part=False"),
                ("security/test_records.py::test_a_weak_match_inside_a_record_is_said",),
            ),
            Rule(
                "nor does one in a record of theirs",
                Change("checks/nested.py", "if not _is_by(writer, said):", "if False:"),
                (
                    "security/test_records.py::"
                    "test_a_record_in_a_record_does_not_tie_a_strangers_badge_to_its_writer",
                ),
            ),
            Rule(
                "what many share makes no one person",
                Change(
                    "checks/persons.py", "return own or is_unique(sort, text, hashed=hashed)", "return True"
                ),
                ("security/test_records.py::test_what_others_share_makes_no_one_person",),
            ),
            Rule(
                "a presentation in it brings in nothing",
                Change("checks/nested.py", "if document.kind is Kind.PRESENTATION:", "if False:"),
                ("security/test_records.py::test_a_presentation_in_a_record_brings_no_badge_in",),
            ),
            Rule(
                "what is somebody else's awards nothing",
                Change(
                    "learner_record/nodes.py",
                    "if is_other and standing is not RecordStanding.NOT_VERIFIED:",
                    "if False:",
                ),
                (
                    _GRAPH + "test_a_badge_of_somebody_else_in_ones_own_record_awards_nothing",
                    _GRAPH + "test_a_record_of_which_nobody_knows_whose_it_is_awards_nothing",
                ),
            ),
            Rule(
                "all are about one person",
                Change("checks/nested.py", "        if found is Tie.SAME:", "        if True:"),
                (_NESTED + "test_the_persons_must_be_one",),
            ),
        ),
    ),
    Threat(
        "E3",
        "what a policy waives of a document, waived of what the document is judged by or hidden in the whole",
        (
            Rule(
                "a schema credential is verified in full",
                Change("checks/declared.py", "if not report.fully_verified:", "if not report.verified:"),
                (_W3C + "test_whoever_says_what_a_credential_must_look_like_is_asked_for",),
            ),
            Rule(
                "a response is as well established as each credential in it",
                Change("responses.py", "        waived=waived,\n", ""),
                (_W3C + "test_a_response_is_no_better_established_than_what_it_holds",),
            ),
            Rule(
                "what own definitions change is known, or nothing is waived",
                Change("policy.py", " and result.code in _OPEN", ""),
                (_W3C + "test_what_cannot_be_compared_is_not_taken_for_unchanged",),
            ),
            Rule(
                "own definitions of a credential inside excuse no others",
                Change("checks/proof.py", "    if wrong is not None:", "    if False:"),
                (_W3C + "test_own_definitions_of_a_credential_inside_excuse_no_others",),
            ),
        ),
    ),
)
