"""What the judge looks at: the world's books as packages and units, and one rule after another."""
