"""What the hub does: decide with pure functions, record in one transaction, act outside it."""
