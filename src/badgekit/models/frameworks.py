"""Which framework of skills an alignment points into, and the identifier that the framework gives the skill.

Open Badges has no list of frameworks. The ``targetType`` says most (OB 3.0 AlignmentTargetType: CTDL and
CASE; for others the ``ext:`` terms in use), then the host of ``targetUrl``. Free texts, such as
``targetFramework``, say nothing: everybody writes them differently. Nothing is ever asked; what an address
would answer does not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qs, unquote

from badgekit.errors import Problem

__all__ = ["Framework", "Node", "canonical", "locate"]


class Framework(StrEnum):
    """The frameworks whose identifiers badgekit knows to read."""

    CTDL = "CTDL"
    CASE = "CASE"
    ESCO = "ESCO"
    ONET = "O*NET"
    LIGHTCAST = "Lightcast"


@dataclass(frozen=True, slots=True)
class Node:
    """A place in a framework: `id` in the one spelling that can be compared, "" where none can be read."""

    framework: Framework | None
    id: str = ""


_TYPES: Mapping[str, Framework] = {
    "CTDL": Framework.CTDL,
    "CFItem": Framework.CASE, "CFRubric": Framework.CASE,
    "CFRubricCriterion": Framework.CASE, "CFRubricCriterionLevel": Framework.CASE,
    "ext:CASE": Framework.CASE, "ext:CTDL": Framework.CTDL, "ext:ESCO": Framework.ESCO,
    "ext:ONET": Framework.ONET, "ext:O*NET": Framework.ONET, "ext:Lightcast": Framework.LIGHTCAST,
}  # fmt: skip
# Hosts of the frameworks themselves; names below them count too.
_HOSTS: Mapping[str, Framework] = {
    "credentialengineregistry.org": Framework.CTDL,
    "credentialfinder.org": Framework.CTDL,
    "credreg.net": Framework.CTDL,
    "caseregistry.imsglobal.org": Framework.CASE,
    "casenetwork.imsglobal.org": Framework.CASE,
    "onetonline.org": Framework.ONET,
    "onetcenter.org": Framework.ONET,
    "lightcast.io": Framework.LIGHTCAST,
    "emsidata.com": Framework.LIGHTCAST,
}
# These hosts publish more than ESCO: host → what the path begins with.
_ESCO_PATHS: Mapping[str, str] = {
    "data.europa.eu": "/esco/",
    "esco.ec.europa.eu": "/",
    "ec.europa.eu": "/esco/",
}

_UUID = "[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
_CTID = re.compile(rf"ce-{_UUID}", re.IGNORECASE | re.ASCII)
_GUID = re.compile(_UUID, re.IGNORECASE | re.ASCII)
_ESCO_URI = re.compile(
    r"https?://data\.europa\.eu/esco/((?:skill|occupation|isced-f)/[A-Za-z0-9-]+)", re.IGNORECASE | re.ASCII
)
_SOC = re.compile(r"([0-9]{2}-[0-9]{4})(\.[0-9]{2})?", re.ASCII)
_ELEMENT = re.compile(r"[1-6](?:\.[A-Z](?:\.[0-9]+(?:\.[a-z](?:\.[0-9]+)?)?)?)?", re.ASCII)
_LIGHTCAST = re.compile(r"(?:KS|ES|BGS)[0-9A-Z]{4,40}", re.ASCII)


def locate(target_type: str | None, url: str | None, code: str | None) -> Node:
    """Return the place that an alignment names.

    Args:
        target_type: ``targetType`` as written.
        url: ``targetUrl``.
        code: ``targetCode``.

    Returns:
        No framework where none is recognised. No id where neither the code nor the address has one, and
        where both have one and they differ: nobody could say which of the two the issuer means.
    """
    framework = _framework(target_type, url)
    if framework is None:
        return Node(None)
    read = _READERS[framework]
    given = ((code, True), (url, False))
    found = {read(text, whole) for text, whole in given if text} - {""}
    return Node(framework, found.pop() if len(found) == 1 else "")


def canonical(framework: Framework, identifier: str) -> str:
    """Return an identifier of `framework` as `Node.id` has it, "" where it is none."""
    return _READERS[framework](identifier, True) or _READERS[framework](identifier, False)


def _framework(target_type: str | None, url: str | None) -> Framework | None:
    if target_type:
        if target_type.startswith(("ceterms:", "ceasn:")):
            return Framework.CTDL
        if target_type in _TYPES:
            return _TYPES[target_type]
    host, path = _place(url)
    if not host:
        return None
    if host in _ESCO_PATHS:
        return Framework.ESCO if path.startswith(_ESCO_PATHS[host]) else None
    while host:
        if host in _HOSTS:
            return _HOSTS[host]
        host = host.partition(".")[2]
    return None


def _place(url: str | None) -> tuple[str, str]:
    """Return host and path of a web address as the network guard reads it; "" for anything else."""
    if not url:
        return "", ""
    from badgekit.net.guard import check_url
    from badgekit.net.iri import to_uri

    try:
        parts = check_url(to_uri(url), allow_http=True, ports=None)
    except Problem:
        return "", ""
    return parts.host, parts.target


def _segments(url: str) -> list[str]:
    """Return the parts of the path, the last one first."""
    path = _place(url)[1].partition("?")[0]
    return [unquote(segment) for segment in reversed(path.split("/")) if segment]


def _by(pattern: re.Pattern[str], change: Callable[[str], str]) -> Callable[[str, bool], str]:
    """Return a reader of identifiers: the whole code, or the last segment of the address that is one."""

    def read(text: str, whole: bool) -> str:
        for part in [text.strip()] if whole else _segments(text):
            if pattern.fullmatch(part):
                return change(part)
        return ""

    return read


def _esco(text: str, whole: bool) -> str:
    """An ESCO concept is named by its URI, also inside the address of a page about it."""
    candidates = [text.strip()]
    if not whole:
        candidates += parse_qs(_place(text)[1].partition("?")[2], max_num_fields=20).get("uri", [])
    for candidate in candidates:
        found = _ESCO_URI.fullmatch(candidate)
        if found:
            return f"http://data.europa.eu/esco/{found[1].lower()}"
    return ""


def _onet(part: str) -> str:
    soc = _SOC.fullmatch(part)
    return part if soc is None else soc[1] + (soc[2] or ".00")


_READERS: Mapping[Framework, Callable[[str, bool], str]] = {
    Framework.CTDL: _by(_CTID, str.lower),
    Framework.CASE: _by(_GUID, str.lower),
    Framework.ESCO: _esco,
    Framework.ONET: _by(re.compile(f"{_SOC.pattern}|{_ELEMENT.pattern}", re.ASCII), _onet),
    Framework.LIGHTCAST: _by(_LIGHTCAST, str),
}
