"""The catalogues: every sentence exists in both languages, with the same facts, once."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from string import Formatter

import pytest

import mockplace
import shiponce
from shiponce.domain.platform import platforms, sources
from shiponce.scenario.renamed_words import CODES
from shiponce.words import LANGUAGES, catalogue
from shiponce.words.families import FAMILIES, platform_article, platform_short_word, platform_word

PACKAGE = Path(shiponce.__file__).parent
SIMULATOR = Path(mockplace.__file__).parent
CODE = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+\Z")


def forms(sentence: str | Mapping[str, str]) -> tuple[str, ...]:
    """A sentence, or each of its plural forms."""
    return (sentence,) if isinstance(sentence, str) else tuple(sentence.values())


def facts(sentence: str | Mapping[str, str]) -> set[str]:
    """The names of the facts that a sentence mentions in any of its forms."""
    return {name for form in forms(sentence) for _, name, _, _ in Formatter().parse(form) if name}


@dataclass(frozen=True)
class Literal:
    """A text in the package's code; of an f-string, what stands before its first gap."""

    where: str
    text: str
    whole: bool

    def is_known(self, codes: Set[str]) -> bool:
        """Whether it is a code, or the beginning of some."""
        return self.text in codes or (
            not self.whole and any(code.startswith(self.text) for code in codes)
        )


def literals() -> Iterator[Literal]:
    """Every text in the package's code that looks like a code."""
    for file in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        strings = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
        inside = {id(piece) for string in strings for piece in string.values}
        first = {id(string.values[0]) for string in strings if string.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole = id(node) not in inside
                if (whole and CODE.match(node.value)) or (id(node) in first and "." in node.value):
                    where = f"{file.relative_to(PACKAGE)}:{node.lineno}"
                    yield Literal(where, node.value, whole)


def test_all_languages_hold_the_same_codes() -> None:
    """A sentence that exists in one language exists in every other."""
    first = catalogue(LANGUAGES[0]).keys()
    for language in LANGUAGES[1:]:
        assert catalogue(language).keys() == first


def test_all_languages_mention_the_same_facts() -> None:
    """A translation neither loses a fact nor invents one."""
    english = {code: facts(sentence) for code, sentence in catalogue("en").items()}
    for language in LANGUAGES[1:]:
        other = catalogue(language)
        assert [code for code in english if facts(other[code]) != english[code]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_code_stands_in_two_files(language: str) -> None:
    """Of two sentences with one code only one would ever be said."""

    def codes(table: Mapping[str, object], path: str = "") -> Iterator[str]:
        for key, value in table.items():
            if isinstance(value, dict) and set(value) != {"one", "other"}:
                yield from codes(value, f"{path}{key}.")
            else:
                yield path + key

    counted = Counter(
        code
        for file in (PACKAGE / "words" / language).glob("*.toml")
        for code in codes(tomllib.loads(file.read_text("utf-8")))
    )
    assert [code for code, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_filled(language: str) -> None:
    """No stray brace: each sentence takes plain facts."""
    for code, sentence in catalogue(language).items():
        for form in forms(sentence):
            assert form.strip(), code
            Formatter().vformat(form, (), dict.fromkeys(facts(sentence), "x"))


def test_every_code_in_the_code_exists() -> None:
    """A code that no catalogue holds would end a command with our own fault."""
    known = catalogue(LANGUAGES[0]).keys()
    subjects = {code.partition(".")[0] for code in known}
    unknown = [
        f"{literal.where} {literal.text}"
        for literal in literals()
        if literal.text.partition(".")[0] in subjects and not literal.is_known(known)
        if literal.text not in CODES  # what older scenario files call them
    ]
    assert unknown == []


#: Texts that are put together and look like codes, by file: not one of them is a sentence's code.
NO_CODES = {
    "config/show.py": {"stores."},  # a key of the configuration
    "words/families.py": {
        "word.",
        "word.article.",
        "word.short_name.",
    },  # the names that manifests bring
    "platforms/http_client.py": {"word.call."},  # operations: each is looked for below
}


def test_no_code_is_put_together_from_pieces() -> None:
    """A code is written out or comes from a family; else nobody can tell whether it is used."""
    known = catalogue(LANGUAGES[0]).keys()
    pieces = [
        f"{literal.where} {literal.text}…"
        for literal in literals()
        if not literal.whole
        and any(code.startswith(literal.text) for code in known)
        and literal.text not in NO_CODES.get(literal.where.partition(":")[0], ())
    ]
    assert pieces == []


def every_module() -> None:
    """Import the whole program, so that all its families are built."""
    for module in walk_packages(shiponce.__path__, "shiponce."):
        import_module(module.name)


def written_out() -> Counter[str]:
    """Every text in the package's code that is no docstring, with how often it stands there."""
    texts: Counter[str] = Counter()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts[node.value] += 1
                texts.update(re.findall(r"'([a-z_]+(?:\.[a-z0-9_]+)+)'", node.value))  # in SQL
    return texts


def used_codes() -> set[str]:
    """Every code that the program can say."""
    every_module()
    texts = written_out()
    said = {code for family in FAMILIES for code in family.codes()}
    said |= {platform_word(place) for place in (*platforms(), *sources())}
    said |= {platform_short_word(platform) for platform in platforms()}
    said |= {platform_article(platform) for platform in platforms()}
    said |= {code for code in catalogue(LANGUAGES[0]) if code in texts}
    return said | {f"word.call.{name}" for name in texts}


def test_every_code_of_a_family_has_a_sentence() -> None:
    """A new member of an enumeration needs its sentence before anybody can meet it."""
    every_module()
    known = catalogue(LANGUAGES[0]).keys()
    missing = [code for family in FAMILIES for code in family.codes() if code not in known]
    assert missing == []


def test_every_sentence_is_used() -> None:
    """A code that nothing in the program names is removed with its last use."""
    used = used_codes()
    assert [code for code in catalogue(LANGUAGES[0]) if code not in used] == []


def texts_in(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Every text in some parts of a module, each place once."""
    parts = {id(part): part for node in nodes for part in ast.walk(node)}
    for part in parts.values():
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def listed_names() -> Iterator[tuple[str, str]]:
    """Yield the names that a list gives to a family or to ``EventKind``, each with its file."""
    for file in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        tables = {
            node.targets[0].id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        found = [tables["EventKind"]] if "EventKind" in tables else []
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "Family"
            ):
                found.append(node.args[1])
                found += [
                    table
                    for one in ast.walk(node.args[1])
                    if isinstance(one, ast.Name)
                    and isinstance(table := tables.get(one.id), ast.Tuple)
                ]
        yield from ((str(file.relative_to(PACKAGE)), name) for name in texts_in(found))


def test_every_name_in_a_familys_list_stands_elsewhere_as_well() -> None:
    """A family over an enumeration follows it; a list must hold no name that is used no more."""
    texts = written_out()
    listed = Counter(name for _, name in listed_names())
    # Refusals and the connector's reasons are named by the simulator.
    simulated = "".join(file.read_text("utf-8") for file in SIMULATOR.rglob("*.py"))
    left = [
        f"{where}: {name}"
        for where, name in listed_names()
        if texts[name] <= listed[name] and f'"{name}"' not in simulated
    ]
    assert left == []


def test_french_is_set_as_french_is() -> None:
    """A typographic apostrophe, and a space that does not break before high punctuation."""
    wrong = re.compile(r"\w'\w| [:;?!»](?=\s|$)|« ")
    found = [
        code
        for code, sentence in catalogue("fr").items()
        if any(wrong.search(re.sub(r"`[^`]*`", "", form)) for form in forms(sentence))
    ]
    assert found == []
