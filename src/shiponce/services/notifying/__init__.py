"""Notify stores of shipments: the outbox, sending, buyer e-mails."""
