"""Guards that count the units under labels of linked orders, so that a rest can be shipped."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

#: SQL: the other orders of the purchase of the order {order}.
FAMILY = """
        SELECT original_id AS id FROM twins WHERE copy_id = {order}
        UNION ALL SELECT copy_id FROM twins WHERE original_id = {order}
        UNION ALL SELECT b.copy_id FROM twins a JOIN twins b ON b.original_id = a.original_id
            AND b.copy_id <> a.copy_id WHERE a.copy_id = {order}"""


def _bare(sku: str) -> str:
    """Return SQL that writes a SKU for comparison, as twins are compared."""
    for sign in " -_./#":
        sku = f"replace({sku}, '{sign}', '')"
    return f"upper({sku})"


_OWN = "(SELECT order_id FROM shipments WHERE id = NEW.shipment_id)"
_SKU = f"""(SELECT {_bare("l.sku")} FROM order_lines l
        WHERE l.order_id = {_OWN} AND l.line_no = NEW.line_no)"""  # noqa: S608 - constants


def guards(family: str) -> str:
    """Return the guards that count the units of an order and of *family*, its linked orders."""
    return f"""
DROP TRIGGER shipment_is_allowed;
-- One hand at a time, and nothing that a person cannot see is shipped. What a linked order has a
-- label for is not shipped again; where the lines of the two cannot be compared, nothing is.
CREATE TRIGGER shipment_is_allowed BEFORE INSERT ON shipments
BEGIN
    SELECT RAISE(ABORT, 'guard.store_disconnected') WHERE NEW.state <> 'elsewhere' AND EXISTS (
        SELECT 1 FROM orders o JOIN stores t ON t.id = o.store_id
        WHERE o.id = NEW.order_id AND t.disconnected_at IS NOT NULL);
    SELECT RAISE(ABORT, 'guard.not_visible') WHERE NOT EXISTS (
        SELECT 1 FROM order_state WHERE order_id = NEW.order_id AND visibility = 'visible');
    SELECT RAISE(ABORT, 'guard.purchase_in_flight') WHERE EXISTS (
        SELECT 1 FROM shipments
        WHERE order_id = NEW.order_id AND state IN ('purchasing', 'unknown'));
    SELECT RAISE(ABORT, 'guard.twin_shipped') WHERE EXISTS (
        SELECT 1 FROM ({family.format(order="NEW.order_id")}) f
        JOIN shipments s ON s.order_id = f.id
        WHERE s.state IN ('purchasing', 'unknown') OR s.state = 'labelled' AND (
            coalesce((SELECT value FROM settings WHERE name = 'mode'), 'reconciling') = 'documented'
            OR NOT EXISTS (SELECT 1 FROM package_lines p WHERE p.shipment_id = s.id)
            OR EXISTS (
                SELECT 1 FROM package_lines p JOIN order_lines l
                ON l.order_id = s.order_id AND l.line_no = p.line_no
                WHERE p.shipment_id = s.id AND NOT EXISTS (
                    SELECT 1 FROM order_lines mine WHERE mine.order_id = NEW.order_id
                    AND {_bare("mine.sku")} = {_bare("l.sku")} AND {_bare("l.sku")} <> ''))));
    SELECT RAISE(ABORT, 'guard.twin_shipped') WHERE (
        SELECT coalesce(sum(p.quantity), 0) FROM ({family.format(order="NEW.order_id")}) f
        JOIN shipments s ON s.order_id = f.id AND s.state = 'labelled'
        JOIN package_lines p ON p.shipment_id = s.id
    ) >= (
        SELECT max(1, sum(
            (l.quantity - l.cancelled - l.refunded - l.elsewhere) * (l.collected = 0)))
        FROM order_lines l WHERE l.order_id = NEW.order_id AND l.physical);
    -- Equal read-only keys are one purchase, linked or not: two shops may mirror an original that
    -- is not here. Documented mode does not compare, and a person's no stands above the key. The
    -- units of linked orders are counted above.
    SELECT RAISE(ABORT, 'guard.twin_shipped') WHERE coalesce(
        (SELECT value FROM settings WHERE name = 'mode'), 'reconciling') <> 'documented'
    AND EXISTS (
        SELECT 1 FROM order_keys mine
        JOIN order_keys other ON other.platform = mine.platform AND other.value = mine.value
        JOIN shipments s ON s.order_id = other.order_id
        WHERE mine.order_id = NEW.order_id AND other.order_id <> NEW.order_id
        AND mine.grade = 'proves' AND other.grade = 'proves'
        AND s.state IN ('purchasing', 'unknown', 'labelled')
        AND other.order_id NOT IN (SELECT id FROM ({family.format(order="NEW.order_id")}))
        AND NOT EXISTS (
            SELECT 1 FROM twin_refusals r
            WHERE (r.copy_id = mine.order_id AND r.original_id IN (0, other.order_id))
            OR (r.copy_id = other.order_id AND r.original_id IN (0, mine.order_id))));
END;

-- At most one live label per unit due of a purchase, over linked orders together.
CREATE TRIGGER no_unit_of_twins_twice BEFORE INSERT ON package_lines
WHEN (SELECT state FROM shipments WHERE id = NEW.shipment_id) <> 'elsewhere'
AND EXISTS (
    SELECT 1 FROM ({family.format(order=_OWN)}) f JOIN shipments s ON s.order_id = f.id
    WHERE s.state IN ('purchasing', 'unknown', 'labelled'))
AND NEW.quantity + (
    SELECT coalesce(sum(p.quantity), 0)
    FROM (SELECT {_OWN} AS id UNION ALL {family.format(order=_OWN)}) f
    JOIN shipments s ON s.order_id = f.id AND s.state IN ('purchasing', 'unknown', 'labelled')
    JOIN package_lines p ON p.shipment_id = s.id
    JOIN order_lines l ON l.order_id = s.order_id AND l.line_no = p.line_no
    WHERE {_bare("l.sku")} = {_SKU}
) > (
    SELECT coalesce(sum(
        (l.quantity - l.cancelled - l.refunded - l.elsewhere) * (l.collected = 0)), 0)
    FROM order_lines l WHERE l.order_id = {_OWN} AND {_bare("l.sku")} = {_SKU})
BEGIN SELECT RAISE(ABORT, 'guard.unit_twice'); END;
"""  # noqa: S608 - constants only


@migrations()
def m025_units_of_twins(db: Database) -> None:
    """Let the rest of a purchase be shipped after a part left under a linked order."""
    run(db, guards(FAMILY))
