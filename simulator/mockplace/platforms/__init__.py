"""The simulated platforms: each has its API on the wire and its own rules for the kernel."""
