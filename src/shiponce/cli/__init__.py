"""The command line: one file a noun, and no rule in any of them.

Everything heavy (the hub, the platforms, the terminal interface) is imported when a command
runs, so that ``shiponce --help`` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    from shiponce.cli.entry import run

    sys.exit(run(sys.argv[1:] if args is None else args))
