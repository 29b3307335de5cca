"""Small widgets; each shows view models and contains no business rule."""
