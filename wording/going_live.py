"""What going live did to counter visits, in words."""

from analytics.effect import GoingLive
from core.formats import percent
from core.texts import translator
from wording.codes import reason_words
from wording.words import GOING_LIVE_VERDICTS


def going_live_sentence(result: GoingLive, lang: str = "id") -> str:
    """Return the answer as one sentence; the share of visits gone or added, or why it cannot be told."""
    reason = reason_words(result.reason, lang) if result.verdict == "cannot_tell" else ""
    size = percent(abs(result.change.value), 1, lang)
    return translator(lang)(GOING_LIVE_VERDICTS[result.verdict]).format(size=size, reason=reason)
