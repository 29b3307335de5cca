"""Amazon's feeds: documents that contain many requests; a feed is processed over time."""
