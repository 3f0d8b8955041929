from collections import Counter
from dataclasses import fields
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from pydantic import ValidationError
from support.frames.analytics_frames import city
from support.frames.call_frames import CALLS, FACTS
from support.frames.definition_cases import DEFINED, PLAIN
from support.frames.rosters import EVENTS, UNITS, target

from analytics import assistance, quality, rollout, uptake
from analytics.effect import DigitalDays
from analytics.uptake import ShareChange
from core.definitions import definitions


def columns_of_results() -> dict[str, list[str]]:
    facts, dates = city(1, live=2, not_live=1, until="2024-10-01"), pd.DatetimeIndex(["2024-04-01"])
    state = pd.DataFrame({"source": ["kunjungan"], "newest": [pd.NaT], "loaded_at": [pd.NaT], "row_count": [0]})
    frames = {
        "digital_share": uptake.digital_share(facts),
        "weekday_shares": uptake.weekday_shares(facts, date(2024, 8, 27)),
        "coverage": rollout.coverage(EVENTS, UNITS, dates, "kelurahan"),
        "status_on": rollout.status_on(EVENTS, UNITS, date(2024, 4, 1)),
        "used_units": rollout.used_units(facts, date(2024, 9, 1), 28, pd.Series(20.0, facts["unit_code"].unique())),
        "assistance_rate": assistance.assistance_rate(FACTS),
        "funnel": assistance.funnel(CALLS),
        "topics": assistance.topics(CALLS),
        "completeness": quality.completeness(facts),
        "freshness": quality.freshness(state, None),
        "overdue": quality.overdue(facts, date(2024, 9, 1)),
        "silent_logs": quality.silent_logs(facts, date(2024, 9, 1)),
    }
    return {name: list(frame.columns) for name, frame in frames.items()}


@pytest.mark.parametrize(("function", "columns"), columns_of_results().items())
def test_every_published_column_has_a_definition(function: str, columns: list[str]) -> None:
    missing = [name for name in columns if name not in PLAIN and f"{function}.{name}" not in DEFINED]
    assert not missing


def test_every_estimate_of_the_effect_and_the_change_has_a_definition() -> None:
    estimates = [f"digital_days.{item.name}" for item in fields(DigitalDays) if str(item.type).endswith("Estimate'>")]
    estimates += [f"share_change.{item.name}" for item in fields(ShareChange) if str(item.type).endswith("Estimate'>")]
    assert len(estimates) == 12
    assert set(estimates) <= set(DEFINED)


def test_every_pace_has_a_definition() -> None:
    result = rollout.pace(EVENTS, UNITS, target(3, "2024-07-01"), date(2024, 4, 1))
    told = {"live", "target", "due_date"}
    assert {f"pace.{name}" for name in vars(result) if name not in told} <= set(DEFINED)


def test_a_figure_is_defined_once() -> None:
    assert [field for field, times in Counter(DEFINED).items() if times > 1] == []


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_definition_speaks_both_languages(lang: str) -> None:
    for entry in definitions().values():
        words, other = entry.words(lang), entry.words("en" if lang == "id" else "id")
        assert words.label
        assert entry.source_en, entry.key
        assert words.formula.endswith(".")
        for part in ("numerator", "denominator", "exclusions"):
            assert bool(getattr(words, part)) == bool(getattr(other, part)), f"{entry.key}: {part}"


def test_a_faulty_entry_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "definitions.toml"
    path.write_text('[angka]\nlabel_id = "Angka"\nlable_en = "Typo"\n', encoding="utf-8")
    with pytest.raises(ValidationError, match="lable_en"):
        definitions(path)
