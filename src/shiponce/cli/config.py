"""``shiponce config``: configured values, their sources, and errors."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from shiponce.cli.context import (
    CommandContext,
    answers,
    is_there,
)
from shiponce.cli.localized_help import LocalizedCommand, LocalizedGroup
from shiponce.config.file_locations import default_config_file, default_file
from shiponce.words import LANGUAGES

if TYPE_CHECKING:
    from shiponce.config.load import Config
    from shiponce.config.show import Choice

#: Key under [hub] → the option that sets the same value, and its environment variable.
_OPTIONS = {
    "file": ("db", "SHIPONCE_DB"),
    "platforms": ("platforms", "SHIPONCE_PLATFORMS"),
    "read_only": ("read_only", "SHIPONCE_READ_ONLY"),
}


@click.group("config", cls=LocalizedGroup, help="cli.help.config")
def command() -> None:
    """Group the subcommands."""


@command.command("show", cls=LocalizedCommand, help="cli.help.config_show")
@answers
@click.pass_context
def show(ctx: click.Context, context: CommandContext) -> None:
    """Show every value with its source; secrets are masked."""
    from shiponce.config import show as show_module

    config = context.config()
    # JSON is for programs: its values are the same in every language.
    language = LANGUAGES[0] if context.as_json else context.language
    choices = [*_hub(ctx.find_root(), context, config), *show_module.settings_of(config, language)]
    choices += show_module.printers_of(config)
    choices += show_module.stores_of(config, os.environ)
    context.data({"file": config.file, "values": choices})
    rows = [(choice.key, choice.value, context.sentence(choice.origin)) for choice in choices]
    context.table(("key", "value", "origin"), rows)


def _hub(root: click.Context, context: CommandContext, config: Config) -> list[Choice]:
    from shiponce.config.show import Choice, from_command_line, from_variable, origin, written

    part = config.part.hub
    values = {
        "file": context.file or config.path(part.file) or default_file(),
        "platforms": context.platforms_url or part.platforms,
        "read_only": context.read_only or part.read_only,
        "language": part.language,
        "ca_file": config.path(part.ca_file),
    }
    found = []
    for key, value in values.items():
        option, variable = _OPTIONS.get(key, ("", ""))
        source = root.get_parameter_source(option)
        said = bool(root.params.get(option))
        where = origin(config, ("hub", key))
        if said and source is ParameterSource.COMMANDLINE:
            where = from_command_line("--" + option.replace("_", "-"))
        elif said and source is ParameterSource.ENVIRONMENT:
            where = from_variable(variable)
        found.append(Choice(f"hub.{key}", written(value), where))
    return found


@command.command("check", cls=LocalizedCommand, help="cli.help.config_check")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@answers
def check(context: CommandContext, file: Path | None) -> None:
    """Report all errors of the configuration at once; ConfigProblems causes exit code 2."""
    from shiponce.config.load import load

    given = file or context.config_file
    if given is None and not is_there(default_config_file()):
        context.data({"file": None, "exposed": ()})
        context.spoken("config.absent", file=default_config_file())
        return
    config = load(given or default_config_file())
    context.warn_of_renamed_keys(config)
    _must_connect(config)
    exposed = config.exposed
    context.data({"file": config.file, "exposed": exposed})
    context.spoken("config.well", file=config.file)
    for store in exposed:
        context.spoken("doctor.what.readable_secret", store=store)


def _must_connect(config: Config) -> None:
    """Raise BadInput for an address or a certificate file that no connection can use."""
    from shiponce.platforms.connections import HttpConnections
    from shiponce.platforms.credentials_from_environment import from_environment
    from shiponce.ports import SystemClock

    part = config.part.hub
    HttpConnections(
        from_environment({}),
        clock=SystemClock(),
        platforms_url=part.platforms,
        ca_file=config.path(part.ca_file),
    ).close()


@command.command("schema", cls=LocalizedCommand, help="cli.help.config_schema")
@answers
def schema(context: CommandContext) -> None:
    """Print the JSON Schema for editors; it is JSON with and without ``--json``."""
    from shiponce.config.schema import document

    click.echo(document(), nl=False)
