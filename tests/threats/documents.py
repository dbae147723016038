"""What was signed against what is shown: JSON-LD and canonical forms."""

from __future__ import annotations

from tests.threats.rule import Change, Rule, Threat

__all__ = ["JSON_LD"]

_GUARD = "unit/jsonld/test_guard.py::"
_MENTIONS = "unit/jsonld/test_guard_mentions.py::"
_UNSIGNED = "unit/jsonld/test_guard_unsigned.py::"
_CONTEXTS = "unit/jsonld/test_contexts.py::"
_RDFC = "unit/jsonld/test_rdfc.py::"
_WORK = "unit/jsonld/test_work.py::"
_CONTEXT = "unit/checks/test_check_context.py::"

JSON_LD = (
    Threat(
        "L1",
        "a member that no context defines",
        (
            Rule(
                "what is not signed is not shown",
                Change(
                    "jsonld/shapes.py",
                    'raise unsigned("a member that the contexts do not define", name=member)',
                    'return Term("https://unsigned.example/" + member)',
                ),
                (_UNSIGNED + "test_a_member_that_no_context_defines_is_unsigned",),
            ),
        ),
    ),
    Threat(
        "L2",
        "relative ids and types, which are not signed either",
        (
            Rule(
                "ids are absolute",
                Change(
                    "jsonld/scalars.py",
                    'raise unsigned("an id that is not an absolute address", name=value)',
                    'return "<https://base.example/>"',
                ),
                (_UNSIGNED + "test_ids_that_are_no_absolute_address_are_unsigned",),
            ),
            Rule(
                "types are defined",
                Change(
                    "jsonld/shapes.py",
                    'raise unsigned("a type that the contexts do not define", name=name)',
                    "continue",
                ),
                (_UNSIGNED + "test_types_without_an_address_are_unsigned",),
            ),
        ),
    ),
    Threat(
        "L3",
        "`@index`, `@included`, `@nest` and other keywords in the document",
        (
            Rule(
                "no keyword but the context at the top",
                Change(
                    "jsonld/shapes.py",
                    'raise not_compact("a JSON-LD keyword", name=member)',
                    'return Term("https://unsigned.example/" + member)',
                ),
                (_GUARD + "test_keywords_are_seen",),
                (
                    Change(
                        "jsonld/shapes.py",
                        'if iri in KEYWORDS or member[:1] == "@":',
                        "if iri in KEYWORDS:",
                    ),
                ),
            ),
        ),
    ),
    Threat(
        "L4",
        "null values, empty arrays, text directions: written, and left out of what is signed",
        (
            Rule(
                "null is refused",
                Change("jsonld/scalars.py", 'raise unsigned("a member that is null")', "return '\"null\"'"),
                (_UNSIGNED + "test_null_and_nothing_are_unsigned",),
            ),
            Rule(
                "so is an empty array",
                Change("jsonld/walk.py", 'raise unsigned("an empty array")', "return"),
                (_UNSIGNED + "test_null_and_nothing_are_unsigned",),
            ),
            Rule(
                "and a text direction",
                Change("jsonld/shapes.py", 'raise unsigned("a text direction")', "pass"),
                (_CONTEXTS + "test_a_text_direction_is_not_signed",),
            ),
        ),
    ),
    Threat(
        "L5",
        "`validUntil` or `credentialStatus` under their absolute addresses, where no reader looks",
        (
            Rule(
                "a member has the name that the contexts give it",
                Change(
                    "jsonld/shapes.py",
                    "if context.expand(member, vocab=False) != member or context.has_name_for(member):",
                    "if False:",
                ),
                (
                    _GUARD + "test_a_member_under_its_address_is_seen",
                    _GUARD + "test_the_expiry_date_under_its_address_is_seen",
                ),
                (Change("jsonld/shapes.py", "if member.startswith(VOCABULARIES):", "if False:"),),
            ),
            Rule(
                "the words of badges by their short names, whatever contexts are left out",
                Change("jsonld/shapes.py", "if member.startswith(VOCABULARIES):", "if False:"),
                (
                    _GUARD
                    + "test_the_words_of_badges_are_not_written_as_addresses_even_without_their_context",
                ),
            ),
        ),
    ),
    Threat(
        "L6",
        "the same by value objects, an alias, a second name, types as statements",
        (
            Rule(
                "no value object where plain text says the same",
                Change(
                    "jsonld/languages.py",
                    'raise not_compact("a value object where plain text says the same")',
                    "language = 'en'",
                ),
                (_GUARD + "test_a_value_object_where_plain_text_says_the_same_is_seen",),
            ),
            Rule(
                "no second name for what verifiers rely on",
                Change("jsonld/shapes.py", "if SECURITY_TERMS.get(iri, member) != member:", "if False:"),
                (_GUARD + "test_an_alias_from_another_context_is_seen",),
            ),
            Rule(
                "no two members with one meaning",
                Change("jsonld/walk.py", "            if shape.twins:", "            if False:"),
                (_GUARD + "test_two_members_with_one_meaning_are_seen",),
            ),
            Rule(
                "types stand in `type`",
                Change(
                    "jsonld/shapes.py",
                    "if iri == _RDF_TYPE or (iri == member and iri.startswith(RDF)):",
                    "if False:",
                ),
                (_GUARD + "test_types_and_lists_written_as_plain_statements_are_seen",),
            ),
        ),
    ),
    Threat(
        "L7",
        "values given twice; two recipients, of whom the first is shown",
        (
            Rule(
                "every subject of what is presented is the holder, also one that is not named",
                Change("checks/presentation.py", "if everybody and all(", "if all("),
                ("unit/checks/test_check_presentation.py::test_every_subject_must_be_the_holder",),
            ),
            Rule(
                "a value once",
                Change(
                    "jsonld/walk.py",
                    "if len(objects) > 1 and len(set(objects)) != len(objects):",
                    "if False:",
                ),
                (_GUARD + "test_values_given_twice_are_seen",),
            ),
            Rule(
                "a badge of two people is nobody's",
                Change("recipients.py", "if found and len(subjects) == 1:", "if found:"),
                ("unit/checks/test_check_recipient.py::test_a_credential_about_two_people_is_nobodys",),
            ),
        ),
    ),
    Threat(
        "L8",
        "one id described in two places: expiry, status or type moved to where no reader looks",
        (
            Rule(
                "the document is described at its top alone",
                Change(
                    "jsonld/mentions.py",
                    "elif subject == self._document_id and not graph and "
                    "not SECURITY_NAMES.isdisjoint(node):",
                    "elif False:",
                ),
                (_MENTIONS + "test_the_status_of_the_document_cannot_move_to_a_second_mention_of_it",),
            ),
            Rule(
                "what may have been moved leaves the answer open",
                Change("checks/proof.py", "    if split:", "    if False:"),
                (
                    "security/test_moved_members.py::"
                    "test_a_failure_cannot_be_moved_into_an_endorsement_of_the_person",
                ),
            ),
        ),
    ),
    Threat(
        "L9",
        "named blank nodes, relations in reverse, a list of credentials",
        (
            Rule(
                "no named blank nodes",
                Change(
                    "jsonld/scalars.py",
                    'raise not_compact("a blank node with a name", name=value)',
                    "return value",
                ),
                (_GUARD + "test_named_blank_nodes_are_seen",),
            ),
            Rule(
                "one credential, not a list of them",
                Change(
                    "containers/text.py",
                    'raise Malformed("input.not_a_credential", found=_KINDS.get(type(value), "nothing (null)"))',
                    "return",
                ),
                ("unit/containers/test_containers_text.py::test_other_values_are_no_credential",),
            ),
        ),
    ),
    Threat(
        "L10",
        "a context in the document that swaps two words: the same statements, another meaning",
        (
            Rule(
                "no context inside a document",
                Change(
                    "checks/context.py",
                    "        if not isinstance(entry, str) or not engine.store.revisions(entry)\n",
                    "        if isinstance(entry, str) and not engine.store.revisions(entry)\n",
                ),
                (
                    "security/test_foreign_contexts.py::"
                    "test_a_context_in_the_document_itself_is_never_verified",
                ),
            ),
            Rule(
                "nor in a proof below the top, unless its credential names it, too",
                Change(
                    "checks/nested_contexts.py",
                    'return repeats(member_at(document, path)["@context"], holder["@context"])',
                    "return True",
                ),
                (
                    "unit/checks/test_check_proof.py::"
                    "test_the_proof_of_a_credential_inside_repeats_its_context_and_brings_none",
                ),
            ),
            Rule(
                "nor below the top",
                Change(
                    "checks/nested_contexts.py",
                    "if not _names_pinned_ones(document, path, store) and",
                    "if False and",
                ),
                (
                    _CONTEXT + "test_a_context_inside_the_document_is_refused",
                    "security/test_foreign_contexts.py::"
                    "test_a_context_inside_the_document_is_refused_even_when_it_says_nothing_new",
                ),
            ),
        ),
    ),
    Threat(
        "L11",
        "terms mapped to nothing, maps whose keys are not signed, words bent by a later context",
        (
            Rule(
                "a member without an address is not signed",
                Change("jsonld/shapes.py", "    if not absolute(iri):", "    if False:"),
                (_CONTEXTS + "test_terms_that_are_blank_nodes_give_no_statement",),
            ),
            Rule(
                "a later context changes no word of the first ones",
                Change(
                    "checks/context.py",
                    "        if changed:\n            return worst",
                    "        if False:\n            return worst",
                ),
                (_CONTEXT + "test_a_pinned_context_may_not_rename_what_decides",),
            ),
            Rule(
                "nor does one inside a shipped context",
                Change(
                    "jsonld/terms.py",
                    'raise invalid_context("it redefines a protected term", term=name)',
                    "pass",
                ),
                (_CONTEXTS + "test_protected_terms_may_be_repeated_but_not_changed",),
            ),
        ),
    ),
    Threat(
        "L12",
        "another first context, a look-alike of one, the right ones in another order",
        (
            Rule(
                "the contexts of the data model come first, by exact name",
                Change(
                    "checks/context.py",
                    "if not entries or entries[0] not in (VC_V1, VC_V2):",
                    "if not entries:",
                ),
                (_CONTEXT + "test_a_badge_must_begin_with_its_contexts",),
            ),
        ),
    ),
    Threat(
        "L13",
        "contexts in chains and circles, thousands of them, or of terms",
        (
            Rule(
                "a context does not include itself",
                Change("jsonld/compiler.py", "        if url in remote:", "        if False:"),
                (_CONTEXTS + "test_a_context_that_includes_itself_is_refused",),
            ),
            Rule(
                "contexts are counted",
                Change("checks/context.py", "if len(entries) > context.limits.contexts:", "if False:"),
                (_CONTEXT + "test_too_many_contexts_are_not_looked_at",),
            ),
        ),
    ),
    Threat(
        "L14",
        "an honest context that nobody pinned",
        (
            Rule(
                "contexts come from the store alone",
                Change(
                    "jsonld/engine.py",
                    'raise Refused(Unsupported, "context.not_allowed", url=url)',
                    'return "", {}',
                ),
                (_CONTEXTS + "test_contexts_come_from_the_store_alone",),
            ),
        ),
    ),
    Threat(
        "G1",
        "equal blank nodes in cliques, cycles and tens of thousands: canonicalisation without end",
        (
            Rule(
                "comparisons are counted before they are made",
                Change("jsonld/work.py", "        if self.comparisons < 0:", "        if False:"),
                (_RDFC + "TestAttacks::test_large_runs_count_more",),
            ),
            Rule(
                "and charged to one account of the whole verification",
                Change(
                    "jsonld/work.py", "        self.statements -= statements", "        self.statements -= 0"
                ),
                (_WORK + "test_canonical_forms_of_one_verification_share_an_account",),
            ),
            Rule(
                "so is general JSON-LD",
                Change("jsonld/work.py", "        self.general -= amount", "        self.general -= 0"),
                (
                    _WORK + "test_small_documents_that_ask_for_much_add_up",
                    _WORK + "test_values_on_the_long_way_add_up",
                ),
            ),
            Rule(
                "so is what contexts within contexts come to",
                Change("jsonld/work.py", "        self.contexts -= amount", "        self.contexts -= 0"),
                (
                    _WORK + "test_small_documents_that_ask_for_much_add_up",
                    _WORK + "test_comparing_contexts_is_charged_as_well",
                ),
            ),
            Rule(
                "so is compaction",
                Change("jsonld/work.py", "        self.steps -= 1", "        self.steps -= 0"),
                (
                    "security/test_older_work.py::test_many_documents_may_not_take_what_one_may",
                    "security/test_older_work.py::test_what_takes_long_is_counted",
                ),
            ),
        ),
    ),
)
