"""Helpers that several platforms use; no platform is named here."""
