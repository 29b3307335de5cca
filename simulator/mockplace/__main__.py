"""``python -m mockplace``."""

from mockplace.script import main

main()
