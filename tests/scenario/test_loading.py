"""A scenario file is read strictly, and every fault is shown at its own place."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest

from shiponce.scenario.format import load
from shiponce.scenario.library import files_in
from shiponce.scenario.problems import ScenarioProblems
from shiponce.words import LANGUAGES

from .conftest import Write


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
        ("grid: {", "told: 4 #", "keys with values are wanted here"),
        ("- grid:", "- grid: {status: hidden}\n        told:", "one check a line"),
        ("status: awaiting shipment", "status: awaiting", "'awaiting' is none of"),
        ("title: {en: A mug, fr: Un mug}", "title: {fr: Un mug}", "'en' is missing here"),
        ("title: {en: A mug, fr: Un mug}", "title: &a Mug", "anchors and aliases"),
        ("title: {en: A mug, fr: Un mug}", "title: !!python/object:os.system x", "the tag"),
        ("hub: {method: B", "hub: {method: C", "'C' is none of 'A', 'B'"),
        ("steps:", "always: [X9]\nsteps:", "'X9' is not an invariant"),
        ("steps:", "proves: [W1, w2]\nsteps:", "'w2' is not a statement"),
        ("- grid: {status: awaiting shipment, rows: 1}", "- why: {order: mug, code: why.x}",
         "'why.x' is no code"),
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
