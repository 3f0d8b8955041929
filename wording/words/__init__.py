"""Words for codes: one dictionary for each kind of code, for pages, report and notebooks.

The words are Indonesian; translator(lang) gives the English and fills in the numbers of the method.
"""

from wording.words.actions import ACTION_SENTENCES, OFFICE_ACTIONS, OFFICE_REASONS
from wording.words.calls import STAGE_WORDS, TOPIC_WORDS
from wording.words.offices import HEAD_WORDS, KIND_TITLES, KIND_WORDS, OWN_HEAD_WORDS, STANDING_WORDS, STATUS_WORDS
from wording.words.periods import COMPARISON_WORDS, GRAIN_WORDS, MARK_WORDS, PERIOD_WORDS, QUARTER_WORDS
from wording.words.reasons import CELL_REASONS, REASON_WORDS
from wording.words.requests import CHANNEL_WORDS, ORIGIN_WORDS, SENDER_WORDS, SERVICE_GROUP_WORDS
from wording.words.sent_files import FILE_STATE_WORDS, ROW_COUNT_WORDS, SEVERITY_WORDS, WEEK_WORDS
from wording.words.shares import LEFT_OUT_WORDS, ROLE_WORDS, UNSPLIT_WORDS
from wording.words.verdicts import (
    CHANGE_LABELS,
    CHANGE_WORDS,
    GOING_LIVE_VERDICTS,
    HELP_SENTENCES,
    PACE_STATE_WORDS,
    RECENT_LABELS,
    RECENT_WORDS,
    TARGET_LABELS,
    VERDICT_LABELS,
    VERDICTS,
    VISITS_WORDS,
)

__all__ = [
    "ACTION_SENTENCES",
    "CELL_REASONS",
    "CHANGE_LABELS",
    "CHANGE_WORDS",
    "CHANNEL_WORDS",
    "COMPARISON_WORDS",
    "FILE_STATE_WORDS",
    "GOING_LIVE_VERDICTS",
    "GRAIN_WORDS",
    "HEAD_WORDS",
    "HELP_SENTENCES",
    "KIND_TITLES",
    "KIND_WORDS",
    "LEFT_OUT_WORDS",
    "MARK_WORDS",
    "OFFICE_ACTIONS",
    "OFFICE_REASONS",
    "ORIGIN_WORDS",
    "OWN_HEAD_WORDS",
    "PACE_STATE_WORDS",
    "PERIOD_WORDS",
    "QUARTER_WORDS",
    "REASON_WORDS",
    "RECENT_LABELS",
    "RECENT_WORDS",
    "ROLE_WORDS",
    "ROW_COUNT_WORDS",
    "SENDER_WORDS",
    "SERVICE_GROUP_WORDS",
    "SEVERITY_WORDS",
    "STAGE_WORDS",
    "STANDING_WORDS",
    "STATUS_WORDS",
    "TARGET_LABELS",
    "TOPIC_WORDS",
    "UNSPLIT_WORDS",
    "VERDICTS",
    "VERDICT_LABELS",
    "VISITS_WORDS",
    "WEEK_WORDS",
]
