"""Write docs/guide/statements.md from the specification's statements."""

from __future__ import annotations

from pathlib import Path

from tools.proofs.statements import SECTIONS, STATEMENTS

PAGE = Path(__file__).parent / "guide" / "statements.md"
_HEAD = """# What shiponce promises, by code

Tests and scenarios name the statements they prove, and comments in the code refer to them.
In a checkout `make spec` lists them with their proofs and what the last run of the tests made of
those, and `make test` fails when one is without. A *store* is one connected account; an *original*
is an order imported from Amazon or eBay itself, a *copy* the BigCommerce order of the same
purchase; together they are *twins*. The *origin key* is the platform where the buyer bought,
with the order's id there.

Statements come from ShipStation's help article, from other public documents of the platforms
(field), or, where all of them are silent, from us; the last column says which.
"""


def page() -> str:
    """Return the whole page."""
    parts = [_HEAD]
    for section, title in SECTIONS.items():
        rows = [
            f"| {one.code} | {one.sentence} | {one.origin.value} |\n"
            for one in STATEMENTS
            if one.section == section
        ]
        head = f"## {section}. {title}\n\n"
        parts.append(head + "| code | statement | from |\n|---|---|---|\n" + "".join(rows))
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
