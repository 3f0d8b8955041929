"""Working days that an office wrote as closed in what it sent: nobody is asked for counts of them.

The published figures know nothing of it: there (completeness, Ringkasan, reports) a day is due unless it is a holiday
or an outage.
"""

import pandas as pd

from intake.sending.listing import sendings


def without_closed(facts: pd.DataFrame) -> pd.DataFrame:
    """Return days of offices (unit_code, date, is_expected, is_walkin_complete) of which those that were written as
    closed, and have no count, are not expected.
    """
    files = (each.sent for each in sendings() if not each.is_withdrawn)
    closed = [(code, pd.Timestamp(day)) for sent in files for code, day in sent.closed]
    if not closed:
        return facts
    is_closed = pd.MultiIndex.from_frame(facts[["unit_code", "date"]]).isin(closed)
    is_due = facts["is_expected"].to_numpy(bool) & ~(is_closed & ~facts["is_walkin_complete"].to_numpy(bool))
    return facts.assign(is_expected=is_due)
