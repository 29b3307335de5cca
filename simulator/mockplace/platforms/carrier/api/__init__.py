"""The house carrier's HTTP API."""
