"""Notebooks run as analysts run them, and what in their output no reader should have to know."""

import re
from pathlib import Path

import jupytext
import pytest
from nbconvert.preprocessors import ExecutePreprocessor

from core.settings import ROOT
from wording import SEVERITY_WORDS, STAGE_WORDS
from wording.headings import HEADINGS
from wording.words import GOING_LIVE_VERDICTS, REASON_WORDS, VERDICTS

FOLDER = ROOT / "notebooks"
CODES = {*HEADINGS, *REASON_WORDS, *VERDICTS, *GOING_LIVE_VERDICTS, *STAGE_WORDS, *SEVERITY_WORDS}
# Words of the language that are names of columns too, and what a file is called.
WORDS = {*re.findall(r"[a-z]+", " ".join(HEADINGS.values()).lower())}
FILES = re.compile(r"\S+\.(csv|xlsx|json|toml)\b|<Figure [^>]*>")


def run(path: Path) -> str:
    """Execute a notebook in its own folder and return everything that it shows."""
    notebook = jupytext.read(path)
    with pytest.MonkeyPatch.context() as patch:
        # The code of this tree, also where another is installed.
        patch.setenv("PYTHONPATH", str(ROOT))
        # Streamlit, imported by an earlier test, sets it for the whole process; an analyst's kernel does not have it.
        patch.delenv("MPLBACKEND", raising=False)
        ExecutePreprocessor(timeout=300, kernel_name="python3").preprocess(notebook, {"metadata": {"path": FOLDER}})
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return "\n".join(output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs)


def codes_in(shown: str) -> set[str]:
    """Return the codes of analytics and the names of columns that stand in an output: readers get words."""
    found = set(re.findall(r"(?<![\w/.])[a-z]+(?:_[a-z0-9]+)*(?![\w/.])", FILES.sub("", shown)))
    return {word for word in found if "_" in word or word in CODES - WORDS}
