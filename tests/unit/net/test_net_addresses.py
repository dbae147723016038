"""Which addresses are connected to."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from badgekit.net.addresses import is_public, parse

PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "203.0.114.10",
    "100.63.255.255",
    "100.128.0.1",
    "172.32.0.1",
    "192.0.1.1",
    "223.255.255.255",
    "2606:4700::1111",
    "2a00:1450:4001:82b::200e",
    "2001:4860:4860::8888",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "64:ff9b::168.63.129.17",
    "2002:808:808::1",
    "2001:0:808:808:0:0:f7f7:f7f7",
]

NOT_PUBLIC = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.5",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.8.9.10",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.9",
    "192.0.0.192",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.168.1.1",
    "192.175.48.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.200",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:10.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::8.8.8.8",
    "64:ff9b:1::10.0.0.1",
    "100::1",
    "2001:0:7f00:1::1",
    "2001:0:808:808::f5ff:fffe",
    "2001:2::1",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2002:c0a8:101::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fd20:ce::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "ffff::1",
]


@pytest.mark.parametrize("text", PUBLIC)
def test_public(text: str) -> None:
    assert is_public(ip_address(text))


@pytest.mark.parametrize("text", NOT_PUBLIC)
def test_not_public(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize(
    "text", ["", "x", "127.1", "0x7f.1", "010.0.0.1", "1.2.3.4 ", "fe80::1%eth0", "::1%0", "1.1.1.1/8"]
)
def test_what_is_no_plain_address_is_none(text: str) -> None:
    assert parse(text) is None


def test_a_zone_is_never_public() -> None:
    assert not is_public(IPv6Address("2606:4700::1111%eth0"))


def _wrapped(number: int) -> list[IPv6Address]:
    return [
        IPv6Address((0xFFFF << 32) | number),  # mapped
        IPv6Address((0x64FF9B << 96) | number),  # NAT64
        IPv6Address((0x2002 << 112) | (number << 80)),  # 6to4
        IPv6Address((0x20010000 << 96) | (number << 64) | (0xFFFFFFFF ^ number)),  # Teredo
    ]


@settings(deadline=None, max_examples=200)
@given(
    st.integers(0, 2**32 - 1)
    | st.sampled_from([int(IPv4Address(text)) for text in NOT_PUBLIC if ":" not in text])
)
def test_a_wrapped_address_is_as_public_as_what_it_wraps(number: int) -> None:
    assert {is_public(address) for address in _wrapped(number)} == {is_public(IPv4Address(number))}


@settings(deadline=None, max_examples=300)
@given(st.ip_addresses())
def test_never_more_than_the_registry_of_python_calls_global(address: IPv4Address | IPv6Address) -> None:
    if is_public(address):
        # A wrapped address is judged by what it wraps, so only the bare ones are compared.
        assert isinstance(address, IPv6Address) or address.is_global
        assert not address.is_multicast
        assert not address.is_loopback
        assert not address.is_link_local
        assert not address.is_unspecified


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=20))
def test_any_text_is_an_address_or_none(text: str) -> None:
    parse(text)
