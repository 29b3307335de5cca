"""Rules about e-mails to buyers: one about each package, from whichever platform."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from mockplace.kernel.judging.findings import Case, Looked, NoFinding, found
from mockplace.kernel.judging.recorded import named
from mockplace.kernel.judging.world_record import plain


def mailed_twice(case: Case) -> Iterator[Looked]:
    """Find buyers who got more than one e-mail about a package, counting all platforms.

    Two kinds of e-mails do not count: those about a package that the connector passed on and whose
    label was voided; and, for each copy, one e-mail per package that a shop sent because of its own
    setting (see ``mailed_by_setting``).
    """
    for purchase, letters in _letters(case).items():
        if letters.caused > letters.allowed:
            yield _mailed(case, "mailed-twice", purchase, letters)
        else:
            yield NoFinding.FINE


def mailed_by_setting(case: Case) -> Iterator[Looked]:
    """Find buyers who got a surplus e-mail only because of a shop's own setting for copies.

    No request can prevent such an e-mail; the merchant can switch the setting off.
    """
    for purchase, letters in _letters(case).items():
        if letters.caused <= letters.allowed < letters.written:
            yield _mailed(case, "mailed-by-setting", purchase, letters)
        else:
            yield NoFinding.FINE


@dataclass(slots=True)
class _Letters:
    """The e-mails about the packages of one purchase."""

    allowed: int
    written: int = 0
    #: The e-mails that a shop sent because its own setting is on, by the copy that they are about.
    by_setting: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def caused(self) -> int:
        """The e-mails that have another cause than a shop's setting."""
        return self.written - sum(min(one, self.allowed) for one in self.by_setting.values())

    @property
    def stores(self) -> str:
        """The shops whose setting caused e-mails."""
        return ", ".join(sorted({store for store, _ in self.by_setting}))


def _letters(case: Case) -> dict[str, _Letters]:
    """Return the e-mails about packages, by purchase."""
    found: dict[str, _Letters] = {}
    orders = case.record.world.orders
    for mail in case.record.world.mails:
        order = orders.get((mail.store, mail.order_id))
        if order is None or mail.about != "shipped":
            continue
        letters = found.get(order.purchase)
        if letters is None:
            numbers = {plain(one.tracking) for one in case.record.of_purchase[order.purchase]}
            letters = found[order.purchase] = _Letters(max(1, len(numbers)))
        letters.written += 1
        if mail.by_setting and order.mirrors:
            letters.by_setting[order.store, order.order_id] += 1
    for order, package, known in named(case.record):
        relayed = package.recorded_by == "relay" and known
        if relayed and not any(one.is_live for one in known) and order.purchase in found:
            found[order.purchase].written -= 1
    return found


def _mailed(case: Case, code: str, purchase: str, letters: _Letters) -> Looked:
    return found(
        code,
        purchase,
        order=case.record.families[purchase].original.order_id,
        letters=letters.written,
        packages=letters.allowed,
        stores=letters.stores,
    )
