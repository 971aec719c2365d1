"""Progress in a notebook: a bar of text, or Jupyter's own where there are widgets; no warning."""

from __future__ import annotations

import importlib.util

import pytest

CODE = """
import warnings
warnings.simplefilter("error")
import bootes as bt
bt.bootstrap([4.0, 1.0, 3.0, 1.5, 5.0], "mean", rng=1, progress=True).n_resamples
"""


# Jupyter's own modules warn of their future, which is theirs to mend.
@pytest.mark.filterwarnings("ignore")
def test_a_notebook_shows_a_bar():
    import nbformat
    from nbclient import NotebookClient

    cell = nbformat.v4.new_code_cell(CODE)
    notebook = nbformat.v4.new_notebook(cells=[cell])
    NotebookClient(notebook, timeout=240, kernel_name="python3").execute()
    outputs = notebook.cells[0].outputs
    assert outputs[-1]["data"]["text/plain"] == "9999"
    if importlib.util.find_spec("ipywidgets") is not None:
        assert any("widget-view" in kind for kind in outputs[0]["data"])
        return
    shown = "".join(output["text"] for output in outputs if output.get("name") == "stderr")
    assert "mean: 100%" in shown
    assert "10.0k/10.0k" in shown
