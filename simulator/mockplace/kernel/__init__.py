"""What exists and happens: records, rules, time, and chance that comes from a seed."""
