"""Pure decisions: facts in, outcome with evidence out. No clock, no database, no network."""
