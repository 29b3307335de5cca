"""The platforms on the wire: each parses requests and renders answers, and holds no rule."""
