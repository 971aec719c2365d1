"""The signatures of the two texts that bootes began with, with their faults mended."""
