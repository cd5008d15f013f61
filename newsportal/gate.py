"""Where a request may go: public hosts, by http or https, without credentials in the address."""

from __future__ import annotations

import socket
from collections.abc import Collection
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address
_NAT64 = IPv6Network("64:ff9b::/96")


def refused_target(url: str, private: Collection[str] = ()) -> str | None:
    """The reason for which ``url`` is not asked, or None; ``private`` are hosts let through.

    A host's name is judged by `is_public` once it is resolved.

    >>> refused_target("file:///etc/passwd"), refused_target("http://2130706433/")
    ('wrong-address', 'private-address')
    >>> refused_target("http://a:b@example.vn/"), refused_target("http://example.vn/")
    ('credentials', None)
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return "wrong-address"
    if parts.scheme not in ("http", "https") or not host or port == 0:
        return "wrong-address"
    if parts.username is not None or parts.password is not None:
        return "credentials"
    if host in private:
        return None
    literal = literal_address(host)
    if literal is not None and not is_public(literal):
        return "private-address"
    return "private-address" if host == "localhost" or host.endswith(".localhost") else None


def literal_address(host: str) -> Address | None:
    """The IP address that ``host`` is a spelling of: decimal, octal, hexadecimal, short; or None.

    >>> str(literal_address("0x7f.1")), literal_address("example.vn")
    ('127.0.0.1', None)
    """
    with suppress(ValueError):
        return ip_address(host.strip("[]").partition("%")[0])
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeEncodeError):
        return None


def is_public(address: Address) -> bool:
    """Whether an address is one of the public network, an IPv4 one inside IPv6 among them.

    >>> is_public(ip_address("::ffff:10.0.0.1")), is_public(ip_address("8.8.8.8"))
    (False, True)
    """
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address.teredo is not None:
            inner = address.teredo[1]
        if inner is None and address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast
