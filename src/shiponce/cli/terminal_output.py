"""The way out to a terminal or a pipe: nothing passes that could steer it."""

from __future__ import annotations

import click

from shiponce.domain.text_sanitizing import escaped, steerless


def put(text: str, *, err: bool = False) -> None:
    """Print lines of text without what steers a terminal, whatever door it came in by."""
    click.echo(steerless(text), err=err)


def put_json(document: str) -> None:
    """Print a JSON document, with escapes for what steers a terminal."""
    click.echo(escaped(document))
