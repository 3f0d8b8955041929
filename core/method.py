"""The numbers of the method that readers are told: one place for the rules that use them and the texts that name them.

Definitions and sentences name them by placeholders: `{min_completeness}` is MIN_COMPLETENESS, written in the language
of the text. The settings of the installation stand beside the constants in `numbers`.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from core.city import city_words
from core.formats import exact
from core.settings import settings

# Shares: below this completeness there is none; from so much on unknown origins and missing reports are told.
MIN_COMPLETENESS = 0.6
MAX_UNKNOWN_SHARE = 0.05
MAX_RESCALED_DIFFERENCE = 0.02
# Unsplit visits are scaled where at least so many offices count by purpose.
MIN_SPLIT_OFFICES = 5
# Offices of unlike size tell less: these must weigh as much as so many of one size.
MIN_EFFECTIVE_SPLIT = 3
# A share of which more than so much of the visits is unsplit is marked as estimated, and ranked apart.
MOSTLY_UNSPLIT = 0.5
# Under so many requests and visits a share says little.
FEW_TRANSACTIONS = 20
# A change needs so many working days in both periods; its interval so many offices, or weeks of one office in both.
MIN_CHANGE_DAYS = 5
MIN_CLUSTERS = 4
MIN_CHANGE_WEEKS = 3
# A change within an interval wider than so much to each side is not called nearly the same: points of a share, and
# calls per 100 requests.
WIDE_POINTS = 3
WIDE_CALLS = 2
# So many offices with the largest parts of a change are named.
LARGEST_PARTS = 6
# Of the offices that are named for a fall, on average at most this part is named by chance.
MAX_FALSE_NAMED = 0.1
# Reports: silent logs are named from so many days on; a month's counts are on time up to this day of the next.
SILENT_DAYS = 10
# An office is asked for its reports from so many working days on: by letter, on Mutu data, in the report.
OVERDUE_DAYS = 3
# An office that calls so many digital days of a month closed, and most of them, but not most other days, tells of its
# counter's custom: these days stay due.
HABIT_CLOSED_DAYS = 4
DUE_DAY = 10
# Roll-out: months of the actual pace, waves that a forecast needs, its runs, how far ahead plans are a thing to do.
PACE_MONTHS = 3
# A target is out of reach when more is missing than so many times the largest gain seen in as many days, plus plans.
REACH_TIMES = 2
# Only so near its day: within a month hardly a wave is planned that nobody knows of, earlier one may still be.
REACH_DAYS = 31
MIN_WAVES = 3
# Below so many waves a chance is told as low, about half or high alone; about half is between these two. One below the
# least is told as that: low alone would sound like one in three.
SURE_WAVES = 6
LEAST_CHANCE = 0.05
LOW_CHANCE, HIGH_CHANCE = 0.35, 0.65
FORECAST_RUNS = 4_000
# A plan is kept while its office goes live under so many days after it; one changed within so many days of its first
# export was mistyped. Slips are the city's own from so many plans on, and the assumption then counts as so many waves.
KEPT_DAYS = 14
CORRECTED_DAYS = 7
MIN_PLANS_DUE = 10
PRIOR_WAVES = 4
SOON_DAYS = 45
# Digital days: weeks an office must have been live before them, weeks and kelurahan that a verdict needs.
DIGITAL_DAYS_SETTLED_WEEKS = 8
MIN_WEEKS = 8
MIN_LIVE = 6
MIN_NOT_LIVE = 10
# The weeks asked apart beside their verdict; visits that a day usually brings whose 0 is then no count.
RECENT_WEEKS = 8
CERTAIN_VISITS = 12
# Going live: kelurahan of each side that an answer needs, those not yet live that a month needs, and the months before
# going live from which a trend is told.
MIN_UNITS = 8
MIN_CONTROLS = 8
MIN_MONTHS_BEFORE = 3
# Help: weeks live from which offices are compared, and the weeks looked at; offices below which a week
# since going live says more about them than about time.
HELP_SETTLED_WEEKS = 12
NEED_WEEKS = 8
MIN_OFFICES = 4
# Requests: days after which an open one is long open; days after a month in which late cancellations are counted, the
# months that tell how many are usual, and how many of them that takes at least.
OPEN_DAYS = 30
LATE_DAYS = 31
LATE_MONTHS = 6
MIN_LATE_MONTHS = 3
# Signals: weeks after going live before the baseline, its length, and the weeks watched.
CHART_START_WEEKS = 12
MIN_BASELINE_WEEKS = 12
MAX_BASELINE_WEEKS = 24
WATCHED_WEEKS = 4
ALARM_RUNS = 4_000
# Expected share: offices of a kind that a line needs, and one by age alone, the part of offices alike in its range,
# weeks of a warning.
MIN_ALIKE = 12
MIN_ALIKE_BY_AGE = 8
EXPECTED_PART = 0.8
# Fewer other offices of a kind have no middle that one is held against.
MIN_OTHERS = 5
WARNED_WEEKS = 3
# A month is settled once the data reach so many days past its end: late exports and reports have come in by then.
SETTLED_DAYS = 14
# A citizen comes back within so many days, or not.
RETURN_DAYS = 90
# That many days before a month and after it must be in the log, but for so many.
RETURN_GAP_DAYS = 3
# Integrity watch: the weeks after going live that are left out, as for the digital days; the part of an honest office's
# months in which one rule may speak up by chance, and the citizens of one phone (or phones of one NIK) in a month from
# which it is asked about. At most that part of honest months has such a number; hours in which an officer may type.
INTEGRITY_SETTLED_WEEKS = DIGITAL_DAYS_SETTLED_WEEKS
INTEGRITY_CHANCE = 0.0001
SHARED_PERSONS = 8
INTEGRITY_FEW_CHANCE = 0.01
OFFICE_OPENS, OFFICE_CLOSES = 7, 16
# Requests per resident are told for a month of so many days.
MONTH_DAYS = 30
# Smaller counts by service or topic are hidden (core.disclosure).
SMALLEST_SHOWN = 5
FEWEST_OFFICES = 2
"""Offices behind a row of a finer grain than a month that leaves: by day, one's figures could point at persons."""

_CONSTANTS = {name.lower(): value for name, value in globals().items() if name.isupper()}
USED_RULE = {
    "id": "{min_requests} permohonan warga atau RT dalam {window_days} hari",
    "en": "{min_requests} citizen or RT requests in {window_days} days",
}
"""When an office is used, for all texts and definitions that say it (`{used_rule}`)."""
SHARES = ("min_completeness", "report_min_completeness", "max_unknown_share", "max_false_named", "mostly_unsplit")


def numbers(lang: str) -> Mapping[str, str]:
    """Return every number that texts name, by its placeholder, as `lang` (id or en) writes it; and the city's words.

    The placeholder of a constant above is its name in small letters; the settings are min_requests, window_days and
    report_min_completeness; used_rule says the first two in words. Those of the city: `core.city.city_words`.
    """
    now = settings()
    told = now.used_min_requests, now.used_window_days, now.report_min_completeness
    return _numbers(lang, *told, now.kota_dir)


@lru_cache
def _numbers(
    lang: str, min_requests: int, window_days: int, report_min_completeness: float, city_dir: Path
) -> Mapping[str, str]:
    values = _CONSTANTS | {
        "min_requests": min_requests,
        "window_days": window_days,
        "report_min_completeness": report_min_completeness,
        "max_rescaled_points": MAX_RESCALED_DIFFERENCE * 100,
        "largest_hidden": SMALLEST_SHOWN - 1,
    }
    written = {name: _written(name, value, lang) for name, value in values.items()}
    phrases = {"used_rule": USED_RULE[lang].format(**written)}
    return MappingProxyType(written | phrases | city_words(city_dir, lang))


def _written(name: str, value: float, lang: str) -> str:
    return f"{exact(value * 100, lang)}%" if name in SHARES else exact(value, lang)
