"""Check every import of the source against the import tables of CONTRIBUTING.md.

Usage: ``python tools/check_layers.py [ROOT]``; exit code 1 when an import is not in the tables.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PACKAGE = "bootes"
LAZILY = "inside a function"


class Import(NamedTuple):
    """One imported name, fully dotted."""

    line: int
    name: str
    when: str  # its line runs: load, call or never


class Tables(NamedTuple):
    """Which rooms a room may import, always or lazily, and where a package may be imported."""

    always: dict[str, set[str]]
    lazily: dict[str, set[str]]
    packages: dict[str, str]


def read_tables(page: str) -> Tables:
    """Read the table of rooms (layer, rooms, may import) and of packages (package, where)."""
    rooms = _rows(page, "layer")
    layers: dict[str, set[str]] = {}
    for layer, names, _ in rooms:
        layers.setdefault(layer, set()).update(_quoted(names))
    always, lazily = {}, {}
    for _, names, targets in rooms:
        now, _, later = targets.partition(LAZILY)
        below = [layers.get(digit, set()) for digit in re.findall(r"\b\d\b", now)]
        for room in _quoted(names):
            always[room] = _quoted(now).union({room}, *below)
            lazily[room] = always[room] | _quoted(later)
    packages = {name: row[1] for row in _rows(page, "package") for name in _quoted(row[0])}
    return Tables(always, lazily, packages)


def _rows(page: str, title: str) -> list[list[str]]:
    """Return the rows of the table whose first heading is ``title``."""
    table = page.partition(f"\n| {title} |")[2].partition("\n\n")[0]
    rows = [line.strip().strip("|").split("|") for line in table.splitlines()[2:]]
    if not rows:
        sys.exit(f"CONTRIBUTING.md has no table that starts with the heading {title!r}.")
    return [[cell.strip() for cell in row] for row in rows]


def _quoted(cell: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", cell))


def imports(node: ast.AST, package: str, when: str = "load") -> Iterator[Import]:
    """Yield the imports below a node of a module that lies in ``package``."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(child.lineno, alias.name, when) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            parents = package.split(".")[: 1 - child.level or None] if child.level else []
            base = ".".join([*parents, *filter(None, [child.module])])
            yield from (Import(child.lineno, f"{base}.{a.name}", when) for a in child.names)
        elif isinstance(child, ast.Call) and ast.unparse(child.func).endswith("import_module"):
            names = [arg.value for arg in child.args if isinstance(arg, ast.Constant)]
            yield from (Import(child.lineno, str(name), when) for name in names)
        else:
            yield from imports(child, package, _when(child, when))


def _when(node: ast.AST, when: str) -> str:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return "call"
    is_guard = isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
    return "never" if is_guard else when


def fault(found: Import, room: str, tables: Tables) -> str | None:
    """Say what is wrong with one import of a room, if anything is."""
    words = found.name.split(".")
    if words[0] == PACKAGE:
        target = words[1] if words[1:] and words[1] in tables.always else PACKAGE
        allowed = (tables.lazily if found.when == "call" else tables.always)[room]
        lazy = f" except {LAZILY}" if target in tables.lazily[room] else ""
        return None if target in allowed else f"{room!r} must not import {target!r}{lazy}"
    for package, where in tables.packages.items():
        is_allowed = found.when == "call" if where == LAZILY else room in _quoted(where)
        if f"{found.name}.".startswith(f"{package}.") and found.when != "never" and not is_allowed:
            return f"{package!r} is imported only {where if where == LAZILY else 'in ' + where}"
    return None


def check(root: Path) -> Iterator[str]:
    """Yield one line for each import that the tables do not allow."""
    tables = read_tables((root / "CONTRIBUTING.md").read_text("utf-8"))
    for path in sorted((root / "src" / PACKAGE).rglob("*.py")):
        parts = path.relative_to(root / "src").with_suffix("").parts
        room = PACKAGE if parts[1] == "__init__" else parts[1]
        if room not in tables.always:
            yield f"{path}:1: room {room!r} has no row in the import table"
            continue
        found = imports(ast.parse(path.read_text("utf-8")), ".".join(parts[:-1]))
        wrong = ((item, fault(item, room, tables)) for item in found)
        yield from (f"{path}:{i.line}: {why} ({i.name})" for i, why in wrong if why)


if __name__ == "__main__":
    problems = list(check(Path(sys.argv[1] if sys.argv[1:] else ".")))
    print("\n".join(problems) or "imports: as the tables of CONTRIBUTING.md allow")
    sys.exit(bool(problems))
