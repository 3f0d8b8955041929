"""Topics of help as reports of all kinds print them, and what a reader of several of them knows."""

import re
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from analytics import City, until
from analytics.assistance import HELP
from analytics.services import AREA, CITY
from core.disclosure import SMALL, WITHHELD, is_small
from core.texts import translator
from report.content.blocks import Bars, Section, Text
from report.content.help import HelpOfPeriod, help_section
from report.content.report_build import ReportBuild
from support.frames.table_solver import told_by_rows
from wording import TOPIC_WORDS

OCTOBER = (date(2024, 10, 1), date(2024, 10, 31))
AUTUMN = (date(2024, 10, 1), date(2024, 11, 29))
NOVEMBER_29, NOVEMBER_30, DECEMBER_20 = date(2024, 11, 29), date(2024, 11, 30), date(2024, 12, 20)
UNPLACED = "tanpa tempat"
NAMES = tuple(TOPIC_WORDS)
Key = tuple[str, str]
Table = dict[Key, int | str]


class Draw(NamedTuple):
    """Calls for help in October by office ('': no place) and topic, and the same after some that came late."""

    first: dict[Key, int]
    then: dict[Key, int]


def drawn(city: City, seed: int, late: int) -> Draw:
    """Kecamatan from silent to busy, topics from common to rare."""
    rng = np.random.default_rng(seed)
    parts = rng.dirichlet([3, 2, 1, 1, 0.3, 0.3][: len(NAMES)])
    level = {area: rng.choice([0.2, 2, 8]) for area in sorted(set(city.units["kecamatan_code"]))}
    codes = [*zip(city.units["unit_code"], city.units["kecamatan_code"], strict=True), ("", "")]
    first = {
        (code, name): int(rng.poisson(level.get(area, 4) * part))
        for code, area in codes
        for name, part in zip(NAMES, parts, strict=True)
    }
    then = dict(first)
    for at in rng.choice(len(first), late):
        then[list(first)[at]] += 1
    return Draw(first, then)


def with_calls(city: City, counts: dict[Key, int], as_of: date) -> City:
    """The city with these calls for help in October, as known on a day."""
    others = city.calls[~(city.calls["date"].between("2024-10-01", "2024-10-31") & city.calls["category"].eq(HELP))]
    one = city.calls[city.calls["category"].eq(HELP)].iloc[[0]]
    rows = pd.DataFrame(
        [(*key, count) for key, count in counts.items() if count], columns=["unit_code", "topic", "calls"]
    )
    mine = pd.concat([one] * len(rows), ignore_index=True).assign(date=pd.Timestamp("2024-10-15"))
    mine = mine.assign(**{name: rows[name].to_numpy() for name in rows})
    return city.with_frames(calls=pd.concat([others, mine], ignore_index=True).astype(city.calls.dtypes), as_of=as_of)


def printed(build: ReportBuild) -> dict[date, Table]:
    """What the reports of city (month, quarter, English) and kecamatan print, by the day that they say it is of."""
    calls, month = until(build.city.calls, AUTUMN[1]), OCTOBER[0]
    asked = [
        ("", "id", "month"),
        ("", "en", "month"),
        ("", "id", "quarter"),
        *((code, "id", "month") for code in build.kecamatan),
    ]
    found: dict[date, Table] = {}
    for code, lang, grain in asked:
        period = OCTOBER if grain == "month" else AUTUMN
        section = help_section(
            HelpOfPeriod(calls, period, ("-",), None, OCTOBER, build.topics(code, month), grain), lang
        )
        of_place = read_back(section, lang)
        if of_place is not None:
            place, (day, cells) = AREA + code if code else CITY, of_place
            table = {(place, name): cells.get(name, 0) for name in NAMES}
            known = found.setdefault(day, {})
            assert all(known.get(cell, count) == count for cell, count in table.items()), "two reports tell two tables"
            known |= table
    return found


def read_back(section: Section, lang: str) -> tuple[date, dict[str, int | str]] | None:
    """The topics as a reader finds them on the page, and the day they are said to be of."""
    bars = [block for block in section.blocks if isinstance(block, Bars)]
    notes = [block.text for block in section.blocks if isinstance(block, Text)]
    _ = translator(lang)
    codes = {_(words): code for code, words in TOPIC_WORDS.items()}
    topics = [each for each in bars if {label for label, *_rest in each.rows} <= set(codes)]
    if not topics:
        return None
    day = next(found.group() for text in notes if (found := re.search(r"\d+ \w+ 2024", text)))
    marks = {SMALL: SMALL, _("tidak ditampilkan"): WITHHELD}
    cells = {
        codes[label]: marks.get(words) or int(re.sub(r"[.,]", "", words.split(" ")[0]))
        for label, _count, words in topics[0].rows
    }
    return DAYS[day], cells


DAYS = {
    "29 November 2024": NOVEMBER_29,
    "30 November 2024": NOVEMBER_30,
    "20 Desember 2024": DECEMBER_20,
    "20 December 2024": DECEMBER_20,
}


def known_to(city: City, tables: dict[date, Table], counts: dict[date, dict[Key, int]]) -> list[object]:
    """Hidden cells with a small count that a reader of all tables together knows, with every total; nothing fell."""
    area_of = dict(zip(city.units["unit_code"], AREA + city.units["kecamatan_code"].astype(str), strict=True))
    areas = list(dict.fromkeys(area_of.values()))
    rows: dict[object, tuple[float, str]] = {}
    sums: list[tuple[list[object], object]] = []
    asked: list[object] = []
    days = sorted(tables)
    for day in days:
        truth = dict.fromkeys([(place, name) for place in (CITY, UNPLACED, *areas) for name in NAMES], 0)
        for (code, name), count in counts[day].items():
            for place in (CITY, area_of.get(code, UNPLACED)):
                truth[place, name] += count
        for (place, name), count in truth.items():
            # What nobody prints may be anything.
            told = tables[day].get((place, name), WITHHELD)
            rows[day, place, name] = (np.nan, told) if isinstance(told, str) else (float(told), "")
            if isinstance(told, int):
                assert told == count
            elif is_small(count) and place != UNPLACED:
                asked.append((day, place, name))
        for place in (CITY, UNPLACED, *areas):
            total = sum(truth[place, name] for name in NAMES)
            rows[day, place, "semua"] = (float(total), "")
            sums.append(([(day, place, name) for name in NAMES], (day, place, "semua")))
        sums += [([(day, place, name) for place in (UNPLACED, *areas)], (day, CITY, name)) for name in NAMES]
    for before, after in pairwise(days):
        for place in (CITY, UNPLACED, *areas):
            for name in NAMES:
                rows["rise", after, place, name] = (np.nan, WITHHELD)
                sums.append(([(before, place, name), ("rise", after, place, name)], (after, place, name)))
    return told_by_rows(rows, sums, asked)


def one_that_grows(city: City) -> Draw:
    """Four calls about one topic in the whole city, all from one office, and a fifth that comes late."""
    codes = city.units.loc[city.units["kind"] == "kelurahan", "unit_code"]
    first = {(code, name): 20 for code in codes for name in NAMES}
    first |= {(code, NAMES[0]): 0 for code in codes} | {(codes.iloc[0], NAMES[0]): 4}
    return Draw(first, first | {(codes.iloc[0], NAMES[0]): 5})
