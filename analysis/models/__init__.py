"""Tests and models beyond the design-based estimates."""
