"""``python -m tests.torture``: see ``running``."""

from __future__ import annotations

import sys

from tests.torture.running import main

if __name__ == "__main__":
    sys.exit(main())
