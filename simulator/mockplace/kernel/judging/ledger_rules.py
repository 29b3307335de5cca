"""Rules about the ledger: every paid unit is in one place, and withdrawn units are not shipped."""

from __future__ import annotations

from collections.abc import Iterator

from mockplace.kernel.acts import SHIPPED, ActKind
from mockplace.kernel.judging.articles import articles
from mockplace.kernel.judging.causes import shortened
from mockplace.kernel.judging.findings import Case, Looked, NoFinding, found
from mockplace.kernel.judging.notification_rules import recorded_again
from mockplace.kernel.judging.plurals import NO_NUMBER, in_words
from mockplace.kernel.judging.unit_ledger import LineLedger, Reason
from mockplace.kernel.judging.world_record import Family, Package, Sold
from mockplace.kernel.records import PlatformOrder

#: A path in a sentence has so many characters.
_MOST_PATH = 60


def units_unaccounted(case: Case) -> Iterator[Looked]:
    """Find purchases with too few or too many units shown as open by the program.

    A platform that has one package on record twice counts its units twice, and may close the order.
    As long as a person is warned of that, so many missing open units count as admitted.
    """
    for family in _judged(case):
        lines = case.ledger(family).lines
        wrong = [line for line in lines if line.open != max(0, line.rest)]
        if not wrong:
            yield NoFinding.FINE
            continue
        again = recorded_again(case.record, family)
        too_few = all(0 < line.rest - line.open <= again[_sold(family, line)] for line in wrong)
        if too_few and family.places & case.people.warned:
            yield NoFinding.ADMITTED
            continue
        yield found(
            "units-unaccounted",
            family.name,
            order=family.original.order_id,
            paid=sum(line.paid for line in wrong),
            packed=sum(line.in_packages for line in wrong),
            withdrawn=sum(line.withdrawn_units for line in wrong),
            open=sum(line.open for line in wrong),
            unaccounted=sum(max(0, line.rest) - line.open for line in wrong),
            which=_which(case, family, wrong),
        )


def _which(case: Case, family: Family, wrong: list[LineLedger]) -> str:
    """Return the units that stand nowhere, and those that stand in two places."""
    left = {_sold(family, line): max(0, line.rest) - line.open for line in wrong}
    nowhere = {sold: units for sold, units in left.items() if units > 0}
    twice = {sold: -units for sold, units in left.items() if units < 0}
    said = [f"{articles(case.record, nowhere)} nowhere"] if nowhere else []
    said += [f"{articles(case.record, twice)} too many"] if twice else []
    return ", ".join(said)


def open_nowhere(case: Case) -> Iterator[Looked]:
    """Find units that their platform shows as shipped, but that are in no package.

    The finding says who closed the order: a request, or somebody on the platform's own page.
    """
    people = case.people
    for family in _judged(case):
        if case.open_units is not None:
            continue
        nowhere = {
            _sold(family, line): line.unaccounted
            for line in case.ledger(family).lines
            if line.unaccounted > 0
        }
        if not nowhere or family.places & (people.ready | people.shown):
            yield NoFinding.FINE
        elif family.places & (people.stopped | people.warned):
            yield NoFinding.ADMITTED
        else:
            yield found(
                "open-nowhere",
                family.name,
                store=family.original.store,
                order=family.original.order_id,
                units=sum(nowhere.values()),
                which=articles(case.record, nowhere),
                who=_who_closed(case, family.original),
            )


def _who_closed(case: Case, order: PlatformOrder) -> str:
    """Return who set an order to shipped last, on its own platform."""
    own = case.record.world.acts.of_order.get((order.store, order.order_id), ())
    closing = [act for act in own if act.kind is ActKind.STATUS and act.note.endswith(SHIPPED)]
    closing = closing or [act for act in own if act.kind is ActKind.CONFIRMED]
    if not closing:
        return "nothing on record says who did that"
    last = closing[-1]
    when = in_words(last.at)
    if last.call is not None:
        path = shortened(last.call.path, _MOST_PATH)
        return f"{last.call.method} {path} did that at {when}"
    if any(one.recorded_by == "relay" and one.created_at == last.at for one in order.packages):
        return f"the shop's connector did that at {when}"
    return f"somebody did that on {last.store}'s own page at {when}, and no program"


def shipped_cancelled(case: Case) -> Iterator[Looked]:
    """Find units that had been cancelled before they were shipped."""
    return _shipped(case, "cancelled")


def shipped_refunded(case: Case) -> Iterator[Looked]:
    """Find units that were refunded before their label was bought."""
    return _shipped(case, "refunded")


def shipped_collected(case: Case) -> Iterator[Looked]:
    """Find units that the buyer had collected in the store before their label was bought."""
    return _shipped(case, "collected")


def _shipped(case: Case, reason: Reason) -> Iterator[Looked]:
    for family in case.record.families.values():
        for line in case.ledger(family).lines:
            packages = [one for one in _too_many(case, family, line, reason) if one.is_ours]
            if not any(one.reason == reason for one in line.withdrawn):
                continue
            if not packages:
                yield NoFinding.FINE
            elif family.places & (case.people.warned | case.people.stopped):
                yield NoFinding.ADMITTED
            else:
                yield found(
                    f"shipped-{reason}",
                    family.name,
                    about=[one.tracking for one in packages],
                    line=line.line_id,
                    order=family.original.order_id,
                    labels=", ".join(one.tracking or NO_NUMBER for one in packages),
                    article=line.sku,
                    units=sum(one.units for one in line.withdrawn if one.reason == reason),
                )


def _too_many(case: Case, family: Family, line: LineLedger, reason: Reason) -> Iterator[Package]:
    """Yield live packages with units that were withdrawn before the package was made.

    For a cancelled order, also yield earlier packages that could have been kept back.
    """
    sold = _sold(family, line)
    withdrawn = [one for one in line.withdrawn if one.reason == reason]
    for package in case.record.of_purchase[family.name]:
        if not (package.is_live and sold in package.units):
            continue
        since = case.unseen
        before = [
            one
            for one in withdrawn
            if one.number < package.number and one.at + since <= package.made_at
        ]
        kept = [
            one
            for one in withdrawn
            if reason == "cancelled"
            and package.kind in ("house", "platform")
            and one.free < one.units
            and package.number < one.number
            and one.at + since <= case.left_by_now(package)
        ]
        if kept or (before and line.rest < 0):
            yield package


def _sold(family: Family, line: LineLedger) -> Sold:
    return (family.original.store, family.original.order_id, line.line_id)


def _judged(case: Case) -> Iterator[Family]:
    """Yield the paid purchases that the merchant ships and that the program can know."""
    for family in case.record.families.values():
        order = family.original
        if order.paid and not order.fulfilled_by_platform and case.is_reached(family):
            yield family
