"""Official scorings, which are not survey shares; each under its own name."""
