"""The stories of docs/guide/scenarios.md.

The first one, what can go wrong with it, one with everything, and one each for every verb and
check, which go on from a common beginning.
"""

from __future__ import annotations

FIRST = """\
scenario: first-story
title: One mug, sold on Amazon
clock: 2026-11-20T09:00:00Z
world:
  catalog: [{sku: MUG, title: Slate mug, price: 12.99 USD, sells on: amazon}]
  stores: {shop: {platform: bigcommerce}, amz: {platform: amazon}}
hub: {stores: [shop, amz]}
steps:
  - {at: +0 s, buy: {as: mug, on: amz, lines: [{sku: MUG}]}}
  - {at: +5 min, import: [shop, amz], expect: [grid: {status: awaiting shipment, rows: 1}]}
"""

#: The first story told to its end: with what differs between the modes, and a shipment.
SECOND = """\
scenario: second-story
title: {en: The shop is imported first, fr: La boutique est importée d'abord}
lesson: Documented mode compares a copy when it arrives, reconciling mode whenever it can.
proves: [B2, W1]
clock: 2026-11-20T09:00:00Z

world:
  catalog:
    - {sku: MUG, title: Slate mug, weight: 400 g, price: 12.99 USD, sells on: amazon}
  stores:
    shop: {platform: bigcommerce, copies after: 90 s}
    amz: {platform: amazon, market: US}

hub: {method: B, stores: [amz, shop]}

steps:
  - at: +0 s
    buy: {as: mug, on: amz, lines: [{sku: MUG, quantity: 2}]}
    say: Somebody buys two mugs on Amazon. BigCommerce gets a copy ninety seconds later.

  - at: +5 min
    import: [shop, amz]
    ask:
      prompt: How many rows stand in Awaiting Shipment?
      choices: ["1", "2"]
      answer: {documented: "2", reconciling: "1"}
      why: The copy came first, when there was nothing yet to compare it with.
    expect:
      documented:
        - grid: {status: awaiting shipment, orders: [mug, mug.copy]}
      reconciling:
        - grid: {status: awaiting shipment, orders: mug}
        - hidden: {order: mug.copy, behind: mug, because: the original has come}

  - at: +6 min
    ship: mug
    only: reconciling

  - at: +10 min
    wait: quiet
    expect:
      reconciling:
        - notified: {purchase: mug, stores: [amz, shop]}
        - shown: {purchase: mug, on: shop, packages: 1, by: hub}

outcome:
  documented:
    en: Two rows for one purchase, so somebody has to look before shipping.
    findings: units-unaccounted
  reconciling: One row, one label, two notifications.
"""

#: What every example below goes on from.
BEGINNING = """\
scenario: example
title: An example
clock: 2026-11-20T09:00:00Z
world:
  catalog:
    - {sku: MUG, title: Slate mug, weight: 400 g, price: 12.99 USD, sells on: [amazon, ebay, shop]}
    - {sku: GLOBE, title: Desk globe, weight: 2.6 kg, price: 129 USD, sells on: bay, linked: no}
  stores:
    shop: {platform: bigcommerce, copies after: 90 s, relays after: 60 s}
    amz: {platform: amazon, market: US, prime to awaiting: yes}
    bay: {platform: ebay, market: US}
    old: {platform: ebay, market: GB}
rules:
  hold-mugs:
    when: [{criterion: sku, operator: equals, values: MUG}]
    do: [{action: hold, with: 2 days}]
hub: {method: B, stores: [amz, bay, shop]}
steps:
  - at: +0 s
    buy: {as: mug, on: amz, lines: [{sku: MUG, quantity: 2}]}
  - at: +5 min
    import: all
    expect:
      - grid: {status: awaiting shipment, rows: 1}
"""

#: A mistake, what stands in the first story, and what somebody writes in its place.
MISTAKES = (
    ("a misspelt key", "title: Slate mug", "titel: Slate mug"),
    ("a unit or a sign that is missing", "+5 min", "5 minutes"),
    ("a store that is not there", "on: amz", "on: amazon"),
    ("a quantity that nobody can buy", "[{sku: MUG}]", "[{sku: MUG, quantity: 0}]"),
    ("a price with the wrong decimals", "12.99 USD", "12.50 JPY"),
    ("a market that the platform does not have", "{platform: amazon}",
     "{platform: amazon, market: ZZ}"),
    ("a statement that is not there", "clock:", "proves: [Z9]\nclock:"),
    ("a code that is not there", "[grid: {status: awaiting shipment, rows: 1}]",
     "[why: {order: mug, code: why.orignal}]"),
    ("a list whose entries have no dash", FIRST[FIRST.index("  - {at") :],
     "  at: +5 min\n  import: all\n"),
    ("a blank that is missing after a colon", "status: awaiting", "status:awaiting"),
    ("text that needs quotes", "title: One mug, sold on Amazon", "title: One mug: sold on Amazon"),
)  # fmt: skip

VERBS = {
    "buy": """\
  - at: +6 min
    buy: {as: globe, on: bay, buyer: Ada Example, lines: [{sku: GLOBE, quantity: 2, price: 99 USD}]}
  - at: +7 min
    buy: {as: prime, on: amz, prime: yes, service: SecondDay, lines: [{sku: MUG}]}
  - at: +8 min
    buy: {as: later, on: shop, paid: no, lines: [{sku: MUG}]}
  - at: +10 min
    import: all
    expect:
      - status: {order: globe, is: awaiting shipment}
      - status: {order: later, is: awaiting payment}
""",
    "import": """\
  - at: +6 min
    buy: {as: lamp, on: bay, lines: [{sku: MUG}]}
  - at: +7 min
    import: bay
  - at: +10 min
    import: [shop, amz]
  - at: +15 min
    import: all
    expect:
      - grid: {status: awaiting shipment, orders: [mug, lamp]}
""",
    "ship": """\
  - at: +6 min
    ship: {order: mug, with: "house:ground", lines: [{sku: MUG, quantity: 1}]}
  - at: +7 min
    ship: {order: mug, with: manual, carrier: UPS, tracking: 1Z999AA10123456784}
    expect:
      - status: {order: mug, is: shipped}
outcome:
  documented:
    en: Amazon takes the first package for the whole order.
    findings: wrong-content
  reconciling: Each package with its own goods.
""",
    "void": """\
  - at: +6 min
    ship: mug
  - at: +7 min
    void: mug
    expect:
      - status: {order: mug, is: awaiting shipment}
""",
    "cancel": """\
  - at: +6 min
    cancel: mug
    only: reconciling
    expect:
      - refused: limit.cancel_original
  - at: +7 min
    cancel: {order: mug, anyway: yes}
    expect:
      - status: {order: mug, is: cancelled}
  - at: +8 min
    buyer cancels: mug
""",
    "notifications": """\
  - at: +6 min
    notifications: {store: shop, switch: off, by: support}
  - at: +7 min
    ship: mug
    expect:
      - not notified: {purchase: mug, stores: shop}
""",
    "emails": """\
  - at: +6 min
    emails: {store: shop, switch: off}
  - at: +7 min
    ship: mug
    expect:
      - mails: {purchase: mug, stores: amz}
""",
    "rule": """\
  - at: +6 min
    rule: {add: do-not-import-copies}
  - at: +7 min
    buy: {as: lamp, on: bay, lines: [{sku: MUG}]}
  - at: +10 min
    import: all
    expect:
      - excluded: {order: lamp.copy, kind: rule}
  - at: +11 min
    rule: {disable: do-not-import-copies}
  - at: +12 min
    rule: {enable: do-not-import-copies}
  - at: +13 min
    rule: {remove: do-not-import-copies}
""",
    "method": """\
  - at: +6 min
    method: A
  - at: +7 min
    method: B
    expect:
      - hidden: {order: mug.copy, behind: mug}
""",
    "connect": """\
  - at: +6 min
    connect: old
  - at: +7 min
    buy: {as: cup, on: old, lines: [{sku: MUG}]}
  - at: +10 min
    import: old
    expect:
      - status: {order: cup, is: awaiting shipment}
""",
    "let in": """\
  - at: +6 min
    rule: {add: do-not-import-copies}
  - at: +7 min
    buy: {as: lamp, on: bay, lines: [{sku: MUG}]}
  - at: +10 min
    import: all
  - at: +11 min
    let in: lamp.copy
    expect:
      - hidden: {order: lamp.copy, behind: lamp}
""",
    "wait": """\
  - at: +6 min
    ship: mug
  - at: +7 min
    wait: 1 h 30 min
  - at: +7 min
    wait: quiet
    expect:
      - notified: {purchase: mug, stores: [amz, shop]}
""",
    "ship elsewhere": """\
  - at: +6 min
    ship elsewhere: {order: mug, carrier: UPS, tracking: 1Z999AA10123456784}
  - at: +7 min
    ship elsewhere: {order: mug, carrier: UPS, tracking: 1Z999AA10123456785}
    expect:
      - refused: world.no_units
  - at: +20 min
    import: all
    expect:
      - status: {order: mug, is: shipped}
""",
    "buyer cancels": """\
  - at: +6 min
    buyer cancels: mug
  - at: +20 min
    import: all
    expect:
      - status: {order: mug, is: cancelled}
""",
    "buyer asks to cancel": """\
  - at: +6 min
    buyer asks to cancel: mug
  - at: +20 min
    import: amz
  - at: +21 min
    ship: mug
    expect:
      - refused: limit.buyer_asks_to_cancel
""",
    "buyer withdraws": """\
  - at: +6 min
    buyer asks to cancel: mug
  - at: +20 min
    buyer withdraws: mug
  - at: +30 min
    import: amz
  - at: +31 min
    ship: mug
    expect:
      - status: {order: mug, is: shipped}
""",
    "answer": """\
  - at: +6 min
    buy: {as: lamp, on: bay, lines: [{sku: MUG}]}
  - at: +7 min
    buyer asks to cancel: lamp
  - at: +8 min
    answer: {order: lamp, cancel: yes}
  - at: +20 min
    import: all
    expect:
      - ledger: {purchase: lamp, cancelled: 1, open: 0}
""",
    "cancel units": """\
  - at: +6 min
    cancel units: {order: mug, lines: [{sku: MUG, quantity: 1}], by: seller}
  - at: +20 min
    import: amz
    expect:
      - due: {order: mug, units: 1}
""",
    "refund": """\
  - at: +6 min
    buy: {as: own, on: shop, lines: [{sku: MUG, quantity: 3}]}
  - at: +7 min
    refund: {order: own, lines: [{sku: MUG, quantity: 1}]}
  - at: +20 min
    import: shop
    expect:
      - due: {order: own, units: 2}
""",
    "collect": """\
  - at: +6 min
    buy: {as: own, on: shop, lines: [{sku: MUG, pickup: yes}]}
  - at: +7 min
    collect: own
  - at: +20 min
    import: shop
    expect:
      - ledger: {purchase: own, collected: 1, open: 0}
""",
    "edit address": """\
  - at: +6 min
    buy: {as: own, on: shop, lines: [{sku: MUG}]}
  - at: +7 min
    edit address: {order: own, street: 12 Mill Lane}
  - at: +20 min
    import: shop
  - at: +21 min
    ship: own
    expect:
      - status: {order: own, is: shipped}
""",
    "edit lines": """\
  - at: +6 min
    buy: {as: own, on: shop, lines: [{sku: MUG}]}
  - at: +7 min
    edit lines: {order: own, lines: [{sku: MUG, quantity: 3}]}
  - at: +20 min
    import: shop
    expect:
      - due: {order: own, units: 3}
""",
    "overrule": """\
  - at: +6 min
    buyer asks to cancel: mug
  - at: +20 min
    import: amz
  - at: +21 min
    overrule: mug
  - at: +22 min
    ship: mug
    expect:
      - status: {order: mug, is: shipped}
""",
    "fault": """\
  - at: +6 min
    fault: {on: amz, operation: confirmShipment, kind: timeout_after_commit}
  - at: +7 min
    fault: {on: amz, operation: searchOrders, kind: server_error, times: 0}
  - at: +8 min
    import: amz
    expect:
      - import fails: {store: amz, code: error.server_trouble}
  - at: +9 min
    fault: {on: amz, operation: getOrder, order: mug, kind: stale_read, delay: 10 min, for: 1 h}
  - at: +10 min
    fault: {on: carrier, operation: buyLabel, kind: timeout_after_commit}
""",
    "outage": """\
  - at: +6 min
    buy: {as: lamp, on: bay, lines: [{sku: MUG}]}
  - at: +7 min
    outage: {on: bay, for: 5 min}
  - at: +8 min
    import: bay
    expect:
      - import fails: {store: bay, code: error.not_reached}
  - at: +13 min
    import: bay
    expect:
      - status: {order: lamp, is: awaiting shipment}
""",
    "mark shipped": """\
  - at: +6 min
    buy: {as: lamp, on: bay, lines: [{sku: MUG}]}
  - at: +7 min
    mark shipped: lamp
  - at: +20 min
    import: all
    expect:
      - status: {order: lamp, is: shipped}
      - tracking: {purchase: lamp, on: bay, numbers: "?"}
""",
    "replace order": """\
  - at: +6 min
    ship: mug
  - at: +1 h
    replace order: {as: again, order: mug, lines: [{sku: MUG, quantity: 1}]}
  - at: +70 min
    import: all
    expect:
      - due: {order: again, units: 1}
""",
    "combine orders": """\
  - at: +6 min
    buy: {as: first, on: bay, buyer: Ada Example, lines: [{sku: MUG}]}
  - at: +6 min
    buy: {as: second, on: bay, buyer: Ada Example, lines: [{sku: GLOBE}]}
  - at: +7 min
    combine orders: {as: both, orders: [first, second]}
  - at: +20 min
    import: all
    expect:
      - due: {order: both, units: 2}
      - status: {order: first, is: absent}
""",
    "reprocess": """\
  - at: +6 min
    rule: {add: hold-mugs}
  - at: +7 min
    reprocess: all
    expect:
      - grid: {status: on hold, orders: mug}
""",
    "confirm proposal": """\
  - at: +6 min
    reject proposal: {order: mug.copy, original: mug}
  - at: +7 min
    confirm proposal: {order: mug.copy, original: mug}
    expect:
      - hidden: {order: mug.copy, behind: mug}
""",
    "reject proposal": """\
  - at: +6 min
    reject proposal: {order: mug.copy, original: mug}
    expect:
      - status: {order: mug.copy, is: awaiting shipment}
  - at: +7 min
    confirm proposal: {order: mug.copy, original: mug, anyway: yes}
""",
    "replace connection": """\
  - at: +6 min
    replace connection: {store: shop, by: new-shop, integration: legacy}
  - at: +7 min
    import: new-shop
    expect:
      reconciling:
        - hidden: {order: mug.copy, behind: mug}
""",
    "mode": """\
  - at: +6 min
    mode: reconciling
    expect:
      - hidden: {order: mug.copy, behind: mug}
""",
    "store settings": """\
  - at: +6 min
    store settings: {store: amz, buy shipping: no}
    expect:
      - option: {order: mug, with: buy_shipping, available: no}
""",
    "settings": """\
  - at: +6 min
    settings: {notification delay: 1 h}
  - at: +7 min
    ship: mug
    expect:
      - notification: {purchase: mug, store: amz, is: pending}
  - at: +70 min
    expect:
      - notification: {purchase: mug, store: amz, is: sent}
""",
    "crash": """\
  - at: +6 min
    crash: {on: carrier, operation: buyLabel, when: after, down: 5 min}
  - at: +7 min
    ship: mug
  - at: +1 h
    wait: quiet
    expect:
      - status: {order: mug, is: shipped}
      - calls: {platform: carrier, operation: buyLabel, times: 1}
""",
    "second hub": """\
  - at: +6 min
    second hub: [amz, bay, shop]
  - at: +7 min
    import: all
    in: second hub
  - at: +8 min
    ship: mug
    in: second hub
    expect:
      - status: {order: mug, is: shipped}
  - at: +20 min
    import: all
    expect:
      - status: {order: mug, is: shipped}
      - calls: {platform: carrier, operation: buyLabel, times: 1}
""",
}

CHECKS = {
    "grid": """\
  - at: +6 min
    expect:
      - grid: {status: awaiting shipment, rows: 1, orders: mug}
      - grid: {status: hidden, orders: mug.copy}
      - grid: {status: on hold, orders: none}
""",
    "hidden": """\
  - at: +6 min
    expect:
      - hidden: {order: mug.copy, behind: mug}
""",
    "status": """\
  - at: +6 min
    buy: {as: lamp, on: bay, lines: [{sku: MUG}]}
    expect:
      - status: {order: mug, is: awaiting shipment}
      - status: {order: mug.copy, is: hidden}
      - status: {order: lamp, is: absent}
""",
    "notified": """\
  - at: +6 min
    ship: mug
    expect:
      - notified: {purchase: mug, stores: [amz, shop], times: 1}
      - notified: {stores: [amz, shop]}
""",
    "not notified": """\
  - at: +6 min
    expect:
      - not notified: {purchase: mug, stores: [amz, shop]}
""",
    "mails": """\
  - at: +6 min
    ship: mug
    expect:
      - mails: {purchase: mug, stores: [amz, shop]}
""",
    "passed on": """\
  - at: +6 min
    buy: {as: cup, on: old, lines: [{sku: MUG}]}
  - at: +10 min
    import: shop
  - at: +11 min
    ship: cup.copy
  - at: +15 min
    wait: quiet
    expect:
      - passed on: {purchase: cup, by: shop, to: old}
""",
    "shown": """\
  - at: +6 min
    ship: mug
    expect:
      - shown: {purchase: mug, on: amz, packages: 1}
      - shown: {purchase: mug, on: shop, packages: 1, by: hub}
""",
    "lost": """\
  - at: +6 min
    buy: {as: cup, on: old, lines: [{sku: MUG}]}
    expect:
      - lost: {purchases: cup, reason: not yet}
  - at: +10 min
    import: all
    expect:
      - lost: none
""",
    "refused": """\
  - at: +6 min
    ship: mug.copy
    expect:
      - refused: limit.hidden_copy
""",
    "import fails": """\
  - at: +6 min
    fault: {on: bay, operation: getOrders, kind: connect_refused}
  - at: +10 min
    import: all
    expect:
      - import fails: {store: bay, code: error.not_reached}
""",
    "double shipment": """\
  - at: +6 min
    ship: mug
    expect:
      - double shipment: none
""",
    "why": """\
  - at: +6 min
    expect:
      - why: {order: mug.copy, code: why.hidden}
      - why: {order: mug.copy, contains: [why.hidden, undo.hidden]}
""",
    "warning": """\
  - at: +6 min
    notifications: {store: shop, switch: off}
    expect:
      documented:
        - warning: warning.notifications_off_documented
      reconciling:
        - warning: warning.notifications_off_reconciling
""",
    "calls": """\
  - at: +6 min
    ship: mug
    expect:
      - calls: {platform: amazon, operation: confirmShipment, times: 1}
      - calls: {platform: ebay, operation: createShippingFulfillment, times: 0}
""",
    "option": """\
  - at: +6 min
    expect:
      - option: {order: mug, with: house, available: yes}
      - option:
          order: mug.copy
          with: house
          available: no
          limit: limit.hidden_copy
          way out: way_out.ship_original
""",
    "excluded": """\
  - at: +6 min
    rule: {add: do-not-import-copies}
  - at: +7 min
    buy: {as: lamp, on: bay, lines: [{sku: MUG}]}
  - at: +10 min
    import: all
    expect:
      - excluded: {order: lamp.copy, kind: rule}
""",
    "quarantine": """\
  - at: +6 min
    expect:
      - quarantine: {rows: 0}
""",
    "tag": """\
  - at: +6 min
    buy: {as: prime, on: amz, prime: yes, lines: [{sku: MUG}]}
  - at: +10 min
    import: all
    expect:
      - tag: {order: prime, tag: Amazon Prime Order}
""",
    "imported": """\
  - at: +6 min
    buy: {as: lamp, on: bay, lines: [{sku: MUG}]}
  - at: +7 min
    import: bay
    expect:
      - imported: {fetched: 1, added: 1, hidden: 0}
""",
    "due": """\
  - at: +6 min
    ship elsewhere: {order: mug, carrier: UPS, tracking: 1Z999AA1, lines: [{sku: MUG}]}
  - at: +20 min
    import: all
    expect:
      - due: {order: mug, units: 1}
      - due: {order: mug, units: 1, sku: MUG}
""",
    "tracking": """\
  - at: +6 min
    ship: {order: mug, with: manual, carrier: UPS, tracking: 1Z999AA10123456784}
    expect:
      - tracking: {purchase: mug, on: amz, numbers: 1Z999AA10123456784}
      - tracking: {purchase: mug, on: shop, numbers: 1Z999AA10123456784}
""",
    "notification": """\
  - at: +6 min
    expect:
      - notification: {purchase: mug, store: amz, is: absent}
  - at: +7 min
    ship: mug
    expect:
      - notification: {purchase: mug, store: amz, is: sent}
""",
    "ledger": """\
  - at: +6 min
    expect:
      - ledger: {purchase: mug, packed: 0, open: 2}
  - at: +7 min
    ship: mug
    expect:
      - ledger: {purchase: mug, packed: 2, open: 0, cancelled: 0, refunded: 0, collected: 0}
""",
    "proposals": """\
  - at: +6 min
    expect:
      - proposals: {order: mug.copy, originals: none}
""",
    "doctor": """\
  - at: +6 min
    notifications: {store: shop, switch: off}
    expect:
      documented:
        - doctor: {finds: notifications_off_no_rule, lacks: [stale, quarantine]}
      reconciling:
        - doctor: {finds: notifications_off, lacks: [stale, quarantine]}
""",
    "verdict": """\
  - at: +6 min
    expect:
      - verdict: clean
      - verdict: {findings: clean, purchase: mug, quiet: yes}
""",
}


def whole(steps: str) -> str:
    """Return an example as the story that it continues."""
    return BEGINNING + steps
