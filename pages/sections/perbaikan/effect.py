"""What a changed table would do to the published figures, as it is shown before it is saved."""

from dataclasses import dataclass
from html import escape
from typing import Final

import pandas as pd
import streamlit as st

from core import formats
from core.store.published_builds import DamagedBuildError, NoBuildError
from intake import KeptTable, LockedError, NoPreviewError, UserError, cities_with, load_state
from pages.parts.cards import caption, note, show_table
from pages.sections.perbaikan.consequences import Consequences, consequences
from pages.view.work import WorkView

LINES_SHOWN: Final = 20


@dataclass(frozen=True)
class CheckedTable:
    """A text that the table's reader takes, with what it would change; `why_not`: why that is not known."""

    table: str
    text: str
    effect: Consequences | None = None
    why_not: str = ""

    @classmethod
    def of(cls, work: WorkView, table: KeptTable, text: str) -> "CheckedTable":
        """Try a text; takes as long as a load."""
        t = work.t
        if not table.is_reference:
            return cls(table.name, text, why_not=t("Tidak ada angka yang bergantung pada tabel ini."))
        busy = t("Pemuatan sedang berjalan, jadi akibatnya belum dapat dihitung. Boleh disimpan, atau tunggu sebentar.")
        # A load that is asked for goes first.
        if load_state().is_active:
            return cls(table.name, text, why_not=busy)
        try:
            return cls(table.name, text, _effect(work, table.name, text))
        except (NoBuildError, DamagedBuildError):
            return cls(table.name, text, why_not=t("Belum ada angka yang terbit untuk dibandingkan."))
        except LockedError:
            return cls(table.name, text, why_not=busy)
        except (UserError, NoPreviewError):
            # What a load says then is for who runs it: it names paths and keys.
            failed = t("Akibatnya tidak dapat dihitung: pemuatan percobaan tidak selesai. Beri tahu pengelola dasbor.")
            return cls(table.name, text, why_not=failed)


def _effect(work: WorkView, name: str, text: str) -> Consequences:
    with cities_with(name, text) as (before, after):
        return consequences(before, after, work.t, work.lang)


def show_checked(work: WorkView, checked: CheckedTable, lines: list[str]) -> None:
    """Show which rows change, in words, what that moves, and what was compared."""
    t, lang = work.t, work.lang
    shown = [t("Tabel ini sah. Yang Anda ubah:"), *lines[:LINES_SHOWN]]
    if more := len(lines) - LINES_SHOWN:
        shown += [t("Dan {n} lagi.").format(n=formats.number(more, 0, lang))] if more > 0 else []
    st.html(f'<p class="note info" role="status">{"<br>".join(map(escape, shown))}</p>')
    if checked.effect is None:
        note(checked.why_not, "empty")
        return
    effect = checked.effect
    if effect.moved:
        title = t("Yang berubah pada angka terbit")
        frame = pd.DataFrame([(each.what, each.was, each.becomes) for each in effect.moved])
        frame.columns = [t("Angka"), t("Sekarang"), t("Menjadi")]
        show_table(frame, caption=title, height=420)
    else:
        note(t("Tidak satu pun angka yang dibandingkan berubah."), "empty")
    caption(_compared(work, effect))
    if effect.rows:
        text = t("Data rinci di balik halaman yang ikut berubah: {n} baris.")
        caption(text.format(n=formats.number(effect.rows, 0, lang)))


def _compared(work: WorkView, effect: Consequences) -> str:
    t = work.t
    if not effect.months:
        return t(
            "Dibandingkan: jumlah kelurahan aktif dan status setiap kantor pada hari data terakhir, dan jumlah baris "
            "diterima dan ditahan. Belum ada bulan yang tuntas."
        )
    text = t(
        "Dibandingkan: jumlah kelurahan aktif dan status setiap kantor pada hari data terakhir, porsi digital dan "
        "kelengkapan {months}, keempat jawaban Ringkasan bulan terbarunya, dan jumlah baris diterima dan ditahan."
    )
    return text.format(months=", ".join(formats.month(day, work.lang) for day in effect.months))
