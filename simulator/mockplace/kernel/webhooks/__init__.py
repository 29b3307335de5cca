"""Webhooks: the topics of events, subscriptions and their messages."""
