"""Carriers that belong to no platform; the house carrier is simulated."""
