"""Commands whose help is given as sentence codes and shown in the user's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import click

from shiponce.cli import option_checks, renamed_words
from shiponce.domain.text_sanitizing import printable
from shiponce.errors import BadInput
from shiponce.words import LANGUAGES, say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def language_here() -> str:
    """Return the language of the running command."""
    ctx = click.get_current_context(silent=True)
    return getattr(ctx.obj, "language", LANGUAGES[0]) if ctx else LANGUAGES[0]


def _first_line(code: str, language: str = "") -> str:
    return say(code, language or language_here()).partition("\n")[0]


class LocalizedCommand(click.Command):
    """A command whose own ``help`` and options' help are codes of sentences.

    *exclusive* holds groups of options of which only one may be given. *hubless* means that the
    command opens no hub; ``shiponce``'s options for the hub are then refused.
    """

    def __init__(
        self,
        *args: object,
        exclusive: Sequence[Sequence[str]] = (),
        hubless: bool = False,
        **attrs: object,
    ) -> None:
        super().__init__(*args, **attrs)  # type: ignore[arg-type]  # click's own, passed on as is
        self.exclusive = exclusive
        self.hubless = hubless

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does, and refuse options that would have no effect."""
        ctx.allow_extra_args = True
        args = renamed_words.current_options(ctx, args)
        words = list(args)
        rest = super().parse_args(ctx, args)
        if not ctx.resilient_parsing:
            self._check(ctx, words, rest)
        return rest

    def _check(self, ctx: click.Context, words: list[str], rest: list[str]) -> None:
        given = option_checks.GivenOptions.parsed(self, ctx, words)
        option_checks.check(self, ctx, given, self.exclusive)
        if self.hubless:
            option_checks.check_hubless(ctx)
        if not isinstance(self, click.Group):
            if rest:
                raise BadInput("cli.bad.too_many", words=printable(" ".join(rest)))
        elif ctx.parent is not None:
            option_checks.check_before(ctx, given)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line with its translated heading."""
        head = say("cli.head.usage", language_here()) + " "
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), head)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(self.help or "", language_here()))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one line per option."""
        language = language_here()
        rows = []
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None and isinstance(param, click.Option):
                ours = (param.help or "").startswith("cli.")
                code = param.help if ours and param.help else "cli.option.help"
                rows.append((record[0], say(code, language)))
        with formatter.section(say("cli.head.options", language)):
            formatter.write_dl(rows)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer click's completions, with translated help."""
        language = getattr(ctx.obj, "language", LANGUAGES[0])
        found = super().shell_complete(ctx, incomplete)
        for item in found:
            if item.value in ctx.help_option_names:
                item.help = "cli.option.help"
            if item.help and item.help.startswith("cli."):
                item.help = _first_line(item.help, language)
        return found

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first line of the help, or the help's code during shell completion.

        During completion there is no running command to give the language, so ``shell_complete``
        translates the code.
        """
        if click.get_current_context(silent=True) is None:
            return self.help or ""
        return _first_line(self.help or "")


class LocalizedGroup(LocalizedCommand, click.Group):
    """A group of localized commands.

    *parts* maps a command's name to its module, which is imported on first use; *helps* maps the
    name to the code of the command's help.
    """

    def __init__(
        self,
        *args: object,
        parts: Mapping[str, str] | None = None,
        helps: Mapping[str, str] | None = None,
        **attrs: object,
    ) -> None:
        super().__init__(*args, **attrs)  # type: ignore[arg-type]  # click's own, passed on as is
        self.parts, self.helps = parts or {}, helps or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in *parts*, then those of commands added by a decorator or a call."""
        return [*self.parts, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command of that name."""
        if cmd_name not in self.parts:
            return super().get_command(ctx, cmd_name)
        found = import_module(self.parts[cmd_name]).command
        return found if isinstance(found, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the subcommand as click does; replace a name from an older version first."""
        return super().resolve_command(
            ctx, [renamed_words.current_command(ctx, args[0]), *args[1:]]
        )

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands, without importing them."""
        super().format_options(ctx, formatter)
        rows = [(name, _first_line(self.helps[name])) for name in self.parts]
        rows += [(name, command.get_short_help_str()) for name, command in self.commands.items()]
        with formatter.section(say("cli.head.commands", language_here())):
            formatter.write_dl(rows)
