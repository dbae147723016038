"""Which addresses may be connected to: public unicast, and nothing that leads inside.

`ipaddress.is_global` alone is not enough: it follows the registry of the Python that runs, and it takes
an IPv6 address that carries an IPv4 address at its word. So the ranges stand here, the embedded IPv4
address is judged in place of its wrapping, and `is_global` is asked in addition.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

__all__ = ["Address", "is_public", "parse"]

Address = IPv4Address | IPv6Address

# IANA IPv4 Special-Purpose Address Registry, and two metadata services that live on public-looking addresses.
_REFUSED_V4: tuple[IPv4Network, ...] = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # "this network", RFC 791; some systems route it to the host itself
            "10.0.0.0/8",  # private, RFC 1918
            "100.64.0.0/10",  # carrier-grade NAT, RFC 6598; Alibaba metadata 100.100.100.200
            "127.0.0.0/8",  # loopback, RFC 1122
            "168.63.129.16/32",  # Azure's virtual public address of the host
            "169.254.0.0/16",  # link-local, RFC 3927; metadata 169.254.169.254
            "172.16.0.0/12",  # private, RFC 1918
            "192.0.0.0/24",  # IETF protocol assignments, RFC 6890; Oracle metadata 192.0.0.192
            "192.0.2.0/24",  # documentation, RFC 5737
            "192.31.196.0/24",  # AS112, RFC 7535
            "192.52.193.0/24",  # automatic multicast tunnelling, RFC 7450
            "192.88.99.0/24",  # 6to4 relays, RFC 7526
            "192.168.0.0/16",  # private, RFC 1918
            "192.175.48.0/24",  # AS112, RFC 7534
            "198.18.0.0/15",  # benchmarking, RFC 2544
            "198.51.100.0/24",  # documentation, RFC 5737
            "203.0.113.0/24",  # documentation, RFC 5737
            "224.0.0.0/4",  # multicast, RFC 5771
            "240.0.0.0/4",  # reserved and broadcast, RFC 1112, RFC 919
        ),
    )
)

# RFC 4291 section 2.4: only this block is assigned for global unicast. Loopback, link-local, unique local,
# multicast, IPv4-compatible addresses and the local translation prefix 64:ff9b:1::/48 lie outside.
_GLOBAL_V6 = IPv6Network("2000::/3")
_REFUSED_V6: tuple[IPv6Network, ...] = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # IETF protocol assignments, RFC 2928: benchmarking, ORCHID, anycast
            "2001:db8::/32",  # documentation, RFC 3849
            "3fff::/20",  # documentation, RFC 9637
        ),
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the IPv4 address is the last 32 bits


def parse(text: str) -> Address | None:
    """Return the address that `text` spells, or None; an IPv6 zone (``%eth0``) is not an address here."""
    try:
        return None if "%" in text else ip_address(text)
    except ValueError:
        return None


def is_public(address: Address) -> bool:
    """Say whether `address` is public unicast, looking through every wrapping of an IPv4 address.

    IPv4-mapped (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056) and Teredo (RFC 4380, server and client)
    addresses are as public as the IPv4 address inside.
    """
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in network for network in _REFUSED_V4)
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
    if address.sixtofour is not None:
        return is_public(address.sixtofour)
    if address.teredo is not None:
        return all(map(is_public, address.teredo))
    if address.scope_id is not None or address not in _GLOBAL_V6:
        return False
    return address.is_global and not any(address in network for network in _REFUSED_V6)
