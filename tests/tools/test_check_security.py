"""Each security rule, of our tool or of the linter, turns red on a planted line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools.check_security import check

ROOT = Path(__file__).parents[2]

PICKLED_ARRAYS = [
    "np.load(path, allow_pickle=True)",
    "np.load(path, allow_pickle=trusted)",
    "np.load(path, None, True)",
    "numpy.lib.format.read_array(file, allow_pickle=1)",
]

LINTED = {
    "pickle.load(file)": "S301",
    "pickle.loads(text)": "S301",
    "cloudpickle.load(file)": "TID251",
    "cloudpickle.loads(text)": "TID251",
    "joblib.load(file)": "TID251",
    "marshal.loads(text)": "S302",
    "eval(text)": "S307",
    "exec(text)": "S102",
    "subprocess.run(text, shell=True)": "S602",
    "os.system(text)": "S605",
    "yaml.load(text)": "S506",
    "tempfile.mktemp()": "S306",
    "jinja2.Environment()": "S701",
}


@pytest.mark.parametrize("line", PICKLED_ARRAYS)
def test_a_pickled_array_is_found(tmp_path, line):
    source = tmp_path / "src" / "bootes" / "storage.py"
    source.parent.mkdir(parents=True)
    source.write_text(f"data = np.load(path, allow_pickle=False)\n{line}\n", "utf-8")
    (fault,) = check(tmp_path)
    assert "storage.py:2: " in fault


@pytest.mark.parametrize(("line", "rule"), LINTED.items())
def test_the_linter_refuses(line, rule):
    """The rule is on for the source, with the settings of this project."""
    text = f"import {line.partition('.')[0]}\n{line}\n" if "." in line else f"{line}\n"
    command = [sys.executable, "-m", "ruff", "check", "--stdin-filename", "src/bootes/planted.py"]
    run = subprocess.run(
        [*command, "--output-format", "concise", "-"],
        input=text,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert f" {rule} " in run.stdout
