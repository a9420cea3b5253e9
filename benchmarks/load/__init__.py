"""The platform under load, beside the least that could do the same work."""
