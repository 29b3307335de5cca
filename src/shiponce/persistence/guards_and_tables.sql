-- The guards (triggers), tables and indexes of a new database, as they are in force.
-- The program does not run this file: `python -m docs.guards_and_tables` writes it from the
-- migrations, which change some guards several times.

-- Guards, by table: each stops a statement and raises a code of `words`.

CREATE TRIGGER act_is_kept BEFORE DELETE ON acts
BEGIN SELECT RAISE(ABORT, 'guard.act_settled'); END;

CREATE TRIGGER act_stays_settled BEFORE UPDATE OF state ON acts
WHEN OLD.state IN ('done', 'refused', 'none')
BEGIN SELECT RAISE(ABORT, 'guard.act_settled'); END;

CREATE TRIGGER batch_buys_once BEFORE UPDATE OF shipment_id ON batch_entries
WHEN NEW.shipment_id IS NOT OLD.shipment_id AND (OLD.reason IS NOT NULL
    OR EXISTS (SELECT 1 FROM shipments s WHERE s.id = OLD.shipment_id AND s.state <> 'not_bought'))
BEGIN SELECT RAISE(ABORT, 'guard.batch_entry_begun'); END;

CREATE TRIGGER batch_buys_when_confirmed BEFORE UPDATE OF shipment_id ON batch_entries
WHEN NEW.shipment_id IS NOT NULL AND EXISTS (SELECT 1 FROM batches b WHERE b.id = NEW.batch_id
    AND (b.confirmed_at IS NULL OR b.cancelled_at IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'guard.batch_not_confirmed'); END;

CREATE TRIGGER event_is_kept BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'guard.events_append_only'); END;

CREATE TRIGGER event_stays BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'guard.events_append_only'); END;

CREATE TRIGGER number_of_correction AFTER UPDATE OF tracking ON notices WHEN NEW.tracking <> ''
BEGIN UPDATE search_texts SET numbers = numbers || lower(replace(NEW.tracking, ' ', '')) || char(10)
        WHERE order_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id) AND NOT instr(numbers, lower(replace(NEW.tracking, ' ', '')) || char(10)); END;

CREATE TRIGGER excluded_hides_nobody BEFORE UPDATE OF visibility ON order_state
WHEN NEW.visibility = 'excluded' AND EXISTS (
    SELECT 1 FROM twins t JOIN order_state c ON c.order_id = t.copy_id
    WHERE t.original_id = NEW.order_id AND c.visibility = 'hidden')
BEGIN SELECT RAISE(ABORT, 'guard.hidden_without_original'); END;

CREATE TRIGGER hidden_has_original BEFORE UPDATE OF visibility ON order_state
WHEN NEW.visibility = 'hidden' AND NOT EXISTS (
    SELECT 1 FROM twins t JOIN order_state o ON o.order_id = t.original_id
    WHERE t.copy_id = NEW.order_id AND o.visibility NOT IN ('hidden', 'excluded'))
BEGIN SELECT RAISE(ABORT, 'guard.hidden_without_original'); END;

CREATE TRIGGER new_hidden_has_original BEFORE INSERT ON order_state
WHEN NEW.visibility = 'hidden' AND NOT EXISTS (
    SELECT 1 FROM twins t JOIN order_state o ON o.order_id = t.original_id
    WHERE t.copy_id = NEW.order_id AND o.visibility NOT IN ('hidden', 'excluded'))
BEGIN SELECT RAISE(ABORT, 'guard.hidden_without_original'); END;

CREATE TRIGGER original_stands BEFORE UPDATE OF visibility ON order_state
WHEN NEW.visibility = 'hidden' AND EXISTS (
    SELECT 1 FROM twins WHERE original_id = NEW.order_id)
BEGIN SELECT RAISE(ABORT, 'guard.original_hidden'); END;

CREATE TRIGGER disconnected_takes_no_order BEFORE INSERT ON orders
WHEN EXISTS (
    SELECT 1 FROM stores s WHERE s.id = NEW.store_id AND s.disconnected_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'guard.store_disconnected'); END;

CREATE TRIGGER no_unit_of_twins_twice BEFORE INSERT ON package_lines
WHEN (SELECT state FROM shipments WHERE id = NEW.shipment_id) <> 'elsewhere'
AND EXISTS (
    SELECT 1 FROM (
        SELECT original_id AS id FROM twins WHERE copy_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id)
        UNION ALL SELECT copy_id FROM twins WHERE original_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id)
        UNION ALL SELECT b.copy_id FROM twins a JOIN twins b ON b.original_id = a.original_id
            AND b.copy_id <> a.copy_id WHERE a.copy_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id)
        UNION ALL SELECT original_id FROM suspended_twins WHERE copy_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id)
        UNION ALL SELECT copy_id FROM suspended_twins WHERE original_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id)) f JOIN shipments s ON s.order_id = f.id
    WHERE s.state IN ('purchasing', 'unknown', 'labelled'))
AND NEW.quantity + (
    SELECT coalesce(sum(p.quantity), 0)
    FROM (SELECT (SELECT order_id FROM shipments WHERE id = NEW.shipment_id) AS id UNION ALL
        SELECT original_id AS id FROM twins WHERE copy_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id)
        UNION ALL SELECT copy_id FROM twins WHERE original_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id)
        UNION ALL SELECT b.copy_id FROM twins a JOIN twins b ON b.original_id = a.original_id
            AND b.copy_id <> a.copy_id WHERE a.copy_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id)
        UNION ALL SELECT original_id FROM suspended_twins WHERE copy_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id)
        UNION ALL SELECT copy_id FROM suspended_twins WHERE original_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id)) f
    JOIN shipments s ON s.order_id = f.id AND s.state IN ('purchasing', 'unknown', 'labelled')
    JOIN package_lines p ON p.shipment_id = s.id
    JOIN order_lines l ON l.order_id = s.order_id AND l.line_no = p.line_no
    WHERE upper(replace(replace(replace(replace(replace(replace(l.sku, ' ', ''), '-', ''), '_', ''), '.', ''), '/', ''), '#', '')) = (SELECT upper(replace(replace(replace(replace(replace(replace(l.sku, ' ', ''), '-', ''), '_', ''), '.', ''), '/', ''), '#', '')) FROM order_lines l
        WHERE l.order_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id) AND l.line_no = NEW.line_no)
) > (
    SELECT coalesce(sum(
        (l.quantity - l.cancelled - l.refunded - l.elsewhere) * (l.collected = 0)), 0)
    FROM order_lines l WHERE l.order_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id) AND upper(replace(replace(replace(replace(replace(replace(l.sku, ' ', ''), '-', ''), '_', ''), '.', ''), '/', ''), '#', '')) = (SELECT upper(replace(replace(replace(replace(replace(replace(l.sku, ' ', ''), '-', ''), '_', ''), '.', ''), '/', ''), '#', '')) FROM order_lines l
        WHERE l.order_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id) AND l.line_no = NEW.line_no))
BEGIN SELECT RAISE(ABORT, 'guard.unit_twice'); END;

CREATE TRIGGER no_unit_twice BEFORE INSERT ON package_lines
WHEN (SELECT state FROM shipments WHERE id = NEW.shipment_id) <> 'elsewhere'
AND NEW.quantity + (
    SELECT coalesce(sum(p.quantity), 0) FROM package_lines p
    JOIN shipments s ON s.id = p.shipment_id
    WHERE p.line_no = NEW.line_no AND s.state IN ('purchasing', 'unknown', 'labelled')
    AND s.order_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id)
) > (
    SELECT coalesce(max(
        (l.quantity - l.cancelled - l.refunded - l.elsewhere) * (l.collected = 0)), 0)
    FROM order_lines l
    WHERE l.line_no = NEW.line_no
    AND l.order_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id))
BEGIN SELECT RAISE(ABORT, 'guard.unit_twice'); END;

CREATE TRIGGER purged_stays_purged BEFORE INSERT ON people
WHEN (NEW.buyer <> '' OR NEW.email <> '' OR NEW.country IS NOT NULL) AND EXISTS (
    SELECT 1 FROM orders o JOIN stores s ON s.id = o.store_id
    JOIN purges p ON p.platform = s.platform AND p.account = s.account AND p.remote_id = o.remote_id
    WHERE o.id = NEW.order_id)
BEGIN SELECT RAISE(ABORT, 'guard.purged'); END;

CREATE TRIGGER print_is_kept BEFORE DELETE ON print_jobs
BEGIN SELECT RAISE(ABORT, 'guard.print_ended'); END;

CREATE TRIGGER print_leaves_once BEFORE UPDATE OF state ON print_jobs
WHEN OLD.state IN ('sending', 'unknown') AND NEW.state IN ('queued', 'sending')
BEGIN SELECT RAISE(ABORT, 'guard.print_ended'); END;

CREATE TRIGGER print_stays_ended BEFORE UPDATE OF state ON print_jobs
WHEN OLD.state IN ('taken', 'not_printed')
BEGIN SELECT RAISE(ABORT, 'guard.print_ended'); END;

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

CREATE TRIGGER disconnected_ships_nothing BEFORE INSERT ON shipments
WHEN NEW.state <> 'elsewhere' AND EXISTS (
    SELECT 1 FROM orders o JOIN stores s ON s.id = o.store_id
    WHERE o.id = NEW.order_id AND s.disconnected_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'guard.store_disconnected'); END;

CREATE TRIGGER number_of_label AFTER UPDATE OF tracking ON shipments WHEN NEW.tracking <> ''
BEGIN UPDATE search_texts SET numbers = numbers || lower(replace(NEW.tracking, ' ', '')) || char(10)
        WHERE order_id = NEW.order_id AND NOT instr(numbers, lower(replace(NEW.tracking, ' ', '')) || char(10)); END;

CREATE TRIGGER number_of_shipment AFTER INSERT ON shipments WHEN NEW.tracking <> ''
BEGIN UPDATE search_texts SET numbers = numbers || lower(replace(NEW.tracking, ' ', '')) || char(10)
        WHERE order_id = NEW.order_id AND NOT instr(numbers, lower(replace(NEW.tracking, ' ', '')) || char(10)); END;

CREATE TRIGGER purchase_once_a_package BEFORE INSERT ON shipments
WHEN NEW.combined_with IS NOT NULL AND EXISTS (
    SELECT 1 FROM shipments s
    JOIN orders a ON a.id = NEW.order_id JOIN orders b ON b.id = s.order_id
    JOIN stores x ON x.id = a.store_id JOIN stores y ON y.id = b.store_id
    WHERE NEW.combined_with IN (s.id, s.combined_with) AND (
        (x.platform, x.account, a.remote_id) = (y.platform, y.account, b.remote_id)
        OR EXISTS (SELECT 1 FROM twins t
            WHERE (t.copy_id, t.original_id) IN (VALUES (a.id, b.id), (b.id, a.id)))
        OR ((x.platform, x.account) <> (y.platform, y.account) AND EXISTS (
            SELECT 1 FROM twins mine JOIN twins other ON other.original_id = mine.original_id
            WHERE mine.copy_id = a.id AND other.copy_id = b.id))
        OR EXISTS (
            SELECT 1 FROM sold_lines mine JOIN sold_lines other
            ON other.store_id = mine.store_id AND other.line_id = mine.line_id
            WHERE mine.order_id = a.id AND other.order_id = b.id)
        OR EXISTS (
            SELECT 1 FROM order_keys mine JOIN order_keys other
            ON other.platform = mine.platform AND other.value = mine.value
            WHERE mine.order_id = a.id AND other.order_id = b.id AND (
                (mine.grade = 'proves' AND other.grade = 'proves')
                OR ((x.platform, x.account) <> (y.platform, y.account) AND NOT EXISTS (
                    SELECT 1 FROM twin_refusals r
                    WHERE (r.copy_id = a.id AND r.original_id IN (0, b.id))
                    OR (r.copy_id = b.id AND r.original_id IN (0, a.id))))))))
BEGIN SELECT RAISE(ABORT, 'guard.one_purchase'); END;

CREATE TRIGGER same_order_once BEFORE INSERT ON shipments
WHEN coalesce((SELECT value FROM settings WHERE name = 'mode'), 'reconciling') <> 'documented'
AND EXISTS (
    SELECT 1 FROM orders mine JOIN stores x ON x.id = mine.store_id
    JOIN stores y ON y.platform = x.platform AND y.account = x.account AND y.id <> x.id
    JOIN orders other ON other.store_id = y.id AND other.remote_id = mine.remote_id
    JOIN shipments s ON s.order_id = other.id
    WHERE mine.id = NEW.order_id AND s.state IN ('purchasing', 'unknown', 'labelled'))
BEGIN SELECT RAISE(ABORT, 'guard.twin_shipped'); END;

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
        SELECT 1 FROM (
        SELECT original_id AS id FROM twins WHERE copy_id = NEW.order_id
        UNION ALL SELECT copy_id FROM twins WHERE original_id = NEW.order_id
        UNION ALL SELECT b.copy_id FROM twins a JOIN twins b ON b.original_id = a.original_id
            AND b.copy_id <> a.copy_id WHERE a.copy_id = NEW.order_id
        UNION ALL SELECT original_id FROM suspended_twins WHERE copy_id = NEW.order_id
        UNION ALL SELECT copy_id FROM suspended_twins WHERE original_id = NEW.order_id) f
        JOIN shipments s ON s.order_id = f.id
        WHERE s.state IN ('purchasing', 'unknown') OR s.state = 'labelled' AND (
            coalesce((SELECT value FROM settings WHERE name = 'mode'), 'reconciling') = 'documented'
            OR NOT EXISTS (SELECT 1 FROM package_lines p WHERE p.shipment_id = s.id)
            OR EXISTS (
                SELECT 1 FROM package_lines p JOIN order_lines l
                ON l.order_id = s.order_id AND l.line_no = p.line_no
                WHERE p.shipment_id = s.id AND NOT EXISTS (
                    SELECT 1 FROM order_lines mine WHERE mine.order_id = NEW.order_id
                    AND upper(replace(replace(replace(replace(replace(replace(mine.sku, ' ', ''), '-', ''), '_', ''), '.', ''), '/', ''), '#', '')) = upper(replace(replace(replace(replace(replace(replace(l.sku, ' ', ''), '-', ''), '_', ''), '.', ''), '/', ''), '#', '')) AND upper(replace(replace(replace(replace(replace(replace(l.sku, ' ', ''), '-', ''), '_', ''), '.', ''), '/', ''), '#', '')) <> ''))));
    SELECT RAISE(ABORT, 'guard.twin_shipped') WHERE (
        SELECT coalesce(sum(p.quantity), 0) FROM (
        SELECT original_id AS id FROM twins WHERE copy_id = NEW.order_id
        UNION ALL SELECT copy_id FROM twins WHERE original_id = NEW.order_id
        UNION ALL SELECT b.copy_id FROM twins a JOIN twins b ON b.original_id = a.original_id
            AND b.copy_id <> a.copy_id WHERE a.copy_id = NEW.order_id
        UNION ALL SELECT original_id FROM suspended_twins WHERE copy_id = NEW.order_id
        UNION ALL SELECT copy_id FROM suspended_twins WHERE original_id = NEW.order_id) f
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
        AND other.order_id NOT IN (SELECT id FROM (
        SELECT original_id AS id FROM twins WHERE copy_id = NEW.order_id
        UNION ALL SELECT copy_id FROM twins WHERE original_id = NEW.order_id
        UNION ALL SELECT b.copy_id FROM twins a JOIN twins b ON b.original_id = a.original_id
            AND b.copy_id <> a.copy_id WHERE a.copy_id = NEW.order_id
        UNION ALL SELECT original_id FROM suspended_twins WHERE copy_id = NEW.order_id
        UNION ALL SELECT copy_id FROM suspended_twins WHERE original_id = NEW.order_id))
        AND NOT EXISTS (
            SELECT 1 FROM twin_refusals r
            WHERE (r.copy_id = mine.order_id AND r.original_id IN (0, other.order_id))
            OR (r.copy_id = other.order_id AND r.original_id IN (0, mine.order_id))));
END;

CREATE TRIGGER shipment_stays_dead BEFORE UPDATE OF state ON shipments
WHEN OLD.state IN ('voided', 'not_bought') AND NEW.state NOT IN ('voided', 'not_bought')
BEGIN SELECT RAISE(ABORT, 'guard.shipment_is_over'); END;

CREATE TRIGGER sold_once BEFORE INSERT ON shipments
WHEN coalesce((SELECT value FROM settings WHERE name = 'mode'), 'reconciling') <> 'documented'
AND EXISTS (
    SELECT 1 FROM sold_lines mine
    JOIN sold_lines other ON other.store_id = mine.store_id AND other.line_id = mine.line_id
    JOIN shipments s ON s.order_id = other.order_id
    WHERE mine.order_id = NEW.order_id AND other.order_id <> NEW.order_id
    AND s.state IN ('purchasing', 'unknown', 'labelled'))
BEGIN SELECT RAISE(ABORT, 'guard.lines_sent'); END;

CREATE TRIGGER copy_is_no_original BEFORE INSERT ON twins
WHEN EXISTS (SELECT 1 FROM twins WHERE copy_id = NEW.original_id OR original_id = NEW.copy_id)
BEGIN SELECT RAISE(ABORT, 'guard.original_hidden'); END;

-- Tables.

CREATE TABLE acts (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('buy', 'void', 'confirm', 'correct', 'emails')),
    state TEXT NOT NULL CHECK (state IN ('open', 'unknown', 'done', 'refused', 'none')),
    shipment_id INTEGER REFERENCES shipments,
    notice_id INTEGER REFERENCES notices,
    store_id INTEGER REFERENCES stores,
    -- What the other side knows it by.
    key TEXT NOT NULL,
    -- Of a correction: the tracking number that it puts the key in the place of.
    replaces TEXT NOT NULL DEFAULT '',
    at INTEGER NOT NULL,
    -- The claim of the notification under which it was begun.
    token INTEGER NOT NULL DEFAULT 0,
    -- No request of it goes from this time on.
    deadline INTEGER NOT NULL,
    sent_by INTEGER,
    looks INTEGER NOT NULL DEFAULT 0,
    look_at INTEGER,
    none_at INTEGER,
    -- Why it is unknown, and with what it ended.
    code TEXT,
    facts TEXT NOT NULL DEFAULT '{}',
    settled_at INTEGER,
    by_ TEXT NOT NULL DEFAULT '',
    -- Of a person who settled it: the name, and what was seen where.
    settled_by TEXT NOT NULL DEFAULT '',
    saw TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE batch_entries (
    id INTEGER PRIMARY KEY,
    batch_id INTEGER NOT NULL REFERENCES batches,
    place INTEGER NOT NULL,
    order_id INTEGER NOT NULL REFERENCES orders,
    -- Other orders of the batch that are the same purchase, as a list of names.
    same_purchase TEXT NOT NULL DEFAULT '[]',
    destination TEXT NOT NULL DEFAULT '',
    -- [line_no, units] of each line.
    units TEXT NOT NULL DEFAULT '[]',
    option TEXT NOT NULL DEFAULT '',
    carrier TEXT NOT NULL DEFAULT '',
    service TEXT NOT NULL DEFAULT '',
    price INTEGER,
    currency TEXT,
    arrives_by INTEGER,
    notifies TEXT NOT NULL DEFAULT '[]',
    -- The package of the preset; NULL: the usual one.
    package TEXT,
    -- A digest of the address.
    sent_to BLOB,
    reason TEXT,
    way_out TEXT,
    facts TEXT NOT NULL DEFAULT '{}',
    shipment_id INTEGER REFERENCES shipments,
    UNIQUE (batch_id, place),
    CHECK (reason IS NOT NULL OR price IS NOT NULL)
) STRICT;

CREATE TABLE batches (
    id INTEGER PRIMARY KEY,
    service TEXT NOT NULL,
    preset TEXT NOT NULL DEFAULT '',
    at INTEGER NOT NULL,
    by_ TEXT NOT NULL,
    confirmed_at INTEGER,
    confirmed_by TEXT NOT NULL DEFAULT '',
    cancelled_at INTEGER,
    cancelled_by TEXT NOT NULL DEFAULT '',
    ended_at INTEGER
) STRICT;

CREATE TABLE cancellations (
    order_id INTEGER PRIMARY KEY REFERENCES orders,
    at INTEGER NOT NULL,
    by_ TEXT NOT NULL,
    status TEXT NOT NULL,
    hub_set INTEGER NOT NULL,
    why TEXT NOT NULL,
    facts TEXT NOT NULL,
    evidence TEXT NOT NULL,
    -- A hold that ends while the order is cancelled loses its date in the wishes.
    hold_until INTEGER
) STRICT;

CREATE TABLE channel_emails (
    store_id INTEGER NOT NULL REFERENCES stores (id),
    channel TEXT NOT NULL,
    name TEXT NOT NULL,
    -- The marketplace that sells there; NULL for a storefront.
    marketplace TEXT,
    -- What is set for the channel alone; NULL: it inherits.
    own INTEGER,
    on_ INTEGER NOT NULL,
    PRIMARY KEY (store_id, channel)
) STRICT;

CREATE TABLE copies_of_combined (
    copy_id INTEGER PRIMARY KEY REFERENCES orders,
    order_id INTEGER NOT NULL REFERENCES orders
) STRICT;

CREATE TABLE destinations (
    order_id INTEGER NOT NULL REFERENCES orders,
    remote_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    requested_service TEXT NOT NULL,
    name TEXT,
    street1 TEXT,
    street2 TEXT,
    city TEXT,
    state TEXT,
    postcode TEXT,
    country TEXT,
    phone TEXT,
    company TEXT,
    street3 TEXT,
    PRIMARY KEY (order_id, remote_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE emails_switched_off (
    store_id INTEGER NOT NULL REFERENCES stores (id),
    channel TEXT NOT NULL,
    -- What the channel said of its own before, NULL: nothing. Switching on brings it back.
    was INTEGER,
    PRIMARY KEY (store_id, channel)
) STRICT;

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    order_id INTEGER,
    data TEXT NOT NULL
, by_ TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE excluded_orders (
    order_id INTEGER PRIMARY KEY REFERENCES orders,
    visibility TEXT NOT NULL,
    why TEXT NOT NULL,
    facts TEXT NOT NULL,
    evidence TEXT NOT NULL,
    decided_at INTEGER NOT NULL
) STRICT;

CREATE TABLE import_state (
    store_id INTEGER PRIMARY KEY REFERENCES stores,
    watermark INTEGER,
    imported_at INTEGER,
    trouble TEXT,
    -- A listing that stopped before its last page, where the platform can take it up again.
    resume TEXT,
    resume_since INTEGER,
    resume_until INTEGER,
    resume_at INTEGER
, swept_at INTEGER, sweep_found INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE label_documents (
    shipment_id INTEGER PRIMARY KEY REFERENCES shipments,
    format TEXT CHECK (format IN ('pdf', 'png', 'zpl')),
    content BLOB,
    sha256 TEXT NOT NULL DEFAULT '',
    size INTEGER NOT NULL DEFAULT 0,
    checksum TEXT NOT NULL DEFAULT 'none' CHECK (checksum IN ('agrees', 'differs', 'none')),
    missing TEXT CHECK (missing IN ('not_fetched', 'unreadable', 'only_at_carrier', 'purged')),
    at INTEGER NOT NULL,
    CHECK ((content IS NULL) = (missing IS NOT NULL)),
    CHECK (content IS NULL OR (format IS NOT NULL AND size = length(content)))
) STRICT;

CREATE TABLE listed (
    id INTEGER PRIMARY KEY,
    store_id INTEGER NOT NULL REFERENCES stores,
    remote_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('rule', 'not_importable', 'quarantine')),
    code TEXT NOT NULL,
    facts TEXT NOT NULL,
    rule_id INTEGER,
    origin_platform TEXT REFERENCES platforms,
    origin_value TEXT,
    digest BLOB NOT NULL,
    at INTEGER NOT NULL,
    let_in_at INTEGER, tries INTEGER NOT NULL DEFAULT 0, tried_at INTEGER, is_open INTEGER,
    UNIQUE (store_id, remote_id)
) STRICT;

CREATE TABLE notice_switch (
    store_id INTEGER PRIMARY KEY REFERENCES stores,
    on_ INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;

CREATE TABLE notices (
    id INTEGER PRIMARY KEY,
    shipment_id INTEGER NOT NULL REFERENCES shipments,
    store_id INTEGER NOT NULL REFERENCES stores,
    target_id INTEGER REFERENCES orders,
    target_remote TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER,
    attempted_at INTEGER,
    -- The marketplace comes first; patience ends at wait_until.
    after_id INTEGER REFERENCES notices,
    wait_until INTEGER,
    -- The platform is read before the first try already.
    verify INTEGER NOT NULL DEFAULT 0,
    code TEXT,
    facts TEXT NOT NULL DEFAULT '{}',
    sent_at INTEGER,
    at INTEGER NOT NULL, carrier TEXT, tracking TEXT, corrects TEXT, due_at INTEGER, claims INTEGER NOT NULL DEFAULT 0, gone_since INTEGER, reference TEXT NOT NULL DEFAULT '', confirmed_at INTEGER,
    UNIQUE (shipment_id, store_id, target_remote)
) STRICT;

CREATE TABLE order_keys (
    platform TEXT NOT NULL REFERENCES platforms,
    value TEXT NOT NULL CHECK (value NOT IN ('', '0')),
    order_id INTEGER NOT NULL REFERENCES orders,
    grade TEXT NOT NULL,
    field TEXT NOT NULL,
    PRIMARY KEY (platform, value, order_id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_lines (
    order_id INTEGER NOT NULL REFERENCES orders,
    line_no INTEGER NOT NULL,
    remote_id TEXT NOT NULL,
    sku TEXT NOT NULL,
    title TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity >= 0),
    price INTEGER NOT NULL,
    currency TEXT NOT NULL,
    weight INTEGER NOT NULL,
    physical INTEGER NOT NULL,
    fulfilled INTEGER NOT NULL, cancelled INTEGER NOT NULL DEFAULT 0, refunded INTEGER NOT NULL DEFAULT 0, collected INTEGER NOT NULL DEFAULT 0, destination TEXT NOT NULL DEFAULT '', elsewhere INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (order_id, line_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_state (
    order_id INTEGER PRIMARY KEY REFERENCES orders,
    visibility TEXT NOT NULL CHECK (visibility IN ('visible', 'hidden', 'held', 'excluded')),
    status TEXT NOT NULL,
    sort_at INTEGER NOT NULL,
    -- The status was set by a person or a shipment here; an import may not take it back.
    hub_set INTEGER NOT NULL DEFAULT 0,
    tags TEXT NOT NULL,
    why TEXT NOT NULL,
    facts TEXT NOT NULL,
    evidence TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    ruled INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    store_id INTEGER NOT NULL REFERENCES stores,
    remote_id TEXT NOT NULL,
    number TEXT NOT NULL,
    platform TEXT NOT NULL REFERENCES platforms,
    source TEXT NOT NULL,
    placed_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    remote_status TEXT NOT NULL,
    shown_status TEXT NOT NULL,
    total INTEGER NOT NULL,
    currency TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    items TEXT NOT NULL,
    requested_service TEXT NOT NULL,
    prime INTEGER NOT NULL,
    by_platform INTEGER NOT NULL,
    ship_by INTEGER,
    deliver_by INTEGER,
    packages TEXT NOT NULL,
    extra TEXT NOT NULL,
    digest BLOB NOT NULL,
    seen_at INTEGER NOT NULL, packages_known INTEGER NOT NULL DEFAULT 0, conditions TEXT NOT NULL DEFAULT '[]',
    UNIQUE (store_id, remote_id)
) STRICT;

CREATE TABLE overruled (
    order_id INTEGER NOT NULL REFERENCES orders,
    condition TEXT NOT NULL,
    at INTEGER NOT NULL,
    by_ TEXT NOT NULL,
    PRIMARY KEY (order_id, condition)
) STRICT, WITHOUT ROWID;

CREATE TABLE pacing (
    store_id INTEGER NOT NULL REFERENCES stores,
    operation TEXT NOT NULL,
    tokens REAL NOT NULL,
    at INTEGER NOT NULL,
    not_before INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (store_id, operation)
) STRICT, WITHOUT ROWID;

CREATE TABLE package_lines (
    shipment_id INTEGER NOT NULL REFERENCES shipments,
    line_no INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (shipment_id, line_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE payloads (
    listed_id INTEGER PRIMARY KEY REFERENCES listed ON DELETE CASCADE,
    body BLOB NOT NULL
) STRICT;

CREATE TABLE people (
    order_id INTEGER PRIMARY KEY REFERENCES orders,
    buyer TEXT NOT NULL,
    email TEXT NOT NULL,
    name TEXT,
    street1 TEXT,
    street2 TEXT,
    city TEXT,
    state TEXT,
    postcode TEXT,
    country TEXT,
    phone TEXT
, company TEXT, street3 TEXT, packing TEXT) STRICT;

CREATE TABLE platforms (
    id TEXT PRIMARY KEY,
    -- shop or marketplace; empty until the platform is registered.
    role TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE possible_twins (
    copy_id INTEGER NOT NULL REFERENCES orders,
    original_id INTEGER NOT NULL REFERENCES orders,
    -- Whether an id of the copy names the original; otherwise the two are only alike.
    named INTEGER NOT NULL,
    PRIMARY KEY (copy_id, original_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE presets (
    name TEXT PRIMARY KEY,
    -- The code of an option, or 'cheapest' or 'paid'.
    service TEXT NOT NULL,
    length INTEGER CHECK (length > 0),
    width INTEGER CHECK (width > 0),
    height INTEGER CHECK (height > 0),
    weight_rule TEXT CHECK (weight_rule IN ('goods', 'added', 'fixed')),
    grams INTEGER NOT NULL DEFAULT 0 CHECK (grams >= 0),
    at INTEGER NOT NULL,
    by_ TEXT NOT NULL,
    CHECK ((length IS NULL) = (width IS NULL) AND (width IS NULL) = (height IS NULL)
        AND (height IS NULL) = (weight_rule IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE print_jobs (
    id INTEGER PRIMARY KEY,
    -- The name of the job outside: the title in a queue, the name of a file in a folder.
    key TEXT NOT NULL UNIQUE,
    paper TEXT NOT NULL CHECK (paper IN ('label', 'slip')),
    -- The shipment that the label was bought for.
    shipment_id INTEGER NOT NULL REFERENCES shipments,
    -- 1, 2, … of several copies that were asked for together.
    copy INTEGER NOT NULL,
    printer TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('system', 'raw', 'folder')),
    address TEXT NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('pdf', 'png', 'zpl')),
    -- The bytes; they go when the job is no longer queued, because nothing is sent twice.
    content BLOB,
    size INTEGER NOT NULL,
    -- Whether VOID stands across it.
    void INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'taken', 'unknown', 'not_printed')),
    at INTEGER NOT NULL,
    by_ TEXT NOT NULL DEFAULT '',
    -- No byte leaves from this time on.
    deadline INTEGER,
    ended_at INTEGER,
    -- Why it is unknown or was not printed.
    code TEXT,
    facts TEXT NOT NULL DEFAULT '{}',
    -- Of a person who settled it: the name, and what was seen where.
    settled_by TEXT NOT NULL DEFAULT '',
    saw TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE purges (
    platform TEXT NOT NULL REFERENCES platforms,
    account TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    by_ TEXT NOT NULL,
    PRIMARY KEY (platform, account, remote_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rule_marks (
    order_id INTEGER NOT NULL REFERENCES orders,
    action TEXT NOT NULL,
    argument TEXT NOT NULL,
    rule_id INTEGER NOT NULL,
    rule TEXT NOT NULL,
    PRIMARY KEY (order_id, action, argument)
) STRICT, WITHOUT ROWID;

CREATE TABLE rules (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    body TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE search_pending (
    order_id INTEGER PRIMARY KEY, names TEXT, words TEXT, numbers TEXT) STRICT;

CREATE TABLE search_texts (
    order_id INTEGER PRIMARY KEY REFERENCES orders,
    -- The order's number, the platform's id, and tracking numbers that the platform shows.
    names TEXT NOT NULL,
    -- Buyer, SKUs and item names.
    words TEXT NOT NULL
, numbers TEXT NOT NULL DEFAULT '') STRICT;

CREATE VIRTUAL TABLE search_trigrams USING fts5 (names, words, numbers, content = 'search_texts',
    content_rowid = 'order_id', tokenize = 'trigram case_sensitive 1', detail = 'none');

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE shipments (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders,
    state TEXT NOT NULL CHECK (
        state IN ('purchasing', 'unknown', 'labelled', 'voided', 'not_bought', 'elsewhere')
    ),
    route TEXT NOT NULL,
    carrier TEXT NOT NULL,
    service TEXT NOT NULL,
    service_id TEXT NOT NULL,
    -- Durable before the purchase: the carrier is asked by it after a crash.
    reference TEXT NOT NULL UNIQUE,
    tracking TEXT NOT NULL DEFAULT '',
    remote_id TEXT NOT NULL DEFAULT '',
    cost INTEGER,
    currency TEXT,
    at INTEGER NOT NULL,
    settled_at INTEGER
, combined_with INTEGER REFERENCES shipments, by_ TEXT NOT NULL DEFAULT '', destination TEXT NOT NULL DEFAULT '', sent_to BLOB, bought_for INTEGER REFERENCES orders) STRICT;

CREATE TABLE shop_emails (
    store_id INTEGER PRIMARY KEY REFERENCES stores (id),
    -- The last reading that went well; NULL: none has.
    read_at INTEGER,
    tried_at INTEGER NOT NULL,
    -- Packed (code, facts) of why the last reading did not go well; NULL: it did.
    trouble TEXT
) STRICT;

CREATE TABLE sold_lines (
    store_id INTEGER NOT NULL REFERENCES stores,
    line_id TEXT NOT NULL CHECK (line_id NOT IN ('', '0')),
    order_id INTEGER NOT NULL REFERENCES orders,
    PRIMARY KEY (store_id, line_id, order_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE stores (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    platform TEXT NOT NULL REFERENCES platforms,
    account TEXT NOT NULL,
    integration TEXT CHECK (integration IN ('legacy', 'new')),
    market TEXT NOT NULL,
    prime_to_awaiting INTEGER NOT NULL,
    buy_shipping INTEGER NOT NULL,
    connected_at INTEGER NOT NULL,
    -- Another connection to the account took over: nothing is imported through this one any more.
    replaced_at INTEGER
, disconnected_at INTEGER) STRICT;

CREATE TABLE superseded (
    order_id INTEGER PRIMARY KEY REFERENCES orders,
    by_id INTEGER NOT NULL REFERENCES orders CHECK (by_id <> order_id),
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE suspended_twins (
    copy_id INTEGER PRIMARY KEY REFERENCES orders,
    original_id INTEGER NOT NULL REFERENCES orders,
    basis TEXT NOT NULL,
    at INTEGER NOT NULL,
    why TEXT NOT NULL,
    facts TEXT NOT NULL,
    evidence TEXT NOT NULL
) STRICT;

CREATE TABLE twin_refusals (
    copy_id INTEGER NOT NULL REFERENCES orders,
    original_id INTEGER NOT NULL,
    refused_by TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (copy_id, original_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE twins (
    copy_id INTEGER PRIMARY KEY REFERENCES orders,
    original_id INTEGER NOT NULL REFERENCES orders CHECK (original_id <> copy_id),
    basis TEXT NOT NULL CHECK (basis IN ('key', 'person')),
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE wishes (
    order_id INTEGER PRIMARY KEY REFERENCES orders,
    -- The code of a ship option, such as house:ground.
    service TEXT NOT NULL,
    package TEXT NOT NULL,
    note TEXT NOT NULL,
    -- On Hold ends by itself at this time.
    hold_until INTEGER
) STRICT;

-- Indexes.

CREATE INDEX acts_controlled ON acts (look_at) WHERE state = 'done' AND look_at IS NOT NULL;

CREATE INDEX acts_ended ON acts (look_at) WHERE state = 'none' AND look_at IS NOT NULL;

CREATE INDEX acts_of ON acts (shipment_id);

CREATE INDEX acts_of_notice ON acts (notice_id) WHERE notice_id IS NOT NULL;

CREATE INDEX acts_refused ON acts (look_at) WHERE state = 'refused' AND look_at IS NOT NULL;

CREATE INDEX acts_unsettled ON acts (look_at) WHERE state IN ('open', 'unknown');

CREATE UNIQUE INDEX one_act_a_label ON acts (shipment_id, key)
    WHERE shipment_id IS NOT NULL AND notice_id IS NULL AND state IN ('open', 'unknown');

CREATE UNIQUE INDEX one_act_a_notice ON acts (notice_id)
    WHERE notice_id IS NOT NULL AND state IN ('open', 'unknown');

CREATE INDEX batch_entries_of_orders ON batch_entries (order_id);

CREATE INDEX batch_entries_of_shipments ON batch_entries (shipment_id);

CREATE INDEX events_of ON events (order_id) WHERE order_id IS NOT NULL;

CREATE INDEX listed_origin ON listed (origin_platform, origin_value);

CREATE INDEX due ON notices (next_at) WHERE state IN ('pending', 'sending');

CREATE INDEX keys_of_order ON order_keys (order_id);

CREATE INDEX shelf ON order_state (visibility, status, sort_at, order_id);

CREATE INDEX tagged_orders ON order_state (tags) WHERE tags <> '[]';

CREATE INDEX alike_orders ON orders (platform, currency, quantity, placed_at);

CREATE INDEX possible_copies ON possible_twins (original_id);

CREATE UNIQUE INDEX one_print_at_a_time ON print_jobs (shipment_id, paper, copy)
    WHERE state IN ('queued', 'sending');

CREATE INDEX print_jobs_of ON print_jobs (shipment_id);

CREATE INDEX print_jobs_open ON print_jobs (state) WHERE state IN ('queued', 'sending', 'unknown');

CREATE INDEX combined ON shipments (combined_with) WHERE combined_with IS NOT NULL;

CREATE INDEX moved_labels ON shipments (bought_for) WHERE bought_for IS NOT NULL;

CREATE INDEX shipments_by_number ON shipments (upper(replace(tracking, ' ', '')))
    WHERE tracking <> '';

CREATE INDEX shipments_of ON shipments (order_id, state);

CREATE INDEX unsettled ON shipments (at) WHERE state IN ('purchasing', 'unknown');

CREATE INDEX sold_in ON sold_lines (order_id);

CREATE UNIQUE INDEX one_connection_a_market ON stores (platform, account, market)
    WHERE replaced_at IS NULL;

CREATE INDEX combined_into ON superseded (by_id);

CREATE INDEX suspended_of ON suspended_twins (original_id);

CREATE INDEX copies_of ON twins (original_id);

CREATE INDEX holds ON wishes (hold_until) WHERE hold_until IS NOT NULL;
