"""One pass over the XML of an SVG picture that collects its badge elements and refuses every trick."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.limits import Limits

OB3_NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
OB2_NAMESPACE = "http://openbadges.org"
_SVG_ROOT = "http://www.w3.org/2000/svg svg"
# us-ascii is a part of UTF-8; "utf8" is what Python's ElementTree writes for encoding="utf8".
_ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii"})
_TAG = re.compile(rb"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*+>")
_W3C = re.compile(r"https?://www\.w3\.org/")
_ENTITY_USE = re.compile(rb"&(?!#|(?:amp|lt|gt|quot|apos);)")


@dataclass(frozen=True, slots=True)
class BadgeName:
    """The name of a badge element: `expanded` as expat gives it, `label` for people."""

    expanded: str
    label: str


OB3 = BadgeName(f"{OB3_NAMESPACE} credential", "credential (Open Badges 3.0)")
OB2 = BadgeName(f"{OB2_NAMESPACE} assertion", "assertion (Open Badges 1 or 2)")
CLR2 = BadgeName("https://purl.imsglobal.org/clr/v2p0 credential", "credential (CLR 2.0)")
_NAMES = {name.expanded: name for name in (OB3, OB2, CLR2)}


@dataclass(frozen=True, slots=True)
class BadgeElement:
    """One badge element: its ``verify`` attribute and all its text, as they stand."""

    name: BadgeName
    verify: str
    text: str


@dataclass(slots=True)
class Picture:
    """What a scan found.

    Attributes:
        badges: the badge elements in document order.
        warnings: what was tolerated.
        root_tag: start and end offset of the start tag of the root element, in bytes.
        root_prefixes: prefix → namespace, as declared on the root element.
        encoding: the declared encoding, lower case, or None.
    """

    badges: list[BadgeElement] = field(default_factory=list)
    warnings: tuple[Problem, ...] = ()
    root_tag: tuple[int, int] = (0, 0)
    root_prefixes: dict[str | None, str | None] = field(default_factory=dict)
    encoding: str | None = None


def scan(data: bytes, limits: Limits) -> Picture:
    """Read the XML text `data` (UTF-8) whose root must be an SVG picture.

    Raises:
        Malformed: ``svg.syntax``, ``svg.child_element``.
        Unsupported: ``input.not_a_badge`` for another root element, ``svg.internal_dtd``, ``svg.entity``,
            ``svg.encoding``.
        LimitExceeded: ``svg.too_deep``, ``svg.too_complex``.
    """
    # Each tag costs a call and each attribute about 200 bytes in expat: what a 10 MB file may not cost.
    for sign, most in ((b"<", limits.xml_tags), (b"=", limits.xml_attributes)):
        if data.count(sign) > most:
            raise LimitExceeded("svg.too_complex", limit=most, sign=sign.decode())
    return _Scan(data, limits).run()


class _Scan:
    """The handlers of one parse and what they know so far."""

    __slots__ = ("_badge", "_data", "_depth", "_external_dtd", "_most_depth", "_parser", "_parts", "_picture")

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._most_depth = limits.xml_depth
        self._depth = 0
        self._external_dtd = False
        self._picture = Picture()
        self._badge: tuple[BadgeName, str, int] | None = None
        self._parts: list[str] = []
        # The name separator cannot be part of a namespace name that matters; intern=None because a file
        # full of different names would fill that dictionary.
        parser = self._parser = expat.ParserCreate("utf-8", " ", intern=None)
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.SkippedEntityHandler = self._skipped_entity
        parser.StartNamespaceDeclHandler = self._namespace
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def run(self) -> Picture:
        try:
            # One call: fed in pieces, expat takes quadratic time over one long attribute.
            self._parser.Parse(self._data, True)
        except expat.ExpatError as error:
            raise Malformed(
                "svg.syntax", line=error.lineno, column=error.offset + 1, reason=expat.ErrorString(error.code)
            ) from None
        return self._picture

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise Unsupported("svg.encoding", encoding=encoding)
        self._picture.encoding = encoding.lower() if encoding else None

    def _doctype(self, name: str, system: str | None, public: str | None, internal_subset: int) -> None:
        if internal_subset:
            raise Unsupported("svg.internal_dtd")
        if system is None:
            return
        self._external_dtd = True
        if not _W3C.match(system):
            self._picture.warnings = (Malformed("svg.external_dtd", url=system),)

    def _skipped_entity(self, name: str, is_parameter: bool) -> None:
        raise Unsupported("svg.entity", name=name)

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        if self._depth == 0:
            self._picture.root_prefixes[prefix] = uri

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            if name != _SVG_ROOT:
                raise Unsupported("input.not_a_badge", found=_name_root(name))
            # Only the start tag of the root is declared on; later declarations are not of interest.
            self._parser.StartNamespaceDeclHandler = None
            self._picture.root_tag = self._tag_bounds()
        elif self._depth > self._most_depth:
            raise LimitExceeded("svg.too_deep", limit=self._most_depth)
        if self._badge is not None:
            raise Malformed("svg.child_element", name=name.rpartition(" ")[2])
        badge = _NAMES.get(name)
        if badge is not None:
            self._check_attribute_entities()
            self._badge = badge, attributes.get("verify", ""), self._depth
            self._parser.CharacterDataHandler = self._parts.append

    def _end(self, name: str) -> None:
        if self._badge is not None and self._badge[2] == self._depth:
            self._picture.badges.append(BadgeElement(self._badge[0], self._badge[1], "".join(self._parts)))
            self._badge = None
            self._parser.CharacterDataHandler = None
            self._parts.clear()
        self._depth -= 1

    def _tag_bounds(self) -> tuple[int, int]:
        start = self._parser.CurrentByteIndex
        match = _TAG.match(self._data, start)
        assert match is not None, "expat has just read a start tag here"
        return start, match.end()

    def _check_attribute_entities(self) -> None:
        """Refuse entity references that only a reader of the external DTD could resolve.

        Expat drops them from attribute values without a word when a DTD was named and not read.
        """
        if self._external_dtd:
            start, end = self._tag_bounds()
            if _ENTITY_USE.search(self._data, start, end):
                raise Unsupported("svg.entity", name="in the attribute verify")


def _name_root(name: str) -> str:
    local = name.rpartition(" ")[2].lower()
    if local == "html":
        return "a web page (HTML)"
    if local == "svg":
        return "an SVG picture without the SVG namespace"
    return "an XML file that is no SVG picture"
