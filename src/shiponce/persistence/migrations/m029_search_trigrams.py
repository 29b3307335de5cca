"""The index of three-character parts over the searched texts, our own tracking numbers included."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

#: SQL: a tracking number as it is searched.
_BARE = "lower(replace({number}, ' ', ''))"


def _noted(number: str, order: str) -> str:
    """Return SQL that adds a tracking number to the searched texts of its order."""
    bare = _BARE.format(number=number)
    return f"""UPDATE search_texts SET numbers = numbers || {bare} || char(10)
        WHERE order_id = {order} AND NOT instr(numbers, {bare} || char(10))"""  # noqa: S608 - constants


_ORDER_OF_NOTIFICATION = "(SELECT order_id FROM shipments WHERE id = NEW.shipment_id)"
_INDEX = f"""
-- Tracking numbers of our own packages, corrected ones too: one per line, folded, without blanks.
ALTER TABLE search_texts ADD COLUMN numbers TEXT NOT NULL DEFAULT '';
UPDATE search_texts SET numbers = coalesce((
    SELECT group_concat(number, '') FROM (
        SELECT {_BARE.format(number="tracking")} || char(10) AS number FROM shipments s
        WHERE s.order_id = search_texts.order_id AND tracking <> ''
        UNION SELECT {_BARE.format(number="n.tracking")} || char(10) FROM shipments s
        JOIN notices n ON n.shipment_id = s.id
        WHERE s.order_id = search_texts.order_id AND n.tracking <> '')), '');
CREATE TRIGGER number_of_shipment AFTER INSERT ON shipments WHEN NEW.tracking <> ''
BEGIN {_noted("NEW.tracking", "NEW.order_id")}; END;
CREATE TRIGGER number_of_label AFTER UPDATE OF tracking ON shipments WHEN NEW.tracking <> ''
BEGIN {_noted("NEW.tracking", "NEW.order_id")}; END;
CREATE TRIGGER number_of_correction AFTER UPDATE OF tracking ON notices WHEN NEW.tracking <> ''
BEGIN {_noted("NEW.tracking", _ORDER_OF_NOTIFICATION)}; END;

-- Every part of three characters of search_texts. It is written after an import and not by
-- triggers, because SQLite trusts no trigger with a virtual table here.
CREATE VIRTUAL TABLE search_trigrams USING fts5 (names, words, numbers, content = 'search_texts',
    content_rowid = 'order_id', tokenize = 'trigram case_sensitive 1', detail = 'none');
INSERT INTO search_trigrams (search_trigrams) VALUES ('rebuild');
-- Orders whose texts are not in the index yet, with the earlier texts that still are.
CREATE TABLE search_pending (
    order_id INTEGER PRIMARY KEY, names TEXT, words TEXT, numbers TEXT) STRICT;
CREATE TRIGGER texts_to_index AFTER INSERT ON search_texts
BEGIN
    INSERT INTO search_pending SELECT NEW.order_id, NULL, NULL, NULL
        WHERE NOT EXISTS (SELECT 1 FROM search_pending WHERE order_id = NEW.order_id);
END;
CREATE TRIGGER texts_to_index_again AFTER UPDATE ON search_texts
WHEN (OLD.names, OLD.words, OLD.numbers) IS NOT (NEW.names, NEW.words, NEW.numbers)
BEGIN
    INSERT INTO search_pending SELECT OLD.order_id, OLD.names, OLD.words, OLD.numbers
        WHERE NOT EXISTS (SELECT 1 FROM search_pending WHERE order_id = OLD.order_id);
END;
-- Without this, a search for a tag reads every order.
CREATE INDEX tagged_orders ON order_state (tags) WHERE tags <> '[]';
"""  # noqa: S608 - constants


@migrations()
def m029_search_trigrams(db: Database) -> None:
    """Add the index and fill it from the texts that are in the file."""
    run(db, _INDEX)
