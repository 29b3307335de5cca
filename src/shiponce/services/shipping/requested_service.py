"""Mark the shipping option that a rule requested; warn if no carrier offers the service (R9)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from shiponce.carriers.house_services import NAME, SERVICES
from shiponce.decisions.requested_service import Offered, chosen, is_meant
from shiponce.domain.platform import Capability
from shiponce.domain.rule import Action, Rule
from shiponce.domain.shipment import Route
from shiponce.domain.store import Store
from shiponce.persistence import rule_effects, shipments, stores
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import ShipOption


def preferring(
    conn: sqlite3.Connection, order_id: int, options: Sequence[ShipOption]
) -> tuple[ShipOption, ...]:
    """Return the shipping options, with the one that a rule requested marked as preferred.

    If no carrier offers the requested service, append an unavailable option with that reason. If
    no option is available at all, return the options unchanged.
    """
    wish = rule_effects.requests_of(conn, order_id).service
    if not wish or not any(one.available for one in options):
        return tuple(options)
    offers = [Offered(one.code, one.carrier, one.service, one.available) for one in options]
    code = chosen(wish, offers)
    if code is not None:
        return tuple(replace(one, preferred=one.code == code) for one in options)
    return (*options, _not_offered(wish))


def _not_offered(wish: str) -> ShipOption:
    facts = {"service": wish}
    name = wish.partition(":")[0]
    route = Route(name) if name in set(Route) else Route.HOUSE
    reason = Sentence("limit.service_not_offered", facts)
    out = Sentence("way_out.another_service", facts)
    return ShipOption(wish, route, "", wish, None, None, False, reason, out, preferred=True)


def service_warnings(conn: sqlite3.Connection, rule: Rule) -> tuple[Sentence, ...]:
    """Return warnings about the services that a rule sets; no carrier is asked."""
    known = [Offered(f"house:{one.id}", NAME, one.name) for one in SERVICES]
    known += [Offered(*row) for row in shipments.services(conn)]
    sells = any(store.live and store.buy_shipping for store in _label_sellers(conn))
    found = []
    for action, argument in rule.actions:
        wish = argument.strip()
        if action is not Action.SET_SERVICE or any(is_meant(wish, one) for one in known):
            continue
        nowhere = wish.startswith(f"{Route.BUY_SHIPPING.value}:") and not sells
        code = "warning.rule_service_nowhere" if nowhere else "warning.rule_service_unseen"
        found.append(Sentence(code, {"service": wish}))
    return tuple(found)


def _label_sellers(conn: sqlite3.Connection) -> list[Store]:
    return [store for store in stores.every(conn) if store.platform.can(Capability.SELLS_LABELS)]
