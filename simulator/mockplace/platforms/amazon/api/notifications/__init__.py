"""Notifications: who is told of what, and where the messages go."""
