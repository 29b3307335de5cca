"""Amazon on the wire."""
