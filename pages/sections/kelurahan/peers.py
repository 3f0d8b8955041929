"""Where an office stands among the offices of its kind, and what is expected of it."""

import pandas as pd

from analytics import uptake
from analytics.uptake import peers
from core import formats
from pages.charts.offices import peers_chart
from pages.parts.cards import note
from pages.parts.downloads import Sheet
from pages.parts.explain import explain
from pages.parts.show_chart import Twin, show_chart
from pages.titles.shares import peers_title, peers_words
from pages.view import view as views
from pages.view.view import View
from wording import (
    is_estimated,
    office_target_words,
    share_or_reason,
)

PEER_COLUMNS = (
    "unit_code", "name", "kind", "kecamatan", "numerator", "denominator", "share", "lower", "upper", "unsplit_part",
    "is_lower_bound",
)  # fmt: skip


def show_peers(own: str, view: View) -> None:
    """Show where the office stands among the offices of its kind this month."""
    t, lang, build = view.t, view.lang, view.build
    period = view.period_name
    months = build.month_shares("unit_code")
    shares = view.period_shares("unit_code")
    found = peers(shares, build.units, own)
    if found.frame.empty and view.may_see_city:
        note(t("Belum ada kantor sejenis yang punya porsi digital pada {month}.").format(month=period), "empty")
        return
    targets = build.office_targets
    target = uptake.office_target(
        shares[shares["unit_code"] == own].iloc[0],
        targets[targets["unit_code"] == own],
        view.end,
        months[months["unit_code"] == own],
    )
    if target:
        note(office_target_words(target, lang))
        explain(view, "office_target")
    standing = standing_of(own, view)
    explain(view, "expected_share")
    if not view.may_see_city:
        note(t("Kantor sejenis tersebar di seluruh kota; akun ini hanya melihat angka kantornya sendiri."), "empty")
        return
    if found.frame["is_own"].all():
        note(t("Belum ada kantor sejenis lain yang punya porsi digital pada {month}.").format(month=period), "empty")
        return
    title = t("Kantor sejenis, {month}").format(month=period)
    if is_estimated(shares[shares["unit_code"] == own].iloc[0]):
        note(t("Hanya di antara kantor yang kunjungannya juga tidak dipilah menurut keperluan."))
    rows = found.frame.to_dict("records")
    table = pd.DataFrame(
        {
            t("Kantor"): [views.unit_name(row, view) for row in rows],
            t("Porsi digital"): [share_or_reason(row, lang) for row in rows],
            t("Rentang 95%"): [formats.share_interval(row["lower"], row["upper"], lang) for row in rows],
        }
    )
    show_chart(
        view,
        peers_chart(found, lang),
        peers_title(found, str(standing["standing"]), title, lang),
        "sejenis",
        told=peers_words(found, lang),
        twin=Twin(table, tuple(table.columns[1:])),
        sheet=Sheet(
            title,
            found.frame[list(PEER_COLUMNS)],
            ("peers", "digital_share"),
        ),
    )


def standing_of(code: str, view: View) -> pd.Series:
    """Return the office's share of the month against what is expected of an office like it."""
    standings = view.build.standings(view.day_in_month)
    return standings[standings["unit_code"] == code].iloc[0]
