"""Find what is wrong with the proofs: a statement without one, one without a statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tools.proofs.collecting import Proof
from tools.proofs.statements import STATEMENTS

FAILED, SKIPPED, PASSED = "failed", "skipped", "passed"


def problems(found: Sequence[Proof]) -> Iterator[str]:
    """Yield a sentence about everything that keeps the table from being a proof.

    Results count once there are any: then a code needs one proof that passed, and none that
    failed. A proof that the last run left out, because it is slow, says nothing against it.
    """
    known = {statement.code for statement in STATEMENTS}
    ran = any(proof.result for proof in found)
    for code in (statement.code for statement in STATEMENTS):
        own = [proof for proof in found if code in proof.codes]
        if not own:
            yield f"{code} has no proof: no test and no scenario names it."
        elif ran and all(proof.result != PASSED for proof in own):
            yield f"{code} was not proved by the last run: nothing that names it passed."
    for proof in found:
        for code in proof.codes:
            if code not in known:
                yield f"{proof.name} names {code}, which is no statement."
        if proof.result == FAILED:
            yield f"{proof.name} failed, and with it its proof of {', '.join(proof.codes)}."


def verdict(proofs: Sequence[Proof]) -> str:
    """Return the worst of several results; '' when none of the proofs was ever run."""
    results = {proof.result for proof in proofs}
    return next((one for one in (FAILED, PASSED, SKIPPED) if one in results), "")
