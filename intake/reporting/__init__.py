"""Who has reported: by office and month the days that came, are owed or closed, what was sent, and what is complete."""

from intake.reporting.owing import Owing, owing_now

__all__ = ["Owing", "owing_now"]
