"""Immutable domain types; they use no database, clock or network."""
