"""What the hub does, in the shape: decide purely, record in one transaction, act outside it."""
