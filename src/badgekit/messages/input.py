"""Sentences for the codes of the containers: input, PNG and SVG."""

from __future__ import annotations

from badgekit.messages.model import Message

_ORIGINAL = (
    "Ask for the original badge file as the issuer gave it out: PNG or SVG picture, JSON or JWT text. "
    "Screenshots, converted pictures and pictures saved from chats or social networks lose the badge inside."
)
_ISSUER = "Ask the issuer for the file again; it was made or changed by faulty software."
_DOWNLOAD = "Download the file again, or ask for the original; it was damaged on the way."

MESSAGES: tuple[Message, ...] = (
    Message("input.too_large", "The file is larger than {limit} bytes.", _ORIGINAL),
    Message("input.token_too_large", "The signed token is larger than {limit} bytes.", _ORIGINAL),
    Message("input.empty", "The file is empty.", _DOWNLOAD),
    Message("input.not_a_badge", "This is {found}, not a badge file.", _ORIGINAL),
    Message("input.no_badge", "There is no badge in this {container} picture.", _ORIGINAL),
    Message(
        "input.ambiguous",
        "There are {count} badges in this picture, so two programs could show two different ones.",
        _ISSUER,
    ),
    Message("input.not_a_credential", "Instead of a credential there is {found}.", _ORIGINAL),
    Message(
        "input.byte_order_mark",
        "The text starts with a byte order mark.",
        "Save the text as UTF-8 without it.",
    ),
    Message("input.utf16", "The file is written in UTF-16; badges are written in UTF-8.", _ORIGINAL),
    Message("input.jws_parts", "A signed token has three parts; this one has {count}.", _DOWNLOAD),
    Message(
        "input.jws_characters",
        "The signed token contains characters that do not belong there, such as padding or line breaks.",
        _DOWNLOAD,
    ),
    Message(
        "input.encrypted",
        "This is an encrypted token, which only its receiver can read.",
        "Ask for the badge itself, not encrypted.",
    ),
    Message(
        "input.already_baked",
        "This {container} picture already holds a badge.",
        "Use the picture without a badge.",
    ),
    Message("png.signature", "The first bytes of this PNG picture are damaged.", _DOWNLOAD),
    Message("png.no_header", "The PNG picture does not begin with its header.", _DOWNLOAD),
    Message("png.truncated", "The PNG picture ends too early (block at byte {offset}).", _DOWNLOAD),
    Message(
        "png.chunk_length",
        "A block of the PNG picture has an impossible length (at byte {offset}).",
        _DOWNLOAD,
    ),
    Message(
        "png.chunk_type", "A block of the PNG picture has an impossible name (at byte {offset}).", _DOWNLOAD
    ),
    Message("png.too_many_chunks", "The PNG picture has more than {limit} blocks.", _ORIGINAL),
    Message(
        "png.checksum",
        "The badge in the PNG picture is damaged: the checksum of its {chunk} is wrong.",
        _DOWNLOAD,
    ),
    Message(
        "png.data_after_end",
        "A badge lies after the end of the PNG picture, where some programs look and others do not.",
        _ISSUER,
    ),
    Message(
        "png.trailing_bytes",
        "After the end of the PNG picture there are {count} more bytes; they were ignored.",
    ),
    Message(
        "png.wrong_chunk",
        "The badge lies in a {chunk} and not in an iTXt chunk, so other programs would not find it.",
        _ISSUER,
    ),
    Message("png.separators", "The {chunk} ends before its text begins.", _ISSUER),
    Message("png.flags", "The {chunk} is marked with an unknown compression.", _ISSUER),
    Message("png.empty_badge", "The {chunk} is empty.", _ISSUER),
    Message("png.not_utf8", "The text of the {chunk} is not UTF-8 (at byte {offset}).", _ISSUER),
    Message("png.compression", "The compressed badge in the PNG picture is damaged.", _DOWNLOAD),
    Message("png.inflated_too_large", "The compressed badge unpacks to more than {limit} bytes.", _ORIGINAL),
    Message(
        "png.compressed_chunk",
        "The badge in the PNG picture is compressed, which the standard forbids; it was read all the same.",
    ),
    Message(
        "svg.syntax",
        "The SVG picture is not well-formed XML: {reason} (line {line}, column {column}).",
        _DOWNLOAD,
    ),
    Message("svg.encoding", "The SVG picture is written in {encoding}; only UTF-8 is read.", _ORIGINAL),
    Message(
        "svg.internal_dtd",
        "The SVG picture brings definitions of its own (a DTD), which are not read for safety.",
        "Ask for the badge as a PNG picture or as JSON, or for an SVG picture without these definitions.",
    ),
    Message(
        "svg.entity",
        "The SVG picture uses an abbreviation that is defined elsewhere ({name}); it is not fetched.",
        "Ask for the badge as a PNG picture or as JSON, or for an SVG picture without such abbreviations.",
    ),
    Message("svg.external_dtd", "The SVG picture names a foreign document type, {url}; it was not fetched."),
    Message("svg.too_deep", "The SVG picture is nested deeper than {limit} levels.", _ORIGINAL),
    Message("svg.too_complex", "The SVG picture has more than {limit} times the sign {sign}.", _ORIGINAL),
    Message(
        "svg.child_element",
        "The badge in the SVG picture contains the element {name} instead of text.",
        _ISSUER,
    ),
    Message("svg.empty_badge", "The badge element in the SVG picture is empty.", _ISSUER),
    Message(
        "svg.not_bakeable",
        "The credential contains a character that XML cannot carry.",
        "Bake the credential into a PNG picture.",
    ),
)
