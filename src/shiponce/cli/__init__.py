"""The command line: one file per noun, without business rules.

Heavy imports (the hub, the platforms, the terminal interface) happen when a command runs, so that
``shiponce --help`` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    try:
        from shiponce.cli import streams_and_signals

        streams_and_signals.prepare()
        from shiponce.cli.exit_codes import FAILED, PIPE_CLOSED
        from shiponce.cli.run_command import run

        code = run(sys.argv[1:] if args is None else args)
        code = streams_and_signals.finish(code, PIPE_CLOSED, FAILED)
    except KeyboardInterrupt:  # while the program is loading or ending
        code = 130
    sys.exit(code)
