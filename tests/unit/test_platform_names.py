"""Only ``platforms`` knows a platform: elsewhere no name, string or code of a sentence has one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import shiponce
from shiponce.platforms.registry import manifests
from shiponce.words import catalogue
from shiponce.words.families import platform_article, platform_short_word, platform_word

SOURCE = Path(shiponce.__file__).parent
NAMES = re.compile("amazon|ebay|bigcommerce", re.IGNORECASE)
#: File, from ``src/shiponce`` → what may stand there, and why.
EXCEPTIONS: dict[str, set[str]] = {
    # ShipStation's own names: a tag, and the help article's rule.
    "decisions/order_status.py": {"Amazon Prime Order"},
    "domain/rule.py": {"Marketplace copies from BigCommerce"},
    # Fields that connectors write into BigCommerce's orders; the platform's folder has their words.
    "words/sentences.py": {"ebay_order_id", "ebay_item_id"},
    # Names of scenario files, and the accounts of the demonstration: stories about the three.
    "scenario/find_scenario_files.py": {"sfp-through-bigcommerce", "amazon-split-refused"},
    "scenario/demo_market.py": {"bigcommerce", "amazon", "ebay", "EBAY_US"},
    # Codes of older scenario files, as they were.
    "scenario/renamed_words.py": {
        "limit.buy_shipping_not_amazon",
        "limit.ebay_two_buyers",
        "way_out.connect_amazon",
        "way_out.import_amazon",
    },
}
#: Whole files: words in which carriers and platforms refuse, and migrations of older databases.
WHOLE = re.compile(r"domain/redaction_words\.py|persistence/migrations/m(001|002|003|018)_\w+\.py")


def names_in(file: Path) -> Iterator[tuple[int, str]]:
    """Yield each identifier and each text of a module that names a platform; no docstrings.

    Descriptions of keys are sentences for people, as those of the catalogues are.
    """
    tree = ast.parse(file.read_text("utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    sentences = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "description"
    }
    for node in ast.walk(tree):
        for text in texts_of(node) if id(node) not in docstrings | sentences else ():
            if NAMES.search(text):
                yield getattr(node, "lineno", 0), text


def texts_of(node: ast.AST) -> Iterator[str]:
    """Yield the identifiers and texts of one node."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for field in ("id", "attr", "arg", "name", "module", "asname"):
        value = getattr(node, field, None)
        if isinstance(value, str):
            yield value


def test_only_platforms_knows_a_platform() -> None:
    """Elsewhere a manifest, a trait or the registry is asked; the exceptions are few and used."""
    found: dict[str, set[str]] = {}
    for file in SOURCE.rglob("*.py"):
        name = file.relative_to(SOURCE).as_posix()
        if not name.startswith("platforms/") and not WHOLE.fullmatch(name):
            texts = {text for _, text in names_in(file)}
            if texts:
                found[name] = texts
    assert found == EXCEPTIONS


def test_no_code_of_a_sentence_names_a_platform() -> None:
    """But for those that stand in the platform's own folder."""
    own = {
        code
        for manifest in manifests()
        for code in (*manifest.words["en"], platform_word(manifest.id))
    }
    own |= {platform_short_word(manifest.id) for manifest in manifests()}
    own |= {platform_article(manifest.id) for manifest in manifests()}
    assert [code for code in catalogue("en") if NAMES.search(code) and code not in own] == []


def test_the_scan_sees_names_and_texts(tmp_path: Path) -> None:
    """In identifiers, imports and texts; not in docstrings, comments and descriptions."""
    file = tmp_path / "some.py"
    file.write_text(
        '"""About eBay."""\nimport amazon_things  # Amazon\nx.is_ebay = "bigcommerce"\n'
        'Field(description="eBay: a word.")\n'
    )
    assert [text for _, text in names_in(file)] == ["amazon_things", "is_ebay", "bigcommerce"]
