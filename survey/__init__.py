"""Hài Lòng: how satisfied people are with the public services of a province."""

__version__ = "0.1.0"
