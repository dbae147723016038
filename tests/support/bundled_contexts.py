"""PyLD as the judge of bundled contexts, and the published documents that they are compared with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from badgekit.resources import context_index

VOCAB = "https://purl.imsglobal.org/spec/vc/ob/vocab.html"
LEGACY = "https://w3id.org/openbadges/legacy-v1"

Documents = dict[str, Any]

REVISIONS = {
    (entry.url, revision.name): revision for entry in context_index() for revision in entry.revisions
}
DEFAULTS = {url: e.revisions[0] for e in context_index() for url in (e.url, *e.aliases)}


class Oracle:
    """PyLD over a fixed set of documents, sharing no cache with another one."""

    def __init__(self, documents: Documents) -> None:
        from pyld.context_resolver import ContextResolver
        from pyld.jsonld import JsonLdProcessor

        self.documents = documents
        self.options = {
            "base": "",
            "processingMode": "json-ld-1.1",
            "documentLoader": self.load,
            "contextResolver": ContextResolver({}, self.load),
        }
        self.processor = JsonLdProcessor()

    def load(self, url: str, options: object) -> dict[str, Any]:
        from pyld.jsonld import JsonLdError

        if url not in self.documents:
            raise JsonLdError("unknown", "jsonld.LoadDocumentError", code="loading document failed")
        document = self.documents[url]
        return {"contentType": None, "contextUrl": None, "documentUrl": url, "document": document}

    def start(self, local: Any) -> Any:
        """The active context that `local` gives, or the code of the error."""
        from pyld.jsonld import JsonLdError

        try:
            return self.processor.process_context(
                self.processor._get_initial_context(self.options), local, self.options
            )
        except JsonLdError as error:
            return error.code

    def enter(self, active: Any, local: Any, *, by_type: bool) -> Any:
        """The active context inside a type-scoped or a property-scoped context."""
        from pyld.jsonld import JsonLdError

        try:
            return self.processor._process_context(
                active, local, self.options, override_protected=not by_type, propagate=not by_type
            )
        except JsonLdError as error:
            return error.code

    def canonical(self, document: Any) -> str:
        """Canonical N-Quads, or the code of the error."""
        from pyld import jsonld

        options = {**self.options, "algorithm": "URDNA2015", "format": "application/n-quads"}
        try:
            return str(jsonld.normalize(document, options))
        except (jsonld.JsonLdError, ValueError) as error:
            innermost: Any = error
            while innermost.__cause__ is not None:
                innermost = innermost.__cause__
            return f"error {getattr(innermost, 'code', innermost)}"


def past_texts(last: str, first: str) -> Iterator[str]:
    """Texts that the URLs of OB 3.0.3 and 3.0.1 had in the past, rebuilt from the last ones.

    Whether a rebuilt text is right is decided by its digest alone.
    """
    awarded = f'"awardedDate": {{\n      "@id": "{VOCAB}#awardedDate",\n      "@type": "xsd:dateTime"\n    }}'
    jti = '"jti": {\n      "@id": "https://www.iana.org/assignments/jwt#jti",\n      "@type": "@id"\n    }'
    language = '"inLanguage": {\n      "@id": "https://schema.org/inLanguage"\n    }'
    scoped_language = language.replace("\n", "\n    ")

    yield last.replace(awarded, f"{awarded},\n    {jti}")
    january = last.replace(f",\n    {awarded}", "")
    yield january
    yield january.replace(f",\n        {scoped_language}", "").replace(f"    {language},\n", "")

    without_award = first.replace(f"    {awarded},\n", "")
    yield without_award.removesuffix("\n")
    start = without_award.index('"allowedValue"')
    yield without_award[:start] + without_award[start:].replace("@set", "@list", 1)


def published_documents(reference: Path) -> Documents:
    """Published context documents by the SHA-256 of their bytes."""
    folder = reference / "contexts"
    texts = [
        file.read_bytes()
        for place in (folder, folder / "alt", reference / "contexts-1edtech", open_badges_2(reference))
        for file in place.glob("*.json*")
    ]
    last, first = (
        (folder / f"ob-v3p0-context-3.0.{patch}.json").read_text(encoding="utf-8") for patch in (3, 1)
    )
    texts += [text.encode() for text in past_texts(last, first)]
    return {hashlib.sha256(text).hexdigest(): json.loads(text) for text in texts}


def current_documents(reference: Path) -> Documents:
    """The published document of every context URL known, our aliases included."""
    folder = reference / "contexts"
    index: dict[str, str] = json.loads((folder / "index.json").read_bytes())
    found = {url: json.loads((folder / file).read_bytes()) for url, file in index.items()}
    found[LEGACY] = legacy_document(reference)
    for entry in context_index():
        for alias in entry.aliases:
            found.setdefault(alias, found[entry.url])
    return found


def legacy_document(reference: Path) -> dict[str, Any]:
    """What the context of Open Badges 1.1 continues; it is known from a copy of 1.1 that holds it."""
    whole = json.loads((open_badges_2(reference) / "openbadges_context_v1.json").read_bytes())
    return {"@context": whole["@context"][0]}


def open_badges_2(reference: Path) -> Path:
    """The contexts that the cases of Open Badges 0.5 to 2.0 are made with."""
    return reference.parent / "corpus" / "open-badges-2" / "shared"


def counterpart(url: str, name: str, published: Documents, current: Documents) -> Any:
    """The published document that a revision of ours stands for."""
    digest = REVISIONS[url, name].published_sha256
    return current[url] if digest is None else published[digest]
