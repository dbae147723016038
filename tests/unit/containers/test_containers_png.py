from __future__ import annotations

import tracemalloc
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.pictures import (
    CLR,
    IDAT,
    IEND,
    IHDR,
    JSON,
    OB2,
    OB3,
    SIGNATURE,
    TOKEN,
    chunk,
    itxt,
    outcome,
    png,
    svg,
)

from badgekit.containers import Payload, unpack
from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.limits import Limits
from badgekit.messages import lookup

LIMITS = Limits()
URL = "https://badges.example/assertions/1"


def read(data: bytes) -> Payload:
    return unpack(data, LIMITS)


def code(data: bytes, kind: type[Problem] = Malformed, limits: Limits = LIMITS) -> str:
    with pytest.raises(kind) as caught:
        unpack(data, limits)
    assert lookup(caught.value.code) is not None
    assert "not given)" not in str(caught.value)
    return caught.value.code


def test_json_in_an_itxt_chunk() -> None:
    payload = read(png(itxt(JSON)))
    assert (payload.container, payload.location) == ("png", "iTXt chunk openbadgecredential")
    assert payload.text == JSON
    assert payload.value is not None
    assert payload.value["name"] == "Gärtner ® 🌱"
    assert (payload.token, payload.url, payload.warnings) == (None, None, ())


def test_a_token_in_an_itxt_chunk() -> None:
    payload = read(png(itxt(TOKEN)))
    assert payload.token == payload.text == TOKEN
    assert payload.value is None


@pytest.mark.parametrize("keyword", [OB2, OB3, CLR])
def test_the_location_names_the_generation(keyword: bytes) -> None:
    assert read(png(itxt(JSON, keyword=keyword))).location == f"iTXt chunk {keyword.decode()}"


def test_the_chunk_may_lie_anywhere_before_the_end() -> None:
    for data in (
        SIGNATURE + IHDR + IDAT + itxt() + IEND,
        SIGNATURE + IHDR + IDAT + itxt() + IDAT + IEND,
        png(chunk(b"tEXt", b"Comment\0openbadgecredential"), itxt()),
    ):
        assert read(data).text == JSON


def test_language_and_translated_keyword_have_no_meaning() -> None:
    assert read(png(itxt(language=b"de-AT", translated=b"Abzeichen"))).text == JSON


def test_a_picture_without_badge_has_its_own_answer() -> None:
    for data in (png(), png(itxt(keyword=b"XML:com.adobe.xmp")), png(tail=b"more")):
        assert code(data, Unsupported) == "input.no_badge"


@pytest.mark.parametrize(
    "keyword", [b"OpenBadgeCredential", OB3 + b"x", OB3 + b" ", b"openbadge", b"x" * 100_000]
)
def test_keywords_are_compared_exactly(keyword: bytes) -> None:
    assert code(png(itxt(keyword=keyword)), Unsupported) == "input.no_badge"


# Open Badges 1 and 2


@pytest.mark.parametrize("container", [itxt(URL, keyword=OB2), chunk(b"tEXt", OB2 + b"\0" + URL.encode())])
def test_the_address_of_a_hosted_badge_is_passed_on(container: bytes) -> None:
    payload = read(png(container))
    assert payload.url == payload.text == URL
    assert (payload.value, payload.token) == (None, None)


def test_a_legacy_text_chunk_is_latin_1() -> None:
    raw = '{"name":"Gärtner"}'.encode("latin-1")
    payload = read(png(chunk(b"tEXt", OB2 + b"\0" + raw)))
    assert payload.location == "tEXt chunk openbadges"
    assert payload.value == {"name": "Gärtner"}


@pytest.mark.parametrize("keyword", [OB3, CLR])
def test_newer_badges_are_never_just_an_address(keyword: bytes) -> None:
    assert code(png(itxt(URL, keyword=keyword))) == "input.not_a_credential"


@pytest.mark.parametrize("text", ["urn:uuid:1", "file:///etc/passwd", f"{URL} {URL}", "http://a\n/b", "x"])
def test_an_address_is_http_or_https_and_nothing_more(text: str) -> None:
    assert code(png(itxt(text, keyword=OB2))) == "input.not_a_credential"


# Two badges


@pytest.mark.parametrize(
    "chunks",
    [
        (itxt(JSON), itxt('{"other":1}')),
        (itxt(JSON), itxt(JSON)),
        (itxt(JSON), itxt(JSON, keyword=OB2)),
        (itxt(JSON), itxt(JSON, keyword=CLR)),
        (itxt(JSON), chunk(b"tEXt", OB3 + b"\0" + TOKEN.encode())),
        (itxt(JSON), chunk(b"zTXt", OB3 + b"\0\0" + zlib.compress(TOKEN.encode()))),
        (chunk(b"tEXt", OB2 + b"\0" + URL.encode()), itxt(JSON, keyword=OB2)),
        (itxt(JSON), chunk(b"iTXt", OB3)),
    ],
)
def test_two_badges_in_one_picture_are_refused(chunks: tuple[bytes, ...]) -> None:
    with pytest.raises(Malformed) as caught:
        read(png(*chunks))
    assert caught.value.code == "input.ambiguous"
    assert caught.value.params["count"] == 2


@pytest.mark.parametrize(
    "tail", [itxt(), chunk(b"tEXt", OB2 + b"\0" + URL.encode()), b"junk" + itxt(keyword=CLR), png(itxt())]
)
@pytest.mark.parametrize("inside", [b"", itxt()])
def test_a_badge_after_the_end_is_refused(inside: bytes, tail: bytes) -> None:
    assert code(png(inside, tail=tail)) == "png.data_after_end"


def test_other_bytes_after_the_end_are_a_warning() -> None:
    payload = read(png(itxt(), tail=b"see https://openbadges.org"))
    assert [warning.code for warning in payload.warnings] == ["png.trailing_bytes"]
    assert payload.warnings[0].params["count"] == 26


# Damage


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (SIGNATURE, "png.truncated"),
        (SIGNATURE + IHDR + itxt(), "png.truncated"),
        (png(itxt())[:-1], "png.truncated"),
        (png(itxt())[:150], "png.truncated"),
        (SIGNATURE + itxt() + IHDR + IEND, "png.no_header"),
        (SIGNATURE + chunk(b"IHDR", b"short") + itxt() + IEND, "png.no_header"),
        (png(chunk(b"iTXt", OB3 + b"\0\0\0\0\0{}", length=2**31 - 1)), "png.truncated"),
        (png(chunk(b"iTXt", OB3 + b"\0\0\0\0\0{}", length=2**32 - 1)), "png.chunk_length"),
        (png(chunk(b"iTXt", OB3 + b"\0\0\0\0\0{}", length=3)), "png.truncated"),
        (SIGNATURE + IHDR + chunk(b"IEND", b"hidden"), "png.chunk_length"),
        (png(chunk(b"i\xdfXt", b"x")), "png.chunk_type"),
        (png(chunk(b"\0\0\0\0")), "png.chunk_type"),
        (png(itxt()[:-4] + b"\0\0\0\0"), "png.checksum"),
    ],
)
def test_damage_is_refused(data: bytes, expected: str) -> None:
    assert code(data) == expected


@pytest.mark.parametrize("keep", [40, 100, -13])
def test_the_offset_of_the_cut_block_is_told(keep: int) -> None:
    problem = outcome(png(itxt())[:keep])
    assert isinstance(problem, Malformed)
    assert problem.params["offset"] == (33 if keep > 0 else 33 + len(itxt()))


def test_only_the_checksum_of_the_badge_counts() -> None:
    assert read(png(chunk(b"tEXt", b"Comment\0x", crc=0), itxt())).text == JSON


@pytest.mark.parametrize(
    ("container", "expected"),
    [
        (itxt(b""), "png.empty_badge"),
        (itxt(b" \n"), "png.empty_badge"),
        (chunk(b"tEXt", OB2 + b"\0"), "png.empty_badge"),
        (itxt(flag=2), "png.flags"),
        (itxt(flag=255), "png.flags"),
        (itxt(zlib.compress(b"{}"), flag=1, method=1), "png.flags"),
        (chunk(b"iTXt", OB3), "png.separators"),
        (chunk(b"iTXt", OB3 + b"\0"), "png.separators"),
        (chunk(b"iTXt", OB3 + b"\0\0\0"), "png.separators"),
        (chunk(b"iTXt", OB3 + b"\0\0\0\0"), "png.separators"),
        (chunk(b"iTXt", OB3 + b"\0\0\0" + JSON.encode()), "png.separators"),
        (itxt('{"a":"é"}'.encode("latin-1")), "png.not_utf8"),
        (itxt("text"), "input.not_a_credential"),
        (itxt("[]"), "input.not_a_credential"),
        (itxt('{"a":1,"a":2}'), "json.duplicate_key"),
        (itxt(b"\xef\xbb\xbf{}"), "json.byte_order_mark"),
        (itxt(TOKEN + "="), "input.jws_characters"),
        (chunk(b"tEXt", OB3 + b"\0" + JSON.encode()), "png.wrong_chunk"),
        (chunk(b"tEXt", CLR + b"\0" + JSON.encode()), "png.wrong_chunk"),
        (chunk(b"zTXt", OB3 + b"\0\0" + zlib.compress(JSON.encode())), "png.wrong_chunk"),
        (chunk(b"zTXt", OB2 + b"\0\0" + zlib.compress(JSON.encode())), "png.wrong_chunk"),
    ],
)
def test_a_wrong_badge_chunk_is_refused(container: bytes, expected: str) -> None:
    assert code(png(container)) == expected


def test_the_method_of_text_that_is_not_compressed_is_ignored_as_the_png_standard_says() -> None:
    assert read(png(itxt(method=7))).text == JSON


# Compression and other work


def test_a_compressed_badge_is_read_with_a_warning() -> None:
    payload = read(png(itxt(zlib.compress(JSON.encode()), flag=1)))
    assert payload.text == JSON
    assert [warning.code for warning in payload.warnings] == ["png.compressed_chunk"]


@pytest.mark.parametrize(
    "stream",
    [
        zlib.compress(JSON.encode())[:-1],
        zlib.compress(JSON.encode()) + b"more",
        b"not zlib",
        b"",
        zlib.compress(JSON.encode())[:-4] + b"\0\0\0\0",
    ],
)
def test_a_damaged_compressed_badge_is_refused(stream: bytes) -> None:
    assert code(png(itxt(stream, flag=1))) == "png.compression"


def test_a_badge_may_inflate_up_to_the_limit_and_not_beyond() -> None:
    limits = Limits(json_bytes=1000)
    for size, fits in ((1000, True), (1001, False)):
        data = png(itxt(zlib.compress(b"{}".ljust(size)), flag=1))
        if fits:
            assert unpack(data, limits).value == {}
        else:
            assert code(data, LimitExceeded, limits) == "png.inflated_too_large"


@pytest.mark.parametrize("keyword", [OB3, OB2])
def test_a_bomb_is_not_inflated(keyword: bytes) -> None:
    bomb = zlib.compress(bytes(200_000_000), 9)
    itxt_bomb = png(itxt(bomb, keyword=keyword, flag=1))
    ztxt_bomb = png(chunk(b"zTXt", keyword + b"\0\0" + bomb))
    profile_bomb = png(chunk(b"iCCP", b"x\0\0" + bomb), itxt())
    tracemalloc.start()
    assert code(itxt_bomb, LimitExceeded) == "png.inflated_too_large"
    assert code(ztxt_bomb) == "png.wrong_chunk"
    assert read(profile_bomb).text == JSON
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


def test_the_number_of_chunks_is_bounded() -> None:
    limits = Limits(png_chunks=10)
    # header, 6 fillers, badge, data and end make ten
    assert unpack(png(*[chunk(b"aaAa")] * 6, itxt()), limits).text == JSON
    assert code(png(*[chunk(b"aaAa")] * 7, itxt()), LimitExceeded, limits) == "png.too_many_chunks"


def test_pixels_and_dimensions_are_never_looked_at() -> None:
    huge = chunk(b"IHDR", b"\xff" * 8 + b"\x08\x06\0\0\0")
    assert (
        read(SIGNATURE + huge + chunk(b"acTL", b"\xff" * 8) + itxt() + chunk(b"IDAT", b"?") + IEND).text
        == JSON
    )


def test_an_svg_inside_a_png_is_not_looked_for() -> None:
    assert code(png(itxt(svg(), keyword=OB3))) == "input.not_a_credential"


# Properties

_PIECES = st.sampled_from(
    [
        itxt(),
        itxt(TOKEN),
        itxt(URL, keyword=OB2),
        itxt(zlib.compress(JSON.encode()), flag=1),
        chunk(b"tEXt", OB2 + b"\0" + URL.encode()),
        chunk(b"zTXt", OB3 + b"\0\0x"),
        IDAT,
        IEND,
        IHDR,
    ]
)


@settings(deadline=None, max_examples=300)
@given(
    st.lists(_PIECES, max_size=5),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=4),
    st.integers(0, 3000),
)
def test_mutated_pictures_raise_nothing_but_problems(
    pieces: list[bytes], changes: list[tuple[int, int]], length: int
) -> None:
    data = bytearray(png(*pieces))
    for position, value in changes:
        data[position % len(data)] = value
    assert outcome(bytes(data[: max(8, length)]))


@settings(deadline=None, max_examples=200)
@given(
    st.binary(max_size=200), st.sampled_from([b"iTXt", b"tEXt", b"zTXt"]), st.sampled_from([OB2, OB3, CLR])
)
def test_any_badge_chunk_raises_nothing_but_problems(body: bytes, kind: bytes, keyword: bytes) -> None:
    assert outcome(png(chunk(kind, keyword + body)))
