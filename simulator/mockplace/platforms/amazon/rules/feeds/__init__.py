"""Amazon's feeds: documents with many requests that are processed over time."""
