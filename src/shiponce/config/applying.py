"""The stores of the configuration in the hub: connected at first sight, and never removed."""

from __future__ import annotations

from shiponce.config.loading import Config, line_at
from shiponce.config.model import StorePart
from shiponce.errors import BadInput
from shiponce.hub import Hub
from shiponce.views import StoreRow

#: What may change after a store was connected.
_CHANGEABLE = ("market", "prime_to_awaiting", "buy_shipping")


def apply_stores(hub: Hub, config: Config) -> None:
    """Connect the stores that are new and change what the file says otherwise.

    A store that the file no longer names stays: its orders are here. Another account under a
    known name is refused, because its orders would mix with the old one's.
    """
    known = {row.name: row for row in hub.stores()}
    for name, store in config.part.stores.items():
        if name in known:
            _compare(config, known[name], store)
            hub.adjust_store(name, _said(store))
        else:
            hub.connect(
                name,
                store.platform,
                store.account,
                integration=store.integration,
                market=store.market,
                prime_to_awaiting=store.prime_to_awaiting,
                buy_shipping=store.buy_shipping,
            )


def _said(store: StorePart) -> dict[str, str | bool]:
    return {key: getattr(store, key) for key in _CHANGEABLE if key in store.model_fields_set}


def _compare(config: Config, row: StoreRow, store: StorePart) -> None:
    other = (row.platform, row.account) != (store.platform, store.account)
    if other or store.integration not in (None, row.integration):
        line = line_at(("stores", row.name), config.lines)
        raise BadInput("config.store_differs", store=row.name, file=str(config.file), line=line)
