"""Forms: a file arrives as it was sent, and what two readers could read differently is refused."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.asgi import form

from badgekit.service.answers import Refused
from badgekit.service.forms import Form, is_form, read

TYPE = "multipart/form-data; boundary=frontier"


def refused(body: bytes, content_type: str = TYPE) -> str:
    with pytest.raises(Refused) as caught:
        read(body, content_type)
    assert caught.value.status == 400
    return caught.value.code


@given(
    st.binary(max_size=2000).filter(lambda data: b"--frontier" not in data),
    st.lists(st.tuples(st.sampled_from(["email", "name", "ünïcode"]), st.text(max_size=40)), max_size=6),
)
@settings(max_examples=200)
def test_what_is_sent_arrives(file: bytes, fields: list[tuple[str, str]]) -> None:
    kept = [(name, value.encode("utf-8", "replace").decode()) for name, value in fields]
    if any("--frontier" in value for _, value in kept):
        return
    body, headers = form(file, kept)
    assert read(body, headers["content-type"]) == Form(file, tuple(kept))


@given(st.binary(max_size=400), st.text(max_size=60))
@settings(max_examples=300)
def test_any_bytes_are_a_form_or_refused(body: bytes, boundary: str) -> None:
    for content_type in (TYPE, f"multipart/form-data; boundary={boundary}", boundary):
        for data in (body, b"--frontier\r\n" + body, b"--frontier\r\nContent-Disposition: " + body):
            with contextlib.suppress(Refused):
                assert isinstance(read(data, content_type), Form)


@given(st.data())
def test_a_form_that_is_cut_off_is_no_form(data: st.DataObject) -> None:
    body, headers = form(b"x" * 40, [("email", "a@example.org")])
    end = data.draw(st.integers(0, len(body) - len(b"--\r\n") - 1))
    assert refused(body[:end], headers["content-type"]) == "request.form"


def test_there_is_one_file_and_it_has_the_name_file() -> None:
    one, _ = form(b"1")
    two = one.removesuffix(b"--frontier--\r\n") + form(b"2")[0]
    assert refused(two) == "request.several_files"
    other = one.removesuffix(b"--frontier--\r\n") + form(b"2", name="picture")[0]
    assert refused(other) == "request.several_files"
    assert refused(form(b"1", name="picture")[0]) == "request.no_file"
    # Text in a field of the name is no file: its line ends and letters need not be those of the file.
    assert refused(form(None, [("file", "{}")])[0]) == "request.no_file"


@pytest.mark.parametrize(
    "part",
    [
        b"Content-Type: text/plain\r\n\r\nx",
        b'Content-Disposition: attachment; name="file"; filename="a"\r\n\r\nx',
        b'Content-Disposition: form-data; filename="a"\r\n\r\nx',
        b'Content-Disposition: form-data; name="file"; filename="a"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\neA==",
        b'Content-Disposition: form-data; name="email"\r\n\r\n\xff\xfe',
        b'Content-Disposition: form-data; name="\xff"\r\n\r\nx',
        b'Content-Disposition: form-data; name="email"\r\n\r\n' + b"x" * 9000,
        b"no header\r\n\r\nx",
        b'Content-Disposition: form-data; name="' + b"x" * 5000 + b'"\r\n\r\nx',
        b"".join(b"A%d: b\r\n" % number for number in range(9))
        + b'Content-Disposition: form-data; name="e"\r\n\r\nx',
    ],
)  # fmt: skip
def test_a_part_that_is_not_as_it_must_be_is_refused(part: bytes) -> None:
    good, _ = form(b"1")
    assert refused(b"--frontier\r\n" + part + b"\r\n" + good) == "request.form"


def test_fields_are_utf8_whatever_the_head_says() -> None:
    # Named codecs would let a caller choose slow ones, and two readers read two texts.
    body, headers = form(b"1", [("name", "Åsa")])
    for charset in ("punycode", "utf-7", "latin-1", "no-such"):
        assert read(body, f"{headers['content-type']}; charset={charset}").fields == (("name", "Åsa"),)


def test_the_number_of_parts_is_bounded() -> None:
    assert refused(form(b"1", [("email", "a")] * 70)[0]) == "request.too_many_parameters"


def test_a_form_without_boundary_is_refused() -> None:
    for content_type in ("multipart/form-data", "multipart/form-data; boundary=", f"{TYPE}{'x' * 300}"):
        assert refused(form(b"1")[0], content_type) == "request.form"


def test_only_forms_that_may_hold_files_are_forms() -> None:
    assert is_form("Multipart/Form-Data; boundary=x")
    for other in ("", "multipart/mixed; boundary=x", "application/x-www-form-urlencoded", "image/png"):
        assert not is_form(other)
