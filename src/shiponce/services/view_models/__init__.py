"""Build view models from the database."""
