"""Toybay, as the hub registers it: a manifest, and an adapter over HTTP."""
