from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.pictures import CLR_NS, JSON, OB2_NS, OB3_NS, TOKEN, cdata, element, outcome, svg

from badgekit.containers import Payload, unpack
from badgekit.containers.svg_scan import scan
from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.limits import Limits
from badgekit.messages import lookup

LIMITS = Limits()
URL = "https://badges.example/assertions/1"
W3C_DOCTYPE = (
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
)


def read(data: bytes) -> Payload:
    return unpack(data, LIMITS)


def code(data: bytes, kind: type[Problem] = Malformed, limits: Limits = LIMITS) -> str:
    with pytest.raises(kind) as caught:
        unpack(data, limits)
    assert lookup(caught.value.code) is not None
    assert "not given)" not in str(caught.value)
    return caught.value.code


def assertion(body: str = "", verify: str | None = None) -> str:
    return element(body, verify=verify, name="assertion", namespace=OB2_NS)


def test_json_in_cdata() -> None:
    payload = read(svg(element(f"\n  {cdata()}\n")))
    assert (payload.container, payload.location) == ("svg", "element credential (Open Badges 3.0)")
    assert payload.text == JSON
    assert payload.value is not None
    assert payload.value["name"] == "Gärtner ® 🌱"
    assert (payload.token, payload.url, payload.warnings) == (None, None, ())


def test_a_token_in_the_attribute() -> None:
    payload = read(svg(element(verify=f" {TOKEN}\n")))
    assert payload.location == "attribute verify of element credential (Open Badges 3.0)"
    assert payload.token == payload.text == TOKEN


def test_the_location_names_the_generation() -> None:
    assert "CLR 2.0" in read(svg(element(cdata(), namespace=CLR_NS))).location
    assert "Open Badges 1 or 2" in read(svg(assertion(cdata()))).location


def test_text_without_cdata_and_with_character_references() -> None:
    body = JSON.replace("&", "&amp;").replace("<", "&lt;").replace("ä", "&#228;")
    assert read(svg(element(body))).text == JSON


def test_text_cut_by_comments_and_instructions_is_joined() -> None:
    body = cdata(JSON[:10]) + "<!-- cut -->" + cdata(JSON[10:20]) + "<?cut?>" + cdata(JSON[20:])
    assert read(svg(element(body))).text == JSON


@pytest.mark.parametrize(
    "content",
    [
        f'<credential xmlns="{OB3_NS}">{cdata()}</credential>',
        f'<openbadges:credential xmlns:openbadges="{OB3_NS}">{cdata()}</openbadges:credential>',
        f"<g>{element(cdata())}</g>",
        f"<metadata>{element(cdata())}</metadata>",
    ],
)
def test_the_namespace_counts_and_not_the_prefix_or_the_place(content: str) -> None:
    assert read(svg(content)).text == JSON


@pytest.mark.parametrize(
    "content",
    [
        "",
        f"<!-- {element('x')} -->",
        cdata(element("x")),
        element(cdata(), namespace="https://purl.imsglobal.org/spec/ob/v3p0"),
        element(cdata(), namespace=OB3_NS + "/"),
        element(cdata(), namespace=OB2_NS),
        f"<credential>{cdata()}</credential>",
        element(cdata(), name="Credential"),
        element(cdata(), name="assertion"),
        f'<openbadges:credential xmlns:openbadges="urn:other" xmlns:b="{OB3_NS}">x</openbadges:credential>',
        f'<g xmlns:b="{OB3_NS}" b:credential="x"/>',
    ],
)
def test_what_only_looks_like_a_badge_is_none(content: str) -> None:
    assert code(svg(content), Unsupported) == "input.no_badge"


def test_a_prefix_that_was_never_declared_is_refused() -> None:
    assert code(svg(f"<openbadges:credential>{cdata()}</openbadges:credential>")) == "svg.syntax"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"<svg/>", "an SVG picture without the SVG namespace"),
        (b'<svg xmlns="urn:other"/>', "an SVG picture without the SVG namespace"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "a web page (HTML)"),
        (b"<rss/>", "an XML file that is no SVG picture"),
        (b'<g xmlns="http://www.w3.org/2000/svg"/>', "an XML file that is no SVG picture"),
        (element(cdata()).encode(), "an XML file that is no SVG picture"),
        (b"<rss>" + svg(element(cdata())) + b"</rss>", "an XML file that is no SVG picture"),
    ],
)
def test_the_root_must_be_svg(data: bytes, found: str) -> None:
    with pytest.raises(Unsupported) as caught:
        read(data)
    assert (caught.value.code, caught.value.params["found"]) == ("input.not_a_badge", found)


# Two badges


@pytest.mark.parametrize(
    "content",
    [
        element(cdata()) + element(cdata('{"other":1}')),
        element(cdata()) + element(cdata()),
        element(cdata()) + element(),
        element(cdata()) + assertion(verify=URL),
        element(cdata()) + element(verify=TOKEN, namespace=CLR_NS),
        element(cdata(), verify=TOKEN),
        element(cdata(), verify=TOKEN, namespace=CLR_NS),
        element(cdata(), verify=URL),
        element(cdata(f'{{"id":"{URL}"}}'), verify=URL),
        element(TOKEN, verify=TOKEN),
        assertion(cdata(JSON), verify=URL),
        assertion(cdata(f'{{"id":"{URL}/2"}}'), verify=URL),
        assertion(cdata(f'{{"id":"{URL}"}}'), verify=TOKEN),
        assertion(TOKEN, verify=TOKEN + "A"),
    ],
)
def test_two_badges_in_one_picture_are_refused(content: str) -> None:
    with pytest.raises(Malformed) as caught:
        read(svg(content))
    assert caught.value.code == "input.ambiguous"
    assert caught.value.params["count"] == 2


def test_text_after_the_badge_element_is_not_part_of_it() -> None:
    assert read(svg(element(verify=TOKEN), "text", element(namespace="urn:other", body="x"))).token == TOKEN


def test_the_text_of_each_badge_element_is_its_own() -> None:
    picture = scan(svg(element("a"), "between", element("b", verify="c"), "after", element("d")), LIMITS)
    assert [(badge.text, badge.verify) for badge in picture.badges] == [("a", ""), ("b", "c"), ("d", "")]


# Open Badges 1 and 2: the standard itself wants the address beside the assertion


@pytest.mark.parametrize(
    "body",
    [
        f'{{"id":"{URL}"}}',
        f'{{"uid":"1","verify":{{"type":"hosted","url":"{URL}"}}}}',
        f'{{"id":"urn:uuid:1","verification":{{"type":"hosted","url":"{URL}"}}}}',
    ],
)
def test_an_assertion_beside_its_own_address_is_one_badge(body: str) -> None:
    payload = read(svg(assertion(cdata(body), verify=URL)))
    assert payload.text == body
    assert payload.url is None


def test_a_token_written_twice_into_one_assertion_is_one_badge() -> None:
    assert read(svg(assertion(cdata(TOKEN), verify=TOKEN))).token == TOKEN


def test_the_address_of_a_hosted_badge_is_passed_on() -> None:
    payload = read(svg(assertion(verify=URL)))
    assert payload.url == payload.text == URL
    assert (payload.value, payload.token) == (None, None)


def test_a_newer_badge_is_never_just_an_address() -> None:
    assert code(svg(element(verify=URL))) == "input.not_a_credential"


# Attacks on XML


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE svg [<!ENTITY a "A"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>',
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "http://169.254.169.254/">]>',
        '<!DOCTYPE svg [<!ENTITY % p SYSTEM "https://evil.example/p.dtd"> %p;]>',
        f'<!DOCTYPE svg [<!ATTLIST svg onload CDATA "x" xmlns:b CDATA "{OB3_NS}">]>',
        "<!DOCTYPE svg []>",
        W3C_DOCTYPE[:-1] + ' [<!ENTITY ns_svg "http://www.w3.org/2000/svg">]>',
    ],
)
def test_definitions_inside_the_picture_are_refused(doctype: str) -> None:
    assert code(svg(element(cdata()), prolog=doctype), Unsupported) == "svg.internal_dtd"


@pytest.mark.parametrize("doctype", ["<!DOCTYPE svg>", W3C_DOCTYPE])
def test_the_plain_doctype_passes(doctype: str) -> None:
    payload = read(svg(element(cdata()), prolog='<?xml version="1.0"?>' + doctype))
    assert (payload.text, payload.warnings) == (JSON, ())


def test_a_foreign_doctype_is_not_fetched_and_named() -> None:
    payload = read(svg(element(cdata()), prolog='<!DOCTYPE svg SYSTEM "https://evil.example/x.dtd">'))
    assert payload.text == JSON
    assert [warning.code for warning in payload.warnings] == ["svg.external_dtd"]
    assert "evil.example" in str(payload.warnings[0])


@pytest.mark.parametrize(
    "content",
    [
        element("&x;" + cdata()),
        element(cdata()) + "<text>&nbsp;</text>",
        element(verify="&x;" + TOKEN),
        assertion(verify=URL + "?a=1&amp;b=&x;"),
    ],
)
@pytest.mark.parametrize("doctype", [W3C_DOCTYPE, '<!DOCTYPE svg SYSTEM "x.dtd">'])
def test_what_only_the_external_dtd_could_define_is_refused(doctype: str, content: str) -> None:
    # A reader that loads the DTD would see another badge than we do.
    assert code(svg(content, prolog=doctype), Unsupported) == "svg.entity"
    assert code(svg(content)) == "svg.syntax"


def test_ordinary_escapes_beside_an_external_dtd_are_read() -> None:
    payload = read(svg(assertion(verify=URL + "?a=1&amp;b=&#50;"), prolog=W3C_DOCTYPE))
    assert payload.url == URL + "?a=1&b=2"


@pytest.mark.parametrize(
    "child",
    [
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>',
        "<g/>",
        element(cdata()),
    ],
)
def test_elements_inside_the_badge_are_refused(child: str) -> None:
    assert code(svg(element(child))) == "svg.child_element"


def test_active_content_beside_the_badge_is_ignored() -> None:
    prolog = '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="https://evil.example/x.xsl"?>'
    content = '<script>alert(1)</script><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="x"/>'
    assert read(svg(content, element(cdata()), prolog=prolog)).text == JSON


@pytest.mark.parametrize("encoding", ["utf-8", "UTF-8", "utf8", "us-ascii"])
def test_declared_encodings_that_are_utf8(encoding: str) -> None:
    # A file that is not ASCII as it says has no other reading than UTF-8.
    assert read(svg(element(cdata()), prolog=f'<?xml version="1.0" encoding="{encoding}"?>')).text == JSON


@pytest.mark.parametrize("encoding", ["cp037", "utf-7", "utf-16", "iso-8859-1", "windows-1252", "nonsense"])
def test_other_declared_encodings_are_refused(encoding: str) -> None:
    data = svg(element(cdata()), prolog=f'<?xml version="1.0" encoding="{encoding}"?>')
    assert code(data, Unsupported) == "svg.encoding"


@pytest.mark.parametrize(
    "data",
    [
        svg(element(cdata()))[:-3],
        svg(element(cdata())) + b"<svg/>",
        svg(element(cdata('{"a":"\x01"}'))),
        svg(element(cdata())).replace("ä".encode(), b"\xe4"),
        svg(element(cdata())).replace(b"<rect", b"<rect a='1' a='2'"),
        b" " + svg(element(cdata()), prolog='<?xml version="1.0"?>'),
        svg(element('{"a":"&#xD800;"}')),
        b"<",
        b"<3",
    ],
)
def test_xml_that_is_not_well_formed_is_refused(data: bytes) -> None:
    assert code(data) == "svg.syntax"


def test_a_byte_order_mark_before_xml_is_allowed() -> None:
    assert read(b"\xef\xbb\xbf" + svg(element(cdata()), prolog=W3C_DOCTYPE)).text == JSON


@pytest.mark.parametrize("body", ["", " \n", "<![CDATA[ ]]>", "<!-- x -->"])
def test_an_empty_badge_is_refused(body: str) -> None:
    assert code(svg(element(body, verify=" "))) == "svg.empty_badge"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("text", "input.not_a_credential"),
        ("[]", "input.not_a_credential"),
        ('{"a":1,"a":2}', "json.duplicate_key"),
        ("\ufeff{}", "json.byte_order_mark"),
        (TOKEN + "=", "input.jws_characters"),
    ],
)
def test_a_wrong_badge_text_is_refused(body: str, expected: str) -> None:
    assert code(svg(element(body))) == expected


# Work


def test_the_depth_is_bounded() -> None:
    limits = Limits(xml_depth=10)
    for groups, fits in ((8, True), (9, False)):
        data = svg("<g>" * groups, element(cdata()), "</g>" * groups)
        if fits:
            assert unpack(data, limits).text == JSON
        else:
            assert code(data, LimitExceeded, limits) == "svg.too_deep"


@pytest.mark.parametrize(
    "filler", ["<g/>" * 200_001, "<g " + " ".join(f'a{i}=""' for i in range(500_001)) + "/>"]
)
def test_the_number_of_tags_and_attributes_is_bounded_before_parsing(filler: str) -> None:
    data = svg(filler, element(cdata()))
    tracemalloc.start()
    assert code(data, LimitExceeded) == "svg.too_complex"
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_a_large_picture_in_one_attribute_is_read() -> None:
    image = "A" * 5_000_000
    assert read(svg(f'<image href="data:image/png;base64,{image}"/>', element(cdata()))).text == JSON


# Properties

_PIECES = st.sampled_from(
    [
        element(cdata()),
        element(verify=TOKEN),
        assertion(cdata(f'{{"id":"{URL}"}}'), verify=URL),
        assertion(verify=URL),
        "<g>",
        "</g>",
        "&x;",
        "&#0;",
        "<!-- -->",
        "<?p?>",
        "<![CDATA[",
        "]]>",
        "\ufffe",
    ]
)
_PROLOGS = st.sampled_from(
    [
        "",
        W3C_DOCTYPE,
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE svg [",
        "<!DOCTYPE svg SYSTEM 'x'>",
    ]
)


@settings(deadline=None, max_examples=300)
@given(
    _PROLOGS,
    st.lists(_PIECES, max_size=5),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=3),
)
def test_mutated_pictures_raise_nothing_but_problems(
    prolog: str, pieces: list[str], changes: list[tuple[int, int]]
) -> None:
    data = bytearray(svg(*pieces, prolog=prolog))
    for position, value in changes:
        data[position % len(data)] = value
    assert outcome(bytes(data))


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=200))
def test_any_bytes_after_a_start_tag_raise_nothing_but_problems(data: bytes) -> None:
    start = svg(element("x")).partition(b">x")[0]
    for prefix in (b"<", b"<?xml ", b"<!DOCTYPE ", start, start + b">"):
        assert isinstance(outcome(prefix + data), Problem)
