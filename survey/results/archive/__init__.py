"""What was published, as files that never change: open data with hashes."""
