"""From released answers to figures: batches, tallies, estimates, verdicts."""
