"""Golden files: what is shown, to the letter.

``BOOTES_WRITE_GOLDEN=1 python -m pytest tests/results`` writes them anew; read the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def check(name: str, shown: str) -> None:
    """Compare with the file, but for the score of a fit, which is rounding and nothing else."""
    told = re.sub(r"score [^ ]+( × 10[^ ]+)? per", "score ~0 per", shown) + "\n"
    path = FOLDER / f"{name.replace(' ', '_')}.txt"
    if os.environ.get("BOOTES_WRITE_GOLDEN"):
        path.write_text(told, "utf-8")
    assert told == path.read_text("utf-8")
