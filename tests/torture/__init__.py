"""Attacks on what shiponce promises."""
