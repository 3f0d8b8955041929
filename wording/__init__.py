"""The product's words for codes and figures: one place for pages, report and notebooks.

Takes results of analytics and a language; returns sentences, names and headings. Draws nothing, computes nothing.
"""

from wording.codes import (
    STATUS_WORDS,
    TOPIC_WORDS,
    cell_reason,
    highest_share,
    interval,
    reason_words,
    share_or_reason,
    status_word,
    weekdays,
)
from wording.columns import COMPARISONS, ROLES, headed, share_headings
from wording.days import ranges_text, uncovered
from wording.digital_days import verdict_sentence
from wording.figure import Figure, span_words
from wording.headline_figures import KIND_WORDS, figures
from wording.unmapped import unmapped_words

__all__ = [
    "COMPARISONS",
    "KIND_WORDS",
    "ROLES",
    "STATUS_WORDS",
    "TOPIC_WORDS",
    "Figure",
    "cell_reason",
    "figures",
    "headed",
    "highest_share",
    "interval",
    "ranges_text",
    "reason_words",
    "share_headings",
    "share_or_reason",
    "span_words",
    "status_word",
    "uncovered",
    "unmapped_words",
    "verdict_sentence",
    "weekdays",
]
