"""The platforms over HTTP: raw shapes, requests and our types, without rules of the hub."""
