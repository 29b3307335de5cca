"""Frozen types of the field; they know no database, clock or network."""
