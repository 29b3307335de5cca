"""The configuration file: its schema, reading it, its errors, and connecting its stores."""
