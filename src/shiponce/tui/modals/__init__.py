"""Dialogues that ask one thing and give a typed answer; escape always takes the safe way."""
