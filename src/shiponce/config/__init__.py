"""The configuration file: its schema, its errors, and what follows from it."""
