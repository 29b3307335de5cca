"""Every function that returns typed rows: its statement has the columns of its dataclass."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from shiponce import persistence
from shiponce.persistence.database import Database
from shiponce.persistence.typed_rows import TypedRows
from shiponce.views.orders import Grid

#: What a parameter is given, by its name; nothing of it is in the new database.
GIVEN: dict[str, object] = {
    "order_id": 1,
    "order_ids": [1],
    "copy_id": 1,
    "shipment_id": 1,
    "shipment_ids": [1],
    "batch_id": 1,
    "tracking": "1Z1",
    "notification_id": 1,
    "excluded_id": 1,
    "grid": Grid.AWAITING_SHIPMENT,
    "limit": 1,
    "job_id": 1,
    "ref": "amz:1",
    "now": 0,
    "lease": 0,
}


def readers() -> Iterator[Callable[..., object]]:
    """Yield the functions of persistence whose answer is made of typed rows."""
    for info in pkgutil.iter_modules(persistence.__path__):
        module: ModuleType = import_module(f"{persistence.__name__}.{info.name}")
        kinds = {one.kind.__name__ for one in vars(module).values() if isinstance(one, TypedRows)}
        for name, function in inspect.getmembers(module, inspect.isfunction):
            answer = str(function.__annotations__.get("return", ""))
            of_here = function.__module__ == module.__name__ and not name.startswith("_")
            if of_here and any(kind in answer for kind in kinds):
                yield function


READERS = list(readers())


def test_all_of_them_are_found() -> None:
    """The list is not empty because somebody renamed a type."""
    assert len(READERS) >= 24


@pytest.mark.parametrize("reader", READERS, ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_its_statement_fits_its_dataclass(reader: Callable[..., Any], db: Database) -> None:
    """Columns are compared at each read, also when no row is found."""
    parameters = list(inspect.signature(reader).parameters.values())[1:]
    needed = [one for one in parameters if one.default is one.empty]
    given = {one.name: GIVEN[one.name] for one in needed}
    with db.write() as conn:
        assert not reader(conn, **given)
