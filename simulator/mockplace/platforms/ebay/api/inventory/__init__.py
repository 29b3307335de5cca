"""The Inventory API: items, offers and locations."""
