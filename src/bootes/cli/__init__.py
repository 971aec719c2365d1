"""The command line: one command per verb, tables on stdout, everything else on stderr."""

from .program import main

__all__ = ["main"]
