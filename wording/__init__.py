"""The product's words for codes and figures: one place for pages, report and notebooks.

Takes results of analytics and a language; returns sentences, names and headings. Draws nothing, computes nothing.
"""

from wording.assisted import assisted_words, completion_words
from wording.changes import change_words, help_parts_words, month_change, parts_words, spread_words
from wording.codes import (
    cell_reason,
    highest_share,
    is_estimated,
    reason_words,
    share_or_reason,
    share_words,
    status_word,
    unsplit_words,
    weekdays,
)
from wording.columns import headed, share_headings
from wording.data_doubts import suspicion_words, unmapped_words
from wording.days import ranges_text, uncovered
from wording.digital_days import verdict_sentence
from wording.expected import expected_words, office_target_words, standing_words, urgent_action, urgent_words
from wording.figure import Figure, period_words, span_words
from wording.going_live import going_live_basis, going_live_sentence, trips_saved_words
from wording.headline_figures import figures
from wording.short_answers import MainAnswer, main_answers, target_answer, target_state
from wording.targets import chance_words, pace_sentence, reached_words
from wording.words import (
    ACTION_SENTENCES,
    ACTION_TITLES,
    CHANNEL_WORDS,
    COMPARISON_WORDS,
    FILE_STATE_WORDS,
    HEAD_WORDS,
    KIND_TITLES,
    KIND_WORDS,
    LEFT_OUT_WORDS,
    MARK_WORDS,
    OFFICE_ACTIONS,
    OFFICE_REASONS,
    ORIGIN_WORDS,
    PACE_STATE_WORDS,
    ROLE_WORDS,
    ROW_COUNT_WORDS,
    SENDER_WORDS,
    SERVICE_GROUP_WORDS,
    SEVERITY_WORDS,
    STAGE_WORDS,
    STATUS_WORDS,
    TOPIC_WORDS,
    UNSPLIT_WORDS,
    WEEK_WORDS,
)

__all__ = [
    "ACTION_SENTENCES",
    "ACTION_TITLES",
    "CHANNEL_WORDS",
    "COMPARISON_WORDS",
    "FILE_STATE_WORDS",
    "HEAD_WORDS",
    "KIND_TITLES",
    "KIND_WORDS",
    "LEFT_OUT_WORDS",
    "MARK_WORDS",
    "OFFICE_ACTIONS",
    "OFFICE_REASONS",
    "ORIGIN_WORDS",
    "PACE_STATE_WORDS",
    "ROLE_WORDS",
    "ROW_COUNT_WORDS",
    "SENDER_WORDS",
    "SERVICE_GROUP_WORDS",
    "SEVERITY_WORDS",
    "STAGE_WORDS",
    "STATUS_WORDS",
    "TOPIC_WORDS",
    "UNSPLIT_WORDS",
    "WEEK_WORDS",
    "Figure",
    "MainAnswer",
    "assisted_words",
    "cell_reason",
    "chance_words",
    "change_words",
    "completion_words",
    "expected_words",
    "figures",
    "going_live_basis",
    "going_live_sentence",
    "headed",
    "help_parts_words",
    "highest_share",
    "is_estimated",
    "main_answers",
    "month_change",
    "office_target_words",
    "pace_sentence",
    "parts_words",
    "period_words",
    "ranges_text",
    "reached_words",
    "reason_words",
    "share_headings",
    "share_or_reason",
    "share_words",
    "span_words",
    "spread_words",
    "standing_words",
    "status_word",
    "suspicion_words",
    "target_answer",
    "target_state",
    "trips_saved_words",
    "uncovered",
    "unmapped_words",
    "unsplit_words",
    "urgent_action",
    "urgent_words",
    "verdict_sentence",
    "weekdays",
]
