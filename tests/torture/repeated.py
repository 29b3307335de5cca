"""The same again, and what is known of the tests themselves."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

from tests.torture.outcome import Outcome, Share

ROOT = Path(__file__).parents[2]
#: Plays every scenario and writes its journal.
_PLAY = """
import sys
from pathlib import Path
from shiponce.scenario.replay import replay
sys.exit(replay((), journal=Path(sys.argv[1]), write=lambda line: None))
"""


def alike(share: Share) -> Outcome:
    """Play every scenario in processes of different hash seeds and time zones: the same bytes."""
    outcome = Outcome()
    digests = set()
    for seed in share.seeds():
        path = share.folder / f"{seed}.jsonl"
        zone = ("UTC", "Asia/Tokyo", "America/St_Johns")[seed % 3]
        done = subprocess.run(  # noqa: S603 - our own interpreter and text
            [sys.executable, "-c", _PLAY, str(path)],
            cwd=ROOT,
            env={"PYTHONHASHSEED": str(seed), "PATH": "", "TZ": zone},
            timeout=300,
            check=False,
        )
        outcome.tried += 1
        digests.add(hashlib.sha256(path.read_bytes()).hexdigest())
        if done.returncode:
            outcome.violated(seed, f"it ended with {done.returncode}")
    if len(digests) > 1:
        outcome.violated(share.first, f"{len(digests)} different journals")
    return outcome


def mutants(share: Share) -> Outcome:
    """Read what the last mutation run found: it takes longer than all of this together."""
    outcome = Outcome()
    page = (ROOT / "docs" / "mutation.md").read_text(encoding="utf-8")
    for module, noticed, survived in re.findall(
        r"^\| `([\w/]+)`[^|]*\| ([\d,]+) \| ([\d,]+) \|", page, re.MULTILINE
    ):
        tried = int(noticed.replace(",", "")) + int(survived.replace(",", ""))
        rate = 100 * int(noticed.replace(",", "")) / tried
        outcome.tried += tried
        outcome.measure("survived", int(survived.replace(",", "")))
        outcome.measure("least % noticed in a module", int(rate))
        if rate < 90:
            outcome.violated(share.first, f"{module}: {rate:.0f} % noticed")
    return outcome
