"""The table of ``mockplace serve``'s options in the guide is the parser's."""

from __future__ import annotations

import re
from pathlib import Path

import click
from click.testing import CliRunner

from mockplace.cli import main

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "mockplace.md"


def test_the_guide_lists_every_option_of_serve() -> None:
    """None is missing and none is invented; a pair of switches may stand by one of its names."""
    serve = main.commands["serve"]
    pairs = [
        {*one.opts, *one.secondary_opts}
        for one in serve.params
        if isinstance(one, click.Option) and "--help" not in one.opts
    ]
    table = GUIDE.read_text("utf-8").split("| option | meaning |")[1].split("\n\n")[0]
    told = {
        name
        for row in table.splitlines()[2:]
        for name in re.findall(r"`(--[a-z-]+)", row.split("|")[1])
    }
    assert [names for names in pairs if not names & told] == []
    assert told <= set().union(*pairs)


def test_the_help_names_all_that_is_served() -> None:
    """Three platforms and the carrier."""
    told = CliRunner().invoke(main, ["--help"]).output
    assert all(name in told for name in ("BigCommerce", "Amazon", "eBay", "carrier"))
