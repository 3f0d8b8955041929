"""Questions in SQL of the published build: asked in a process of its own, within the reader's scope, kept by name."""

from intake.questions.asking import QuestionBusyError, RunningQuestion
from intake.questions.examples import EXAMPLES
from intake.questions.question import Complaint, Query, QueryResult, QuestionLimits, own_limits
from intake.questions.saved import (
    LONGEST_NAME,
    SavedQuestion,
    WrongNameError,
    drop_question,
    save_question,
    saved_questions,
)
from intake.questions.sentences import complaint_words

__all__ = [
    "EXAMPLES",
    "LONGEST_NAME",
    "Complaint",
    "Query",
    "QueryResult",
    "QuestionBusyError",
    "QuestionLimits",
    "RunningQuestion",
    "SavedQuestion",
    "WrongNameError",
    "complaint_words",
    "drop_question",
    "own_limits",
    "save_question",
    "saved_questions",
]
