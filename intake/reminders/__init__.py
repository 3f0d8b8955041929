"""Offices that owe reports are asked, kindly and at most once a week, by a letter to their contact."""

from intake.reminders.letter import reminder_text
from intake.reminders.run import remind, try_reminders

__all__ = ["remind", "reminder_text", "try_reminders"]
