"""Dialogs that ask one question and return the answer; escape changes nothing."""
