"""Schemas of simulated issuers: publish one, plain or as a credential, name it in badges, with any fault."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, TypedDict, get_args
from urllib.parse import urlsplit

from badgekit.documents import VC_V2
from badgekit.testing.publication import instant

if TYPE_CHECKING:
    from badgekit.testing.simulator import IssuerSimulator

__all__ = ["SCHEMA_FAULTS", "PublishedSchema", "SchemaFault", "SchemaOptions", "SchemaType"]

SchemaType = Literal["JsonSchema", "1EdTechJsonSchemaValidator2019", "JsonSchemaCredential"]
SchemaFault = Literal[
    "no_answer",
    "not_found",
    "web_page",
    "replaced",
    "too_large",
    "not_a_schema",
    "no_dialect",
    "old_dialect",
    "remote_reference",
    "endless",
    "multiplying",
    "slow_pattern",
    "unsigned",
    "changed",
    "forged",
    "expired",
    "other_credential",
    "no_schema",
]
_OF_CREDENTIALS = frozenset({"unsigned", "changed", "forged", "expired", "other_credential", "no_schema"})
SCHEMA_FAULTS: Mapping[SchemaFault, str] = {
    "no_answer": "Whoever asks for the schema gets no answer.",
    "not_found": "The address of the schema answers with status 404.",
    "web_page": "The address of the schema answers with a web page.",
    "replaced": "Another document, which accepts everything, has taken its place.",
    "too_large": "The schema is larger than 512 KiB.",
    "not_a_schema": "The schema says that a type is `thing`.",
    "no_dialect": "The schema does not say which JSON Schema it is written in.",
    "old_dialect": "The schema is written in draft-04.",
    "remote_reference": "The schema refers to a document on another host.",
    "endless": "The schema refers to itself and never comes to an end.",
    "multiplying": "Forty definitions, each with two ways to the next one.",
    "slow_pattern": "A pattern for which some texts would take years.",
    "unsigned": "The schema credential has no signature.",
    "changed": "The schema credential was changed after it was signed.",
    "forged": "The schema credential is signed by somebody else, in the name of its issuer.",
    "expired": "The schema credential expired a day ago.",
    "other_credential": "The schema credential says that it is another one of the issuer.",
    "no_schema": "The schema credential holds no schema.",
}
_2020_12 = "https://json-schema.org/draft/2020-12/schema"
_EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
_OF_SCHEMA_CREDENTIALS = {
    "id": "https://www.w3.org/ns/credentials/json-schema/v2.json",
    "type": "JsonSchema",
    "digestSRI": "sha384-S57yQDg1MTzF56Oi9DbSQ14u7jBy0RDdx0YbeV7shwhCS88G8SCXeFq82PafhCrW",
}


class SchemaOptions(TypedDict, total=False):
    """What a published schema can be told.

    Attributes:
        path: of its address on the host of the issuer; one of its own when left out.
        type: ``JsonSchema`` (the default), ``1EdTechJsonSchemaValidator2019`` or ``JsonSchemaCredential``.
        suite: what signs a schema credential, as for `IssuerSimulator.sign`.
    """

    path: str
    type: SchemaType
    suite: str


class PublishedSchema:
    """A JSON Schema that one issuer publishes on its network; made with `IssuerSimulator.schema`.

        nursing = sim.schema({"properties": {"validUntil": True}, "required": ["validUntil"]})
        badge = sim.sign(nursing.attach(sim.issue("anna@example.org")))

    Attributes:
        url: its address.
        document: the schema itself; 2020-12 unless it says otherwise.
    """

    def __init__(
        self, keeper: IssuerSimulator, url: str, document: Mapping[str, Any], options: SchemaOptions
    ) -> None:
        self.url = url
        self.document = {"$schema": _2020_12, **document}
        self._keeper = keeper
        self._type: SchemaType = options.get("type", "JsonSchema")
        if self._type not in get_args(SchemaType):
            raise ValueError(f"{self._type!r} is not one of {', '.join(get_args(SchemaType))}")
        self._suite = options.get("suite", "eddsa-rdfc-2022")
        self._fault: SchemaFault | None = None
        self._served: tuple[int, dict[str, str], bytes] | None = None

    def attach(
        self, credential: Mapping[str, Any], *, digest: bool = False, **members: Any
    ) -> dict[str, Any]:
        """Return the unsigned `credential` with this schema named in it, beside those it names.

        Args:
            credential: what `IssuerSimulator.issue` and the like give, on VCDM 2.0; on 1.1 only
                ``1EdTechJsonSchemaValidator2019`` is a word of the contexts.
            digest: pin what is published now with ``digestSRI``.
            members: members of the entry to add or replace.
        """
        entry: dict[str, Any] = {"id": self.url, "type": self._type}
        if digest:
            made = hashlib.sha384(self.published()[self.url][2]).digest()
            entry["digestSRI"] = f"sha384-{base64.b64encode(made).decode()}"
        earlier = credential.get("credentialSchema", [])
        entries = [*(earlier if isinstance(earlier, list) else [earlier]), {**entry, **members}]
        contexts = list(credential["@context"])
        if self._type.startswith("1EdTech") and _EXTENSIONS not in contexts:
            contexts.append(_EXTENSIONS)
        return {**credential, "@context": contexts, "credentialSchema": entries}

    def make_wrong(self, fault: SchemaFault | None) -> None:
        """Publish the schema with `fault` from now on, see `SCHEMA_FAULTS`; None mends it.

        Raises:
            ValueError: there is no such fault, or a schema that nobody signs cannot have it.
        """
        if fault is not None and (
            fault not in SCHEMA_FAULTS or (fault in _OF_CREDENTIALS and self._type != "JsonSchemaCredential")
        ):
            raise ValueError(f"a {self._type} cannot have the fault {fault!r}")
        if self._fault == "no_answer":
            self._keeper.web.mend(self.url)
        if fault == "no_answer":
            self._keeper.web.fail(self.url)
        self._fault, self._served = fault, None

    # For the network.

    @property
    def host(self) -> str:
        """The host that serves it."""
        return urlsplit(self.url).hostname or ""

    def published(self) -> Mapping[str, tuple[int, dict[str, str], bytes]]:
        """Return what is served, signed when something has changed."""
        if self._served is None:
            self._served = self._answer()
        return {self.url: self._served}

    def published_keys(self) -> list[dict[str, str]]:
        """Return nothing: the keys are the issuer's."""
        return []

    def _answer(self) -> tuple[int, dict[str, str], bytes]:
        if self._fault == "not_found":
            return 404, {"content-type": "text/plain"}, b"not found"
        if self._fault == "web_page":
            return 200, {"content-type": "text/html"}, b"<!DOCTYPE html><title>Welcome</title>"
        if self._type != "JsonSchemaCredential":
            return 200, {"content-type": "application/schema+json"}, json.dumps(self._written()).encode()
        signed = self._signed()
        if isinstance(signed, str):
            return 200, {"content-type": "application/vc+jwt"}, signed.encode()
        return 200, {"content-type": "application/vc"}, json.dumps(signed).encode()

    def _written(self) -> Any:
        """Return the schema, with the fault where it has one."""
        wrong: Mapping[str | None, Mapping[str, Any]] = {
            "replaced": {"$schema": _2020_12},
            "too_large": {**self.document, "$comment": "x" * 512 * 1024},
            "not_a_schema": {**self.document, "type": "thing"},
            "no_dialect": {name: value for name, value in self.document.items() if name != "$schema"},
            "old_dialect": {**self.document, "$schema": "http://json-schema.org/draft-04/schema#"},
            "remote_reference": {**self.document, "$ref": f"https://elsewhere.example/{self.host}.json"},
            "endless": {**self.document, "$ref": "#"},
            "multiplying": {**self.document, "$defs": _multiplying(40), "$ref": "#/$defs/0"},
            "slow_pattern": {**self.document, "propertyNames": {"pattern": "^(a+)+$"}},
        }
        return wrong.get(self._fault, self.document)

    def _signed(self) -> dict[str, Any] | str:
        keeper, fault = self._keeper, self._fault
        own_id = f"{self.url}-other" if fault == "other_credential" else self.url
        subject: dict[str, Any] = {
            "id": f"{own_id}#schema",
            "type": "JsonSchema",
            "jsonSchema": self._written(),
        }
        if fault == "no_schema":
            del subject["jsonSchema"]
        credential: dict[str, Any] = {
            "@context": [VC_V2],
            "id": own_id,
            "type": ["VerifiableCredential", "JsonSchemaCredential"],
            "issuer": keeper.id,
            "validFrom": instant(keeper.started),
            "credentialSchema": dict(_OF_SCHEMA_CREDENTIALS),
            "credentialSubject": subject,
        }
        if fault == "expired":
            credential["validUntil"] = instant(keeper.now - timedelta(days=1))
        if fault == "unsigned":
            return credential
        if fault == "forged":
            stranger = type(keeper)(seed=keeper.seed + 1, method="did:key", now=keeper.now)
            return keeper.sign(credential, self._suite, signer=stranger)
        signed = keeper.sign(credential, self._suite)
        if fault == "changed":
            return keeper.tamper(signed, "$.credentialSubject.jsonSchema", {"$schema": _2020_12})
        return signed


def _multiplying(depth: int) -> dict[str, Any]:
    levels: dict[str, Any] = {str(at): {"allOf": [{"$ref": f"#/$defs/{at + 1}"}] * 2} for at in range(depth)}
    return {**levels, str(depth): {}}
