"""Match twins: link, hide, and decide by a person."""
