"""One verifier in a process of its own: ``python -m benchmarks.worker PEER CASE.json [--once]``.

It first shows that it can: every credential of the case must verify and the tampered one must not. Then each
line on standard input is a number of credentials to verify; the answer is the CPU time that this took. With
``--once`` it verifies the first credential and ends, to measure how long a start takes.
"""

from __future__ import annotations

import gc
import itertools
import json
import sys
import time
from importlib import import_module
from typing import Any, TextIO

from benchmarks.case import Case, NotUsable, Verify

REASON_CHARACTERS = 160


def main(arguments: list[str]) -> int:
    """Serve until standard input ends; 0, or 1 where the verifier is not usable."""
    peer, path, *flags = arguments
    answers, sys.stdout = sys.stdout, sys.stderr  # some libraries print
    case = Case.load(path)
    try:
        verify: Verify = import_module(f"benchmarks.peers.{peer}").make(case)
        if flags:
            return 0 if verify(case.texts[0]) else 1
        seconds = _prove(case, verify)
    except ImportError as error:
        return _say(answers, {"reason": f"not installed: {error.name}"}, 1)
    except NotUsable as error:
        return _say(answers, {"reason": str(error)}, 1)
    except Exception as error:
        return _say(answers, {"reason": f"{type(error).__name__}: {error}"[:REASON_CHARACTERS]}, 1)
    _say(answers, {"seconds": seconds})
    texts = itertools.cycle(case.texts)
    for line in sys.stdin:
        batch = list(itertools.islice(texts, int(line)))
        gc.collect()
        start = time.process_time()
        for text in batch:
            verify(text)
        _say(answers, {"seconds": time.process_time() - start})
    return 0


def _prove(case: Case, verify: Verify) -> float:
    """Return CPU seconds for one credential, warm."""
    for text in case.texts:
        if not verify(text):
            raise NotUsable("it refuses a good credential")
    try:
        accepted = verify(case.tampered)
    except Exception:
        accepted = False  # an exception of its own is a refusal too, since the good ones passed
    if accepted:
        raise NotUsable("it accepts a changed credential")
    start = time.process_time()
    for text in case.texts[:6]:
        verify(text)
    return (time.process_time() - start) / len(case.texts[:6])


def _say(stream: TextIO, answer: dict[str, Any], code: int = 0) -> int:
    print(json.dumps(answer), file=stream, flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
