"""Amazon's Selling Partner API and Login with Amazon, over a world's accounts of that platform."""
