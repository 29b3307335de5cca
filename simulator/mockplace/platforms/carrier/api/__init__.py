"""The house carrier on the wire."""
