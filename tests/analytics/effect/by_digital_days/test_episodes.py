"""An episode of the policy has its own window, weekdays and verdict, and says what holds of it now."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from analytics.effect import Episode, digital_days, episode_of, episodes
from sample.world.policy_city import START, PolicyWorld, policy_facts
from wording import verdict_sentence

WORKS = PolicyWorld(convert=0.3)
WEEK = timedelta(weeks=1)


def policy(*rows: tuple[str, str | None, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["first_day", "last_day", "weekdays"])


def test_a_row_is_an_episode_held_against_the_time_without() -> None:
    found = episodes(
        policy(
            ("2025-06-01", None, "1|2"),
            ("2024-08-27", "2024-12-31", "2|3|4"),
            ("2025-01-01", "2025-03-31", "3|2"),
        )
    )
    assert [(one.start, one.end, one.weekdays) for one in found] == [
        (date(2024, 8, 27), date(2024, 12, 31), (2, 3, 4)),
        (date(2025, 1, 1), date(2025, 3, 31), (2, 3)),
        (date(2025, 6, 1), None, (1, 2)),
    ]
    # The second follows at once: it is held against the time before the first. The third has its own two months.
    assert [one.free for one in found] == [
        (None, date(2024, 8, 26)),
        (None, date(2024, 8, 26)),
        (date(2025, 4, 1), date(2025, 5, 31)),
    ]


def test_a_short_pause_is_no_time_to_compare_with() -> None:
    found = episodes(policy(("2024-08-27", "2024-12-31", "2|3|4"), ("2025-02-01", None, "2|3|4")))
    assert found[1].free == (None, date(2024, 8, 26))


def test_facts_tell_when_an_episode_was_over() -> None:
    facts = policy_facts(WORKS, 1)
    assert episode_of(facts, START) == Episode(START, None, (2, 3, 4), (None, START - timedelta(days=1)))
    last = START + 12 * WEEK
    over = facts.assign(is_digital_day=facts["is_digital_day"] & facts["date"].le(pd.Timestamp(last)))
    told = episode_of(over, START)
    assert told is not None
    assert told.end is not None
    assert last <= told.end < last + WEEK


@pytest.mark.parametrize("seed", [1, 2])
def test_an_ended_episode_is_judged_while_it_lasted(seed: int) -> None:
    """Three months of effect, then nothing and no policy: it worked, and the sentence says until when."""
    facts = policy_facts(replace(WORKS, ends_after=13), seed)
    last = START + 13 * WEEK - timedelta(days=1)
    episode = Episode(START, last, (2, 3, 4), (None, START - timedelta(days=1)))
    result = digital_days(facts, START, episode=episode)
    assert (result.verdict, result.ended, result.since[1]) == ("worked", last, last)
    assert result.recent.state == ""
    assert verdict_sentence(result).endswith("Itu selama berlaku, sampai 25 November 2024.")
    # As of a day within it, it is not over.
    earlier = digital_days(facts, START, last - WEEK, episode=episode)
    assert earlier.ended is None


@pytest.mark.parametrize(
    ("world", "state", "words"),
    [
        (WORKS, "still", "8 minggu terakhir: masih begitu."),
        (replace(WORKS, ends_after=26), "no_longer", "8 minggu terakhir: tidak lagi."),
    ],
)
def test_the_last_weeks_are_asked_apart(world: PolicyWorld, state: str, words: str) -> None:
    """Declared for 40 weeks: the verdict is of the first 26, the last 8 say whether it still does what it did."""
    result = digital_days(policy_facts(replace(world, weeks=(26, 40)), 3), START)
    assert (result.verdict, result.recent.state) == ("worked", state)
    assert verdict_sentence(result).endswith(words)
    assert result.recent.span[1].date() == START + 40 * WEEK - timedelta(days=1)


def test_a_young_episode_is_not_asked_about_its_last_weeks() -> None:
    result = digital_days(policy_facts(WORKS, 4), START, START + 15 * WEEK)
    assert result.recent.state == ""


def test_other_weekdays_are_another_episode() -> None:
    """After 13 weeks of Tue-Thu come Mondays and Fridays: each is held against the same time without."""
    facts = policy_facts(WORKS, 5)
    turn = START + 13 * WEEK
    found = episodes(policy((f"{START}", f"{turn - timedelta(days=1)}", "2|3|4"), (f"{turn}", None, "1|5")))
    first, second = (digital_days(facts, one.start, episode=one) for one in found)
    assert first.before == second.before
    assert (first.since[1], second.since[0]) == (turn - timedelta(days=1), turn)
    assert first.verdict == "worked"
    # Nothing changed for Mondays and Fridays, and Tue-Thu went on: the digital-first days fell behind.
    assert second.verdict == "opposite"
    assert second.weekdays == (1, 5)


LATE = pd.Timestamp(START) + pd.Timedelta(weeks=32)


def answered_late(world: PolicyWorld, part: float, on: str) -> list[tuple[str, str]]:
    """Verdict and recent state where in the last 8 of 40 weeks a part of the visits becomes requests.

    `on`: all working days, the digital ones, or none of it but on the others visits simply stay away.
    """
    told = []
    for seed in (900, 901):
        facts = policy_facts(replace(world, weeks=(26, 40)), seed)
        days = {"all": facts["is_working_day"], "digital": facts["is_digital_day"]}
        chosen = days.get(on, facts["is_working_day"] & ~facts["is_digital_day"])
        rows = chosen & facts["is_live"].astype(bool) & facts["date"].ge(LATE) & facts["visits"].notna()
        moved = (facts["visits"] * part).round().where(rows, 0.0)
        sent = 0.0 if on == "other" else moved
        result = digital_days(facts.assign(visits=facts["visits"] - moved, warga=facts["warga"] + sent), START)
        told.append((result.verdict, result.recent.state))
    return told


@pytest.mark.parametrize(
    ("world", "part", "on", "verdict"),
    [
        (PolicyWorld(), 0.3, "all", "no_effect"),
        (PolicyWorld(everyday=0.3), 0.4, "digital", "all_week"),
        (PolicyWorld(displace=0.4), 0.4, "other", "only_moved"),
        (PolicyWorld(wait=0.6), 0.4, "digital", "shifted"),
    ],
)
def test_what_no_longer_holds_in_one_half_is_not_still_so(
    world: PolicyWorld, part: float, on: str, verdict: str
) -> None:
    """Each verdict says something of the gap and of the visits; where one of them changed, it is not 'still so'."""
    told = [state for said, state in answered_late(world, part, on) if said == verdict]
    assert told
    assert "still" not in told


@pytest.mark.parametrize(
    ("world", "verdict"), [(PolicyWorld(everyday=0.3), "all_week"), (PolicyWorld(displace=0.4), "only_moved")]
)
def test_what_goes_on_is_still_so(world: PolicyWorld, verdict: str) -> None:
    assert answered_late(world, 0.0, "all") == [(verdict, "still")] * 2
