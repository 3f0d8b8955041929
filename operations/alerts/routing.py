"""Who is told what by one look: each recipient what is new to them, as one letter or as posts that wait."""

from collections.abc import Sequence

from core.settings import settings
from operations.alerts.alert import ALERT_KINDS, Alert
from operations.alerts.deduplication import told_after, untold
from operations.alerts.evaluation import Lookout, told_by
from operations.alerts.letters import letter_of
from operations.alerts.memory import Memory
from operations.alerts.rules import WEBHOOK, AlertRule
from operations.alerts.webhook import post_of


def tell(
    rules: Sequence[AlertRule], look: Lookout, memory: Memory, build: str, *, is_whole: bool = True
) -> list[Alert]:
    """Let what is new wait in the memory, and remember it as told; return it, each alert once.

    `build`: the name of the one that readers see, '' without. Recipients whom no rule names any more are forgotten with
    what waits for them; not where rows are missing for their faults (`is_whole` False): then nothing is.
    """
    names = dict.fromkeys(name for rule in rules for name in rule.recipients)
    all_news: dict[str, Alert] = {}
    told = {}
    for name in names:
        now, unsure = told_by([rule for rule in rules if name in rule.recipients], look)
        known = memory.told.get(name, {})
        news = untold(known, now)
        _let_wait(name, news, look, memory, build, is_first=name not in memory.told)
        told[name] = told_after(known, now, unsure if is_whole else ALERT_KINDS, news, look.moment)
        all_news |= {alert.key: alert for alert in news}
    memory.told = told if is_whole else memory.told | told
    if is_whole:
        memory.letters = [letter for letter in memory.letters if letter.to in names]
        memory.posts = memory.posts if WEBHOOK in names else []
    return list(all_news.values())


def _let_wait(name: str, news: Sequence[Alert], look: Lookout, memory: Memory, build: str, *, is_first: bool) -> None:
    address = settings().alamat.rstrip("/")
    if name == WEBHOOK:
        links = [f"{address}{alert.page}" if address else "" for alert in news]
        memory.posts += [post_of(alert, link, build, look.moment) for alert, link in zip(news, links, strict=True)]
    elif news:
        memory.letters.append(letter_of(name, news, address, look.moment, is_first=is_first))
