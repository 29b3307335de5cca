"""Amazon SQS, for the queues into which the Selling Partner API puts its notifications."""
