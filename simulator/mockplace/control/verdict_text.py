"""A verdict as text for a terminal: findings, where the units are, what is not known, the cost."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from mockplace.kernel.judging.causes import Step, traced
from mockplace.kernel.judging.findings import titled

if TYPE_CHECKING:
    from mockplace.control.verdict_shapes import (
        FindingView,
        LineLedgerView,
        MoneyView,
        PurchaseLedgerView,
        RemarkView,
        VerdictView,
        WastedLabelView,
    )

#: A terminal has so many columns if nothing is known of it.
WIDTH = 80
#: Up to this many purchases, all are listed; of more, only those whose units do not add up.
_MOST_PURCHASES = 40
_COLUMNS = ("paid", "packages", "open", "cancelled", "refunded", "collected")


def lines(verdict: VerdictView, *, every: bool = False, width: int = WIDTH) -> Iterator[str]:
    """Yield the lines of a verdict; *every* lists all purchases, however many there are.

    Sentences are wrapped at *width* characters; order and tracking numbers stay whole.
    """
    for line in _lines(verdict, every):
        yield from _wrapped(_printable(line), width)


def _lines(verdict: VerdictView, every: bool) -> Iterator[str]:
    count = len(verdict.findings)
    summary = "clean: nothing is wrong" if verdict.clean else _counted(count, "finding")
    purchases = _counted(len(verdict.ledgers), "purchase")
    yield f"{summary}, in {purchases} by {verdict.at}"
    for finding in verdict.findings:
        yield ""
        yield f"{finding.rule} ({_whose(finding)})"
        yield f"  {finding.sentence}"
        yield from (f"    {line}" for line in traced(_steps(finding)))
    yield from _ledgers(verdict.ledgers, every)
    if verdict.remarks:
        yield ""
        yield "What cannot be known:"
        for remark in verdict.remarks:
            whose = f" ({_whose(remark)})" if remark.purchase else ""
            yield f"  {remark.code}{whose}: {remark.sentence}"
    yield ""
    yield f"Labels: {_sum(verdict.cost.paid)} paid, {_sum(verdict.cost.lost)} of it in vain"
    for label in verdict.cost.wasted:
        price = f"{label.price.amount} {label.price.currency}"
        yield f"  {label.tracking} ({_whose(label)}): {price}, {label.why}"


def _steps(finding: FindingView) -> list[Step]:
    """Return what led to a finding, from its evidence."""
    return [
        Step(one.at, one.what)
        if one.request is None
        else Step(
            one.request.at,
            one.what,
            one.request.call,
            one.request.method,
            one.request.path,
            one.request.status,
        )
        for one in finding.evidence
    ]


def _whose(one: FindingView | RemarkView | WastedLabelView) -> str:
    """Return a purchase with the numbers of its orders, by which people know it."""
    return titled(one.purchase, one.orders) or "no purchase"


def _ledgers(ledgers: list[PurchaseLedgerView], every: bool) -> Iterator[str]:
    wrong = [one for one in ledgers if not one.adds_up]
    shown = ledgers if every or len(ledgers) <= _MOST_PURCHASES else wrong
    yield ""
    yield "Units: paid = packages + open + cancelled + refunded + collected"
    width = max((len(line.sku) for one in shown for line in one.lines), default=0)
    if width:
        yield f"    {'':{width}}  {'  '.join(_COLUMNS)}"
    for one in shown:
        yield f"  {one.purchase} ({one.store} {one.order_id}): {_sum_of(one)}"
        for line in one.lines:
            yield f"    {line.sku:{width}}  {_numbers(line)}"
    left = len(ledgers) - len(shown)
    if left:
        yield f"  {_counted(left, 'purchase')} more, whose units add up (--all lists them)"


def _numbers(line: LineLedgerView) -> str:
    numbers = (
        line.paid, line.in_packages, line.open, line.cancelled, line.refunded, line.collected,
    )  # fmt: skip
    pairs = zip(numbers, _COLUMNS, strict=True)
    return "  ".join(f"{number:>{len(name)}}" for number, name in pairs)


def _sum_of(ledger: PurchaseLedgerView) -> str:
    """Return whether the units of a purchase add up, and which do not."""
    wrong = [
        f"{abs(line.unaccounted)} × {line.sku} {'nowhere' if line.unaccounted > 0 else 'too many'}"
        for line in ledger.lines
        if line.unaccounted
    ]
    if wrong:
        return ", ".join(wrong)
    return "adds up" if ledger.is_known else "adds up, as far as the platforms were told"


def _sum(amounts: list[MoneyView]) -> str:
    return " + ".join(f"{one.amount} {one.currency}" for one in amounts) or "nothing"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _wrapped(line: str, width: int) -> Iterator[str]:
    """Yield a line in pieces of *width* characters at most, with the line's own indent."""
    if len(line) <= width:
        yield line
        return
    indent = " " * (len(line) - len(line.lstrip()))
    yield from wrap(
        line.strip(),
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _printable(text: str) -> str:
    """Replace control characters: names and numbers come from the program that is judged."""
    return "".join(one if one.isprintable() else "?" for one in text)
