"""Amazon's APIs: parse the requests and render the answers."""
