"""Each arrow and package rule turns red on a planted import, and stays green on an allowed one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools.check_layers import check, read_tables

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "CONTRIBUTING.md"

FORBIDDEN = {
    "up": ("statistics/mean.py", "from bootes._core.plan import Plan", "import '_core'"),
    "up, relative": ("statistics/mean.py", "from .._core.plan import Plan", "import '_core'"),
    "up, two dots": ("_core/plan.py", "from .. import bootstrap", "import 'bootstrap'"),
    "up, in a function": ("errors.py", "def f():\n    import bootes.results", "import 'results'"),
    "up, for types": (
        "errors.py",
        "if TYPE_CHECKING:\n    from bootes.results import table",
        "import 'results'",
    ),
    "up, by name": ("fit.py", "m = importlib.import_module('bootes.cli')", "import 'cli'"),
    "sideways": ("schemes/iid.py", "from bootes.statistics import mean", "import 'statistics'"),
    "sideways, presentation": ("viz/ecdf.py", "import bootes.results", "import 'results'"),
    "sideways, verbs": ("bootstrap.py", "from bootes.fit import fit", "import 'fit'"),
    "core names a family": (
        "_core/run.py",
        "from bootes.engines import serial",
        "import 'engines'",
    ),
    "the package itself": ("_core/run.py", "import bootes", "import 'bootes'"),
    "private from the top": ("cli/main.py", "from bootes import _core", "import '_core'"),
    "lazy arrow, at once": ("results/ci.py", "from bootes import viz", "except inside a function"),
    "lazy arrow, class body": ("results/ci.py", "class A:\n    import bootes.viz", "except inside"),
    "room without a row": ("helpers.py", "", "'helpers' has no row"),
    "pandas at once": (
        "results/frame.py",
        "import pandas as pd",
        "'pandas' is imported only inside",
    ),
    "submodule at once": (
        "fit.py",
        "from scipy import stats",
        "'scipy.stats' is imported only inside",
    ),
    "from it at once": (
        "fit.py",
        "from scipy.stats import norm",
        "'scipy.stats' is imported only inside",
    ),
    "in try": (
        "viz/a.py",
        "try:\n    import bokeh.io\nexcept ImportError: ...",
        "'bokeh' is imported only",
    ),
    "compiler elsewhere": (
        "fit.py",
        "def f():\n    from numba import njit",
        "'numba' is imported only in `_kernels`",
    ),
}

ALLOWED = {
    "down": ("statistics/mean.py", "from bootes._kernels import one_sample"),
    "same room": ("viz/ecdf.py", "from .numbers import digits\nfrom . import theme"),
    "lazy arrow": ("results/ci.py", "def plot(self):\n    from bootes.viz import interval"),
    "the package from the top": ("cli/main.py", "import bootes as bt"),
    "pandas when called": ("results/frame.py", "def f():\n    import pandas"),
    "pandas for types": ("results/frame.py", "if TYPE_CHECKING:\n    import pandas"),
    "a name that only starts alike": ("fit.py", "import scipy.special, rays, numbagg"),
    "compiler": ("_kernels/_jit.py", "from numba import njit"),
    "the front door": ("__init__.py", "def __getattr__(name):\n    from bootes import cli, _core"),
}


def plant(root: Path, path: str, text: str) -> Path:
    """Write a tree that holds our tables and one source file."""
    (root / "CONTRIBUTING.md").write_text(PAGE.read_text("utf-8"), "utf-8")
    file = root / "src" / "bootes" / path
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    return root


@pytest.mark.parametrize(("path", "text", "message"), FORBIDDEN.values(), ids=FORBIDDEN)
def test_a_forbidden_import_is_found(tmp_path, path, text, message):
    (line,) = check(plant(tmp_path, path, text))
    assert message in line
    assert Path(path).name in line


@pytest.mark.parametrize(("path", "text"), ALLOWED.values(), ids=ALLOWED)
def test_an_allowed_import_is_not(tmp_path, path, text):
    assert list(check(plant(tmp_path, path, text))) == []


def test_families_know_only_what_lies_below():
    """Not each other, not the core."""
    tables = read_tables(PAGE.read_text("utf-8"))
    for family in ("statistics", "schemes", "models", "reducers", "intervals", "engines"):
        below = {"_arguments", "_kernels", "_streams", "errors", "protocols", "samples"}
        assert tables.always[family] == {family, *below}


def test_a_page_without_tables_is_refused():
    with pytest.raises(SystemExit, match="no table"):
        read_tables("# Contributing\n")


def test_the_command_fails_on_a_fault_and_says_where(tmp_path):
    plant(tmp_path, "errors.py", "\nimport bootes.fit\n")
    run = subprocess.run(
        [sys.executable, ROOT / "tools" / "check_layers.py", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "errors.py:2: 'errors' must not import 'fit' (bootes.fit)" in run.stdout
