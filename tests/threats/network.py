"""The network: whom a badge makes badgekit ask, and what answers."""

from __future__ import annotations

from tests.threats.rule import Change, Rule, Threat

__all__ = ["NETWORK"]

_STRANGERS = "security/test_requests_for_strangers.py::"
_STATUS = "unit/checks/test_check_status.py::"
_GUARD = "unit/net/test_net_guard.py::"
_ATTACKS = "unit/net/test_net_http_attacks.py::"
_INSIDE = "unit/net/test_net_inside.py::"
_SESSION = "unit/net/test_net_session.py::"

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
