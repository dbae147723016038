"""The changes that nothing can notice, each with its argument.

A mutant is written down here only if no caller and no input could tell it from the code. A rerun then shows
what is neither noticed nor argued.
"""

from __future__ import annotations

from tests.mutants.argued.base import Argued
from tests.mutants.argued.checks_a_to_m import CHECKS_A_TO_M
from tests.mutants.argued.checks_n_to_z import CHECKS_N_TO_Z
from tests.mutants.argued.jsonld import JSONLD
from tests.mutants.argued.keys import KEYS
from tests.mutants.argued.net import NET
from tests.mutants.argued.proofs import PROOFS

__all__ = ["ARGUED", "Argued"]

ARGUED: tuple[Argued, ...] = (*CHECKS_A_TO_M, *CHECKS_N_TO_Z, *JSONLD, *KEYS, *NET, *PROOFS)
