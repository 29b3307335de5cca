"""The console script: nothing is loaded before whatever may go wrong has somebody to catch it."""

from __future__ import annotations

import sys


def main() -> None:
    """Run ``mockplace``; a Ctrl+C while it is still being loaded ends it quietly."""
    try:
        from mockplace.cli import main as commands

        commands()
    except KeyboardInterrupt:
        sys.exit(130)
