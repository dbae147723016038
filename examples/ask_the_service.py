"""A client of `badgekit serve`, with nothing but the standard library.

Start the service first, in another terminal:

    badgekit serve --documents examples/badges/documents.json
"""

import json
import sys
import uuid
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

BADGES = Path(__file__).parent / "badges"


def verify_file(service: str, file: Path, **parameters: str) -> dict[str, Any]:
    """Return the report on `file`; `parameters` such as ``email`` or ``policy``."""
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in parameters.items()
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="badge"\r\n\r\n'
    body = b"".join([*parts, head.encode(), file.read_bytes(), f"\r\n--{boundary}--\r\n".encode()])
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    with urlopen(Request(f"{service}/verify", body, headers), timeout=60) as answer:
        report: dict[str, Any] = json.load(answer)
    return report


def is_accepted(service: str, credential: dict[str, Any], *checks: str) -> bool:
    """Ask the W3C VC API; the status is the answer."""
    body = {"verifiableCredential": credential, "options": {"checks": ["proof", *checks]}}
    request = Request(f"{service}/credentials/verify", json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    try:
        with urlopen(request, timeout=60) as answer:
            return bool(answer.status == 200)
    except HTTPError as refused:
        if refused.code != 400:  # a fault, or too much to do: no answer about the credential
            raise
        print("   ", json.load(refused)["errors"][0])
        return False


if __name__ == "__main__":
    service = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    for name, email in (
        ("anna.png", "anna@example.org"),
        ("anna.png", "ben@example.org"),
        ("screenshot.png", "anna@example.org"),
    ):
        # VERIFIED, REJECTED or INCONCLUSIVE: the status of the answer is 200 for all of them.
        report = verify_file(service, BADGES / name, email=email, policy="hiring")
        print(report["verdict"], report["reason"])
    for name in ("dora.json", "tampered.json"):
        print(name, is_accepted(service, json.loads((BADGES / name).read_text()), "issuer", "validUntil"))
