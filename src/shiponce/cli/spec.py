"""``shiponce spec``: every promise with what proves it, and whether the last run agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shiponce.cli.context import CommandContext, answers
from shiponce.cli.localized_help import SpokenCommand

if TYPE_CHECKING:
    from shiponce.proofs.collecting import Proof
    from shiponce.proofs.statements import Statement


@click.command("spec", cls=SpokenCommand, help="cli.help.spec", hubless=True)
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.option("--check", is_flag=True, help="cli.option.spec_check")
@answers
@click.pass_context
def command(
    ctx: click.Context, context: CommandContext, codes: tuple[str, ...], check: bool
) -> None:
    """The table, or with ``--check`` what is wrong with it, and the exit code."""
    from shiponce.proofs import checking, collecting

    chosen = _chosen(codes)
    found = collecting.proofs()
    table = [(one, [p for p in found if one.code in p.codes]) for one in chosen]
    wrong = list(checking.problems(found)) if check else []
    context.data({"statements": [_row(context, *row) for row in table], "problems": wrong})
    if check:
        for problem in wrong:
            context.line(context.told(problem))
        if not wrong:
            context.spoken("proofs.all_proved", n=len(chosen))
    elif codes:
        _in_full(context, table)
    else:
        _listed(context, table)
    if not collecting.has_tests():
        context.spoken("proofs.no_tests")
    ctx.exit(1 if wrong else 0)


def _chosen(codes: tuple[str, ...]) -> list[Statement]:
    from shiponce.errors import BadInput
    from shiponce.proofs.statements import STATEMENTS

    by_code = {statement.code: statement for statement in STATEMENTS}
    for code in codes:
        if code.upper() not in by_code:
            raise BadInput("error.no_statement", statement=code)
    return [by_code[code.upper()] for code in codes] or list(STATEMENTS)


def _row(context: CommandContext, statement: Statement, proofs: list[Proof]) -> dict[str, object]:
    from shiponce.proofs.checking import verdict

    return {
        "code": statement.code,
        "statement": context.say(statement.sentence),
        "from": statement.origin.value,
        "proofs": [{"name": proof.name, "result": proof.result} for proof in proofs],
        "result": verdict(proofs),
    }


def _listed(context: CommandContext, table: list[tuple[Statement, list[Proof]]]) -> None:
    """One line a statement: how many proofs, and the worst of their results."""
    rows = []
    for statement, proofs in table:
        row = _row(context, statement, proofs)
        result = context.say(f"proofs.result.{row['result'] or 'never'}")
        rows.append([statement.code, str(row["statement"]), str(len(proofs)), result])
    context.table(["code", "statement", "proofs", "result"], rows)


def _in_full(context: CommandContext, table: list[tuple[Statement, list[Proof]]]) -> None:
    """Each statement as a paragraph, and every proof of it on a line."""
    for statement, proofs in table:
        origin = context.say(f"statement.from.{statement.origin.value}")
        context.line(f"{statement.code}  {context.say(statement.sentence)} ({origin})")
        for proof in proofs:
            result = context.say(f"proofs.result.{proof.result or 'never'}")
            context.line(f"    {proof.name}  {result}")
