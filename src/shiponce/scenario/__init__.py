"""Scenarios: read from YAML, played by the real hub against the simulated platforms."""
