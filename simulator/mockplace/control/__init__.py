"""The control plane: the world behind the port is read, moved and troubled from outside.

It speaks JSON under ``/_mockplace``, where no platform has an address of its own.
"""
