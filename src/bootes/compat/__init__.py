"""The signatures of the two texts that bootes began with, with their faults mended."""

from __future__ import annotations

from bootes.compat import bebi103, blog

__all__ = ["bebi103", "blog"]
