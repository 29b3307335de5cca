"""The control plane: read and change a served world from outside.

Requests and answers are JSON under ``/_mockplace``; no platform has a path there.
"""
