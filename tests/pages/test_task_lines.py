"""What needs somebody, in three lines of different consequence: reports owed share one, named on Mutu data."""

from datetime import date
from html import unescape

import pandas as pd
import pytest

from akses import rights_of
from analytics import within
from analytics.assistance import still_needs_help
from analytics.quality import overdue, owed_span
from core.formats import number
from core.scope import whole_city
from core.store import Store
from core.store.published_builds import current_build
from pages.parts.urgent import NAMED, _help_told, _item, are_settled, named_lines, names_owing, urgent_lines
from pages.sections.bantuan_112.need import _named_words
from pages.sections.ringkasan import tasks
from pages.view.cache import read_build
from pages.view.view import View
from wording import owing_words


@pytest.fixture(scope="module")
def city(sample_store: Store) -> View:
    return View(read_build(whole_city(current_build(sample_store))), "id", (date(2024, 10, 1), date(2024, 10, 31)))


def urgent(*rows: tuple[str, tuple[str, ...], int]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "unit_code": [f"64.72.01.100{at}" for at in range(len(rows))],
            "name": [name for name, *_ in rows],
            "kind": "kelurahan",
            "reasons": [reasons for _, reasons, _ in rows],
            "overdue_days": [days for *_, days in rows],
        }
    )


def test_reports_owed_are_one_line_that_leads_to_who_owes(city: View) -> None:
    helped = [(f"Hulu {at}", ("help",), 0) for at in range(2)]
    owing = urgent(*helped, ("Hilir", ("overdue",), 9), ("Muara <b>", ("overdue",), 4))
    lines = urgent_lines(owing)
    assert [len(line) for line in lines] == [1, 1, 2]
    assert names_owing(owing)
    drawn = unescape(_item(lines[2], city))
    for told in (
        "Hilir dan 1 lainnya",
        "Kurang 9 laporan; lainnya 4 (1–31 Oktober)",
        "tagih lurah",
        "mutu_data",
    ):
        assert told in drawn
    assert "Hilir" not in _item(lines[0], city)


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ([14, 4, 3], "Kurang 14 laporan; lainnya 3–4"),
        ([9, 3, 3], "Kurang 9 laporan; lainnya 3"),
        ([3, 3, 3], "Masing-masing kurang 3 laporan"),
    ],
)
def test_the_others_of_a_line_owe_what_they_owe_not_what_the_worst_does(days: list[int], why: str) -> None:
    assert owing_words("Hilir", days, "lurah") == ("Hilir dan 2 lainnya", why, "tagih lurah")


def test_of_a_quarter_the_month_in_which_they_are_counted_is_named_and_led_to(city: View) -> None:
    lines = [urgent(("Hilir", ("overdue",), 9), ("Hulu", ("overdue",), 4)).to_dict("records")]
    quarter = View(city.build, "id", (date(2024, 7, 1), date(2024, 9, 30)), grain="quarter")
    assert "Kurang 9 laporan; lainnya 4 (1–30 September)" in _item(lines[0], quarter)
    assert "bulan=2024-09" in _item(lines[0], quarter)


def test_of_a_week_all_days_of_its_month_are_counted_and_named(city: View) -> None:
    """On Ringkasan and, by the same rule, on Mutu data of the same week."""
    lines = [urgent(("Hilir", ("overdue",), 9), ("Hulu", ("overdue",), 4)).to_dict("records")]
    week = View(city.build, "id", (date(2024, 11, 11), date(2024, 11, 17)), grain="week")
    assert "Kurang 9 laporan; lainnya 4 (1–17 November)" in _item(lines[0], week)
    assert "bulan=" not in _item(lines[0], week)
    one = urgent(("Hilir", ("fallen", "overdue"), 9)).to_dict("records")
    assert "kurang 9 laporan kunjungan (1–17 November)" in _item(one, week)
    assert "(" not in _item(urgent(("Hilir", ("fallen",), 0)).to_dict("records"), week)
    owed = overdue(within(city.build.facts, *owed_span(week.end)), week.end)
    found = next(action for action in city.build.actions(None, None, week.end) if action.kind == "overdue")
    assert (found.count, len(found.offices)) == (owed["missing_days"].sum(), len(owed))


def test_one_office_that_owes_is_named_with_whom_to_ask(city: View) -> None:
    drawn = _item(urgent_lines(urgent(("Muara <b>", ("overdue",), 4)))[0], city)
    assert ">Muara &lt;b&gt;<" in drawn
    assert "hubungi lurah" in drawn


def test_three_offices_are_named_where_only_reports_are_owed() -> None:
    owing = [
        ("Hilir", ("overdue",), 9),
        ("Hulu", ("overdue",), 7),
        ("Muara", ("overdue",), 5),
        ("Teluk", ("overdue",), 4),
    ]
    assert [[row["name"] for row in line] for line in named_lines(urgent(*owing))] == [
        ["Hilir"], ["Hulu"], ["Muara", "Teluk"]
    ]  # fmt: skip
    assert [len(line) for line in named_lines(urgent(*owing[:2]))] == [1, 1]
    assert named_lines(urgent()) == []


def test_a_count_of_missing_reports_names_the_days_it_is_counted_in(city: View) -> None:
    """Fourteen days without a report are no fortnight of silence: they lie anywhere in the month."""
    one = urgent(("Hilir", ("overdue",), 14)).to_dict("records")
    assert "Kurang 14 laporan kunjungan (1–31 Oktober)" in _item(one, city)
    running = View(city.build, "id", (date(2024, 11, 1), date(2024, 11, 29)))
    assert "Kurang 14 laporan kunjungan (1–29 November)" in _item(one, running)


def test_lines_of_more_consequence_leave_no_room_for_reports_owed() -> None:
    rows = [(f"Desa {at}", ("unused",), 0) for at in range(NAMED)]
    frame = urgent(*rows, ("Hilir", ("overdue",), 9), ("Hulu", ("overdue",), 9))
    assert len(urgent_lines(frame)) == NAMED
    assert not names_owing(frame)


def test_an_office_is_told_how_many_calls_are_many(city: View) -> None:
    """Its page alone counts those of the month, which are of other days than those that it is judged by.

    One long live is beside all such offices, itself among them; a young one beside others of its age.
    """
    need = city.build.help_by_age(city.end)
    settled = still_needs_help(city.build.facts, city.end)["unit_code"]
    told = need[need["rate"].notna()]
    is_settled = told["unit_code"].isin(settled)
    assert are_settled(told["unit_code"], city).to_list() == is_settled.to_list()
    for rows, beside in (
        (told[is_settled], "semua yang aktif 12 minggu atau lebih"),
        (told[~is_settled], "kantor seumurnya"),
    ):
        row = rows.iloc[0]
        one = {"unit_code": row["unit_code"], "reasons": ("help", "overdue")}
        rate, usual = (number(row[name], 1, "id") for name in ("rate", "city_rate"))
        numbers = f"({rate} per 100 permohonan digital dalam 8 minggu; {beside} {usual})"
        assert _help_told(one, city).strip() == numbers
        assert _help_told(one | {"reasons": ("overdue",)}, city) == ""


def test_offices_that_call_more_are_told_beside_whom(city: View) -> None:
    need = city.build.help_by_age(city.end)
    is_settled = are_settled(need["unit_code"], city)
    all_live, of_age = "semua yang aktif 12 minggu atau lebih bersama-sama", "kantor lain seumurnya"
    for rows, old, young in ((need[is_settled], True, False), (need[~is_settled], False, True), (need, True, True)):
        told = _named_words(rows, city)
        assert (all_live in told, of_age in told) == (old, young)


@pytest.mark.parametrize(("role", "is_told"), [("analis", True), ("camat", True), ("pimpinan", False)])
def test_rows_held_back_are_a_task_only_of_who_is_shown_them(
    city: View, monkeypatch: pytest.MonkeyPatch, role: str, is_told: bool
) -> None:
    assert "held" in {action.kind for action in city.actions}
    drawn: list[str] = []
    monkeypatch.setattr(tasks, "current_rights", lambda: rights_of(role))
    monkeypatch.setattr(tasks, "open_words", lambda view: "")
    monkeypatch.setattr(tasks, "explanation", lambda view, name: "")
    monkeypatch.setattr(tasks.st, "html", drawn.append)  # type: ignore[attr-defined]
    tasks.show_other_tasks(city)
    assert ("ditahan karena isinya" in "".join(drawn)) is is_told
