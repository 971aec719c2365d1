"""Ratios against other ways to the same numbers: ``python -m benchmarks``."""
