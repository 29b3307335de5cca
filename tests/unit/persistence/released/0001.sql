-- A hub's file as version 0.1 left it, after a day that has everything.
PRAGMA application_id = 1397248049;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
) STRICT;
INSERT INTO "_sqlite_migrations" VALUES(1,'shiponce','m001_ground','2026-11-24 11:46:28.388506+00:00');
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    order_id INTEGER,
    data TEXT NOT NULL
) STRICT;
INSERT INTO "events" VALUES(1,1795176000000,'connected',NULL,'{"platform":"word.bigcommerce","store":"shop"}');
INSERT INTO "events" VALUES(2,1795176000000,'connected',NULL,'{"platform":"word.amazon","store":"amz"}');
INSERT INTO "events" VALUES(3,1795176000000,'connected',NULL,'{"platform":"word.ebay","store":"bay"}');
INSERT INTO "events" VALUES(4,1795176000000,'imported',1,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}');
INSERT INTO "events" VALUES(5,1795176000000,'imported',2,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}');
INSERT INTO "events" VALUES(6,1795176000000,'imported',3,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}');
INSERT INTO "events" VALUES(7,1795176000000,'listed_quarantine',NULL,'{"remote":"27-9","store":"bay"}');
INSERT INTO "events" VALUES(8,1795176000000,'imported',4,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}');
INSERT INTO "events" VALUES(9,1795176000000,'imported',5,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}');
INSERT INTO "events" VALUES(10,1795176000000,'imported',6,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.storefront"}');
INSERT INTO "events" VALUES(11,1795176000000,'purchase_begun',1,'{"route":"word.route.house"}');
INSERT INTO "events" VALUES(12,1795176000000,'shipped',1,'{"carrier":"House","tracking":"TRACK1"}');
INSERT INTO "events" VALUES(13,1795176000000,'notice_sent',1,'{"store":"amz","tracking":"TRACK1"}');
INSERT INTO "events" VALUES(14,1795176000000,'notice_sent',1,'{"store":"shop","tracking":"TRACK1"}');
INSERT INTO "events" VALUES(15,1795176000000,'rule_added',NULL,'{"rule":"Marketplace copies from BigCommerce"}');
INSERT INTO "events" VALUES(16,1795176000000,'listed_rule',NULL,'{"remote":"1043","store":"shop"}');
INSERT INTO "events" VALUES(17,1795176000000,'purchase_begun',2,'{"route":"word.route.house"}');
INSERT INTO "events" VALUES(18,1795176000000,'shipped',2,'{"carrier":"House","tracking":"TRACK2"}');
INSERT INTO "events" VALUES(19,1795176000000,'voided',2,'{"tracking":"TRACK2"}');
INSERT INTO "events" VALUES(20,1795176000000,'purchase_begun',3,'{"route":"word.route.house"}');
INSERT INTO "events" VALUES(21,1795176000000,'cancelled',6,'{}');
INSERT INTO "events" VALUES(22,1795176000000,'notices_off',NULL,'{"by":"Ada","store":"shop"}');
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
) STRICT;
INSERT INTO "import_state" VALUES(1,1795176000000,1795176000000,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "import_state" VALUES(2,1795175875000,1795176000000,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "import_state" VALUES(3,1795176000000,1795176000000,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE listed (
    id INTEGER PRIMARY KEY,
    store_id INTEGER NOT NULL REFERENCES stores,
    remote_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('rule', 'not_importable', 'quarantine')),
    code TEXT NOT NULL,
    facts TEXT NOT NULL,
    rule_id INTEGER,
    origin_platform TEXT,
    origin_value TEXT,
    digest BLOB NOT NULL,
    at INTEGER NOT NULL,
    let_in_at INTEGER,
    UNIQUE (store_id, remote_id)
) STRICT;
INSERT INTO "listed" VALUES(1,3,'27-9','quarantine','listed.quarantine','{"fault":"total: not an amount"}',NULL,NULL,NULL,X'2AFB9B83F9314E5D029766197F539792',1795176000000,NULL);
INSERT INTO "listed" VALUES(2,1,'1043','rule','listed.rule','{"rule":"Marketplace copies from BigCommerce"}',1,'ebay','27-10411-55083',X'766328A6716280BBE989D086C3D289BD',1795176000000,NULL);
CREATE TABLE notice_switch (
    store_id INTEGER PRIMARY KEY REFERENCES stores,
    on_ INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;
INSERT INTO "notice_switch" VALUES(1,0,1795176000000,'Ada');
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
    at INTEGER NOT NULL,
    UNIQUE (shipment_id, store_id, target_remote)
) STRICT;
INSERT INTO "notices" VALUES(1,1,2,1,'111-0000001-0000001','sent',1,NULL,1795176000000,NULL,NULL,0,NULL,'{}',1795176000000,1795176000000);
INSERT INTO "notices" VALUES(2,1,1,5,'1042','sent',1,NULL,1795176000000,1,1795177800000,0,NULL,'{}',1795176000000,1795176000000);
INSERT INTO "notices" VALUES(3,2,2,2,'111-0000002-0000002','withdrawn',0,NULL,NULL,NULL,NULL,0,'notice.withdrawn','{}',NULL,1795176000000);
CREATE TABLE order_keys (
    platform TEXT NOT NULL,
    value TEXT NOT NULL CHECK (value NOT IN ('', '0')),
    order_id INTEGER NOT NULL REFERENCES orders,
    grade TEXT NOT NULL,
    field TEXT NOT NULL,
    PRIMARY KEY (platform, value, order_id, field)
) STRICT, WITHOUT ROWID;
INSERT INTO "order_keys" VALUES('amazon','111-0000001-0000001',1,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','111-0000001-0000001',5,'proves','external_id');
INSERT INTO "order_keys" VALUES('amazon','111-0000002-0000002',2,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','111-0000003-0000003',3,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','27-10411-55083',4,'proves','orderId');
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
    fulfilled INTEGER NOT NULL,
    PRIMARY KEY (order_id, line_no)
) STRICT, WITHOUT ROWID;
INSERT INTO "order_lines" VALUES(1,1,'l1','MUG-SLATE','Slate mug',2,1299,'USD',400,1,0);
INSERT INTO "order_lines" VALUES(2,1,'l1','MUG-SLATE','Slate mug',2,1299,'USD',400,1,0);
INSERT INTO "order_lines" VALUES(3,1,'l1','MUG-SLATE','Slate mug',2,1299,'USD',400,1,0);
INSERT INTO "order_lines" VALUES(4,1,'l1','MUG-SLATE','Slate mug',2,1299,'USD',400,1,0);
INSERT INTO "order_lines" VALUES(5,1,'l1','MUG-SLATE','Slate mug',2,1299,'USD',400,1,0);
INSERT INTO "order_lines" VALUES(6,1,'l1','MUG-SLATE','Slate mug',2,1299,'USD',400,1,0);
CREATE TABLE order_state (
    order_id INTEGER PRIMARY KEY REFERENCES orders,
    visibility TEXT NOT NULL CHECK (visibility IN ('visible', 'hidden', 'held')),
    status TEXT NOT NULL,
    sort_at INTEGER NOT NULL,
    -- The status was set by a person or a shipment here; an import may not take it back.
    hub_set INTEGER NOT NULL DEFAULT 0,
    tags TEXT NOT NULL,
    why TEXT NOT NULL,
    facts TEXT NOT NULL,
    evidence TEXT NOT NULL,
    decided_at INTEGER NOT NULL
) STRICT;
INSERT INTO "order_state" VALUES(1,'visible','shipped',1795168800000,1,'[]','why.shipped_here','{"carrier":"House","tracking":"TRACK1"}','[]',1795176000000);
INSERT INTO "order_state" VALUES(2,'visible','awaiting_shipment',1795168800000,0,'[]','why.label_voided','{"tracking":"TRACK2"}','[]',1795176000000);
INSERT INTO "order_state" VALUES(3,'visible','awaiting_shipment',1795168800000,0,'[]','why.arrived','{}','[]',1795176000000);
INSERT INTO "order_state" VALUES(4,'visible','awaiting_shipment',1795168800000,0,'[]','why.arrived','{}','[]',1795176000000);
INSERT INTO "order_state" VALUES(5,'hidden','awaiting_shipment',1795168800000,0,'[]','why.hidden','{"field":"external_id","original":"111-0000001-0000001","platform":"word.amazon","value":"111-0000001-0000001"}','[{"field":"external_id","ours":"111-0000001-0000001","theirs":"111-0000001-0000001","agrees":true,"weight":"proves"},{"field":"total","ours":"25.98 USD","theirs":"25.98 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"MUG-SLATE × 2","theirs":"MUG-SLATE × 2","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T10:00+00:00","theirs":"2026-11-20T10:00+00:00","agrees":true,"weight":"likeness"}]',1795176000000);
INSERT INTO "order_state" VALUES(6,'visible','cancelled',1795168800000,1,'[]','why.cancelled_here','{}','[]',1795176000000);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    store_id INTEGER NOT NULL REFERENCES stores,
    remote_id TEXT NOT NULL,
    number TEXT NOT NULL,
    platform TEXT NOT NULL,
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
    seen_at INTEGER NOT NULL,
    UNIQUE (store_id, remote_id)
) STRICT;
INSERT INTO "orders" VALUES(1,2,'111-0000001-0000001','111-0000001-0000001','amazon','amazon',1795168800000,1795172400000,'UNSHIPPED','awaiting_shipment',2598,'USD',2,'MUG-SLATE × 2','',0,0,NULL,NULL,'[]','{}',X'091555D73ABA3F6067561FF06CFFF21D',1795176000000);
INSERT INTO "orders" VALUES(2,2,'111-0000002-0000002','111-0000002-0000002','amazon','amazon',1795168800000,1795172400000,'UNSHIPPED','awaiting_shipment',2598,'USD',2,'MUG-SLATE × 2','',0,0,NULL,NULL,'[]','{}',X'35AB114E7DA3672A60D7778A0251F3D2',1795176000000);
INSERT INTO "orders" VALUES(3,2,'111-0000003-0000003','111-0000003-0000003','amazon','amazon',1795168800000,1795172400000,'UNSHIPPED','awaiting_shipment',2598,'USD',2,'MUG-SLATE × 2','',0,0,NULL,NULL,'[]','{}',X'D51AE81673DF5524A63BEA5526115B6E',1795176000000);
INSERT INTO "orders" VALUES(4,3,'27-10411-55083','27-10411-55083','ebay','ebay',1795168800000,1795172400000,'UNSHIPPED','awaiting_shipment',2598,'USD',2,'MUG-SLATE × 2','',0,0,NULL,NULL,'[]','{}',X'928F54329D12CDD2068CD1A102371B73',1795176000000);
INSERT INTO "orders" VALUES(5,1,'1042','1042','bigcommerce','amazon',1795168800000,1795172400000,'UNSHIPPED','awaiting_shipment',2598,'USD',2,'MUG-SLATE × 2','',0,0,NULL,NULL,'[]','{}',X'30EE25AA1DC80149E1A7742189244C0D',1795176000000);
INSERT INTO "orders" VALUES(6,1,'1050','1050','bigcommerce','storefront',1795168800000,1795172400000,'UNSHIPPED','awaiting_shipment',2598,'USD',2,'MUG-SLATE × 2','',0,0,NULL,NULL,'[]','{}',X'9C1F9889D38B07321176B2062E5021FF',1795176000000);
CREATE TABLE pacing (
    store_id INTEGER NOT NULL REFERENCES stores,
    operation TEXT NOT NULL,
    tokens REAL NOT NULL,
    at INTEGER NOT NULL,
    not_before INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (store_id, operation)
) STRICT, WITHOUT ROWID;
INSERT INTO "pacing" VALUES(1,'confirm',24.0,1795176000000,0);
INSERT INTO "pacing" VALUES(1,'listing',48.0,1795176000000,0);
INSERT INTO "pacing" VALUES(2,'confirm',9.0,1795176000000,0);
INSERT INTO "pacing" VALUES(2,'listing',18.0,1795176000000,0);
CREATE TABLE package_lines (
    shipment_id INTEGER NOT NULL REFERENCES shipments,
    line_no INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (shipment_id, line_no)
) STRICT, WITHOUT ROWID;
INSERT INTO "package_lines" VALUES(1,1,2);
INSERT INTO "package_lines" VALUES(2,1,2);
INSERT INTO "package_lines" VALUES(3,1,2);
CREATE TABLE payloads (
    listed_id INTEGER PRIMARY KEY REFERENCES listed ON DELETE CASCADE,
    body BLOB NOT NULL
) STRICT;
INSERT INTO "payloads" VALUES(1,X'7B7D');
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
) STRICT;
INSERT INTO "people" VALUES(1,'Ada Byron','ada@example.test','Ada Byron','1 Analytical Way','','Reno','NV','','US','');
INSERT INTO "people" VALUES(2,'Ada Byron','ada@example.test','Ada Byron','1 Analytical Way','','Reno','NV','','US','');
INSERT INTO "people" VALUES(3,'Ada Byron','ada@example.test','Ada Byron','1 Analytical Way','','Reno','NV','','US','');
INSERT INTO "people" VALUES(4,'Ada Byron','ada@example.test','Ada Byron','1 Analytical Way','','Reno','NV','','US','');
INSERT INTO "people" VALUES(5,'Ada Byron','ada@example.test','Ada Byron','1 Analytical Way','','Reno','NV','','US','');
INSERT INTO "people" VALUES(6,'Ada Byron','ada@example.test','Ada Byron','1 Analytical Way','','Reno','NV','','US','');
CREATE TABLE rules (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    body TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
INSERT INTO "rules" VALUES(1,1,'{"actions":[["do_not_import",""]],"name":"Marketplace copies from BigCommerce","tests":[["marketplace","equals",["bigcommerce"]],["source","equals",["ebay","amazon"]]]}',1,1795176000000);
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE shipments (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders,
    state TEXT NOT NULL CHECK (
        state IN ('purchasing', 'doubtful', 'labelled', 'voided', 'not_bought')
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
) STRICT;
INSERT INTO "shipments" VALUES(1,1,'labelled','house','House','Ground','ground','SO-1-shipment1','TRACK1','TRACK1',799,'USD',1795176000000,1795176000000);
INSERT INTO "shipments" VALUES(2,2,'voided','house','House','Ground','ground','SO-2-shipment2','TRACK2','TRACK2',799,'USD',1795176000000,1795176000000);
INSERT INTO "shipments" VALUES(3,3,'doubtful','house','','','ground','SO-3-shipment3','','',NULL,NULL,1795176000000,1795176000000);
CREATE TABLE stores (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    platform TEXT NOT NULL CHECK (platform IN ('bigcommerce', 'amazon', 'ebay')),
    account TEXT NOT NULL,
    integration TEXT CHECK (integration IN ('legacy', 'new')),
    market TEXT NOT NULL,
    prime_to_awaiting INTEGER NOT NULL,
    buy_shipping INTEGER NOT NULL,
    connected_at INTEGER NOT NULL,
    UNIQUE (platform, account)
) STRICT;
INSERT INTO "stores" VALUES(1,'shop','bigcommerce','account-shop','legacy','',0,1,1795176000000);
INSERT INTO "stores" VALUES(2,'amz','amazon','account-amz',NULL,'ATVPDKIKX0DER',0,1,1795176000000);
INSERT INTO "stores" VALUES(3,'bay','ebay','account-bay',NULL,'',0,1,1795176000000);
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
INSERT INTO "twins" VALUES(5,1,'key',1795176000000);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX keys_of_order ON order_keys (order_id);
CREATE INDEX shelf ON order_state (visibility, status, sort_at, order_id);
CREATE INDEX copies_of ON twins (original_id);
CREATE INDEX listed_origin ON listed (origin_platform, origin_value);
CREATE INDEX shipments_of ON shipments (order_id, state);
CREATE INDEX unsettled ON shipments (at) WHERE state IN ('purchasing', 'doubtful');
CREATE INDEX due ON notices (next_at) WHERE state IN ('pending', 'sending');
CREATE INDEX events_of ON events (order_id) WHERE order_id IS NOT NULL;
CREATE TRIGGER event_stays BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'guard.events_append_only'); END;
CREATE TRIGGER event_is_kept BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'guard.events_append_only'); END;
CREATE TRIGGER hidden_has_original BEFORE UPDATE OF visibility ON order_state
WHEN NEW.visibility = 'hidden' AND NOT EXISTS (
    SELECT 1 FROM twins t JOIN order_state o ON o.order_id = t.original_id
    WHERE t.copy_id = NEW.order_id AND o.visibility <> 'hidden')
BEGIN SELECT RAISE(ABORT, 'guard.hidden_without_original'); END;
CREATE TRIGGER new_hidden_has_original BEFORE INSERT ON order_state
WHEN NEW.visibility = 'hidden' AND NOT EXISTS (
    SELECT 1 FROM twins t JOIN order_state o ON o.order_id = t.original_id
    WHERE t.copy_id = NEW.order_id AND o.visibility <> 'hidden')
BEGIN SELECT RAISE(ABORT, 'guard.hidden_without_original'); END;
CREATE TRIGGER original_stands BEFORE UPDATE OF visibility ON order_state
WHEN NEW.visibility = 'hidden' AND EXISTS (
    SELECT 1 FROM twins WHERE original_id = NEW.order_id)
BEGIN SELECT RAISE(ABORT, 'guard.original_hidden'); END;
CREATE TRIGGER copy_is_no_original BEFORE INSERT ON twins
WHEN EXISTS (SELECT 1 FROM twins WHERE copy_id = NEW.original_id OR original_id = NEW.copy_id)
BEGIN SELECT RAISE(ABORT, 'guard.original_hidden'); END;
CREATE TRIGGER shipment_is_allowed BEFORE INSERT ON shipments
BEGIN
    SELECT RAISE(ABORT, 'guard.not_visible') WHERE NOT EXISTS (
        SELECT 1 FROM order_state WHERE order_id = NEW.order_id AND visibility = 'visible');
    SELECT RAISE(ABORT, 'guard.purchase_in_flight') WHERE EXISTS (
        SELECT 1 FROM shipments
        WHERE order_id = NEW.order_id AND state IN ('purchasing', 'doubtful'));
    SELECT RAISE(ABORT, 'guard.twin_shipped') WHERE EXISTS (
        SELECT 1 FROM twins t JOIN shipments s
        ON s.order_id = CASE t.copy_id WHEN NEW.order_id THEN t.original_id ELSE t.copy_id END
        WHERE (t.copy_id = NEW.order_id OR t.original_id = NEW.order_id)
        AND s.state IN ('purchasing', 'doubtful', 'labelled'));
    SELECT RAISE(ABORT, 'guard.twin_shipped') WHERE EXISTS (
        SELECT 1 FROM twins mine
        JOIN twins sibling ON sibling.original_id = mine.original_id
        JOIN shipments s ON s.order_id = sibling.copy_id
        WHERE mine.copy_id = NEW.order_id AND sibling.copy_id <> NEW.order_id
        AND s.state IN ('purchasing', 'doubtful', 'labelled'));
    -- Equal read-only keys are one purchase, linked or not: two shops may mirror an original that
    -- is not here. Documented mode does not compare, and a person's no stands above the key.
    SELECT RAISE(ABORT, 'guard.twin_shipped') WHERE coalesce(
        (SELECT value FROM settings WHERE name = 'mode'), 'reconciling') <> 'documented'
    AND EXISTS (
        SELECT 1 FROM order_keys mine
        JOIN order_keys other ON other.platform = mine.platform AND other.value = mine.value
        JOIN shipments s ON s.order_id = other.order_id
        WHERE mine.order_id = NEW.order_id AND other.order_id <> NEW.order_id
        AND mine.grade = 'proves' AND other.grade = 'proves'
        AND s.state IN ('purchasing', 'doubtful', 'labelled')
        AND NOT EXISTS (
            SELECT 1 FROM twin_refusals r
            WHERE (r.copy_id = mine.order_id AND r.original_id IN (0, other.order_id))
            OR (r.copy_id = other.order_id AND r.original_id IN (0, mine.order_id))));
END;
CREATE TRIGGER shipment_stays_dead BEFORE UPDATE OF state ON shipments
WHEN OLD.state IN ('voided', 'not_bought') AND NEW.state NOT IN ('voided', 'not_bought')
BEGIN SELECT RAISE(ABORT, 'guard.shipment_is_over'); END;
CREATE TRIGGER no_unit_twice BEFORE INSERT ON package_lines
WHEN NEW.quantity + (
    SELECT coalesce(sum(p.quantity), 0) FROM package_lines p
    JOIN shipments s ON s.id = p.shipment_id
    WHERE p.line_no = NEW.line_no AND s.state IN ('purchasing', 'doubtful', 'labelled')
    AND s.order_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id)
) > (
    SELECT coalesce(max(l.quantity), 0) FROM order_lines l
    WHERE l.line_no = NEW.line_no
    AND l.order_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id))
BEGIN SELECT RAISE(ABORT, 'guard.unit_twice'); END;
COMMIT;
