"""Who issued it, and to whom; badges that others may vouch for."""

from __future__ import annotations

from tests.threats.rule import Change, Rule, Threat

__all__ = ["ISSUERS", "NESTED", "RECIPIENTS"]

_SCOPE = "unit/gathering/test_gathering_scope.py::"
_HOSTED = "unit/checks/test_check_hosted.py::"
_FORGED = "security/test_hosted_forgeries.py::"
_DID = "unit/keys/test_keys_did.py::"
_IDENTITY = "unit/test_identity.py::"
_RECIPIENT = "unit/checks/test_check_recipient.py::"
_FOREIGN = "unit/schemas/test_schema_foreign.py::"
_DECLARED = "unit/checks/test_check_declared.py::"
_REFRESH = "unit/checks/test_check_refresh.py::"
_GRAPH = "unit/test_learner_record.py::"
_NESTED = "unit/checks/test_check_nested.py::"
_W3C = "unit/test_policy_w3c.py::"
_PRESENTED = "unit/checks/test_check_presentation.py::"
_ENDORSED = "unit/checks/test_check_endorsement.py::"

ISSUERS = (
    Threat(
        "I1",
        "a self-made issuer that bears a famous name; identifiers that only look alike",
        (
            Rule(
                "the trust list is one of identifiers, compared exactly",
                Change("checks/issuer.py", "    if identity.id in wanted:", "    if True:"),
                (
                    "unit/checks/test_check_issuer.py::"
                    "test_the_trust_list_decides_by_identifier_and_not_by_name",
                ),
            ),
        ),
    ),
    Threat(
        "I4",
        "did:web with user information, slashes, dots, numbers, localhost",
        (
            Rule(
                "the host is a DNS name",
                Change(
                    "keys/did_web.py",
                    "if match is None or _NUMERIC.fullmatch(match[1]):",
                    "if match is None:",
                ),
                (_DID + "test_did_web_hosts_that_are_none",),
            ),
            Rule(
                "no path leaves its place",
                Change(
                    "keys/did_web.py",
                    'if not decoded or decoded in (b".", b"..") or _FORBIDDEN_IN_SEGMENT.search(decoded):',
                    "if not decoded:",
                ),
                (_DID + "test_did_web_paths_that_leave_their_place",),
            ),
            Rule(
                "no host of this machine",
                Change("keys/did_web.py", "if match[1] == host or match[1] in _LOCAL_LABELS:", "if False:"),
                (_DID + "test_did_web_hosts_of_one_machine",),
            ),
        ),
    ),
    Threat(
        "I5",
        "an issuer's document that redirects to another host, defines a key twice, or was deactivated",
        (
            Rule(
                "another host does not speak for the issuer",
                Change("keys/documents.py", "if home is None or origin(step) != home:", "if False:"),
                (
                    "unit/keys/test_keys_resolver.py::"
                    "test_redirects_to_another_host_say_nothing_about_the_issuer",
                ),
            ),
            Rule(
                "one definition of a key",
                Change("keys/controller.py", "if known.value != entry:", "if False:"),
                ("unit/keys/test_keys_controller.py::test_two_definitions_of_one_id",),
            ),
            Rule(
                "a DID that was given up has no keys, in whatever form its resolver says so",
                Change(
                    "net/universal.py",
                    'if status == 410 or about.get("deactivated") or '
                    '_object(result, "didDocument", result).get("deactivated"):',
                    'if status == 410 or about.get("deactivated") is True:',
                ),
                ("unit/net/test_net_resolving.py::test_answers_without_a_document",),
            ),
        ),
    ),
    Threat(
        "I6",
        "a hosted badge on a foreign host that names the victim's issuer",
        (
            Rule(
                "badges are where the issuer's profile is, unless it says otherwise",
                Change(
                    "gathering/scope.py",
                    'return Malformed("hosted.foreign_host", "$.id", url=address, issuer=issuer_id)',
                    "return None",
                ),
                (_SCOPE + "test_nobody_else_publishes_in_its_name",),
            ),
            Rule(
                "so are badge classes",
                Change(
                    "gathering/scope.py",
                    'return Malformed("hosted.foreign_badge_class", "$.badge", url=badge_id, issuer=issuer_id)',
                    "return None",
                ),
                (_FORGED + "test_a_foreign_badge_class_in_the_issuers_name",),
            ),
        ),
    ),
    Threat(
        "I7",
        "`startsWith` cut inside a name, climbing paths, hosts that contain an allowed one",
        (
            Rule(
                "whole origins and whole path segments",
                Change(
                    "gathering/scope.py",
                    "if policy.starts_with and not any(addresses.covers(start, place) for start in policy.starts_with):",
                    "if policy.starts_with and not any(\n        address.startswith(start) for start in policy.starts_with\n    ):",
                ),
                (_SCOPE + "test_nobody_else_publishes_in_its_name",),
            ),
            Rule(
                "an allowed host is a whole host",
                Change(
                    "gathering/scope.py",
                    "    if not host or host != place.host:",
                    "    if not host or host not in place.host:",
                ),
                (_SCOPE + "test_nobody_else_publishes_in_its_name",),
            ),
        ),
    ),
    Threat(
        "I8",
        "a hosted badge whose issuer is no web address",
        (
            Rule(
                "who has no address hosts nothing",
                Change(
                    "gathering/scope.py",
                    'return Malformed("hosted.issuer_without_address", "$.badge.issuer", issuer=issuer_id)',
                    "return None",
                ),
                (_SCOPE + "test_an_issuer_without_an_address_has_no_scope",),
            ),
        ),
    ),
    Threat(
        "I9",
        "badge class and issuer inside the badge, with the victim's ids",
        (
            Rule(
                "every part with an address counts as its address publishes it",
                Change(
                    "gathering/asking.py",
                    "            if addresses.same_place(own, url):",
                    "            if True:",
                ),
                (_FORGED + "test_documents_that_name_each_other_are_no_badge",),
            ),
        ),
    ),
    Threat(
        "I10",
        "a file that says more than its published copy; an answer of another site; 410 Gone",
        (
            Rule(
                "a short link publishes nothing",
                Change(
                    "gathering/asking.py",
                    "                if sent_on is not None:",
                    "                if False:",
                ),
                ("security/test_older_short_links.py::test_a_short_link_publishes_nothing",),
            ),
            Rule(
                "an open redirect publishes nothing",
                Change(
                    "gathering/asking.py",
                    'if "?" in target or (host and host in target):',
                    "if False:",
                ),
                (_FORGED + "test_an_open_redirect_of_the_issuer_publishes_nothing",),
                (
                    Change(
                        "gathering/asking.py",
                        "                if sent_on is not None:",
                        "                if False:",
                    ),
                ),
            ),
            Rule(
                "gone is revoked",
                Change("gathering/asking.py", "if gone and response.status == _GONE:", "if False:"),
                (_HOSTED + "test_a_hosted_badge_is_revoked_at_its_own_address",),
            ),
        ),
    ),
    Threat(
        "I11",
        "a signed badge that calls itself hosted, and so escapes its signature",
        (
            Rule(
                "a token is never good without its signature",
                Change(
                    "gathering/signed.py",
                    "            if token.signed_by(found.key):",
                    "            if True:",
                ),
                (_FORGED + "test_a_token_is_never_good_without_a_signature_of_the_issuer",),
            ),
        ),
    ),
    Threat(
        "I12",
        "a signing key elsewhere, brought along, or owned by another",
        (
            Rule(
                "the key is one that the profile lists",
                Change(
                    "gathering/signed.py",
                    "listed = [key for key in listed if addresses.same_place(_id(key), named)]",
                    "listed = [creator or named]",
                ),
                (_FORGED + "test_no_key_that_the_badge_brings_along_is_the_issuers",),
            ),
            Rule(
                "its owner is the issuer",
                Change(
                    "gathering/signed.py",
                    "if candidate.owner is not None and not addresses.same_place(candidate.owner, issuer_id):",
                    "if False:",
                ),
                (_HOSTED + "test_the_key_is_one_that_the_profile_lists",),
            ),
        ),
    ),
)

RECIPIENTS = (
    Threat(
        "R1",
        "somebody else's badge; no recipient, an empty one, a hash of nothing",
        (
            Rule(
                "nobody matches nobody",
                Change("identity/hashes.py", "    if parts is None or not value:", "    if parts is None:"),
                (_IDENTITY + "test_nothing_but_the_digest_itself_matches",),
            ),
            Rule(
                "a badge that names no one is not the candidate's",
                Change(
                    "recipients.py",
                    "return Recognition(Holder.NOBODY)",
                    "return Recognition(Holder.CANDIDATE)",
                ),
                (_RECIPIENT + "test_a_badge_of_the_bearer_is_nobodys",),
            ),
            Rule(
                "hashed or plain is the badge's own word, a truth value",
                Change(
                    "recipients.py",
                    "hashed=identity.hashed is True,",
                    "hashed='$' in identity.identity_hash,",
                ),
                (_RECIPIENT + "test_hashed_must_say_what_it_is",),
            ),
        ),
    ),
    Threat(
        "R2",
        "look-alikes of an address: Kelvin sign, dotless i, sharp s, Cyrillic, display names",
        (
            Rule(
                "letters are folded in the ASCII part of domains alone",
                Change(
                    "spelling.py",
                    "if not at or not local or _has_stand_ins(text):",
                    "if not at or not local:",
                ),
                (_IDENTITY + "test_somebody_else_does_not_match",),
                (
                    Change(
                        "spelling.py",
                        "if not TWO_MEANINGS.isdisjoint(domain) or _has_stand_ins(domain):",
                        "if False:",
                    ),
                ),
            ),
        ),
    ),
    Threat(
        "R3",
        "weak and malformed hashes, thousands of identifiers",
        (
            Rule(
                "so many identifiers",
                Change("recipients.py", "MOST_IDENTIFIERS = 100", "MOST_IDENTIFIERS = 10**9"),
                (_RECIPIENT + "test_more_identifiers_than_anybody_has_are_not_compared",),
            ),
            Rule(
                "a hash that is none is an error and no mismatch",
                Change(
                    "identity/hashes.py",
                    "if parts is None or len(parts.group(2)) != _DIGITS[parts.group(1)]:",
                    "if parts is None:",
                ),
                (_IDENTITY + "test_a_hash_that_is_none_is_an_error_and_no_mismatch",),
            ),
            Rule(
                "a weak hash is said to be one",
                Change("identity/matching.py", "(algorithm,) if algorithm in WEAK_ALGORITHMS else ()", "()"),
                (_IDENTITY + "test_weak_hashes_are_named",),
            ),
        ),
    ),
    Threat(
        "R4",
        "the number of a student, an employee or a local line, which is another person's elsewhere",
        (
            Rule(
                "such a match is weak",
                Change(
                    "identity/matching.py",
                    'local = ("local_identifier",) if kind is Kind.TEXT and not is_uri(value) else ()',
                    "local: tuple[str, ...] = ()",
                ),
                (_IDENTITY + "test_other_identifiers_are_compared_with_school_and_system_ids_only",),
            ),
            Rule(
                "and none where another identifier denies it",
                Change(
                    "recipients.py",
                    'frozenset({"name_only", "local_identifier", "local_number"})',
                    'frozenset({"name_only"})',
                ),
                (_RECIPIENT + "test_the_same_number_at_another_school_is_somebody_elses",),
            ),
        ),
    ),
)

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
                    "if not any(found[name] == value",
                    "if False and not any(found[name] == value",
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
                    "return Tie.SAME if own or candidate is None else found or Tie.UNKNOWN",
                    "return Tie.SAME",
                ),
                ("security/test_records.py::test_a_record_does_not_tie_a_strangers_badge_to_its_writer",),
            ),
            Rule(
                "presented by its writer, it makes no stranger's badge the writer's",
                Change(
                    "checks/presentation.py",
                    "        if not _is_the_candidates(report):\n            foreign",
                    "        if False:\n            foreign",
                ),
                (_PRESENTED + "test_a_record_of_ones_own_does_not_make_a_strangers_badge_the_holders",),
            ),
            Rule(
                "a namesake's badge stays a namesake's, whatever is around it",
                Change(
                    "checks/persons.py",
                    "if found.holder is not Holder.CANDIDATE or found.match is None",
                    "if found.match is None",
                ),
                ("security/test_records.py::test_a_namesakes_badge_in_a_record_stays_a_namesakes",),
            ),
            Rule(
                "what would deny a weak match may have been left out",
                Change("checks/nested.py", "and not _is_shown_in_part(report)", ""),
                ("security/test_records.py::test_a_weak_match_inside_a_record_is_said",),
            ),
            Rule(
                "what many share makes no one person",
                Change(
                    "checks/persons.py", "return own or is_unique(sort, text, hashed=hashed)", "return True"
                ),
                ("security/test_records.py::test_what_others_share_makes_no_one_person",),
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
