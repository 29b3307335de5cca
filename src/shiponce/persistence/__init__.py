"""The hub's memory: one SQLite file, its guards, and its statements by subject."""
