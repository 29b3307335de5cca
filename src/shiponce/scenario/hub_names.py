"""The names of a run's hubs in scenario files and in the journal."""

from __future__ import annotations

#: The scenario's own hub, and the second one that a step can open.
FIRST_HUB, SECOND_HUB = HUBS = ("hub", "second hub")
