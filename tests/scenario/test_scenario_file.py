"""A scenario file is read strictly, and every fault is shown at its own place."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest

from shiponce.domain.store import MatchingMode
from shiponce.scenario.file_errors import ScenarioProblems
from shiponce.scenario.find_scenario_files import files_in
from shiponce.scenario.runner import Runner
from shiponce.scenario.scenario_file import load
from shiponce.words import LANGUAGES
from tests.scenario.conftest import Write


def problems_of(path: Path, language: str = "en") -> str:
    """What is said about a file, without its heading."""
    with pytest.raises(ScenarioProblems) as caught:
        load(path)
    return "\n".join(caught.value.text(language).splitlines()[1:])


def one_of(path: Path) -> str:
    """The sentence of a file's only problem."""
    with pytest.raises(ScenarioProblems) as caught:
        load(path)
    [problem] = caught.value.problems
    return problem.sentence()


def test_a_good_file_is_a_frozen_scenario(small: str, write: Write) -> None:
    """What is written is what is played, with units read and names kept."""
    scenario = load(write(small))
    assert scenario.name == "small"
    assert [step.at for step in scenario.steps] == [0, 300_000]
    assert scenario.world.stores["shop"].copies_after == 90_000
    price = scenario.world.catalog[0].price
    assert price is not None
    assert price.minor == 1299


def test_every_fault_is_reported_at_once_with_line_and_caret(small: str, write: Write) -> None:
    """The reader sees all faults in one go, each under a caret, with what was meant."""
    text = small.replace("quantity: 2", "quantiti: 2").replace("+5 min", "+5 minutes")
    assert problems_of(write(text)) == (
        "  13 |     buy: {as: mug, on: amz, lines: [{sku: MUG, quantiti: 2}]}\n"
        "     |                                                ^^^^^^^^"
        " unknown key 'quantiti'; did you mean 'quantity'?\n"
        "  14 |   - at: +5 minutes\n"
        "     |         ^^^^^^^^^^ '+5 minutes' is not a time of the story; write for example"
        " '+90 s', '+5 min' or '+2 h'"
    )


def test_the_heading_counts_and_speaks_both_languages(small: str, write: Write) -> None:
    """French readers get French, with French quotation marks."""
    path = write(small.replace("on: amz", "on: amzz"))
    with pytest.raises(ScenarioProblems) as caught:
        load(path)
    assert caught.value.text("en").splitlines()[0] == f"{path}: 1 problem"
    assert caught.value.text("fr").splitlines()[0] == f"{path}\u00a0: 1 problème"
    assert "vouliez-vous dire «\u00a0amz\u00a0»" in caught.value.text("fr")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("on: amz", "on: amzz", "there is no store 'amzz' in this world"),
        ("sku: MUG, quantity", "sku: MUGG, quantity", "there is no article 'MUGG'"),
        ("import: all", "import: bay", "there is no store 'bay'"),
        ("stores: [amz, shop]", "stores: [shop]}  #", None),
        ("+5 min", "-5 min", "'-5 min' is not a time of the story"),
        ("quantity: 2", "quantity: two", "'two' is not a whole number"),
        ("12.99 USD", "12.99", "'12.99' is not an amount"),
        ("12.99 USD", "12.99 USD, price: 1 USD", "the key 'price' stands here twice"),
        ("copies after: 90 s", "copies after: 90", "'90' is not a duration"),
        ("{platform: amazon}", "{platform: amazn}", "did you mean 'amazon'?"),
        ("{platform: amazon}", "{platform: amazon, connector: bare}", "for a bigcommerce store"),
        ("copies after: 90 s", "connector: bear", "there is no connector profile 'bear'"),
        ("import: all", "import: all\n    cancel: mug", "a step does one thing"),
        ("import: all", "cancel: rug", "nothing called 'rug' has been bought"),
        ("import: all", "cancel: mug.twin", "'mug.twin' names no order"),
        ("2026-11-20T09:00:00Z", "2026-11-20 09:00", "is not an instant"),
        ("rows: 1", "rows: 1, column: 2", "unknown key 'column'"),
        ("grid: {", "notified: 4 #", "keys with values are wanted here"),
        ("- grid:", "- grid: {status: hidden}\n        notified:", "one check per line"),
        ("status: awaiting shipment", "status: awaiting", "'awaiting' is none of"),
        ("title: {en: A mug, fr: Un mug}", "title: {fr: Un mug}", "'en' is missing here"),
        ("title: {en: A mug, fr: Un mug}", "title: &a Mug", "anchors and aliases"),
        ("title: {en: A mug, fr: Un mug}", "title: !!python/object:os.system x", "the tag"),
        ("hub: {method: B", "hub: {method: C", "'C' is none of 'A', 'B'"),
        ("steps:", "always: [X9]\nsteps:", "'X9' is not an invariant"),
        ("import: all", "import: all\n    in: second hub", "no second hub was opened by now"),
        ("import: all", "import: all\n    in: third hub", "'third hub' is none of 'second hub'"),
        ("import: all", "second hub: [amz, bay]", "there is no store 'bay'"),
        ("import: all", "rule: {add: vip}", "there is no rule 'vip'; there are 'do-not-import"),
        ("import: all", "rule: {add: do-not-import-copies, to: 2}", "'to' is for 'move' only"),
        ("method: B,", "method: B, rules: vip,", "there is no rule 'vip'"),
        ("hub:", "rules: {a: {when: [{criterion: colour, operator: equals, values: x}], do: "
         "[{action: hold}]}}\nhub:", "'colour' is none of 'marketplace', 'store'"),
        ("hub:", "rules: {a: {when: [{criterion: total, operator: contains, values: x}], do: "
         "[{action: hold}]}}\nhub:", "'contains' does not fit this property; there are 'at least'"),
        ("hub:", "rules: {a: {when: [{criterion: total, operator: at least, values: x}], do: "
         "[{action: hold}]}}\nhub:", "the hub does not take this rule: "),
        ("import: all", "crash: {on: amz, operation: buyLabel, when: after}",
         "this platform has no operation 'buyLabel'"),
        ("import: all", "crash: {on: amz, operation: getOrder, when: amid}",
         "'amid' is none of 'before', 'after'"),
        ("import: all", "outage: {on: bay}", "there is no store 'bay'"),
        ("import: all", "settings: {}", "this changes nothing"),
        ("import: all", "settings: {notification delay: soon}", "'soon' is not a duration"),
        ("import: all", "store settings: {store: shop, buy shipping: no}",
         "'buy shipping' is for an amazon store only"),
        ("import: all", "store settings: {store: amz}", "give at least one of"),
        ("import: all", "replace connection: {store: amz, by: amz-two}",
         "'replace connection' is for a bigcommerce store only"),
        ("import: all", "replace connection: {store: shop, by: amz}", "'amz' is named twice"),
        ("import: all", "replace order: {as: mug, order: mug}", "'mug' is named twice"),
        ("import: all", "replace order: {as: new, order: mug, lines: [{sku: RUG}]}",
         "there is no 'RUG' in this order"),
        ("import: all", "combine orders: {as: both, orders: [mug, mug]}",
         "'combine orders' is for an ebay store only"),
        ("import: all", "combine orders: {as: both, orders: [mug]}", "at least one entry"),
        ("import: all", "confirm proposal: {order: mug.copy, original: rug}",
         "nothing called 'rug' has been bought"),
        ("import: all", "mode: automatic", "'automatic' is none of 'documented', 'reconciling'"),
        ("import: all", "reprocess: mug", "'mug' is none of 'all'"),
        ("grid: {status: awaiting shipment, rows: 1}", "doctor: {finds: fever}",
         "the doctor has no finding 'fever'"),
        ("grid: {status: awaiting shipment, rows: 1}", "doctor: {}", "give at least one of"),
        ("grid: {status: awaiting shipment, rows: 1}", "verdict: guilty", "'guilty' is none of"),
        ("grid: {status: awaiting shipment, rows: 1}", "why: {order: mug, contains: why.x}",
         "'why.x' is not a code"),
        ("grid: {status: awaiting shipment, rows: 1}", "proposals: {order: mug, originals: rug}",
         "nothing called 'rug' has been bought"),
        ("steps:", "proves: [W1, w2]\nsteps:", "'w2' is not a statement"),
        ("- grid: {status: awaiting shipment, rows: 1}", "- why: {order: mug, code: why.x}",
         "'why.x' is not a code"),
        ("quantity: 2", "quantity: 0", "'0' is not a quantity; write a whole number from 1 to"),
        ("quantity: 2", "quantity: 10001", "'10001' is not a quantity"),
        ("quantity: 2", "quantity: '9999999999999999999999'", "is not a whole number"),
        ("12.99 USD", "12.50 JPY", "JPY has 0 decimal places; write for example '12 JPY'"),
        ("12.99 USD", "1250 JPY", "the currency of this world is USD"),
        ("12.99 USD", "12.9999 KWD", "KWD has 3 decimal places"),
        ("12.99 USD", "12.99 EUX", "did you mean 'EUR'?"),
        ("12.99 USD", "999999999999999999 USD", "is too much"),
        ("world:", "world:\n  currency: ZZZ", "'ZZZ' is not a currency"),
        ("title: Slate mug", "title: Mug, weight: 999999 kg", "is too heavy"),
        ("{platform: amazon}", "{platform: amazon, market: ZZ}",
         "there is no market 'ZZ'; there are 'US', 'CA'"),
        ("copies after: 90 s", "market: US", "a BigCommerce store has no market"),
        ("sells on: amazon", "sells on: amazom", "did you mean 'amazon'?"),
        ("stores: [amz, shop]", "stores: [amz, shop, amz]", "'amz' is named twice"),
        ("steps:", "proves: [Z9]\nsteps:", "there is no statement 'Z9'; there are A1"),
        ("steps:", "proves: [W11]\nsteps:", "did you mean 'W1"),
        ("2026-11-20T09:00:00Z", "9999-12-31T23:59:59Z", "outside the years 2000 to 2099"),
        ("2026-11-20T09:00:00Z", "0001-01-01T00:00:00+14:00", "is not an instant"),
        ("+5 min", "+99999999999999999999 d", "a story lasts 366 days at most"),
        ("copies after: 90 s", f"copies after: {'9' * 400} d", "a story lasts 366 days at most"),
        ("import: all", "wait: 5 minutes", "'5 minutes' is not a waiting time"),
        ("import: all", "wait: 300 d\n  - at: +6 min\n    wait: 300 d", "longer than 366 days"),
        ("import: all", "ship: {order: mug, with: hose}", "did you mean 'house'?"),
        ("import: all", "ship: {order: mug, with: 'house:grund'}", "did you mean 'house:ground'?"),
        ("import: all", "ship: {order: mug, tracking: 1Z9}", "'tracking' is for 'with: manual'"),
        ("import: all", "ship: {order: mug, lines: [{sku: CUP}]}", "there is no 'CUP' in this"),
        ("import: all", "ship: {order: mug, together: [mugg]}", "did you mean 'mug'?"),
        ("- grid: {status: awaiting shipment, rows: 1}", "- grid: {status: shipped}",
         "this checks nothing: give at least one of 'rows', 'orders'"),
        ("- grid: {status: awaiting shipment, rows: 1}", "- imported: {}", "this checks nothing"),
        ("- grid: {status: awaiting shipment, rows: 1}", "- refused: limit.hiden_copy",
         "did you mean 'limit.hidden_copy'?"),
        ("- grid: {status: awaiting shipment, rows: 1}", "- refused: why.hidden",
         "codes here begin with one of 'error.', 'guard.', 'limit.', 'world.'"),
        ("- grid: {status: awaiting shipment, rows: 1}",
         "- import fails: {store: amz, code: limit.hidden_copy}", "is not a code that is possible"),
        ("quantity: 2}]}", "quantity: 2}]}\n    expect:\n"
         "      - import fails: {store: amz, code: error.unreachable}", "imports nothing"),
        ("import: all\n    expect:\n", "import: amz\n    expect:\n"
         "      - import fails: {store: shop, code: error.unreachable}\n",
         "this step does not import 'shop'"),
        ("- grid: {status", "grid: {status", "the first with '- grid:'"),
        ("    expect:\n      - grid", "    expect:\n      documented:\n        grid",
         "the first with '- grid:'"),
        ("- {sku: MUG, title: Slate mug, price: 12.99 USD, sells on: amazon}",
         "sku: MUG\n    title: Slate mug", "the first with '- sku:'"),
        ("platform: amazon", "platform:amazon", "no blank after the colon in 'platform:amazon'"),
        ("{platform: amazon}", "platform:amazon", "a blank is missing after the colon"),
        ("title: {en: A mug, fr: Un mug}", 'title: "\\e[2J"', "the control character U+001B"),
        ("- grid: {status: awaiting shipment, rows: 1}",
         "- calls: {platform: ebay, operation: confirmShipment, times: 0}",
         "this platform has no operation"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_said(
    small: str, write: Write, old: str, new: str, sentence: str | None
) -> None:
    """Each kind of fault has a sentence of its own; a comment is no fault."""
    assert old in small
    path = write(small.replace(old, new, 1))
    if sentence is None:
        assert load(path).hub.stores == ("shop",)
    else:
        assert sentence in problems_of(path)


def test_a_list_without_dashes_is_said_once(small: str, write: Write) -> None:
    """Keys that stand twice because the dashes are missing are no mistakes of their own."""
    head, _, _ = small.partition("steps:")
    flat = "steps:\n  at: +0 s\n  import: all\n  at: +5 min\n  import: all\n"
    sentence = one_of(write(head + flat))
    assert "begin each of its entries with a dash" in sentence
    assert "the first with '- at:'" in sentence


def test_prices_have_the_places_of_their_currency(small: str, write: Write) -> None:
    """Yen have no decimals and dinars three."""
    for currency, amount, minor in (("JPY", "1250", 1250), ("KWD", "12.500", 12500)):
        text = small.replace("12.99 USD", f"{amount} {currency}")
        price = load(write(text.replace("world:", f"world:\n  currency: {currency}")))
        assert price.world.catalog[0].price is not None
        assert price.world.catalog[0].price.minor == minor

    text = small.replace("12.99 USD", "12.505 KWD").replace("world:", "world:\n  currency: KWD")
    assert "count in hundredths" in one_of(write(text))


def test_a_story_in_yen_is_played_in_yen(small: str, write: Write) -> None:
    """What the hub imports is what the file says, from every platform."""
    text = small.replace("12.99 USD", "1250 JPY").replace("world:", "world:\n  currency: JPY")
    runner = Runner(load(write(text)), MatchingMode.RECONCILING)
    runner.finish()
    lines = [line for order in runner.environment.details() for line in order.lines]
    totals = {detail.row.total for detail in runner.environment.details()}
    runner.close()
    assert len(lines) == 2
    assert {total.currency for total in totals} == {"JPY"}
    assert min(total.minor for total in totals) >= 2500


def test_a_story_without_end_is_refused_at_the_line_that_breaks_the_bound(
    small: str, write: Write
) -> None:
    """Steps, entries of a list, values of a file: each has its most."""
    steps = "".join(f"  - at: +{n} h\n    say: x\n" for n in range(1, 700))
    assert "more than 500 steps" in one_of(write(small + steps))
    names = ", ".join(["amz"] * 101)
    assert "more than 100 entries" in problems_of(write(small.replace("all", f"[{names}]")))
    checks = "      - quarantine: {rows: 0}\n" * 100
    assert "more than 100 entries" in one_of(write(small + checks))
    assert "more than 200000 values" in one_of(write("a: [" + "b," * 250_000 + "]"))


def test_many_problems_are_counted_and_not_all_shown(small: str, write: Write) -> None:
    """A person reads forty, and knows how many there are."""
    steps = "".join(f"  - at: +{n} h\n    cancel: x{n}\n" for n in range(1, 300))
    text = problems_of(write(small + steps))
    assert len(text.splitlines()) < 90
    assert "more problems" in text


def test_yaml_does_not_guess_types(small: str, write: Write) -> None:
    """``on`` stays a key, ``NO`` a text and 10:30 no number of seconds."""
    scenario = load(write(small.replace("title: {en: A mug, fr: Un mug}", "title: NO")))
    assert scenario.title == {"en": "NO", "fr": "NO"}
    assert "'10:30' is not a time of the story" in problems_of(
        write(small.replace("+5 min", "10:30"))
    )


def test_times_go_forward(small: str, write: Write) -> None:
    """A step earlier than the one before it is a fault of the file, not a surprise in the run."""
    more = "  - at: +1 min\n    import: amz\n"
    assert one_of(write(small + more)) == "this is earlier than the step before; times go forward"


def test_an_answer_is_one_of_its_choices(small: str, write: Write) -> None:
    """A trainee cannot be asked what nobody can answer."""
    ask = (
        "  - at: +6 min\n    ask: {prompt: How many?, choices: [1, 2],"
        " answer: {documented: 3, reconciling: 1}, why: It is so}\n"
    )
    assert one_of(write(small + ask)) == "the answer '3' is none of the choices '1', '2'"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "the file is empty"),
        (b"# nothing\n", "the file is empty"),
        (b"a: 1\n---\nb: 2\n", "one file holds one scenario"),
        (b"a: 'never closed\n", "this is not YAML"),
        (b"a: \x00\n", "the control character U+0000"),
        (b"\x89PNG\r\n\x1a\n\x00", "line 1 is not UTF-8"),
        ("a: été".encode("latin-1"), "line 1 is not UTF-8"),
        (b"[" * 100_000, "nested more than 20 levels deep"),
        (b"a: " * 50 + b"1", "this is not YAML"),
        (b"? [a]\n: 1\n", "a key must be plain text"),
        (b"a: &x [*x]\n", "anchors and aliases"),
        (b"- a\n- b\n", "keys with values are wanted here"),
        (b"just text", "keys with values are wanted here"),
        (b"x" * 10_000_000, "larger than 1000 kB"),
        (b"a:\n\t- b\n", "a tab cannot indent"),
        (b"a: b: c\n", "put the text in quotes"),
        (b"a: [1,\nb: 3\n", "the '[' that begins here"),
        (b"a: {b: c\n", "the '{' that begins here"),
        (b"a:\n  - b\n c: d\n", "indented differently"),
        (b"a: @x\n", "a text cannot begin with @"),
        (b'a: "\\q"\n', "no such escape"),
        (b'a: "\\ud800"\n', "no such escape"),
        ("a: b\n".encode("utf-16"), "this is UTF-16 text"),
        ("a: b\n".encode("utf-16-le"), "the control character U+0000"),
    ],
)
def test_hostile_files_get_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    """Whatever is in the file, the reader gets a sentence and no traceback."""
    path = tmp_path / "odd.yaml"
    path.write_bytes(content)
    with pytest.raises(ScenarioProblems) as caught:
        load(path)
    for language in LANGUAGES:
        assert caught.value.text(language)
    assert sentence in caught.value.text("en")


def test_missing_files_and_folders_get_a_sentence(tmp_path: Path) -> None:
    """Nothing there, a folder instead of a file, a folder without scenarios."""
    assert "there is no such file" in problems_of(tmp_path / "none.yaml")
    assert "this is a folder" in problems_of(tmp_path)
    with pytest.raises(ScenarioProblems, match="no scenario file"):
        files_in(tmp_path)


def test_a_steering_sequence_in_the_file_does_not_reach_the_terminal(
    small: str, write: Write
) -> None:
    """The line under the caret is shown with nothing that steers a terminal or reorders it."""
    text = small.replace("on: amz", "on: a\u202emz").replace("Slate", "S\u0085late")
    shown = problems_of(write(text))
    assert not {c for c in shown if c != "\n" and not c.isprintable()}


def test_a_long_line_is_cut_around_its_caret(small: str, write: Write) -> None:
    """A caret is always under what it points at, and the line fits a screen."""
    path = write(small.replace("title: Slate mug", f"title: {'mug ' * 400}, colour: blue"))
    line, under = problems_of(path).splitlines()
    assert len(line) < 120
    at = under.index("^")
    assert line[at : at + 6] == "colour"


def test_random_damage_never_escapes(small: str, write: Write) -> None:
    """Any file either loads or has problems; nothing else comes out of the loader."""
    chance = random.Random(7)
    for _ in range(300):
        text = list(small)
        for _ in range(chance.randrange(1, 8)):
            place = chance.randrange(len(text))
            text[place] = chance.choice("{}[]:,-&*!|>'\"#%@`?\n \tå0")
        with contextlib.suppress(ScenarioProblems):
            load(write("".join(text)))
