"""Three things to do now, each a sentence with its offices and the page that tells more."""

from html import escape

import streamlit as st

from analytics.actions import Action, actions
from analytics.rollout import used_units
from core import formats
from core.settings import settings
from pages.components.address import link
from pages.components.cards import note
from pages.components.explain import explanation
from pages.components.view import View, unit_links

NAMED = 4
TITLES = {
    "overdue": "Tagih laporan kunjungan",
    "late_plan": "Perbarui rencana yang terlewat",
    "unused": "Dampingi kantor yang belum dipakai",
    "help": "Kirim bantuan",
    "fallen": "Cari sebab porsi yang turun",
    "prepare": "Siapkan kantor berikutnya",
    "held": "Perbaiki baris yang ditahan",
}
PAGES = {
    "overdue": "mutu_data",
    "late_plan": "kemajuan",
    "unused": "kelurahan",
    "help": "bantuan_112",
    "fallen": "kelurahan",
    "prepare": "kemajuan",
    "held": "mutu_data",
}

EXPLAINED = {
    "overdue": "overdue",
    "late_plan": "coverage",
    "unused": "used_coverage",
    "help": "still_needs_help",
    "fallen": "digital_share",
    "prepare": "coverage",
    "held": "held_rows",
}


def show_actions(view: View) -> None:
    """Show what is most pressing at the place looked at."""
    facts = view.scoped(view.build.facts)
    found = actions(
        view.in_month(facts),
        view.scoped(view.build.needs_help(view.end)),
        used_units(view.recent(facts, weeks=8), view.end, settings().used_window_days, settings().used_min_requests),
        view.scoped(view.build.status_on(view.end)),
        view.scoped(view.build.events),
        view.end,
        view.unit_months(),
        view.scoped(view.build.table("quarantine_reason")),
    )
    if not found:
        note(view.t("Tidak ada yang mendesak: laporan lengkap, kantor dipakai, tidak ada rencana dekat."), "empty")
        return
    st.html(f'<div class="todo">{"".join(_card(action, view) for action in found)}</div>')


def _card(action: Action, view: View) -> str:
    t = view.t
    rows = action.offices.head(NAMED).to_dict("records")
    links = [
        f'<a class="inside" href="{escape(target)}">{escape(name)}</a>'
        for name, target in unit_links(rows, view).items()
    ]
    more = len(action.offices) - len(rows)
    rest = f" {escape(t('dan {n} lainnya').format(n=formats.number(more, 0, view.lang)))}" if more else ""
    counts = [formats.number(count, 0, view.lang) for count in (action.count, action.among) if count is not None]
    about = explanation(view, "actions", EXPLAINED[action.kind], counts=counts)
    return (
        f'<section class="card plain"><h3>{escape(t(TITLES[action.kind]))}</h3>'
        f'<p class="sentence">{escape(_sentence(action, view))}</p><p class="detail">{", ".join(links)}{rest}</p>'
        f'<p class="period"><a class="inside" href="{escape(link(PAGES[action.kind]))}">'
        f"{escape(t('Rinciannya'))} ›</a></p>{about}</section>"
    )


def _sentence(action: Action, view: View) -> str:
    t, lang = view.t, view.lang
    words = {
        "n": formats.number(len(action.offices), 0, lang),
        "days": formats.number(action.count, 0, lang),
        "due": formats.day(action.due, lang),
        "requests": settings().used_min_requests,
        "window": settings().used_window_days,
    }
    sentences = {
        "overdue": t("{n} kantor belum melaporkan {days} hari kerja bulan ini."),
        "late_plan": t("{n} kantor belum aktif walau tanggal rencananya sudah lewat, tanpa rencana baru."),
        "unused": t("{n} kantor aktif menerima kurang dari {requests} permohonan warga atau RT dalam {window} hari."),
        "help": t("{n} kantor menelepon 112 lebih banyak daripada kantor lain, di luar kebetulan."),
        "fallen": t("{n} kantor turun porsi digitalnya dari bulan lalu, di luar selang 95 %."),
        "held": t("{days} baris ditahan karena isinya; daftarnya menyebut sebab dan tindakannya."),
        "prepare": t("{n} kantor direncanakan aktif dalam 45 hari; yang pertama {due}."),
    }
    return sentences[action.kind].format(**words)
