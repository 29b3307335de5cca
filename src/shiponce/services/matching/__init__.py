"""Match twins: link and hide them, and record a person's decisions."""
