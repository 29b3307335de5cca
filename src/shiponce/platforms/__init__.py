"""Clients of the platforms: HTTP calls, raw data and its conversion; no rules of the hub."""
