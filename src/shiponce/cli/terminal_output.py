"""Output to a terminal or pipe, without characters that control a terminal."""

from __future__ import annotations

import click

from shiponce.domain.text_sanitizing import escaped, steerless


def put(text: str, *, err: bool = False) -> None:
    """Print any text without the characters that control a terminal."""
    click.echo(steerless(text), err=err)


def put_json(document: str) -> None:
    """Print a JSON document, with escapes for characters that control a terminal."""
    click.echo(escaped(document))
