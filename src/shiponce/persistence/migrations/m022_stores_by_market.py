"""One account may be connected once for each market, where a platform lists orders by market."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_BY_MARKET = """
DROP INDEX one_connection_an_account;
-- That the other platforms' accounts are connected once is checked when a store is connected.
CREATE UNIQUE INDEX one_connection_a_market ON stores (platform, account, market)
    WHERE replaced_at IS NULL;
"""


@migrations()
def m022_stores_by_market(db: Database) -> None:
    """Allow one live connection for each market of an account."""
    run(db, _BY_MARKET)
