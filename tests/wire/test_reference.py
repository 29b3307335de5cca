"""The vendored documents are the ones that their README names."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from tests.wire.reference import EXAMPLES, VENDORED

ROW = re.compile(r"^\| `(?P<file>[^`]+)` \| `[^`]+` \| `(?P<hash>[0-9a-f]{40})` \|$", re.M)


def test_every_vendored_file_is_unchanged_and_listed() -> None:
    """The hash is git's own, so that anyone can look the content up in the source."""
    text = (VENDORED / "README.md").read_text("utf-8")
    listed = {match["file"]: match["hash"] for match in ROW.finditer(text)}
    (folder,) = (path for path in VENDORED.iterdir() if path.is_dir())
    assert f"## {folder.name}" in text
    assert {path.name: blob(path) for path in folder.iterdir()} == listed


def test_every_example_is_read_by_a_test() -> None:
    """A body that no test needs is not kept."""
    tests = "".join(path.read_text("utf-8") for path in EXAMPLES.parent.rglob("test_*.py"))
    unread = [path.stem for path in EXAMPLES.glob("*.json") if path.stem not in tests]
    assert unread == []


def blob(path: Path) -> str:
    """Hash a file as git does."""
    content = path.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
