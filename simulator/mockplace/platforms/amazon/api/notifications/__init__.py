"""Notifications: subscriptions and destinations."""
