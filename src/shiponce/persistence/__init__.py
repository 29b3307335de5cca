"""Persistence: one SQLite file, its guards, and all SQL, one module per subject."""
