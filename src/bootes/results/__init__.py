"""Frozen results; how they are shown lives in ``bootes.results.text`` and ``bootes.viz``."""
