"""What a changed table would do to the published figures, as it is shown before it is saved."""

from dataclasses import dataclass

import pandas as pd

from core import formats
from core.snapshot import DamagedBuildError, NoBuildError
from core.texts import Translate
from etl import UserError
from intake import KeptTable, NoPreviewError, cities_with
from pages.parts.cards import caption, note, show_table
from pages.sections.perbaikan.consequences import Consequences, consequences
from pages.view.work import WorkView


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
        try:
            return cls(table.name, text, _effect(work, table.name, text))
        except (NoBuildError, DamagedBuildError):
            return cls(table.name, text, why_not=t("Belum ada angka yang terbit untuk dibandingkan."))
        except UserError as error:
            return cls(table.name, text, why_not=str(error))
        except NoPreviewError as error:
            return cls(table.name, text, why_not=_failed(t, str(error)))


def _failed(t: Translate, said: str) -> str:
    return t("Akibatnya tidak dapat dihitung. {said}").format(said=said)


def _effect(work: WorkView, name: str, text: str) -> Consequences:
    with cities_with(name, text) as (before, after):
        return consequences(before, after, work.t, work.lang)


def show_checked(work: WorkView, checked: CheckedTable, rows: tuple[list[str], list[str]]) -> None:
    """Show which rows change and what that moves, and what was compared."""
    t, lang = work.t, work.lang
    gone, new = rows
    told = t("Tabel ini sah. {gone} baris hilang atau diganti, {new} baris baru atau pengganti.")
    note(told.format(gone=formats.number(len(gone), 0, lang), new=formats.number(len(new), 0, lang)))
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
    months = ", ".join(formats.month(day, lang) for day in effect.months)
    compared = t(
        "Dibandingkan: porsi digital dan kelengkapan {months}, keempat jawaban Ringkasan bulan terbarunya, status "
        "setiap kantor pada hari data terakhir, dan jumlah baris diterima dan ditahan."
    )
    caption(compared.format(months=months or t("tanpa bulan yang tuntas")))
    if effect.tables:
        names = ", ".join(f"{name} ({formats.number(count, 0, lang)})" for name, count in effect.tables.items())
        caption(t("Tabel terbit yang barisnya berubah: {names}.").format(names=names))
