"""PyLD as the second opinion on JSON-LD: the standard's algorithm, written by other people."""

from __future__ import annotations

import copy
import json
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.support.nquads import Quad, escape

from badgekit.jsonld import rdfc
from badgekit.limits import Limits

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


class Rejected(Exception):
    """PyLD refuses the document."""


def published_contexts(reference: Path) -> dict[str, Any]:
    """Return the published contexts by URL."""
    folder = reference / "contexts"
    index = json.loads((folder / "index.json").read_text())
    return {url: json.loads((folder / name).read_text()) for url, name in index.items()}


class Pyld:
    """PyLD over a fixed set of contexts; reads each of them once.

    Args:
        contexts: context documents by URL.
    """

    def __init__(self, contexts: Mapping[str, Any]) -> None:
        self.contexts = contexts
        self._shared: dict[str, Any] = {}

    def dataset(self, document: Any) -> Any:
        """Return PyLD's RDF dataset of `document`, with no base; raises `Rejected`."""
        from pyld import ContextResolver, jsonld

        # PyLD writes into a context that another one imports, so those documents share nothing.
        cache = {} if "@import" in json.dumps(document) else self._shared
        resolver = ContextResolver(cache, self._load, 100)
        options = {"base": None, "documentLoader": self._load, "contextResolver": resolver}
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", SyntaxWarning)
                return jsonld.to_rdf(document, options)
        except Exception as error:
            raise Rejected(str(error)[:300]) from error

    def _load(self, url: str, _options: object) -> dict[str, Any]:
        document = copy.deepcopy(self.contexts[url])
        return {"contextUrl": None, "documentUrl": url, "document": document, "tag": "static"}

    def lines(self, document: Any, limits: Limits) -> list[str]:
        """Return the canonical lines of `document` by PyLD and RDFC-1.0; raises `Rejected`."""
        return rdfc.canonicalize(quads(self.dataset(document)), limits=limits)

    def urdna2015(self, document: Any) -> list[str]:
        """Return the canonical lines by PyLD alone; right only without exotic control characters."""
        from pyld.canon import URDNA2015

        text: str = URDNA2015().main(self.dataset(document), {"format": "application/n-quads"})
        return text.splitlines(keepends=True)


def quads(rdf: Any) -> list[Quad]:
    """Return PyLD's dataset as canonical terms."""

    def term(part: Mapping[str, str]) -> str:
        if part["type"] == "literal":
            text = f'"{escape(part["value"])}"'
            if "language" in part:
                return f"{text}@{part['language']}"
            return text if part["datatype"] == XSD_STRING else f"{text}^^<{part['datatype']}>"
        return part["value"] if part["type"] == "blank node" else f"<{part['value']}>"

    found: list[Quad] = []
    for name, triples in rdf.items():
        graph = "" if name == "@default" else name if name.startswith("_:") else f"<{name}>"
        found += [(term(t["subject"]), term(t["predicate"]), term(t["object"]), graph) for t in triples]
    return found


def documents(*folders: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield every JSON object with a context below `folders`."""
    for folder in folders:
        for path in sorted(folder.rglob("*.json")):
            try:
                value = json.loads(path.read_bytes())
            except (ValueError, RecursionError):
                continue
            if isinstance(value, dict) and "@context" in value:
                yield path, value
