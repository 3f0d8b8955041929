"""Each alert once: what of all that is true now a recipient has not been told yet."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from operations.alerts.alert import Alert
from operations.alerts.memory import Telling

KEPT: Final = timedelta(days=400)
"""For so long it is known that something that does not return was told."""
Tellings = Mapping[str, Telling]


def untold(told: Tellings, now: Iterable[Alert]) -> list[Alert]:
    """Return the alerts of now that were not told, each once."""
    return list({alert.key: alert for alert in now if alert.key not in told}.values())


def told_after(
    told: Tellings, now: Collection[Alert], unsure: Collection[str], news: Iterable[Alert], moment: datetime
) -> dict[str, Telling]:
    """Return what a recipient has been told of after a run that tells the news.

    What has ended and may return is forgotten, so that it is told anew; not where nobody knows whether it has ended.
    `now`: all that is true; `unsure`: kinds of which nobody knows what is true.
    """
    true = {alert.key for alert in now}
    kept = {
        key: telling
        for key, telling in told.items()
        if key in true or key.partition("/")[0] in unsure or (not telling.returns and moment - telling.at < KEPT)
    }
    return kept | {alert.key: Telling(id=alert.number(moment), at=moment, returns=alert.may_return) for alert in news}
