"""Which orders were purged, so that no import restores their personal data."""

from __future__ import annotations

import sqlite3

import orjson
from sqlite_utils.db import Database

from shiponce.domain.redaction import harmless, harmless_code, harmless_number
from shiponce.persistence.json_columns import pack
from shiponce.persistence.migrations.migration_scripts import migrations, run

_TABLE = """
-- By the account and not by the store: another connection to it imports the same orders.
CREATE TABLE purges (
    platform TEXT NOT NULL,
    account TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    by_ TEXT NOT NULL,
    PRIMARY KEY (platform, account, remote_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER purged_stays_purged BEFORE INSERT ON people
WHEN (NEW.buyer <> '' OR NEW.email <> '' OR NEW.country IS NOT NULL) AND EXISTS (
    SELECT 1 FROM orders o JOIN stores s ON s.id = o.store_id
    JOIN purges p ON p.platform = s.platform AND p.account = s.account AND p.remote_id = o.remote_id
    WHERE o.id = NEW.order_id)
BEGIN SELECT RAISE(ABORT, 'guard.purged'); END;
"""


@migrations()
def m016_purges(db: Database) -> None:
    """Add the records of purges, and redact refusals that older versions stored unredacted."""
    run(db, _TABLE)
    conn: sqlite3.Connection = db.conn
    rows = conn.execute("SELECT id, code, facts FROM notices WHERE facts <> '{}'").fetchall()
    for notification_id, code, facts in rows:
        clean = pack(_clean(code or "", orjson.loads(facts)))
        conn.execute("UPDATE notices SET facts = ? WHERE id = ?", (clean, notification_id))
    for table in ("import_state", "shop_emails"):
        rows = conn.execute(
            f"SELECT store_id, trouble FROM {table} WHERE trouble IS NOT NULL"  # noqa: S608 - two constants
        ).fetchall()
        for store_id, trouble in rows:
            said = orjson.loads(trouble)
            said["facts"] = _clean(said["code"], said["facts"])
            conn.execute(
                f"UPDATE {table} SET trouble = ? WHERE store_id = ?",  # noqa: S608 - two constants
                (pack(said), store_id),
            )


def _clean(code: str, facts: dict[str, object]) -> dict[str, object]:
    if code == "error.declined":
        said = harmless_code(str(facts.get("reason_code", "")))
        facts |= {"reason": harmless(str(facts.get("reason", ""))) or said, "reason_code": said}
    if code == "notice.conflict":
        facts |= {"tracking": harmless_number(str(facts.get("tracking", "")))}
    return facts
