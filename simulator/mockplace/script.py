"""The console script, which catches errors even while the program is loading."""

from __future__ import annotations

import sys


def main() -> None:
    """Run ``mockplace``; Ctrl+C while the program is loading ends it without a traceback."""
    try:
        from mockplace.cli import main as commands

        commands()
    except KeyboardInterrupt:
        sys.exit(130)
