"""Begin a world: the default market, world files, populations."""
