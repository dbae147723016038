"""Keys that come with a request: those of issuers who publish nothing, as test suites have them.

They say what a signature was made with and nothing about who made it, so they are taken only where nobody
asks for the issuer. They hold for the one request that brings them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from badgekit import ConfigurationError, Fetcher, MappingFetcher, Response
from badgekit.service.answers import Refused

__all__ = ["MAX_METHODS", "HandedKeys", "documents"]

MAX_METHODS = 16
_ACCEPT = "application/json"
_OPTION = "options.verificationMethods"


def documents(given: object) -> Mapping[str, Mapping[str, Any]]:
    """Return one document for each controller of the verification methods in `given` (CID 1.0 section 2).

    Args:
        given: the option, a list of verification methods with ``id`` and ``controller``. The controller is an
            https address; a DID says itself where its keys are.

    Raises:
        Refused: ``request.option``.
    """
    if not isinstance(given, list) or len(given) > MAX_METHODS:
        raise Refused(400, "request.option", name=_OPTION, wanted=f"a list of at most {MAX_METHODS} keys")
    found: dict[str, dict[str, Any]] = {}
    for method in given:
        controller = method.get("controller") if isinstance(method, dict) else None
        if not isinstance(controller, str) or not controller.startswith("https://"):
            wanted = "a list of objects with an https address as their controller"
            raise Refused(400, "request.option", name=_OPTION, wanted=wanted)
        document = found.setdefault(controller, {"id": controller, "verificationMethod": []})
        document["verificationMethod"].append(method)
    for document in found.values():
        # The request does not say what for, and the proof and the credential say what they need.
        names = [method.get("id") for method in document["verificationMethod"]]
        document["assertionMethod"] = document["authentication"] = names
    return found


class HandedKeys:
    """A fetcher that knows the documents of one request, and asks another one for everything else.

    Args:
        given: controller → document.
        others: asked for what is not among them.

    Raises:
        Refused: ``request.option``, a document that cannot be served.
    """

    def __init__(self, given: Mapping[str, Mapping[str, Any]], others: Fetcher) -> None:
        try:
            self._known = MappingFetcher(given)
        except ConfigurationError as error:
            raise Refused(400, "request.option", name=_OPTION, wanted=f"usable ({error})") from None
        self._addresses = frozenset(given)
        self._others = others

    def get(self, url: str, *, accept: str = _ACCEPT) -> Response:
        """Return the document of `url`."""
        known = self._known if url in self._addresses else self._others
        return known.get(url, accept=accept)
