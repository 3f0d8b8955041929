"""One office in short: its status, its figures of the month, how it came there."""

import pandas as pd
import streamlit as st

from analytics import uptake
from core import formats
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet, add_sheet
from pages.parts.explain import explain
from pages.parts.office import since_text
from pages.view.view import View
from wording import STATUS_WORDS, share_or_reason, status_word, unsplit_words


def show_status(unit_code: str, view: View, *, has_plan: bool = True) -> None:
    """Show the office's status on the last day, since when, and its plan where it has one (unless told elsewhere)."""
    every = view.build.status_on(view.end)
    status = every[every["unit_code"] == unit_code].iloc[0]
    word = status_word(None if pd.isna(status["status"]) else status["status"], view.lang)
    told = f"**{word}**"
    if (since := since_text(status, view)) != formats.MISSING:
        told = f"{told} · {view.t('sejak')} {since}"
    if has_plan and pd.notna(status["planned_date"]):
        plan = view.t("rencana {status}: {day}").format(
            status=status_word(status["planned_status"], view.lang).lower(),
            day=formats.day(status["planned_date"], view.lang),
        )
        told = f"{told} · {plan}"
    st.markdown(told)


def show_facts(unit_code: str, view: View) -> None:
    """Show the office's figures of the month, each with numerator and denominator."""
    t, lang = view.t, view.lang
    unit = view.office(unit_code)
    own = view.in_period(view.build.facts[view.build.facts["unit_code"] == unit_code])
    share = uptake.digital_share(own).iloc[0]
    is_counted = share["complete_days"] > 0
    counts = [formats.number(share[name] if is_counted else None, 0, lang) for name in ("numerator", "denominator")]
    lines = {
        t("Kecamatan"): unit["kecamatan"],
        t("Penduduk terdaftar"): formats.number(unit["population"], 0, lang),
        t("Porsi digital, {month}").format(month=view.period_name): share_or_reason(share, lang),
        t("Rentang 95%"): formats.share_interval(share["lower"], share["upper"], lang),
        t("Digital / seluruhnya, hari lengkap"): " / ".join(counts),
        t("Hari terpakai"): f"{share['complete_days']} / {share['expected_days']}",
    }
    # An office that is not live has no figures yet: no rows of dashes.
    lines = {name: text for name, text in lines.items() if text.strip(f"{formats.MISSING} /")}
    title, texts = t("Keadaan kantor"), pd.DataFrame({"figure": lines.keys(), "value": lines.values()})
    show_table(texts.rename(columns={"figure": t("Hal"), "value": t("Nilai")}), caption=title)
    add_sheet(Sheet(f"{title} {unit['name']}", texts, ("digital_share", "share_basis", "population")))
    explain(view, "digital_share", "share_basis", "population", counts=counts)
    if words := unsplit_words(share, lang):
        note(words, "warn")


def show_history(unit_code: str, view: View) -> None:
    """Show the office's status changes, plans included."""
    t = view.t
    history = view.build.roster[view.build.roster["unit_code"] == unit_code].sort_values("date")
    words = [
        t(STATUS_WORDS[row["status"]]) + (f" ({t('rencana')})" if row["is_planned"] else "")
        for row in history.to_dict("records")
    ]
    days = [formats.short_day(day, view.lang) for day in history["date"]]
    title = t("Riwayat status")
    show_table(pd.DataFrame({t("Tanggal"): days, t("Status"): words}), caption=title)
    raw = history[["unit_code", "date"]].assign(status=words)
    add_sheet(Sheet(f"{title} {unit_code}", raw, ("coverage",)))
