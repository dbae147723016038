"""Sentences for the codes of selective disclosure."""

from __future__ import annotations

from badgekit.messages.model import Message

_SHOW = "Ask the candidate to show it, or the issuer whether there is one."

MESSAGES: tuple[Message, ...] = (
    Message("disclosure.all_or_nothing", "The holder can show this credential only as a whole."),
    Message("disclosure.unsigned", "There is no signature, so that nothing is derived from one."),
    Message("disclosure.everything_shown", "The holder could leave parts out, and shows everything."),
    Message(
        "disclosure.in_part",
        "A derived credential ({mechanism}): its holder may have left out parts of what the issuer signed.",
    ),
    Message(
        "disclosure.never_said",
        "Members that a badge must have are missing, and nothing was left out: the issuer never said them.",
    ),
    Message(
        "disclosure.issuer_optional",
        "Who issued it need not have been shown, so that this may be a part cut out of what was signed.",
        "Ask the issuer whether the credential is one of its own as it is shown.",
    ),
    Message(
        "disclosure.status_not_shown",
        "No status is shown; if the issuer keeps one, the holder has left it out, and nobody can ask for it.",
        _SHOW,
    ),
    Message(
        "disclosure.status_optional",
        "The holder was free to show this status or not, so that there may be another one, not shown.",
        _SHOW,
    ),
    Message(
        "disclosure.achievement_not_shown",
        "The holder does not show what the badge was awarded for.",
        "Ask the candidate to show the achievement with its name.",
    ),
    Message(
        "disclosure.recipient_not_shown",
        "Whose the credential is is not shown; the holder may have left it out.",
        "Ask the candidate to show the id or identifier of the credential's subject.",
    ),
    Message(
        "disclosure.start_not_shown",
        "No start of validity is shown; the holder may have left out that it is not valid yet.",
        _SHOW,
    ),
    Message(
        "disclosure.expiry_not_shown",
        "No end of validity is shown; if there is one, the holder has left it out.",
        _SHOW,
    ),
    Message(
        "disclosure.token_start_not_shown",
        "The token may have a start of its own (nbf), later than the one that is shown, and left out.",
        _SHOW,
    ),
    Message(
        "disclosure.token_end_not_shown",
        "The token may have an end of its own (exp), earlier than the one that is shown, and left out.",
        _SHOW,
    ),
    Message(
        "disclosure.token_status_not_shown",
        "The token may have a status of its own beside the one that is shown, and left out.",
        _SHOW,
    ),
    Message(
        "disclosure.key_not_shown",
        "The token may be bound to the key of its holder (cnf), and this left out.",
        "Ask the candidate to show it, and to prove to have that key.",
    ),
    Message(
        "disclosure.result_status_not_shown",
        "No status of a result is shown; that the achievement was not completed may have been left out.",
        _SHOW,
    ),
    Message(
        "disclosure.result_status_optional",
        "The holder was free to show this status of a result or not, so that there may be another one.",
        _SHOW,
    ),
)
