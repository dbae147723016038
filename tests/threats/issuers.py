"""Who issued it."""

from __future__ import annotations

from tests.threats.rule import Change, Rule, Threat

__all__ = ["ISSUERS"]

_SCOPE = "unit/gathering/test_gathering_scope.py::"
_STANDING = "unit/checks/test_check_older_standing.py::"
_FORGED = "security/test_hosted_forgeries.py::"
_DID = "unit/keys/test_keys_did.py::"

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
        "an issuer's document that is a visitor's upload, redirects to another host, defines a key twice, or was deactivated",
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
                "what a visitor uploaded as a picture is none",
                Change("keys/documents.py", "        if response.is_media:", "        if False:"),
                (
                    "security/test_foreign_signatures.py::"
                    "test_what_a_visitor_uploaded_as_a_picture_makes_no_issuer_of_the_site",
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
                (_STANDING + "test_a_hosted_badge_is_revoked_at_its_own_address",),
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
                (_STANDING + "test_the_key_is_one_that_the_profile_lists",),
            ),
        ),
    ),
)
