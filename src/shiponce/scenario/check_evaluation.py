"""Evaluate a step's checks against the hub's view models and the platforms' own orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from mockplace.kernel.judge import judge as judge_world
from mockplace.kernel.records import PlatformOrder, ShippedPackage
from shiponce.domain.order import Visibility
from shiponce.scenario import check_types as expect
from shiponce.scenario import explanation_checks
from shiponce.scenario.check_found import NOBODY, Found, names
from shiponce.scenario.check_types import Check
from shiponce.scenario.code_names import NOT_BEFORE
from shiponce.scenario.hub_steps import chosen
from shiponce.scenario.platform_names import CARRIER
from shiponce.scenario.run_environment import RunEnvironment
from shiponce.scenario.run_results import CheckResult
from shiponce.scenario.scenario_model import Expectation
from shiponce.scenario.shown_to_people import open_units, units_not_imported
from shiponce.views.imports import ImportReport
from shiponce.views.orders import Grid
from shiponce.views.sentence import Sentence
from shiponce.words.domain_words import LIST_WORD
from shiponce.words.families import Family, platform_word

_CHECK = Family("scenario.check.{}", expect.CHECKS)

#: Who notified a platform of a package: the word in scenarios → the word in the simulator.
_TELLERS = {"hub": "api", "relay": "relay", "buy shipping": "buy-shipping", "seller": "seller"}


def judge(expectation: Expectation, environment: RunEnvironment, line: int) -> CheckResult:
    """Judge whether an expectation holds in the run environment right now."""
    check = expectation.check
    found = _LOOKING[type(check)](check, environment)
    reasons = check.because.said() if check.because else {}
    return CheckResult(
        sentence=Sentence(_CHECK[expectation.key], found.facts),
        passed=found.wanted == found.got,
        wanted=found.wanted,
        got=found.got,
        because=reasons.get("en", ""),
        reasons=reasons,
        saying=found.saying,
        line=line,
    )


def _grid(check: expect.GridCheck, environment: RunEnvironment) -> Found:
    facts: dict[str, object] = {"status": LIST_WORD[check.status]}
    wanted: list[str] = []
    got: list[str] = []
    if check.rows is not None:
        wanted.append(str(check.rows))
        got.append(str(environment.hub.orders.counts()[check.status]))
    if check.orders is not None:
        wanted.append(names(map(environment.plain, check.orders)))
        got.append(names(_named(environment, check.status)))
    return Found(": ".join(wanted), ": ".join(got), facts)


def _named(environment: RunEnvironment, grid: Grid) -> Iterable[str]:
    for order_id in environment.hub.orders.ids(grid):
        detail = environment.hub.orders.detail(order_id)
        yield environment.ref(detail.row.marketplace, detail.remote_id)


def _hidden(check: expect.Hidden, environment: RunEnvironment) -> Found:
    facts: dict[str, object] = {"order": check.order, "behind": check.behind}
    wanted = environment.plain(check.behind)
    order_id = environment.here(check.order)
    if order_id is None:
        return Found(wanted, "absent", facts)
    detail = environment.hub.orders.detail(order_id)
    if detail.row.visibility is not Visibility.HIDDEN:
        return Found(wanted, _standing(environment, check.order), facts)
    originals = [
        environment.hub.orders.detail(twin.order_id)
        for twin in detail.twins
        if twin.bond == "linked"
    ]
    return Found(
        wanted, names(environment.ref(o.row.marketplace, o.remote_id) for o in originals), facts
    )


def _standing(environment: RunEnvironment, ref: str) -> str:
    order_id = environment.here(ref)
    if order_id is None:
        return "absent"
    row = environment.hub.orders.detail(order_id).row
    return row.status.value if row.visibility is Visibility.VISIBLE else row.visibility.value


def _status(check: expect.Status, environment: RunEnvironment) -> Found:
    """Return an order's expected and actual status in the words of scenario files."""
    wanted, got = str(check.is_), _standing(environment, check.order)
    facts: dict[str, object] = {"order": check.order}
    return Found(wanted.replace("_", " "), got.replace("_", " "), facts)


def counted_notifications(orders: Iterable[PlatformOrder]) -> Counter[str]:
    """Return for each store how many of the hub's notifications its platform accepted."""
    return Counter(
        o.store for o in orders for package in o.packages if package.recorded_by == "api"
    )


def _notified(check: expect.Notified, environment: RunEnvironment) -> Found:
    orders = (
        environment.family(check.purchase) if check.purchase else environment.world.orders.values()
    )
    found = counted_notifications(orders)
    wanted = names(f"{store} ×{check.times}" for store in check.stores)
    got = names(f"{store} ×{times}" for store, times in found.items())
    return Found(wanted, got, {"purchase": check.purchase or "word.anything"})


def _not_notified(check: expect.NotNotified, environment: RunEnvironment) -> Found:
    found = counted_notifications(environment.family(check.purchase))
    facts: dict[str, object] = {"purchase": check.purchase, "stores": names(check.stores)}
    return Found(NOBODY, names(set(check.stores) & set(found)), facts)


def _passed_on(check: expect.PassedOn, environment: RunEnvironment) -> Found:
    orders = {order.store: order for order in environment.family(check.purchase)}
    facts: dict[str, object] = {"purchase": check.purchase, "by": check.by, "to": check.to}
    shown_first, shown_last = orders.get(check.by), orders.get(check.to)
    relayed = [p for p in shown_last.packages if p.recorded_by == "relay"] if shown_last else []
    wanted = _packages(shown_first.packages if shown_first else [])
    return Found("?" if wanted == NOBODY else wanted, _packages(relayed), facts)


def _packages(packages: Iterable[ShippedPackage]) -> str:
    """Return each package's carrier (in capitals, because spellings differ) and tracking number."""
    return names(f"{package.carrier.upper()} {package.tracking}" for package in packages)


def _shown(check: expect.Shown, environment: RunEnvironment) -> Found:
    order = next((o for o in environment.family(check.purchase) if o.store == check.on), None)
    facts: dict[str, object] = {"purchase": check.purchase, "on": check.on}
    if order is None:
        return Found(str(check.packages), "absent", facts)
    if check.by is None:
        return Found(str(check.packages), str(len(order.packages)), facts)
    word = {theirs: ours for ours, theirs in _TELLERS.items()}
    tellers = [word.get(package.recorded_by, package.recorded_by) for package in order.packages]
    wanted = f"{check.packages}: {names([check.by] * check.packages)}"
    return Found(wanted, f"{len(tellers)}: {names(tellers)}", facts)


def mails(purchase: str, environment: RunEnvironment) -> Counter[str]:
    """Return for each store how often its platform e-mailed the buyer about a shipment."""
    family = {(order.store, order.order_id) for order in environment.family(purchase)}
    written = (m for m in environment.world.mails if m.about == "shipped")
    return Counter(m.store for m in written if (m.store, m.order_id) in family)


def _mails(check: expect.Mails, environment: RunEnvironment) -> Found:
    wanted = names(f"{store} ×{check.times}" for store in check.stores)
    found = mails(check.purchase, environment).items()
    got = names(f"{store} ×{times}" for store, times in found)
    return Found(wanted, got, {"purchase": check.purchase})


def lost_purchases(environment: RunEnvironment) -> dict[str, str]:
    """Return the purchases of which no order or copy reached the hub, with the reason."""
    listed = {place for place, _ in environment.excluded()}
    stores = environment.hub.stores.rows()
    connected = {environment.acting.account_of(store.name) for store in stores}
    lost: dict[str, str] = {}
    for purchase in environment.world.purchases():
        family = environment.family(purchase.name)
        if not any(
            (o.store, o.order_id) in listed or environment.id_of(o.store, o.order_id)
            for o in family
        ):
            direct = purchase.store in connected
            lost[purchase.name] = "not yet" if direct else purchase.no_copy or "not yet"
    return lost


def _lost(check: expect.Lost, environment: RunEnvironment) -> Found:
    lost = lost_purchases(environment)
    if check.reason is None:
        return Found(names(check.purchases), names(lost))
    wanted = names(f"{name}: {check.reason}" for name in check.purchases)
    return Found(wanted, names(f"{name}: {why}" for name, why in lost.items()))


def _refused(check: expect.RefusedAct, environment: RunEnvironment) -> Found:
    got = environment.refusal.code if environment.refusal else NOBODY
    return Found(check.code, got, saying=environment.refusal)


def import_trouble(report: ImportReport) -> str:
    """Return the code of the reason why an import ended early, or '' if it did not."""
    if report.trouble is not None:
        return report.trouble.code
    return NOT_BEFORE if report.not_before is not None else ""


def _import_fails(check: expect.ImportFails, environment: RunEnvironment) -> Found:
    found = [report for report in environment.reports if report.store == check.store]
    got = names(filter(None, map(import_trouble, found)))
    saying = next((report.trouble for report in found if report.trouble), None)
    return Found(check.code, got, {"store": check.store}, saying)


def _doubles(check: expect.DoubleShipped, environment: RunEnvironment) -> Found:
    by_id = {
        detail.row.id: environment.ref(detail.row.marketplace, detail.remote_id)
        for detail in environment.details()
    }
    found = {
        by_id.get(part.order_id, part.order).partition(".")[0]
        for double in environment.hub.matching.double_shipments()
        for part in double.parts
    }
    return Found(names(check.purchases), names(found))


def _warning(check: expect.Warned, environment: RunEnvironment) -> Found:
    if check.order is None:
        found = [*environment.hub.state().warnings]
        found += [warning for rule in environment.hub.rules.rows() for warning in rule.warnings]
    else:
        order_id = environment.here(check.order)
        found = [*environment.hub.orders.why(order_id).warnings] if order_id is not None else []
    saying = next((warning for warning in found if warning.code == check.code), None)
    got = saying.code if saying else names({warning.code for warning in found})
    facts: dict[str, object] = {"order": check.order or "word.whole_hub"}
    return Found(check.code, got, facts, saying)


def _calls(check: expect.Calls, environment: RunEnvironment) -> Found:
    made = sum(
        call.platform == check.platform and check.operation in (None, call.operation)
        for call in environment.world.calls
    )
    facts: dict[str, object] = {
        "platform": "word.house" if check.platform == CARRIER else platform_word(check.platform),
        "operation": check.operation or "word.every_call",
    }
    return Found(str(check.times), str(made), facts)


def _option(check: expect.Option, environment: RunEnvironment) -> Found:
    facts: dict[str, object] = {"order": check.order, "option": check.option}
    wanted = ["yes" if check.available else "no"]
    order_id = environment.here(check.order)
    option = None
    if order_id is not None:
        option = chosen(environment.hub.shipping.options(order_id), check.option)
    if option is None:
        return Found(wanted[0], "absent", facts)
    got = ["yes" if option.available else "no"]
    for code, sentence in (
        (check.restriction, option.restriction),
        (check.way_out, option.way_out),
    ):
        if code is not None:
            wanted.append(code)
            got.append(sentence.code if sentence else NOBODY)
    return Found(", ".join(wanted), ", ".join(got), facts, option.restriction)


def _excluded(check: expect.Excluded, environment: RunEnvironment) -> Found:
    order = environment.there(check.order)
    wanted = (order.store, order.order_id) if order else None
    kinds = [row.kind for place, row in environment.excluded() if place == wanted]
    return Found(check.kind, names(kinds), {"order": check.order})


def _quarantine(check: expect.Quarantine, environment: RunEnvironment) -> Found:
    rows = sum(row.kind == "quarantine" for row in environment.hub.orders.excluded())
    return Found(str(check.rows), str(rows))


def _tag(check: expect.Tag, environment: RunEnvironment) -> Found:
    order_id = environment.here(check.order)
    tags = environment.hub.orders.detail(order_id).row.tags if order_id is not None else ()
    facts: dict[str, object] = {"order": check.order}
    return Found(check.tag, check.tag if check.tag in tags else names(tags), facts)


def _imported(check: expect.Imported, environment: RunEnvironment) -> Found:
    asked = {name: number for name, number in check if name != "because" and number is not None}
    got = {name: sum(getattr(one, name) for one in environment.reports) for name in asked}
    return Found(_tally(asked), _tally(got))


def _tally(numbers: dict[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in numbers.items()) or NOBODY


def _due(check: expect.Due, environment: RunEnvironment) -> Found:
    facts: dict[str, object] = {"order": check.order, "sku": check.sku or "word.every_article"}
    order_id = environment.here(check.order)
    if order_id is None:
        return Found(str(check.units), "absent", facts)
    lines = environment.hub.orders.detail(order_id).lines
    due = sum(line.due for line in lines if check.sku in (None, line.sku))
    return Found(str(check.units), str(due), facts)


def _tracking(check: expect.Tracking, environment: RunEnvironment) -> Found:
    order = next((o for o in environment.family(check.purchase) if o.store == check.on), None)
    facts: dict[str, object] = {"purchase": check.purchase, "on": check.on}
    got = names(p.tracking or "?" for p in order.packages) if order else "absent"
    return Found(names(check.numbers), got, facts)


def _notification(check: expect.NotificationIs, environment: RunEnvironment) -> Found:
    facts: dict[str, object] = {"purchase": check.purchase, "store": check.store}
    family = environment.family(check.purchase)
    ours = {environment.id_of(order.store, order.order_id) for order in family}
    found = [
        one
        for one in environment.hub.notifications.rows()
        if one.store == check.store and one.order_id in ours
    ]
    last = max(found, key=lambda one: one.id, default=None)
    wanted: list[str] = [check.is_]
    got = [last.state.value.replace("_", " ") if last else "absent"]
    if check.confirmed is not None:
        wanted.append("yes" if check.confirmed else "no")
        got.append("yes" if last and last.confirmed_at else "no")
    reason = last.reason if last else None
    return Found(", ".join(wanted), ", ".join(got), facts, reason)


def _ledger(check: expect.Ledger, environment: RunEnvironment) -> Found:
    one = environment.acting
    shown = open_units(one.hub, tuple(environment.details()), one.accounts)
    shown |= units_not_imported(one.hub, environment.world, one.accounts)
    verdict = judge_world(environment.world, quiet=False, open_units=shown)
    lines = verdict.ledger(check.purchase).lines
    sums = {
        "packed": sum(line.in_packages for line in lines),
        "open": sum(line.open for line in lines),
        "cancelled": sum(line.cancelled for line in lines),
        "refunded": sum(line.refunded for line in lines),
        "collected": sum(line.collected for line in lines),
    }
    asked = {name: n for name in sums if (n := getattr(check, name)) is not None}
    got = {name: sums[name] for name in asked}
    return Found(_tally(asked), _tally(got), {"purchase": check.purchase})


# Each function accepts only the class of its key; a dict type cannot express this.
_LOOKING: dict[type[Check], Callable[..., Found]] = {
    expect.GridCheck: _grid,
    expect.Hidden: _hidden,
    expect.Status: _status,
    expect.Notified: _notified,
    expect.NotNotified: _not_notified,
    expect.PassedOn: _passed_on,
    expect.Shown: _shown,
    expect.Mails: _mails,
    expect.Lost: _lost,
    expect.RefusedAct: _refused,
    expect.ImportFails: _import_fails,
    expect.DoubleShipped: _doubles,
    expect.Warned: _warning,
    expect.Calls: _calls,
    expect.Option: _option,
    expect.Excluded: _excluded,
    expect.Quarantine: _quarantine,
    expect.Tag: _tag,
    expect.Imported: _imported,
    expect.Due: _due,
    expect.Tracking: _tracking,
    expect.NotificationIs: _notification,
    expect.Ledger: _ledger,
    **explanation_checks.LOOKING,
}
