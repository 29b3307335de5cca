"""A checkout is enough: nothing in it reads a file that stands beside it."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("src", "simulator", "tests", "docs", "benchmarks", "scenarios")
PASSED_OVER = {"__pycache__", "node_modules", "vendored"}
#: A relative path that climbs, where it is the whole target of a link or a word of its own.
CLIMBS = re.compile(r"""(?:^|[\s"'(=<`:])((?:\.\./)+[\w./-]*)""")
#: Folders of one person's machine.
PERSONAL = re.compile(r"(?:/home/|/Users/|/root/|[A-Z]:\\+Users\\+)\w+")


def files(*endings: str) -> Iterator[Path]:
    """The project's own files with one of the endings."""
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.suffix in endings)
    for name in FOLDERS:
        for here, folders, names in os.walk(ROOT / name):
            folders[:] = [folder for folder in folders if folder not in PASSED_OVER]
            yield from (Path(here, one) for one in names if Path(one).suffix in endings)


def levels(node: ast.expr) -> int | None:
    """How many folders an expression climbs from ``__file__``; None where it begins elsewhere.

    ``Path(__file__)``, ``os.path.dirname`` and whatever wraps them climb nothing by themselves.
    """
    match node:
        case ast.Name(id="__file__"):
            return 0
        case ast.Attribute(value=inner, attr="parent"):
            return _more(levels(inner), 1)
        case ast.Subscript(
            value=ast.Attribute(value=inner, attr="parents"), slice=ast.Constant(value=int(up))
        ):
            return _more(levels(inner), up + 1)
        case ast.Call(func=ast.Attribute(value=inner, attr="resolve" | "absolute")):
            return levels(inner)
        case ast.Call(func=ast.Attribute(attr="dirname"), args=[inner]):
            return _more(levels(inner), 1)
        case ast.Call(args=[inner]):
            return levels(inner)
    return None


def _more(climbed: int | None, further: int) -> int | None:
    return None if climbed is None else climbed + further


def outside(source: str, at: PurePosixPath) -> list[str]:
    """Every expression of a module that leads out of the checkout, with its line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.expr) and (_above(node) or (levels(node) or 0) > len(at.parts)):
            found.append(f"{at}:{node.lineno}: {ast.unparse(node)}")
    return found


def _above(node: ast.expr) -> bool:
    """Whether it is the folder above the checkout's root, by the name that the root has here."""
    match node:
        case ast.Attribute(value=ast.Name(id="ROOT"), attr="parent" | "parents"):
            return True
    return False


def climbing(text: str, at: PurePosixPath) -> list[str]:
    """Every relative path in a text that leads out of the checkout from the text's own folder."""
    return [
        f"{at}: {path}"
        for path in CLIMBS.findall(text)
        if os.path.normpath(at.parent / path).startswith("..")
    ]


def test_no_module_looks_beside_the_checkout() -> None:
    """Neither the programs, nor their tests, documents and benchmarks."""
    found = [one for path in files(".py") for one in outside(path.read_text("utf-8"), _at(path))]
    assert found == []


def test_no_document_names_a_file_beside_the_checkout() -> None:
    """A link or a command that only works on one machine."""
    endings = (".md", ".toml", ".yaml", ".yml", ".cff", ".cfg", ".ini", ".txt", "")
    found = [
        one for path in files(*endings) for one in climbing(path.read_text("utf-8"), _at(path))
    ]
    assert found == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    """A home folder belongs to a person."""
    found = [
        f"{_at(path)}: {name}"
        for path in files(".py", ".md", ".toml", ".yaml", ".yml", "")
        for name in PERSONAL.findall(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "leads_out"),
    [
        ("Path(__file__).parents[1]", False),
        ("Path(__file__).resolve().parents[2]", True),
        ("Path(__file__).parents[1].parent / 'x'", True),
        ("os.path.dirname(os.path.dirname(__file__))", False),
        ("os.path.dirname(os.path.dirname(os.path.dirname(__file__)))", True),
        ("ROOT.parent / 'specs'", True),
        ("folder.parent.parent", False),
    ],
)
def test_a_path_that_leads_out_is_seen(line: str, *, leads_out: bool) -> None:
    """From a module that stands one folder below the root."""
    assert bool(outside(line, PurePosixPath("tests/test_x.py"))) is leads_out


@pytest.mark.parametrize(
    ("text", "leads_out"),
    [
        ("see [it](../adr/0001.md)", False),
        ("see [it](../../README.md)", False),
        ("see [it](../../../specs/a.json)", True),
        ("run `../../../try.sh`", True),
        ("wait ... and see", False),
    ],
)
def test_a_link_that_leads_out_is_seen(text: str, *, leads_out: bool) -> None:
    """From a page that stands two folders below the root."""
    assert bool(climbing(text, PurePosixPath("docs/guide/page.md"))) is leads_out


def _at(path: Path) -> PurePosixPath:
    return PurePosixPath(path.relative_to(ROOT).as_posix())
