"""Amazon: Selling Partner API, SQS and Login with Amazon, over a world's accounts."""
