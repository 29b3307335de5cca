"""The market of a random day, and the hub's file as it is before the first hub opens it."""

from __future__ import annotations

from pathlib import Path

from mockplace.kernel.records import Account, Product
from shiponce.domain.store import MatchingMode, Method
from shiponce.scenario.simulation import Simulation
from tests.torture.plan import GOODS, STORES, Plan

#: An account of each platform, the same on every day: so that one prepared file fits all days.
ACCOUNTS: dict[str, tuple[str, str, str]] = {
    "shop": ("bigcommerce", "abc12", ""),
    "amz": ("amazon", "A1SELLER000000", "ATVPDKIKX0DER"),
    "bay": ("ebay", "seller_bay", "EBAY_US"),
}
PREPARED: dict[str, bytes] = {}


def open_market(simulation: Simulation, plan: Plan) -> None:
    """Open three accounts and list what they sell; what the shop's connector does is the day's."""
    world = simulation.world
    for name, (platform, account, market) in ACCOUNTS.items():
        world.open_account(
            Account(
                name,
                platform,
                account,
                market=market,
                token=f"token-of-{name}",
                connector=plan.profile,
                copies_after=plan.copies_after * 1000,
                relays_after=plan.relays_after * 1000,
                emails=False,
            )
        )
    for sku in GOODS:
        world.list_product(Product(sku, f"The {sku.lower()}", 1299, 400, STORES))


def prepare(simulation: Simulation, file: Path) -> None:
    """A file with its stores connected: made once in a process, and copied for each day."""
    if "file" not in PREPARED:
        hub = simulation.hub(file)
        hub.matching.choose_mode(MatchingMode.RECONCILING)
        for name in STORES:
            simulation.connect(hub, name)
        hub.stores.choose_method(Method.B)
        hub._db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        hub.close()
        PREPARED["file"] = file.read_bytes()
        for one in file.parent.glob(f"{file.name}-*"):
            one.unlink()
    else:
        file.write_bytes(PREPARED["file"])
