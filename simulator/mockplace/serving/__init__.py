"""Serve a world: HTTP, proxy, TLS, in-process transport."""
