"""Check that no array is read as a pickle; the linter knows the other doors.

Usage: ``python tools/check_security.py [ROOT]``; exit code 1 when one is.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path


def pickled_arrays(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and reason for each call that lets NumPy use pickle."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        for keyword in call.keywords:
            is_false = isinstance(keyword.value, ast.Constant) and keyword.value.value is False
            if keyword.arg == "allow_pickle" and not is_false:
                yield call.lineno, "allow_pickle must be False"
        name = ast.unparse(call.func)
        if name in ("np.load", "numpy.load") and len(call.args) > 2:
            yield call.lineno, "pass allow_pickle to numpy.load by name"


def check(root: Path) -> Iterator[str]:
    """Yield one line for each fault in the source."""
    for path in sorted((root / "src").rglob("*.py")):
        for line, reason in pickled_arrays(ast.parse(path.read_text("utf-8"))):
            yield f"{path}:{line}: {reason}"


if __name__ == "__main__":
    problems = list(check(Path(sys.argv[1] if sys.argv[1:] else ".")))
    print("\n".join(problems) or "pickle: no array is read as one")
    sys.exit(bool(problems))
