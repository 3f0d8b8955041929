"""Decides whether the day or the month stands first in each column of one file: from all of its rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from core.city import city
from etl.errors import UnreadableFileError
from etl.judging.dates.column_formats import PART, SpelledColumn
from etl.judging.dates.column_texts import ColumnTexts
from etl.judging.dates.dates_shown import ColumnShown
from etl.judging.dates.day_order import (
    AS_OTHERS,
    DAYS_AT_LEAST,
    NAMES,
    Decision,
    Signs,
    are_at_odds,
    from_rows,
    in_parts,
    was_swapped,
)
from etl.judging.dates.moments import DAY_FIRST, MONTH_FIRST, Stamp
from etl.warehouse.database import one_row

_TWO_NUMBERS = r"^[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ][0-9]"
_SECOND_ABOVE_12 = r"^[0-9]{1,2}[-/. ](1[3-9]|2[0-9]|3[01])[-/. ][0-9]"
_DAY_BEFORE_MONTH = re.compile(r"\d{4}([-/.])(?:1[3-9]|2\d|3[01])\1(?:0?[1-9]|1[0-2])(?!\d)")
_TYPING_ERRORS = 1
PARTS_SHOWN = 3


@dataclass
class ColumnOrders:
    """The orders of a file's columns; what is decided goes into `notes`, what is not sure into `marks`."""

    columns: list[SpelledColumn]
    texts: ColumnTexts
    notes: list[str]
    marks: list[tuple[str, str, str]]
    shown: Mapping[str, ColumnShown] = field(default_factory=dict)
    """Of a part of a file: what its rows show is kept here."""

    def settle(self, latest: datetime) -> bool:
        """Decide the order of each column from all rows; return whether the quick way of one was in the other order.

        Sheets, or members of an archive, that contradict each other are decided one by one. `latest`: after this
        moment no row can be. Raises UnreadableFileError for a column that mixes both orders, for one of which a
        spreadsheet turned dates round, which no declaration puts right, and for one that is in the other order than
        declared.
        """
        for spelled in self.columns:
            self._show(spelled)
            self._refuse_swapped(spelled)
            self._refuse_day_before_month(spelled)
            self._refuse_contradicted(spelled)
        open_columns = [spelled for spelled in self.columns if not spelled.is_order_declared]
        signs = {spelled.name: self._signs(spelled) for spelled in open_columns}
        proven = {name: found for name, each in signs.items() if (found := each.proven())}
        others = {found.order for found in proven.values()}
        mixed = [spelled for spelled in open_columns if signs[spelled.name].is_mixed]
        if (mixed or len(others) > 1) and self._settle_parts(open_columns, latest):
            return True
        if mixed:
            raise UnreadableFileError("urutan_tanggal_campur", f"'{mixed[0].column.headers[0]}'")
        is_wrong = False
        for spelled in open_columns:
            decision = proven.get(spelled.name)
            if decision is None and signs[spelled.name].is_open:
                inherited = Decision(next(iter(others)), AS_OTHERS) if len(others) == 1 else None
                decision = inherited or from_rows(self.texts.both_ways(spelled), latest)
                if shown := self.shown.get(spelled.name):
                    shown.is_by_first_rows = inherited is None
            if decision:
                is_wrong = is_wrong or (spelled.is_ordered and decision.order != spelled.order)
                self._take(spelled, decision)
        return is_wrong

    def _take(self, spelled: SpelledColumn, decision: Decision) -> None:
        spelled.order, spelled.is_order_declared = decision.order, True
        if shown := self.shown.get(spelled.name):
            shown.order, shown.why = decision.order, decision.why
            shown.has_month_first = decision.order == MONTH_FIRST and self._has_second_above_12(spelled)
        self.notes.append(f"tanggal '{spelled.column.headers[0]}': {NAMES[decision.order]} ({decision.why})")
        if shown and shown.is_by_first_rows:
            # Other parts prove it, or the whole file is judged as one.
            return
        if not decision.is_sure or (decision.order == MONTH_FIRST and self._has_open_part(spelled)):
            self.marks.append((spelled.name, "urutan_tanggal_tak_pasti", NAMES[decision.order]))

    def _show(self, spelled: SpelledColumn) -> None:
        """Keep what a part shows: of the whole it is decided by the texts of all parts."""
        shown = self.shown.get(spelled.name)
        if shown is None:
            return
        left = list(self.texts.left(spelled))
        stamps = [stamp for text in left if (stamp := self.texts.stamp(text))]
        iso, numbers = self._by_kind(spelled, stamps)
        signs = self._signs(spelled)
        shown.has_whole, shown.has_numbers = bool(iso), bool(numbers)
        shown.is_unswapped = any(day.day > 12 for day in iso) or any(day.day <= 12 for day in numbers)
        shown.odd = sum(bool(_DAY_BEFORE_MONTH.match(text)) for text in left)
        shown.proven, shown.is_open = sorted(signs.proofs), signs.is_open

    def _has_second_above_12(self, spelled: SpelledColumn) -> bool:
        found = f"SELECT 1 FROM raw WHERE regexp_matches(\"{spelled.name}\", '{_SECOND_ABOVE_12}') LIMIT 1"
        return one_row(self.texts.connection, found) is not None

    def _has_open_part(self, spelled: SpelledColumn) -> bool:
        """True where a sheet, or a member of an archive, has no day above 12 itself: the others speak for it."""
        text = f'"{spelled.name}"'
        shows = f"regexp_matches({text}, '{_SECOND_ABOVE_12}')"
        few = f"count(DISTINCT {text}) FILTER (regexp_matches({text}, '{_TWO_NUMBERS}')) >= {DAYS_AT_LEAST}"
        parts = f"SELECT 1 FROM raw GROUP BY {PART} HAVING NOT coalesce(bool_or({shows}), false) AND {few} LIMIT 1"
        return one_row(self.texts.connection, parts) is not None

    def _signs(self, spelled: SpelledColumn) -> Signs:
        """What the rows say of the order."""
        signs = Signs()
        if spelled.is_ordered:
            self._add_quick(spelled, signs)
        left = self.texts.left(spelled)
        for text, rows in left.items():
            if stamp := self.texts.stamp(text):
                signs.add(stamp, rows)
        return signs

    def _settle_parts(self, columns: list[SpelledColumn], latest: datetime) -> bool:
        """Decide each part of the file by itself; False where it has but one, or where that would not help."""
        parts = self.texts.signs_of_parts(columns)
        if len(parts) < 2 or are_at_odds(parts):
            return False
        by_name = {spelled.name: spelled for spelled in columns}
        for name, orders in in_parts(
            parts, lambda part, name: self.texts.both_ways(by_name[name], part), latest
        ).items():
            self._take_parts(by_name[name], orders)
        return True

    def _take_parts(self, spelled: SpelledColumn, orders: dict[str, Decision]) -> None:
        """Day first, but for the parts that have the month first."""
        turned = tuple(sorted(part for part, decision in orders.items() if decision.order == MONTH_FIRST))
        spelled.order, spelled.is_order_declared, spelled.turned = DAY_FIRST, True, turned
        if turned:
            shown = ", ".join(part.rstrip("/![") for part in turned[:PARTS_SHOWN])
            more = f" dan {len(turned) - PARTS_SHOWN} lainnya" if len(turned) > PARTS_SHOWN else ""
            title, first = spelled.column.headers[0], NAMES[MONTH_FIRST]
            self.notes.append(f"tanggal '{title}': {first} di {shown}{more}, hari dulu di bagian lain")
        unsure = [decision for decision in orders.values() if not decision.is_sure]
        if unsure:
            self.marks.append((spelled.name, "urutan_tanggal_tak_pasti", NAMES[unsure[0].order]))

    def _add_quick(self, spelled: SpelledColumn, signs: Signs) -> None:
        """A zone may shift a day by one; a day that is no month proves the order of its column."""
        name, proof = spelled.name, 12 if spelled.zone == city().zone_name else 13
        rows = f"FROM judged_rows WHERE NOT starts_with(faults, 'row:') AND {name} IS NOT NULL"
        if one_row(self.texts.connection, f"SELECT 1 {rows} AND day({name}) > {proof} LIMIT 1"):
            signs.proofs[spelled.order] += 1
        elif one_row(self.texts.connection, f"SELECT 1 {rows} AND day({name}) <> month({name}) LIMIT 1"):
            signs.is_open = True

    def _refuse_contradicted(self, spelled: SpelledColumn) -> None:
        """A declared order that dates contradict and none confirms would put those with both orders on wrong days."""
        if not spelled.is_order_declared:
            return
        signs = self._signs(spelled)
        if signs.is_open and signs.proofs and not signs.proofs[spelled.order]:
            raise UnreadableFileError(
                "urutan_bertentangan", f"'{spelled.column.headers[0]}': {NAMES[spelled.order]} dinyatakan"
            )

    def _refuse_day_before_month(self, spelled: SpelledColumn) -> None:
        """Where 2024-27-08 stands, 2024-09-03 is no 3 September, unless another row has its day last."""
        odd = [text for text in self.texts.left(spelled) if _DAY_BEFORE_MONTH.match(text)]
        if len(odd) > _TYPING_ERRORS and not spelled.declared and self._reads_no_day_above_12(spelled):
            raise UnreadableFileError("urutan_tanggal_campur", f"'{spelled.column.headers[0]}': {odd[0][:10]}")

    def _reads_no_day_above_12(self, spelled: SpelledColumn) -> bool:
        rows = f"FROM judged_rows WHERE faults = '' AND day({spelled.name}) > 12 LIMIT 1"
        return one_row(self.texts.connection, f"SELECT 1 {rows}") is None

    def _refuse_swapped(self, spelled: SpelledColumn) -> None:
        # Declared formats read beside the quick one, so that nothing may be left.
        texts = self.texts.some(spelled) if spelled.declared else list(self.texts.left(spelled))
        stamps = [stamp for text in texts if (stamp := self.texts.stamp(text))]
        if stamps and self._is_swapped(spelled, stamps):
            raise UnreadableFileError("tanggal_tertukar", f"'{spelled.column.headers[0]}'")

    def _is_swapped(self, spelled: SpelledColumn, stamps: list[Stamp]) -> bool:
        return was_swapped(*self._by_kind(spelled, stamps))

    def _by_kind(self, spelled: SpelledColumn, stamps: list[Stamp]) -> tuple[list[date], list[date]]:
        """The whole dates of a column, and those that are read in an order."""
        iso = [stamp.day_first for stamp in stamps if not stamp.is_ordered and stamp.day_first]
        numbers = [day for stamp in stamps if stamp.is_ordered and (day := stamp.day(spelled.order))]
        if spelled.declared:
            return iso, numbers
        quick = self.texts.quick_days(spelled)
        return (iso, [*numbers, *quick]) if spelled.is_ordered else ([*iso, *quick], numbers)
