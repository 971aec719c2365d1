"""The engines that need nothing but this machine."""

from __future__ import annotations

__all__ = ["HERE"]

HERE = ("serial", "threads", "processes")
