"""Amazon's Selling Partner API and Login with Amazon, over a world's accounts of that platform."""

from mockplace.platforms.amazon.routes import ROUTES

__all__ = ["ROUTES"]
