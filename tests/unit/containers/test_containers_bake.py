from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.pictures import (
    CLR,
    JSON,
    OB2,
    OB2_NS,
    OB3_NS,
    TOKEN,
    cdata,
    chunk,
    element,
    itxt,
    png,
    svg,
)

from badgekit.containers.bake import bake_png, bake_svg, extract
from badgekit.errors import LimitExceeded, Malformed, Unsupported

PICTURE = png(chunk(b"tEXt", b"Comment\0hello"), tail=b"tail")
DRAWING = svg(prolog='<?xml version="1.0" encoding="UTF-8"?>\r\n<!-- made by hand -->')
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_OBJECTS = st.dictionaries(
    _TEXT, st.none() | st.booleans() | st.integers(-(10**20), 10**20) | _TEXT, max_size=4
)


def test_png_bytes_are_exactly_those_of_the_standard() -> None:
    assert bake_png(png(), JSON) == png(itxt(JSON))
    assert bake_png(png(), TOKEN) == png(itxt(TOKEN))


def test_nothing_in_the_png_picture_changes() -> None:
    baked = bake_png(PICTURE, JSON)
    assert baked.replace(itxt(JSON), b"") == PICTURE
    assert bake_png(PICTURE, JSON) == baked


def test_svg_text_is_that_of_the_standard() -> None:
    baked = bake_svg(DRAWING, TOKEN).decode()
    assert f'viewBox="0 0 9 9" xmlns:openbadges="{OB3_NS}">' in baked
    assert f'><openbadges:credential verify="{TOKEN}"></openbadges:credential><rect' in baked
    baked = bake_svg(DRAWING, JSON).decode()
    assert f"><openbadges:credential><![CDATA[{JSON}]]></openbadges:credential><rect" in baked


def test_nothing_in_the_svg_picture_changes() -> None:
    baked = bake_svg(DRAWING, JSON)
    assert (
        re.sub(rb"<openbadges:.*</openbadges:credential>| xmlns:openbadges=\"[^\"]*\"", b"", baked) == DRAWING
    )
    assert bake_svg(DRAWING, JSON) == baked


@pytest.mark.parametrize(
    "drawing",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" />',
        '<s:svg xmlns:s="http://www.w3.org/2000/svg"/>',
        '<s:svg\n xmlns:s="http://www.w3.org/2000/svg"\n></s:svg >',
        '<svg xmlns="http://www.w3.org/2000/svg" a="x > y" b=\'/>"\'><g/></svg>',
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{OB3_NS}"/>',
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{OB2_NS}"/>',
        '\ufeff<svg xmlns="http://www.w3.org/2000/svg">ü</svg>',
        '<!DOCTYPE svg><!-- <svg> --><svg xmlns="http://www.w3.org/2000/svg"/>',
    ],
)
@pytest.mark.parametrize("credential", [JSON, TOKEN])
def test_every_shape_of_root_element(drawing: str, credential: str) -> None:
    assert extract(bake_svg(drawing.encode(), credential)).text == credential


@pytest.mark.parametrize(
    "inside", [itxt(), itxt(keyword=OB2), itxt(keyword=CLR), chunk(b"tEXt", OB2 + b"\0http://a")]
)
def test_a_baked_png_picture_is_refused(inside: bytes) -> None:
    with pytest.raises(Malformed) as caught:
        bake_png(png(inside), JSON)
    assert caught.value.code == "input.already_baked"


@pytest.mark.parametrize("inside", [element(cdata()), element(), element(namespace=OB2_NS, name="assertion")])
def test_a_baked_svg_picture_is_refused(inside: str) -> None:
    with pytest.raises(Malformed) as caught:
        bake_svg(svg(inside), JSON)
    assert caught.value.code == "input.already_baked"


@pytest.mark.parametrize(
    ("credential", "code"),
    [
        ("https://badges.example/1", "input.not_a_credential"),
        ("[]", "input.not_a_credential"),
        ("text", "input.not_a_credential"),
        ("", "input.not_a_credential"),
        ('{"a":1,"a":1}', "json.duplicate_key"),
        ('{"a":"\ud800"}', "json.not_utf8"),
        (b'{"a":"\xe9"}', "json.not_utf8"),
    ],
)
def test_only_credentials_are_baked(credential: str | bytes, code: str) -> None:
    for bake, picture in ((bake_png, png()), (bake_svg, svg())):
        with pytest.raises(Malformed) as caught:
            bake(picture, credential)
        assert caught.value.code == code


def test_only_pictures_of_the_right_kind_are_baked() -> None:
    for bake, pictures in (
        (bake_png, [svg(), b"{}", b"\xff\xd8\xff\xe0"]),
        (bake_svg, [png(), b"{}", b"<rss/>", b"<html>"]),
    ):
        for picture in pictures:
            with pytest.raises(Unsupported) as caught:
                bake(picture, JSON)
            assert caught.value.code == "input.not_a_badge"


def test_what_could_not_be_read_back_is_not_written() -> None:
    with pytest.raises(Malformed) as caught:
        bake_svg(svg(), '{"a":"\ufffe"}')
    assert caught.value.code == "svg.not_bakeable"
    with pytest.raises(Unsupported) as refused:
        bake_svg(svg(prolog='<?xml version="1.0" encoding="US-ASCII"?>'), JSON)
    assert refused.value.code == "svg.encoding"
    with pytest.raises(LimitExceeded):
        bake_png(png(tail=bytes(10 * 1024 * 1024 - 100)), JSON)


def test_white_space_around_a_token_is_removed() -> None:
    assert extract(bake_png(png(), f"\n{TOKEN}\n".encode())).text == TOKEN
    assert extract(bake_svg(svg(), f"\n{TOKEN}\n".encode())).text == TOKEN


@settings(deadline=None, max_examples=150)
@given(_OBJECTS, st.booleans(), st.sampled_from([None, 1, "\r\n"]))
def test_what_goes_into_a_png_comes_out(
    value: dict[str, Any], ascii_only: bool, indent: int | str | None
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    payload = extract(bake_png(PICTURE, text))
    assert payload.text == text
    assert payload.value == value


@settings(deadline=None, max_examples=150)
@given(_OBJECTS | st.just({"a": "]]>"}), st.booleans(), st.sampled_from([None, 1, "\r\n"]))
def test_what_goes_into_an_svg_comes_out(
    value: dict[str, Any], ascii_only: bool, indent: int | str | None
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    if re.search("[\ufffe\uffff]", text):
        with pytest.raises(Malformed):
            bake_svg(DRAWING, text)
    else:
        assert extract(bake_svg(DRAWING, text)).value == value


ADDRESS = "https://badges.example/a?b=1&c=<2>"


def test_older_png_pictures_have_the_older_keyword() -> None:
    for text in (JSON, TOKEN, ADDRESS):
        assert bake_png(png(), text, version="2.0") == png(itxt(text, keyword=OB2))
    legacy = bake_png(png(), ADDRESS, version="2.0", chunk="tEXt")
    assert legacy == png(chunk(b"tEXt", OB2 + b"\0" + ADDRESS.encode()))
    assert extract(legacy).url == ADDRESS


def test_older_svg_pictures_have_the_older_element() -> None:
    baked = bake_svg(DRAWING, ADDRESS, version="2.0")
    assert f'xmlns:openbadges="{OB2_NS}"' in baked.decode()
    assert b'<openbadges:assertion verify="https://badges.example/a?b=1&amp;c=&lt;2>">' in baked
    assert extract(baked).url == ADDRESS
    assert extract(bake_svg(DRAWING, TOKEN, version="2.0")).token == TOKEN


def test_a_hosted_assertion_stands_beside_its_address_in_an_svg_picture() -> None:
    document = json.dumps({"id": ADDRESS, "type": "Assertion"})
    baked = bake_svg(DRAWING, document, version="2.0", address=ADDRESS)
    assert extract(baked).value == json.loads(document)
    assert b'c=&lt;2>"><![CDATA[{' in baked
    with pytest.raises(Malformed) as caught:
        bake_svg(DRAWING, document, version="2.0", address="https://elsewhere.example/")
    assert caught.value.code == "input.ambiguous"
    with pytest.raises(ValueError, match="no web address"):
        bake_svg(DRAWING, document, version="2.0", address='"><script>')


def test_a_chunk_of_latin_text_is_for_older_addresses() -> None:
    with pytest.raises(ValueError, match="tEXt"):
        bake_png(png(), TOKEN, chunk="tEXt")
    with pytest.raises(ValueError, match="tEXt"):
        bake_png(png(), '{"name": "\u00fc"}', version="2.0", chunk="tEXt")
