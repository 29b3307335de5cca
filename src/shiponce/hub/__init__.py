"""The hub: one open database file, and the small interfaces that work with it."""

from shiponce.hub.hub import Hub as Hub
