"""Stores, automation rules, doctor and purge."""
