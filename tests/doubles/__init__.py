"""Stand-ins for what surrounds the part under test: platforms, hubs, servers and permits."""
