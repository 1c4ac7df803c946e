"""Near-copies: what is found, against exact containment; what it costs. ``python -m benchmarks.copies``."""
