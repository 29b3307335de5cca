"""Choose the service of each order of a batch, and name orders that are one purchase."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from shiponce.decisions.requested_service import Offered
from shiponce.decisions.requested_service import chosen as named_by
from shiponce.domain.batch import CHEAPEST, PAID
from shiponce.domain.money import Money


class Option(Protocol):
    """One shipping option of an order, as the screens show it."""

    @property
    def code(self) -> str:
        """``house:ground``, or the route alone if the whole route is unavailable."""
        ...

    @property
    def carrier(self) -> str:
        """The carrier's name."""
        ...

    @property
    def service(self) -> str:
        """The carrier's name of the service."""
        ...

    @property
    def price(self) -> Money | None:
        """None if the option has no price."""
        ...

    @property
    def arrives_by(self) -> datetime | None:
        """None if the carrier names no date."""
        ...

    @property
    def available(self) -> bool:
        """True if it can be bought."""
        ...

    @property
    def preferred(self) -> bool:
        """True if a rule requests it."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen option's code, or why none was chosen.

    With a *code* and no *reason*, that option is bought if it is available; if it is not, the
    option's own restriction is the reason.
    """

    code: str = ""
    reason: str = ""
    way_out: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of an order that decides over its service."""

    number: str
    #: What the buyer paid for, in the platform's words; '' if unknown.
    paid: str
    #: When it was promised to arrive; None without a promise.
    promised: datetime | None


def choose(options: Sequence[Option], service: str, wanted: Wanted) -> Choice:
    """Choose an option: the one named by *service*, the one that was paid for, or the cheapest.

    A rule's request for the order comes before ``paid`` and ``cheapest``. A service that the
    platform names by its speed only, such as "Standard", is the cheapest that keeps the promise.
    """
    if service not in (CHEAPEST, PAID):
        return _named(options, service, wanted)
    for one in options:
        if one.preferred:
            return Choice(one.code)
    if service == CHEAPEST:
        return _cheapest(options, wanted)
    sold = [one for one in options if one.price is not None and one.available]
    meant = [one for one in sold if _is_paid(wanted.paid, one)]
    if meant:
        return Choice(min(meant, key=_cost).code)
    if wanted.promised is not None:
        return _cheapest(options, wanted)
    code = "limit.batch_paid_not_offered" if wanted.paid else "limit.batch_paid_unknown"
    facts = {"number": wanted.number, "service": wanted.paid}
    return Choice(reason=code, way_out="way_out.batch_cheapest", facts=facts)


def _named(options: Sequence[Option], service: str, wanted: Wanted) -> Choice:
    offers = [Offered(one.code, one.carrier, one.service, one.available) for one in options]
    code = named_by(service, offers)
    if code is not None:
        return Choice(code)
    facts = {"number": wanted.number, "service": service}
    return Choice(reason="limit.batch_not_offered", way_out="way_out.batch_cheapest", facts=facts)


def _cheapest(options: Sequence[Option], wanted: Wanted) -> Choice:
    sold = [one for one in options if one.price is not None and one.available]
    if not sold:
        closed = next((one for one in options if not one.available), None)
        if closed is not None:
            return Choice(closed.code)
        facts: dict[str, object] = {"number": wanted.number}
        return Choice(reason="limit.batch_nothing_offered", facts=facts)
    promised = wanted.promised
    timely = [one for one in sold if promised is None or _arrives(one, promised)]
    if timely:
        return Choice(min(timely, key=_cost).code)
    dated = [one.arrives_by for one in sold if one.arrives_by is not None]
    facts = {"number": wanted.number, "promised_at": promised}
    if dated:
        facts["arrives_at"] = min(dated)
    code = "limit.batch_too_late" if dated else "limit.batch_no_dates"
    return Choice(reason=code, way_out="way_out.batch_alone", facts=facts)


def _arrives(option: Option, promised: datetime) -> bool:
    return option.arrives_by is not None and option.arrives_by <= promised


def _cost(option: Option) -> tuple[int, str]:
    assert option.price is not None, "only options with a price are compared"  # noqa: S101
    return option.price.minor, option.code


def _is_paid(paid: str, option: Option) -> bool:
    """Return True if the platform's name of a service names this option: ``UPSGround``."""
    wish, service = _bare(paid), _bare(option.service)
    return bool(wish) and len(service) > 3 and (service in wish or _bare(option.code) == wish)


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


@dataclass(frozen=True, slots=True)
class SamePurchase:
    """An order of a batch that is, or may be, the purchase of another order of the batch."""

    order_id: int
    #: The order of the purchase that stays in the batch.
    ships_as: int
    #: Nothing proves that the two are one purchase.
    possible: bool


def one_purchase(
    orders: Sequence[int], bonds: Iterable[tuple[int, int, bool]], originals: Collection[int]
) -> dict[int, SamePurchase]:
    """Return the orders to leave out, because the batch ships their purchase under another order.

    *bonds* are pairs of one purchase, each with True if it is only possible. An original stays
    before a copy, then the order that comes first.
    """
    ranks = {one: (one not in originals, place) for place, one in enumerate(orders)}
    links: dict[int, list[tuple[int, bool]]] = {}
    for one, other, possible in bonds:
        if one in ranks and other in ranks and one != other:
            links.setdefault(one, []).append((other, possible))
            links.setdefault(other, []).append((one, possible))
    found: dict[int, SamePurchase] = {}
    for stays in sorted(links, key=lambda one: ranks[one]):
        if stays in found:
            continue
        seen, waiting = {stays: False}, [stays]
        while waiting:
            here = waiting.pop()
            for other, possible in sorted(links[here]):
                doubtful = possible or seen[here]
                if other in found or (other in seen and (doubtful or not seen[other])):
                    continue
                seen[other] = doubtful
                waiting.append(other)
        for other, possible in seen.items():
            if other != stays and other not in found:
                found[other] = SamePurchase(other, stays, possible)
    return found


def totals(prices: Iterable[tuple[str, Money]]) -> dict[tuple[str, str], tuple[int, Money]]:
    """Return {(carrier, currency): (packages, total)}; amounts of two currencies never mix."""
    found: dict[tuple[str, str], tuple[int, Money]] = {}
    for carrier, price in prices:
        n, total = found.get((carrier, price.currency), (0, Money(0, price.currency)))
        added = Money(total.minor + price.minor, price.currency)
        found[carrier, price.currency] = (n + 1, added)
    return dict(sorted(found.items()))
