"""What was measured, and how to measure it again. Nothing here decides a test."""
