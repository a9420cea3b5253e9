"""How fast the statistics are, and how often their intervals cover."""
