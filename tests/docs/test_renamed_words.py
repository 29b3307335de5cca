"""The changelog's table of renamed words is the one by which the program reads them."""

from __future__ import annotations

from docs import renamed_words


def test_the_table_in_the_changelog_is_current() -> None:
    """``python -m docs.renamed_words`` was run after the last rename."""
    text = renamed_words.FILE.read_text("utf-8")
    assert renamed_words.BEGIN in text
    assert text == renamed_words.written(text)


def test_no_word_is_renamed_to_itself() -> None:
    """A row that says nothing hides that its table is wrong."""
    assert [row for row in renamed_words.rows() if row[1] == row[2]] == []
    assert len({*renamed_words.rows()}) == len([*renamed_words.rows()])
