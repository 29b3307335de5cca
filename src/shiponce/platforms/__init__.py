"""The platforms over HTTP: raw shapes on top, requests and our types below, no rule of ours."""
