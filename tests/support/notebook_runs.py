"""Notebooks run as analysts run them."""

from pathlib import Path

import pytest

from core.settings import ROOT

FOLDER = ROOT / "notebooks"


def code_of(path: Path) -> str:
    """Return the code cells of a notebook."""
    import jupytext

    return "\n".join(cell.source for cell in jupytext.read(path).cells if cell.cell_type == "code")


def run(path: Path) -> str:
    """Execute a notebook in its own folder and return everything that it shows."""
    # Imported here: together they take two seconds, which every worker would pay to learn which tests there are.
    import jupytext
    from nbconvert.preprocessors import ExecutePreprocessor

    notebook = jupytext.read(path)
    with pytest.MonkeyPatch.context() as patch:
        # The code of this tree, also where another is installed.
        patch.setenv("PYTHONPATH", str(ROOT))
        # Streamlit, imported by an earlier test, sets it for the whole process; an analyst's kernel does not have it.
        patch.delenv("MPLBACKEND", raising=False)
        ExecutePreprocessor(timeout=300, kernel_name="python3").preprocess(notebook, {"metadata": {"path": FOLDER}})
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return "\n".join(output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs)
