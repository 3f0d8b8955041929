"""What stands below every figure, in one row: its table twin, its explanation, and the menu of what may be taken."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from core import formats
from pages.parts.downloads import Sheet, add_sheet, guarded, show_csv
from pages.parts.explain import explanation
from pages.view.view import View


def show_tools(
    view: View,
    sheet: Sheet,
    key: str,
    *,
    twin: str = "",
    counts: Sequence[str] = (),
    left_out: Mapping[str, str] | None = None,
    period: str = "",
    finding: str = "",
    explained: Sequence[str] = (),
) -> None:
    """Show the row; `twin`: a folded table as HTML; `counts`, `left_out`: of the sheet's first figure.

    `period`: the time that a chart covers; without it there is no picture to take along. `finding`: the chart's
    title, which stands on its picture. `explained`: of the sheet's figures those that are explained; none: all.
    """
    is_weekly, sheet = view.grain == "week" and sheet.is_monthly, guarded(sheet, view)
    add_sheet(sheet)
    keys = explained or sheet.definitions
    about = explanation(view, *keys, counts=counts, left_out=left_out) if keys else ""
    picture = _picture(view, sheet, key, period, finding) if period and sheet.may_leave and sheet.all_rows_leave else ""
    with st.container(horizontal=True, key=f"alat_{key}", gap="small", vertical_alignment="top"):
        if twin or about:
            st.html(f'<div class="tools">{twin}{about}</div>', width="stretch")
        if sheet.may_leave:
            _show_menu(view, sheet, key, picture)
    if sheet.waits_until:
        day = formats.day(sheet.waits_until, view.lang)
        st.caption(view.t("Dapat diunduh setelah bulannya tuntas: data sampai {day}.").format(day=day))
    elif not sheet.all_rows_leave:
        st.caption(_why_not_all(view, is_weekly))


def _why_not_all(view: View, is_weekly: bool) -> str:
    """Why rows of one office do not leave, and what to choose instead; `is_weekly`: of a longer period they would."""
    if is_weekly:
        return view.t(
            "Supaya orang tidak dikenali, angka per kantor dari satu minggu tidak ikut diunduh. Untuk mengunduhnya, "
            "pilih bulan, triwulan, atau tahun."
        )
    return view.t(
        "Supaya orang tidak dikenali, angka satu kantor menurut hari atau jam tidak ikut diunduh. Untuk mengunduhnya, "
        "pilih wilayah yang lebih luas."
    )


def _show_menu(view: View, sheet: Sheet, key: str, picture: str) -> None:
    """What may be taken along, in one menu: files, the picture, the address. Each is made once it is pressed."""
    t = view.t
    # The stylesheet shows three dots in place of these words, which are there for who listens.
    with st.popover(t("Unduh dan bagikan: {title}").format(title=sheet.title), key=f"menu_{key}"):
        show_csv(view, sheet, key)
        done, copy = escape(t("Tersalin")), escape(t("Salin tautan"))
        button = f'<button type="button" class="copy" data-done="{done}">{copy}</button>'
        st.html(f'<div class="takeaway">{picture}{button}</div>')


def _picture(view: View, sheet: Sheet, key: str, period: str, finding: str) -> str:
    """The button; the browser puts title, place and period above what it draws."""
    told = {
        "aria-label": view.t("Unduh gambar: {title}").format(title=sheet.title),
        "data-chart": key,
        "data-title": finding or sheet.title,
        "data-about": " · ".join(
            [*([sheet.title] if finding else []), view.scope_name, period, view.build.meta["build"]]
        ),
        "data-name": f"{sheet.file_name(view)}.png",
    }
    attributes = " ".join(f'{name}="{escape(text)}"' for name, text in told.items())
    return f'<button type="button" class="picture" {attributes}>{escape(view.t("Gambar (PNG)"))}</button>'
