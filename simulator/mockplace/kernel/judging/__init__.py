"""The judge's rules, and the record of packages and units that they read."""
