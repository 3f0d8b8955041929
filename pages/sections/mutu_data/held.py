"""What was held back or flagged: by reason with what to do, and by office with whom to ask."""

import pandas as pd
import streamlit as st

from core import formats
from core.reasons import HELD, reasons
from core.sources import SOURCE_WORDS
from intake import way_to_mend
from pages.parts.cards import fold_table, note, show_table, show_way
from pages.parts.downloads import Sheet, add_sheet
from pages.parts.figure_row import show_tools
from pages.sections.setor_data.sent_names import names_as_sent
from pages.tables.long_table import rows_to_show
from pages.view.reader import current_reader, current_rights
from pages.view.view import View, unit_links, unit_name
from wording import SEVERITY_WORDS


def show_held(view: View) -> None:
    """Show the build's reasons at the place looked at, most rows first; below them the offices they come from."""
    t, lang = view.t, view.lang
    held = view.chosen.quarantine_reason
    names_files = current_rights().held_rows.names_files
    if held.empty:
        note(t("Tidak ada baris yang ditahan."), "empty")
        return
    known, sums = reasons(), _by_reason(held)
    words = {
        "cause": [
            t(known[reason].for_held if severity == HELD else known[reason].sentence)
            for reason, severity in zip(sums["reason"], sums["severity"], strict=True)
        ],
        "severity": [t(SEVERITY_WORDS[level]) for level in sums["severity"]],
        "action": _actions(sums, view),
    }
    if names_files:
        words["most_in"] = _files(sums, view)
    table = pd.DataFrame(
        {
            t("Sumber"): [t(SOURCE_WORDS[source]) for source in sums["source"]],
            t("Sebab"): words["cause"],
            t("Akibat"): words["severity"],
            t("Baris"): [formats.number(count, 0, lang) for count in sums["row_count"]],
            **({t("Terbanyak di berkas"): words["most_in"]} if names_files else {}),
            t("Tindakan"): words["action"],
        }
    )
    title = t("Baris yang ditahan atau ditandai")
    show_table(table, caption=title, numeric=(t("Baris"),), height=420)
    counted = t("Seluruh data sampai {day}, apa pun periode yang dipilih. Satu baris dapat mempunyai beberapa sebab.")
    st.caption(counted.format(day=formats.day(view.build.as_of, lang)))
    if current_rights().may_mend:
        show_way("perbaikan", t("Perbaiki yang ditahan"))
    # A file may go to anybody: names under which files were sent may be persons'.
    given = {name: told for name, told in words.items() if name != "most_in"} | {"action": _for_sender(sums, view)}
    sheet = Sheet(title, sums[["source", "row_count"]].assign(**given), ("held_rows",))
    parts = (sums.loc[sums["severity"] == HELD, "row_count"], sums["row_count"])
    counts = [formats.number(part.sum(), 0, lang) for part in parts]
    twin = _offices(held, view) if view.unit is None else ""
    show_tools(view, sheet, "ditahan", twin=twin, counts=counts)


def _by_reason(held: pd.DataFrame) -> pd.DataFrame:
    """One row a source, reason and severity: rows, their column, the file with most of them, and how many files."""
    by_file = held.groupby(["source", "reason", "severity", "path"], as_index=False)[["row_count"]].sum()
    by_file = by_file.sort_values("row_count", ascending=False)
    sums = by_file.groupby(["source", "reason", "severity"], as_index=False).agg(
        row_count=("row_count", "sum"), path=("path", "first"), files=("path", "nunique")
    )
    sums = sums.merge(_foremost(held, ["source", "reason", "severity"], ["column"]))
    return sums.sort_values(["severity", "row_count"], ascending=[False, False])


def _foremost(held: pd.DataFrame, by: list[str], more: list[str]) -> pd.DataFrame:
    """One row a group of `by`: those of `more` that most of its rows have."""
    sums = held.groupby([*by, *more], as_index=False)[["row_count"]].sum()
    sums = sums.sort_values("row_count", ascending=False, kind="stable")
    return sums.drop_duplicates(by)[[*by, *more]]


def _actions(rows: pd.DataFrame, view: View) -> list[str]:
    """What to do about each: for who may mend what Perbaikan data asks, for others what the sender can do."""
    if not current_rights().may_mend:
        return _for_sender(rows, view)
    return [
        way_to_mend(row["source"], row["column"], row["reason"], row["severity"], view.t)
        for row in rows.to_dict("records")
    ]


def _for_sender(rows: pd.DataFrame, view: View) -> list[str]:
    """The same for whoever may read it, as in a file that goes to anybody."""
    return [view.t(reasons()[reason].for_sender) for reason in rows["reason"]]


def _files(sums: pd.DataFrame, view: View) -> list[str]:
    """The file with most rows of each, as it was sent."""
    names, text = names_as_sent(current_reader(), view.t, view.lang), view.t("{file} dan {n} berkas lain")
    first = [names.get(f"{source}/{path}", path) for source, path in zip(sums["source"], sums["path"], strict=True)]
    return [
        name if count == 1 else text.format(file=name, n=formats.number(count - 1, 0, view.lang))
        for name, count in zip(first, sums["files"], strict=True)
    ]


def _offices(held: pd.DataFrame, view: View) -> str:
    """The folded table of offices, most rows held back first; rows that name no office for sure come last."""
    t, known = view.t, reasons()
    rows = _by_office(held).merge(view.build.units[["unit_code", "name", "kind"]], "left", on="unit_code")
    rows = rows.sort_values(["held", "flagged"], ascending=False, kind="stable")
    rows = pd.concat([rows[rows["unit_code"] != ""], rows[rows["unit_code"] == ""]])
    records = rows.to_dict("records")
    names = [unit_name(row, view) if row["unit_code"] else t("Tanpa kantor yang pasti") for row in records]
    numbers = {name: [formats.number(row[name], 0, view.lang) for row in records] for name in ("held", "flagged")}
    words = [known[row["reason"]] for row in records]
    table = pd.DataFrame(
        {
            t("Kantor"): names,
            t("Ditahan"): numbers["held"],
            t("Ditandai"): numbers["flagged"],
            t("Sebab terbanyak"): [
                t(each.for_held if row["severity"] == HELD else each.sentence)
                for each, row in zip(words, records, strict=True)
            ],
            t("Tindakan"): _actions(rows, view),
        }
    )
    title = t("Baris yang ditahan atau ditandai, per kantor")
    raw = rows[["unit_code", "held", "flagged"]].assign(
        name=names, main_cause=list(table[t("Sebab terbanyak")]), action=_for_sender(rows, view)
    )
    add_sheet(Sheet(t("Ditahan per kantor"), raw, ("held_rows",)))
    links = unit_links([row for row in records if row["unit_code"]], view)
    shown = table.iloc[rows_to_show(view, names, "ditahan", t("Cari kantor"))]
    return fold_table(shown, t("Per kantor"), caption=title, numeric=(t("Ditahan"), t("Ditandai")), links=links)


def _by_office(held: pd.DataFrame) -> pd.DataFrame:
    """One row an office: rows held back, rows flagged, and the reason of most rows with its source, column and
    severity, held back before flagged.
    """
    is_held = held["severity"] == HELD
    counted = held.assign(held=held["row_count"].where(is_held, 0), flagged=held["row_count"].where(~is_held, 0))
    by_reason = counted.groupby(["unit_code", "reason"], as_index=False)[["held", "flagged"]].sum()
    by_reason = by_reason.sort_values(["held", "flagged"], ascending=False, kind="stable")
    sums = by_reason.groupby("unit_code", as_index=False)[["held", "flagged"]].sum()
    sums = sums.merge(by_reason[["unit_code", "reason"]].drop_duplicates("unit_code"), on="unit_code")
    return sums.merge(_foremost(held, ["unit_code", "reason"], ["source", "column", "severity"]))
