"""Where chunks run: one file per engine."""
