"""Guards that also count the units of orders whose store is disconnected."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.m025_units_of_twins import FAMILY, guards
from shiponce.persistence.migrations.migration_scripts import migrations, run

#: SQL: also the orders whose link with {order} is suspended.
_SUSPENDED = """
        UNION ALL SELECT original_id FROM suspended_twins WHERE copy_id = {order}
        UNION ALL SELECT copy_id FROM suspended_twins WHERE original_id = {order}"""
_OLD = """
DROP TRIGGER no_unit_of_twins_twice;
DROP TRIGGER suspended_twin_shipped;
"""


@migrations()
def m028_units_of_suspended_twins(db: Database) -> None:
    """Let the rest be shipped from a copy after a part left under its disconnected original."""
    run(db, _OLD + guards(FAMILY + _SUSPENDED))
