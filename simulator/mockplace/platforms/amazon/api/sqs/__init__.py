"""Amazon SQS, for the queues that receive Selling Partner notifications."""
