"""Check a set-up for problems; each check is pure and uses facts gathered before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from shiponce.decisions.import_sequence import Turn, early
from shiponce.domain.alarm import Alarm
from shiponce.domain.platform import Platform
from shiponce.domain.store import Integration, MatchingMode, Method, Store
from shiponce.words.families import Family, platform_word


class Level(StrEnum):
    """How severe a finding is."""

    #: Orders, labels or data are at stake now: `shiponce doctor` exits with 1.
    TROUBLE = "trouble"
    #: The hub works, but a person should know about the finding.
    WARNING = "warning"
    #: Checked without a problem.
    OK = "ok"


LEVEL_WORD = Family("word.level.{}", Level)
#: The codes of problems; each has advice in ``WAY_OUT``.
FINDINGS = (
    "address_changed",
    "buyer_asks_to_cancel",
    "cancelled_after_label",
    "combined_after_label",
    "credentials",
    "credentials_unusable",
    "dead_number",
    "disconnected",
    "disk",
    "doubles",
    "unknown_purchase",
    "emails_on",
    "emails_shared",
    "emails_unknown",
    "foreign_keys",
    "held",
    "import_order",
    "indexes",
    "integrity",
    "kept_people",
    "late_label",
    "left_open",
    "losing_rule",
    "method_b_alone",
    "mirrored_prime",
    "never_imported",
    "new_integration",
    "no_store",
    "not_due",
    "number_of_another",
    "notifications_off",
    "notifications_off_no_rule",
    "open_file",
    "overwrite",
    "perhaps_more",
    "perhaps_twice",
    "print_queued",
    "print_unknown",
    "quarantine",
    "read_only",
    "readable_secret",
    "recorded_twice",
    "refunded_in_copy",
    "restored",
    "ship_from",
    "shipped_twice",
    "stale",
    "stopped_cancelled",
    "stopped_conflict",
    "stopped_gone",
    "stopped_lines",
    "stopped_more",
    "stopped_not_owed",
    "stopped_old",
    "stopped_refused",
    "stopped_units",
    "store_trouble",
    "unknown",
    "unwritable",
    "voided",
    "x1",
    "x3",
    "x5",
)
#: The codes of findings that are not problems.
SOUND = ("file", "house_simulated", "sqlite", "sqlite_affected", "well")
#: The codes of advice that replaces a finding's usual advice in certain states.
ADVICE = (
    "dead_number_beside",
    "import_after",
    "mirrored_prime_documented",
    "new_integration_documented",
    "trouble_after",
    "voided_asked",
    "voided_beside",
    "voided_collected",
    "voided_documented",
    "voided_not_due",
)
WHAT = Family("doctor.what.{}", (*FINDINGS, *SOUND))
WAY_OUT = Family("doctor.way_out.{}", (*FINDINGS, *ADVICE))


@dataclass(frozen=True, slots=True)
class Symptom:
    """One finding: *code* is one of ``FINDINGS`` or ``SOUND``."""

    code: str
    level: Level
    facts: Mapping[str, object] = field(default_factory=dict)
    #: One of ``ADVICE``, which replaces the usual advice for *code*; '' for the usual advice.
    advice: str = ""
    #: Further ids and names that the advice's commands and screen need.
    needs: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """The facts about one store."""

    store: Store
    imported_at: datetime | None
    in_trouble: bool
    #: Missing or wrong parts of the store's set-up, from ``Connections.lacks``.
    lacks: tuple[str, ...] = ()
    #: The marketplace channels whose buyers this shop also e-mails.
    written_to: tuple[str, ...] = ()
    #: The shop's own channel if it sends e-mails and copies use it too, else ''.
    shared_channel: str = ""
    #: Whether the last attempt to read the shop's e-mail settings failed.
    emails_unread: bool = False


@dataclass(frozen=True, slots=True)
class KeptPeople:
    """How many orders still hold their buyer's data after the *days* that the platform allows."""

    platform: Platform
    orders: int
    days: int


@dataclass(frozen=True, slots=True)
class SetUp:
    """Everything that the checks use."""

    now: datetime
    mode: MatchingMode
    method: Method
    stores: tuple[StoreFacts, ...]
    stale_after: timedelta
    #: Enabled rules (id, name) that exclude orders whose original no store imports (A6).
    losing_rules: tuple[tuple[int, str], ...]
    #: Whether any enabled rule excludes orders.
    keeps_out: bool
    #: Number of open Prime orders that were imported through BigCommerce.
    mirrored_prime: int
    read_only: bool
    #: True if the house carrier sells labels, because the platforms are simulated.
    simulated: bool
    sqlite: tuple[int, ...]
    #: Free bytes on the disk of the database; None if the database is in memory or read-only.
    free: int | None
    #: How many cases of each kind (the codes in ``_DOUBTS``) wait for a person.
    doubts: Mapping[str, int]
    #: How many problems each check of the database (the codes in ``_DAMAGE``) found.
    damage: Mapping[str, int]
    #: Name of each disconnected store → how many of its orders are excluded.
    disconnected: Mapping[str, int] = field(default_factory=dict)
    #: Whether a person chose method B.
    chose_b: bool = False
    #: For each double shipment, the facts of the sentence that names its labels.
    doubles: tuple[Mapping[str, object], ...] = ()
    #: The same for orders that may be one purchase, without proof.
    perhaps_doubles: tuple[Mapping[str, object], ...] = ()
    #: The id of a disabled rule that excludes copies; 0 if there is no such rule.
    rule_off: int = 0
    #: Stopped notifications: the code of each one's finding, and the facts that its advice needs.
    stopped: tuple[tuple[str, Mapping[str, object]], ...] = ()
    #: Facts of open orders whose stores still show a voided label.
    voided: tuple[Mapping[str, object], ...] = ()
    #: Facts of the numbers of other purchases' packages that the hub told the stores of copies.
    numbers_of_another: tuple[Mapping[str, object], ...] = ()
    #: Facts of the numbers of voided labels that stores keep in closed orders.
    dead_numbers: tuple[Mapping[str, object], ...] = ()
    #: Facts of hidden copies whose original was cancelled in the hub.
    left_open: tuple[Mapping[str, object], ...] = ()
    #: Unknown label purchases: shipment id, order id, numbers of the orders in the package.
    in_doubt: tuple[tuple[int, int, tuple[str, ...]], ...] = ()
    #: Stores with quarantined orders.
    quarantined: tuple[str, ...] = ()
    #: Closed orders, by marketplace, whose buyer's data was kept longer than the marketplace
    #: allows.
    kept_people: tuple[KeptPeople, ...] = ()
    #: True if personal data was removed but its bytes are not overwritten yet.
    overwrite_due: bool = False
    #: When the backup was made, if the database is a restored backup.
    backup_made_at: datetime | None = None
    #: The stores that had no import since the backup was restored.
    restored: tuple[str, ...] = ()
    #: The database's name if the database is read-only, else ''.
    unwritable: str = ""
    #: Those files of the database that users other than the owner may read or write.
    open_files: tuple[str, ...] = ()
    #: By alarm, the orders (id, number) that their platforms changed after a label was bought.
    alarms: Mapping[Alarm, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    #: Orders (id, number) whose buyer asks to cancel; nobody answered or overruled the request.
    asks_to_cancel: tuple[tuple[int, str], ...] = ()


#: The first SQLite version with a bug, and the first fixed one. The bug: if one connection writes
#: while another checkpoints, the database's log can be damaged.
_WAL_RESET_BUG = ((3, 7, 0), (3, 51, 3))
#: The largest number of double shipments, or of orders in one finding, that are named.
_NAMED = 10
#: The largest number of stopped notifications that are reported one by one.
MOST_STOPPED = 20
#: A disk with fewer free bytes than this counts as nearly full.
LEAST_FREE = 200 * 2**20
#: What waits for a person (the codes that ``doubts`` counts) → the level of its finding.
_DOUBTS = {
    "unknown_purchase": Level.TROUBLE,
    "unknown": Level.WARNING,
    "late_label": Level.TROUBLE,
    "recorded_twice": Level.WARNING,
    "held": Level.WARNING,
    "quarantine": Level.WARNING,
    "print_unknown": Level.WARNING,
    "print_queued": Level.WARNING,
}
#: The checks of the database: SQLite's own, and the invariants X1, X3 and X5.
_DAMAGE = ("integrity", "indexes", "foreign_keys", "x1", "x3", "x5")
_LACKS = {
    "credentials": Level.TROUBLE,
    "credentials_unusable": Level.TROUBLE,
    "ship_from": Level.WARNING,
    "readable_secret": Level.WARNING,
}


def diagnose(seen: SetUp) -> tuple[Symptom, ...]:
    """Return every finding, most severe first; add ``well`` if no finding is a problem."""
    found = [symptom for check in CHECKS for symptom in check(seen)]
    if all(symptom.level is Level.OK for symptom in found):
        found.insert(0, Symptom("well", Level.OK))
    return tuple(sorted(found, key=lambda symptom: list(Level).index(symptom.level)))


def _shops(seen: SetUp) -> Iterator[Store]:
    return (s.store for s in seen.stores if s.store.platform.is_shop)


def _has_markets(seen: SetUp) -> bool:
    return any(s.store.platform.is_marketplace for s in seen.stores)


def no_store(seen: SetUp) -> Iterator[Symptom]:
    """Report that no store is connected."""
    if not seen.stores:
        yield Symptom("no_store", Level.WARNING)


def import_order(seen: SetUp) -> Iterator[Symptom]:
    """Report a shop imported before a marketplace: documented mode then misses copies (W9)."""
    turns = [Turn(one.store, one.imported_at) for one in seen.stores]
    for one in early(turns, turns, seen.mode, seen.method):
        markets = tuple(each.name for each in one.markets)
        facts: dict[str, object] = {"store": one.shop.name, "markets": ", ".join(markets)}
        yield Symptom("import_order", Level.WARNING, facts, needs={"imports": markets})


def new_integration(seen: SetUp) -> Iterator[Symptom]:
    """Report a shop with the new integration, which does not support method B (I1)."""
    documented = seen.mode is MatchingMode.DOCUMENTED
    if seen.method is not Method.B and not (_has_markets(seen) and documented):
        return
    for shop in _shops(seen):
        if shop.integration is Integration.NEW:
            level = Level.TROUBLE if documented else Level.WARNING
            advice = "new_integration_documented" if documented else ""
            yield Symptom("new_integration", level, {"store": shop.name}, advice)


def notifications_off(seen: SetUp) -> Iterator[Symptom]:
    """Report a shop whose notifications are off: documented mode hides none of its copies (D3)."""
    for shop in _shops(seen) if _has_markets(seen) else ():
        if shop.notifications_on:
            continue
        doubled = seen.mode is MatchingMode.DOCUMENTED and not seen.keeps_out
        code, level = (
            ("notifications_off_no_rule", Level.TROUBLE)
            if doubled
            else ("notifications_off", Level.WARNING)
        )
        yield Symptom(code, level, {"store": shop.name}, needs={"rule_id": seen.rule_off})


def disconnected(seen: SetUp) -> Iterator[Symptom]:
    """Report open orders of disconnected stores, which nobody ships."""
    for store, n in seen.disconnected.items():
        if n:
            yield Symptom("disconnected", Level.WARNING, {"store": store, "n": n})


def method_b_alone(seen: SetUp) -> Iterator[Symptom]:
    """Report method B without a marketplace store: all orders come through BigCommerce then."""
    if seen.chose_b and seen.stores and not _has_markets(seen):
        yield Symptom("method_b_alone", Level.WARNING)


def shop_emails(seen: SetUp) -> Iterator[Symptom]:
    """Report a shop that also e-mails marketplace buyers, who then get two e-mails (N6)."""
    for one in seen.stores:
        name: dict[str, object] = {"store": one.store.name}
        if not one.store.notifications_on and _has_markets(seen):
            continue  # the shop is not notified of marketplace orders, so it e-mails nobody
        if one.emails_unread:
            yield Symptom("emails_unknown", Level.WARNING, name)
        if one.written_to:
            facts = name | {"channels": ", ".join(one.written_to)}
            yield Symptom("emails_on", Level.WARNING, facts)
        if one.shared_channel:
            facts = name | {"channel": one.shared_channel}
            yield Symptom("emails_shared", Level.WARNING, facts)


def losing_rules(seen: SetUp) -> Iterator[Symptom]:
    """Report a rule that excludes orders which no other store imports (A6)."""
    for rule_id, rule in seen.losing_rules:
        needs = {"rule_id": rule_id}
        yield Symptom("losing_rule", Level.TROUBLE, {"rule": rule}, needs=needs)


def mirrored_prime(seen: SetUp) -> Iterator[Symptom]:
    """Report Prime orders imported through BigCommerce (method A): they have no Buy Shipping."""
    if seen.method is Method.A and seen.mirrored_prime:
        documented = seen.mode is MatchingMode.DOCUMENTED
        advice = "mirrored_prime_documented" if documented else ""
        yield Symptom("mirrored_prime", Level.WARNING, {"n": seen.mirrored_prime}, advice)


def imports(seen: SetUp) -> Iterator[Symptom]:
    """Report stores that were never imported, whose imports fail, or whose last import is old."""
    for one in seen.stores:
        first = _before(seen, one.store)
        name: dict[str, object] = {"store": one.store.name}
        if first:
            name["markets"] = ", ".join(first)
        needs = {"imports": (*first, one.store.name)}
        advice = "import_after" if first else ""
        if one.in_trouble:
            advice = "trouble_after" if first else ""
            yield Symptom("store_trouble", Level.TROUBLE, name, advice, needs)
        elif one.imported_at is None:
            yield Symptom("never_imported", Level.WARNING, name, advice, needs)
        elif seen.now - one.imported_at > seen.stale_after:
            facts = name | {"since": one.imported_at}
            yield Symptom("stale", Level.WARNING, facts, advice, needs)


def _before(seen: SetUp, store: Store) -> tuple[str, ...]:
    """Return the marketplace stores to import before a shop; () outside documented mode."""
    if seen.mode is not MatchingMode.DOCUMENTED or store.platform.is_marketplace:
        return ()
    return tuple(one.store.name for one in seen.stores if one.store.platform.is_marketplace)


def _in_order(seen: SetUp) -> tuple[str, ...]:
    """Return every store, marketplaces first: a correct import sequence in both modes."""
    ordered = sorted(seen.stores, key=lambda one: not one.store.platform.is_marketplace)
    return tuple(one.store.name for one in ordered)


def lacking(seen: SetUp) -> Iterator[Symptom]:
    """Report missing credentials or ship-from addresses, and secrets that others can read."""
    for one in seen.stores:
        for lack in one.lacks:
            yield Symptom(lack, _LACKS[lack], {"store": one.store.name})


def surroundings(seen: SetUp) -> Iterator[Symptom]:
    """Report on SQLite, the disk, and whether the hub may write to platforms."""
    version = ".".join(map(str, seen.sqlite))
    affected = _WAL_RESET_BUG[0] <= seen.sqlite < _WAL_RESET_BUG[1]
    code = "sqlite_affected" if affected else "sqlite"
    yield Symptom(code, Level.OK, {"version": version})
    if seen.free is not None and seen.free < LEAST_FREE:
        yield Symptom("disk", Level.TROUBLE, {"n": seen.free // 2**20})
    if seen.unwritable:
        yield Symptom("unwritable", Level.TROUBLE, {"file": seen.unwritable})
    if seen.read_only:
        yield Symptom("read_only", Level.WARNING)
    if not seen.simulated:
        yield Symptom("house_simulated", Level.OK)


def doubts(seen: SetUp) -> Iterator[Symptom]:
    """Report each kind of case that waits for a person, such as unknown label purchases."""
    shipments: dict[str, object] = {"each": tuple(one[0] for one in seen.in_doubt)}
    if len(seen.in_doubt) == 1:  # for one purchase the screen opens its order, for several the list
        shipments["order_id"] = seen.in_doubt[0][1]
    more: Mapping[str, Mapping[str, object]] = {
        "unknown_purchase": shipments,
        "quarantine": {"imports": seen.quarantined},
    }
    for name, level in _DOUBTS.items():
        if n := seen.doubts.get(name, 0):
            facts: dict[str, object] = {"n": n}
            if name == "unknown_purchase":
                facts["orders"] = _named(seen.in_doubt)
            yield Symptom(name, level, facts, needs=more.get(name, {}))


def _named(in_doubt: Sequence[tuple[int, int, tuple[str, ...]]]) -> str:
    """Name the orders of unknown purchases; orders in one package are joined by a plus sign."""
    names = [" + ".join(orders) for _, _, orders in in_doubt[:MOST_STOPPED]]
    return ", ".join([*names, "…"] if len(in_doubt) > len(names) else names)


def changed_after_label(seen: SetUp) -> Iterator[Symptom]:
    """Report orders changed on their platforms after a label was bought, by alarm (O3, O8)."""
    for alarm in Alarm:
        if orders := seen.alarms.get(alarm, ()):
            calm = (
                alarm is Alarm.COMBINED_AFTER_LABEL
            )  # no package is wrong; the rest can be shipped
            yield _of_orders(alarm.value, Level.WARNING if calm else Level.TROUBLE, orders)


def asking_to_cancel(seen: SetUp) -> Iterator[Symptom]:
    """Report orders whose buyer asks to cancel: no label is bought until it is answered (O5)."""
    if seen.asks_to_cancel:
        yield _of_orders("buyer_asks_to_cancel", Level.WARNING, seen.asks_to_cancel)


def _of_orders(code: str, level: Level, orders: Sequence[tuple[int, str]]) -> Symptom:
    """Return a finding about several orders, with their count and the first numbers."""
    names = [number for _, number in orders[:_NAMED]]
    named = ", ".join([*names, "…"] if len(orders) > len(names) else names)
    facts: dict[str, object] = {"n": len(orders), "orders": named}
    needs: dict[str, object] = {"each": tuple(f"#{one}" for one, _ in orders[:_NAMED])}
    if len(orders) == 1:  # for one order the screen opens the order, for several the list
        needs["order_id"] = orders[0][0]
    return Symptom(code, level, facts, needs=needs)


def stopped(seen: SetUp) -> Iterator[Symptom]:
    """Report stopped notifications one by one, because the advice differs."""
    for code, facts in seen.stopped[:MOST_STOPPED]:
        yield Symptom(code, Level.TROUBLE, facts)
    left = len(seen.stopped) - MOST_STOPPED
    if left > 0:
        yield Symptom("stopped_more", Level.TROUBLE, {"n": left})


def voided(seen: SetUp) -> Iterator[Symptom]:
    """Report open orders whose stores may still show a voided label (N8)."""
    advice = "voided_documented" if seen.mode is MatchingMode.DOCUMENTED else ""
    for facts in seen.voided:
        found = "voided_asked" if facts["asked"] else advice
        found = "voided_beside" if facts["other"] else found
        found = found if facts.get("due", True) else "voided_not_due"
        found = "voided_collected" if facts["collected"] else found
        yield Symptom("voided", Level.WARNING, facts, found)


def dead_numbers(seen: SetUp) -> Iterator[Symptom]:
    """Report closed orders whose stores keep the number of a voided label (N8)."""
    for facts in seen.dead_numbers:
        advice = "dead_number_beside" if facts["beside"] else ""
        yield Symptom("dead_number", Level.WARNING, facts, advice)


def numbers_of_another(seen: SetUp) -> Iterator[Symptom]:
    """Report copies whose stores show another purchase's package: a wrong decision put it there."""
    for facts in seen.numbers_of_another:
        yield Symptom("number_of_another", Level.WARNING, facts)


def left_open(seen: SetUp) -> Iterator[Symptom]:
    """Report hidden copies whose original was cancelled in the hub: nobody ships them (W6)."""
    for facts in seen.left_open:
        yield Symptom("left_open", Level.WARNING, facts)


def file(seen: SetUp) -> Iterator[Symptom]:
    """Report a restored backup that is not yet up to date, and a file that others can open."""
    if seen.restored:
        facts = {"stores": ", ".join(seen.restored), "made_at": seen.backup_made_at}
        yield Symptom("restored", Level.TROUBLE, facts, needs={"imports": seen.restored})
    if seen.open_files:
        yield Symptom(
            "open_file",
            Level.WARNING,
            {"files": ", ".join(seen.open_files)},
            needs={"opened": seen.open_files},
        )


def personal_data(seen: SetUp) -> Iterator[Symptom]:
    """Report buyers' data kept too long, and purged data not overwritten in the file yet."""
    for kept in seen.kept_people:
        facts = {"platform": platform_word(kept.platform), "n": kept.orders, "days": kept.days}
        yield Symptom("kept_people", Level.WARNING, facts)
    if seen.overwrite_due:
        yield Symptom("overwrite", Level.WARNING)


def doubles(seen: SetUp) -> Iterator[Symptom]:
    """Report purchases that were shipped twice: the first ones by name, then the total (W7)."""
    for facts in seen.doubles[:_NAMED]:
        yield Symptom("shipped_twice", Level.TROUBLE, facts)
    if len(seen.doubles) > _NAMED:
        yield Symptom("doubles", Level.TROUBLE, {"n": len(seen.doubles)})
    for facts in seen.perhaps_doubles[:_NAMED]:
        yield Symptom("perhaps_twice", Level.WARNING, facts)
    left = len(seen.perhaps_doubles) - _NAMED
    if left > 0:
        yield Symptom("perhaps_more", Level.WARNING, {"n": left})


def damage(seen: SetUp) -> Iterator[Symptom]:
    """Report the problems that the database checks found, or that they found none."""
    broken = {name: seen.damage.get(name, 0) for name in _DAMAGE}
    for name, n in broken.items():
        if n:
            needs = {"imports": _in_order(seen)}
            yield Symptom(name, Level.TROUBLE, {"n": n}, needs=needs)
    if not any(broken.values()):
        yield Symptom("file", Level.OK)


CHECKS: tuple[Callable[[SetUp], Iterator[Symptom]], ...] = (
    damage,
    file,
    doubles,
    changed_after_label,
    asking_to_cancel,
    stopped,
    voided,
    dead_numbers,
    numbers_of_another,
    left_open,
    doubts,
    lacking,
    imports,
    no_store,
    new_integration,
    notifications_off,
    disconnected,
    method_b_alone,
    shop_emails,
    losing_rules,
    import_order,
    mirrored_prime,
    personal_data,
    surroundings,
)
