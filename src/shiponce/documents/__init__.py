"""Packing slips and pick lists as PDF: frozen facts in, bytes out; no database and no network."""
