"""Pure decisions: from facts to a verdict with its evidence. No clock, no database, no network."""
