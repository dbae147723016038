"""Forms with a file (``multipart/form-data``, RFC 7578), strictly, from a body that is in hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header

from badgekit.service.answers import Refused
from badgekit.service.parameters import MAX_CHARACTERS, MAX_PARAMETERS

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

__all__ = ["FILE", "Form", "is_form", "read"]

FILE = "file"
"""Name of the part that holds the badge."""

_FORM = b"multipart/form-data"
# The longest a value of MAX_CHARACTERS gets in UTF-8.
_MAX_VALUE_BYTES = 4 * MAX_CHARACTERS
# More than any client sends, and few enough to be no work.
_MAX_HEADERS, _MAX_HEADER_BYTES = 8, 4096


@dataclass(frozen=True, slots=True)
class Form:
    """The file, and the other fields in their order."""

    file: bytes
    fields: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Part:
    headers: dict[bytes, bytes] = field(default_factory=dict)
    name: bytes = b""
    is_file: bool = False
    pieces: list[bytes] = field(default_factory=list)
    size: int = 0


def is_form(content_type: str) -> bool:
    """Return whether a body of this ``Content-Type`` is a form that may hold files."""
    return content_type.partition(";")[0].strip().lower() == _FORM.decode()


def read(body: bytes, content_type: str) -> Form:
    """Return the form in `body`.

    Field names and values are UTF-8, whatever ``charset`` the head of the form names.

    Raises:
        Refused: ``request.form`` (broken), ``request.no_file``, ``request.several_files`` or
            ``request.too_many_parameters``.
    """
    boundary = parse_options_header(content_type.encode("latin-1", "replace"))[1].get(b"boundary", b"")
    if not boundary:
        raise Refused(400, "request.form", reason="its content type names no boundary")
    reading = _Reading()
    try:
        parser = MultipartParser(
            boundary, reading.callbacks(), max_header_count=_MAX_HEADERS, max_header_size=_MAX_HEADER_BYTES
        )
        parser.write(body)
        parser.finalize()
    except FormParserError:
        raise Refused(400, "request.form", reason="its parts are not well formed") from None
    if not reading.ended:
        raise Refused(400, "request.form", reason="it ends before its last boundary")
    return reading.form()


class _Reading:
    """Collects what the parser finds."""

    def __init__(self) -> None:
        self.ended = False
        self._parts: list[_Part] = []
        self._header_name = b""
        self._header_value = b""

    def callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._name,
            "on_header_value": self._value,
            "on_header_end": self._header,
            "on_headers_finished": self._headers,
            "on_part_data": self._data,
            "on_end": self._end,
        }

    def form(self) -> Form:
        files = [part for part in self._parts if part.is_file]
        if not files:
            raise Refused(400, "request.no_file")
        if len(files) > 1:
            raise Refused(400, "request.several_files")
        if files[0].name != FILE.encode():
            raise Refused(400, "request.no_file")
        fields = tuple(
            (_text(part.name), _text(b"".join(part.pieces))) for part in self._parts if not part.is_file
        )
        return Form(b"".join(files[0].pieces), fields)

    def _begin(self) -> None:
        if len(self._parts) > MAX_PARAMETERS:
            raise Refused(400, "request.too_many_parameters", limit=MAX_PARAMETERS)
        self._parts.append(_Part())

    def _name(self, data: bytes, start: int, end: int) -> None:
        self._header_name += data[start:end]

    def _value(self, data: bytes, start: int, end: int) -> None:
        self._header_value += data[start:end]

    def _header(self) -> None:
        self._parts[-1].headers[self._header_name.lower()] = self._header_value
        self._header_name = self._header_value = b""

    def _headers(self) -> None:
        part = self._parts[-1]
        kind, options = parse_options_header(part.headers.get(b"content-disposition"))
        if kind != b"form-data" or b"name" not in options:
            raise Refused(400, "request.form", reason="a part has no name")
        # Some clients encode a part for mail; taken as it is, it would be another file than the one meant.
        encoding = part.headers.get(b"content-transfer-encoding", b"binary").strip().lower()
        if encoding not in (b"binary", b"8bit", b"7bit"):
            raise Refused(400, "request.form", reason="a part has a content-transfer-encoding")
        part.name, part.is_file = options[b"name"], b"filename" in options

    def _data(self, data: bytes, start: int, end: int) -> None:
        part = self._parts[-1]
        part.size += end - start
        if not part.is_file and part.size > _MAX_VALUE_BYTES:
            raise Refused(400, "request.form", reason="a field is too long; a file needs a file name")
        part.pieces.append(data[start:end])

    def _end(self) -> None:
        self.ended = True


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Refused(400, "request.form", reason="a field is not UTF-8") from None
