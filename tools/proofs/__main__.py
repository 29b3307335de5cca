"""List every statement with its proofs, or with ``--check`` only what is wrong with them.

``make spec`` runs it; ``make test`` ends with ``--check``.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from tools.proofs import checking, collecting
from tools.proofs.collecting import Proof
from tools.proofs.statements import STATEMENTS, Statement


def main(args: Sequence[str] | None = None) -> int:
    """Print what was asked for; 1 when ``--check`` found something wrong."""
    parser = ArgumentParser(prog="python -m tools.proofs", description=__doc__)
    parser.add_argument("codes", nargs="*", metavar="CODE", help="show these statements in full")
    parser.add_argument("--check", action="store_true", help="say what is wrong; exit with 1")
    asked = parser.parse_args(args)
    by_code = {statement.code: statement for statement in STATEMENTS}
    codes = [code.upper() for code in asked.codes]
    for code in codes:
        if code not in by_code:
            parser.error(f"there is no statement {code}")
    found = collecting.proofs()
    if asked.check:
        return _check(found)
    for statement in [by_code[code] for code in codes] or STATEMENTS:
        proofs = [proof for proof in found if statement.code in proof.codes]
        print("\n".join(_in_full(statement, proofs) if codes else [_line(statement, proofs)]))
    return 0


def _check(found: Sequence[Proof]) -> int:
    wrong = list(checking.problems(found))
    for problem in wrong:
        print(problem)
    if wrong:
        return 1
    print(f"{len(STATEMENTS)} statements: all of them proved.")
    return 0


def _line(statement: Statement, proofs: Sequence[Proof]) -> str:
    """Return a statement with the number of its proofs and the worst of their results."""
    result = checking.verdict(proofs) or "not run"
    return f"{statement.code:<4} {len(proofs):>3}  {result:<8} {statement.sentence}"


def _in_full(statement: Statement, proofs: Sequence[Proof]) -> list[str]:
    """Return a statement, and every proof of it on a line."""
    head = f"{statement.code}  {statement.sentence} ({statement.origin.value})"
    return [head, *(f"    {proof.name}  {proof.result or 'not run'}" for proof in proofs)]


if __name__ == "__main__":
    sys.exit(main())
