"""Dialogs that ask one thing and return a typed answer; escape changes nothing."""
