"""What became of the month's requests, by who sent them: submitted is not yet done."""

import pandas as pd

from analytics import DIGITAL_ORIGINS
from analytics.open_data import ReleasedTable
from analytics.services import CITY, OUTCOME_PARTS
from core import formats
from core.store.published_builds import DamagedBuildError
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.view.released import released
from pages.view.view import View
from wording import completion_table, origin_word, outcome_parts


def show_completion(view: View) -> None:
    """Show the month of the whole city: each sender and all together.

    What became of the requests of one place, beside those of all others and its times until ready, would tell counts
    of single persons.
    """
    t, lang = view.t, view.lang
    if not view.is_city_shown:
        note(t("Hanya ditampilkan untuk seluruh kota, supaya orang tidak dikenali."), "empty")
        return
    if not _has_outcomes(view):
        return
    told = released(view, view.build.city_outcomes, t("Hasil akhir permohonan"))
    if isinstance(told, str):
        note(told, "empty")
        return
    found = _of_city(told)
    if found.empty:
        words = t("{month}: hitungannya terlalu kecil, disembunyikan supaya orang tidak dikenali.")
        note(words.format(month=formats.month(view.month, lang)), "empty")
        return
    head, rows = completion_table(found, lang)
    table = pd.DataFrame(rows, columns=head)
    title = t("Apa yang terjadi dengan permohonan {month}").format(month=formats.month(view.month, lang))
    counted = t("Porsi digital menghitung yang diajukan dan tidak dibatalkan, selesai atau belum.")
    day = formats.day(told.as_of, lang)
    note(f"{counted} {t('Keadaan pada {day}, menurut status saat bulan itu dirilis.').format(day=day)}")
    show_table(table, caption=title, numeric=tuple(table.columns[1:]))
    senders = [origin_word(origin, lang) for origin in found["origin"]]
    raw = found.assign(origin=senders)[["origin", "requests", *OUTCOME_PARTS]]
    show_tools(view, Sheet(title, raw, ("completion", "late_cancellations")), "keadaan_permohonan")


def digital_outcomes(view: View) -> dict[str, str]:
    """Return what became of the month's digital requests in the whole city, by sender; none where it is not told."""
    found = released(view, view.build.city_outcomes, "") if view.is_city_shown else ""
    if isinstance(found, str):
        return {}
    rows, month = _of_city(found), formats.month(view.month, view.lang)
    told = view.t("{sender}, diajukan {month}")
    return {
        told.format(sender=origin_word(row["origin"], view.lang), month=month): outcome_parts(row, view.lang)
        for row in rows[rows["origin"].isin(DIGITAL_ORIGINS)].to_dict("records")
    }


def _of_city(told: ReleasedTable) -> pd.DataFrame:
    return told.rows[told.rows["place"] == CITY]


def _has_outcomes(view: View) -> bool:
    """False where the build does not hold what became of the month's requests."""
    try:
        return bool((view.build.request_outcomes["month"] == pd.Timestamp(view.month)).any())
    except DamagedBuildError:
        return False
