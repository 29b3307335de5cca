"""Says what is wrong with the proofs: a statement without one, one without a statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shiponce.proofs.collecting import Proof
from shiponce.proofs.statements import STATEMENTS
from shiponce.views.sentence import Sentence

FAILED, SKIPPED, PASSED = "failed", "skipped", "passed"


def problems(found: Sequence[Proof]) -> Iterator[Sentence]:
    """Everything that keeps the table from being a proof, as sentences.

    Results count once there are any: then a code needs one proof that passed, and none that
    failed. A proof that the last run left out, because it is slow, says nothing against it.
    """
    known = {statement.code for statement in STATEMENTS}
    ran = any(proof.result for proof in found)
    for statement in STATEMENTS:
        own = [proof for proof in found if statement.code in proof.codes]
        if not own:
            yield Sentence("proofs.problem.unproved", {"code": statement.code})
        elif ran and all(proof.result != PASSED for proof in own):
            yield Sentence("proofs.problem.never_passed", {"code": statement.code})
    for proof in found:
        for code in proof.codes:
            if code not in known:
                yield Sentence("proofs.problem.unknown", {"code": code, "proof": proof.name})
        if proof.result == FAILED:
            codes = ", ".join(proof.codes)
            yield Sentence("proofs.problem.failed", {"codes": codes, "proof": proof.name})


def verdict(proofs: Sequence[Proof]) -> str:
    """The worst of several results; '' when none of them was ever run."""
    results = {proof.result for proof in proofs}
    return next((one for one in (FAILED, PASSED, SKIPPED) if one in results), "")
