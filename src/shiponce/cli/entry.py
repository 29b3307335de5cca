"""From the arguments to an exit code: 0 done, 1 refused or failed, 2 bad input, 70 our fault."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from shiponce.cli.errand import Errand, Opening
from shiponce.cli.root import root
from shiponce.cli.trouble import sentence_of_usage, write_trouble
from shiponce.errors import BadInput, ShiponceError
from shiponce.words import LANGUAGES, language_of

DONE, FAILED, BAD_INPUT, OUR_FAULT, INTERRUPTED = 0, 1, 2, 70, 130


def run(args: Sequence[str], opening: Opening | None = None) -> int:
    """Run one command; whatever goes wrong becomes one sentence on stderr and an exit code.

    The language is known before anything is parsed, so that help and complaints speak it too.
    """
    errand = Errand(LANGUAGES[0], opening=opening)
    try:
        asked = _asked_language(args)
        errand.language, errand.language_asked = language_of(asked=asked), asked is not None
        code = root.main(list(args), prog_name="shiponce", standalone_mode=False, obj=errand)
        return code if isinstance(code, int) else DONE
    except click.UsageError as wrong:
        return _complain(sentence_of_usage(wrong, errand.language), BAD_INPUT)
    except ShiponceError as error:
        sentence = error.told(errand.language)
        return _complain(sentence, BAD_INPUT if isinstance(error, BadInput) else FAILED)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as fault:
        return _complain(write_trouble(fault, errand.language), OUR_FAULT)


def _asked_language(args: Sequence[str]) -> str | None:
    for at, here in enumerate(args):
        if here == "--lang":
            return args[at + 1] if at + 1 < len(args) else ""
        if here.startswith("--lang="):
            return here.removeprefix("--lang=")
    return None


def _complain(sentence: str, code: int) -> int:
    click.echo(sentence, err=True)
    sys.stderr.flush()
    return code
