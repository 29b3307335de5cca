"""What a run says of the tests that it skipped."""

from __future__ import annotations

from tests.plugins.skipped_tests import summary


def test_skips_are_counted_by_reason_and_named_by_file() -> None:
    """The commonest reason first."""
    skips = [
        ("tests/a.py", "there is no zsh on this machine"),
        ("tests/b.py", "php is not on this machine"),
        ("tests/c.py", "php is not on this machine"),
        ("tests/b.py", "php is not on this machine"),
    ]
    assert list(summary(skips)) == [
        "4 tests were skipped:",
        "    3  php is not on this machine (tests/b.py, tests/c.py)",
        "    1  there is no zsh on this machine (tests/a.py)",
    ]


def test_one_is_one_and_none_is_said() -> None:
    """A run that skips nothing says so: silence could mean that nobody counted."""
    assert next(iter(summary([("tests/a.py", "x")]))) == "1 test was skipped:"
    assert list(summary([])) == ["No test was skipped."]
