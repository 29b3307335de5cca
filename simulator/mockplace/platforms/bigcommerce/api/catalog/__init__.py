"""Products: catalogue, stock and channel listings."""
