"""``python -m mockplace``."""

from mockplace.cli import main

main()
