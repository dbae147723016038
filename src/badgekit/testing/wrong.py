"""`WrongBadges`: what a simulated issuer and its neighbours make with one thing wrong in it."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from badgekit.testing import minting
from badgekit.testing.disclosure_faults import DISCLOSURE_FAULTS, DisclosureFault
from badgekit.testing.envelope_faults import ENVELOPE_FAULTS, EnvelopeFault
from badgekit.testing.presentation_faults import PRESENTATION_FAULTS, PresentationFault
from badgekit.testing.record_faults import RECORD_FAULTS, RecordFault

if TYPE_CHECKING:
    from badgekit.testing.simulator import IssuerSimulator

__all__ = ["WrongBadges"]


class WrongBadges:
    """Makes badges, and what badges are carried in, each with one fault; had as `sim.wrong`.

        report = badgekit.Verifier(fetcher=sim).verify(sim.wrong.record("entry_forged"), now=sim.now)

    Lists, schemas and refresh services have faults of their own (`StatusList.make_wrong` and its like), and
    so have Open Badges before 3.0 (`OlderBadges.issue`).
    """

    def __init__(self, sim: IssuerSimulator) -> None:
        self._sim = sim
        self._colleges = count(1)

    def record(self, fault: RecordFault) -> dict[str, Any] | str:
        """Return a signed record, a badge of another issuer of the network inside, with `fault`.

        What the faults mean stands in `RECORD_FAULTS`.
        """
        path = minting.urn(f"{self._sim.id}/college/{next(self._colleges)}")[-12:]
        college = self._sim.neighbour(
            "college.example", path=path, seed=self._sim.seed + 1, name="Example College"
        )
        return RECORD_FAULTS[fault].make(self._sim, college)

    def presentation(self, fault: PresentationFault, challenge: str, domain: str) -> Any:
        """Return a presentation of a badge of this issuer, by a holder of the network, with `fault`.

        What the faults mean stands in `PRESENTATION_FAULTS`.
        """
        holder = self._sim.neighbour("wallet.example", method="did:key", seed=self._sim.seed + 2)
        return PRESENTATION_FAULTS[fault].make(holder, self._sim, challenge, domain)

    def disclosure(self, fault: DisclosureFault) -> dict[str, Any]:
        """Return what somebody shows of a badge with selective disclosure, with `fault`.

        What the faults mean stands in `DISCLOSURE_FAULTS`.
        """
        return DISCLOSURE_FAULTS[fault].show(self._sim)

    def envelope(self, fault: EnvelopeFault) -> dict[str, Any] | str | bytes:
        """Return a badge in a token, a COSE message or an envelope, with `fault`.

        What the faults mean stands in `ENVELOPE_FAULTS`.
        """
        return ENVELOPE_FAULTS[fault].make(self._sim)
