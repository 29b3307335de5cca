"""The tables and their guards, one file per migration; a released migration is never edited.

Imported facts (``orders`` and its parts) and the hub's own facts (``order_state`` and later tables)
are separate, so that an import cannot overwrite a decision. Guards are triggers, because every
caller passes through them; each raises a code of ``words``. Times are integer milliseconds UTC,
money is in minor units. ``personal_data`` lists every column with personal data, and
``guards_and_tables.sql`` beside this package shows what all migrations together declare.
"""

from __future__ import annotations

from sqlite_utils.db import Database

# Imported in the order in which they are applied.
from shiponce.persistence.migrations import (  # noqa: F401
    m001_initial_schema,
    m002_replaced_stores,
    m003_combined_orders,
    m004_rules,
    m005_combined_packages,
    m006_notification_content,
    m007_import_sweeps,
    m008_actors,
    m009_shipped_elsewhere,
    m010_cancelled_orders,
    m011_disconnected_stores,
    m012_channel_emails,
    m013_search_index,
    m014_same_purchase,
    m015_acts,
    m016_purge_records,
    m017_act_control_readings,
    m018_platforms,
    m019_renamed_codes,
    m020_unknown_shipments,
    m021_package_references,
    m022_stores_by_market,
    m023_obligations,
    m024_possible_twins,
    m025_units_of_twins,
    m026_moved_labels,
    m027_label_documents,
    m028_units_of_suspended_twins,
    m029_search_trigrams,
    m030_print_jobs,
    m031_batches,
    m032_shipments_by_number,
    m033_copies_of_combined_orders,
)
from shiponce.persistence.migrations.migration_scripts import APPLICATION_ID, migrations

__all__ = ["APPLICATION_ID", "known_migrations", "migrate"]


def migrate(db: Database) -> None:
    """Bring a file up to date; the caller holds the write transaction."""
    migrations.apply(db)


def known_migrations() -> frozenset[str]:
    """Return the names of every migration that this version knows."""
    return frozenset(migration.name for migration in migrations._migrations)
