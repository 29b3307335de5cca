"""The tables and their guards, one file a migration; a released one is never edited.

Imported facts (``orders`` and its parts) and the hub's own facts (``order_state`` and what
follows) are apart, so that an import cannot overwrite a decision. Guards are triggers, because
every caller passes there; each raises a code of ``words``. Times are integer milliseconds UTC,
money is minor units. What of it is personal data stands in ``store.personal``, every column of it.
"""

from __future__ import annotations

from sqlite_utils.db import Database

# Imported in the order in which they are applied.
from shiponce.store.schema import (  # noqa: F401
    m001_ground,
    m002_replaced_stores,
    m003_superseded,
    m004_rules,
    m005_shipping,
    m006_notices,
    m007_importing,
    m008_actors,
    m009_elsewhere,
    m010_cancellations,
    m011_disconnected_stores,
    m012_emails,
    m013_search,
    m014_same_purchase,
    m015_acts,
    m016_purges,
    m017_controls,
)
from shiponce.store.schema.migrating import APPLICATION_ID, migrations

__all__ = ["APPLICATION_ID", "known_migrations", "migrate"]


def migrate(db: Database) -> None:
    """Bring a file up to date; the caller holds the write transaction."""
    migrations.apply(db)


def known_migrations() -> frozenset[str]:
    """The names of every migration that this version knows."""
    return frozenset(migration.name for migration in migrations._migrations)
