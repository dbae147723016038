"""The extensions that badgekit knows: their names, contexts and schemas, as one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["KNOWN", "Known", "by_context", "by_type"]

_IRI = "https://w3id.org/openbadges/extensions#"
# "extension:" stands in the description of the core schema of 1.1; no context defines it.
_PREFIXES = ("extensions:", "extension:", _IRI, "http://w3id.org/openbadges/extensions#")
# w3id.org forwards every path to openbadgespec.org, so the same document has both addresses.
_BASES = tuple(
    f"{scheme}://{base}/extensions"
    for base in ("w3id.org/openbadges", "openbadgespec.org")
    for scheme in ("https", "http")
)


@dataclass(frozen=True, slots=True)
class Known:
    """One extension.

    Attributes:
        name: what reports call it.
        types: its types without the prefix ``extensions:``. Some have two: documentation, context and
            issuers do not agree on the case.
        folder: its folder in the registry, which its context and schema lie in.
        page: name of its page at 1EdTech, where it has one; its context is published there as well.
    """

    name: str
    types: tuple[str, ...]
    folder: str
    page: str = ""

    @property
    def context(self) -> str:
        """Canonical address of its context."""
        return f"{_BASES[0]}/{self.folder}/context.json"

    @property
    def schema(self) -> str:
        """Canonical address of its schema."""
        return f"{_BASES[0]}/{self.folder}/schema.json"

    @property
    def contexts(self) -> tuple[str, ...]:
        """Every address of its context."""
        urls = [f"{base}/{self.folder}/context.json" for base in _BASES]
        if self.page:
            page = f"://purl.imsglobal.org/spec/{self.page}/v1p0/context/"
            urls += [f"https{page}", f"http{page}"]
        return tuple(urls)


KNOWN: tuple[Known, ...] = (
    Known(
        "Accessibility",
        ("Accessibility", "accessibility", "#accessibility", "AccessibilityExtension"),
        "accessibilityExtension",
    ),
    Known("ApplyLink", ("ApplyLink", "applyLink"), "applyLinkExtension"),
    Known("AssessmentExtension", ("AssessmentExtension",), "assessmentExtension", "ob-assessment"),
    Known("Endorsement", ("Endorsement",), "endorsement"),
    Known("ExampleExtension", ("ExampleExtension",), "exampleExtension"),
    Known("ExtraDescriptionExtension", ("ExtraDescriptionExtension",), "extraDescription", "ob-exdesc"),
    Known("GeoCoordinates", ("GeoCoordinates",), "geoCoordinatesExtension"),
    Known("IssuerAccreditation", ("IssuerAccreditation",), "issuerAccreditationExtension", "ob-accred"),
    Known("LicenseExtension", ("LicenseExtension",), "licenseExtension"),
    Known("OriginalCreator", ("originalCreator", "OriginalCreator"), "originalCreatorExtension"),
    Known("RecipientProfile", ("RecipientProfile",), "recipientProfile"),
)
_BY_TYPE: Mapping[str, Known] = {
    f"{prefix}{name}": known for known in KNOWN for name in known.types for prefix in _PREFIXES
} | {
    # The context of this one names its type with neither a colon nor the full address.
    "extensions#accessibility": KNOWN[0]
}
_BY_CONTEXT: Mapping[str, Known] = {url: known for known in KNOWN for url in known.contexts}


def by_type(names: Iterable[str]) -> tuple[Known, ...]:
    """Return the extensions that the types of a node name, each once."""
    return tuple(dict.fromkeys(_BY_TYPE[name] for name in names if name in _BY_TYPE))


def by_context(urls: Iterable[str]) -> tuple[Known, ...]:
    """Return the extensions whose contexts are among `urls`, each once."""
    return tuple(dict.fromkeys(_BY_CONTEXT[url] for url in urls if url in _BY_CONTEXT))
