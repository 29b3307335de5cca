"""The hub: one file opened, and a few small interfaces to work with it."""

from shiponce.hub.hub import Hub as Hub
