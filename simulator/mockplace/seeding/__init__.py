"""Create worlds: the default market, and markets described in files."""
