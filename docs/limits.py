"""Writes docs/guide/limits.md from the sentences that the program says."""

from __future__ import annotations

from pathlib import Path

from shiponce.words import catalogue

PAGE = Path(__file__).parent / "guide" / "limits.md"
_HEAD = """# What cannot be done, by code

Whatever is refused says so by one of these codes, with the facts in braces; `--json` and scenarios
name the code. Where something else would help, a sentence with the way out follows. Each code is
named by at least one test.

| code | what is said |
|---|---|
"""


def page() -> str:
    """Return the whole page."""
    rows = []
    for code, sentence in sorted(catalogue("en").items()):
        if code.startswith(("limit.", "guard.")):
            said = sentence if isinstance(sentence, str) else sentence["other"]
            rows.append(f"| `{code}` | {said} |\n")
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
