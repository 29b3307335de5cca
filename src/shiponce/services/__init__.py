"""The hub's services: decide with pure functions, record in one transaction, act outside it."""
