"""One profile for all property tests."""

from __future__ import annotations

from hypothesis import settings

# No deadline: on a machine that does other things as well it measures the machine.
settings.register_profile("shiponce", deadline=None)
settings.load_profile("shiponce")
