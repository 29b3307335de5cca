-- A hub's file as the program before the rooms were renamed left it, in every state.
PRAGMA application_id = 1397248049;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
) STRICT;
INSERT INTO "_sqlite_migrations" VALUES(1,'shiponce','m001_ground','2026-11-30 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'shiponce','m002_replaced_stores','2026-11-30 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'shiponce','m003_superseded','2026-11-30 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'shiponce','m004_rules','2026-11-30 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'shiponce','m005_shipping','2026-11-30 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'shiponce','m006_notices','2026-11-30 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'shiponce','m007_importing','2026-11-30 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'shiponce','m008_actors','2026-11-30 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'shiponce','m009_elsewhere','2026-11-30 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(10,'shiponce','m010_cancellations','2026-11-30 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(11,'shiponce','m011_disconnected_stores','2026-11-30 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(12,'shiponce','m012_emails','2026-11-30 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(13,'shiponce','m013_search','2026-11-30 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(14,'shiponce','m014_same_purchase','2026-11-30 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(15,'shiponce','m015_acts','2026-11-30 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(16,'shiponce','m016_purges','2026-11-30 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(17,'shiponce','m017_controls','2026-11-30 00:00:00+00:00');
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
INSERT INTO "acts" VALUES(1,'buy','done',1,NULL,1,'SO-1-pbdhxvlm','',1795165800000,0,1795165920000,NULL,0,NULL,NULL,NULL,'{}',1795165800000,'clerk','','');
INSERT INTO "acts" VALUES(2,'confirm','done',NULL,1,1,'1ZSHP0016338062551','',1795165860000,1,1795165980000,NULL,0,NULL,NULL,NULL,'{}',1795165860000,'clerk','','');
INSERT INTO "acts" VALUES(3,'confirm','done',NULL,2,3,'1ZSHP0016338062551','',1795165860000,1,1795165980000,NULL,0,NULL,NULL,NULL,'{}',1795165860000,'clerk','','');
INSERT INTO "acts" VALUES(4,'buy','done',2,NULL,2,'SO-3-ulqnvail','',1795165980000,0,1795166100000,NULL,0,NULL,NULL,NULL,'{}',1795165980000,'clerk','','');
INSERT INTO "acts" VALUES(5,'confirm','done',NULL,3,2,'1ZSHP0014386894865','',1795166040000,1,1795166160000,NULL,0,NULL,NULL,NULL,'{}',1795166040000,'clerk','','');
INSERT INTO "acts" VALUES(6,'buy','done',3,NULL,3,'SO-4-16untgo3','',1795166160000,0,1795166280000,NULL,0,NULL,NULL,NULL,'{}',1795166160000,'clerk','','');
INSERT INTO "acts" VALUES(7,'confirm','done',NULL,4,3,'1ZSHP0018607126682','',1795166220000,1,1795166340000,NULL,0,NULL,NULL,NULL,'{}',1795166220000,'clerk','','');
INSERT INTO "acts" VALUES(8,'buy','done',4,NULL,1,'SO-38-llj7ub00','',1795183680000,0,1795183800000,NULL,0,NULL,NULL,NULL,'{}',1795183680000,'clerk','','');
INSERT INTO "acts" VALUES(9,'confirm','done',NULL,5,1,'1ZSHP0017665913747','',1795183740000,1,1795183860000,NULL,0,NULL,NULL,NULL,'{}',1795183740000,'clerk','','');
INSERT INTO "acts" VALUES(10,'confirm','done',NULL,6,3,'1ZSHP0017665913747','',1795183740000,1,1795183860000,NULL,0,NULL,NULL,NULL,'{}',1795183740000,'clerk','','');
INSERT INTO "acts" VALUES(11,'buy','done',5,NULL,2,'SO-42-ov6y2g4s','',1795183860000,0,1795183980000,NULL,0,NULL,NULL,NULL,'{}',1795183860000,'clerk','','');
INSERT INTO "acts" VALUES(12,'confirm','done',NULL,7,2,'1ZSHP0012155916529','',1795183920000,1,1795184040000,NULL,0,NULL,NULL,NULL,'{}',1795183920000,'clerk','','');
INSERT INTO "acts" VALUES(13,'confirm','done',NULL,8,3,'1ZSHP0012155916529','',1795183920000,1,1795184040000,NULL,0,NULL,NULL,NULL,'{}',1795183920000,'clerk','','');
INSERT INTO "acts" VALUES(14,'buy','done',6,NULL,2,'SO-42-04xy3jou','',1795184040000,0,1795184160000,NULL,0,NULL,NULL,NULL,'{}',1795184040000,'clerk','','');
INSERT INTO "acts" VALUES(15,'confirm','done',NULL,9,2,'1ZSHP0012936650679','',1795184100000,1,1795184220000,NULL,0,NULL,NULL,NULL,'{}',1795184100000,'clerk','','');
INSERT INTO "acts" VALUES(16,'confirm','done',NULL,10,3,'1ZSHP0012936650679','',1795184100000,1,1795184220000,NULL,0,NULL,NULL,NULL,'{}',1795184100000,'clerk','','');
INSERT INTO "acts" VALUES(17,'buy','done',7,NULL,3,'SO-49-x0v69fov','',1795184220000,0,1795184340000,NULL,0,NULL,NULL,NULL,'{}',1795184220000,'clerk','','');
INSERT INTO "acts" VALUES(18,'confirm','done',NULL,11,3,'1ZSHP0019678873435','',1795184280000,1,1795184400000,NULL,0,NULL,NULL,NULL,'{}',1795184280000,'clerk','','');
INSERT INTO "acts" VALUES(19,'buy','done',8,NULL,1,'SO-39-cjclghk2','',1795184400000,0,1795184520000,NULL,0,NULL,NULL,NULL,'{}',1795184400000,'clerk','','');
INSERT INTO "acts" VALUES(20,'confirm','done',NULL,12,3,'1ZLV7Q0CQJ2BHEU584','',1795184460000,1,1795184580000,NULL,0,NULL,NULL,NULL,'{}',1795184460000,'clerk','','');
INSERT INTO "acts" VALUES(21,'confirm','done',NULL,13,2,'1Z999AA10123456784','',1795184640000,1,1795184760000,NULL,0,NULL,NULL,NULL,'{}',1795184640000,'clerk','','');
INSERT INTO "acts" VALUES(22,'confirm','done',NULL,14,3,'1Z999AA10123456784','',1795184640000,1,1795184760000,NULL,0,NULL,NULL,NULL,'{}',1795184640000,'clerk','','');
INSERT INTO "acts" VALUES(23,'buy','done',10,NULL,2,'SO-44-0523ql2k','',1795184760000,0,1795184880000,NULL,0,NULL,NULL,NULL,'{}',1795184760000,'clerk','','');
INSERT INTO "acts" VALUES(24,'confirm','done',NULL,15,2,'1ZSHP0013261598943','',1795184820000,1,1795184940000,NULL,0,NULL,NULL,NULL,'{}',1795184820000,'clerk','','');
INSERT INTO "acts" VALUES(25,'confirm','done',NULL,17,2,'1ZSHP0013261598943','',1795184820000,1,1795184940000,NULL,0,NULL,NULL,NULL,'{}',1795184820000,'clerk','','');
INSERT INTO "acts" VALUES(26,'confirm','done',NULL,16,3,'1ZSHP0013261598943','',1795184820000,1,1795184940000,NULL,0,NULL,NULL,NULL,'{}',1795184820000,'clerk','','');
INSERT INTO "acts" VALUES(27,'confirm','done',NULL,18,3,'1ZSHP0013261598943','',1795184820000,1,1795184940000,NULL,0,NULL,NULL,NULL,'{}',1795184820000,'clerk','','');
INSERT INTO "acts" VALUES(28,'buy','done',12,NULL,2,'SO-46-j5dbe38j','',1795184940000,0,1795185060000,NULL,0,NULL,NULL,NULL,'{}',1795184940000,'clerk','','');
INSERT INTO "acts" VALUES(29,'void','done',12,NULL,2,'lbl_57jc2a949ppkzx74','',1795184940000,0,1795185060000,NULL,0,NULL,NULL,NULL,'{}',1795184940000,'Ada','','');
INSERT INTO "acts" VALUES(30,'buy','done',13,NULL,1,'SO-41-m3888emq','',1795184940000,0,1795185060000,NULL,0,NULL,NULL,NULL,'{}',1795184940000,'clerk','','');
INSERT INTO "acts" VALUES(31,'confirm','done',NULL,21,1,'1ZSHP0011370050429','',1795185000000,1,1795185120000,NULL,0,NULL,NULL,NULL,'{}',1795185000000,'clerk','','');
INSERT INTO "acts" VALUES(32,'confirm','done',NULL,22,3,'1ZSHP0011370050429','',1795185000000,1,1795185120000,NULL,0,NULL,NULL,NULL,'{}',1795185000000,'clerk','','');
INSERT INTO "acts" VALUES(33,'void','done',13,NULL,1,'lbl_rxnd2pjqsagph0t8','',1795185120000,0,1795185240000,NULL,0,NULL,NULL,NULL,'{}',1795185120000,'Ada','','');
INSERT INTO "acts" VALUES(34,'buy','done',14,NULL,1,'SO-41-esevscyh','',1795185300000,0,1795185420000,NULL,0,NULL,NULL,NULL,'{}',1795185300000,'clerk','','');
INSERT INTO "acts" VALUES(35,'correct','done',NULL,23,1,'1ZSHP0016701447322','1ZSHP0011370050429',1795185360000,1,1795185480000,NULL,0,NULL,NULL,NULL,'{}',1795185360000,'clerk','','');
INSERT INTO "acts" VALUES(36,'correct','done',NULL,24,3,'1ZSHP0016701447322','1ZSHP0011370050429',1795185360000,1,1795185480000,NULL,0,NULL,NULL,NULL,'{}',1795185360000,'clerk','','');
INSERT INTO "acts" VALUES(37,'confirm','done',NULL,25,3,'JD0146','',1795185540000,1,1795185660000,NULL,0,NULL,NULL,NULL,'{}',1795185540000,'clerk','','');
INSERT INTO "acts" VALUES(38,'confirm','refused',NULL,26,2,'1ZE3','',1795189560000,1,1795189680000,NULL,0,NULL,NULL,NULL,'{}',1795189560000,'clerk','','');
INSERT INTO "acts" VALUES(39,'confirm','done',NULL,27,3,'1ZE3','',1795189560000,1,1795189680000,NULL,0,NULL,NULL,NULL,'{}',1795189560000,'clerk','','');
INSERT INTO "acts" VALUES(40,'confirm','done',NULL,28,3,'1Z1','',1795191900000,1,1795192020000,NULL,0,NULL,NULL,NULL,'{}',1795191900000,'clerk','','');
INSERT INTO "acts" VALUES(41,'confirm','done',NULL,29,3,'','',1795191900000,1,1795192020000,NULL,0,NULL,NULL,NULL,'{}',1795191900000,'clerk','','');
INSERT INTO "acts" VALUES(42,'buy','done',20,NULL,3,'SO-68-c8u05ib9','',1795193580000,0,1795193700000,NULL,0,NULL,NULL,NULL,'{}',1795193580000,'clerk','','');
INSERT INTO "acts" VALUES(43,'buy','done',21,NULL,3,'SO-69-95z73o48','',1795193580000,0,1795193700000,NULL,0,NULL,NULL,NULL,'{}',1795193580000,'clerk','','');
INSERT INTO "acts" VALUES(44,'buy','done',22,NULL,3,'SO-70-u7ejy4kx','',1795193580000,0,1795193700000,NULL,0,NULL,NULL,NULL,'{}',1795193580000,'clerk','','');
INSERT INTO "acts" VALUES(45,'confirm','done',NULL,30,2,'1Z-BAD-1','',1795193640000,1,1795193760000,NULL,0,NULL,NULL,NULL,'{}',1795193640000,'clerk','','');
INSERT INTO "acts" VALUES(46,'confirm','done',NULL,31,3,'1Z-BAD-1','',1795193640000,1,1795193760000,NULL,0,NULL,NULL,NULL,'{}',1795193640000,'clerk','','');
INSERT INTO "acts" VALUES(47,'confirm','refused',NULL,32,3,'1ZSHP0016932762103','',1795193640000,1,1795193760000,NULL,0,NULL,NULL,NULL,'{}',1795193640000,'clerk','','');
INSERT INTO "acts" VALUES(48,'confirm','refused',NULL,33,3,'1ZSHP0012695067120','',1795193640000,1,1795193760000,NULL,0,NULL,NULL,NULL,'{}',1795193640000,'clerk','','');
INSERT INTO "acts" VALUES(49,'confirm','refused',NULL,34,3,'1ZSHP0018241621071','',1795193640000,1,1795193760000,NULL,0,NULL,NULL,NULL,'{}',1795193640000,'clerk','','');
INSERT INTO "acts" VALUES(50,'emails','done',NULL,NULL,3,'669739=off','',1795196460000,0,1795196580000,NULL,0,NULL,NULL,NULL,'{}',1795196460000,'clerk','','');
INSERT INTO "acts" VALUES(51,'emails','done',NULL,NULL,3,'669436=off','',1795196460000,0,1795196580000,NULL,0,NULL,NULL,NULL,'{}',1795196460000,'clerk','','');
INSERT INTO "acts" VALUES(52,'emails','done',NULL,NULL,3,'662329=off','',1795196460000,0,1795196580000,NULL,0,NULL,NULL,NULL,'{}',1795196460000,'clerk','','');
INSERT INTO "acts" VALUES(53,'buy','done',23,NULL,4,'SO-73-95nqxx8k','',1795197060000,0,1795197180000,NULL,0,NULL,NULL,NULL,'{}',1795197060000,'clerk','','');
INSERT INTO "acts" VALUES(54,'confirm','done',NULL,35,4,'1ZSHP0013512269691','',1795197120000,1,1795197240000,NULL,0,NULL,NULL,NULL,'{}',1795197120000,'clerk','','');
INSERT INTO "acts" VALUES(55,'confirm','done',NULL,36,3,'1ZSHP0013512269691','',1795197120000,1,1795197240000,NULL,0,NULL,NULL,NULL,'{}',1795197120000,'clerk','','');
INSERT INTO "acts" VALUES(56,'buy','none',24,NULL,1,'SO-81-q5jsmw48','',1795203600000,0,1795203720000,1795203630000,5,NULL,1795204530000,NULL,'{}',1795204650000,'clerk','','');
INSERT INTO "acts" VALUES(57,'buy','done',25,NULL,1,'SO-83-76tg7qlz','',1795206930000,0,1795207050000,NULL,0,NULL,NULL,NULL,'{}',1795206930000,'clerk','','');
INSERT INTO "acts" VALUES(58,'confirm','done',NULL,37,1,'1ZSHP0017366721942','',1795206990000,1,1795207110000,NULL,0,NULL,NULL,NULL,'{}',1795206990000,'clerk','','');
INSERT INTO "acts" VALUES(59,'buy','done',26,NULL,1,'SO-89-k8jdrt4n','',1795213290000,0,1795213410000,NULL,0,NULL,NULL,NULL,'{}',1795213290000,'clerk','','');
INSERT INTO "acts" VALUES(60,'confirm','done',NULL,38,5,'9499995766625414178070','',1795213350000,1,1795213470000,NULL,0,NULL,NULL,NULL,'{}',1795213350000,'clerk','','');
INSERT INTO "acts" VALUES(61,'void','unknown',26,NULL,1,'c5a5c220-77b9-3ab6-1f05-36303a36657e','',1795213590000,0,1795213710000,1795213620000,3,1795213920000,NULL,'act.not_read','{"operation":"word.call.getShipment","platform":"word.amazon"}',NULL,'clerk','','');
INSERT INTO "acts" VALUES(62,'buy','unknown',27,NULL,1,'SO-88-ma5bpga9','',1795213620000,0,1795213740000,1795213650000,3,1795213920000,NULL,'act.not_read','{"operation":"word.call.getOrder","platform":"word.amazon"}',NULL,'clerk','','');
INSERT INTO "acts" VALUES(63,'buy','done',28,NULL,2,'SO-93-8fbxetel','',1795213650000,0,1795213770000,NULL,0,NULL,NULL,NULL,'{}',1795213650000,'clerk','','');
INSERT INTO "acts" VALUES(64,'confirm','unknown',NULL,39,2,'1ZSHP0019991530007','',1795213710000,1,1795213830000,1795213710000,2,1795213860000,NULL,'act.not_read','{"operation":"word.call.getShippingFulfillments","platform":"word.ebay"}',NULL,'clerk','','');
INSERT INTO "acts" VALUES(65,'buy','done',29,NULL,2,'SO-94-i15in5sz','',1795213710000,0,1795213830000,NULL,0,NULL,NULL,NULL,'{}',1795213710000,'clerk','','');
INSERT INTO "acts" VALUES(66,'confirm','unknown',NULL,41,2,'1ZSHP0018849439474','',1795213710000,1,1795213830000,1795213740000,1,1795213830000,NULL,'act.not_read','{"operation":"word.call.getShippingFulfillments","platform":"word.ebay"}',NULL,'clerk','','');
INSERT INTO "acts" VALUES(67,'buy','done',30,NULL,2,'SO-98-2r5ywzxd','',1795213740000,0,1795213860000,NULL,0,NULL,NULL,NULL,'{}',1795213740000,'clerk','','');
INSERT INTO "acts" VALUES(68,'confirm','done',NULL,43,2,'1ZSHP0016585326438','',1795213800000,1,1795213920000,NULL,0,NULL,NULL,NULL,'{}',1795213800000,'clerk','','');
INSERT INTO "acts" VALUES(69,'confirm','done',NULL,44,5,'1ZSHP0016585326438','',1795213800000,1,1795213920000,NULL,0,NULL,NULL,NULL,'{}',1795213800000,'clerk','','');
INSERT INTO "acts" VALUES(70,'buy','done',31,NULL,2,'SO-95-cy0bdtbg','',1795213800000,0,1795213920000,NULL,0,NULL,NULL,NULL,'{}',1795213800000,'clerk','','');
INSERT INTO "acts" VALUES(71,'confirm','open',NULL,45,2,'1ZSHP0013698765070','',1795213800000,1,1795213920000,NULL,0,1795213920000,NULL,NULL,'{}',NULL,'clerk','','');
INSERT INTO "acts" VALUES(72,'buy','open',32,NULL,1,'SO-90-19334t8n','',1795213800000,0,1795213920000,NULL,0,1795213920000,NULL,NULL,'{}',NULL,'clerk','','');
INSERT INTO "acts" VALUES(73,'buy','done',33,NULL,2,'SO-96-5ud2rma7','',1795213800000,0,1795213920000,NULL,0,NULL,NULL,NULL,'{}',1795213800000,'clerk','','');
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
INSERT INTO "cancellations" VALUES(25,1795176000000,'clerk','awaiting_shipment',0,'why.origin_unknown','{}','[]',NULL);
INSERT INTO "cancellations" VALUES(26,1795177800000,'clerk','awaiting_shipment',0,'why.arrived','{}','[]',NULL);
INSERT INTO "cancellations" VALUES(34,1795177800000,'clerk','awaiting_shipment',0,'why.hidden','{"field":"external_id","original":"112-5231472-9924215","platform":"word.amazon","value":"112-5231472-9924215"}','[{"field":"external_id","ours":"112-5231472-9924215","theirs":"112-5231472-9924215","agrees":true,"weight":"proves"},{"field":"external_order_id","ours":"112-5231472-9924215","theirs":"112-5231472-9924215","agrees":true,"weight":"supports"},{"field":"total","ours":"67.91 USD","theirs":"67.91 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP8 × 3","theirs":"CUP8 × 3","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T12:11+00:00","theirs":"2026-11-20T12:10+00:00","agrees":true,"weight":"likeness"}]',NULL);
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
INSERT INTO "channel_emails" VALUES(3,'1','shop',NULL,NULL,1);
INSERT INTO "channel_emails" VALUES(3,'669739','Amazon amz','amazon',0,0);
INSERT INTO "channel_emails" VALUES(3,'669436','eBay bay','ebay',0,0);
INSERT INTO "channel_emails" VALUES(3,'662329','eBay bay2','ebay',0,0);
INSERT INTO "channel_emails" VALUES(5,'1','shop',NULL,NULL,1);
INSERT INTO "channel_emails" VALUES(5,'669739','Amazon amz','amazon',0,0);
INSERT INTO "channel_emails" VALUES(5,'669436','eBay bay','ebay',0,0);
INSERT INTO "channel_emails" VALUES(5,'662329','eBay bay2','ebay',0,0);
CREATE TABLE emails_switched_off (
    store_id INTEGER NOT NULL REFERENCES stores (id),
    channel TEXT NOT NULL,
    -- What the channel said of its own before, NULL: nothing. Switching on brings it back.
    was INTEGER,
    PRIMARY KEY (store_id, channel)
) STRICT;
INSERT INTO "emails_switched_off" VALUES(5,'669739',NULL);
INSERT INTO "emails_switched_off" VALUES(5,'669436',NULL);
INSERT INTO "emails_switched_off" VALUES(5,'662329',NULL);
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    order_id INTEGER,
    data TEXT NOT NULL
, by_ TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "events" VALUES(1,1795165200000,'mode_chosen',NULL,'{"mode":"word.documented"}','clerk');
INSERT INTO "events" VALUES(2,1795165200000,'connected',NULL,'{"platform":"word.amazon","store":"amz"}','clerk');
INSERT INTO "events" VALUES(3,1795165200000,'connected',NULL,'{"platform":"word.ebay","store":"bay"}','clerk');
INSERT INTO "events" VALUES(4,1795165200000,'connected',NULL,'{"platform":"word.bigcommerce","store":"shop"}','clerk');
INSERT INTO "events" VALUES(5,1795165200000,'method_chosen',NULL,'{"method":"B"}','clerk');
INSERT INTO "events" VALUES(6,1795165500000,'imported',1,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(7,1795165500000,'imported',2,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(8,1795165800000,'imported',3,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(9,1795165800000,'imported',4,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.no_id_shown"}','clerk');
INSERT INTO "events" VALUES(10,1795165800000,'purchase_begun',1,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(11,1795165800000,'shipped',1,'{"carrier":"UPS","tracking":"1ZSHP0016338062551"}','clerk');
INSERT INTO "events" VALUES(12,1795165860000,'notice_sent',1,'{"store":"amz","tracking":"1ZSHP0016338062551"}','clerk');
INSERT INTO "events" VALUES(13,1795165860000,'notice_sent',1,'{"store":"shop","tracking":"1ZSHP0016338062551"}','clerk');
INSERT INTO "events" VALUES(14,1795165980000,'purchase_begun',3,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(15,1795165980000,'shipped',3,'{"carrier":"UPS","tracking":"1ZSHP0014386894865"}','clerk');
INSERT INTO "events" VALUES(16,1795166040000,'notice_sent',3,'{"store":"bay","tracking":"1ZSHP0014386894865"}','clerk');
INSERT INTO "events" VALUES(17,1795166160000,'purchase_begun',4,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(18,1795166160000,'shipped',4,'{"carrier":"UPS","tracking":"1ZSHP0018607126682"}','clerk');
INSERT INTO "events" VALUES(19,1795166220000,'notice_sent',4,'{"store":"shop","tracking":"1ZSHP0018607126682"}','clerk');
INSERT INTO "events" VALUES(20,1795168740000,'status_there',2,'{"after":"word.status.shipped","before":"word.status.awaiting_shipment"}','clerk');
INSERT INTO "events" VALUES(21,1795168920000,'mode_chosen',NULL,'{"mode":"word.reconciling"}','clerk');
INSERT INTO "events" VALUES(22,1795171500000,'rule_added',NULL,'{"rule":"Gifts"}','clerk');
INSERT INTO "events" VALUES(23,1795171500000,'rule_added',NULL,'{"rule":"Dear"}','clerk');
INSERT INTO "events" VALUES(24,1795171500000,'rule_added',NULL,'{"rule":"Later"}','clerk');
INSERT INTO "events" VALUES(25,1795171500000,'rule_added',NULL,'{"rule":"Off"}','clerk');
INSERT INTO "events" VALUES(26,1795171500000,'rule_added',NULL,'{"rule":"No jars by eBay"}','clerk');
INSERT INTO "events" VALUES(27,1795173000000,'imported',5,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(28,1795173000000,'ruled',5,'{"rule":"Gifts","rule_id":1}','clerk');
INSERT INTO "events" VALUES(29,1795173000000,'listed_rule',NULL,'{"remote":"74-43708-08346","store":"bay"}','clerk');
INSERT INTO "events" VALUES(30,1795173000000,'listed_rule',NULL,'{"remote":"61-64715-66818","store":"bay"}','clerk');
INSERT INTO "events" VALUES(31,1795173000000,'imported',6,'{"status":"word.status.on_hold","store":"bay","why":"why.held_by_rule"}','clerk');
INSERT INTO "events" VALUES(32,1795173000000,'ruled',6,'{"rule":"Gifts","rule_id":1}','clerk');
INSERT INTO "events" VALUES(33,1795173000000,'ruled',6,'{"rule":"Dear","rule_id":2}','clerk');
INSERT INTO "events" VALUES(34,1795173000000,'imported',7,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(35,1795173000000,'imported',8,'{"status":"word.status.on_hold","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(36,1795173000000,'imported',9,'{"status":"word.status.on_hold","store":"shop","why":"why.held_by_rule"}','clerk');
INSERT INTO "events" VALUES(37,1795173000000,'imported',10,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.original_awaited"}','clerk');
INSERT INTO "events" VALUES(38,1795173000000,'imported',11,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.original_awaited"}','clerk');
INSERT INTO "events" VALUES(39,1795173000000,'ruled',7,'{"rule":"Gifts","rule_id":1}','clerk');
INSERT INTO "events" VALUES(40,1795173000000,'ruled',8,'{"rule":"Gifts","rule_id":1}','clerk');
INSERT INTO "events" VALUES(41,1795173000000,'ruled',8,'{"rule":"Dear","rule_id":2}','clerk');
INSERT INTO "events" VALUES(42,1795173000000,'ruled',9,'{"rule":"Later","rule_id":3}','clerk');
INSERT INTO "events" VALUES(43,1795173000000,'imported',12,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(44,1795173000000,'hidden',11,'{"original":"61-64715-66818"}','clerk');
INSERT INTO "events" VALUES(45,1795174800000,'imported',13,'{"status":"word.status.awaiting_payment","store":"amz","why":"why.arrived_awaiting_payment"}','clerk');
INSERT INTO "events" VALUES(46,1795174800000,'imported',14,'{"status":"word.status.shipped","store":"amz","why":"why.by_platform"}','clerk');
INSERT INTO "events" VALUES(47,1795174800000,'listed_quarantine',NULL,'{"remote":"65-34177-88881","store":"bay"}','clerk');
INSERT INTO "events" VALUES(48,1795174800000,'listed_not_importable',NULL,'{"remote":"88-27531-05014","store":"bay"}','clerk');
INSERT INTO "events" VALUES(49,1795174800000,'listed_not_importable',NULL,'{"remote":"1008","store":"shop"}','clerk');
INSERT INTO "events" VALUES(50,1795174800000,'listed_not_importable',NULL,'{"remote":"1009","store":"shop"}','clerk');
INSERT INTO "events" VALUES(51,1795174800000,'imported',15,'{"status":"word.status.shipped","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(52,1795174800000,'imported',16,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.original_awaited"}','clerk');
INSERT INTO "events" VALUES(53,1795174800000,'imported',17,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.storefront"}','clerk');
INSERT INTO "events" VALUES(54,1795176000000,'imported',18,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(55,1795176000000,'imported',19,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(56,1795176000000,'imported',20,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(57,1795176000000,'imported',21,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(58,1795176000000,'imported',22,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.origin_unknown"}','clerk');
INSERT INTO "events" VALUES(59,1795176000000,'imported',23,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.origin_unknown"}','clerk');
INSERT INTO "events" VALUES(60,1795176000000,'imported',24,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.origin_unknown"}','clerk');
INSERT INTO "events" VALUES(61,1795176000000,'imported',25,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.origin_unknown"}','clerk');
INSERT INTO "events" VALUES(62,1795176000000,'twin_confirmed',23,'{"by":"Ada","original":"40-86781-28718"}','Ada');
INSERT INTO "events" VALUES(63,1795176000000,'original_rejected',24,'{"by":"Ada","original":"112-1810183-3264939"}','Ada');
INSERT INTO "events" VALUES(64,1795176000000,'cancelled',25,'{}','clerk');
INSERT INTO "events" VALUES(65,1795177800000,'imported',26,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(66,1795177800000,'imported',27,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(67,1795177800000,'imported',28,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(68,1795177800000,'imported',29,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(69,1795177800000,'imported',30,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(70,1795177800000,'imported',31,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(71,1795177800000,'imported',32,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(72,1795177800000,'imported',33,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(73,1795177800000,'imported',34,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(74,1795177800000,'imported',35,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(75,1795177800000,'imported',36,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(76,1795177800000,'imported',37,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(77,1795177800000,'cancelled',26,'{}','clerk');
INSERT INTO "events" VALUES(78,1795177800000,'cancelled',29,'{}','clerk');
INSERT INTO "events" VALUES(79,1795177800000,'restored',29,'{"status":"word.status.awaiting_shipment"}','clerk');
INSERT INTO "events" VALUES(80,1795177800000,'cancelled',34,'{}','clerk');
INSERT INTO "events" VALUES(81,1795177800000,'hold_put',28,'{}','clerk');
INSERT INTO "events" VALUES(82,1795177800000,'hold_put',31,'{}','clerk');
INSERT INTO "events" VALUES(83,1795177800000,'hold_released',31,'{}','clerk');
INSERT INTO "events" VALUES(84,1795180200000,'status_there',30,'{"after":"word.status.cancelled","before":"word.status.awaiting_shipment"}','clerk');
INSERT INTO "events" VALUES(85,1795180200000,'status_there',35,'{"after":"word.status.cancelled","before":"word.status.awaiting_shipment"}','clerk');
INSERT INTO "events" VALUES(86,1795183680000,'imported',38,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(87,1795183680000,'imported',39,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(88,1795183680000,'imported',40,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(89,1795183680000,'imported',41,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(90,1795183680000,'imported',42,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(91,1795183680000,'imported',43,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(92,1795183680000,'imported',44,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(93,1795183680000,'imported',45,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(94,1795183680000,'imported',46,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(95,1795183680000,'ruled',45,'{"rule":"Gifts","rule_id":1}','clerk');
INSERT INTO "events" VALUES(96,1795183680000,'imported',47,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(97,1795183680000,'imported',48,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(98,1795183680000,'imported',49,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.storefront"}','clerk');
INSERT INTO "events" VALUES(99,1795183680000,'imported',50,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(100,1795183680000,'imported',51,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(101,1795183680000,'imported',52,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(102,1795183680000,'imported',53,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(103,1795183680000,'imported',54,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(104,1795183680000,'imported',55,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(105,1795183680000,'imported',56,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(106,1795183680000,'imported',57,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.storefront"}','clerk');
INSERT INTO "events" VALUES(107,1795183680000,'ruled',54,'{"rule":"Gifts","rule_id":1}','clerk');
INSERT INTO "events" VALUES(108,1795183680000,'purchase_begun',38,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(109,1795183680000,'shipped',38,'{"carrier":"UPS","tracking":"1ZSHP0017665913747"}','clerk');
INSERT INTO "events" VALUES(110,1795183740000,'notice_sent',38,'{"store":"amz","tracking":"1ZSHP0017665913747"}','clerk');
INSERT INTO "events" VALUES(111,1795183740000,'notice_sent',38,'{"store":"shop","tracking":"1ZSHP0017665913747"}','clerk');
INSERT INTO "events" VALUES(112,1795183860000,'purchase_begun',42,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(113,1795183860000,'shipped',42,'{"carrier":"UPS","tracking":"1ZSHP0012155916529"}','clerk');
INSERT INTO "events" VALUES(114,1795183920000,'notice_sent',42,'{"store":"bay","tracking":"1ZSHP0012155916529"}','clerk');
INSERT INTO "events" VALUES(115,1795183920000,'notice_sent',42,'{"store":"shop","tracking":"1ZSHP0012155916529"}','clerk');
INSERT INTO "events" VALUES(116,1795184040000,'purchase_begun',42,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(117,1795184040000,'shipped',42,'{"carrier":"UPS","tracking":"1ZSHP0012936650679"}','clerk');
INSERT INTO "events" VALUES(118,1795184100000,'notice_sent',42,'{"store":"bay","tracking":"1ZSHP0012936650679"}','clerk');
INSERT INTO "events" VALUES(119,1795184100000,'notice_sent',42,'{"store":"shop","tracking":"1ZSHP0012936650679"}','clerk');
INSERT INTO "events" VALUES(120,1795184220000,'purchase_begun',49,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(121,1795184220000,'shipped',49,'{"carrier":"UPS","tracking":"1ZSHP0019678873435"}','clerk');
INSERT INTO "events" VALUES(122,1795184280000,'notice_sent',49,'{"store":"shop","tracking":"1ZSHP0019678873435"}','clerk');
INSERT INTO "events" VALUES(123,1795184400000,'purchase_begun',39,'{"route":"word.route.buy_shipping"}','clerk');
INSERT INTO "events" VALUES(124,1795184400000,'shipped',39,'{"carrier":"UPS","tracking":"1ZLV7Q0CQJ2BHEU584"}','clerk');
INSERT INTO "events" VALUES(125,1795184460000,'notice_sent',39,'{"store":"shop","tracking":"1ZLV7Q0CQJ2BHEU584"}','clerk');
INSERT INTO "events" VALUES(126,1795184580000,'entry_begun',43,'{"route":"word.route.manual"}','clerk');
INSERT INTO "events" VALUES(127,1795184580000,'shipped',43,'{"carrier":"UPS","tracking":"1Z999AA10123456784"}','clerk');
INSERT INTO "events" VALUES(128,1795184640000,'notice_sent',43,'{"store":"bay","tracking":"1Z999AA10123456784"}','clerk');
INSERT INTO "events" VALUES(129,1795184640000,'notice_sent',43,'{"store":"shop","tracking":"1Z999AA10123456784"}','clerk');
INSERT INTO "events" VALUES(130,1795184760000,'purchase_begun',44,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(131,1795184760000,'purchase_begun',45,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(132,1795184760000,'shipped',44,'{"carrier":"UPS","tracking":"1ZSHP0013261598943"}','clerk');
INSERT INTO "events" VALUES(133,1795184760000,'shipped',45,'{"carrier":"UPS","tracking":"1ZSHP0013261598943"}','clerk');
INSERT INTO "events" VALUES(134,1795184820000,'notice_sent',44,'{"store":"bay","tracking":"1ZSHP0013261598943"}','clerk');
INSERT INTO "events" VALUES(135,1795184820000,'notice_sent',45,'{"store":"bay","tracking":"1ZSHP0013261598943"}','clerk');
INSERT INTO "events" VALUES(136,1795184820000,'notice_sent',44,'{"store":"shop","tracking":"1ZSHP0013261598943"}','clerk');
INSERT INTO "events" VALUES(137,1795184820000,'notice_sent',45,'{"store":"shop","tracking":"1ZSHP0013261598943"}','clerk');
INSERT INTO "events" VALUES(138,1795184940000,'purchase_begun',46,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(139,1795184940000,'shipped',46,'{"carrier":"UPS","tracking":"1ZSHP0016803410122"}','clerk');
INSERT INTO "events" VALUES(140,1795184940000,'voided',46,'{"tracking":"1ZSHP0016803410122"}','Ada');
INSERT INTO "events" VALUES(141,1795184940000,'purchase_begun',41,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(142,1795184940000,'shipped',41,'{"carrier":"UPS","tracking":"1ZSHP0011370050429"}','clerk');
INSERT INTO "events" VALUES(143,1795185000000,'notice_sent',41,'{"store":"amz","tracking":"1ZSHP0011370050429"}','clerk');
INSERT INTO "events" VALUES(144,1795185000000,'notice_sent',41,'{"store":"shop","tracking":"1ZSHP0011370050429"}','clerk');
INSERT INTO "events" VALUES(145,1795185120000,'voided',41,'{"tracking":"1ZSHP0011370050429"}','Ada');
INSERT INTO "events" VALUES(146,1795185300000,'purchase_begun',41,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(147,1795185300000,'shipped',41,'{"carrier":"UPS","tracking":"1ZSHP0016701447322"}','clerk');
INSERT INTO "events" VALUES(148,1795185360000,'notice_sent',41,'{"store":"amz","tracking":"1ZSHP0016701447322"}','clerk');
INSERT INTO "events" VALUES(149,1795185360000,'notice_sent',41,'{"store":"shop","tracking":"1ZSHP0016701447322"}','clerk');
INSERT INTO "events" VALUES(150,1795185480000,'entry_begun',57,'{"route":"word.route.manual"}','clerk');
INSERT INTO "events" VALUES(151,1795185480000,'shipped',57,'{"carrier":"DHL","tracking":"JD0146"}','clerk');
INSERT INTO "events" VALUES(152,1795185540000,'notice_sent',57,'{"store":"shop","tracking":"JD0146"}','clerk');
INSERT INTO "events" VALUES(153,1795185660000,'entry_taken_back',57,'{"tracking":"JD0146"}','Ada');
INSERT INTO "events" VALUES(154,1795188060000,'status_there',42,'{"after":"word.status.shipped","before":"word.status.awaiting_shipment"}','clerk');
INSERT INTO "events" VALUES(155,1795188060000,'status_there',47,'{"after":"word.status.shipped","before":"word.status.awaiting_shipment"}','clerk');
INSERT INTO "events" VALUES(156,1795188060000,'status_there',50,'{"after":"word.status.shipped","before":"word.status.awaiting_shipment"}','clerk');
INSERT INTO "events" VALUES(157,1795188060000,'status_there',51,'{"after":"word.status.shipped","before":"word.status.awaiting_shipment"}','clerk');
INSERT INTO "events" VALUES(158,1795188060000,'status_there',53,'{"after":"word.status.shipped","before":"word.status.awaiting_shipment"}','clerk');
INSERT INTO "events" VALUES(159,1795188060000,'status_there',54,'{"after":"word.status.shipped","before":"word.status.awaiting_shipment"}','clerk');
INSERT INTO "events" VALUES(160,1795188060000,'status_there',56,'{"after":"word.status.shipped","before":"word.status.awaiting_shipment"}','clerk');
INSERT INTO "events" VALUES(161,1795189140000,'imported',58,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(162,1795189140000,'imported',59,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(163,1795189140000,'imported',60,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(164,1795189140000,'imported',61,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(165,1795189140000,'imported',62,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(166,1795189140000,'imported',63,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(167,1795189500000,'entry_begun',60,'{"route":"word.route.manual"}','clerk');
INSERT INTO "events" VALUES(168,1795189500000,'shipped',60,'{"carrier":"UPS","tracking":"1ZE3"}','clerk');
INSERT INTO "events" VALUES(169,1795189560000,'notice_already_known',60,'{"store":"bay","tracking":"1ZE3"}','clerk');
INSERT INTO "events" VALUES(170,1795189560000,'notice_sent',60,'{"store":"shop","tracking":"1ZE3"}','clerk');
INSERT INTO "events" VALUES(171,1795191900000,'status_there',58,'{"after":"word.status.shipped","before":"word.status.awaiting_shipment"}','clerk');
INSERT INTO "events" VALUES(172,1795191900000,'shipped_elsewhere',58,'{}','clerk');
INSERT INTO "events" VALUES(173,1795191900000,'original_shipped_elsewhere',61,'{"original":"113-2844355-5245777"}','clerk');
INSERT INTO "events" VALUES(174,1795191900000,'status_there',59,'{"after":"word.status.shipped","before":"word.status.awaiting_shipment"}','clerk');
INSERT INTO "events" VALUES(175,1795191900000,'shipped_elsewhere',59,'{}','clerk');
INSERT INTO "events" VALUES(176,1795191900000,'original_shipped_elsewhere',62,'{"original":"57-45726-58000"}','clerk');
INSERT INTO "events" VALUES(177,1795191900000,'status_there',63,'{"after":"word.status.shipped","before":"word.status.awaiting_shipment"}','clerk');
INSERT INTO "events" VALUES(178,1795191900000,'notice_sent',58,'{"store":"shop","tracking":"1Z1"}','clerk');
INSERT INTO "events" VALUES(179,1795191900000,'notice_sent',59,'{"store":"shop","tracking":""}','clerk');
INSERT INTO "events" VALUES(180,1795193580000,'imported',64,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(181,1795193580000,'imported',65,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(182,1795193580000,'status_there',61,'{"after":"word.status.shipped","before":"word.status.awaiting_shipment"}','clerk');
INSERT INTO "events" VALUES(183,1795193580000,'status_there',62,'{"after":"word.status.shipped","before":"word.status.awaiting_shipment"}','clerk');
INSERT INTO "events" VALUES(184,1795193580000,'imported',66,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(185,1795193580000,'imported',67,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(186,1795193580000,'imported',68,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.storefront"}','clerk');
INSERT INTO "events" VALUES(187,1795193580000,'imported',69,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.storefront"}','clerk');
INSERT INTO "events" VALUES(188,1795193580000,'imported',70,'{"status":"word.status.on_hold","store":"shop","why":"why.held_by_rule"}','clerk');
INSERT INTO "events" VALUES(189,1795193580000,'ruled',70,'{"rule":"Dear","rule_id":2}','clerk');
INSERT INTO "events" VALUES(190,1795193580000,'hold_released',70,'{}','clerk');
INSERT INTO "events" VALUES(191,1795193580000,'entry_begun',65,'{"route":"word.route.manual"}','clerk');
INSERT INTO "events" VALUES(192,1795193580000,'shipped',65,'{"carrier":"UPS","tracking":"1Z-BAD-1"}','clerk');
INSERT INTO "events" VALUES(193,1795193580000,'purchase_begun',68,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(194,1795193580000,'shipped',68,'{"carrier":"UPS","tracking":"1ZSHP0016932762103"}','clerk');
INSERT INTO "events" VALUES(195,1795193580000,'purchase_begun',69,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(196,1795193580000,'shipped',69,'{"carrier":"UPS","tracking":"1ZSHP0012695067120"}','clerk');
INSERT INTO "events" VALUES(197,1795193580000,'purchase_begun',70,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(198,1795193580000,'shipped',70,'{"carrier":"UPS","tracking":"1ZSHP0018241621071"}','clerk');
INSERT INTO "events" VALUES(199,1795193640000,'notice_sent',65,'{"store":"bay","tracking":"1Z-BAD-1"}','clerk');
INSERT INTO "events" VALUES(200,1795193640000,'notice_sent',65,'{"store":"shop","tracking":"1Z-BAD-1"}','clerk');
INSERT INTO "events" VALUES(201,1795193640000,'notice_stopped',68,'{"store":"shop","tracking":"1ZSHP0016932762103"}','clerk');
INSERT INTO "events" VALUES(202,1795193640000,'notice_stopped',69,'{"store":"shop","tracking":"1ZSHP0012695067120"}','clerk');
INSERT INTO "events" VALUES(203,1795193640000,'notice_stopped',70,'{"store":"shop","tracking":"1ZSHP0018241621071"}','clerk');
INSERT INTO "events" VALUES(204,1795193880000,'notice_closed',68,'{"store":"shop"}','Ada');
INSERT INTO "events" VALUES(205,1795193880000,'notice_corrected',70,'{"by":"Ada","carrier":"UPS","tracking":"1Z999AA10123456785"}','Ada');
INSERT INTO "events" VALUES(206,1795193940000,'notice_stopped',70,'{"store":"shop","tracking":"1Z999AA10123456785"}','clerk');
INSERT INTO "events" VALUES(207,1795196280000,'status_there',67,'{"after":"word.status.shipped","before":"word.status.awaiting_shipment"}','clerk');
INSERT INTO "events" VALUES(208,1795196460000,'emails_off',NULL,'{"channel":"Amazon amz","store":"shop"}','clerk');
INSERT INTO "events" VALUES(209,1795196460000,'emails_off',NULL,'{"channel":"eBay bay","store":"shop"}','clerk');
INSERT INTO "events" VALUES(210,1795196460000,'emails_off',NULL,'{"channel":"eBay bay2","store":"shop"}','clerk');
INSERT INTO "events" VALUES(211,1795196460000,'connected',NULL,'{"platform":"word.ebay","store":"bay2"}','clerk');
INSERT INTO "events" VALUES(212,1795197060000,'imported',71,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.original_awaited"}','clerk');
INSERT INTO "events" VALUES(213,1795197060000,'imported',72,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.original_awaited"}','clerk');
INSERT INTO "events" VALUES(214,1795197060000,'imported',73,'{"status":"word.status.awaiting_shipment","store":"bay2","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(215,1795197060000,'imported',74,'{"status":"word.status.awaiting_shipment","store":"bay2","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(216,1795197060000,'hidden',71,'{"original":"44-20450-22297"}','clerk');
INSERT INTO "events" VALUES(217,1795197060000,'hidden',72,'{"original":"75-20809-08688"}','clerk');
INSERT INTO "events" VALUES(218,1795197060000,'purchase_begun',73,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(219,1795197060000,'shipped',73,'{"carrier":"UPS","tracking":"1ZSHP0013512269691"}','clerk');
INSERT INTO "events" VALUES(220,1795197120000,'notice_sent',73,'{"store":"bay2","tracking":"1ZSHP0013512269691"}','clerk');
INSERT INTO "events" VALUES(221,1795197120000,'notice_sent',73,'{"store":"shop","tracking":"1ZSHP0013512269691"}','clerk');
INSERT INTO "events" VALUES(222,1795199640000,'status_there',71,'{"after":"word.status.shipped","before":"word.status.awaiting_shipment"}','clerk');
INSERT INTO "events" VALUES(223,1795199820000,'visible',72,'{}','clerk');
INSERT INTO "events" VALUES(224,1795199820000,'excluded',74,'{"store":"bay2"}','clerk');
INSERT INTO "events" VALUES(225,1795199820000,'store_disconnected',NULL,'{"copies":1,"notifications":0,"orders":1,"store":"bay2"}','clerk');
INSERT INTO "events" VALUES(226,1795200420000,'imported',75,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(227,1795200420000,'imported',76,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(228,1795200420000,'imported',77,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(229,1795200420000,'imported',78,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(230,1795200720000,'imported',79,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(231,1795200720000,'superseded',75,'{"by":"94-39112-67406"}','clerk');
INSERT INTO "events" VALUES(232,1795200720000,'superseded',76,'{"by":"94-39112-67406"}','clerk');
INSERT INTO "events" VALUES(233,1795200720000,'imported',80,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(234,1795203300000,'purged',38,'{}','clerk');
INSERT INTO "events" VALUES(235,1795203300000,'purged',47,'{}','clerk');
INSERT INTO "events" VALUES(236,1795203600000,'imported',81,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(237,1795203600000,'imported',82,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(238,1795203600000,'purchase_begun',81,'{"route":"word.route.buy_shipping"}','clerk');
INSERT INTO "events" VALUES(239,1795203630000,'purchase_unknown',81,'{"tracking":""}','clerk');
INSERT INTO "events" VALUES(240,1795204650000,'not_bought',81,'{}','clerk');
INSERT INTO "events" VALUES(241,1795206930000,'imported',83,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(242,1795206930000,'imported',84,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(243,1795206930000,'imported',85,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.storefront"}','clerk');
INSERT INTO "events" VALUES(244,1795206930000,'imported',86,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(245,1795206930000,'imported',87,'{"status":"word.status.awaiting_shipment","store":"shop","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(246,1795206930000,'notices_off',NULL,'{"by":"Ada","store":"shop"}','Ada');
INSERT INTO "events" VALUES(247,1795206930000,'purchase_begun',83,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(248,1795206930000,'shipped',83,'{"carrier":"UPS","tracking":"1ZSHP0017366721942"}','clerk');
INSERT INTO "events" VALUES(249,1795206990000,'notice_sent',83,'{"store":"amz","tracking":"1ZSHP0017366721942"}','clerk');
INSERT INTO "events" VALUES(250,1795207110000,'notices_on',NULL,'{"by":"Ada","store":"shop"}','Ada');
INSERT INTO "events" VALUES(251,1795207110000,'store_replaced',NULL,'{"by":"shop new","store":"shop"}','clerk');
INSERT INTO "events" VALUES(252,1795207110000,'method_chosen',NULL,'{"method":"A"}','clerk');
INSERT INTO "events" VALUES(253,1795213290000,'imported',88,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(254,1795213290000,'imported',89,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(255,1795213290000,'imported',90,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(256,1795213290000,'imported',91,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(257,1795213290000,'imported',92,'{"status":"word.status.awaiting_shipment","store":"amz","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(258,1795213290000,'imported',93,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(259,1795213290000,'imported',94,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(260,1795213290000,'imported',95,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(261,1795213290000,'imported',96,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(262,1795213290000,'imported',97,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(263,1795213290000,'imported',98,'{"status":"word.status.awaiting_shipment","store":"bay","why":"why.arrived"}','clerk');
INSERT INTO "events" VALUES(264,1795213290000,'imported',99,'{"status":"word.status.awaiting_shipment","store":"shop new","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(265,1795213290000,'imported',100,'{"status":"word.status.awaiting_shipment","store":"shop new","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(266,1795213290000,'imported',101,'{"status":"word.status.awaiting_shipment","store":"shop new","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(267,1795213290000,'imported',102,'{"status":"word.status.awaiting_shipment","store":"shop new","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(268,1795213290000,'imported',103,'{"status":"word.status.awaiting_shipment","store":"shop new","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(269,1795213290000,'imported',104,'{"status":"word.status.awaiting_shipment","store":"shop new","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(270,1795213290000,'imported',105,'{"status":"word.status.awaiting_shipment","store":"shop new","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(271,1795213290000,'imported',106,'{"status":"word.status.awaiting_shipment","store":"shop new","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(272,1795213290000,'imported',107,'{"status":"word.status.awaiting_shipment","store":"shop new","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(273,1795213290000,'imported',108,'{"status":"word.status.awaiting_shipment","store":"shop new","why":"why.hidden"}','clerk');
INSERT INTO "events" VALUES(274,1795213290000,'imported',109,'{"status":"word.status.awaiting_shipment","store":"shop new","why":"why.storefront"}','clerk');
INSERT INTO "events" VALUES(275,1795213290000,'imported',110,'{"status":"word.status.awaiting_shipment","store":"shop new","why":"why.origin_unknown"}','clerk');
INSERT INTO "events" VALUES(276,1795213290000,'purchase_begun',89,'{"route":"word.route.buy_shipping"}','clerk');
INSERT INTO "events" VALUES(277,1795213290000,'shipped',89,'{"carrier":"USPS","tracking":"9499995766625414178070"}','clerk');
INSERT INTO "events" VALUES(278,1795213350000,'notice_sent',89,'{"store":"shop new","tracking":"9499995766625414178070"}','clerk');
INSERT INTO "events" VALUES(279,1795213620000,'void_unknown',89,'{"tracking":"9499995766625414178070"}','clerk');
INSERT INTO "events" VALUES(280,1795213620000,'purchase_begun',88,'{"route":"word.route.buy_shipping"}','clerk');
INSERT INTO "events" VALUES(281,1795213650000,'purchase_unknown',88,'{"tracking":""}','clerk');
INSERT INTO "events" VALUES(282,1795213650000,'purchase_begun',93,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(283,1795213650000,'shipped',93,'{"carrier":"UPS","tracking":"1ZSHP0019991530007"}','clerk');
INSERT INTO "events" VALUES(284,1795213710000,'notice_put_off',93,'{"again_at":"2026-11-20T22:29:00Z","store":"bay"}','clerk');
INSERT INTO "events" VALUES(285,1795213710000,'purchase_begun',94,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(286,1795213710000,'shipped',94,'{"carrier":"UPS","tracking":"1ZSHP0018849439474"}','clerk');
INSERT INTO "events" VALUES(287,1795213740000,'notice_put_off',94,'{"again_at":"2026-11-20T22:29:30Z","store":"bay"}','clerk');
INSERT INTO "events" VALUES(288,1795213740000,'purchase_begun',98,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(289,1795213740000,'shipped',98,'{"carrier":"UPS","tracking":"1ZSHP0016585326438"}','clerk');
INSERT INTO "events" VALUES(290,1795213800000,'notice_sent',98,'{"store":"bay","tracking":"1ZSHP0016585326438"}','clerk');
INSERT INTO "events" VALUES(291,1795213800000,'notice_sent',98,'{"store":"shop new","tracking":"1ZSHP0016585326438"}','clerk');
INSERT INTO "events" VALUES(292,1795213800000,'purchase_begun',95,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(293,1795213800000,'shipped',95,'{"carrier":"UPS","tracking":"1ZSHP0013698765070"}','clerk');
INSERT INTO "events" VALUES(294,1795213800000,'purchase_begun',90,'{"route":"word.route.buy_shipping"}','clerk');
INSERT INTO "events" VALUES(295,1795213800000,'purchase_begun',96,'{"route":"word.route.house"}','clerk');
INSERT INTO "events" VALUES(296,1795213800000,'shipped',96,'{"carrier":"UPS","tracking":"1ZSHP0012990206485"}','clerk');
CREATE TABLE excluded_orders (
    order_id INTEGER PRIMARY KEY REFERENCES orders,
    visibility TEXT NOT NULL,
    why TEXT NOT NULL,
    facts TEXT NOT NULL,
    evidence TEXT NOT NULL,
    decided_at INTEGER NOT NULL
) STRICT;
INSERT INTO "excluded_orders" VALUES(74,'visible','why.arrived','{}','[]',1795197060000);
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
INSERT INTO "import_state" VALUES(1,1795213165000,1795213290000,NULL,NULL,NULL,NULL,NULL,1795165500000,0);
INSERT INTO "import_state" VALUES(2,1795213290000,1795213290000,NULL,NULL,NULL,NULL,NULL,1795165500000,0);
INSERT INTO "import_state" VALUES(3,1795206930000,1795206930000,NULL,NULL,NULL,NULL,NULL,1795165500000,0);
INSERT INTO "import_state" VALUES(4,1795199640000,1795199640000,NULL,NULL,NULL,NULL,NULL,1795197060000,0);
INSERT INTO "import_state" VALUES(5,1795213290000,1795213290000,NULL,NULL,NULL,NULL,NULL,1795207110000,0);
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
    let_in_at INTEGER, tries INTEGER NOT NULL DEFAULT 0, tried_at INTEGER, is_open INTEGER,
    UNIQUE (store_id, remote_id)
) STRICT;
INSERT INTO "listed" VALUES(1,2,'74-43708-08346','rule','listed.rule','{"rule":"No jars by eBay","rule_id":5,"tests":[["marketplace","equals",["ebay"]],["sku","equals",["JAR"]]]}',5,'ebay','74-43708-08346',X'5DC74572D6C8EBB438EA107BC26BAC49',1795173000000,NULL,0,NULL,1);
INSERT INTO "listed" VALUES(2,2,'65-34177-88881','quarantine','listed.quarantine','{"fault":"pricingSummary.total: not an amount"}',NULL,NULL,NULL,X'C5B894BA36AA5C7E8CBDAAF22ACD175C',1795174800000,NULL,20,1795213290000,NULL);
INSERT INTO "listed" VALUES(3,2,'88-27531-05014','not_importable','listed.nothing_physical','{}',NULL,'ebay','88-27531-05014',X'B03E12D27A36FCEAF8B677642DE9E1C3',1795174800000,NULL,0,NULL,1);
INSERT INTO "listed" VALUES(4,5,'1008','not_importable','listed.no_address','{}',NULL,NULL,NULL,X'BEBD6328BAF66F500083CE373C1E51D5',1795174800000,NULL,0,NULL,1);
INSERT INTO "listed" VALUES(5,5,'1009','not_importable','listed.nothing_physical','{}',NULL,'ebay','88-27531-05014',X'294A95D7E5972275B8832CA05EB64A1C',1795174800000,NULL,0,NULL,1);
CREATE TABLE notice_switch (
    store_id INTEGER PRIMARY KEY REFERENCES stores,
    on_ INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;
INSERT INTO "notice_switch" VALUES(3,1,1795207110000,'Ada');
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
    at INTEGER NOT NULL, carrier TEXT, tracking TEXT, corrects TEXT, due_at INTEGER, claims INTEGER NOT NULL DEFAULT 0, gone_since INTEGER,
    UNIQUE (shipment_id, store_id, target_remote)
) STRICT;
INSERT INTO "notices" VALUES(1,1,1,1,'113-5009955-1576315','sent',1,NULL,1795165860000,NULL,NULL,0,NULL,'{}',1795165860000,1795165800000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(2,1,3,2,'1001','sent',1,NULL,1795165860000,1,1795167600000,0,NULL,'{}',1795165860000,1795165800000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(3,2,2,3,'53-44423-35031','sent',1,NULL,1795166040000,NULL,NULL,0,NULL,'{}',1795166040000,1795165980000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(4,3,3,4,'1002','sent',1,NULL,1795166220000,NULL,NULL,0,NULL,'{}',1795166220000,1795166160000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(5,4,1,38,'113-7798692-2910800','sent',1,NULL,1795183740000,NULL,NULL,0,NULL,'{}',1795183740000,1795183680000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(6,4,3,47,'1023','sent',1,NULL,1795183740000,5,1795185480000,0,NULL,'{}',1795183740000,1795183680000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(7,5,2,42,'82-31170-73251','sent',1,NULL,1795183920000,NULL,NULL,0,NULL,'{}',1795183920000,1795183860000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(8,5,3,48,'1024','sent',1,NULL,1795183920000,7,1795185660000,0,NULL,'{}',1795183920000,1795183860000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(9,6,2,42,'82-31170-73251','sent',1,NULL,1795184100000,NULL,NULL,0,NULL,'{}',1795184100000,1795184040000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(10,6,3,48,'1024','sent',1,NULL,1795184100000,9,1795185840000,0,NULL,'{}',1795184100000,1795184040000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(11,7,3,49,'1025','sent',1,NULL,1795184280000,NULL,NULL,0,NULL,'{}',1795184280000,1795184220000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(12,8,3,50,'1026','sent',1,NULL,1795184460000,NULL,NULL,0,NULL,'{}',1795184460000,1795184400000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(13,9,2,43,'40-02330-54141','sent',1,NULL,1795184640000,NULL,NULL,0,NULL,'{}',1795184640000,1795184580000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(14,9,3,51,'1027','sent',1,NULL,1795184640000,13,1795186380000,0,NULL,'{}',1795184640000,1795184580000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(15,10,2,44,'79-07082-36316','sent',1,NULL,1795184820000,NULL,NULL,0,NULL,'{}',1795184820000,1795184760000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(16,10,3,53,'1029','sent',1,NULL,1795184820000,15,1795186560000,0,NULL,'{}',1795184820000,1795184760000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(17,11,2,45,'72-54869-72349','sent',1,NULL,1795184820000,NULL,NULL,0,NULL,'{}',1795184820000,1795184760000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(18,11,3,54,'1030','sent',1,NULL,1795184820000,17,1795186560000,0,NULL,'{}',1795184820000,1795184760000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(19,12,2,46,'15-24139-90918','withdrawn',0,NULL,NULL,NULL,NULL,0,'notice.withdrawn','{}',NULL,1795184940000,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "notices" VALUES(20,12,3,55,'1031','withdrawn',0,NULL,NULL,19,1795186740000,0,'notice.withdrawn','{}',NULL,1795184940000,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "notices" VALUES(21,13,1,41,'114-4347495-1373843','sent',1,NULL,1795185000000,NULL,NULL,0,NULL,'{}',1795185000000,1795184940000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(22,13,3,56,'1032','sent',1,NULL,1795185000000,21,1795186740000,0,NULL,'{}',1795185000000,1795184940000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(23,14,1,41,'114-4347495-1373843','sent',1,NULL,1795185360000,NULL,NULL,0,NULL,'{}',1795185360000,1795185300000,NULL,NULL,'1ZSHP0011370050429',NULL,1,NULL);
INSERT INTO "notices" VALUES(24,14,3,56,'1032','sent',1,NULL,1795185360000,23,1795187100000,0,NULL,'{}',1795185360000,1795185300000,NULL,NULL,'1ZSHP0011370050429',NULL,1,NULL);
INSERT INTO "notices" VALUES(25,15,3,57,'1033','sent',1,NULL,1795185540000,NULL,NULL,0,NULL,'{}',1795185540000,1795185480000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(26,16,2,60,'26-97387-52072','already_known',1,NULL,1795189560000,NULL,NULL,0,'notice.passed_on','{}',1795189560000,1795189500000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(27,16,3,63,'1036','sent',1,NULL,1795189560000,26,1795191300000,0,NULL,'{}',1795189560000,1795189500000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(28,17,3,61,'1034','sent',1,NULL,1795191900000,NULL,NULL,1,NULL,'{}',1795191900000,1795191900000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(29,18,3,62,'1035','sent',1,NULL,1795191900000,NULL,NULL,1,NULL,'{}',1795191900000,1795191900000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(30,19,2,65,'17-12509-48511','sent',1,NULL,1795193640000,NULL,NULL,0,NULL,'{}',1795193640000,1795193580000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(31,19,3,67,'1038','sent',1,NULL,1795193640000,30,1795195380000,0,NULL,'{}',1795193640000,1795193580000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(32,20,3,68,'1039','withdrawn',1,NULL,1795193640000,NULL,NULL,0,'notice.closed','{"by":"Ada"}',NULL,1795193580000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(33,21,5,69,'1040','stopped',1,NULL,1795193640000,NULL,NULL,0,'notice.conflict','{"tracking":"…"}',NULL,1795193580000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(34,22,5,70,'1041','stopped',2,NULL,1795193940000,NULL,NULL,1,'notice.conflict','{"tracking":"…"}',NULL,1795193580000,'UPS','1Z999AA10123456785',NULL,NULL,2,NULL);
INSERT INTO "notices" VALUES(35,23,4,73,'44-20450-22297','sent',1,NULL,1795197120000,NULL,NULL,0,NULL,'{}',1795197120000,1795197060000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(36,23,3,71,'1042','sent',1,NULL,1795197120000,35,1795198860000,0,NULL,'{}',1795197120000,1795197060000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(37,25,1,83,'113-7019250-4267545','sent',1,NULL,1795206990000,NULL,NULL,0,NULL,'{}',1795206990000,1795206930000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(38,26,5,100,'1052','sent',1,NULL,1795213350000,NULL,NULL,0,NULL,'{}',1795213350000,1795213290000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(39,28,2,93,'71-52840-02928','pending',1,1795213860000,1795213800000,NULL,NULL,0,'notice.unknown','{"since_at":"2026-11-20T22:28:30Z"}',NULL,1795213650000,NULL,NULL,NULL,NULL,3,NULL);
INSERT INTO "notices" VALUES(40,28,5,103,'1055','pending',0,1795213650000,NULL,39,1795215450000,0,NULL,'{}',NULL,1795213650000,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "notices" VALUES(41,29,2,94,'11-38931-94304','pending',1,1795213830000,1795213800000,NULL,NULL,0,'notice.unknown','{"since_at":"2026-11-20T22:28:30Z"}',NULL,1795213710000,NULL,NULL,NULL,NULL,2,NULL);
INSERT INTO "notices" VALUES(42,29,5,104,'1056','pending',0,1795213710000,NULL,41,1795215510000,0,NULL,'{}',NULL,1795213710000,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "notices" VALUES(43,30,2,98,'32-79618-55741','sent',1,NULL,1795213800000,NULL,NULL,0,NULL,'{}',1795213800000,1795213740000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(44,30,5,108,'1060','sent',1,NULL,1795213800000,43,1795215540000,0,NULL,'{}',1795213800000,1795213740000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(45,31,2,95,'45-27356-86447','sending',1,1795214100000,1795213800000,NULL,NULL,0,NULL,'{}',NULL,1795213800000,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "notices" VALUES(46,31,5,105,'1057','pending',0,1795213800000,NULL,45,1795215600000,0,NULL,'{}',NULL,1795213800000,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "notices" VALUES(47,33,2,96,'26-53887-24805','pending',0,1795213800000,NULL,NULL,NULL,0,NULL,'{}',NULL,1795213800000,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "notices" VALUES(48,33,5,106,'1058','pending',0,1795213800000,NULL,47,1795215600000,0,NULL,'{}',NULL,1795213800000,NULL,NULL,NULL,NULL,0,NULL);
CREATE TABLE order_keys (
    platform TEXT NOT NULL,
    value TEXT NOT NULL CHECK (value NOT IN ('', '0')),
    order_id INTEGER NOT NULL REFERENCES orders,
    grade TEXT NOT NULL,
    field TEXT NOT NULL,
    PRIMARY KEY (platform, value, order_id, field)
) STRICT, WITHOUT ROWID;
INSERT INTO "order_keys" VALUES('amazon','111-1385349-9447483',91,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','111-1385349-9447483',102,'proves','external_id');
INSERT INTO "order_keys" VALUES('amazon','111-1385349-9447483',102,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('amazon','111-4432590-7944895',88,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','111-4432590-7944895',99,'proves','external_id');
INSERT INTO "order_keys" VALUES('amazon','111-4432590-7944895',99,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('amazon','112-1810183-3264939',19,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','112-1921244-0374974',28,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','112-1921244-0374974',36,'proves','external_id');
INSERT INTO "order_keys" VALUES('amazon','112-1921244-0374974',36,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('amazon','112-4241773-5076494',92,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','112-5231472-9924215',27,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','112-5231472-9924215',34,'proves','external_id');
INSERT INTO "order_keys" VALUES('amazon','112-5231472-9924215',34,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('amazon','112-8966496-1780197',39,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','112-8966496-1780197',50,'proves','external_id');
INSERT INTO "order_keys" VALUES('amazon','112-8966496-1780197',50,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('amazon','112-9047019-5408765',89,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','112-9047019-5408765',100,'proves','external_id');
INSERT INTO "order_keys" VALUES('amazon','112-9047019-5408765',100,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('amazon','113-1375393-3427878',13,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','113-1376867-3664878',5,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','113-1376867-3664878',7,'proves','external_id');
INSERT INTO "order_keys" VALUES('amazon','113-1376867-3664878',7,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('amazon','113-2844355-5245777',58,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','113-2844355-5245777',61,'proves','external_id');
INSERT INTO "order_keys" VALUES('amazon','113-2844355-5245777',61,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('amazon','113-3392566-1780667',14,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','113-3392566-1780667',15,'proves','external_id');
INSERT INTO "order_keys" VALUES('amazon','113-3392566-1780667',15,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('amazon','113-4385147-9095561',64,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','113-4385147-9095561',66,'proves','external_id');
INSERT INTO "order_keys" VALUES('amazon','113-4385147-9095561',66,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('amazon','113-4401647-8968401',18,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','113-5009955-1576315',1,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','113-5009955-1576315',2,'proves','external_id');
INSERT INTO "order_keys" VALUES('amazon','113-5009955-1576315',2,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('amazon','113-5258213-2500569',81,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','113-5258213-2500569',82,'proves','external_id');
INSERT INTO "order_keys" VALUES('amazon','113-5258213-2500569',82,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('amazon','113-7019250-4267545',83,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','113-7019250-4267545',86,'proves','external_id');
INSERT INTO "order_keys" VALUES('amazon','113-7019250-4267545',86,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('amazon','113-7798692-2910800',38,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','113-7798692-2910800',47,'proves','external_id');
INSERT INTO "order_keys" VALUES('amazon','113-7798692-2910800',47,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('amazon','114-1622296-9450808',40,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','114-1622296-9450808',52,'proves','external_id');
INSERT INTO "order_keys" VALUES('amazon','114-1622296-9450808',52,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('amazon','114-1814747-5362702',90,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','114-1814747-5362702',101,'proves','external_id');
INSERT INTO "order_keys" VALUES('amazon','114-1814747-5362702',101,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('amazon','114-4347495-1373843',41,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','114-4347495-1373843',56,'proves','external_id');
INSERT INTO "order_keys" VALUES('amazon','114-4347495-1373843',56,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('amazon','114-9559245-3353053',26,'proves','orderId');
INSERT INTO "order_keys" VALUES('amazon','114-9559245-3353053',32,'proves','external_id');
INSERT INTO "order_keys" VALUES('amazon','114-9559245-3353053',32,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','11-38931-94304',94,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','11-38931-94304',104,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','11-38931-94304',104,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','11-38931-94304',104,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','15-24139-90918',46,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','15-24139-90918',55,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','15-24139-90918',55,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','15-24139-90918',55,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','16-17966-19363',84,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','16-17966-19363',87,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','16-17966-19363',87,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','16-17966-19363',87,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','17-12509-48511',65,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','17-12509-48511',67,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','17-12509-48511',67,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','17-12509-48511',67,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','26-53887-24805',96,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','26-53887-24805',106,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','26-53887-24805',106,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','26-53887-24805',106,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','26-97387-52072',60,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','26-97387-52072',63,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','26-97387-52072',63,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','26-97387-52072',63,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','29-44460-25826',6,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','29-44460-25826',8,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','29-44460-25826',8,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','29-44460-25826',8,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','30-99860-49073',97,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','30-99860-49073',107,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','30-99860-49073',107,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','30-99860-49073',107,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','32-79618-55741',98,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','32-79618-55741',108,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','32-79618-55741',108,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','32-79618-55741',108,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','37-99597-61727',75,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','37-99597-61727',77,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','37-99597-61727',77,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','37-99597-61727',77,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','40-02330-54141',43,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','40-02330-54141',51,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','40-02330-54141',51,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','40-02330-54141',51,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','40-86781-28718',20,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','44-20450-22297',71,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','44-20450-22297',71,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','44-20450-22297',71,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','44-20450-22297',73,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','45-27356-86447',95,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','45-27356-86447',105,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','45-27356-86447',105,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','45-27356-86447',105,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','53-32012-05014',21,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','53-44423-35031',3,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','53-47808-54855',76,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','53-47808-54855',78,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','53-47808-54855',78,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','53-47808-54855',78,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','57-45726-58000',59,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','57-45726-58000',62,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','57-45726-58000',62,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','57-45726-58000',62,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','61-64715-66818',11,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','61-64715-66818',11,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','61-64715-66818',11,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','61-64715-66818',12,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','65-34177-88881',16,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','65-34177-88881',16,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','65-34177-88881',16,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','71-52840-02928',93,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','71-52840-02928',103,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','71-52840-02928',103,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','71-52840-02928',103,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','72-54869-72349',45,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','72-54869-72349',54,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','72-54869-72349',54,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','72-54869-72349',54,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','74-43708-08346',10,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','74-43708-08346',10,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','74-43708-08346',10,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','75-20809-08688',72,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','75-20809-08688',72,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','75-20809-08688',72,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','75-20809-08688',74,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','75-34274-50304',29,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','75-34274-50304',33,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','75-34274-50304',33,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','75-34274-50304',33,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','75-53363-44285',30,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','75-53363-44285',35,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','75-53363-44285',35,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','75-53363-44285',35,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','78-46407-03681',31,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','78-46407-03681',37,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','78-46407-03681',37,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','78-46407-03681',37,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','79-07082-36316',44,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','79-07082-36316',53,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','79-07082-36316',53,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','79-07082-36316',53,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','82-31170-73251',42,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','82-31170-73251',48,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','82-31170-73251',48,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','82-31170-73251',48,'supports','external_order_id');
INSERT INTO "order_keys" VALUES('ebay','94-39112-67406',79,'proves','orderId');
INSERT INTO "order_keys" VALUES('ebay','94-39112-67406',80,'proves','ebay_order_id');
INSERT INTO "order_keys" VALUES('ebay','94-39112-67406',80,'supports','external_id');
INSERT INTO "order_keys" VALUES('ebay','94-39112-67406',80,'supports','external_order_id');
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
INSERT INTO "order_lines" VALUES(1,1,'37682404498036','LAMP','Brass lamp',1,4100,'USD',0,1,1);
INSERT INTO "order_lines" VALUES(2,1,'20021','LAMP','Brass lamp',1,4100,'USD',1200,1,1);
INSERT INTO "order_lines" VALUES(3,1,'37465013095446','LAMP','Brass lamp',2,4100,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(4,1,'20041','LAMP','Brass lamp',2,4100,'USD',1200,1,2);
INSERT INTO "order_lines" VALUES(5,1,'21609275677993','BOWL','Glass bowl',1,2400,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(6,1,'41658100404112','BOWL','Glass bowl',4,2400,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(7,1,'20061','BOWL','Glass bowl',1,2400,'USD',900,1,0);
INSERT INTO "order_lines" VALUES(8,1,'20081','BOWL','Glass bowl',4,2400,'USD',900,1,0);
INSERT INTO "order_lines" VALUES(9,1,'20101','CUP11','Cup no. 11',1,2507,'USD',310,1,0);
INSERT INTO "order_lines" VALUES(10,1,'20121','JAR','Stone jar',1,3100,'USD',700,1,0);
INSERT INTO "order_lines" VALUES(11,1,'20141','JAR','Stone jar',2,3100,'USD',700,1,0);
INSERT INTO "order_lines" VALUES(12,1,'81445485503222','JAR','Stone jar',2,3100,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(13,1,'28348113411126','CUP1','Cup no. 1',1,0,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(14,1,'37739037952352','CUP2','Cup no. 2',1,1274,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(15,1,'20201','CUP2','Cup no. 2',1,1274,'USD',220,1,0);
INSERT INTO "order_lines" VALUES(16,1,'20221','CUP3','Cup no. 3',1,1411,'USD',230,1,0);
INSERT INTO "order_lines" VALUES(17,1,'20241','CUP3','Cup no. 3',2,1411,'USD',230,1,0);
INSERT INTO "order_lines" VALUES(18,1,'61601465802725','CUP4','Cup no. 4',1,1548,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(19,1,'47284178205301','CUP6','Cup no. 6',2,1822,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(20,1,'17139131651616','CUP5','Cup no. 5',1,1685,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(21,1,'59477245937411','CUP7','Cup no. 7',2,1959,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(22,1,'20261','CUP4','Cup no. 4',1,1548,'USD',240,1,0);
INSERT INTO "order_lines" VALUES(23,1,'20281','CUP5','Cup no. 5',1,1685,'USD',250,1,0);
INSERT INTO "order_lines" VALUES(24,1,'20301','CUP6','Cup no. 6',2,1822,'USD',260,1,0);
INSERT INTO "order_lines" VALUES(25,1,'20321','CUP7','Cup no. 7',2,1959,'USD',270,1,0);
INSERT INTO "order_lines" VALUES(26,1,'65533857355682','CUP8','Cup no. 8',1,2096,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(27,1,'20061289993426','CUP8','Cup no. 8',3,2096,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(28,1,'96703677865873','CUP9','Cup no. 9',2,2233,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(29,1,'52124158206204','CUP8','Cup no. 8',2,2096,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(30,1,'60382214039681','CUP9','Cup no. 9',1,2233,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(31,1,'76085921735262','CUP9','Cup no. 9',3,2233,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(32,1,'20341','CUP8','Cup no. 8',1,2096,'USD',280,1,0);
INSERT INTO "order_lines" VALUES(33,1,'20361','CUP8','Cup no. 8',2,2096,'USD',280,1,0);
INSERT INTO "order_lines" VALUES(34,1,'20381','CUP8','Cup no. 8',3,2096,'USD',280,1,0);
INSERT INTO "order_lines" VALUES(35,1,'20401','CUP9','Cup no. 9',1,2233,'USD',290,1,0);
INSERT INTO "order_lines" VALUES(36,1,'20421','CUP9','Cup no. 9',2,2233,'USD',290,1,0);
INSERT INTO "order_lines" VALUES(37,1,'20441','CUP9','Cup no. 9',3,2233,'USD',290,1,0);
INSERT INTO "order_lines" VALUES(38,1,'68083623805882','MUG','Slate mug',1,1299,'USD',0,1,1);
INSERT INTO "order_lines" VALUES(39,1,'51743178245218','CUP10','Cup no. 10',1,2370,'USD',0,1,1);
INSERT INTO "order_lines" VALUES(40,1,'27778902342151','CUP10','Cup no. 10',3,2370,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(41,1,'87937615414765','MUG','Slate mug',4,1299,'USD',0,1,4);
INSERT INTO "order_lines" VALUES(42,1,'68141434389269','MUG','Slate mug',3,1299,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(43,1,'78158342766456','CUP10','Cup no. 10',2,2370,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(44,1,'21462622808757','MUG','Slate mug',1,1299,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(45,1,'13232937308375','BOWL','Glass bowl',1,2400,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(46,1,'29288245686351','MUG','Slate mug',4,1299,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(47,1,'20461','MUG','Slate mug',1,1299,'USD',400,1,1);
INSERT INTO "order_lines" VALUES(48,1,'20481','MUG','Slate mug',3,1299,'USD',400,1,2);
INSERT INTO "order_lines" VALUES(49,1,'20501','MUG','Slate mug',2,1299,'USD',400,1,2);
INSERT INTO "order_lines" VALUES(50,1,'20521','CUP10','Cup no. 10',1,2370,'USD',300,1,1);
INSERT INTO "order_lines" VALUES(51,1,'20541','CUP10','Cup no. 10',2,2370,'USD',300,1,2);
INSERT INTO "order_lines" VALUES(52,1,'20561','CUP10','Cup no. 10',3,2370,'USD',300,1,0);
INSERT INTO "order_lines" VALUES(53,1,'20581','MUG','Slate mug',1,1299,'USD',400,1,1);
INSERT INTO "order_lines" VALUES(54,1,'20601','BOWL','Glass bowl',1,2400,'USD',900,1,1);
INSERT INTO "order_lines" VALUES(55,1,'20621','MUG','Slate mug',4,1299,'USD',400,1,0);
INSERT INTO "order_lines" VALUES(56,1,'20641','MUG','Slate mug',4,1299,'USD',400,1,4);
INSERT INTO "order_lines" VALUES(57,1,'20661','CUP1','Cup no. 1',3,1137,'USD',210,1,3);
INSERT INTO "order_lines" VALUES(58,1,'49368971968721','CUP0','Cup no. 0',1,1000,'USD',0,1,1);
INSERT INTO "order_lines" VALUES(59,1,'78441886999106','CUP0','Cup no. 0',2,1000,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(60,1,'70913390396427','CUP0','Cup no. 0',3,1000,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(61,1,'20681','CUP0','Cup no. 0',1,1000,'USD',200,1,1);
INSERT INTO "order_lines" VALUES(62,1,'20701','CUP0','Cup no. 0',2,1000,'USD',200,1,2);
INSERT INTO "order_lines" VALUES(63,1,'20721','CUP0','Cup no. 0',3,1000,'USD',200,1,3);
INSERT INTO "order_lines" VALUES(64,1,'70549739526189','CUP0','Cup no. 0',4,1000,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(65,1,'21494519839527','CUP0','Cup no. 0',5,1000,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(66,1,'20741','CUP0','Cup no. 0',4,1000,'USD',200,1,0);
INSERT INTO "order_lines" VALUES(67,1,'20761','CUP0','Cup no. 0',5,1000,'USD',200,1,5);
INSERT INTO "order_lines" VALUES(68,1,'20781','CUP0','Cup no. 0',6,1000,'USD',200,1,3);
INSERT INTO "order_lines" VALUES(69,1,'20801','CUP0','Cup no. 0',7,1000,'USD',200,1,3);
INSERT INTO "order_lines" VALUES(70,1,'20821','CUP0','Cup no. 0',8,1000,'USD',200,1,3);
INSERT INTO "order_lines" VALUES(71,1,'20841','CUP1','Cup no. 1',5,1137,'USD',210,1,5);
INSERT INTO "order_lines" VALUES(72,1,'20861','CUP1','Cup no. 1',6,1137,'USD',210,1,0);
INSERT INTO "order_lines" VALUES(73,1,'81198372189428','CUP1','Cup no. 1',5,1137,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(74,1,'18269588091513','CUP1','Cup no. 1',6,1137,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(75,1,'91092564468504','CUP2','Cup no. 2',2,1274,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(76,1,'51508849758295','CUP2','Cup no. 2',3,1274,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(77,1,'20881','CUP2','Cup no. 2',2,1274,'USD',220,1,0);
INSERT INTO "order_lines" VALUES(78,1,'20901','CUP2','Cup no. 2',3,1274,'USD',220,1,0);
INSERT INTO "order_lines" VALUES(79,1,'91092564468504','CUP2','Cup no. 2',2,1274,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(79,2,'51508849758295','CUP2','Cup no. 2',3,1274,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(80,1,'20921','CUP2','Cup no. 2',2,1274,'USD',220,1,0);
INSERT INTO "order_lines" VALUES(80,2,'20922','CUP2','Cup no. 2',3,1274,'USD',220,1,0);
INSERT INTO "order_lines" VALUES(81,1,'42154152595474','CUP3','Cup no. 3',4,1411,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(82,1,'20941','CUP3','Cup no. 3',4,1411,'USD',230,1,0);
INSERT INTO "order_lines" VALUES(83,1,'83746102688167','CUP3','Cup no. 3',2,1411,'USD',0,1,2);
INSERT INTO "order_lines" VALUES(84,1,'23482529242855','CUP3','Cup no. 3',3,1411,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(85,1,'20961','CUP3','Cup no. 3',5,1411,'USD',230,1,0);
INSERT INTO "order_lines" VALUES(86,1,'20981','CUP3','Cup no. 3',2,1411,'USD',230,1,0);
INSERT INTO "order_lines" VALUES(87,1,'21001','CUP3','Cup no. 3',3,1411,'USD',230,1,0);
INSERT INTO "order_lines" VALUES(88,1,'80101331178924','CUP4','Cup no. 4',1,1548,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(89,1,'54999643876105','CUP4','Cup no. 4',2,1548,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(90,1,'12907183553818','CUP4','Cup no. 4',3,1548,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(91,1,'89686299620090','CUP4','Cup no. 4',4,1548,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(92,1,'69477231766497','CUP7','Cup no. 7',4,1959,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(93,1,'13455524606818','CUP5','Cup no. 5',1,1685,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(94,1,'21610248122887','CUP5','Cup no. 5',2,1685,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(95,1,'12855492273490','CUP5','Cup no. 5',3,1685,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(96,1,'21648206126484','CUP5','Cup no. 5',4,1685,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(97,1,'61955462376008','CUP5','Cup no. 5',5,1685,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(98,1,'23071303442648','CUP5','Cup no. 5',1,1685,'USD',0,1,0);
INSERT INTO "order_lines" VALUES(99,1,'21021','CUP4','Cup no. 4',1,1548,'USD',240,1,0);
INSERT INTO "order_lines" VALUES(100,1,'21041','CUP4','Cup no. 4',2,1548,'USD',240,1,0);
INSERT INTO "order_lines" VALUES(101,1,'21061','CUP4','Cup no. 4',3,1548,'USD',240,1,0);
INSERT INTO "order_lines" VALUES(102,1,'21081','CUP4','Cup no. 4',4,1548,'USD',240,1,0);
INSERT INTO "order_lines" VALUES(103,1,'21101','CUP5','Cup no. 5',1,1685,'USD',250,1,0);
INSERT INTO "order_lines" VALUES(104,1,'21121','CUP5','Cup no. 5',2,1685,'USD',250,1,0);
INSERT INTO "order_lines" VALUES(105,1,'21141','CUP5','Cup no. 5',3,1685,'USD',250,1,0);
INSERT INTO "order_lines" VALUES(106,1,'21161','CUP5','Cup no. 5',4,1685,'USD',250,1,0);
INSERT INTO "order_lines" VALUES(107,1,'21181','CUP5','Cup no. 5',5,1685,'USD',250,1,0);
INSERT INTO "order_lines" VALUES(108,1,'21201','CUP5','Cup no. 5',1,1685,'USD',250,1,0);
INSERT INTO "order_lines" VALUES(109,1,'21221','CUP6','Cup no. 6',3,1822,'USD',260,1,0);
INSERT INTO "order_lines" VALUES(110,1,'21241','CUP7','Cup no. 7',4,1959,'USD',270,1,0);
CREATE TABLE "order_state" (
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
INSERT INTO "order_state" VALUES(1,'visible','shipped',1795165200000,1,'[]','why.shipped_here','{"carrier":"UPS","tracking":"1ZSHP0016338062551"}','[]',1795165800000,1);
INSERT INTO "order_state" VALUES(2,'hidden','shipped',1795165290000,0,'[]','why.hidden','{"field":"external_id","original":"113-5009955-1576315","platform":"word.amazon","value":"113-5009955-1576315"}','[{"field":"external_id","ours":"113-5009955-1576315","theirs":"113-5009955-1576315","agrees":true,"weight":"proves"},{"field":"external_order_id","ours":"113-5009955-1576315","theirs":"113-5009955-1576315","agrees":true,"weight":"supports"},{"field":"total","ours":"44.28 USD","theirs":"44.28 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"LAMP × 1","theirs":"LAMP × 1","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T09:01+00:00","theirs":"2026-11-20T09:00+00:00","agrees":true,"weight":"likeness"}]',1795165500000,1);
INSERT INTO "order_state" VALUES(3,'visible','shipped',1795165500000,1,'[]','why.shipped_here','{"carrier":"UPS","tracking":"1ZSHP0014386894865"}','[]',1795165980000,1);
INSERT INTO "order_state" VALUES(4,'visible','shipped',1795165590000,1,'[]','why.shipped_here','{"carrier":"UPS","tracking":"1ZSHP0018607126682"}','[]',1795166160000,1);
INSERT INTO "order_state" VALUES(5,'visible','awaiting_shipment',1795171500000,0,'["Amazon Prime Order","gift"]','why.arrived','{}','[]',1795173000000,1);
INSERT INTO "order_state" VALUES(6,'visible','on_hold',1795171800000,1,'["gift"]','why.held_by_rule','{"rule":"Dear","rule_id":2,"tests":[["total","at_least",["90"]]]}','[]',1795173000000,1);
INSERT INTO "order_state" VALUES(7,'hidden','awaiting_shipment',1795171590000,0,'["gift"]','why.hidden','{"field":"external_id","original":"113-1376867-3664878","platform":"word.amazon","value":"113-1376867-3664878"}','[{"field":"external_id","ours":"113-1376867-3664878","theirs":"113-1376867-3664878","agrees":true,"weight":"proves"},{"field":"external_order_id","ours":"113-1376867-3664878","theirs":"113-1376867-3664878","agrees":true,"weight":"supports"},{"field":"total","ours":"25.92 USD","theirs":"25.92 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"BOWL × 1","theirs":"BOWL × 1","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T10:46+00:00","theirs":"2026-11-20T10:45+00:00","agrees":true,"weight":"likeness"}]',1795173000000,1);
INSERT INTO "order_state" VALUES(8,'hidden','on_hold',1795171890000,1,'["gift"]','why.hidden','{"field":"ebay_order_id","original":"29-44460-25826","platform":"word.ebay","value":"29-44460-25826"}','[{"field":"ebay_order_id","ours":"29-44460-25826","theirs":"29-44460-25826","agrees":true,"weight":"proves"},{"field":"external_id","ours":"29-44460-25826","theirs":"29-44460-25826","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"29-44460-25826","theirs":"29-44460-25826","agrees":true,"weight":"supports"},{"field":"total","ours":"101.50 USD","theirs":"101.50 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"BOWL × 4","theirs":"BOWL × 4","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T10:51+00:00","theirs":"2026-11-20T10:50+00:00","agrees":true,"weight":"likeness"}]',1795173000000,1);
INSERT INTO "order_state" VALUES(9,'visible','on_hold',1795172100000,1,'[]','why.held_by_rule','{"rule":"Later","rule_id":3,"tests":[["sku","equals",["CUP11"]]],"until_at":"2026-12-24T00:00:00Z"}','[]',1795173000000,1);
INSERT INTO "order_state" VALUES(10,'visible','awaiting_shipment',1795172490000,0,'[]','why.original_awaited','{}','[]',1795173000000,1);
INSERT INTO "order_state" VALUES(11,'hidden','awaiting_shipment',1795172790000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"61-64715-66818","platform":"word.ebay","value":"61-64715-66818"}','[{"field":"ebay_order_id","ours":"61-64715-66818","theirs":"61-64715-66818","agrees":true,"weight":"proves"},{"field":"external_id","ours":"61-64715-66818","theirs":"61-64715-66818","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"61-64715-66818","theirs":"61-64715-66818","agrees":true,"weight":"supports"},{"field":"total","ours":"67.50 USD","theirs":"67.50 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"JAR × 2","theirs":"JAR × 2","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T11:06+00:00","theirs":"2026-11-20T11:05+00:00","agrees":true,"weight":"likeness"}]',1795173000000,1);
INSERT INTO "order_state" VALUES(12,'visible','awaiting_shipment',1795172700000,0,'[]','why.arrived','{}','[]',1795173000000,1);
INSERT INTO "order_state" VALUES(13,'visible','awaiting_payment',1795173600000,0,'[]','why.arrived_awaiting_payment','{}','[]',1795174800000,0);
INSERT INTO "order_state" VALUES(14,'visible','shipped',1795173900000,0,'[]','why.by_platform','{}','[]',1795174800000,0);
INSERT INTO "order_state" VALUES(15,'hidden','shipped',1795173990000,0,'[]','why.hidden','{"field":"external_id","original":"113-3392566-1780667","platform":"word.amazon","value":"113-3392566-1780667"}','[{"field":"external_id","ours":"113-3392566-1780667","theirs":"113-3392566-1780667","agrees":true,"weight":"proves"},{"field":"external_order_id","ours":"113-3392566-1780667","theirs":"113-3392566-1780667","agrees":true,"weight":"supports"},{"field":"total","ours":"13.76 USD","theirs":"13.76 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP2 × 1","theirs":"CUP2 × 1","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T11:26+00:00","theirs":"2026-11-20T11:25+00:00","agrees":true,"weight":"likeness"}]',1795174800000,0);
INSERT INTO "order_state" VALUES(16,'visible','awaiting_shipment',1795174290000,0,'[]','why.original_awaited','{}','[]',1795174800000,1);
INSERT INTO "order_state" VALUES(17,'visible','awaiting_shipment',1795174500000,0,'[]','why.storefront','{}','[]',1795174800000,1);
INSERT INTO "order_state" VALUES(18,'visible','awaiting_shipment',1795174800000,0,'[]','why.arrived','{}','[]',1795176000000,1);
INSERT INTO "order_state" VALUES(19,'visible','awaiting_shipment',1795175400000,0,'[]','why.arrived','{}','[]',1795176000000,1);
INSERT INTO "order_state" VALUES(20,'visible','awaiting_shipment',1795175100000,0,'[]','why.arrived','{}','[]',1795176000000,1);
INSERT INTO "order_state" VALUES(21,'visible','awaiting_shipment',1795175700000,0,'[]','why.arrived','{}','[]',1795176000000,1);
INSERT INTO "order_state" VALUES(22,'held','awaiting_shipment',1795174890000,0,'[]','why.origin_unknown','{}','[]',1795176000000,1);
INSERT INTO "order_state" VALUES(23,'hidden','awaiting_shipment',1795175190000,0,'[]','why.hidden_by_person','{"by":"Ada","original":"40-86781-28718"}','[{"field":"total","ours":"22.35 USD","theirs":"22.35 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP5 × 1","theirs":"CUP5 × 1","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T11:46+00:00","theirs":"2026-11-20T11:45+00:00","agrees":true,"weight":"likeness"}]',1795176000000,1);
INSERT INTO "order_state" VALUES(24,'held','awaiting_shipment',1795175490000,0,'[]','why.origin_unknown','{}','[]',1795176000000,1);
INSERT INTO "order_state" VALUES(25,'visible','cancelled',1795175790000,1,'[]','why.cancelled_here','{"by":"clerk"}','[]',1795176000000,1);
INSERT INTO "order_state" VALUES(26,'visible','cancelled',1795176000000,1,'[]','why.cancelled_here','{"by":"clerk"}','[]',1795177800000,1);
INSERT INTO "order_state" VALUES(27,'visible','awaiting_shipment',1795176600000,0,'[]','why.arrived','{}','[]',1795177800000,1);
INSERT INTO "order_state" VALUES(28,'visible','on_hold',1795177200000,1,'[]','why.held_here','{"by":"clerk","until_at":"2026-11-25T12:30:00Z"}','[]',1795177800000,1);
INSERT INTO "order_state" VALUES(29,'visible','awaiting_shipment',1795176300000,0,'[]','why.arrived','{}','[]',1795177800000,1);
INSERT INTO "order_state" VALUES(30,'visible','cancelled',1795176900000,0,'[]','why.cancelled_there','{"platform":"word.ebay"}','[]',1795180200000,1);
INSERT INTO "order_state" VALUES(31,'visible','awaiting_shipment',1795177500000,0,'[]','why.hold_ended','{"platform":"word.ebay"}','[]',1795177800000,1);
INSERT INTO "order_state" VALUES(32,'hidden','awaiting_shipment',1795176090000,0,'[]','why.hidden','{"field":"external_id","original":"114-9559245-3353053","platform":"word.amazon","value":"114-9559245-3353053"}','[{"field":"external_id","ours":"114-9559245-3353053","theirs":"114-9559245-3353053","agrees":true,"weight":"proves"},{"field":"external_order_id","ours":"114-9559245-3353053","theirs":"114-9559245-3353053","agrees":true,"weight":"supports"},{"field":"total","ours":"22.64 USD","theirs":"22.64 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP8 × 1","theirs":"CUP8 × 1","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T12:01+00:00","theirs":"2026-11-20T12:00+00:00","agrees":true,"weight":"likeness"}]',1795177800000,1);
INSERT INTO "order_state" VALUES(33,'hidden','awaiting_shipment',1795176390000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"75-34274-50304","platform":"word.ebay","value":"75-34274-50304"}','[{"field":"ebay_order_id","ours":"75-34274-50304","theirs":"75-34274-50304","agrees":true,"weight":"proves"},{"field":"external_id","ours":"75-34274-50304","theirs":"75-34274-50304","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"75-34274-50304","theirs":"75-34274-50304","agrees":true,"weight":"supports"},{"field":"total","ours":"47.42 USD","theirs":"47.42 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP8 × 2","theirs":"CUP8 × 2","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T12:06+00:00","theirs":"2026-11-20T12:05+00:00","agrees":true,"weight":"likeness"}]',1795177800000,1);
INSERT INTO "order_state" VALUES(34,'hidden','cancelled',1795176690000,1,'[]','why.hidden','{"field":"external_id","original":"112-5231472-9924215","platform":"word.amazon","value":"112-5231472-9924215"}','[{"field":"external_id","ours":"112-5231472-9924215","theirs":"112-5231472-9924215","agrees":true,"weight":"proves"},{"field":"external_order_id","ours":"112-5231472-9924215","theirs":"112-5231472-9924215","agrees":true,"weight":"supports"},{"field":"total","ours":"67.91 USD","theirs":"67.91 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP8 × 3","theirs":"CUP8 × 3","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T12:11+00:00","theirs":"2026-11-20T12:10+00:00","agrees":true,"weight":"likeness"}]',1795177800000,1);
INSERT INTO "order_state" VALUES(35,'hidden','cancelled',1795176990000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"75-53363-44285","platform":"word.ebay","value":"75-53363-44285"}','[{"field":"ebay_order_id","ours":"75-53363-44285","theirs":"75-53363-44285","agrees":true,"weight":"proves"},{"field":"external_id","ours":"75-53363-44285","theirs":"75-53363-44285","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"75-53363-44285","theirs":"75-53363-44285","agrees":true,"weight":"supports"},{"field":"total","ours":"27.83 USD","theirs":"27.83 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP9 × 1","theirs":"CUP9 × 1","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T12:16+00:00","theirs":"2026-11-20T12:15+00:00","agrees":true,"weight":"likeness"}]',1795177800000,1);
INSERT INTO "order_state" VALUES(36,'hidden','awaiting_shipment',1795177290000,0,'[]','why.hidden','{"field":"external_id","original":"112-1921244-0374974","platform":"word.amazon","value":"112-1921244-0374974"}','[{"field":"external_id","ours":"112-1921244-0374974","theirs":"112-1921244-0374974","agrees":true,"weight":"proves"},{"field":"external_order_id","ours":"112-1921244-0374974","theirs":"112-1921244-0374974","agrees":true,"weight":"supports"},{"field":"total","ours":"48.23 USD","theirs":"48.23 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP9 × 2","theirs":"CUP9 × 2","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T12:21+00:00","theirs":"2026-11-20T12:20+00:00","agrees":true,"weight":"likeness"}]',1795177800000,1);
INSERT INTO "order_state" VALUES(37,'hidden','awaiting_shipment',1795177590000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"78-46407-03681","platform":"word.ebay","value":"78-46407-03681"}','[{"field":"ebay_order_id","ours":"78-46407-03681","theirs":"78-46407-03681","agrees":true,"weight":"proves"},{"field":"external_id","ours":"78-46407-03681","theirs":"78-46407-03681","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"78-46407-03681","theirs":"78-46407-03681","agrees":true,"weight":"supports"},{"field":"total","ours":"72.49 USD","theirs":"72.49 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP9 × 3","theirs":"CUP9 × 3","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T12:26+00:00","theirs":"2026-11-20T12:25+00:00","agrees":true,"weight":"likeness"}]',1795177800000,1);
INSERT INTO "order_state" VALUES(38,'visible','shipped',1795180380000,1,'[]','why.shipped_here','{"carrier":"UPS","tracking":"1ZSHP0017665913747"}','[]',1795183680000,1);
INSERT INTO "order_state" VALUES(39,'visible','shipped',1795181280000,1,'["Amazon Prime Order"]','why.shipped_here','{"carrier":"UPS","tracking":"1ZLV7Q0CQJ2BHEU584"}','[]',1795184400000,1);
INSERT INTO "order_state" VALUES(40,'visible','awaiting_shipment',1795181880000,0,'[]','why.arrived','{}','[]',1795183680000,1);
INSERT INTO "order_state" VALUES(41,'visible','shipped',1795183080000,1,'[]','why.shipped_here','{"carrier":"UPS","tracking":"1ZSHP0016701447322"}','[]',1795185300000,1);
INSERT INTO "order_state" VALUES(42,'visible','shipped',1795180680000,0,'[]','why.shipped_there','{"platform":"word.ebay"}','[]',1795188060000,1);
INSERT INTO "order_state" VALUES(43,'visible','shipped',1795181580000,1,'[]','why.shipped_here','{"carrier":"UPS","tracking":"1Z999AA10123456784"}','[]',1795184580000,1);
INSERT INTO "order_state" VALUES(44,'visible','shipped',1795182180000,1,'[]','why.shipped_here','{"carrier":"UPS","tracking":"1ZSHP0013261598943"}','[]',1795184760000,1);
INSERT INTO "order_state" VALUES(45,'visible','shipped',1795182480000,1,'["gift"]','why.shipped_here','{"carrier":"UPS","tracking":"1ZSHP0013261598943"}','[]',1795184760000,1);
INSERT INTO "order_state" VALUES(46,'visible','awaiting_shipment',1795182780000,0,'[]','why.label_voided','{"tracking":"1ZSHP0016803410122"}','[]',1795184940000,1);
INSERT INTO "order_state" VALUES(47,'hidden','shipped',1795180470000,0,'[]','why.hidden','{"field":"external_id","original":"113-7798692-2910800","platform":"word.amazon","value":"113-7798692-2910800"}','[{"field":"external_id","ours":"113-7798692-2910800","theirs":"113-7798692-2910800","agrees":true,"weight":"proves"},{"field":"external_order_id","ours":"113-7798692-2910800","theirs":"113-7798692-2910800","agrees":true,"weight":"supports"},{"field":"total","ours":"14.03 USD","theirs":"14.03 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"MUG × 1","theirs":"MUG × 1","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T13:14+00:00","theirs":"2026-11-20T13:13+00:00","agrees":true,"weight":"likeness"}]',1795183680000,1);
INSERT INTO "order_state" VALUES(48,'hidden','awaiting_shipment',1795180770000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"82-31170-73251","platform":"word.ebay","value":"82-31170-73251"}','[{"field":"ebay_order_id","ours":"82-31170-73251","theirs":"82-31170-73251","agrees":true,"weight":"proves"},{"field":"external_id","ours":"82-31170-73251","theirs":"82-31170-73251","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"82-31170-73251","theirs":"82-31170-73251","agrees":true,"weight":"supports"},{"field":"total","ours":"44.47 USD","theirs":"44.47 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"MUG × 3","theirs":"MUG × 3","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T13:19+00:00","theirs":"2026-11-20T13:18+00:00","agrees":true,"weight":"likeness"}]',1795183680000,1);
INSERT INTO "order_state" VALUES(49,'visible','shipped',1795180980000,1,'[]','why.shipped_here','{"carrier":"UPS","tracking":"1ZSHP0019678873435"}','[]',1795184220000,1);
INSERT INTO "order_state" VALUES(50,'hidden','shipped',1795181370000,0,'[]','why.hidden','{"field":"external_id","original":"112-8966496-1780197","platform":"word.amazon","value":"112-8966496-1780197"}','[{"field":"external_id","ours":"112-8966496-1780197","theirs":"112-8966496-1780197","agrees":true,"weight":"proves"},{"field":"external_order_id","ours":"112-8966496-1780197","theirs":"112-8966496-1780197","agrees":true,"weight":"supports"},{"field":"total","ours":"25.60 USD","theirs":"25.60 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP10 × 1","theirs":"CUP10 × 1","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T13:29+00:00","theirs":"2026-11-20T13:28+00:00","agrees":true,"weight":"likeness"}]',1795183680000,1);
INSERT INTO "order_state" VALUES(51,'hidden','shipped',1795181670000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"40-02330-54141","platform":"word.ebay","value":"40-02330-54141"}','[{"field":"ebay_order_id","ours":"40-02330-54141","theirs":"40-02330-54141","agrees":true,"weight":"proves"},{"field":"external_id","ours":"40-02330-54141","theirs":"40-02330-54141","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"40-02330-54141","theirs":"40-02330-54141","agrees":true,"weight":"supports"},{"field":"total","ours":"52.90 USD","theirs":"52.90 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP10 × 2","theirs":"CUP10 × 2","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T13:34+00:00","theirs":"2026-11-20T13:33+00:00","agrees":true,"weight":"likeness"}]',1795183680000,1);
INSERT INTO "order_state" VALUES(52,'hidden','awaiting_shipment',1795181970000,0,'[]','why.hidden','{"field":"external_id","original":"114-1622296-9450808","platform":"word.amazon","value":"114-1622296-9450808"}','[{"field":"external_id","ours":"114-1622296-9450808","theirs":"114-1622296-9450808","agrees":true,"weight":"proves"},{"field":"external_order_id","ours":"114-1622296-9450808","theirs":"114-1622296-9450808","agrees":true,"weight":"supports"},{"field":"total","ours":"76.79 USD","theirs":"76.79 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP10 × 3","theirs":"CUP10 × 3","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T13:39+00:00","theirs":"2026-11-20T13:38+00:00","agrees":true,"weight":"likeness"}]',1795183680000,1);
INSERT INTO "order_state" VALUES(53,'hidden','shipped',1795182270000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"79-07082-36316","platform":"word.ebay","value":"79-07082-36316"}','[{"field":"ebay_order_id","ours":"79-07082-36316","theirs":"79-07082-36316","agrees":true,"weight":"proves"},{"field":"external_id","ours":"79-07082-36316","theirs":"79-07082-36316","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"79-07082-36316","theirs":"79-07082-36316","agrees":true,"weight":"supports"},{"field":"total","ours":"18.49 USD","theirs":"18.49 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"MUG × 1","theirs":"MUG × 1","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T13:44+00:00","theirs":"2026-11-20T13:43+00:00","agrees":true,"weight":"likeness"}]',1795183680000,1);
INSERT INTO "order_state" VALUES(54,'hidden','shipped',1795182570000,0,'["gift"]','why.hidden','{"field":"ebay_order_id","original":"72-54869-72349","platform":"word.ebay","value":"72-54869-72349"}','[{"field":"ebay_order_id","ours":"72-54869-72349","theirs":"72-54869-72349","agrees":true,"weight":"proves"},{"field":"external_id","ours":"72-54869-72349","theirs":"72-54869-72349","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"72-54869-72349","theirs":"72-54869-72349","agrees":true,"weight":"supports"},{"field":"total","ours":"29.50 USD","theirs":"29.50 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"BOWL × 1","theirs":"BOWL × 1","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T13:49+00:00","theirs":"2026-11-20T13:48+00:00","agrees":true,"weight":"likeness"}]',1795183680000,1);
INSERT INTO "order_state" VALUES(55,'hidden','awaiting_shipment',1795182870000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"15-24139-90918","platform":"word.ebay","value":"15-24139-90918"}','[{"field":"ebay_order_id","ours":"15-24139-90918","theirs":"15-24139-90918","agrees":true,"weight":"proves"},{"field":"external_id","ours":"15-24139-90918","theirs":"15-24139-90918","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"15-24139-90918","theirs":"15-24139-90918","agrees":true,"weight":"supports"},{"field":"total","ours":"57.46 USD","theirs":"57.46 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"MUG × 4","theirs":"MUG × 4","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T13:54+00:00","theirs":"2026-11-20T13:53+00:00","agrees":true,"weight":"likeness"}]',1795183680000,1);
INSERT INTO "order_state" VALUES(56,'hidden','shipped',1795183170000,0,'[]','why.hidden','{"field":"external_id","original":"114-4347495-1373843","platform":"word.amazon","value":"114-4347495-1373843"}','[{"field":"external_id","ours":"114-4347495-1373843","theirs":"114-4347495-1373843","agrees":true,"weight":"proves"},{"field":"external_order_id","ours":"114-4347495-1373843","theirs":"114-4347495-1373843","agrees":true,"weight":"supports"},{"field":"total","ours":"56.12 USD","theirs":"56.12 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"MUG × 4","theirs":"MUG × 4","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T13:59+00:00","theirs":"2026-11-20T13:58+00:00","agrees":true,"weight":"likeness"}]',1795183680000,1);
INSERT INTO "order_state" VALUES(57,'visible','awaiting_shipment',1795183380000,1,'[]','why.entry_taken_back','{"tracking":"JD0146"}','[]',1795185660000,1);
INSERT INTO "order_state" VALUES(58,'visible','shipped',1795188240000,0,'[]','why.shipped_there','{"platform":"word.amazon"}','[]',1795191900000,1);
INSERT INTO "order_state" VALUES(59,'visible','shipped',1795188540000,0,'[]','why.shipped_there','{"platform":"word.ebay"}','[]',1795191900000,1);
INSERT INTO "order_state" VALUES(60,'visible','shipped',1795188840000,1,'[]','why.shipped_here','{"carrier":"UPS","tracking":"1ZE3"}','[]',1795189500000,1);
INSERT INTO "order_state" VALUES(61,'hidden','shipped',1795188330000,0,'[]','why.hidden','{"field":"external_id","original":"113-2844355-5245777","platform":"word.amazon","value":"113-2844355-5245777"}','[{"field":"external_id","ours":"113-2844355-5245777","theirs":"113-2844355-5245777","agrees":true,"weight":"proves"},{"field":"external_order_id","ours":"113-2844355-5245777","theirs":"113-2844355-5245777","agrees":true,"weight":"supports"},{"field":"total","ours":"10.80 USD","theirs":"10.80 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP0 × 1","theirs":"CUP0 × 1","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T15:25+00:00","theirs":"2026-11-20T15:24+00:00","agrees":true,"weight":"likeness"}]',1795189140000,1);
INSERT INTO "order_state" VALUES(62,'hidden','shipped',1795188630000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"57-45726-58000","platform":"word.ebay","value":"57-45726-58000"}','[{"field":"ebay_order_id","ours":"57-45726-58000","theirs":"57-45726-58000","agrees":true,"weight":"proves"},{"field":"external_id","ours":"57-45726-58000","theirs":"57-45726-58000","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"57-45726-58000","theirs":"57-45726-58000","agrees":true,"weight":"supports"},{"field":"total","ours":"25.50 USD","theirs":"25.50 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP0 × 2","theirs":"CUP0 × 2","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T15:30+00:00","theirs":"2026-11-20T15:29+00:00","agrees":true,"weight":"likeness"}]',1795189140000,1);
INSERT INTO "order_state" VALUES(63,'hidden','shipped',1795188930000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"26-97387-52072","platform":"word.ebay","value":"26-97387-52072"}','[{"field":"ebay_order_id","ours":"26-97387-52072","theirs":"26-97387-52072","agrees":true,"weight":"proves"},{"field":"external_id","ours":"26-97387-52072","theirs":"26-97387-52072","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"26-97387-52072","theirs":"26-97387-52072","agrees":true,"weight":"supports"},{"field":"total","ours":"35.50 USD","theirs":"35.50 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP0 × 3","theirs":"CUP0 × 3","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T15:35+00:00","theirs":"2026-11-20T15:34+00:00","agrees":true,"weight":"likeness"}]',1795189140000,1);
INSERT INTO "order_state" VALUES(64,'visible','awaiting_shipment',1795192080000,0,'[]','why.arrived','{}','[]',1795193580000,1);
INSERT INTO "order_state" VALUES(65,'visible','shipped',1795192380000,1,'[]','why.shipped_here','{"carrier":"UPS","tracking":"1Z-BAD-1"}','[]',1795193580000,1);
INSERT INTO "order_state" VALUES(66,'hidden','awaiting_shipment',1795192170000,0,'[]','why.hidden','{"field":"external_id","original":"113-4385147-9095561","platform":"word.amazon","value":"113-4385147-9095561"}','[{"field":"external_id","ours":"113-4385147-9095561","theirs":"113-4385147-9095561","agrees":true,"weight":"proves"},{"field":"external_order_id","ours":"113-4385147-9095561","theirs":"113-4385147-9095561","agrees":true,"weight":"supports"},{"field":"total","ours":"43.20 USD","theirs":"43.20 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP0 × 4","theirs":"CUP0 × 4","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T16:29+00:00","theirs":"2026-11-20T16:28+00:00","agrees":true,"weight":"likeness"}]',1795193580000,1);
INSERT INTO "order_state" VALUES(67,'hidden','shipped',1795192470000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"17-12509-48511","platform":"word.ebay","value":"17-12509-48511"}','[{"field":"ebay_order_id","ours":"17-12509-48511","theirs":"17-12509-48511","agrees":true,"weight":"proves"},{"field":"external_id","ours":"17-12509-48511","theirs":"17-12509-48511","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"17-12509-48511","theirs":"17-12509-48511","agrees":true,"weight":"supports"},{"field":"total","ours":"55.50 USD","theirs":"55.50 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP0 × 5","theirs":"CUP0 × 5","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T16:34+00:00","theirs":"2026-11-20T16:33+00:00","agrees":true,"weight":"likeness"}]',1795193580000,1);
INSERT INTO "order_state" VALUES(68,'visible','shipped',1795192680000,1,'[]','why.shipped_here','{"carrier":"UPS","tracking":"1ZSHP0016932762103"}','[]',1795193580000,1);
INSERT INTO "order_state" VALUES(69,'visible','shipped',1795192980000,1,'[]','why.shipped_here','{"carrier":"UPS","tracking":"1ZSHP0012695067120"}','[]',1795193580000,1);
INSERT INTO "order_state" VALUES(70,'visible','shipped',1795193280000,1,'[]','why.shipped_here','{"carrier":"UPS","tracking":"1ZSHP0018241621071"}','[]',1795193580000,1);
INSERT INTO "order_state" VALUES(71,'hidden','shipped',1795196550000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"44-20450-22297","platform":"word.ebay","value":"44-20450-22297"}','[{"field":"ebay_order_id","ours":"44-20450-22297","theirs":"44-20450-22297","agrees":true,"weight":"proves"},{"field":"external_id","ours":"44-20450-22297","theirs":"44-20450-22297","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"44-20450-22297","theirs":"44-20450-22297","agrees":true,"weight":"supports"},{"field":"total","ours":"62.35 USD","theirs":"62.35 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP1 × 5","theirs":"CUP1 × 5","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T17:42+00:00","theirs":"2026-11-20T17:41+00:00","agrees":true,"weight":"likeness"}]',1795197060000,1);
INSERT INTO "order_state" VALUES(72,'visible','awaiting_shipment',1795196850000,0,'[]','why.original_awaited','{}','[]',1795199820000,1);
INSERT INTO "order_state" VALUES(73,'visible','shipped',1795196460000,1,'[]','why.shipped_here','{"carrier":"UPS","tracking":"1ZSHP0013512269691"}','[]',1795197060000,1);
INSERT INTO "order_state" VALUES(74,'excluded','awaiting_shipment',1795196760000,0,'[]','why.store_disconnected','{"account":"seller_dzlu49","market":" --market EBAY_GB","platform_id":"ebay"}','[]',1795199820000,1);
INSERT INTO "order_state" VALUES(75,'visible','cancelled',1795199820000,1,'[]','why.superseded','{"by":"94-39112-67406"}','[]',1795200720000,1);
INSERT INTO "order_state" VALUES(76,'visible','cancelled',1795200120000,1,'[]','why.superseded','{"by":"94-39112-67406"}','[]',1795200720000,1);
INSERT INTO "order_state" VALUES(77,'hidden','awaiting_shipment',1795199910000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"37-99597-61727","platform":"word.ebay","value":"37-99597-61727"}','[{"field":"ebay_order_id","ours":"37-99597-61727","theirs":"37-99597-61727","agrees":true,"weight":"proves"},{"field":"external_id","ours":"37-99597-61727","theirs":"37-99597-61727","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"37-99597-61727","theirs":"37-99597-61727","agrees":true,"weight":"supports"},{"field":"total","ours":"30.98 USD","theirs":"30.98 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP2 × 2","theirs":"CUP2 × 2","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T18:38+00:00","theirs":"2026-11-20T18:37+00:00","agrees":true,"weight":"likeness"}]',1795200420000,1);
INSERT INTO "order_state" VALUES(78,'hidden','awaiting_shipment',1795200210000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"53-47808-54855","platform":"word.ebay","value":"53-47808-54855"}','[{"field":"ebay_order_id","ours":"53-47808-54855","theirs":"53-47808-54855","agrees":true,"weight":"proves"},{"field":"external_id","ours":"53-47808-54855","theirs":"53-47808-54855","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"53-47808-54855","theirs":"53-47808-54855","agrees":true,"weight":"supports"},{"field":"total","ours":"43.72 USD","theirs":"43.72 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP2 × 3","theirs":"CUP2 × 3","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T18:43+00:00","theirs":"2026-11-20T18:42+00:00","agrees":true,"weight":"likeness"}]',1795200420000,1);
INSERT INTO "order_state" VALUES(79,'visible','awaiting_shipment',1795200420000,0,'[]','why.arrived','{}','[]',1795200720000,1);
INSERT INTO "order_state" VALUES(80,'hidden','awaiting_shipment',1795200510000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"94-39112-67406","platform":"word.ebay","value":"94-39112-67406"}','[{"field":"ebay_order_id","ours":"94-39112-67406","theirs":"94-39112-67406","agrees":true,"weight":"proves"},{"field":"external_id","ours":"94-39112-67406","theirs":"94-39112-67406","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"94-39112-67406","theirs":"94-39112-67406","agrees":true,"weight":"supports"},{"field":"total","ours":"69.20 USD","theirs":"69.20 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP2 × 2, CUP2 × 3","theirs":"CUP2 × 2, CUP2 × 3","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T18:48+00:00","theirs":"2026-11-20T18:47+00:00","agrees":true,"weight":"likeness"}]',1795200720000,1);
INSERT INTO "order_state" VALUES(81,'visible','awaiting_shipment',1795203300000,0,'[]','why.arrived','{}','[]',1795203600000,1);
INSERT INTO "order_state" VALUES(82,'hidden','awaiting_shipment',1795203390000,0,'[]','why.hidden','{"field":"external_id","original":"113-5258213-2500569","platform":"word.amazon","value":"113-5258213-2500569"}','[{"field":"external_id","ours":"113-5258213-2500569","theirs":"113-5258213-2500569","agrees":true,"weight":"proves"},{"field":"external_order_id","ours":"113-5258213-2500569","theirs":"113-5258213-2500569","agrees":true,"weight":"supports"},{"field":"total","ours":"60.96 USD","theirs":"60.96 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP3 × 4","theirs":"CUP3 × 4","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T19:36+00:00","theirs":"2026-11-20T19:35+00:00","agrees":true,"weight":"likeness"}]',1795203600000,1);
INSERT INTO "order_state" VALUES(83,'visible','shipped',1795206330000,1,'[]','why.shipped_here','{"carrier":"UPS","tracking":"1ZSHP0017366721942"}','[]',1795206930000,1);
INSERT INTO "order_state" VALUES(84,'visible','awaiting_shipment',1795206630000,0,'[]','why.arrived','{}','[]',1795206930000,1);
INSERT INTO "order_state" VALUES(85,'visible','awaiting_shipment',1795206030000,0,'[]','why.storefront','{}','[]',1795206930000,1);
INSERT INTO "order_state" VALUES(86,'hidden','awaiting_shipment',1795206420000,0,'[]','why.hidden','{"field":"external_id","original":"113-7019250-4267545","platform":"word.amazon","value":"113-7019250-4267545"}','[{"field":"external_id","ours":"113-7019250-4267545","theirs":"113-7019250-4267545","agrees":true,"weight":"proves"},{"field":"external_order_id","ours":"113-7019250-4267545","theirs":"113-7019250-4267545","agrees":true,"weight":"supports"},{"field":"total","ours":"30.48 USD","theirs":"30.48 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP3 × 2","theirs":"CUP3 × 2","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T20:27+00:00","theirs":"2026-11-20T20:25+00:00","agrees":true,"weight":"likeness"}]',1795206930000,1);
INSERT INTO "order_state" VALUES(87,'hidden','awaiting_shipment',1795206720000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"16-17966-19363","platform":"word.ebay","value":"16-17966-19363"}','[{"field":"ebay_order_id","ours":"16-17966-19363","theirs":"16-17966-19363","agrees":true,"weight":"proves"},{"field":"external_id","ours":"16-17966-19363","theirs":"16-17966-19363","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"16-17966-19363","theirs":"16-17966-19363","agrees":true,"weight":"supports"},{"field":"total","ours":"47.83 USD","theirs":"47.83 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP3 × 3","theirs":"CUP3 × 3","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T20:32+00:00","theirs":"2026-11-20T20:30+00:00","agrees":true,"weight":"likeness"}]',1795206930000,1);
INSERT INTO "order_state" VALUES(88,'visible','awaiting_shipment',1795209690000,0,'[]','why.arrived','{}','[]',1795213290000,1);
INSERT INTO "order_state" VALUES(89,'visible','shipped',1795209990000,1,'[]','why.shipped_here','{"carrier":"USPS","tracking":"9499995766625414178070"}','[]',1795213290000,1);
INSERT INTO "order_state" VALUES(90,'visible','awaiting_shipment',1795210290000,0,'[]','why.arrived','{}','[]',1795213290000,1);
INSERT INTO "order_state" VALUES(91,'visible','awaiting_shipment',1795210590000,0,'[]','why.arrived','{}','[]',1795213290000,1);
INSERT INTO "order_state" VALUES(92,'visible','awaiting_shipment',1795212990000,0,'[]','why.arrived','{}','[]',1795213290000,1);
INSERT INTO "order_state" VALUES(93,'visible','shipped',1795210890000,1,'[]','why.shipped_here','{"carrier":"UPS","tracking":"1ZSHP0019991530007"}','[]',1795213650000,1);
INSERT INTO "order_state" VALUES(94,'visible','shipped',1795211190000,1,'[]','why.shipped_here','{"carrier":"UPS","tracking":"1ZSHP0018849439474"}','[]',1795213710000,1);
INSERT INTO "order_state" VALUES(95,'visible','shipped',1795211490000,1,'[]','why.shipped_here','{"carrier":"UPS","tracking":"1ZSHP0013698765070"}','[]',1795213800000,1);
INSERT INTO "order_state" VALUES(96,'visible','shipped',1795211790000,1,'[]','why.shipped_here','{"carrier":"UPS","tracking":"1ZSHP0012990206485"}','[]',1795213800000,1);
INSERT INTO "order_state" VALUES(97,'visible','awaiting_shipment',1795212090000,0,'[]','why.arrived','{}','[]',1795213290000,1);
INSERT INTO "order_state" VALUES(98,'visible','shipped',1795212390000,1,'[]','why.shipped_here','{"carrier":"UPS","tracking":"1ZSHP0016585326438"}','[]',1795213740000,1);
INSERT INTO "order_state" VALUES(99,'hidden','awaiting_shipment',1795209780000,0,'[]','why.hidden','{"field":"external_id","original":"111-4432590-7944895","platform":"word.amazon","value":"111-4432590-7944895"}','[{"field":"external_id","ours":"111-4432590-7944895","theirs":"111-4432590-7944895","agrees":true,"weight":"proves"},{"field":"external_order_id","ours":"111-4432590-7944895","theirs":"111-4432590-7944895","agrees":true,"weight":"supports"},{"field":"total","ours":"16.72 USD","theirs":"16.72 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP4 × 1","theirs":"CUP4 × 1","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T21:23+00:00","theirs":"2026-11-20T21:21+00:00","agrees":true,"weight":"likeness"}]',1795213290000,1);
INSERT INTO "order_state" VALUES(100,'hidden','awaiting_shipment',1795210080000,0,'[]','why.hidden','{"field":"external_id","original":"112-9047019-5408765","platform":"word.amazon","value":"112-9047019-5408765"}','[{"field":"external_id","ours":"112-9047019-5408765","theirs":"112-9047019-5408765","agrees":true,"weight":"proves"},{"field":"external_order_id","ours":"112-9047019-5408765","theirs":"112-9047019-5408765","agrees":true,"weight":"supports"},{"field":"total","ours":"33.44 USD","theirs":"33.44 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP4 × 2","theirs":"CUP4 × 2","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T21:28+00:00","theirs":"2026-11-20T21:26+00:00","agrees":true,"weight":"likeness"}]',1795213290000,1);
INSERT INTO "order_state" VALUES(101,'hidden','awaiting_shipment',1795210380000,0,'[]','why.hidden','{"field":"external_id","original":"114-1814747-5362702","platform":"word.amazon","value":"114-1814747-5362702"}','[{"field":"external_id","ours":"114-1814747-5362702","theirs":"114-1814747-5362702","agrees":true,"weight":"proves"},{"field":"external_order_id","ours":"114-1814747-5362702","theirs":"114-1814747-5362702","agrees":true,"weight":"supports"},{"field":"total","ours":"50.16 USD","theirs":"50.16 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP4 × 3","theirs":"CUP4 × 3","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T21:33+00:00","theirs":"2026-11-20T21:31+00:00","agrees":true,"weight":"likeness"}]',1795213290000,1);
INSERT INTO "order_state" VALUES(102,'hidden','awaiting_shipment',1795210680000,0,'[]','why.hidden','{"field":"external_id","original":"111-1385349-9447483","platform":"word.amazon","value":"111-1385349-9447483"}','[{"field":"external_id","ours":"111-1385349-9447483","theirs":"111-1385349-9447483","agrees":true,"weight":"proves"},{"field":"external_order_id","ours":"111-1385349-9447483","theirs":"111-1385349-9447483","agrees":true,"weight":"supports"},{"field":"total","ours":"66.87 USD","theirs":"66.87 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP4 × 4","theirs":"CUP4 × 4","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T21:38+00:00","theirs":"2026-11-20T21:36+00:00","agrees":true,"weight":"likeness"}]',1795213290000,1);
INSERT INTO "order_state" VALUES(103,'hidden','awaiting_shipment',1795210980000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"71-52840-02928","platform":"word.ebay","value":"71-52840-02928"}','[{"field":"ebay_order_id","ours":"71-52840-02928","theirs":"71-52840-02928","agrees":true,"weight":"proves"},{"field":"external_id","ours":"71-52840-02928","theirs":"71-52840-02928","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"71-52840-02928","theirs":"71-52840-02928","agrees":true,"weight":"supports"},{"field":"total","ours":"22.35 USD","theirs":"22.35 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP5 × 1","theirs":"CUP5 × 1","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T21:43+00:00","theirs":"2026-11-20T21:41+00:00","agrees":true,"weight":"likeness"}]',1795213290000,1);
INSERT INTO "order_state" VALUES(104,'hidden','awaiting_shipment',1795211280000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"11-38931-94304","platform":"word.ebay","value":"11-38931-94304"}','[{"field":"ebay_order_id","ours":"11-38931-94304","theirs":"11-38931-94304","agrees":true,"weight":"proves"},{"field":"external_id","ours":"11-38931-94304","theirs":"11-38931-94304","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"11-38931-94304","theirs":"11-38931-94304","agrees":true,"weight":"supports"},{"field":"total","ours":"39.20 USD","theirs":"39.20 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP5 × 2","theirs":"CUP5 × 2","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T21:48+00:00","theirs":"2026-11-20T21:46+00:00","agrees":true,"weight":"likeness"}]',1795213290000,1);
INSERT INTO "order_state" VALUES(105,'hidden','awaiting_shipment',1795211580000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"45-27356-86447","platform":"word.ebay","value":"45-27356-86447"}','[{"field":"ebay_order_id","ours":"45-27356-86447","theirs":"45-27356-86447","agrees":true,"weight":"proves"},{"field":"external_id","ours":"45-27356-86447","theirs":"45-27356-86447","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"45-27356-86447","theirs":"45-27356-86447","agrees":true,"weight":"supports"},{"field":"total","ours":"56.05 USD","theirs":"56.05 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP5 × 3","theirs":"CUP5 × 3","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T21:53+00:00","theirs":"2026-11-20T21:51+00:00","agrees":true,"weight":"likeness"}]',1795213290000,1);
INSERT INTO "order_state" VALUES(106,'hidden','awaiting_shipment',1795211880000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"26-53887-24805","platform":"word.ebay","value":"26-53887-24805"}','[{"field":"ebay_order_id","ours":"26-53887-24805","theirs":"26-53887-24805","agrees":true,"weight":"proves"},{"field":"external_id","ours":"26-53887-24805","theirs":"26-53887-24805","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"26-53887-24805","theirs":"26-53887-24805","agrees":true,"weight":"supports"},{"field":"total","ours":"72.90 USD","theirs":"72.90 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP5 × 4","theirs":"CUP5 × 4","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T21:58+00:00","theirs":"2026-11-20T21:56+00:00","agrees":true,"weight":"likeness"}]',1795213290000,1);
INSERT INTO "order_state" VALUES(107,'hidden','awaiting_shipment',1795212180000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"30-99860-49073","platform":"word.ebay","value":"30-99860-49073"}','[{"field":"ebay_order_id","ours":"30-99860-49073","theirs":"30-99860-49073","agrees":true,"weight":"proves"},{"field":"external_id","ours":"30-99860-49073","theirs":"30-99860-49073","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"30-99860-49073","theirs":"30-99860-49073","agrees":true,"weight":"supports"},{"field":"total","ours":"89.75 USD","theirs":"89.75 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP5 × 5","theirs":"CUP5 × 5","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T22:03+00:00","theirs":"2026-11-20T22:01+00:00","agrees":true,"weight":"likeness"}]',1795213290000,1);
INSERT INTO "order_state" VALUES(108,'hidden','awaiting_shipment',1795212480000,0,'[]','why.hidden','{"field":"ebay_order_id","original":"32-79618-55741","platform":"word.ebay","value":"32-79618-55741"}','[{"field":"ebay_order_id","ours":"32-79618-55741","theirs":"32-79618-55741","agrees":true,"weight":"proves"},{"field":"external_id","ours":"32-79618-55741","theirs":"32-79618-55741","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"32-79618-55741","theirs":"32-79618-55741","agrees":true,"weight":"supports"},{"field":"total","ours":"22.35 USD","theirs":"22.35 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP5 × 1","theirs":"CUP5 × 1","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T22:08+00:00","theirs":"2026-11-20T22:06+00:00","agrees":true,"weight":"likeness"}]',1795213290000,1);
INSERT INTO "order_state" VALUES(109,'visible','awaiting_shipment',1795212690000,0,'[]','why.storefront','{}','[]',1795213290000,1);
INSERT INTO "order_state" VALUES(110,'held','awaiting_shipment',1795213080000,0,'[]','why.origin_unknown','{}','[]',1795213290000,1);
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
INSERT INTO "orders" VALUES(1,1,'113-5009955-1576315','113-5009955-1576315','amazon','amazon',1795165200000,1795165860000,'SHIPPED','shipped',4428,'USD',1,'LAMP × 1','STANDARD',0,0,1795334399000,1795766399000,'[{"remote_id":"1","carrier":"UPS","tracking":"1ZSHP0016338062551","lines":[["37682404498036",1]]}]','{"marketplaceId":"ATVPDKIKX0DER"}',X'01167E5B0C334EED040CC437274005E4',1795168740000);
INSERT INTO "orders" VALUES(2,5,'1001','1001','bigcommerce','amazon',1795165290000,1795165860000,'Shipped','shipped',4428,'USD',1,'LAMP × 1','Amazon Standard',0,0,NULL,NULL,'[]','{"channel_id":"669739","order_address_id":"1501"}',X'F53A47D4855DDD277867AC1493AC50B6',1795168740000);
INSERT INTO "orders" VALUES(3,2,'53-44423-35031','53-44423-35031','ebay','ebay',1795165500000,1795166040000,'FULFILLED','shipped',8750,'USD',2,'LAMP × 2','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'C399B265CAA66356AFEC5547FF3A6727',1795168740000);
INSERT INTO "orders" VALUES(4,5,'1002','1002','bigcommerce','unknown',1795165590000,1795166220000,'Shipped','shipped',8750,'USD',2,'LAMP × 2','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"1","order_address_id":"1502"}',X'1C337CFC4E3477EBE1122CE489E4F854',1795168740000);
INSERT INTO "orders" VALUES(5,1,'113-1376867-3664878','113-1376867-3664878','amazon','amazon',1795171500000,1795171500000,'UNSHIPPED','awaiting_shipment',2592,'USD',1,'BOWL × 1','EXPEDITED',1,0,1795247999000,1795420799000,'[]','{"marketplaceId":"ATVPDKIKX0DER"}',X'CF21DE71EF6D44C79E859E7C89FB621B',1795173000000);
INSERT INTO "orders" VALUES(6,2,'29-44460-25826','29-44460-25826','ebay','ebay',1795171800000,1795171800000,'NOT_STARTED','awaiting_shipment',10150,'USD',4,'BOWL × 4','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'C89BA3F4AA9975C3F258DA64D51DDD6A',1795173000000);
INSERT INTO "orders" VALUES(7,5,'1003','1003','bigcommerce','amazon',1795171590000,1795171590000,'Awaiting Fulfillment','awaiting_shipment',2592,'USD',1,'BOWL × 1','Amazon Prime',1,0,NULL,NULL,'[]','{"channel_id":"669739","order_address_id":"1503"}',X'26EFE2FBDA2C3A6702F1F95CC2678211',1795173000000);
INSERT INTO "orders" VALUES(8,5,'1004','1004','bigcommerce','ebay',1795171890000,1795171890000,'Awaiting Fulfillment','awaiting_shipment',10150,'USD',4,'BOWL × 4','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1504"}',X'19C24AB21DDBE87D1539F1996DE1983B',1795173000000);
INSERT INTO "orders" VALUES(9,5,'1005','1005','bigcommerce','storefront',1795172100000,1795172100000,'Awaiting Fulfillment','awaiting_shipment',3307,'USD',1,'CUP11 × 1','Standard',0,0,NULL,NULL,'[]','{"channel_id":"1","order_address_id":"1505"}',X'9409C30428874D3290B710B415C0B235',1795173000000);
INSERT INTO "orders" VALUES(10,5,'1006','1006','bigcommerce','ebay',1795172490000,1795172490000,'Awaiting Fulfillment','awaiting_shipment',3650,'USD',1,'JAR × 1','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1506"}',X'B8905330B3384741C1AF3FF83003F2A1',1795173000000);
INSERT INTO "orders" VALUES(11,5,'1007','1007','bigcommerce','ebay',1795172790000,1795172790000,'Awaiting Fulfillment','awaiting_shipment',6750,'USD',2,'JAR × 2','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1507"}',X'84224D38DED924432735CCA315CD118F',1795173000000);
INSERT INTO "orders" VALUES(12,2,'61-64715-66818','61-64715-66818','ebay','ebay',1795172700000,1795172700000,'NOT_STARTED','awaiting_shipment',6750,'USD',2,'JAR × 2','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'98BA97341B54F027C8B471E4331888DF',1795173000000);
INSERT INTO "orders" VALUES(13,1,'113-1375393-3427878','113-1375393-3427878','amazon','amazon',1795173600000,1795173600000,'PENDING','awaiting_payment',0,'USD',1,'CUP1 × 1','STANDARD',0,0,1795334399000,1795766399000,'[]','{"marketplaceId":"ATVPDKIKX0DER"}',X'0AD47AB73E360A93776927A12928DF48',1795174800000);
INSERT INTO "orders" VALUES(14,1,'113-3392566-1780667','113-3392566-1780667','amazon','amazon',1795173900000,1795173900000,'UNSHIPPED','awaiting_shipment',1376,'USD',1,'CUP2 × 1','STANDARD',0,1,1795334399000,1795766399000,'[]','{"marketplaceId":"ATVPDKIKX0DER"}',X'389841BBD65683C2098F50E93A24370B',1795174800000);
INSERT INTO "orders" VALUES(15,5,'1010','1010','bigcommerce','amazon',1795173990000,1795173990000,'Shipped','shipped',1376,'USD',1,'CUP2 × 1','Amazon Standard',0,0,NULL,NULL,'[]','{"channel_id":"669739","order_address_id":"1510"}',X'5DD1E6E8DE4F9C96EE31DC63F1B1CB6A',1795174800000);
INSERT INTO "orders" VALUES(16,5,'1011','1011','bigcommerce','ebay',1795174290000,1795174290000,'Awaiting Fulfillment','awaiting_shipment',1961,'USD',1,'CUP3 × 1','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1511"}',X'03FB96D3BCC2EE7360AD6C2D40FEEB83',1795174800000);
INSERT INTO "orders" VALUES(17,5,'1012','1012','bigcommerce','storefront',1795174500000,1795174500000,'Awaiting Fulfillment','awaiting_shipment',3647,'USD',2,'CUP3 × 2','Standard',0,0,NULL,NULL,'[]','{"channel_id":"1","order_address_id":"1512"}',X'87353FB6DA7E019BC04FEC7C0314EC55',1795174800000);
INSERT INTO "orders" VALUES(18,1,'113-4401647-8968401','113-4401647-8968401','amazon','amazon',1795174800000,1795174800000,'UNSHIPPED','awaiting_shipment',1672,'USD',1,'CUP4 × 1','STANDARD',0,0,1795334399000,1795766399000,'[]','{"marketplaceId":"ATVPDKIKX0DER"}',X'23BA6E42161D6498783D047EEE2A2CF1',1795176000000);
INSERT INTO "orders" VALUES(19,1,'112-1810183-3264939','112-1810183-3264939','amazon','amazon',1795175400000,1795175400000,'UNSHIPPED','awaiting_shipment',3936,'USD',2,'CUP6 × 2','STANDARD',0,0,1795334399000,1795766399000,'[]','{"marketplaceId":"ATVPDKIKX0DER"}',X'7E98245CA7D69EDCBFA3435192607D20',1795176000000);
INSERT INTO "orders" VALUES(20,2,'40-86781-28718','40-86781-28718','ebay','ebay',1795175100000,1795175100000,'NOT_STARTED','awaiting_shipment',2235,'USD',1,'CUP5 × 1','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'8722E88C93F1108ABFFDA59EDDD37032',1795176000000);
INSERT INTO "orders" VALUES(21,2,'53-32012-05014','53-32012-05014','ebay','ebay',1795175700000,1795175700000,'NOT_STARTED','awaiting_shipment',4468,'USD',2,'CUP7 × 2','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'B58BE8296A35C3529A6BC4613589D92C',1795176000000);
INSERT INTO "orders" VALUES(22,5,'1013','1013','bigcommerce','unknown',1795174890000,1795174890000,'Awaiting Fulfillment','awaiting_shipment',1672,'USD',1,'CUP4 × 1','Amazon Standard',0,0,NULL,NULL,'[]','{"channel_id":"1","order_address_id":"1513"}',X'703C1FF55006BBB1D51206C497942903',1795176000000);
INSERT INTO "orders" VALUES(23,5,'1014','1014','bigcommerce','unknown',1795175190000,1795175190000,'Awaiting Fulfillment','awaiting_shipment',2235,'USD',1,'CUP5 × 1','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"1","order_address_id":"1514"}',X'B673E1595BBE5DF8AC03E569F4149682',1795176000000);
INSERT INTO "orders" VALUES(24,5,'1015','1015','bigcommerce','unknown',1795175490000,1795175490000,'Awaiting Fulfillment','awaiting_shipment',3936,'USD',2,'CUP6 × 2','Amazon Standard',0,0,NULL,NULL,'[]','{"channel_id":"1","order_address_id":"1515"}',X'08811A5EDF40024242B08E679C05E654',1795176000000);
INSERT INTO "orders" VALUES(25,5,'1016','1016','bigcommerce','unknown',1795175790000,1795175790000,'Awaiting Fulfillment','awaiting_shipment',4468,'USD',2,'CUP7 × 2','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"1","order_address_id":"1516"}',X'D7180A82D5B6A01DF6705DF638771740',1795176000000);
INSERT INTO "orders" VALUES(26,1,'114-9559245-3353053','114-9559245-3353053','amazon','amazon',1795176000000,1795176000000,'UNSHIPPED','awaiting_shipment',2264,'USD',1,'CUP8 × 1','STANDARD',0,0,1795334399000,1795766399000,'[]','{"marketplaceId":"ATVPDKIKX0DER"}',X'8539D75D19AA18FF2E28B85588CA51D6',1795177800000);
INSERT INTO "orders" VALUES(27,1,'112-5231472-9924215','112-5231472-9924215','amazon','amazon',1795176600000,1795176600000,'UNSHIPPED','awaiting_shipment',6791,'USD',3,'CUP8 × 3','STANDARD',0,0,1795334399000,1795766399000,'[]','{"marketplaceId":"ATVPDKIKX0DER"}',X'26B5FACED5EEFBC1753B63D4FC155A92',1795177800000);
INSERT INTO "orders" VALUES(28,1,'112-1921244-0374974','112-1921244-0374974','amazon','amazon',1795177200000,1795177200000,'UNSHIPPED','awaiting_shipment',4823,'USD',2,'CUP9 × 2','STANDARD',0,0,1795334399000,1795766399000,'[]','{"marketplaceId":"ATVPDKIKX0DER"}',X'9DBD6566C3ABE4B2119B82E107CFC6E5',1795177800000);
INSERT INTO "orders" VALUES(29,2,'75-34274-50304','75-34274-50304','ebay','ebay',1795176300000,1795176300000,'NOT_STARTED','awaiting_shipment',4742,'USD',2,'CUP8 × 2','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'3F5925D38769127C028D64F9481C3C80',1795177800000);
INSERT INTO "orders" VALUES(30,2,'75-53363-44285','75-53363-44285','ebay','ebay',1795176900000,1795177800000,'CANCELED','cancelled',2783,'USD',1,'CUP9 × 1','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'707E6524296C438865B2A54CF7C4DD1F',1795180200000);
INSERT INTO "orders" VALUES(31,2,'78-46407-03681','78-46407-03681','ebay','ebay',1795177500000,1795177500000,'NOT_STARTED','awaiting_shipment',7249,'USD',3,'CUP9 × 3','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'C71000713D2D135B67A1814E8BC268E1',1795177800000);
INSERT INTO "orders" VALUES(32,5,'1017','1017','bigcommerce','amazon',1795176090000,1795176090000,'Awaiting Fulfillment','awaiting_shipment',2264,'USD',1,'CUP8 × 1','Amazon Standard',0,0,NULL,NULL,'[]','{"channel_id":"669739","order_address_id":"1517"}',X'1E4DA6188248EC4D7FAE901E086668EB',1795177800000);
INSERT INTO "orders" VALUES(33,5,'1018','1018','bigcommerce','ebay',1795176390000,1795176390000,'Awaiting Fulfillment','awaiting_shipment',4742,'USD',2,'CUP8 × 2','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1518"}',X'36B4A52C354CDEDACEECA828893A6D85',1795177800000);
INSERT INTO "orders" VALUES(34,5,'1019','1019','bigcommerce','amazon',1795176690000,1795176690000,'Awaiting Fulfillment','awaiting_shipment',6791,'USD',3,'CUP8 × 3','Amazon Standard',0,0,NULL,NULL,'[]','{"channel_id":"669739","order_address_id":"1519"}',X'37B676A661D35598D60F9D8CCDB6352C',1795177800000);
INSERT INTO "orders" VALUES(35,5,'1020','1020','bigcommerce','ebay',1795176990000,1795177890000,'Cancelled','cancelled',2783,'USD',1,'CUP9 × 1','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1520"}',X'B3C1CC7FC56AEE97266CEC0C253E6F67',1795180200000);
INSERT INTO "orders" VALUES(36,5,'1021','1021','bigcommerce','amazon',1795177290000,1795177290000,'Awaiting Fulfillment','awaiting_shipment',4823,'USD',2,'CUP9 × 2','Amazon Standard',0,0,NULL,NULL,'[]','{"channel_id":"669739","order_address_id":"1521"}',X'A0B981B4328D8F31312E63D62635B4AE',1795177800000);
INSERT INTO "orders" VALUES(37,5,'1022','1022','bigcommerce','ebay',1795177590000,1795177590000,'Awaiting Fulfillment','awaiting_shipment',7249,'USD',3,'CUP9 × 3','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1522"}',X'7687D6AFC433106621C55365FB075FCE',1795177800000);
INSERT INTO "orders" VALUES(38,1,'113-7798692-2910800','113-7798692-2910800','amazon','amazon',1795180380000,1795183740000,'SHIPPED','shipped',1403,'USD',1,'MUG × 1','STANDARD',0,0,1795334399000,1795766399000,'[{"remote_id":"4","carrier":"UPS","tracking":"1ZSHP0017665913747","lines":[["68083623805882",1]]}]','{"marketplaceId":"ATVPDKIKX0DER"}',X'',1795188060000);
INSERT INTO "orders" VALUES(39,1,'112-8966496-1780197','112-8966496-1780197','amazon','amazon',1795181280000,1795184400000,'SHIPPED','shipped',2560,'USD',1,'CUP10 × 1','SECOND_DAY',1,0,1795247999000,1795420799000,'[{"remote_id":"3926380552","carrier":"UPS","tracking":"1ZLV7Q0CQJ2BHEU584","lines":[["51743178245218",1]]}]','{"marketplaceId":"ATVPDKIKX0DER"}',X'1D5E5E7CAB9EEE508688717A08CFB4EE',1795188060000);
INSERT INTO "orders" VALUES(40,1,'114-1622296-9450808','114-1622296-9450808','amazon','amazon',1795181880000,1795181880000,'UNSHIPPED','awaiting_shipment',7679,'USD',3,'CUP10 × 3','STANDARD',0,0,1795334399000,1795766399000,'[]','{"marketplaceId":"ATVPDKIKX0DER"}',X'196B1689E2360C6E6ECA16ED12986097',1795183680000);
INSERT INTO "orders" VALUES(41,1,'114-4347495-1373843','114-4347495-1373843','amazon','amazon',1795183080000,1795185360000,'SHIPPED','shipped',5612,'USD',4,'MUG × 4','STANDARD',0,0,1795334399000,1795766399000,'[{"remote_id":"13","carrier":"UPS","tracking":"1ZSHP0016701447322","lines":[["87937615414765",4]]}]','{"marketplaceId":"ATVPDKIKX0DER"}',X'1B841B83A8B29DE8B4F8A3FFC19FB659',1795188060000);
INSERT INTO "orders" VALUES(42,2,'82-31170-73251','82-31170-73251','ebay','ebay',1795180680000,1795184100000,'FULFILLED','shipped',4447,'USD',3,'MUG × 3','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'F659F7D09681E351DBF2B300B5423B5D',1795188060000);
INSERT INTO "orders" VALUES(43,2,'40-02330-54141','40-02330-54141','ebay','ebay',1795181580000,1795184640000,'FULFILLED','shipped',5290,'USD',2,'CUP10 × 2','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'9D67160E5F149B9EB910E7BA08B255C1',1795188060000);
INSERT INTO "orders" VALUES(44,2,'79-07082-36316','79-07082-36316','ebay','ebay',1795182180000,1795184820000,'FULFILLED','shipped',1849,'USD',1,'MUG × 1','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'C2F89118264D86742D6316663DFBEC8C',1795188060000);
INSERT INTO "orders" VALUES(45,2,'72-54869-72349','72-54869-72349','ebay','ebay',1795182480000,1795184820000,'FULFILLED','shipped',2950,'USD',1,'BOWL × 1','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'D00EE479F58EA53B31D9919DD4A02910',1795188060000);
INSERT INTO "orders" VALUES(46,2,'15-24139-90918','15-24139-90918','ebay','ebay',1795182780000,1795182780000,'NOT_STARTED','awaiting_shipment',5746,'USD',4,'MUG × 4','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'8311D7F63ED1BFC3A57D0F9CAD345F0E',1795183680000);
INSERT INTO "orders" VALUES(47,5,'1023','1023','bigcommerce','amazon',1795180470000,1795183740000,'Shipped','shipped',1403,'USD',1,'MUG × 1','Amazon Standard',0,0,NULL,NULL,'[]','{"channel_id":"669739","order_address_id":"1523"}',X'3D8BB40E5B8FD6BEDBF6242026491CCE',1795207110000);
INSERT INTO "orders" VALUES(48,5,'1024','1024','bigcommerce','ebay',1795180770000,1795184100000,'Partially Shipped','awaiting_shipment',4447,'USD',3,'MUG × 3','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1524"}',X'C266FDF9BCFB5809EE2794D8FA2CF1E0',1795188060000);
INSERT INTO "orders" VALUES(49,5,'1025','1025','bigcommerce','storefront',1795180980000,1795184280000,'Shipped','shipped',3405,'USD',2,'MUG × 2','Standard',0,0,NULL,NULL,'[]','{"channel_id":"1","order_address_id":"1525"}',X'810CF73B5B4ED1FE82BC59168EE78F2A',1795188060000);
INSERT INTO "orders" VALUES(50,5,'1026','1026','bigcommerce','amazon',1795181370000,1795184460000,'Shipped','shipped',2560,'USD',1,'CUP10 × 1','Amazon Prime',1,0,NULL,NULL,'[]','{"channel_id":"669739","order_address_id":"1526"}',X'50570CA98E25CAC3397FCDC5C72E8939',1795188060000);
INSERT INTO "orders" VALUES(51,5,'1027','1027','bigcommerce','ebay',1795181670000,1795184640000,'Shipped','shipped',5290,'USD',2,'CUP10 × 2','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1527"}',X'B4FDCB00F0327C68C865E8CCA5FDE8A2',1795188060000);
INSERT INTO "orders" VALUES(52,5,'1028','1028','bigcommerce','amazon',1795181970000,1795181970000,'Awaiting Fulfillment','awaiting_shipment',7679,'USD',3,'CUP10 × 3','Amazon Standard',0,0,NULL,NULL,'[]','{"channel_id":"669739","order_address_id":"1528"}',X'E8159FA12D26CDC05C1C9ADAC8168609',1795183680000);
INSERT INTO "orders" VALUES(53,5,'1029','1029','bigcommerce','ebay',1795182270000,1795184820000,'Shipped','shipped',1849,'USD',1,'MUG × 1','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1529"}',X'635A6F249450D83EBBBC603A99D9BC9B',1795188060000);
INSERT INTO "orders" VALUES(54,5,'1030','1030','bigcommerce','ebay',1795182570000,1795184820000,'Shipped','shipped',2950,'USD',1,'BOWL × 1','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1530"}',X'D18AAD92E638F14BC3419556D012B639',1795188060000);
INSERT INTO "orders" VALUES(55,5,'1031','1031','bigcommerce','ebay',1795182870000,1795182870000,'Awaiting Fulfillment','awaiting_shipment',5746,'USD',4,'MUG × 4','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1531"}',X'2C707376B1E1067D303939AC7137E74F',1795183680000);
INSERT INTO "orders" VALUES(56,5,'1032','1032','bigcommerce','amazon',1795183170000,1795185360000,'Shipped','shipped',5612,'USD',4,'MUG × 4','Amazon Standard',0,0,NULL,NULL,'[]','{"channel_id":"669739","order_address_id":"1532"}',X'1763B7EBC210D789215975439E28643B',1795188060000);
INSERT INTO "orders" VALUES(57,5,'1033','1033','bigcommerce','storefront',1795183380000,1795185540000,'Shipped','shipped',4283,'USD',3,'CUP1 × 3','Standard',0,0,NULL,NULL,'[]','{"channel_id":"1","order_address_id":"1533"}',X'2742F36450746795BFCE483747D3C189',1795188060000);
INSERT INTO "orders" VALUES(58,1,'113-2844355-5245777','113-2844355-5245777','amazon','amazon',1795188240000,1795189140000,'SHIPPED','shipped',1080,'USD',1,'CUP0 × 1','STANDARD',0,0,1795334399000,1795766399000,'[{"remote_id":"483866757","carrier":"UPS","tracking":"1Z1","lines":[["49368971968721",1]]}]','{"marketplaceId":"ATVPDKIKX0DER"}',X'FE7C070C5ABE2DEEC8D2DD0F737525B8',1795191900000);
INSERT INTO "orders" VALUES(59,2,'57-45726-58000','57-45726-58000','ebay','ebay',1795188540000,1795189320000,'FULFILLED','shipped',2550,'USD',2,'CUP0 × 2','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'E030825D24DA7383C817EAEDF9959B22',1795191900000);
INSERT INTO "orders" VALUES(60,2,'26-97387-52072','26-97387-52072','ebay','ebay',1795188840000,1795189500000,'FULFILLED','shipped',3550,'USD',3,'CUP0 × 3','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'6D26C354796A04D5C483386EEE6837AE',1795191900000);
INSERT INTO "orders" VALUES(61,5,'1034','1034','bigcommerce','amazon',1795188330000,1795191900000,'Shipped','shipped',1080,'USD',1,'CUP0 × 1','Amazon Standard',0,0,NULL,NULL,'[]','{"channel_id":"669739","order_address_id":"1534"}',X'B8AA06103EED9EA0A659E48C94810366',1795193580000);
INSERT INTO "orders" VALUES(62,5,'1035','1035','bigcommerce','ebay',1795188630000,1795191900000,'Shipped','shipped',2550,'USD',2,'CUP0 × 2','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1535"}',X'EB45C51A884AD995A29DB145AC364312',1795193580000);
INSERT INTO "orders" VALUES(63,5,'1036','1036','bigcommerce','ebay',1795188930000,1795189560000,'Shipped','shipped',3550,'USD',3,'CUP0 × 3','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1536"}',X'CE1CEF9168449C00F508967FE1DC2BE6',1795191900000);
INSERT INTO "orders" VALUES(64,1,'113-4385147-9095561','113-4385147-9095561','amazon','amazon',1795192080000,1795192080000,'UNSHIPPED','awaiting_shipment',4320,'USD',4,'CUP0 × 4','STANDARD',0,0,1795334399000,1795766399000,'[]','{"marketplaceId":"ATVPDKIKX0DER"}',X'7682AAD37EF06C05A4C073E4408A1FCE',1795193580000);
INSERT INTO "orders" VALUES(65,2,'17-12509-48511','17-12509-48511','ebay','ebay',1795192380000,1795193640000,'FULFILLED','shipped',5550,'USD',5,'CUP0 × 5','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'AC51AAE616F26CB1E28D38ED82500DC1',1795196280000);
INSERT INTO "orders" VALUES(66,5,'1037','1037','bigcommerce','amazon',1795192170000,1795192170000,'Awaiting Fulfillment','awaiting_shipment',4320,'USD',4,'CUP0 × 4','Amazon Standard',0,0,NULL,NULL,'[]','{"channel_id":"669739","order_address_id":"1537"}',X'D14C5271F2C58D783FA525A8B91B72AC',1795193580000);
INSERT INTO "orders" VALUES(67,5,'1038','1038','bigcommerce','ebay',1795192470000,1795193640000,'Shipped','shipped',5550,'USD',5,'CUP0 × 5','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1538"}',X'F4CCB368F8C20F10020F0AF157E3B297',1795196280000);
INSERT INTO "orders" VALUES(68,5,'1039','1039','bigcommerce','storefront',1795192680000,1795193580000,'Partially Shipped','awaiting_shipment',7079,'USD',6,'CUP0 × 6','Standard',0,0,NULL,NULL,'[]','{"channel_id":"1","order_address_id":"1539"}',X'435E418ADDE82E519D1B57561CDBD923',1795196280000);
INSERT INTO "orders" VALUES(69,5,'1040','1040','bigcommerce','storefront',1795192980000,1795193580000,'Partially Shipped','awaiting_shipment',8159,'USD',7,'CUP0 × 7','Standard',0,0,NULL,NULL,'[]','{"channel_id":"1","order_address_id":"1540"}',X'D57F65993D9D69AE779D5356BA019370',1795196280000);
INSERT INTO "orders" VALUES(70,5,'1041','1041','bigcommerce','storefront',1795193280000,1795193580000,'Partially Shipped','awaiting_shipment',9239,'USD',8,'CUP0 × 8','Standard',0,0,NULL,NULL,'[]','{"channel_id":"1","order_address_id":"1541"}',X'4568069F1CB2117F20CEA489B7D01C73',1795196280000);
INSERT INTO "orders" VALUES(71,5,'1042','1042','bigcommerce','ebay',1795196550000,1795197120000,'Shipped','shipped',6235,'USD',5,'CUP1 × 5','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"662329","order_address_id":"1542"}',X'156C85F335637CC238EE1DBC945E1AE7',1795199640000);
INSERT INTO "orders" VALUES(72,5,'1043','1043','bigcommerce','ebay',1795196850000,1795196850000,'Awaiting Fulfillment','awaiting_shipment',7372,'USD',6,'CUP1 × 6','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"662329","order_address_id":"1543"}',X'71426A13FF5B2D7C03760B2399C3449E',1795197060000);
INSERT INTO "orders" VALUES(73,4,'44-20450-22297','44-20450-22297','ebay','ebay',1795196460000,1795197120000,'FULFILLED','shipped',6235,'USD',5,'CUP1 × 5','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'006D0A0130E9DF2F0DC1167EAAFAB539',1795199640000);
INSERT INTO "orders" VALUES(74,4,'75-20809-08688','75-20809-08688','ebay','ebay',1795196760000,1795196760000,'NOT_STARTED','awaiting_shipment',7372,'USD',6,'CUP1 × 6','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'00298503A076A81B69F183DB384D4D83',1795197060000);
INSERT INTO "orders" VALUES(75,2,'37-99597-61727','37-99597-61727','ebay','ebay',1795199820000,1795199820000,'NOT_STARTED','awaiting_shipment',3098,'USD',2,'CUP2 × 2','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'F40BA2E87FA75A757E978507BB4CEE58',1795200420000);
INSERT INTO "orders" VALUES(76,2,'53-47808-54855','53-47808-54855','ebay','ebay',1795200120000,1795200120000,'NOT_STARTED','awaiting_shipment',4372,'USD',3,'CUP2 × 3','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'652428D089170839BFBD9A26B6507A7F',1795200420000);
INSERT INTO "orders" VALUES(77,5,'1044','1044','bigcommerce','ebay',1795199910000,1795199910000,'Awaiting Fulfillment','awaiting_shipment',3098,'USD',2,'CUP2 × 2','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1544"}',X'CAC630545512FDB49FB2C42AF65B0284',1795200420000);
INSERT INTO "orders" VALUES(78,5,'1045','1045','bigcommerce','ebay',1795200210000,1795200210000,'Awaiting Fulfillment','awaiting_shipment',4372,'USD',3,'CUP2 × 3','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1545"}',X'D6DCB62E06D2AA3C4E03BDB0764B6EC1',1795200420000);
INSERT INTO "orders" VALUES(79,2,'94-39112-67406','94-39112-67406','ebay','ebay',1795200420000,1795200420000,'NOT_STARTED','awaiting_shipment',6920,'USD',5,'CUP2 × 2, CUP2 × 3','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'BE450498E3F6D60FA5A4A44FDA908C43',1795200720000);
INSERT INTO "orders" VALUES(80,5,'1046','1046','bigcommerce','ebay',1795200510000,1795200510000,'Awaiting Fulfillment','awaiting_shipment',6920,'USD',5,'CUP2 × 2, CUP2 × 3','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1546"}',X'2D11804F8BE3D08E3526B28BEF7C19BC',1795200720000);
INSERT INTO "orders" VALUES(81,1,'113-5258213-2500569','113-5258213-2500569','amazon','amazon',1795203300000,1795203300000,'UNSHIPPED','awaiting_shipment',6096,'USD',4,'CUP3 × 4','STANDARD',0,0,1795334399000,1795766399000,'[]','{"marketplaceId":"ATVPDKIKX0DER"}',X'8E48ABBFF8A9934B73ACC30538FF9361',1795203600000);
INSERT INTO "orders" VALUES(82,5,'1047','1047','bigcommerce','amazon',1795203390000,1795203390000,'Awaiting Fulfillment','awaiting_shipment',6096,'USD',4,'CUP3 × 4','Amazon Standard',0,0,NULL,NULL,'[]','{"channel_id":"669739","order_address_id":"1547"}',X'F017C9EFE3986529F2A371405473031A',1795203600000);
INSERT INTO "orders" VALUES(83,1,'113-7019250-4267545','113-7019250-4267545','amazon','amazon',1795206330000,1795206990000,'SHIPPED','shipped',3048,'USD',2,'CUP3 × 2','STANDARD',0,0,1795334399000,1795766399000,'[{"remote_id":"25","carrier":"UPS","tracking":"1ZSHP0017366721942","lines":[["83746102688167",2]]}]','{"marketplaceId":"ATVPDKIKX0DER"}',X'1D22834FCB4C245411C89D09D68CD512',1795209510000);
INSERT INTO "orders" VALUES(84,2,'16-17966-19363','16-17966-19363','ebay','ebay',1795206630000,1795206630000,'NOT_STARTED','awaiting_shipment',4783,'USD',3,'CUP3 × 3','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'5405A0748828FA233A651F56FFA89344',1795206930000);
INSERT INTO "orders" VALUES(85,5,'1048','1048','bigcommerce','storefront',1795206030000,1795206030000,'Awaiting Fulfillment','awaiting_shipment',8218,'USD',5,'CUP3 × 5','Standard',0,0,NULL,NULL,'[]','{"channel_id":"1","order_address_id":"1548"}',X'C85087D77839FE6857284FFC0637F9E7',1795206930000);
INSERT INTO "orders" VALUES(86,5,'1049','1049','bigcommerce','amazon',1795206420000,1795206420000,'Awaiting Fulfillment','awaiting_shipment',3048,'USD',2,'CUP3 × 2','Amazon Standard',0,0,NULL,NULL,'[]','{"channel_id":"669739","order_address_id":"1549"}',X'ED97D17EFAD753A3763234334B005D92',1795206930000);
INSERT INTO "orders" VALUES(87,5,'1050','1050','bigcommerce','ebay',1795206720000,1795206720000,'Awaiting Fulfillment','awaiting_shipment',4783,'USD',3,'CUP3 × 3','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1550"}',X'A59B1F3B414257063996395051D8B210',1795206930000);
INSERT INTO "orders" VALUES(88,1,'111-4432590-7944895','111-4432590-7944895','amazon','amazon',1795209690000,1795209690000,'UNSHIPPED','awaiting_shipment',1672,'USD',1,'CUP4 × 1','STANDARD',0,0,1795334399000,1795766399000,'[]','{"marketplaceId":"ATVPDKIKX0DER"}',X'4ABE893124B6F47571585935DE4E3FEA',1795213290000);
INSERT INTO "orders" VALUES(89,1,'112-9047019-5408765','112-9047019-5408765','amazon','amazon',1795209990000,1795209990000,'UNSHIPPED','awaiting_shipment',3344,'USD',2,'CUP4 × 2','STANDARD',0,0,1795334399000,1795766399000,'[]','{"marketplaceId":"ATVPDKIKX0DER"}',X'D31F13404A7777B541A1C52823AF8369',1795213290000);
INSERT INTO "orders" VALUES(90,1,'114-1814747-5362702','114-1814747-5362702','amazon','amazon',1795210290000,1795210290000,'UNSHIPPED','awaiting_shipment',5016,'USD',3,'CUP4 × 3','STANDARD',0,0,1795334399000,1795766399000,'[]','{"marketplaceId":"ATVPDKIKX0DER"}',X'62CC0452E3AEDC4779C19C17FADE2984',1795213290000);
INSERT INTO "orders" VALUES(91,1,'111-1385349-9447483','111-1385349-9447483','amazon','amazon',1795210590000,1795210590000,'UNSHIPPED','awaiting_shipment',6687,'USD',4,'CUP4 × 4','STANDARD',0,0,1795334399000,1795766399000,'[]','{"marketplaceId":"ATVPDKIKX0DER"}',X'D83FAE47346135597186D1460B0B4C31',1795213290000);
INSERT INTO "orders" VALUES(92,1,'112-4241773-5076494','112-4241773-5076494','amazon','amazon',1795212990000,1795212990000,'UNSHIPPED','awaiting_shipment',8463,'USD',4,'CUP7 × 4','STANDARD',0,0,1795334399000,1795766399000,'[]','{"marketplaceId":"ATVPDKIKX0DER"}',X'FB7A37D8A3AD30A4BEBE68055C3369C4',1795213290000);
INSERT INTO "orders" VALUES(93,2,'71-52840-02928','71-52840-02928','ebay','ebay',1795210890000,1795210890000,'NOT_STARTED','awaiting_shipment',2235,'USD',1,'CUP5 × 1','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'C2DD64B60A96577D554B394D0CB0CC8C',1795213290000);
INSERT INTO "orders" VALUES(94,2,'11-38931-94304','11-38931-94304','ebay','ebay',1795211190000,1795211190000,'NOT_STARTED','awaiting_shipment',3920,'USD',2,'CUP5 × 2','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'90C73F090E34E4B3B99E693DABB5D6DA',1795213290000);
INSERT INTO "orders" VALUES(95,2,'45-27356-86447','45-27356-86447','ebay','ebay',1795211490000,1795211490000,'NOT_STARTED','awaiting_shipment',5605,'USD',3,'CUP5 × 3','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'9B4ACD5BDA82BA7160D07E274D3B568B',1795213290000);
INSERT INTO "orders" VALUES(96,2,'26-53887-24805','26-53887-24805','ebay','ebay',1795211790000,1795211790000,'NOT_STARTED','awaiting_shipment',7290,'USD',4,'CUP5 × 4','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'07D160E089AA91E452BE44EEE8EECFCD',1795213290000);
INSERT INTO "orders" VALUES(97,2,'30-99860-49073','30-99860-49073','ebay','ebay',1795212090000,1795212090000,'NOT_STARTED','awaiting_shipment',8975,'USD',5,'CUP5 × 5','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'8C2688BC3CCE7A23115F53FA782541AE',1795213290000);
INSERT INTO "orders" VALUES(98,2,'32-79618-55741','32-79618-55741','ebay','ebay',1795212390000,1795212390000,'NOT_STARTED','awaiting_shipment',2235,'USD',1,'CUP5 × 1','USPSParcel',0,0,1795334399000,1795766399000,'[]','{}',X'BC872C978ED6128057913DEC6B84FD85',1795213290000);
INSERT INTO "orders" VALUES(99,5,'1051','1051','bigcommerce','amazon',1795209780000,1795209780000,'Awaiting Fulfillment','awaiting_shipment',1672,'USD',1,'CUP4 × 1','Amazon Standard',0,0,NULL,NULL,'[]','{"channel_id":"669739","order_address_id":"1551"}',X'4AA203B5E6C29B2728F2C69FB1D6D997',1795213290000);
INSERT INTO "orders" VALUES(100,5,'1052','1052','bigcommerce','amazon',1795210080000,1795210080000,'Awaiting Fulfillment','awaiting_shipment',3344,'USD',2,'CUP4 × 2','Amazon Standard',0,0,NULL,NULL,'[]','{"channel_id":"669739","order_address_id":"1552"}',X'ECA0522409C8CD2E2DF263F8715CEA17',1795213290000);
INSERT INTO "orders" VALUES(101,5,'1053','1053','bigcommerce','amazon',1795210380000,1795210380000,'Awaiting Fulfillment','awaiting_shipment',5016,'USD',3,'CUP4 × 3','Amazon Standard',0,0,NULL,NULL,'[]','{"channel_id":"669739","order_address_id":"1553"}',X'DB2526E4C3576B8A870323DB71D800BB',1795213290000);
INSERT INTO "orders" VALUES(102,5,'1054','1054','bigcommerce','amazon',1795210680000,1795210680000,'Awaiting Fulfillment','awaiting_shipment',6687,'USD',4,'CUP4 × 4','Amazon Standard',0,0,NULL,NULL,'[]','{"channel_id":"669739","order_address_id":"1554"}',X'6290DA7E1699B59420D6AFD159B4ABA3',1795213290000);
INSERT INTO "orders" VALUES(103,5,'1055','1055','bigcommerce','ebay',1795210980000,1795210980000,'Awaiting Fulfillment','awaiting_shipment',2235,'USD',1,'CUP5 × 1','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1555"}',X'E91D2C5D5872A1E9FE402D1771BE9FEA',1795213290000);
INSERT INTO "orders" VALUES(104,5,'1056','1056','bigcommerce','ebay',1795211280000,1795211280000,'Awaiting Fulfillment','awaiting_shipment',3920,'USD',2,'CUP5 × 2','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1556"}',X'7B38FECDDF30E656CA8C862E1165B1DB',1795213290000);
INSERT INTO "orders" VALUES(105,5,'1057','1057','bigcommerce','ebay',1795211580000,1795211580000,'Awaiting Fulfillment','awaiting_shipment',5605,'USD',3,'CUP5 × 3','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1557"}',X'B6D693F68189556FD1A590FA68DDDEF4',1795213290000);
INSERT INTO "orders" VALUES(106,5,'1058','1058','bigcommerce','ebay',1795211880000,1795211880000,'Awaiting Fulfillment','awaiting_shipment',7290,'USD',4,'CUP5 × 4','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1558"}',X'BB114F3894C48F729D0F0EC305E273AC',1795213290000);
INSERT INTO "orders" VALUES(107,5,'1059','1059','bigcommerce','ebay',1795212180000,1795212180000,'Awaiting Fulfillment','awaiting_shipment',8975,'USD',5,'CUP5 × 5','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1559"}',X'D2732FE3AD711D77508D03C81B2A500F',1795213290000);
INSERT INTO "orders" VALUES(108,5,'1060','1060','bigcommerce','ebay',1795212480000,1795212480000,'Awaiting Fulfillment','awaiting_shipment',2235,'USD',1,'CUP5 × 1','eBay Standard',0,0,NULL,NULL,'[]','{"channel_id":"669436","order_address_id":"1560"}',X'7155F184F1AC07922B789872FCB10B7C',1795213290000);
INSERT INTO "orders" VALUES(109,5,'1061','1061','bigcommerce','storefront',1795212690000,1795212690000,'Awaiting Fulfillment','awaiting_shipment',6502,'USD',3,'CUP6 × 3','Standard',0,0,NULL,NULL,'[]','{"channel_id":"1","order_address_id":"1561"}',X'C50A7CAB2AEC2DEEFBC981901D15A243',1795213290000);
INSERT INTO "orders" VALUES(110,5,'1062','1062','bigcommerce','unknown',1795213080000,1795213080000,'Awaiting Fulfillment','awaiting_shipment',8463,'USD',4,'CUP7 × 4','Amazon Standard',0,0,NULL,NULL,'[]','{"channel_id":"1","order_address_id":"1562"}',X'834FA5E93DCA6E4E2221FA724E766706',1795213290000);
CREATE TABLE pacing (
    store_id INTEGER NOT NULL REFERENCES stores,
    operation TEXT NOT NULL,
    tokens REAL NOT NULL,
    at INTEGER NOT NULL,
    not_before INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (store_id, operation)
) STRICT, WITHOUT ROWID;
INSERT INTO "pacing" VALUES(1,'confirm',9.0,1795206990000,0);
INSERT INTO "pacing" VALUES(1,'listing',19.0,1795213290000,0);
INSERT INTO "pacing" VALUES(3,'confirm',24.0,1795197120000,0);
INSERT INTO "pacing" VALUES(3,'listing',49.0,1795206930000,0);
INSERT INTO "pacing" VALUES(3,'read',24.0,1795206930000,0);
INSERT INTO "pacing" VALUES(5,'confirm',24.0,1795213800000,0);
INSERT INTO "pacing" VALUES(5,'listing',49.0,1795213290000,0);
INSERT INTO "pacing" VALUES(5,'read',24.0,1795213290000,0);
CREATE TABLE package_lines (
    shipment_id INTEGER NOT NULL REFERENCES shipments,
    line_no INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (shipment_id, line_no)
) STRICT, WITHOUT ROWID;
INSERT INTO "package_lines" VALUES(1,1,1);
INSERT INTO "package_lines" VALUES(2,1,2);
INSERT INTO "package_lines" VALUES(3,1,2);
INSERT INTO "package_lines" VALUES(4,1,1);
INSERT INTO "package_lines" VALUES(5,1,1);
INSERT INTO "package_lines" VALUES(6,1,1);
INSERT INTO "package_lines" VALUES(7,1,2);
INSERT INTO "package_lines" VALUES(8,1,1);
INSERT INTO "package_lines" VALUES(9,1,2);
INSERT INTO "package_lines" VALUES(10,1,1);
INSERT INTO "package_lines" VALUES(11,1,1);
INSERT INTO "package_lines" VALUES(12,1,4);
INSERT INTO "package_lines" VALUES(13,1,4);
INSERT INTO "package_lines" VALUES(14,1,4);
INSERT INTO "package_lines" VALUES(15,1,3);
INSERT INTO "package_lines" VALUES(16,1,3);
INSERT INTO "package_lines" VALUES(17,1,1);
INSERT INTO "package_lines" VALUES(18,1,2);
INSERT INTO "package_lines" VALUES(19,1,5);
INSERT INTO "package_lines" VALUES(20,1,6);
INSERT INTO "package_lines" VALUES(21,1,7);
INSERT INTO "package_lines" VALUES(22,1,8);
INSERT INTO "package_lines" VALUES(23,1,5);
INSERT INTO "package_lines" VALUES(24,1,4);
INSERT INTO "package_lines" VALUES(25,1,2);
INSERT INTO "package_lines" VALUES(26,1,2);
INSERT INTO "package_lines" VALUES(27,1,1);
INSERT INTO "package_lines" VALUES(28,1,1);
INSERT INTO "package_lines" VALUES(29,1,2);
INSERT INTO "package_lines" VALUES(30,1,1);
INSERT INTO "package_lines" VALUES(31,1,3);
INSERT INTO "package_lines" VALUES(32,1,3);
INSERT INTO "package_lines" VALUES(33,1,4);
CREATE TABLE payloads (
    listed_id INTEGER PRIMARY KEY REFERENCES listed ON DELETE CASCADE,
    body BLOB NOT NULL
) STRICT;
INSERT INTO "payloads" VALUES(2,X'7B226F726465724964223A202236352D33343137372D3838383831222C20226C65676163794F726465724964223A202236352D33343137372D3838383831222C20226372656174696F6E44617465223A2022323032362D31312D32305431313A33303A30302E3030305A222C20226C6173744D6F64696669656444617465223A2022323032362D31312D32305431313A33303A30302E3030305A222C20226F7264657246756C66696C6C6D656E74537461747573223A20224E4F545F53544152544544222C20226F726465725061796D656E74537461747573223A202250414944222C202273656C6C65724964223A202273656C6C65725F6E71326C666A222C20226275796572223A207B22757365726E616D65223A2022677833686239776263222C202274617841646472657373223A207B2273746174654F7250726F76696E6365223A20224E59222C2022706F7374616C436F6465223A20223132353431222C2022636F756E747279436F6465223A20225553227D2C20226275796572526567697374726174696F6E41646472657373223A207B2266756C6C4E616D65223A20225374657068656E204F77656E73222C2022636F6E7461637441646472657373223A207B22616464726573734C696E6531223A2022363234204B6172656E20537072696E6720537569746520303832222C2022616464726573734C696E6532223A20224170742E20343633222C202263697479223A2022536F7574682053796C766961746F776E222C202273746174654F7250726F76696E6365223A20224E59222C2022706F7374616C436F6465223A20223132353431222C2022636F756E747279436F6465223A20225553227D2C20227072696D61727950686F6E65223A207B2270686F6E654E756D626572223A202235393035353530313935227D2C2022656D61696C223A20226263736F73636D6E6272707A7835406D656D626572732E656261792E636F6D227D7D2C202270726963696E6753756D6D617279223A207B227072696365537562746F74616C223A207B2276616C7565223A202231342E3131222C202263757272656E6379223A2022555344227D2C202264656C6976657279436F7374223A207B2276616C7565223A2022352E3530222C202263757272656E6379223A2022555344227D2C2022746F74616C223A207B2276616C7565223A20227477656C7665222C202263757272656E6379223A2022555344227D7D2C202263616E63656C537461747573223A207B2263616E63656C5374617465223A20224E4F4E455F524551554553544544222C202263616E63656C5265717565737473223A205B5D7D2C20227061796D656E7453756D6D617279223A207B22746F74616C44756553656C6C6572223A207B2276616C7565223A202231392E3631222C202263757272656E6379223A2022555344227D2C2022726566756E6473223A205B5D2C20227061796D656E7473223A205B7B227061796D656E744D6574686F64223A202245424159222C20227061796D656E745265666572656E63654964223A20225036352D33343137372D3838383831222C20227061796D656E7444617465223A2022323032362D31312D32305431313A33303A30302E3030305A222C2022616D6F756E74223A207B2276616C7565223A202231392E3631222C202263757272656E6379223A2022555344227D2C20227061796D656E74537461747573223A202250414944227D5D7D2C202266756C66696C6C6D656E745374617274496E737472756374696F6E73223A205B7B2266756C66696C6C6D656E74496E737472756374696F6E7354797065223A2022534849505F544F222C20226D696E457374696D6174656444656C697665727944617465223A2022323032362D31312D32325430373A35393A35392E3030305A222C20226D6178457374696D6174656444656C697665727944617465223A2022323032362D31312D32375430373A35393A35392E3030305A222C202265626179537570706F7274656446756C66696C6C6D656E74223A2066616C73652C20227368697070696E6753746570223A207B227368697070696E6743617272696572436F6465223A202255535053222C20227368697070696E6753657276696365436F6465223A20225553505350617263656C222C202273686970546F223A207B2266756C6C4E616D65223A20225374657068656E204F77656E73222C2022636F6E7461637441646472657373223A207B22616464726573734C696E6531223A2022363234204B6172656E20537072696E6720537569746520303832222C2022616464726573734C696E6532223A20224170742E20343633222C202263697479223A2022536F7574682053796C766961746F776E222C202273746174654F7250726F76696E6365223A20224E59222C2022706F7374616C436F6465223A20223132353431222C2022636F756E747279436F6465223A20225553227D2C20227072696D61727950686F6E65223A207B2270686F6E654E756D626572223A202235393035353530313935227D2C2022656D61696C223A20226263736F73636D6E6272707A7835406D656D626572732E656261792E636F6D227D7D7D5D2C202266756C66696C6C6D656E744872656673223A205B5D2C20226C696E654974656D73223A205B7B226C696E654974656D4964223A20223730313730323133353638333132222C20226C65676163794974656D4964223A2022373239343835353130323930222C2022736B75223A202243555033222C20227469746C65223A2022437570206E6F2E2033222C20226C696E654974656D436F7374223A207B2276616C7565223A202231342E3131222C202263757272656E6379223A2022555344227D2C20227175616E74697479223A20312C2022736F6C64466F726D6174223A202246495845445F5052494345222C20226C697374696E674D61726B6574706C6163654964223A2022454241595F5553222C202270757263686173654D61726B6574706C6163654964223A2022454241595F5553222C20226C696E654974656D46756C66696C6C6D656E74537461747573223A20224E4F545F53544152544544222C2022746F74616C223A207B2276616C7565223A202231392E3631222C202263757272656E6379223A2022555344227D2C202264656C6976657279436F7374223A207B227368697070696E67436F7374223A207B2276616C7565223A2022352E3530222C202263757272656E6379223A2022555344227D7D2C20226170706C69656450726F6D6F74696F6E73223A205B5D2C20227461786573223A205B5D2C202270726F70657274696573223A207B22627579657250726F74656374696F6E223A20747275657D2C20226C696E654974656D46756C66696C6C6D656E74496E737472756374696F6E73223A207B226D696E457374696D6174656444656C697665727944617465223A2022323032362D31312D32325430373A35393A35392E3030305A222C20226D6178457374696D6174656444656C697665727944617465223A2022323032362D31312D32375430373A35393A35392E3030305A222C202273686970427944617465223A2022323032362D31312D32325430373A35393A35392E3030305A222C202267756172616E7465656444656C6976657279223A2066616C73657D2C20226974656D4C6F636174696F6E223A207B226C6F636174696F6E223A202252656E6F2C204E6576616461222C2022636F756E747279436F6465223A20225553222C2022706F7374616C436F6465223A20223839353032227D2C2022726566756E6473223A205B5D7D5D2C2022746F74616C4665654261736973416D6F756E74223A207B2276616C7565223A202231392E3631222C202263757272656E6379223A2022555344227D2C2022746F74616C4D61726B6574706C616365466565223A207B2276616C7565223A2022322E3732222C202263757272656E6379223A2022555344227D2C202273616C65735265636F72645265666572656E6365223A202231313035227D');
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
INSERT INTO "people" VALUES(1,'Kenneth Cole','brsy1atf2z9b14@marketplace.amazon.com','Kenneth Cole','07864 Matthew Estate','','East Jackborough','LA','70150','US','1575550127');
INSERT INTO "people" VALUES(2,'Kenneth Cole','brsy1atf2z9b14@marketplace.amazon.com','Kenneth Cole','07864 Matthew Estate','','East Jackborough','Louisiana','70150','US','1575550127');
INSERT INTO "people" VALUES(3,'Roberta Jenkins','e91abvje5yq1z3@members.ebay.com','Roberta Jenkins','0997 Ferguson Well Apt. 889','','Port Tammy','CT','06052','US','2065550108');
INSERT INTO "people" VALUES(4,'Roberta Jenkins','e91abvje5yq1z3@members.ebay.com','Roberta Jenkins','0997 Ferguson Well Apt. 889','','Port Tammy','Connecticut','06052','US','2065550108');
INSERT INTO "people" VALUES(5,'Crystal Jackson','6zoz1gipi5fgfo@marketplace.amazon.com','Crystal Jackson','810 Larry Spur Apt. 129','','Adkinshaven','KY','41400','US','9025550140');
INSERT INTO "people" VALUES(6,'Sean Fuentes','api9hw8k1k478c@members.ebay.com','Sean Fuentes','343 Samantha Point','Apt. 462','East Bridgetborough','MS','39776','US','2305550199');
INSERT INTO "people" VALUES(7,'Crystal Jackson','6zoz1gipi5fgfo@marketplace.amazon.com','Crystal Jackson','810 Larry Spur Apt. 129','','Adkinshaven','Kentucky','41400','US','9025550140');
INSERT INTO "people" VALUES(8,'Sean Fuentes','api9hw8k1k478c@members.ebay.com','Sean Fuentes','343 Samantha Point','Apt. 462','East Bridgetborough','Mississippi','39776','US','2305550199');
INSERT INTO "people" VALUES(9,'Kevin Adams','9ketzssvcfm2r0@example.com','Kevin Adams','4166 Johnson Place Suite 113','','New Nicholas','Missouri','64480','US','8335550185');
INSERT INTO "people" VALUES(10,'Cristian Knight','079rjwf60r2zlf@members.ebay.com','Cristian Knight','404 Sharp Springs','','Port Nicholas','Ohio','45947','US','3615550197');
INSERT INTO "people" VALUES(11,'Jose Moss','0o1j8ixc4skoiv@members.ebay.com','Jose Moss','3812 Michael Land Suite 618','','South Veronica','Utah','84709','US','6845550182');
INSERT INTO "people" VALUES(12,'Jose Moss','0o1j8ixc4skoiv@members.ebay.com','Jose Moss','3812 Michael Land Suite 618','','South Veronica','UT','84709','US','6845550182');
INSERT INTO "people" VALUES(13,'Andrew Wright','pxuhfl9rh63zwe@marketplace.amazon.com',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "people" VALUES(14,'Stephen Alexander','y5wcfk9q2ngdeg@marketplace.amazon.com','Stephen Alexander','3555 Danielle Ridge Apt. 902','','Lake Rhonda','NV','89496','US','');
INSERT INTO "people" VALUES(15,'Stephen Alexander','y5wcfk9q2ngdeg@marketplace.amazon.com','Stephen Alexander','3555 Danielle Ridge Apt. 902','','Lake Rhonda','Nevada','89496','US','8715550180');
INSERT INTO "people" VALUES(16,'Stephen Owens','bcsoscmnbrpzx5@members.ebay.com','Stephen Owens','624 Karen Spring Suite 082','Apt. 463','South Sylviatown','New York','12541','US','5905550195');
INSERT INTO "people" VALUES(17,'Jennifer Wright','58zcwjrd7qjmmb@example.com','Jennifer Wright','87789 Cox Highway Apt. 093','','South Tammyfort','Arkansas','71654','US','4345550140');
INSERT INTO "people" VALUES(18,'Deborah Valencia','zsqskiy89668ks@marketplace.amazon.com','Deborah Valencia','203 Pruitt Fields Suite 884','','Lisabury','ID','83553','US','1805550113');
INSERT INTO "people" VALUES(19,'Robert Gallagher','vt3optd4e3b7a6@marketplace.amazon.com','Robert Gallagher','364 Hector Oval Apt. 081','','Beltranport','ID','83837','US','9075550126');
INSERT INTO "people" VALUES(20,'Catherine Mitchell','c382j44zlz5fax@members.ebay.com','Catherine Mitchell','6288 Andrews Track Apt. 389','','Smithstad','KS','67930','US','3105550129');
INSERT INTO "people" VALUES(21,'Elizabeth Howell','26y8an19g1povl@members.ebay.com','Elizabeth Howell','81393 Cook Burg Apt. 278','Suite 980','East Katrinashire','NV','89465','US','3555550193');
INSERT INTO "people" VALUES(22,'Deborah Valencia','zsqskiy89668ks@marketplace.amazon.com','Deborah Valencia','203 Pruitt Fields Suite 884','','Lisabury','Idaho','83553','US','1805550113');
INSERT INTO "people" VALUES(23,'Catherine Mitchell','c382j44zlz5fax@members.ebay.com','Catherine Mitchell','6288 Andrews Track Apt. 389','','Smithstad','Kansas','67930','US','3105550129');
INSERT INTO "people" VALUES(24,'Robert Gallagher','vt3optd4e3b7a6@marketplace.amazon.com','Robert Gallagher','364 Hector Oval Apt. 081','','Beltranport','Idaho','83837','US','9075550126');
INSERT INTO "people" VALUES(25,'Elizabeth Howell','26y8an19g1povl@members.ebay.com','Elizabeth Howell','81393 Cook Burg Apt. 278','Suite 980','East Katrinashire','Nevada','89465','US','3555550193');
INSERT INTO "people" VALUES(26,'Steven Rubio','p7zrr8ejn1lvhi@marketplace.amazon.com','Steven Rubio','1913 Ochoa Forge','Apt. 243','Pottershire','WY','83032','US','1615550113');
INSERT INTO "people" VALUES(27,'William Braun','39wqad690feib1@marketplace.amazon.com','William Braun','971 Hall Meadow','','Port Jeremyhaven','VT','05094','US','6545550150');
INSERT INTO "people" VALUES(28,'Melanie Blackburn','xyr1vgcbp9anam@marketplace.amazon.com','Melanie Blackburn','555 Crystal Drives','','New Kaylamouth','NE','68029','US','4185550172');
INSERT INTO "people" VALUES(29,'Cindy Wright','4x0rx1qls5i23v@members.ebay.com','Cindy Wright','4788 Cabrera Flats Apt. 872','','Port Christine','SD','57600','US','9675550104');
INSERT INTO "people" VALUES(30,'Mark Peters','ugb75eggga7o2b@members.ebay.com','Mark Peters','721 Haley Orchard','','Aliciamouth','NC','27352','US','2615550157');
INSERT INTO "people" VALUES(31,'Meghan Wyatt','mv7aknjvcrecpb@members.ebay.com','Meghan Wyatt','306 Harmon Creek','','Valeriebury','MO','64927','US','5915550100');
INSERT INTO "people" VALUES(32,'Steven Rubio','p7zrr8ejn1lvhi@marketplace.amazon.com','Steven Rubio','1913 Ochoa Forge','Apt. 243','Pottershire','Wyoming','83032','US','1615550113');
INSERT INTO "people" VALUES(33,'Cindy Wright','4x0rx1qls5i23v@members.ebay.com','Cindy Wright','4788 Cabrera Flats Apt. 872','','Port Christine','South Dakota','57600','US','9675550104');
INSERT INTO "people" VALUES(34,'William Braun','39wqad690feib1@marketplace.amazon.com','William Braun','971 Hall Meadow','','Port Jeremyhaven','Vermont','05094','US','6545550150');
INSERT INTO "people" VALUES(35,'Mark Peters','ugb75eggga7o2b@members.ebay.com','Mark Peters','721 Haley Orchard','','Aliciamouth','North Carolina','27352','US','2615550157');
INSERT INTO "people" VALUES(36,'Melanie Blackburn','xyr1vgcbp9anam@marketplace.amazon.com','Melanie Blackburn','555 Crystal Drives','','New Kaylamouth','Nebraska','68029','US','4185550172');
INSERT INTO "people" VALUES(37,'Meghan Wyatt','mv7aknjvcrecpb@members.ebay.com','Meghan Wyatt','306 Harmon Creek','','Valeriebury','Missouri','64927','US','5915550100');
INSERT INTO "people" VALUES(38,'','',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "people" VALUES(39,'Tony Jones','avqzguu1scfjfc@marketplace.amazon.com','Tony Jones','2736 Chavez Village Suite 415','','North Tonya','AZ','86371','US','8285550178');
INSERT INTO "people" VALUES(40,'William Turner','1sx4mj2foftpfu@marketplace.amazon.com','William Turner','1339 Kelly Heights Apt. 762','','Allenhaven','VA','23593','US','3415550161');
INSERT INTO "people" VALUES(41,'Martin Moreno','83hutnwikz4axa@marketplace.amazon.com','Martin Moreno','7269 Prince Coves','','North Dorisshire','AR','71762','US','6235550107');
INSERT INTO "people" VALUES(42,'Deborah Wiley','8y0eo506cd1y7h@members.ebay.com','Deborah Wiley','2167 Glover Streets','','New Tamara','MA','01168','US','9515550121');
INSERT INTO "people" VALUES(43,'Sarah Meyers','pov0h2superqg5@members.ebay.com','Sarah Meyers','09948 Deborah Ridges Apt. 225','','Johnsonborough','KS','66333','US','4115550159');
INSERT INTO "people" VALUES(44,'Matthew Williams','74gt30d21rsq4v@members.ebay.com','Matthew Williams','3999 John Parkways','','Teresamouth','CT','06065','US','2005550120');
INSERT INTO "people" VALUES(45,'Matthew Williams','74gt30d21rsq4v@members.ebay.com','Matthew Williams','3999 John Parkways','','Teresamouth','CT','06065','US','2005550120');
INSERT INTO "people" VALUES(46,'Priscilla Miranda','t1sp3be133xobz@members.ebay.com','Priscilla Miranda','0719 William Plaza','','North Nicholaschester','CT','06247','US','1645550147');
INSERT INTO "people" VALUES(47,'','',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "people" VALUES(48,'Deborah Wiley','8y0eo506cd1y7h@members.ebay.com','Deborah Wiley','2167 Glover Streets','','New Tamara','Massachusetts','01168','US','9515550121');
INSERT INTO "people" VALUES(49,'Adam Beck','umucddq8qotg1t@example.com','Adam Beck','735 Martinez Village Apt. 454','','Lopezfurt','Georgia','31036','US','6875550130');
INSERT INTO "people" VALUES(50,'Tony Jones','avqzguu1scfjfc@marketplace.amazon.com','Tony Jones','2736 Chavez Village Suite 415','','North Tonya','Arizona','86371','US','8285550178');
INSERT INTO "people" VALUES(51,'Sarah Meyers','pov0h2superqg5@members.ebay.com','Sarah Meyers','09948 Deborah Ridges Apt. 225','','Johnsonborough','Kansas','66333','US','4115550159');
INSERT INTO "people" VALUES(52,'William Turner','1sx4mj2foftpfu@marketplace.amazon.com','William Turner','1339 Kelly Heights Apt. 762','','Allenhaven','Virginia','23593','US','3415550161');
INSERT INTO "people" VALUES(53,'Matthew Williams','74gt30d21rsq4v@members.ebay.com','Matthew Williams','3999 John Parkways','','Teresamouth','Connecticut','06065','US','2005550120');
INSERT INTO "people" VALUES(54,'Matthew Williams','74gt30d21rsq4v@members.ebay.com','Matthew Williams','3999 John Parkways','','Teresamouth','Connecticut','06065','US','2005550120');
INSERT INTO "people" VALUES(55,'Priscilla Miranda','t1sp3be133xobz@members.ebay.com','Priscilla Miranda','0719 William Plaza','','North Nicholaschester','Connecticut','06247','US','1645550147');
INSERT INTO "people" VALUES(56,'Martin Moreno','83hutnwikz4axa@marketplace.amazon.com','Martin Moreno','7269 Prince Coves','','North Dorisshire','Arkansas','71762','US','6235550107');
INSERT INTO "people" VALUES(57,'Cory Spence','r9lyp8cf84sw7x@example.com','Cory Spence','577 Ward Stream Apt. 909','','North Joanfort','South Carolina','29740','US','6085550120');
INSERT INTO "people" VALUES(58,'Daniel Wells','5izpgc5oua5jd1@marketplace.amazon.com','Daniel Wells','70503 Brock Light Suite 526','','Lake Kylemouth','NE','68022','US','9945550176');
INSERT INTO "people" VALUES(59,'Brian Padilla','td3g5lodflkhuc@members.ebay.com','Brian Padilla','0813 Amber Ridge Suite 987','','North Kimberlyton','KS','67036','US','3415550120');
INSERT INTO "people" VALUES(60,'Adam Martinez','kqqocpbsj0l6gv@members.ebay.com','Adam Martinez','082 Laura Mills','','East James','CT','06242','US','8155550100');
INSERT INTO "people" VALUES(61,'Daniel Wells','5izpgc5oua5jd1@marketplace.amazon.com','Daniel Wells','70503 Brock Light Suite 526','','Lake Kylemouth','Nebraska','68022','US','9945550176');
INSERT INTO "people" VALUES(62,'Brian Padilla','td3g5lodflkhuc@members.ebay.com','Brian Padilla','0813 Amber Ridge Suite 987','','North Kimberlyton','Kansas','67036','US','3415550120');
INSERT INTO "people" VALUES(63,'Adam Martinez','kqqocpbsj0l6gv@members.ebay.com','Adam Martinez','082 Laura Mills','','East James','Connecticut','06242','US','8155550100');
INSERT INTO "people" VALUES(64,'Lauren Scott','f26c9zq7ec1z01@marketplace.amazon.com','Lauren Scott','574 Robinson Shores Suite 667','','Maryberg','WV','26457','US','9165550118');
INSERT INTO "people" VALUES(65,'Katherine Padilla','vaceosl59opy0s@members.ebay.com','Katherine Padilla','5520 Donna Turnpike','Suite 425','West Jenniferfurt','WA','99070','US','4975550187');
INSERT INTO "people" VALUES(66,'Lauren Scott','f26c9zq7ec1z01@marketplace.amazon.com','Lauren Scott','574 Robinson Shores Suite 667','','Maryberg','West Virginia','26457','US','9165550118');
INSERT INTO "people" VALUES(67,'Katherine Padilla','vaceosl59opy0s@members.ebay.com','Katherine Padilla','5520 Donna Turnpike','Suite 425','West Jenniferfurt','Washington','99070','US','4975550187');
INSERT INTO "people" VALUES(68,'Isabella Collins','zgfz9459tt0c6a@example.com','Isabella Collins','022 Nancy Port Apt. 254','','West Danielleside','New Mexico','87655','US','3155550178');
INSERT INTO "people" VALUES(69,'Jeremy Gallagher','ulxhif88rzmtoq@example.com','Jeremy Gallagher','16678 Teresa Causeway','','Edwardport','Michigan','48249','US','6075550121');
INSERT INTO "people" VALUES(70,'Kevin Lopez','pkcz2bvxslvdd9@example.com','Kevin Lopez','0642 Rebekah Centers Suite 282','','West Anne','Iowa','51435','US','4795550119');
INSERT INTO "people" VALUES(71,'Kyle Roberts','eyax441zakm5e5@members.ebay.com','Kyle Roberts','3946 Rose Mall Apt. 374','','Matthewmouth','New Mexico','87901','US','1455550152');
INSERT INTO "people" VALUES(72,'Lindsey Rivera','1rc27aywug66lw@members.ebay.com','Lindsey Rivera','3052 Douglas River Apt. 222','','Catherinemouth','California','95992','US','6875550183');
INSERT INTO "people" VALUES(73,'Kyle Roberts','eyax441zakm5e5@members.ebay.com','Kyle Roberts','3946 Rose Mall Apt. 374','','Matthewmouth','NM','87901','US','1455550152');
INSERT INTO "people" VALUES(74,'Lindsey Rivera','1rc27aywug66lw@members.ebay.com','Lindsey Rivera','3052 Douglas River Apt. 222','','Catherinemouth','CA','95992','US','6875550183');
INSERT INTO "people" VALUES(75,'Emily George','4kc3qoctahdwpw@members.ebay.com','Emily George','70483 Henderson Square','','Solomonfort','SC','29614','US','9415550199');
INSERT INTO "people" VALUES(76,'Michael Williams','o84xrb2ee0dkaj@members.ebay.com','Michael Williams','666 Pamela Route Apt. 857','','Port Isabel','NC','27813','US','9245550187');
INSERT INTO "people" VALUES(77,'Emily George','4kc3qoctahdwpw@members.ebay.com','Emily George','70483 Henderson Square','','Solomonfort','South Carolina','29614','US','9415550199');
INSERT INTO "people" VALUES(78,'Michael Williams','o84xrb2ee0dkaj@members.ebay.com','Michael Williams','666 Pamela Route Apt. 857','','Port Isabel','North Carolina','27813','US','9245550187');
INSERT INTO "people" VALUES(79,'Jose French','7fm1sohcpsl2bu@members.ebay.com','Jose French','2593 Kennedy Path','','New Greggberg','IA','52108','US','3265550168');
INSERT INTO "people" VALUES(80,'Jose French','7fm1sohcpsl2bu@members.ebay.com','Jose French','2593 Kennedy Path','','New Greggberg','Iowa','52108','US','3265550168');
INSERT INTO "people" VALUES(81,'Karen Mitchell','if6namzsyb0lpo@marketplace.amazon.com','Karen Mitchell','03514 Tracy Club Suite 760','','Velasquezton','MD','21055','US','8055550110');
INSERT INTO "people" VALUES(82,'Karen Mitchell','if6namzsyb0lpo@marketplace.amazon.com','Karen Mitchell','03514 Tracy Club Suite 760','','Velasquezton','Maryland','21055','US','8055550110');
INSERT INTO "people" VALUES(83,'Nathan Whitehead','1xu9lcu8z4wzo9@marketplace.amazon.com','Nathan Whitehead','11496 Pacheco Squares','','West Evelyn','ID','83821','US','2045550139');
INSERT INTO "people" VALUES(84,'Rachel Hill','2jim8f450pc8f8@members.ebay.com','Rachel Hill','67467 Jordan Parks Apt. 592','','North Charlesmouth','OK','73100','US','1895550188');
INSERT INTO "people" VALUES(85,'Jacob Winters','5lv5islmvbfqj4@example.com','Jacob Winters','410 Scott Groves Suite 396','','South Donnaberg','South Carolina','29699','US','8635550189');
INSERT INTO "people" VALUES(86,'Nathan Whitehead','1xu9lcu8z4wzo9@marketplace.amazon.com','Nathan Whitehead','11496 Pacheco Squares','','West Evelyn','Idaho','83821','US','2045550139');
INSERT INTO "people" VALUES(87,'Rachel Hill','2jim8f450pc8f8@members.ebay.com','Rachel Hill','67467 Jordan Parks Apt. 592','','North Charlesmouth','Oklahoma','73100','US','1895550188');
INSERT INTO "people" VALUES(88,'Haley Martin','2px3rhpt8atucv@marketplace.amazon.com','Haley Martin','2116 Marilyn Gateway','Suite 104','East Ashley','OK','73060','US','2775550131');
INSERT INTO "people" VALUES(89,'Misty Morris','du27cddsdvk5hr@marketplace.amazon.com','Misty Morris','0903 Livingston Stream','','Murphyville','PA','17622','US','2225550115');
INSERT INTO "people" VALUES(90,'Monique Moss','pzr41qbt32nctg@marketplace.amazon.com','Monique Moss','24453 Lindsay Way','Apt. 570','New Calvinview','PA','18727','US','8505550108');
INSERT INTO "people" VALUES(91,'Dana Perez','26hzk4bo3j250z@marketplace.amazon.com','Dana Perez','7887 Steven Turnpike Suite 983','Apt. 704','East Jason','AR','72032','US','9405550158');
INSERT INTO "people" VALUES(92,'Brendan Lawrence','5uvoci0mo27hil@marketplace.amazon.com','Brendan Lawrence','30988 Diana Extensions Suite 036','Apt. 750','New Kurtland','NV','89318','US','4635550162');
INSERT INTO "people" VALUES(93,'Haley Mendez','ql5b686tlli0n4@members.ebay.com','Haley Mendez','4761 Jacob Ridge Suite 662','Suite 845','Wilsonburgh','NY','11151','US','9105550116');
INSERT INTO "people" VALUES(94,'Carol Wolfe','c99wzdao8voqcm@members.ebay.com','Carol Wolfe','2394 William Curve','','Moorechester','CA','91225','US','6895550183');
INSERT INTO "people" VALUES(95,'Albert Wong','lrcfc7wov6guzn@members.ebay.com','Albert Wong','904 Chambers Branch','','South Shane','WY','83124','US','8565550105');
INSERT INTO "people" VALUES(96,'Paul Moore','33bgssxzcm6ti9@members.ebay.com','Paul Moore','996 Edward Wells','','Jonathanmouth','CA','92159','US','4405550169');
INSERT INTO "people" VALUES(97,'Maria Wright','lerlvvcfed05ll@members.ebay.com','Maria Wright','48200 Anne Hollow','','Lewisfort','OK','73167','US','1525550126');
INSERT INTO "people" VALUES(98,'Kelly Buchanan','j53cfj7nk3rzt7@members.ebay.com','Kelly Buchanan','065 Laura Crescent','','South Jonathanshire','MA','01048','US','6465550145');
INSERT INTO "people" VALUES(99,'Haley Martin','2px3rhpt8atucv@marketplace.amazon.com','Haley Martin','2116 Marilyn Gateway','Suite 104','East Ashley','Oklahoma','73060','US','2775550131');
INSERT INTO "people" VALUES(100,'Misty Morris','du27cddsdvk5hr@marketplace.amazon.com','Misty Morris','0903 Livingston Stream','','Murphyville','Pennsylvania','17622','US','2225550115');
INSERT INTO "people" VALUES(101,'Monique Moss','pzr41qbt32nctg@marketplace.amazon.com','Monique Moss','24453 Lindsay Way','Apt. 570','New Calvinview','Pennsylvania','18727','US','8505550108');
INSERT INTO "people" VALUES(102,'Dana Perez','26hzk4bo3j250z@marketplace.amazon.com','Dana Perez','7887 Steven Turnpike Suite 983','Apt. 704','East Jason','Arkansas','72032','US','9405550158');
INSERT INTO "people" VALUES(103,'Haley Mendez','ql5b686tlli0n4@members.ebay.com','Haley Mendez','4761 Jacob Ridge Suite 662','Suite 845','Wilsonburgh','New York','11151','US','9105550116');
INSERT INTO "people" VALUES(104,'Carol Wolfe','c99wzdao8voqcm@members.ebay.com','Carol Wolfe','2394 William Curve','','Moorechester','California','91225','US','6895550183');
INSERT INTO "people" VALUES(105,'Albert Wong','lrcfc7wov6guzn@members.ebay.com','Albert Wong','904 Chambers Branch','','South Shane','Wyoming','83124','US','8565550105');
INSERT INTO "people" VALUES(106,'Paul Moore','33bgssxzcm6ti9@members.ebay.com','Paul Moore','996 Edward Wells','','Jonathanmouth','California','92159','US','4405550169');
INSERT INTO "people" VALUES(107,'Maria Wright','lerlvvcfed05ll@members.ebay.com','Maria Wright','48200 Anne Hollow','','Lewisfort','Oklahoma','73167','US','1525550126');
INSERT INTO "people" VALUES(108,'Kelly Buchanan','j53cfj7nk3rzt7@members.ebay.com','Kelly Buchanan','065 Laura Crescent','','South Jonathanshire','Massachusetts','01048','US','6465550145');
INSERT INTO "people" VALUES(109,'Megan Anderson','6p38q5d6i3v0ha@example.com','Megan Anderson','5968 James Groves Suite 246','Apt. 867','Michaelstad','Connecticut','06064','US','9265550139');
INSERT INTO "people" VALUES(110,'Brendan Lawrence','5uvoci0mo27hil@marketplace.amazon.com','Brendan Lawrence','30988 Diana Extensions Suite 036','Apt. 750','New Kurtland','Nevada','89318','US','4635550162');
CREATE TABLE purges (
    platform TEXT NOT NULL,
    account TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    by_ TEXT NOT NULL,
    PRIMARY KEY (platform, account, remote_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "purges" VALUES('amazon','AJXVSD3VJY91HN','113-7798692-2910800',1795203300000,'clerk');
INSERT INTO "purges" VALUES('bigcommerce','qqp7s091gd','1023',1795203300000,'clerk');
CREATE TABLE rule_marks (
    order_id INTEGER NOT NULL REFERENCES orders,
    action TEXT NOT NULL,
    argument TEXT NOT NULL,
    rule_id INTEGER NOT NULL,
    rule TEXT NOT NULL,
    PRIMARY KEY (order_id, action, argument)
) STRICT, WITHOUT ROWID;
INSERT INTO "rule_marks" VALUES(5,'add_note','ring twice',1,'Gifts');
INSERT INTO "rule_marks" VALUES(5,'add_tag','gift',1,'Gifts');
INSERT INTO "rule_marks" VALUES(5,'set_package','small box',1,'Gifts');
INSERT INTO "rule_marks" VALUES(5,'set_service','UPS Ground',1,'Gifts');
INSERT INTO "rule_marks" VALUES(6,'add_note','ring twice',1,'Gifts');
INSERT INTO "rule_marks" VALUES(6,'add_tag','gift',1,'Gifts');
INSERT INTO "rule_marks" VALUES(6,'hold','',2,'Dear');
INSERT INTO "rule_marks" VALUES(6,'set_package','small box',1,'Gifts');
INSERT INTO "rule_marks" VALUES(6,'set_service','UPS Ground',1,'Gifts');
INSERT INTO "rule_marks" VALUES(7,'add_note','ring twice',1,'Gifts');
INSERT INTO "rule_marks" VALUES(7,'add_tag','gift',1,'Gifts');
INSERT INTO "rule_marks" VALUES(7,'set_package','small box',1,'Gifts');
INSERT INTO "rule_marks" VALUES(7,'set_service','UPS Ground',1,'Gifts');
INSERT INTO "rule_marks" VALUES(8,'add_note','ring twice',1,'Gifts');
INSERT INTO "rule_marks" VALUES(8,'add_tag','gift',1,'Gifts');
INSERT INTO "rule_marks" VALUES(8,'hold','',2,'Dear');
INSERT INTO "rule_marks" VALUES(8,'set_package','small box',1,'Gifts');
INSERT INTO "rule_marks" VALUES(8,'set_service','UPS Ground',1,'Gifts');
INSERT INTO "rule_marks" VALUES(9,'hold','2026-12-24',3,'Later');
INSERT INTO "rule_marks" VALUES(45,'add_note','ring twice',1,'Gifts');
INSERT INTO "rule_marks" VALUES(45,'add_tag','gift',1,'Gifts');
INSERT INTO "rule_marks" VALUES(45,'set_package','small box',1,'Gifts');
INSERT INTO "rule_marks" VALUES(45,'set_service','UPS Ground',1,'Gifts');
INSERT INTO "rule_marks" VALUES(54,'add_note','ring twice',1,'Gifts');
INSERT INTO "rule_marks" VALUES(54,'add_tag','gift',1,'Gifts');
INSERT INTO "rule_marks" VALUES(54,'set_package','small box',1,'Gifts');
INSERT INTO "rule_marks" VALUES(54,'set_service','UPS Ground',1,'Gifts');
INSERT INTO "rule_marks" VALUES(70,'hold','',2,'Dear');
CREATE TABLE rules (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    body TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
INSERT INTO "rules" VALUES(1,1,'{"actions":[["add_tag","gift"],["add_note","ring twice"],["set_service","UPS Ground"],["set_package","small box"]],"name":"Gifts","tests":[["sku","equals",["BOWL"]]]}',1,1795171500000);
INSERT INTO "rules" VALUES(2,2,'{"actions":[["hold",""]],"name":"Dear","tests":[["total","at_least",["90"]]]}',1,1795171500000);
INSERT INTO "rules" VALUES(3,3,'{"actions":[["hold","2026-12-24"]],"name":"Later","tests":[["sku","equals",["CUP11"]]]}',1,1795171500000);
INSERT INTO "rules" VALUES(4,4,'{"actions":[["add_tag","abroad"],["stop_processing",""]],"name":"Off","tests":[["country","equals",["FR"]]]}',0,1795171500000);
INSERT INTO "rules" VALUES(5,5,'{"actions":[["do_not_import",""]],"name":"No jars by eBay","tests":[["marketplace","equals",["ebay"]],["sku","equals",["JAR"]]]}',1,1795171500000);
CREATE TABLE search_texts (
    order_id INTEGER PRIMARY KEY REFERENCES orders,
    -- The order's number, the platform's id, and tracking numbers that the platform shows.
    names TEXT NOT NULL,
    -- Buyer, SKUs and item names.
    words TEXT NOT NULL
) STRICT;
INSERT INTO "search_texts" VALUES(1,'113-5009955-1576315
1zshp0016338062551','kenneth cole
lamp
brass lamp');
INSERT INTO "search_texts" VALUES(2,'1001','kenneth cole
lamp
brass lamp');
INSERT INTO "search_texts" VALUES(3,'53-44423-35031','roberta jenkins
lamp
brass lamp');
INSERT INTO "search_texts" VALUES(4,'1002','roberta jenkins
lamp
brass lamp');
INSERT INTO "search_texts" VALUES(5,'113-1376867-3664878','crystal jackson
bowl
glass bowl');
INSERT INTO "search_texts" VALUES(6,'29-44460-25826','sean fuentes
bowl
glass bowl');
INSERT INTO "search_texts" VALUES(7,'1003','crystal jackson
bowl
glass bowl');
INSERT INTO "search_texts" VALUES(8,'1004','sean fuentes
bowl
glass bowl');
INSERT INTO "search_texts" VALUES(9,'1005','kevin adams
cup11
cup no. 11');
INSERT INTO "search_texts" VALUES(10,'1006','cristian knight
jar
stone jar');
INSERT INTO "search_texts" VALUES(11,'1007','jose moss
jar
stone jar');
INSERT INTO "search_texts" VALUES(12,'61-64715-66818','jose moss
jar
stone jar');
INSERT INTO "search_texts" VALUES(13,'113-1375393-3427878','andrew wright
cup1
cup no. 1');
INSERT INTO "search_texts" VALUES(14,'113-3392566-1780667','stephen alexander
cup2
cup no. 2');
INSERT INTO "search_texts" VALUES(15,'1010','stephen alexander
cup2
cup no. 2');
INSERT INTO "search_texts" VALUES(16,'1011','stephen owens
cup3
cup no. 3');
INSERT INTO "search_texts" VALUES(17,'1012','jennifer wright
cup3
cup no. 3');
INSERT INTO "search_texts" VALUES(18,'113-4401647-8968401','deborah valencia
cup4
cup no. 4');
INSERT INTO "search_texts" VALUES(19,'112-1810183-3264939','robert gallagher
cup6
cup no. 6');
INSERT INTO "search_texts" VALUES(20,'40-86781-28718','catherine mitchell
cup5
cup no. 5');
INSERT INTO "search_texts" VALUES(21,'53-32012-05014','elizabeth howell
cup7
cup no. 7');
INSERT INTO "search_texts" VALUES(22,'1013','deborah valencia
cup4
cup no. 4');
INSERT INTO "search_texts" VALUES(23,'1014','catherine mitchell
cup5
cup no. 5');
INSERT INTO "search_texts" VALUES(24,'1015','robert gallagher
cup6
cup no. 6');
INSERT INTO "search_texts" VALUES(25,'1016','elizabeth howell
cup7
cup no. 7');
INSERT INTO "search_texts" VALUES(26,'114-9559245-3353053','steven rubio
cup8
cup no. 8');
INSERT INTO "search_texts" VALUES(27,'112-5231472-9924215','william braun
cup8
cup no. 8');
INSERT INTO "search_texts" VALUES(28,'112-1921244-0374974','melanie blackburn
cup9
cup no. 9');
INSERT INTO "search_texts" VALUES(29,'75-34274-50304','cindy wright
cup8
cup no. 8');
INSERT INTO "search_texts" VALUES(30,'75-53363-44285','mark peters
cup9
cup no. 9');
INSERT INTO "search_texts" VALUES(31,'78-46407-03681','meghan wyatt
cup9
cup no. 9');
INSERT INTO "search_texts" VALUES(32,'1017','steven rubio
cup8
cup no. 8');
INSERT INTO "search_texts" VALUES(33,'1018','cindy wright
cup8
cup no. 8');
INSERT INTO "search_texts" VALUES(34,'1019','william braun
cup8
cup no. 8');
INSERT INTO "search_texts" VALUES(35,'1020','mark peters
cup9
cup no. 9');
INSERT INTO "search_texts" VALUES(36,'1021','melanie blackburn
cup9
cup no. 9');
INSERT INTO "search_texts" VALUES(37,'1022','meghan wyatt
cup9
cup no. 9');
INSERT INTO "search_texts" VALUES(38,'113-7798692-2910800
1zshp0017665913747','mug
slate mug');
INSERT INTO "search_texts" VALUES(39,'112-8966496-1780197
1zlv7q0cqj2bheu584','tony jones
cup10
cup no. 10');
INSERT INTO "search_texts" VALUES(40,'114-1622296-9450808','william turner
cup10
cup no. 10');
INSERT INTO "search_texts" VALUES(41,'114-4347495-1373843
1zshp0016701447322','martin moreno
mug
slate mug');
INSERT INTO "search_texts" VALUES(42,'82-31170-73251','deborah wiley
mug
slate mug');
INSERT INTO "search_texts" VALUES(43,'40-02330-54141','sarah meyers
cup10
cup no. 10');
INSERT INTO "search_texts" VALUES(44,'79-07082-36316','matthew williams
mug
slate mug');
INSERT INTO "search_texts" VALUES(45,'72-54869-72349','matthew williams
bowl
glass bowl');
INSERT INTO "search_texts" VALUES(46,'15-24139-90918','priscilla miranda
mug
slate mug');
INSERT INTO "search_texts" VALUES(47,'1023','mug
slate mug');
INSERT INTO "search_texts" VALUES(48,'1024','deborah wiley
mug
slate mug');
INSERT INTO "search_texts" VALUES(49,'1025','adam beck
mug
slate mug');
INSERT INTO "search_texts" VALUES(50,'1026','tony jones
cup10
cup no. 10');
INSERT INTO "search_texts" VALUES(51,'1027','sarah meyers
cup10
cup no. 10');
INSERT INTO "search_texts" VALUES(52,'1028','william turner
cup10
cup no. 10');
INSERT INTO "search_texts" VALUES(53,'1029','matthew williams
mug
slate mug');
INSERT INTO "search_texts" VALUES(54,'1030','matthew williams
bowl
glass bowl');
INSERT INTO "search_texts" VALUES(55,'1031','priscilla miranda
mug
slate mug');
INSERT INTO "search_texts" VALUES(56,'1032','martin moreno
mug
slate mug');
INSERT INTO "search_texts" VALUES(57,'1033','cory spence
cup1
cup no. 1');
INSERT INTO "search_texts" VALUES(58,'113-2844355-5245777
1z1','daniel wells
cup0
cup no. 0');
INSERT INTO "search_texts" VALUES(59,'57-45726-58000','brian padilla
cup0
cup no. 0');
INSERT INTO "search_texts" VALUES(60,'26-97387-52072','adam martinez
cup0
cup no. 0');
INSERT INTO "search_texts" VALUES(61,'1034','daniel wells
cup0
cup no. 0');
INSERT INTO "search_texts" VALUES(62,'1035','brian padilla
cup0
cup no. 0');
INSERT INTO "search_texts" VALUES(63,'1036','adam martinez
cup0
cup no. 0');
INSERT INTO "search_texts" VALUES(64,'113-4385147-9095561','lauren scott
cup0
cup no. 0');
INSERT INTO "search_texts" VALUES(65,'17-12509-48511','katherine padilla
cup0
cup no. 0');
INSERT INTO "search_texts" VALUES(66,'1037','lauren scott
cup0
cup no. 0');
INSERT INTO "search_texts" VALUES(67,'1038','katherine padilla
cup0
cup no. 0');
INSERT INTO "search_texts" VALUES(68,'1039','isabella collins
cup0
cup no. 0');
INSERT INTO "search_texts" VALUES(69,'1040','jeremy gallagher
cup0
cup no. 0');
INSERT INTO "search_texts" VALUES(70,'1041','kevin lopez
cup0
cup no. 0');
INSERT INTO "search_texts" VALUES(71,'1042','kyle roberts
cup1
cup no. 1');
INSERT INTO "search_texts" VALUES(72,'1043','lindsey rivera
cup1
cup no. 1');
INSERT INTO "search_texts" VALUES(73,'44-20450-22297','kyle roberts
cup1
cup no. 1');
INSERT INTO "search_texts" VALUES(74,'75-20809-08688','lindsey rivera
cup1
cup no. 1');
INSERT INTO "search_texts" VALUES(75,'37-99597-61727','emily george
cup2
cup no. 2');
INSERT INTO "search_texts" VALUES(76,'53-47808-54855','michael williams
cup2
cup no. 2');
INSERT INTO "search_texts" VALUES(77,'1044','emily george
cup2
cup no. 2');
INSERT INTO "search_texts" VALUES(78,'1045','michael williams
cup2
cup no. 2');
INSERT INTO "search_texts" VALUES(79,'94-39112-67406','jose french
cup2
cup no. 2');
INSERT INTO "search_texts" VALUES(80,'1046','jose french
cup2
cup no. 2');
INSERT INTO "search_texts" VALUES(81,'113-5258213-2500569','karen mitchell
cup3
cup no. 3');
INSERT INTO "search_texts" VALUES(82,'1047','karen mitchell
cup3
cup no. 3');
INSERT INTO "search_texts" VALUES(83,'113-7019250-4267545
1zshp0017366721942','nathan whitehead
cup3
cup no. 3');
INSERT INTO "search_texts" VALUES(84,'16-17966-19363','rachel hill
cup3
cup no. 3');
INSERT INTO "search_texts" VALUES(85,'1048','jacob winters
cup3
cup no. 3');
INSERT INTO "search_texts" VALUES(86,'1049','nathan whitehead
cup3
cup no. 3');
INSERT INTO "search_texts" VALUES(87,'1050','rachel hill
cup3
cup no. 3');
INSERT INTO "search_texts" VALUES(88,'111-4432590-7944895','haley martin
cup4
cup no. 4');
INSERT INTO "search_texts" VALUES(89,'112-9047019-5408765','misty morris
cup4
cup no. 4');
INSERT INTO "search_texts" VALUES(90,'114-1814747-5362702','monique moss
cup4
cup no. 4');
INSERT INTO "search_texts" VALUES(91,'111-1385349-9447483','dana perez
cup4
cup no. 4');
INSERT INTO "search_texts" VALUES(92,'112-4241773-5076494','brendan lawrence
cup7
cup no. 7');
INSERT INTO "search_texts" VALUES(93,'71-52840-02928','haley mendez
cup5
cup no. 5');
INSERT INTO "search_texts" VALUES(94,'11-38931-94304','carol wolfe
cup5
cup no. 5');
INSERT INTO "search_texts" VALUES(95,'45-27356-86447','albert wong
cup5
cup no. 5');
INSERT INTO "search_texts" VALUES(96,'26-53887-24805','paul moore
cup5
cup no. 5');
INSERT INTO "search_texts" VALUES(97,'30-99860-49073','maria wright
cup5
cup no. 5');
INSERT INTO "search_texts" VALUES(98,'32-79618-55741','kelly buchanan
cup5
cup no. 5');
INSERT INTO "search_texts" VALUES(99,'1051','haley martin
cup4
cup no. 4');
INSERT INTO "search_texts" VALUES(100,'1052','misty morris
cup4
cup no. 4');
INSERT INTO "search_texts" VALUES(101,'1053','monique moss
cup4
cup no. 4');
INSERT INTO "search_texts" VALUES(102,'1054','dana perez
cup4
cup no. 4');
INSERT INTO "search_texts" VALUES(103,'1055','haley mendez
cup5
cup no. 5');
INSERT INTO "search_texts" VALUES(104,'1056','carol wolfe
cup5
cup no. 5');
INSERT INTO "search_texts" VALUES(105,'1057','albert wong
cup5
cup no. 5');
INSERT INTO "search_texts" VALUES(106,'1058','paul moore
cup5
cup no. 5');
INSERT INTO "search_texts" VALUES(107,'1059','maria wright
cup5
cup no. 5');
INSERT INTO "search_texts" VALUES(108,'1060','kelly buchanan
cup5
cup no. 5');
INSERT INTO "search_texts" VALUES(109,'1061','megan anderson
cup6
cup no. 6');
INSERT INTO "search_texts" VALUES(110,'1062','brendan lawrence
cup7
cup no. 7');
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "settings" VALUES('method','A');
INSERT INTO "settings" VALUES('mode','reconciling');
INSERT INTO "settings" VALUES('overwrite_due','');
CREATE TABLE "shipments" (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders,
    state TEXT NOT NULL CHECK (
        state IN ('purchasing', 'doubtful', 'labelled', 'voided', 'not_bought', 'elsewhere')
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
, combined_with INTEGER REFERENCES shipments, by_ TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "shipments" VALUES(1,1,'labelled','house','UPS','UPS Ground','ground','SO-1-pbdhxvlm','1ZSHP0016338062551','lbl_cowwkhojnvrj1cwd',919,'USD',1795165800000,1795165800000,NULL,'clerk');
INSERT INTO "shipments" VALUES(2,3,'labelled','house','UPS','UPS Ground','ground','SO-3-ulqnvail','1ZSHP0014386894865','lbl_b4jwryjd6df33mja',919,'USD',1795165980000,1795165980000,NULL,'clerk');
INSERT INTO "shipments" VALUES(3,4,'labelled','house','UPS','UPS Ground','ground','SO-4-16untgo3','1ZSHP0018607126682','lbl_wc5j6o2kyvl7zwr4',1259,'USD',1795166160000,1795166160000,NULL,'clerk');
INSERT INTO "shipments" VALUES(4,38,'labelled','house','UPS','UPS Ground','ground','SO-38-llj7ub00','1ZSHP0017665913747','lbl_vf0cyh5plwl4sstw',919,'USD',1795183680000,1795183680000,NULL,'clerk');
INSERT INTO "shipments" VALUES(5,42,'labelled','house','UPS','UPS Ground','ground','SO-42-ov6y2g4s','1ZSHP0012155916529','lbl_nls5nszxyxxqbiv0',919,'USD',1795183860000,1795183860000,NULL,'clerk');
INSERT INTO "shipments" VALUES(6,42,'labelled','house','UPS','UPS 2nd Day Air','two_day','SO-42-04xy3jou','1ZSHP0012936650679','lbl_yaf2ljoyiynay5lr',1719,'USD',1795184040000,1795184040000,NULL,'clerk');
INSERT INTO "shipments" VALUES(7,49,'labelled','house','UPS','UPS Ground','ground','SO-49-x0v69fov','1ZSHP0019678873435','lbl_y4rsxe978xsgst4c',919,'USD',1795184220000,1795184220000,NULL,'clerk');
INSERT INTO "shipments" VALUES(8,39,'labelled','buy_shipping','UPS','UPS 2nd Day Air','UPS_PTP_2ND_DAY_AIR','SO-39-cjclghk2','1ZLV7Q0CQJ2BHEU584','ae6d0608-89bd-21ce-b4eb-203f418f637d',1665,'USD',1795184400000,1795184400000,NULL,'clerk');
INSERT INTO "shipments" VALUES(9,43,'labelled','manual','UPS','','','SO-43-dgaqvb4s','1Z999AA10123456784','',0,'USD',1795184580000,1795184580000,NULL,'clerk');
INSERT INTO "shipments" VALUES(10,44,'labelled','house','UPS','UPS Ground','ground','SO-44-0523ql2k','1ZSHP0013261598943','lbl_8xpmrmritwlrwh7o',1004,'USD',1795184760000,1795184760000,NULL,'clerk');
INSERT INTO "shipments" VALUES(11,45,'labelled','house','UPS','UPS Ground','ground','SO-44-0523ql2k-2','1ZSHP0013261598943','lbl_8xpmrmritwlrwh7o',0,'USD',1795184760000,1795184760000,10,'clerk');
INSERT INTO "shipments" VALUES(12,46,'voided','house','UPS','UPS Ground','ground','SO-46-j5dbe38j','1ZSHP0016803410122','lbl_57jc2a949ppkzx74',919,'USD',1795184940000,1795184940000,NULL,'clerk');
INSERT INTO "shipments" VALUES(13,41,'voided','house','UPS','UPS Ground','ground','SO-41-m3888emq','1ZSHP0011370050429','lbl_rxnd2pjqsagph0t8',919,'USD',1795184940000,1795185120000,NULL,'clerk');
INSERT INTO "shipments" VALUES(14,41,'labelled','house','UPS','UPS Ground','ground','SO-41-esevscyh','1ZSHP0016701447322','lbl_r6s5nlv6axlnpcxq',919,'USD',1795185300000,1795185300000,NULL,'clerk');
INSERT INTO "shipments" VALUES(15,57,'voided','manual','DHL','','','SO-57-wpy9keyn','JD0146','',0,'USD',1795185480000,1795185660000,NULL,'clerk');
INSERT INTO "shipments" VALUES(16,60,'labelled','manual','UPS','','','SO-60-vr99h2lq','1ZE3','',0,'USD',1795189500000,1795189500000,NULL,'clerk');
INSERT INTO "shipments" VALUES(17,58,'elsewhere','manual','UPS','','','ELSEWHERE-58-1','1Z1','',NULL,NULL,1795191900000,1795191900000,NULL,'');
INSERT INTO "shipments" VALUES(18,59,'elsewhere','manual','','','','ELSEWHERE-59-1','','',NULL,NULL,1795191900000,1795191900000,NULL,'');
INSERT INTO "shipments" VALUES(19,65,'labelled','manual','UPS','','','SO-65-5id5rg7e','1Z-BAD-1','',0,'USD',1795193580000,1795193580000,NULL,'clerk');
INSERT INTO "shipments" VALUES(20,68,'labelled','house','UPS','UPS Ground','ground','SO-68-c8u05ib9','1ZSHP0016932762103','lbl_djnryvb9ungkypjo',1004,'USD',1795193580000,1795193580000,NULL,'clerk');
INSERT INTO "shipments" VALUES(21,69,'labelled','house','UPS','UPS Ground','ground','SO-69-95z73o48','1ZSHP0012695067120','lbl_3ru6p13czldd6rk9',1089,'USD',1795193580000,1795193580000,NULL,'clerk');
INSERT INTO "shipments" VALUES(22,70,'labelled','house','UPS','UPS Ground','ground','SO-70-u7ejy4kx','1ZSHP0018241621071','lbl_89c3ohuexjt3erpy',1089,'USD',1795193580000,1795193580000,NULL,'clerk');
INSERT INTO "shipments" VALUES(23,73,'labelled','house','UPS','UPS Ground','ground','SO-73-95nqxx8k','1ZSHP0013512269691','lbl_w3liclq1sey9zsb0',919,'USD',1795197060000,1795197060000,NULL,'clerk');
INSERT INTO "shipments" VALUES(24,81,'not_bought','buy_shipping','','','USPS_PTP_GND_ADV','SO-81-q5jsmw48','','',NULL,NULL,1795203600000,1795204650000,NULL,'clerk');
INSERT INTO "shipments" VALUES(25,83,'labelled','house','UPS','UPS Ground','ground','SO-83-76tg7qlz','1ZSHP0017366721942','lbl_fqo7nsuih6162ecq',919,'USD',1795206930000,1795206930000,NULL,'clerk');
INSERT INTO "shipments" VALUES(26,89,'labelled','buy_shipping','USPS','USPS Ground Advantage','USPS_PTP_GND_ADV','SO-89-k8jdrt4n','9499995766625414178070','c5a5c220-77b9-3ab6-1f05-36303a36657e',600,'USD',1795213290000,1795213290000,NULL,'clerk');
INSERT INTO "shipments" VALUES(27,88,'doubtful','buy_shipping','','','USPS_PTP_GND_ADV','SO-88-ma5bpga9','','',NULL,NULL,1795213620000,1795213650000,NULL,'clerk');
INSERT INTO "shipments" VALUES(28,93,'labelled','house','UPS','UPS Ground','ground','SO-93-8fbxetel','1ZSHP0019991530007','lbl_igx4cfxg11mbu2xv',919,'USD',1795213650000,1795213650000,NULL,'clerk');
INSERT INTO "shipments" VALUES(29,94,'labelled','house','UPS','UPS Ground','ground','SO-94-i15in5sz','1ZSHP0018849439474','lbl_3qt555ud8elwecjz',919,'USD',1795213710000,1795213710000,NULL,'clerk');
INSERT INTO "shipments" VALUES(30,98,'labelled','house','UPS','UPS Ground','ground','SO-98-2r5ywzxd','1ZSHP0016585326438','lbl_lwwbj33y4d8d806n',919,'USD',1795213740000,1795213740000,NULL,'clerk');
INSERT INTO "shipments" VALUES(31,95,'labelled','house','UPS','UPS Ground','ground','SO-95-cy0bdtbg','1ZSHP0013698765070','lbl_d16c9254jruata28',919,'USD',1795213800000,1795213800000,NULL,'clerk');
INSERT INTO "shipments" VALUES(32,90,'purchasing','buy_shipping','','','USPS_PTP_GND_ADV','SO-90-19334t8n','','',NULL,NULL,1795213800000,NULL,NULL,'clerk');
INSERT INTO "shipments" VALUES(33,96,'labelled','house','UPS','UPS Ground','ground','SO-96-5ud2rma7','1ZSHP0012990206485','lbl_6i91b9hrgwivuhqo',919,'USD',1795213800000,1795213800000,NULL,'clerk');
CREATE TABLE shop_emails (
    store_id INTEGER PRIMARY KEY REFERENCES stores (id),
    -- The last reading that went well; NULL: none has.
    read_at INTEGER,
    tried_at INTEGER NOT NULL,
    -- Packed (code, facts) of why the last reading did not go well; NULL: it did.
    trouble TEXT
) STRICT;
INSERT INTO "shop_emails" VALUES(3,1795206930000,1795206930000,NULL);
INSERT INTO "shop_emails" VALUES(5,1795213290000,1795213290000,NULL);
CREATE TABLE sold_lines (
    store_id INTEGER NOT NULL REFERENCES stores,
    line_id TEXT NOT NULL CHECK (line_id NOT IN ('', '0')),
    order_id INTEGER NOT NULL REFERENCES orders,
    PRIMARY KEY (store_id, line_id, order_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "sold_lines" VALUES(2,'37465013095446',3);
INSERT INTO "sold_lines" VALUES(2,'41658100404112',6);
INSERT INTO "sold_lines" VALUES(2,'81445485503222',12);
INSERT INTO "sold_lines" VALUES(2,'17139131651616',20);
INSERT INTO "sold_lines" VALUES(2,'59477245937411',21);
INSERT INTO "sold_lines" VALUES(2,'52124158206204',29);
INSERT INTO "sold_lines" VALUES(2,'60382214039681',30);
INSERT INTO "sold_lines" VALUES(2,'76085921735262',31);
INSERT INTO "sold_lines" VALUES(2,'68141434389269',42);
INSERT INTO "sold_lines" VALUES(2,'78158342766456',43);
INSERT INTO "sold_lines" VALUES(2,'21462622808757',44);
INSERT INTO "sold_lines" VALUES(2,'13232937308375',45);
INSERT INTO "sold_lines" VALUES(2,'29288245686351',46);
INSERT INTO "sold_lines" VALUES(2,'78441886999106',59);
INSERT INTO "sold_lines" VALUES(2,'70913390396427',60);
INSERT INTO "sold_lines" VALUES(2,'21494519839527',65);
INSERT INTO "sold_lines" VALUES(4,'81198372189428',73);
INSERT INTO "sold_lines" VALUES(4,'18269588091513',74);
INSERT INTO "sold_lines" VALUES(2,'91092564468504',75);
INSERT INTO "sold_lines" VALUES(2,'51508849758295',76);
INSERT INTO "sold_lines" VALUES(2,'51508849758295',79);
INSERT INTO "sold_lines" VALUES(2,'91092564468504',79);
INSERT INTO "sold_lines" VALUES(2,'23482529242855',84);
INSERT INTO "sold_lines" VALUES(2,'13455524606818',93);
INSERT INTO "sold_lines" VALUES(2,'21610248122887',94);
INSERT INTO "sold_lines" VALUES(2,'12855492273490',95);
INSERT INTO "sold_lines" VALUES(2,'21648206126484',96);
INSERT INTO "sold_lines" VALUES(2,'61955462376008',97);
INSERT INTO "sold_lines" VALUES(2,'23071303442648',98);
CREATE TABLE "stores" (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    platform TEXT NOT NULL CHECK (platform IN ('bigcommerce', 'amazon', 'ebay')),
    account TEXT NOT NULL,
    integration TEXT CHECK (integration IN ('legacy', 'new')),
    market TEXT NOT NULL,
    prime_to_awaiting INTEGER NOT NULL,
    buy_shipping INTEGER NOT NULL,
    connected_at INTEGER NOT NULL,
    -- Another connection to the account took over: nothing is imported through this one any more.
    replaced_at INTEGER
, disconnected_at INTEGER) STRICT;
INSERT INTO "stores" VALUES(1,'amz','amazon','AJXVSD3VJY91HN',NULL,'ATVPDKIKX0DER',0,1,1795165200000,NULL,NULL);
INSERT INTO "stores" VALUES(2,'bay','ebay','seller_nq2lfj',NULL,'EBAY_US',0,1,1795165200000,NULL,NULL);
INSERT INTO "stores" VALUES(3,'shop','bigcommerce','qqp7s091gd','legacy','',0,1,1795165200000,1795207110000,NULL);
INSERT INTO "stores" VALUES(4,'bay2','ebay','seller_dzlu49',NULL,'EBAY_GB',0,1,1795196460000,NULL,1795199820000);
INSERT INTO "stores" VALUES(5,'shop new','bigcommerce','qqp7s091gd','new','',0,1,1795207110000,NULL,NULL);
CREATE TABLE superseded (
    order_id INTEGER PRIMARY KEY REFERENCES orders,
    by_id INTEGER NOT NULL REFERENCES orders CHECK (by_id <> order_id),
    at INTEGER NOT NULL
) STRICT;
INSERT INTO "superseded" VALUES(75,79,1795200720000);
INSERT INTO "superseded" VALUES(76,79,1795200720000);
CREATE TABLE suspended_twins (
    copy_id INTEGER PRIMARY KEY REFERENCES orders,
    original_id INTEGER NOT NULL REFERENCES orders,
    basis TEXT NOT NULL,
    at INTEGER NOT NULL,
    why TEXT NOT NULL,
    facts TEXT NOT NULL,
    evidence TEXT NOT NULL
) STRICT;
INSERT INTO "suspended_twins" VALUES(72,74,'key',1795197060000,'why.hidden','{"field":"ebay_order_id","original":"75-20809-08688","platform":"word.ebay","value":"75-20809-08688"}','[{"field":"ebay_order_id","ours":"75-20809-08688","theirs":"75-20809-08688","agrees":true,"weight":"proves"},{"field":"external_id","ours":"75-20809-08688","theirs":"75-20809-08688","agrees":true,"weight":"supports"},{"field":"external_order_id","ours":"75-20809-08688","theirs":"75-20809-08688","agrees":true,"weight":"supports"},{"field":"total","ours":"73.72 USD","theirs":"73.72 USD","agrees":true,"weight":"likeness"},{"field":"goods","ours":"CUP1 × 6","theirs":"CUP1 × 6","agrees":true,"weight":"likeness"},{"field":"placed","ours":"2026-11-20T17:47+00:00","theirs":"2026-11-20T17:46+00:00","agrees":true,"weight":"likeness"}]');
CREATE TABLE twin_refusals (
    copy_id INTEGER NOT NULL REFERENCES orders,
    original_id INTEGER NOT NULL,
    refused_by TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (copy_id, original_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "twin_refusals" VALUES(24,19,'Ada',1795176000000);
CREATE TABLE twins (
    copy_id INTEGER PRIMARY KEY REFERENCES orders,
    original_id INTEGER NOT NULL REFERENCES orders CHECK (original_id <> copy_id),
    basis TEXT NOT NULL CHECK (basis IN ('key', 'person')),
    at INTEGER NOT NULL
) STRICT;
INSERT INTO "twins" VALUES(2,1,'key',1795165500000);
INSERT INTO "twins" VALUES(7,5,'key',1795173000000);
INSERT INTO "twins" VALUES(8,6,'key',1795173000000);
INSERT INTO "twins" VALUES(11,12,'key',1795173000000);
INSERT INTO "twins" VALUES(15,14,'key',1795174800000);
INSERT INTO "twins" VALUES(23,20,'person',1795176000000);
INSERT INTO "twins" VALUES(32,26,'key',1795177800000);
INSERT INTO "twins" VALUES(33,29,'key',1795177800000);
INSERT INTO "twins" VALUES(34,27,'key',1795177800000);
INSERT INTO "twins" VALUES(35,30,'key',1795177800000);
INSERT INTO "twins" VALUES(36,28,'key',1795177800000);
INSERT INTO "twins" VALUES(37,31,'key',1795177800000);
INSERT INTO "twins" VALUES(47,38,'key',1795183680000);
INSERT INTO "twins" VALUES(48,42,'key',1795183680000);
INSERT INTO "twins" VALUES(50,39,'key',1795183680000);
INSERT INTO "twins" VALUES(51,43,'key',1795183680000);
INSERT INTO "twins" VALUES(52,40,'key',1795183680000);
INSERT INTO "twins" VALUES(53,44,'key',1795183680000);
INSERT INTO "twins" VALUES(54,45,'key',1795183680000);
INSERT INTO "twins" VALUES(55,46,'key',1795183680000);
INSERT INTO "twins" VALUES(56,41,'key',1795183680000);
INSERT INTO "twins" VALUES(61,58,'key',1795189140000);
INSERT INTO "twins" VALUES(62,59,'key',1795189140000);
INSERT INTO "twins" VALUES(63,60,'key',1795189140000);
INSERT INTO "twins" VALUES(66,64,'key',1795193580000);
INSERT INTO "twins" VALUES(67,65,'key',1795193580000);
INSERT INTO "twins" VALUES(71,73,'key',1795197060000);
INSERT INTO "twins" VALUES(77,79,'key',1795200420000);
INSERT INTO "twins" VALUES(78,79,'key',1795200420000);
INSERT INTO "twins" VALUES(80,79,'key',1795200720000);
INSERT INTO "twins" VALUES(82,81,'key',1795203600000);
INSERT INTO "twins" VALUES(86,83,'key',1795206930000);
INSERT INTO "twins" VALUES(87,84,'key',1795206930000);
INSERT INTO "twins" VALUES(99,88,'key',1795213290000);
INSERT INTO "twins" VALUES(100,89,'key',1795213290000);
INSERT INTO "twins" VALUES(101,90,'key',1795213290000);
INSERT INTO "twins" VALUES(102,91,'key',1795213290000);
INSERT INTO "twins" VALUES(103,93,'key',1795213290000);
INSERT INTO "twins" VALUES(104,94,'key',1795213290000);
INSERT INTO "twins" VALUES(105,95,'key',1795213290000);
INSERT INTO "twins" VALUES(106,96,'key',1795213290000);
INSERT INTO "twins" VALUES(107,97,'key',1795213290000);
INSERT INTO "twins" VALUES(108,98,'key',1795213290000);
CREATE TABLE wishes (
    order_id INTEGER PRIMARY KEY REFERENCES orders,
    -- The code of a ship option, such as house:ground.
    service TEXT NOT NULL,
    package TEXT NOT NULL,
    note TEXT NOT NULL,
    -- On Hold ends by itself at this time.
    hold_until INTEGER
) STRICT;
INSERT INTO "wishes" VALUES(5,'UPS Ground','small box','ring twice',NULL);
INSERT INTO "wishes" VALUES(6,'UPS Ground','small box','ring twice',NULL);
INSERT INTO "wishes" VALUES(7,'UPS Ground','small box','ring twice',NULL);
INSERT INTO "wishes" VALUES(8,'UPS Ground','small box','ring twice',NULL);
INSERT INTO "wishes" VALUES(9,'','','',1798070400000);
INSERT INTO "wishes" VALUES(28,'','','',1795609800000);
INSERT INTO "wishes" VALUES(45,'UPS Ground','small box','ring twice',NULL);
INSERT INTO "wishes" VALUES(54,'UPS Ground','small box','ring twice',NULL);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX keys_of_order ON order_keys (order_id);
CREATE INDEX copies_of ON twins (original_id);
CREATE INDEX listed_origin ON listed (origin_platform, origin_value);
CREATE INDEX due ON notices (next_at) WHERE state IN ('pending', 'sending');
CREATE INDEX events_of ON events (order_id) WHERE order_id IS NOT NULL;
CREATE UNIQUE INDEX one_connection_an_account ON stores (platform, account)
    WHERE replaced_at IS NULL;
CREATE INDEX sold_in ON sold_lines (order_id);
CREATE INDEX holds ON wishes (hold_until) WHERE hold_until IS NOT NULL;
CREATE INDEX shipments_of ON shipments (order_id, state);
CREATE INDEX unsettled ON shipments (at) WHERE state IN ('purchasing', 'doubtful');
CREATE INDEX combined ON shipments (combined_with) WHERE combined_with IS NOT NULL;
CREATE INDEX shelf ON order_state (visibility, status, sort_at, order_id);
CREATE INDEX suspended_of ON suspended_twins (original_id);
CREATE UNIQUE INDEX one_act_a_label ON acts (shipment_id, key)
    WHERE shipment_id IS NOT NULL AND notice_id IS NULL AND state IN ('open', 'unknown');
CREATE UNIQUE INDEX one_act_a_notice ON acts (notice_id)
    WHERE notice_id IS NOT NULL AND state IN ('open', 'unknown');
CREATE INDEX acts_unsettled ON acts (look_at) WHERE state IN ('open', 'unknown');
CREATE INDEX acts_controlled ON acts (look_at) WHERE state = 'done' AND look_at IS NOT NULL;
CREATE INDEX acts_ended ON acts (look_at) WHERE state = 'none' AND look_at IS NOT NULL;
CREATE INDEX acts_of ON acts (shipment_id);
CREATE INDEX acts_of_notice ON acts (notice_id) WHERE notice_id IS NOT NULL;
CREATE INDEX acts_refused ON acts (look_at) WHERE state = 'refused' AND look_at IS NOT NULL;
CREATE TRIGGER event_stays BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'guard.events_append_only'); END;
CREATE TRIGGER event_is_kept BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'guard.events_append_only'); END;
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
CREATE TRIGGER sold_once BEFORE INSERT ON shipments
WHEN coalesce((SELECT value FROM settings WHERE name = 'mode'), 'reconciling') <> 'documented'
AND EXISTS (
    SELECT 1 FROM sold_lines mine
    JOIN sold_lines other ON other.store_id = mine.store_id AND other.line_id = mine.line_id
    JOIN shipments s ON s.order_id = other.order_id
    WHERE mine.order_id = NEW.order_id AND other.order_id <> NEW.order_id
    AND s.state IN ('purchasing', 'doubtful', 'labelled'))
BEGIN SELECT RAISE(ABORT, 'guard.lines_sent'); END;
CREATE TRIGGER original_stands BEFORE UPDATE OF visibility ON order_state
WHEN NEW.visibility = 'hidden' AND EXISTS (
    SELECT 1 FROM twins WHERE original_id = NEW.order_id)
BEGIN SELECT RAISE(ABORT, 'guard.original_hidden'); END;
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
CREATE TRIGGER excluded_hides_nobody BEFORE UPDATE OF visibility ON order_state
WHEN NEW.visibility = 'excluded' AND EXISTS (
    SELECT 1 FROM twins t JOIN order_state c ON c.order_id = t.copy_id
    WHERE t.original_id = NEW.order_id AND c.visibility = 'hidden')
BEGIN SELECT RAISE(ABORT, 'guard.hidden_without_original'); END;
CREATE TRIGGER disconnected_ships_nothing BEFORE INSERT ON shipments
WHEN NEW.state <> 'elsewhere' AND EXISTS (
    SELECT 1 FROM orders o JOIN stores s ON s.id = o.store_id
    WHERE o.id = NEW.order_id AND s.disconnected_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'guard.store_disconnected'); END;
CREATE TRIGGER disconnected_takes_no_order BEFORE INSERT ON orders
WHEN EXISTS (
    SELECT 1 FROM stores s WHERE s.id = NEW.store_id AND s.disconnected_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'guard.store_disconnected'); END;
CREATE TRIGGER suspended_twin_shipped BEFORE INSERT ON shipments
WHEN EXISTS (
    SELECT 1 FROM suspended_twins t JOIN shipments s
    ON s.order_id = CASE t.copy_id WHEN NEW.order_id THEN t.original_id ELSE t.copy_id END
    WHERE (t.copy_id = NEW.order_id OR t.original_id = NEW.order_id)
    AND s.state IN ('purchasing', 'doubtful', 'labelled'))
BEGIN SELECT RAISE(ABORT, 'guard.twin_shipped'); END;
CREATE TRIGGER same_order_once BEFORE INSERT ON shipments
WHEN coalesce((SELECT value FROM settings WHERE name = 'mode'), 'reconciling') <> 'documented'
AND EXISTS (
    SELECT 1 FROM orders mine JOIN stores x ON x.id = mine.store_id
    JOIN stores y ON y.platform = x.platform AND y.account = x.account AND y.id <> x.id
    JOIN orders other ON other.store_id = y.id AND other.remote_id = mine.remote_id
    JOIN shipments s ON s.order_id = other.id
    WHERE mine.id = NEW.order_id AND s.state IN ('purchasing', 'doubtful', 'labelled'))
BEGIN SELECT RAISE(ABORT, 'guard.twin_shipped'); END;
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
CREATE TRIGGER act_stays_settled BEFORE UPDATE OF state ON acts
WHEN OLD.state IN ('done', 'refused', 'none')
BEGIN SELECT RAISE(ABORT, 'guard.act_settled'); END;
CREATE TRIGGER act_is_kept BEFORE DELETE ON acts
BEGIN SELECT RAISE(ABORT, 'guard.act_settled'); END;
CREATE TRIGGER purged_stays_purged BEFORE INSERT ON people
WHEN (NEW.buyer <> '' OR NEW.email <> '' OR NEW.country IS NOT NULL) AND EXISTS (
    SELECT 1 FROM orders o JOIN stores s ON s.id = o.store_id
    JOIN purges p ON p.platform = s.platform AND p.account = s.account AND p.remote_id = o.remote_id
    WHERE o.id = NEW.order_id)
BEGIN SELECT RAISE(ABORT, 'guard.purged'); END;
COMMIT;
