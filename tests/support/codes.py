"""Codes of the analytics and names of columns in what readers get: they should get words."""

import re

from wording import SEVERITY_WORDS, STAGE_WORDS
from wording.headings import HEADINGS
from wording.words import GOING_LIVE_VERDICTS, REASON_WORDS, VERDICTS

CODES = {*HEADINGS, *REASON_WORDS, *VERDICTS, *GOING_LIVE_VERDICTS, *STAGE_WORDS, *SEVERITY_WORDS}
# Words of the language that are names of columns too, and what a file is called.
WORDS = {*re.findall(r"[a-z]+", " ".join(HEADINGS.values()).lower())}
FILES = re.compile(r"\S+\.(csv|xlsx|json|toml)\b|<Figure [^>]*>")


def codes_in(shown: str) -> set[str]:
    """Return the codes of analytics and the names of columns that stand in an output: readers get words."""
    found = set(re.findall(r"(?<![\w/.])[a-z]+(?:_[a-z0-9]+)*(?![\w/.])", FILES.sub("", shown)))
    return {word for word in found if "_" in word or word in CODES - WORDS}
