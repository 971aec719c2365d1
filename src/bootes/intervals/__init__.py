"""Confidence limits from replicates: one file per method."""
