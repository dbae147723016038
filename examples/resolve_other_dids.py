"""Let a Universal Resolver of your own look up an issuer's DID. A small server on this machine plays it."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import badgekit
from badgekit.testing import IssuerSimulator

DID = "did:ebsi:zvHWX359A3CvfJnCYaAiAde"
ISSUER = IssuerSimulator("north.example", method="did:key")


def badge() -> dict[str, Any]:
    credential = ISSUER.issue("anna@example.org")
    credential["issuer"]["id"] = DID
    return ISSUER.sign(credential, "JsonWebSignature2020", method=f"{DID}#1")


def document() -> dict[str, Any]:
    key = {
        "id": f"{DID}#1",
        "type": "JsonWebKey2020",
        "controller": DID,
        "publicKeyJwk": ISSUER.key().signing.jwk(),
    }
    return {"id": DID, "verificationMethod": [key], "assertionMethod": [key["id"]]}


class Resolver(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        known = self.path == f"/1.0/identifiers/{DID}"
        result = {"didDocument": document() if known else None, "didDocumentMetadata": {}}
        self.send_response(200 if known else 404)
        self.end_headers()
        self.wfile.write(json.dumps(result).encode())

    def log_message(self, format: str, *args: Any) -> None:
        pass


def main() -> None:
    signed = badge()
    print("without a resolver:", badgekit.verify(signed, now=ISSUER.now).best_reason)
    with HTTPServer(("127.0.0.1", 0), Resolver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        resolver = badgekit.UniversalResolver(
            f"http://127.0.0.1:{server.server_port}/1.0/identifiers", methods=["ebsi"]
        )
        verifier = badgekit.Verifier(fetcher=badgekit.Recorder(), resolvers=[resolver])
        report = verifier.verify(signed, now=ISSUER.now)
        print("with one:", report.verdict, report.issuer and report.issuer.level)
        server.shutdown()
    replay = badgekit.Verifier(fetcher=verifier.snapshot).verify(signed, now=ISSUER.now)
    print("from the recording:", replay.verdict)


if __name__ == "__main__":
    main()
