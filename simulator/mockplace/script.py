"""The console script: nothing is loaded before errors can be caught."""

from __future__ import annotations

import sys


def main() -> None:
    """Run ``mockplace``; a Ctrl+C while it is still being loaded ends it quietly."""
    try:
        from mockplace.cli import main as commands

        commands()
    except KeyboardInterrupt:
        sys.exit(130)
