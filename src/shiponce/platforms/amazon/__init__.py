"""Amazon: Orders 2026-01-01 to read, Orders v0 to confirm (developer-docs.amazon.com/sp-api)."""
