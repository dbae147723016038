"""Sentences for the codes of the network room."""

from __future__ import annotations

from badgekit.messages.model import Message

_LATER = "Try again later, or ask the issuer to look at the address."
_ISSUER = "Ask the issuer to look at the address."

MESSAGES: tuple[Message, ...] = (
    Message(
        "net.blocked",
        "The address {url} was not asked, because {reason}.",
        "A badge names the addresses that are asked, so only public web addresses are. "
        "If this one is right, its owner has to publish it under a public https address.",
    ),
    Message("net.unresolved", "The name {host} could not be found, so {url} was not asked.", _LATER),
    Message("net.timeout", "{url} did not answer completely in the time allowed.", _LATER),
    Message(
        "net.tls",
        "The certificate of {host} is not trusted here ({reason}).",
        "This says nothing about the badge. If you know the authority that certifies {host}, "
        "give its certificate to the fetcher.",
    ),
    Message("net.tls_handshake", "No encrypted connection to {host} could be made ({reason}).", _LATER),
    Message("net.failed", "{url} could not be asked: {reason}.", _LATER),
    Message("net.too_large", "The answer of {url} is larger than {limit} bytes.", _ISSUER),
    Message("net.too_many_headers", "The answer of {url} has more or longer headers than are read.", _ISSUER),
    Message(
        "net.encoding", "The answer of {url} is packed in a way that is not unpacked ({encoding}).", _ISSUER
    ),
    Message(
        "net.too_many_redirects", "{url} sent us on to other addresses more than {limit} times.", _ISSUER
    ),
    Message(
        "net.redirect_without_target", "{url} sent us on (HTTP {status}) without saying where to.", _ISSUER
    ),
    Message(
        "net.too_many_fetches",
        "{url} was not asked: checking this credential already took {limit} requests.",
        "Checking more would need higher limits.",
    ),
    Message(
        "net.too_much",
        "{url} was not asked: the answers for this credential already exceed {limit} bytes.",
        "Checking more would need higher limits.",
    ),
    Message(
        "net.out_of_time",
        "{url} was not asked: the {limit} seconds for all requests of this credential are used up.",
        _LATER,
    ),
    Message("net.offline", "{url} was not asked, because the network is switched off.", "Allow the network."),
    Message(
        "net.not_in_documents",
        "{url} is not among the documents that were given.",
        "Add it to the documents, or allow the network.",
    ),
    Message(
        "net.not_in_snapshot",
        "{url} is not in the recording.",
        "The recording was made with another credential, other options or another version.",
    ),
)
