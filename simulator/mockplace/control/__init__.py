"""The control plane: read and change a served world from outside.

It speaks JSON under ``/_mockplace``, where no platform has a path of its own.
"""
