"""The page of forms is what its tool writes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_is_what_running_it_writes():
    tool = [sys.executable, str(ROOT / "tools" / "forms_table.py"), "--check"]
    done = subprocess.run(tool, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"run python tools/forms_table.py\n{done.stderr}"
