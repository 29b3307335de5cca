"""What platforms tell by themselves: news, who subscribed, queues."""
