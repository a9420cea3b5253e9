"""Weak signs that answers were not given as they should; never a decision."""
