"""Outside ``mockplace.platforms`` no code names a platform: it asks the registry."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import mockplace
from mockplace import registry

ROOT = Path(mockplace.__file__).parent
NAMES = tuple(one.name for one in registry.platforms() if one.role != "carrier")
NAMED = re.compile("|".join(NAMES), re.IGNORECASE)
#: The fields that BigCommerce's orders have for eBay's numbers of an item.
ALLOWED = {"ebay_item_id", "ebay_transaction_id"}


def named_in(source: str) -> Iterator[str]:
    """Yield the identifiers that hold a platform's name, and the strings that are one."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if (token.type == tokenize.NAME and NAMED.search(token.string)) or (
            token.type == tokenize.STRING and token.string.strip("\"'") in NAMES
        ):
            yield token.string


def test_no_code_outside_the_platforms_names_one() -> None:
    """Sentences for people may: documents are about real platforms."""
    files = [file for file in ROOT.rglob("*.py") if ROOT / "platforms" not in file.parents]
    found = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in files
        for name in named_in(file.read_text("utf-8"))
        if name not in ALLOWED
    }
    assert found == set()
    assert len(files) > 80


def test_a_name_is_found() -> None:
    """As an identifier and as a string, and not within a sentence."""
    source = 'if x == "amazon":\n    ebay_orders = "Amazon fulfils it."  # bigcommerce\n'
    assert list(named_in(source)) == ['"amazon"', "ebay_orders"]
