"""Data to try bootes on: two simulated tables that it ships, and a measured one to download."""

from .simulated import transcript_counts, two_groups
from .singer import singer_transcript_counts

__all__ = ["singer_transcript_counts", "transcript_counts", "two_groups"]
