"""Plant faults in a copy of the source, one at a time, and see that the tests notice each.

Usage: ``python tools/plant_faults.py [PART OF A NAME ...]``; exit code 1 when one goes unnoticed.
Each line names the fault, how many tests turned red, and the first of them. With ``--check`` none
is planted: what the table names and the source or the tests no longer have is told, exit code 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = Path("src") / "bootes"
TABLE = Path(__file__).resolve().parent / "faults.txt"
_LIMIT_S = 600


@dataclass(frozen=True)
class Fault:
    """What is replaced by what in one file, and the tests that should notice."""

    name: str
    path: str
    old: str
    new: str
    tests: tuple[str, ...]


def read_table(text: str) -> Iterator[Fault]:
    """Yield the faults of a table: blocks of name, file, old lines, new lines and tests.

    Lines of code begin with "- " (old) and "+ " (new), with the indentation of the first old line
    taken off; tests with "> ".
    """
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if not lines:
            continue
        name, _, path = lines[0].rpartition(" @ ")
        taken = {sign: [line[2:] for line in lines[1:] if line[0] == sign] for sign in "-+>"}
        old, new = "\n".join(taken["-"]), "\n".join(taken["+"])
        yield Fault(name, path, old, new, tuple(" ".join(taken[">"]).split()))


def planted(source: str, fault: Fault) -> str:
    """Return the source with the fault in it.

    Raises
    ------
    ValueError
        If the old lines are not in the source exactly once.
    """
    lines = source.splitlines()
    for indent in range(0, 24, 4):
        old, new = (
            textwrap.indent(part, " " * indent).splitlines() for part in (fault.old, fault.new)
        )
        at = [i for i in range(len(lines)) if lines[i : i + len(old)] == old]
        if len(at) == 1:
            return "\n".join([*lines[: at[0]], *new, *lines[at[0] + len(old) :], ""])
        if at:
            break
    msg = f"{fault.name}: the old lines are not in {fault.path} exactly once:\n{fault.old}"
    raise ValueError(msg)


def red_tests(fault: Fault, folder: Path) -> list[str]:
    """Return the tests that fail in a copy with this fault, or what kept them from running."""
    for part in ("src", "tests"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "pyproject.toml", folder)
    target = folder / SOURCE / fault.path
    target.write_text(planted(target.read_text("utf-8"), fault), "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "--tb=no", "-rfE", "-p", "no:cacheprovider"]
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [*command, *fault.tests], cwd=folder, env=environment, timeout=_LIMIT_S,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return [f"(no end within {_LIMIT_S} s)"]
    words = ("FAILED ", "ERROR ")
    red = [line.split(" ", 1)[1] for line in done.stdout.splitlines() if line.startswith(words)]
    if done.returncode != 0 and not red:
        return [f"(pytest ended with {done.returncode}: {done.stdout[-300:]}{done.stderr[-300:]})"]
    return red


def report(faults: Iterable[Fault]) -> Iterator[tuple[Fault, list[str]]]:
    """Plant one fault after the other and yield what turned red."""
    for fault in faults:
        with tempfile.TemporaryDirectory(prefix="fault-") as folder:
            yield fault, red_tests(fault, Path(folder))


def stale(faults: Iterable[Fault]) -> Iterator[str]:
    """Say which faults cannot be planted, or name tests that are not there."""
    for fault in faults:
        for test in fault.tests:
            if not (ROOT / test.partition("::")[0]).exists():
                yield f"{fault.name}: there is no {test}"
        target = ROOT / SOURCE / fault.path
        if not target.exists():
            yield f"{fault.name}: there is no {fault.path}"
            continue
        try:
            planted(target.read_text("utf-8"), fault)
        except ValueError as error:
            yield str(error)


def main(names: list[str]) -> int:
    """Print what each fault turned red; return how the program ends."""
    faults = list(read_table(TABLE.read_text("utf-8")))
    wrong = list(stale(faults))  # all can be planted, or none is
    if wrong or names == ["--check"]:
        print(*wrong, f"{len(faults)} faults, {len(wrong)} of them stale", sep="\n")
        return int(bool(wrong))
    chosen = [f for f in faults if not names or any(part in f.name for part in names)]
    unnoticed = 0
    for fault, red in report(chosen):
        unnoticed += not red
        first = red[0].split(" - ")[0] if red else "NOTHING"
        print(f"{fault.name}: {len(red)}: {first}", flush=True)
    print(f"{len(chosen) - unnoticed} of {len(chosen)} faults were noticed")
    return int(unnoticed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
