"""Survey statistics on numpy, pandas and scipy; each module is imported by its name."""
