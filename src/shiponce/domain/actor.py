"""Who acts: the name recorded with every act and event."""

from __future__ import annotations

from shiponce.domain.text_sanitizing import printable

#: The longest name that is kept; a longer one is cut and ends in an ellipsis.
LONGEST_NAME = 80
#: Who acts when nobody was named: the program itself.
PROGRAM = "shiponce"


def actor_name(text: str) -> str:
    """Return a name as it is recorded: printable, on one line, at most ``LONGEST_NAME`` long.

    The result is '' if the text has no printable character.

    A name comes from an option, the environment or the operating system, so it is cleaned like
    any other external text. A name is not a secret: everyone can read it in the history.
    """
    return printable(" ".join(text.split()), LONGEST_NAME)
