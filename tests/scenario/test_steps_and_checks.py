"""Every verb and every check of the format does on the real hub what its name says."""

from __future__ import annotations

import pytest

from shiponce.domain.store import MatchingMode
from shiponce.scenario.check_types import CHECKS
from shiponce.scenario.find_scenario_files import scenarios
from shiponce.scenario.run_results import Run, Verdict
from shiponce.scenario.runner import play
from shiponce.scenario.scenario_file import load
from shiponce.scenario.scenario_model import Scenario
from shiponce.scenario.step_types import VERBS
from shiponce.words import LANGUAGES, say
from tests.scenario.conftest import Write

VARIED = """\
scenario: varied
title: {en: All that people do, fr: Tout ce que l’on fait}
clock: 2026-11-20T09:00:00Z
world:
  catalog:
    - {sku: MUG, title: Slate mug, weight: 400 g, sells on: [shop, amazon, bay]}
  stores:
    shop: {platform: bigcommerce, copies after: 90 s}
    amz: {platform: amazon}
    bay: {platform: ebay}
    old: {platform: amazon, connected at: 2023-05-02T00:00:00Z, buy shipping: no}
hub: {method: B, stores: [amz, bay, shop], rules: do-not-import-copies}
steps:
  - at: +0 s
    rule: {disable: do-not-import-copies}
  - at: +0 s
    buy: {as: mug, on: amz, lines: [{sku: MUG, quantity: 2, price: 9.50 USD}]}
  - at: +0 s
    buy: {as: gone, on: bay, lines: [{sku: MUG}]}
  - at: +0 s
    buy: {as: later, on: shop, paid: no, lines: [{sku: MUG}]}
  - at: +0 s
    buy: {as: fba, on: amz, afn: yes, lines: [{sku: MUG}]}
  - at: +1 min
    wait: 5 min
  - at: +2 min
    import: all
    expect:
      - grid: {status: awaiting shipment, orders: [mug, gone]}
      - grid: {status: awaiting payment, orders: later}
      - status: {order: fba, is: shipped}
      - quarantine: {rows: 0}
  - at: +10 min
    ship: {order: mug, with: manual, carrier: UPS, tracking: 1Z999AA10123456784}
    expect:
      - notified: {purchase: mug, stores: [amz, shop]}
  - at: +11 min
    buyer cancels: gone
  - at: +20 min
    import: [bay, shop]
    expect:
      - status: {order: gone, is: cancelled}
  - at: +21 min
    buy: {as: seller, on: amz, lines: [{sku: MUG}]}
  - at: +22 min
    ship elsewhere: {order: seller, carrier: UPS, tracking: 1Z999AA10123456785}
  - at: +30 min
    import: all
    expect:
      - status: {order: seller, is: shipped}
      - shown: {purchase: seller, on: amz, packages: 1, by: seller}
      - notified: {purchase: seller, stores: shop}
      - shown: {purchase: seller, on: shop, packages: 1, by: hub}
  - at: +31 min
    buy: {as: twice, on: bay, lines: [{sku: MUG}]}
  - at: +40 min
    import: all
  - at: +41 min
    fault: {on: bay, operation: createShippingFulfillment, kind: server_error}
  - at: +42 min
    ship: {order: twice, with: "house:ground"}
    expect:
      - notified: {purchase: twice, stores: none}
  - at: +64 min
    expect:
      - notified: {purchase: twice, stores: [bay, shop]}
  - at: +65 min
    void: twice
    expect:
      - status: {order: twice, is: awaiting shipment}
  - at: +91 min
    rule: {enable: do-not-import-copies}
  - at: +92 min
    buy: {as: kept, on: amz, lines: [{sku: MUG}]}
  - at: +100 min
    import: all
    expect:
      - excluded: {order: kept.copy, kind: rule}
  - at: +101 min
    rule: {remove: do-not-import-copies}
  - at: +102 min
    rule: {enable: do-not-import-copies}
    expect:
      - refused: error.no_rule
  - at: +103 min
    connect: old
  - at: +103 min
    store settings: {store: old, buy shipping: yes, prime to awaiting: yes}
  - at: +104 min
    buy: {as: prime, on: old, prime: yes, lines: [{sku: MUG}]}
    only: documented
  - at: +105 min
    wait: quiet
  - at: +106 min
    fault: {on: bay, operation: getOrders, kind: auth_expired, times: 0}
  - at: +107 min
    import: [amz, bay]
    expect:
      - import fails: {store: bay, code: error.not_authorised}
  - at: +110 min
    cancel: {order: kept, anyway: yes}
    expect:
      - status: {order: kept, is: cancelled}
  - at: +110 min
    buyer cancels: kept
outcome:
  documented: {en: A second row, fr: Une seconde ligne, findings: units-unaccounted}
  reconciling: {en: One row, fr: Une seule ligne}
"""


@pytest.fixture(params=list(MatchingMode))
def varied(request: pytest.FixtureRequest, write: Write) -> Run:
    """The story in which people do everything, in each mode."""
    return play(load(write(VARIED)), request.param)


@pytest.mark.proves("N12", "N11", "R5", "Q8")
def test_people_can_do_everything_that_the_format_names(varied: Run) -> None:
    """Each verb acts, and the checks that follow see it."""
    failed = [
        (check.line, check.sentence, check.wanted, check.got)
        for check in varied.checks
        if not check.passed
    ]
    assert not failed


def test_every_verb_and_check_is_used_and_can_be_said(write: Write) -> None:
    """No verb and no check of the format is without a story that uses it, nor without words."""
    stories = [load(write(VARIED)), load(write(OWED)), *(load(path) for path in scenarios())]
    verbs = {step.verb for story in stories for step in story.steps}
    checks = {e.key for story in stories for step in story.steps for e in step.expect}
    assert set(VERBS) <= verbs
    assert set(CHECKS) <= checks
    for story in stories:
        _said(story)


def _said(story: Scenario) -> None:
    from shiponce.scenario.step_sentences import describe

    for step in story.steps:
        sentence = describe(step.act)
        for language in LANGUAGES:
            assert say(sentence.code, language, **sentence.facts)


def test_a_story_can_trouble_the_house_carrier(write: Write) -> None:
    """Its answer is lost, and its calls are counted; it is told as the carrier, and is no store."""
    run = play(load(write(CARRIER)), MatchingMode.RECONCILING)
    assert [check for check in run.checks if not check.passed] == []
    assert run.verdict is Verdict.PASS


CARRIER = """\
scenario: lost-label
title: {en: A label whose answer was lost, fr: Une étiquette sans réponse}
clock: 2026-11-20T09:00:00Z
world:
  catalog:
    - {sku: MUG, title: Slate mug, weight: 400 g, sells on: [bay]}
  stores:
    bay: {platform: ebay}
hub: {stores: [bay]}
steps:
  - at: +0 s
    buy: {as: mug, on: bay, lines: [{sku: MUG}]}
  - at: +5 min
    import: all
  - at: +6 min
    fault: {on: carrier, operation: quoteRates, order: mug, kind: server_error}
    expect:
      - option: {order: mug, with: house, available: no, restriction: error.server_trouble}
  - at: +7 min
    fault: {on: carrier, operation: buyLabel, order: mug, kind: timeout_after_commit}
  - at: +8 min
    ship: {order: mug, with: house}
    expect:
      - calls: {platform: carrier, operation: buyLabel, times: 1}
  - at: +9 min
    wait: 1 h
    expect:
      - status: {order: mug, is: shipped}
      - calls: {platform: carrier, operation: buyLabel, times: 1}
"""


@pytest.mark.parametrize("mode", list(MatchingMode))
def test_people_can_change_what_is_owed(write: Write, mode: MatchingMode) -> None:
    """Orders are changed on their platforms, and the hub and the judge see the same units."""
    run = play(load(write(OWED)), mode)
    failed = [(c.line, c.sentence.code, c.wanted, c.got) for c in run.checks if not c.passed]
    assert failed == []
    assert run.verdict is Verdict.PASS


OWED = """\
scenario: owed
title: {en: What is owed changes, fr: Ce qui est dû change}
clock: 2026-11-20T09:00:00Z
world:
  catalog:
    - {sku: MUG, title: Slate mug, weight: 400 g, sells on: [shop, amazon, bay]}
    - {sku: BOWL, title: Slate bowl, weight: 700 g, sells on: [shop, amazon, bay]}
  stores:
    shop: {platform: bigcommerce}
    amz: {platform: amazon}
    bay: {platform: ebay}
hub: {method: B, stores: [amz, bay, shop]}
steps:
  - at: +0 s
    buy: {as: own, on: shop, note: Ring twice, lines: [{sku: MUG, quantity: 2}]}
  - at: +0 s
    buy: {as: mug, on: amz, lines: [{sku: MUG, quantity: 3}, {sku: BOWL}]}
  - at: +0 s
    buy: {as: bowl, on: bay, lines: [{sku: BOWL, quantity: 2}]}
  - at: +0 s
    buy: {as: money, on: shop, lines: [{sku: BOWL}]}
  - at: +5 min
    import: all
  - at: +6 min
    edit lines: {order: own, lines: [{sku: MUG, quantity: 1}, {sku: BOWL, quantity: 2}]}
  - at: +6 min
    edit address: {order: own, name: Grace Example, street: 7 Harbour Road}
  - at: +6 min
    cancel units: {order: mug, by: buyer, lines: [{sku: MUG, quantity: 1}]}
  - at: +6 min
    cancel units: {order: mug, lines: [{sku: BOWL}]}
  - at: +6 min
    ship elsewhere: {order: bowl, lines: [{sku: BOWL}]}
  - at: +6 min
    refund: money
  - at: +6 min
    refund: money
    expect:
      - refused: world.already_refunded
  - at: +6 min
    collect: own
    expect:
      - refused: world.no_units
  - at: +6 min
    edit lines: {order: bowl, lines: [{sku: MUG, quantity: 1}]}
    expect:
      - refused: world.no_edits
  - at: +6 min
    buyer asks to cancel: own
    expect:
      - refused: world.no_requests
  - at: +6 min
    answer: {order: mug, cancel: no}
    expect:
      - refused: world.no_request
  - at: +20 min
    import: all
    expect:
      - due: {order: own, units: 3}
      - due: {order: own, units: 2, sku: BOWL}
      - due: {order: mug, units: 2}
      - due: {order: mug, units: 0, sku: BOWL}
      - due: {order: bowl, units: 1}
      - due: {order: money, units: 0}
      - tracking: {purchase: bowl, on: bay, numbers: "?"}
      - ledger: {purchase: money, refunded: 1, open: 0}
  - at: +21 min
    ship: {order: mug, with: manual, carrier: UPS, tracking: 1Z999AA10123456784}
    expect:
      - tracking: {purchase: mug, on: amz, numbers: 1Z999AA10123456784}
      - notification: {purchase: mug, store: amz, is: sent, confirmed: no}
      - notification: {purchase: own, store: shop, is: absent}
      - ledger: {purchase: mug, packed: 2, cancelled: 2, open: 0}
"""


def test_the_world_knows_of_packages_sent_by_hand(write: Write, small: str) -> None:
    """A number that a person entered is not invented, and a package taken back has not left."""
    run = play(load(write(small + BY_HAND)), MatchingMode.RECONCILING)
    assert [(c.sentence.code, c.got) for c in run.checks if not c.passed] == []


BY_HAND = """\
  - at: +6 min
    ship: {order: mug, lines: [{sku: MUG}]}
  - at: +7 min
    ship: {order: mug, with: manual, carrier: UPS, tracking: 1Z999AA10123456784}
    expect:
      - ledger: {purchase: mug, packed: 2, open: 0}
  - at: +8 min
    void: mug
    expect:
      - ledger: {purchase: mug, packed: 1, open: 1}
  - at: +9 min
    ship: {order: mug, with: manual, carrier: UPS, tracking: 1Z999AA10123456795}
"""
