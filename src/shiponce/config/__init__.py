"""The configuration file: what may stand in it, what is wrong with it, and what follows from it."""
