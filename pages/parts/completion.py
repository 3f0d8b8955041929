"""What became of the month's requests, by who sent them: submitted is not yet done."""

import pandas as pd

from analytics import DIGITAL
from analytics.services import OUTCOME_PARTS
from core import formats
from core.snapshot import DamagedBuildError
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.view.view import View
from wording import completion_table, origin_word, outcome_parts


def show_completion(view: View) -> None:
    """Show the month of the whole city: each sender and all together.

    What became of the requests of one place, beside those of all others and its times until ready, would tell counts
    of single persons.
    """
    t, lang = view.t, view.lang
    if not view.is_city:
        note(t("Hanya ditampilkan untuk seluruh kota, supaya orang tidak dikenali."), "empty")
        return
    outcomes = _outcomes(view)
    if outcomes.empty:
        return
    found = view.build.completion(view.month)
    if found.empty:
        told = t("{month}: hitungannya terlalu kecil, disembunyikan supaya orang tidak dikenali.")
        note(told.format(month=formats.month(view.month, lang)), "empty")
        return
    head, rows = completion_table(found, lang)
    table = pd.DataFrame(rows, columns=head)
    title = t("Apa yang terjadi dengan permohonan {month}").format(month=formats.month(view.month, lang))
    counted = t("Porsi digital menghitung yang diajukan dan tidak dibatalkan, selesai atau belum.")
    day = formats.day(view.build.as_of or view.end, lang)
    note(f"{counted} {t('Keadaan pada {day}, menurut status terakhir di data.').format(day=day)}")
    show_table(table, caption=title, numeric=tuple(table.columns[1:]))
    senders = [origin_word(origin, lang) for origin in found["origin"]]
    raw = found.assign(origin=senders)[["origin", "requests", *OUTCOME_PARTS]]
    show_tools(view, Sheet(title, raw, ("completion", "late_cancellations")), "keadaan_permohonan")


def digital_outcomes(view: View) -> dict[str, str]:
    """Return what became of the month's digital requests in the whole city, by sender; none where it is not told."""
    if not view.is_city or _outcomes(view).empty:
        return {}
    found = view.build.completion(view.month)
    month, told = formats.month(view.month, view.lang), view.t("{sender}, diajukan {month}")
    return {
        told.format(sender=origin_word(row["origin"], view.lang), month=month): outcome_parts(row, view.lang)
        for row in found[found["origin"].isin(DIGITAL)].to_dict("records")
    }


def _outcomes(view: View) -> pd.DataFrame:
    """The month's rows; none where the build does not hold them."""
    try:
        outcomes = view.build.request_outcomes
    except DamagedBuildError:
        return pd.DataFrame()
    return outcomes[outcomes["month"] == pd.Timestamp(view.month)]
