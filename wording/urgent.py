"""Offices that need somebody: why, what to do, and whom to ask: Ringkasan and the report."""

from collections.abc import Sequence

from core.formats import begun, number
from core.texts import translator
from wording.words import HEAD_WORDS, OFFICE_ACTIONS, OFFICE_REASONS


def urgent_words(reasons: Sequence[str], overdue_days: float, lang: str = "id") -> str:
    """Return why an office needs somebody; `reasons`: as from analytics.urgent_offices."""
    _, days = translator(lang), number(overdue_days, 0, lang)
    text = ", ".join(_(OFFICE_REASONS[reason]).format(days=days) for reason in reasons)
    return begun(text)


def urgent_action(reason: str, kind: str, lang: str = "id") -> str:
    """Return what to do about a reason, and whom to ask at an office of a kind."""
    _ = translator(lang)
    return _("{action}; hubungi {head}").format(action=_(OFFICE_ACTIONS[reason]), head=_(HEAD_WORDS[kind]))
