"""Connect the configuration file's stores and update their settings; never remove one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from shiponce.config.load import Config, line_at
from shiponce.config.schema import StorePart
from shiponce.domain.platform import Platform
from shiponce.domain.store import connection_of
from shiponce.errors import BadInput, Refused
from shiponce.hub import Hub
from shiponce.views.stores import StoreRow

#: Settings that the configuration may change after the store is connected.
_CHANGEABLE = ("market", "prime_to_awaiting", "buy_shipping")


def apply_stores(hub: Hub, config: Config, *, strict: bool = True) -> None:
    """Connect the file's new stores, and update the settings of connected stores.

    A store that the file no longer names stays connected, because its orders are in the hub.
    BadInput if the file contradicts a connected store: by another account (the orders of both
    accounts would mix), by another integration, or by another name for its account. Without
    *strict* such a store is skipped, because the running command is about to correct it. An account
    that a person disconnected stays disconnected until a person connects it.
    """
    hub.stores.edit_check = partial(check_edit, config)
    rows = hub.stores.rows()
    live = {row.name: row for row in rows if row.live}
    over = {row.connection for row in rows if row.disconnected_at}
    over |= {row.connection for row in rows if row.name in config.part.stores}
    by_connection = {row.connection: row for row in live.values()}
    for name, store in config.part.stores.items():
        connection = connection_of(store.platform, store.account, store.market)
        if name in live:
            if _differs(live[name], store):
                _contradicted("config.store_differs", config, name, strict)
            else:
                hub.stores.adjust(name, _said(store))
        elif connection in over:
            continue  # a person disconnected the account, or replaced the store of this name
        elif connection in by_connection:
            other = by_connection[connection].name
            _contradicted("config.account_taken", config, name, strict, other=other)
        else:
            _connect(hub, name, store)


def _connect(hub: Hub, name: str, store: StorePart) -> None:
    hub.stores.connect(
        name,
        store.platform,
        store.account,
        integration=store.integration,
        market=store.market,
        prime_to_awaiting=store.prime_to_awaiting,
        buy_shipping=store.buy_shipping,
    )


def check_connect(config: Config, name: str, platform: Platform, account: str, market: str) -> None:
    """Refuse a person's request to connect a store that the file describes differently.

    Otherwise every later command would fail, because the hub would contradict the file.
    """
    for said, store in config.part.stores.items():
        same = connection_of(store.platform, store.account, store.market) == connection_of(
            platform, account, market
        )
        if same is not (said == name):
            code = "config.account_named" if same else "config.name_named"
            facts = {"store": name, "account": account, "other": said, "there": store.account}
            raise Refused(code, **facts, **_place(config, said))


def check_edit(config: Config, name: str, changes: Mapping[str, object]) -> None:
    """Refuse to change a value that the file sets, because the file would change it back."""
    store = config.part.stores.get(name)
    if store is None:
        return
    if changes.get("name", name) != name:
        raise Refused("config.edit_name_in_file", store=name, **_place(config, name))
    for key, value in changes.items():
        said = key in store.model_fields_set and getattr(store, key) != value
        if key != "name" and said:
            raise Refused("config.edit_in_file", store=name, **_place(config, name, key))


def _said(store: StorePart) -> dict[str, str | bool]:
    return {key: getattr(store, key) for key in _CHANGEABLE if key in store.model_fields_set}


def _differs(row: StoreRow, store: StorePart) -> bool:
    other = (row.platform, row.account) != (store.platform, store.account)
    return other or store.integration not in (None, row.integration)


def _contradicted(code: str, config: Config, name: str, strict: bool, **facts: object) -> None:
    if strict:
        raise BadInput(code, store=name, **facts, **_place(config, name))


def _place(config: Config, name: str, *key: str) -> dict[str, object]:
    return {"file": str(config.file), "line": line_at(("stores", name, *key), config.lines)}
