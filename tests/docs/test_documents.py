"""What the documents say is so: commands, keys, paths and pictures exist."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import click
import pytest

import shiponce.views
from docs import limits, statements
from mockplace.cli import main as mockplace
from shiponce.cli.context import CommandContext
from shiponce.cli.root_command import COMMANDS, root

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
README = (ROOT / "README.md").read_text("utf-8")

document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=[path.relative_to(ROOT).as_posix() for path in DOCUMENTS]
)


def console_lines(text: str) -> Iterator[list[str]]:
    """The words of every command in the console blocks of a document."""
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                yield shlex.split(line[2:], comments=True)


def subcommands(group: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command of the command line, by its words."""
    if isinstance(group, click.Group):
        ctx = click.Context(group)
        for name in group.list_commands(ctx):
            command = group.get_command(ctx, name)
            if command is not None:
                yield (*path, name)
                yield from subcommands(command, (*path, name))


def understood(command: click.Command, args: list[str], parent: click.Context | None) -> None:
    """Parse a command as the program would, without running it."""
    context = CommandContext("en")
    ctx = command.make_context(command.name, list(args), parent=parent, obj=context)
    if isinstance(command, click.Group) and ctx._protected_args:
        words = [*ctx._protected_args, *ctx.args]
        _, found, rest = command.resolve_command(ctx, words)
        assert found is not None
        understood(found, rest, ctx)


@document
def test_every_command_in_a_document_is_understood(document: Path) -> None:
    """A reader can type what is written: each command and option exists."""
    for words in console_lines(document.read_text("utf-8")):
        if words[0] == "shiponce":
            understood(root, words[1:], None)
        elif words[0] == "mockplace":
            understood(mockplace, words[1:], None)


@document
def test_every_path_in_a_document_exists(document: Path) -> None:
    """Links and quoted paths lead somewhere: no document describes a file that is gone."""
    text = document.read_text("utf-8")
    for link in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", text):
        if "://" not in link:
            assert (document.parent / link).exists(), link
    for quoted in re.findall(
        r"`((?:src|simulator|scenarios|tests|docs|benchmarks)/[\w./-]*)`", text
    ):
        assert (ROOT / quoted).exists(), quoted


def test_the_readme_names_the_two_commands_and_every_noun() -> None:
    """Both set-up commands stand in the README, and each noun in some document."""
    assert "$ make demo" in README
    assert "$ make test" in README
    written = "\n".join(path.read_text("utf-8") for path in DOCUMENTS)
    assert [name for name in COMMANDS if f"shiponce {name}" not in written] == []


def test_every_picture_is_shown() -> None:
    """No screen has a picture that nobody sees."""
    pictures = [path.name for path in ROOT.glob("docs/screenshots/*.svg")]
    assert [name for name in pictures if f"docs/screenshots/{name}" not in README] == []


def test_the_json_page_names_every_command_and_every_key() -> None:
    """The keys are the view-models' fields, and the page lists them all."""
    page = (ROOT / "docs/guide/json.md").read_text("utf-8")
    modules = [
        import_module(found.name)
        for found in iter_modules(shiponce.views.__path__, f"{shiponce.views.__name__}.")
    ]
    views = {
        name: view
        for module in modules
        for name, view in vars(module).items()
        if is_dataclass(view) and isinstance(view, type)
    }
    for section in page.split("\n### ")[1:]:
        name = section.partition("\n")[0]
        listed = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
        assert listed == [field.name for field in fields(views[name])]
    linked = set(re.findall(r"\(#(\w+)\)", page))
    assert linked <= {head.lower() for head in re.findall(r"^##+ (.*)$", page, re.MULTILINE)}
    without = {("demo",), ("replay",), ("config",), ("stores", "list"), ("rules", "list")}
    missing = [words for words in subcommands(root) if f"`{' '.join(words)}`" not in page]
    assert set(missing) <= without


def test_help_mentions_every_command() -> None:
    """What the program offers is found in the documents; what they offer, in the program."""
    help_text = root.get_help(click.Context(root, info_name="shiponce"))
    assert [name for name in COMMANDS if f"\n  {name} " not in help_text] == []


def test_no_document_speaks_of_a_package_index() -> None:
    """Where packages come from is the reader's own affair."""
    for path in [*DOCUMENTS, ROOT / "Makefile", ROOT / ".ci/run", ROOT / "pyproject.toml"]:
        assert not re.search(r"index[-_]url|extra[-_]index|/simple/?\b", path.read_text("utf-8"))


def test_the_python_in_the_readme_runs() -> None:
    """The example for engineers does what it says."""
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102  # our own document


def test_the_page_of_statements_is_what_the_program_says() -> None:
    """One text of each promise: the page is written by ``python docs/statements.py``."""
    assert (ROOT / "docs/guide/statements.md").read_text("utf-8") == statements.page()


def test_the_page_of_limits_is_what_the_program_says() -> None:
    """One text of each limit: the page is written by ``python docs/limits.py``."""
    assert (ROOT / "docs/guide/limits.md").read_text("utf-8") == limits.page()


def test_every_limit_has_a_test_that_names_it() -> None:
    """A code that no test knows could change its meaning, or never be said."""
    tests = [path.read_text("utf-8") for path in ROOT.glob("tests/**/*.py")]
    stories = [path.read_text("utf-8") for path in ROOT.glob("scenarios/*.yaml")]
    known = "\n".join([*tests, *stories])
    codes = re.findall(r"^\| `([a-z_.]+)` \|", limits.page(), re.MULTILINE)
    assert len(codes) > 40
    assert [code for code in codes if code not in known] == []
