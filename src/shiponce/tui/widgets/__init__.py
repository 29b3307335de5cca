"""Small widgets; each shows view-models and decides nothing."""
