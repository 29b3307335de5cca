"""One word for each thing: forbidden words, one label a concept, and the glossary's own page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest
import yaml

from shiponce.decisions.doctor_checks import Level
from shiponce.domain.order import OrderStatus
from shiponce.domain.rule import Action, Criterion, Operator
from shiponce.domain.shipment import NotificationState, Route, ShipmentState
from shiponce.domain.store import Integration
from shiponce.views.orders import Grid
from shiponce.words import LANGUAGES, catalogue, say
from tests.unit.words.test_catalogues import forms

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "docs/GLOSSARY.md").read_text("utf-8")
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "docs/architecture.md",
    *sorted((ROOT / "docs/guide").glob("*.md")),
]

#: Words that the glossary replaced; code, links and ``tests notice`` are not meant.
FORBIDDEN = {
    "en": re.compile(
        r"\b(notices?|(kept|keeps?|keep) (it |them |copies )?out\b(?! of)|parcels?|courier"
        r"|shel(f|ves)|in doubt|held orders?|of unknown origin)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(avis|suspens|suspendre|suspendue|impayée?s?|réconciliante?|rapproch\w+|rayons?"
        r"|cach(e|es|ent|é|ée|és|ées|er)|écarté\w*|écarter|retenues?"
        r"|étiquettes? (valable|vivante)s?"
        r"|(annuler|annulez) (l’|une |cette )étiquette|étiquettes? annulée|faute de shiponce"
        r"|mode de rapprochement|quarantaine|averti(e|s|es|r|t)?|avisée?s?|prévenue?s?)\b",
        re.IGNORECASE,
    ),
}
#: What is quoted is not ours: commands, options, JSON keys, codes, facts, links.
QUOTED = re.compile(r"`[^`]*`|\{\w*\}|\]\([^)]*\)|--[\w-]+|[\w.]+_[\w.]+")


def own_words(text: str) -> str:
    """A text without what it quotes."""
    return QUOTED.sub(" ", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_has_a_word_that_the_glossary_replaced(language: str) -> None:
    """Every sentence of the product uses the one word for each thing."""
    found = {
        code: word[0]
        for code, sentence in catalogue(language).items()
        for form in forms(sentence)
        if (word := FORBIDDEN[language].search(own_words(form)))
    }
    assert found == {}


@pytest.mark.parametrize("file", sorted((ROOT / "scenarios").glob("*.yaml")), ids=lambda f: f.stem)
def test_no_scenario_tells_its_story_in_other_words(file: Path) -> None:
    """Titles, lessons and narration are sentences like any other."""

    def told(node: object, language: str = "") -> Iterator[tuple[str, str]]:
        if isinstance(node, dict):
            for key, value in node.items():
                yield from told(value, key if key in LANGUAGES else "")
        elif isinstance(node, list):
            for one in node:
                yield from told(one)
        elif language and isinstance(node, str):
            yield language, node

    texts = told(yaml.safe_load(file.read_text("utf-8")))
    found = [
        (word[0], text)
        for language, text in texts
        if (word := FORBIDDEN[language].search(own_words(text)))
    ]
    assert found == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda f: f.name)
def test_no_document_has_a_word_that_the_glossary_replaced(document: Path) -> None:
    """What is explained in other words than the product's own cannot be found in it."""
    text = re.sub(r"```.*?```|<!--.*?-->", " ", document.read_text("utf-8"), flags=re.DOTALL)
    text = text.replace("tests notice", "")
    assert FORBIDDEN["en"].findall(own_words(text)) == []


#: Every enum whose members a person sees, with the one family of labels that names them.
FAMILIES: dict[str, type[StrEnum]] = {
    "status": OrderStatus,
    "list": Grid,
    "shipment": ShipmentState,
    "notification": NotificationState,
    "route": Route,
    "level": Level,
    "integration": Integration,
    "criterion": Criterion,
    "operator": Operator,
    "action": Action,
}


@pytest.mark.parametrize("family", FAMILIES)
def test_every_member_has_one_label(family: str) -> None:
    """A second family for the same members would let two faces say one thing differently."""
    members = {member.value for member in FAMILIES[family]}
    tables: dict[str, set[str]] = {}
    for code in catalogue("en"):
        table, _, key = code.rpartition(".")
        tables.setdefault(table, set()).add(key)
    assert members <= tables[f"word.{family}"]
    same = {
        f"word.{name}" for name, other in FAMILIES.items() if {m.value for m in other} == members
    }
    labels = same | {"word.short", "word.tab", "word.status", "word.list", "tui.empty"}
    twins = {table for table, keys in tables.items() if members <= keys} - labels
    assert twins == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_one_family_are_told_apart(language: str) -> None:
    """No two members of an enum have the same name."""
    for family, enum in FAMILIES.items():
        labels = [say(f"word.{family}.{member.value}", language) for member in enum]
        assert len(set(labels)) == len(labels), family


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_is_named_after_its_status(language: str) -> None:
    """The list of shipped orders is "Shipped"; French makes it plural, and nothing else."""
    for status in OrderStatus:
        one, many = (say(f"word.{kind}.{status.value}", language) for kind in ("status", "list"))
        assert many.removesuffix("s") == one.removesuffix("s")


def rows() -> Iterator[tuple[str, str]]:
    """Each row of the glossary: the English and the French words."""
    for line in GLOSSARY.partition("## How values")[0].splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if (
            line.startswith("|")
            and len(cells) in (3, 4)
            and cells[0] not in ("English", "value", "---")
        ):
            yield cells[0], cells[1]


def test_the_glossary_names_the_statuses_as_the_screen_does() -> None:
    """The page and the catalogue are one."""
    named = dict(rows())
    for status in (*OrderStatus, "hidden", "held"):
        english = say(f"word.status.{getattr(status, 'value', status)}", "en")
        french = say(f"word.status.{getattr(status, 'value', status)}", "fr")
        assert named[english].startswith(french)
    for state in NotificationState:
        assert say(f"word.notification.{state.value}", "en") in GLOSSARY
        assert say(f"word.notification.{state.value}", "fr") in GLOSSARY


def test_every_word_of_the_glossary_is_used() -> None:
    """A word that no sentence says would be a rule without a case."""
    said = {
        language: " ".join(
            form for one in catalogue(language).values() for form in forms(one)
        ).lower()
        for language in LANGUAGES
    }
    unused = [
        word
        for pair in rows()
        for language, cell in zip(LANGUAGES, pair, strict=True)
        for word in re.split(r"[,:] ?", re.sub(r"\([^)]*\)", "", cell))
        if len(word) > 3 and not used(word.strip().lower(), said[language])
    ]
    assert unused == []


def used(word: str, said: str) -> bool:
    """Whether the sentences hold a word, in whatever form: its stem will do."""
    bare = re.sub(r"^to ", "", word)
    return all(part[: max(4, len(part) - 2)] in said for part in bare.split())


#: Words of names in the code that the glossary replaced.
BANNED = frozenset(
    """
    notice notices courier desk door errand deeds theatre parcel parcels shelf shelves seal seals
    owe owed owing plea told fate chance
    """.split()  # noqa: SIM905 - a list of words
)
#: Names that stay: file and name, with the reason.
KEPT = {
    ("m006_notification_content.py", "m006_notices"): "a recorded name of a migration",
    ("acts.py", "notice_id"): "a column of a released table",
}


def names_in(file: Path) -> Iterator[str]:
    """Yield the names that a module gives: its own, and those of all that it defines."""
    yield file.stem
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                yield node.name
            case ast.arg():
                yield node.arg
            case ast.Name(ctx=ast.Store()):
                yield node.id
            case ast.Attribute(ctx=ast.Store()):
                yield node.attr


def words_of(name: str) -> set[str]:
    """Return the words of a name in snake_case or CamelCase."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


@pytest.mark.parametrize("folder", ["src/shiponce", "simulator/mockplace"])
def test_no_name_in_the_code_is_a_word_that_the_glossary_replaced(folder: str) -> None:
    """Who searches the code for the glossary's word finds every place."""
    found = [
        f"{file.relative_to(ROOT)}: {name}"
        for file in sorted((ROOT / folder).rglob("*.py"))
        for name in names_in(file)
        if words_of(name) & BANNED and (file.name, name) not in KEPT
    ]
    assert found == []
