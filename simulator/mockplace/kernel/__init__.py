"""The kernel of a world: records, rules, time, and seeded randomness."""
