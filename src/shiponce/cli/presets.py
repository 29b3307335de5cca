"""``shiponce presets``: saved services and packages."""

from __future__ import annotations

import re

import click

from shiponce.cli.actor_option import acts
from shiponce.cli.context import CommandContext, answers
from shiponce.cli.localized_help import LocalizedCommand, LocalizedGroup
from shiponce.cli.whole_number import WholeNumber
from shiponce.domain.batch import PackageRule, WeightRule
from shiponce.errors import BadInput
from shiponce.views.batches import PresetView
from shiponce.words.families import Family

HEADS = ("preset", "service", "package", "weight")
_SIZE = re.compile(r"(\d{1,4})[x×](\d{1,4})[x×](\d{1,4})")
#: How the weight of a preset's package is found.
WEIGHT_RULE_WORD = Family("word.weight_rule.{}", WeightRule)


@click.group("presets", cls=LocalizedGroup, invoke_without_command=True, help="cli.help.presets")
@answers
@click.pass_context
def command(ctx: click.Context, context: CommandContext) -> None:
    """List the presets."""
    if ctx.invoked_subcommand is None:
        _list(context)


@command.command("list", cls=LocalizedCommand, help="cli.help.presets_list")
@answers
def listing(context: CommandContext) -> None:
    """List the presets."""
    _list(context)


@command.command(
    "add",
    cls=LocalizedCommand,
    help="cli.help.presets_add",
    exclusive=[("--weight", "--packaging")],
)
@click.argument("name")
@click.option("--service", required=True, metavar="SERVICE", help="cli.option.batch_service")
@click.option("--package", metavar="LxWxH", default="", help="cli.option.preset_package")
@click.option("--weight", type=WholeNumber(), metavar="GRAMS", help="cli.option.preset_weight")
@click.option(
    "--packaging", type=WholeNumber(), metavar="GRAMS", help="cli.option.preset_packaging"
)
@acts
@answers
def add(
    context: CommandContext,
    name: str,
    service: str,
    package: str,
    weight: int | None,
    packaging: int | None,
) -> None:
    """Save a preset, or replace the one of the same name."""
    rule = _rule(package, weight, packaging)
    with context.hub() as hub:
        preset = hub.batches.add_preset(name, service, rule)
    context.data({"preset": preset})
    context.spoken("cli.presets.added", preset=preset.name)
    context.table(HEADS, [_row(context, preset)])


@command.command("remove", cls=LocalizedCommand, help="cli.help.presets_remove")
@click.argument("name")
@acts
@answers
def remove(context: CommandContext, name: str) -> None:
    """Remove a preset; plans that were made with it stay."""
    with context.hub() as hub:
        preset = hub.batches.remove_preset(name)
    context.data({"preset": preset})
    context.spoken("cli.presets.removed", preset=preset.name)


def _list(context: CommandContext) -> None:
    with context.hub() as hub:
        presets = hub.batches.presets()
    context.data({"presets": presets})
    if presets:
        context.table(HEADS, [_row(context, one) for one in presets])
    else:
        context.spoken("cli.presets.none")


def _rule(package: str, weight: int | None, packaging: int | None) -> PackageRule | None:
    """Return the package of a preset; BadInput if its size is missing or cannot be read."""
    if not package:
        if weight or packaging:
            raise BadInput("cli.bad.preset_size")
        return None
    found = _SIZE.fullmatch(package.strip())
    length, width, height = map(int, found.groups()) if found else (0, 0, 0)
    if not (length and width and height):
        raise BadInput("cli.bad.package_size", package=package)
    rule = WeightRule.FIXED if weight else WeightRule.ADDED if packaging else WeightRule.GOODS
    return PackageRule(length, width, height, rule, weight or packaging or 0)


def _row(context: CommandContext, preset: PresetView) -> tuple[str, ...]:
    rule = preset.package
    if rule is None:
        return (preset.name, preset.service, context.say("word.package.usual"), "")
    return (
        preset.name,
        preset.service,
        f"{rule.length} × {rule.width} × {rule.height} mm",
        context.say(WEIGHT_RULE_WORD[rule.weight_rule], grams=rule.grams),
    )
