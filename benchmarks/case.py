"""One benchmark case: credentials to verify and everything that verifying them needs, as one JSON file.

The file is what verifiers in other processes and languages read, so nothing else of badgekit is needed here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

__all__ = ["Case", "NotUsable", "Verify"]

Verify = Callable[[str], bool]
"""Text of a credential → whether it verifies."""


class NotUsable(Exception):
    """This verifier cannot verify this case; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Credentials of one kind.

    Attributes:
        name: such as ``eddsa-rdfc-2022-typ``.
        suite: cryptosuite, proof type or JWS algorithm.
        token: whether the credentials are compact JWS.
        quads: statements in one credential, its proof left out; 0 for tokens.
        now: the moment of verification, ISO 8601.
        texts: distinct credentials of several issuers, all good.
        tampered: one that must not verify.
        contexts: URL → JSON-LD context, every one that the credentials use.
        documents: URL → JSON document, what the issuers publish.
        controllers: identifier → its controller document, did:key included, for libraries that ask for it.
        methods: id of a verification method → the method.
        keys: id of a verification method → public JWK.
    """

    name: str
    suite: str
    token: bool
    quads: int
    now: str
    texts: tuple[str, ...]
    tampered: str
    contexts: Mapping[str, Any]
    documents: Mapping[str, Any]
    controllers: Mapping[str, Any]
    methods: Mapping[str, Any]
    keys: Mapping[str, Mapping[str, str]]

    @property
    def size(self) -> int:
        """Bytes of a credential, on average."""
        return sum(len(text.encode()) for text in self.texts) // len(self.texts)

    def only(self, number: int) -> Case:
        """Return the case with the one credential `number`."""
        return replace(self, texts=(self.texts[number],))

    def save(self, folder: Path, name: str = "") -> Path:
        """Write the case into `folder` and return the file."""
        path = folder / f"{name or self.name}.json"
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")
        return path

    @classmethod
    def load(cls, path: str | Path) -> Case:
        """Read what `save` wrote."""
        members = json.loads(Path(path).read_text(encoding="utf-8"))
        return cls(**{**members, "texts": tuple(members["texts"])})
