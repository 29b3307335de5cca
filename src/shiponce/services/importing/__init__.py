"""Import orders: pages, rules, quarantine, combined orders."""
