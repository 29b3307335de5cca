"""Rules about units: each is shipped once, labels are for bought units, no purchase is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mockplace.kernel.judging.articles import article
from mockplace.kernel.judging.findings import Case, Looked, NoFinding, found
from mockplace.kernel.judging.plurals import NO_NUMBER
from mockplace.kernel.judging.world_record import Family, Package, Sold, WorldRecord, shows


def doubled_unit(case: Case) -> Iterator[Looked]:
    """Find units that are in more than one live package of the program.

    Units of an original and of its copies are the same units.
    """
    record = case.record
    for family in record.families.values():
        ours = [one for one in _live(record, family) if one.is_ours and one.kind != "unseen"]
        for sold, holding in _holding(ours, family).items():
            ordered, sent = record.ordered(sold), sum(one.units[sold] for one in holding)
            if sent > ordered and len(holding) > 1:
                yield found(
                    "doubled-unit",
                    family.name,
                    order=family.original.order_id,
                    line=sold[2],
                    article=article(record, sold),
                    ordered=ordered,
                    units=sent,
                    about=_trackings(holding),
                    labels=_numbers(holding),
                    left=sum(bool(one.left_at) for one in holding),
                )
            else:
                yield NoFinding.FINE


def doubled_elsewhere(case: Case) -> Iterator[Looked]:
    """Find units that the program labelled again long after somebody else had shipped them."""
    record = case.record
    for family in record.families.values():
        live = _live(record, family)
        others = [one for one in live if not one.is_ours]
        for sold, elsewhere in _holding(others, family).items():
            since = min(one.made_at for one in elsewhere) + case.unseen
            ours = [one for one in live if one.is_ours and sold in one.units]
            late = [one for one in ours if one.made_at >= since]
            sent = sum(one.units[sold] for one in (*elsewhere, *ours))
            if late and sent > record.ordered(sold):
                yield found(
                    "doubled-elsewhere",
                    family.name,
                    order=family.original.order_id,
                    line=sold[2],
                    article=article(record, sold),
                    ordered=record.ordered(sold),
                    units=sent,
                    about=_trackings([*elsewhere, *late]),
                    labels=_numbers(late),
                )
            else:
                yield NoFinding.FINE


def over_ordered(case: Case) -> Iterator[Looked]:
    """Find labels for more units than were bought, or for unknown lines or orders."""
    record = case.record
    for package in record.packages:
        if not package.is_ours:
            continue
        over = [f"{name}, which is no line and no order" for name in package.strange]
        over += [
            f"{units} × {article(record, sold)}, of which {record.ordered(sold)} bought"
            for sold, units in package.units.items()
            if units > record.ordered(sold)
        ]
        families = record.purchases_of(package)
        if over:
            yield found(
                "over-ordered",
                families[0].name if families else "",
                label=package.tracking,
                lines="; ".join(over),
            )
        else:
            yield NoFinding.FINE


def orphan_label(case: Case) -> Iterator[Looked]:
    """Find live labels that neither a platform nor a person knows of."""
    for package in case.record.packages:
        if package.kind not in ("house", "platform") or not package.is_live:
            continue
        families = case.record.purchases_of(package)
        orders = [order for family in families for order in family.orders]
        if any(shows(order, package.tracking) for order in orders):
            yield NoFinding.FINE
        elif package.names & case.people.labels:
            yield NoFinding.ADMITTED
        else:
            name = families[0].name if families else ""
            yield found("orphan-label", name, label=package.tracking)


def dead_label_shown_live(case: Case) -> Iterator[Looked]:
    """Find voided labels that the program shows as live."""
    for package in case.record.packages:
        if package.is_live or package.kind not in ("house", "platform"):
            continue
        again = [one for one in case.record.of_tracking[package.tracking] if one.is_live]
        if package.tracking in case.people.live and not again:
            families = case.record.purchases_of(package)
            name = families[0].name if families else ""
            yield found("dead-label-live", name, label=package.tracking)
        else:
            yield NoFinding.FINE


def vanished(case: Case) -> Iterator[Looked]:
    """Find purchases with units to ship that the program shows to nobody."""
    people = case.people
    for family in case.record.families.values():
        reached = [order for order in family.orders if case.is_connected(order.store)]
        if family.is_cancelled or not family.original.paid or not reached:
            continue
        if not case.record.world.orders or family.original.fulfilled_by_platform:
            continue
        if not _due(case, family, _live(case.record, family)):
            continue
        if family.places & (people.ready | people.shown):
            yield NoFinding.FINE
        elif family.places & (people.stopped | people.warned):
            yield NoFinding.ADMITTED
        else:
            yield found("vanished", family.name, order=family.original.order_id)


def offered_again(case: Case) -> Iterator[Looked]:
    """Find completely shipped orders that the program still shows as ready to be shipped."""
    for family in case.record.families.values():
        ours = [one for one in _live(case.record, family) if one.is_ours]
        if not ours:
            continue
        is_due = not family.original.paid or bool(_due(case, family, ours))
        if is_due or not family.places & case.people.ready:
            yield NoFinding.FINE
        else:
            yield found("offered-again", family.name, order=family.original.order_id)


def cancelled_unsaid(case: Case) -> Iterator[Looked]:
    """Find cancelled purchases that still have live labels, if the program warns nobody."""
    for family in case.record.families.values():
        ours = [one for one in _live(case.record, family) if one.is_ours]
        if not family.is_cancelled or not ours or not case.is_connected(family.original.store):
            continue
        if family.places & (case.people.warned | case.people.stopped):
            yield NoFinding.ADMITTED
        else:
            order_id = family.original.order_id
            yield found("cancelled-unsaid", family.name, order=order_id, labels=_numbers(ours))


def _due(case: Case, family: Family, live: list[Package]) -> dict[Sold, int]:
    """Return line → units that were not withdrawn and are in none of these packages.

    Withdrawn units are those that were cancelled, refunded, or collected in the store. Units that
    the buyer will collect there need no package.
    """
    due: dict[Sold, int] = {}
    for line in case.ledger(family).lines:
        if line.for_collection:
            continue
        sold = (family.original.store, family.original.order_id, line.line_id)
        sent = sum(one.units.get(sold, 0) for one in live)
        left = line.paid - line.withdrawn_units - max(sent, 0)
        if left > 0:
            due[sold] = left
    return due


def _live(record: WorldRecord, family: Family) -> list[Package]:
    return [one for one in record.of_purchase[family.name] if one.is_live]


def _holding(packages: list[Package], family: Family) -> dict[Sold, list[Package]]:
    """Return line → packages that contain units of it, for the lines of this purchase."""
    holding: dict[Sold, list[Package]] = defaultdict(list)
    places = family.places
    for package in packages:
        for sold in package.units:
            if sold[:2] in places:
                holding[sold].append(package)
    return holding


def _trackings(packages: list[Package]) -> list[str]:
    return [one.tracking for one in packages]


def _numbers(packages: list[Package]) -> str:
    return ", ".join(one.tracking or NO_NUMBER for one in packages)
