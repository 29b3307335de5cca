"""The Inventory API: items, offers and places."""
