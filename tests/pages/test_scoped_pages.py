"""What a reader of one kecamatan or one office sees: true, the own, and of the others nothing but public figures."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from shutil import copyfile

import duckdb
import pandas as pd
import pytest
from support.page_run import Shown, run_page

from analytics import Span
from core.reasons import reasons
from core.scope import Scope, whole_city
from core.settings import settings
from core.snapshot import Snapshot, kecamatan_scope, office_scope
from core.store.report_records import RECORD_SUFFIX
from core.tables import TABLES
from pages.view.cache import read_build
from pages.view.navigation import PAGE_TITLES
from pages.view.own_part import NOT_PRINTED
from report import Archived, DamagedRecordError

OCTOBER = ((date(2024, 10, 1), date(2024, 10, 31)), "month")
WEEK = ((date(2024, 11, 18), date(2024, 11, 24)), "week")
QUARTER = ((date(2024, 7, 1), date(2024, 9, 30)), "quarter")
AREA, KELURAHAN = "64.72.06", "64.72.06.1002"
OTHER = "64.72.08"


@dataclass(frozen=True)
class Reader:
    """Who looks: the scope of a build, and what is chosen (kecamatan, unit) where the whole city is seen instead."""

    scope: Callable[[Path], Scope]
    place: tuple[str, str]


READERS = {
    "kecamatan": Reader(lambda build: kecamatan_scope(build, AREA), (AREA, "")),
    "office of it": Reader(lambda build: kecamatan_scope(build, AREA), (AREA, KELURAHAN)),
    "kelurahan": Reader(lambda build: office_scope(build, KELURAHAN), ("", KELURAHAN)),
    "kecamatan office": Reader(lambda build: office_scope(build, AREA), ("", AREA)),
}
# Sentences in place of what all offices are needed for, and the order of a table without its column of needs.
ONLY_HERE = {
    "Yang porsi digitalnya terendah di atas.",
    "Lama kasus tidak dicatat per kantor, hanya untuk seluruh kota.",
    "Kantor sejenis tersebar di seluruh kota; akun ini hanya melihat angka kantornya sendiri.",
    "Sumber, berkas, dan data terbuka memuat seluruh kota; akun ini hanya melihat kantornya sendiri.",
    "Panggilan 112 menyebut kecamatan sebagai wilayah, bukan kantornya.",
    "Belum ada laporan wilayah ini dalam arsip.",
    "Sasaran seluruh kota",
    # What to do with a row held back, for who may not mend it.
    *(reason.for_sender for reason in reasons().values()),
}
# What stands in a cell that no report prints of the city or of another kecamatan.
MISSING = "–"
COMPARED = "Kecamatan dibandingkan"
CLASSES = "Jumlah kantor per kelas peta"


def shown(page: str, scope: Scope, period: tuple[Span, str] = OCTOBER, place: tuple[str, str] = ("", "")) -> Shown:
    """What a page of the sample shows; it is run once, however it is asked for."""
    return _run_once(page, scope, period, place)


@lru_cache(maxsize=400)
def _run_once(page: str, scope: Scope, period: tuple[Span, str], place: tuple[str, str]) -> Shown:
    return run_page(page, scope, *period, place)


@pytest.fixture(params=READERS.values(), ids=READERS)
def reader(request: pytest.FixtureRequest) -> Reader:
    return request.param


# A camat and an operator, of the kecamatan and of one office, in each kind of period: all four in the month, and what
# differs by period (which figures there are) by neither the place nor the right that the other two would add.
PERIODS = {"month": (OCTOBER, [*READERS]), "week": (WEEK, ["kecamatan", "kelurahan"])}
PERIODS |= {"quarter": (QUARTER, ["office of it", "kecamatan office"])}


def in_periods(*names: str) -> pytest.MarkDecorator:
    """The readers of some kinds of period, with the period."""
    cases = [
        pytest.param(READERS[who], PERIODS[name][0], id=f"{who}-{name}") for name in names for who in PERIODS[name][1]
    ]
    return pytest.mark.parametrize(("reader", "period"), cases)


@pytest.fixture(autouse=True)
def no_archived_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Which report is shown first depends on the place: here there is none, whatever other tests have archived."""
    monkeypatch.setenv("ADOPSI_REPORTS_DIR", str(tmp_path / "laporan"))
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture(scope="module")
def units(snapshot: Snapshot) -> pd.DataFrame:
    return snapshot.table("units")


def _asked(text: str) -> str:
    """A text whoever reads it: in the kecamatan nobody is told to ask the camat, but the office's staff."""
    return text.replace("petugas kantor kecamatan", "camat")


@pytest.mark.parametrize("page", PAGE_TITLES)
@in_periods("month", "week", "quarter")
def test_nothing_is_said_that_the_city_is_not_told(
    snapshot: Snapshot, reader: Reader, page: str, period: tuple[Span, str]
) -> None:
    """Every text of a page stands on the same page of a reader of the whole city: of that place, or of the city."""
    city = whole_city(snapshot.path)
    own = shown(page, reader.scope(snapshot.path), period, reader.place)
    whole = [*shown(page, city, period, reader.place).texts, *shown(page, city, period).texts]
    more = set(map(_asked, own.texts)) - set(map(_asked, whole)) - ONLY_HERE - {MISSING}
    # Of the legend of a map of one office the counts: the city's reader sees those of the kecamatan around it.
    assert {text for text in more if not (page == "peta" and text in ("0", "1"))} == set()
    assert "Seluruh kota" not in own.texts or page in ("ringkasan", "peta")


@pytest.mark.parametrize("page", [page for page in PAGE_TITLES if page not in ("peta", "kelurahan")])
def test_pictures_are_those_of_the_city(snapshot: Snapshot, reader: Reader, page: str) -> None:
    whole = shown(page, whole_city(snapshot.path), place=reader.place)
    assert shown(page, reader.scope(snapshot.path), place=reader.place).drawn == whole.drawn


@pytest.mark.parametrize("page", PAGE_TITLES)
def test_files_hold_rows_of_the_city_s_own_files(snapshot: Snapshot, reader: Reader, page: str) -> None:
    """Every row that may leave leaves the city's reader too, who looks at the same place, with the same values."""
    city = whole_city(snapshot.path)
    scope = reader.scope(snapshot.path)
    own = shown(page, scope, place=reader.place)
    whole = [*shown(page, city, place=reader.place).sheets, *shown(page, city).sheets]
    for sheet in own.sheets:
        title = sheet["title"].iloc[0]
        if title == CLASSES and scope.office:
            continue  # of a map of one office
        rows = pd.concat([other.map(_as_text) for other in whole if other["title"].eq(title).any()])
        for row in sheet.map(_as_text).to_dict("records"):
            known = {name: text for name, text in row.items() if text}
            assert rows[list(known)].eq(pd.Series(known)).all(axis=1).any(), (title, known)


def _as_text(value: object) -> str:
    """A cell as text: a column of whole numbers with a gap holds floats."""
    if pd.isna(value):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


@pytest.mark.parametrize("page", PAGE_TITLES)
@in_periods("month", "week")
def test_no_other_office_is_named(
    snapshot: Snapshot, units: pd.DataFrame, reader: Reader, page: str, period: tuple[Span, str]
) -> None:
    """Neither by name nor by code, in no text, link, picture or file; kecamatan are, where they are compared."""
    scope = reader.scope(snapshot.path)
    told = shown(page, scope, period, reader.place)
    others = units[~units["unit_code"].isin(scope.units)]
    is_known = units["kind"].eq("kecamatan") | units["unit_code"].isin(scope.units)
    places = " ".join(units.loc[is_known, "name"])
    names = [name for name in others.loc[others["kind"] == "kelurahan", "name"] if name not in places]
    assert len(names) > 40
    compared = [sheet for sheet in told.sheets if sheet["title"].eq(COMPARED).any()]
    without = [sheet for sheet in told.sheets if not sheet["title"].eq(COMPARED).any()]
    everything = replace(told, sheets=without).everything
    assert [name for name in names if re.search(rf"\b{re.escape(name)}\b", everything)] == []
    codes = others["unit_code"][others["unit_code"] != AREA]
    assert [code for code in codes if re.search(rf"{re.escape(code)}(?!\.\d)", everything)] == []
    assert re.findall(r"\b(?:Kantor Kecamatan|Kec\.) (?!Sungai Kunjang)[A-Z]\w+", everything) == []
    for sheet in compared:
        assert sheet.filter(like="perhatian").empty


def test_a_camat_is_told_how_many_rows_are_held_not_in_which_files(snapshot: Snapshot, reader: Reader) -> None:
    """An operator mends the own files, so these are named."""
    scope = reader.scope(snapshot.path)
    told = shown("mutu_data", scope, place=reader.place)
    assert "Baris yang ditahan atau ditandai" in told.texts
    assert ("Terbanyak di berkas" in told.everything) is bool(scope.office)
    assert ("permohonan_2024-" in told.everything) <= bool(scope.office)
    assert "python -m etl" not in told.everything


@pytest.fixture(scope="module")
def changed(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same build with other numbers of every office outside the kecamatan, and of the city as a whole."""
    path = tmp_path_factory.mktemp("changed") / "published" / snapshot.path.name
    path.parent.mkdir()
    copyfile(snapshot.path, path)
    numbers = ("INTEGER", "DOUBLE")
    with duckdb.connect(str(path)) as connection:
        for table in (table for table in TABLES if not table.is_public and not table.city_rows):
            kept = (*table.key, "minutes_to")
            names = [name for name, kind, _ in table.columns if kind in numbers and name not in kept]
            changes = ", ".join(f'"{name}" = "{name}" * 3 + 1' for name in names)
            where = f"unit_code NOT LIKE '{AREA}%'" if "unit_code" in table.column_names else "true"
            if names:
                connection.execute(f'UPDATE "{table.name}" SET {changes} WHERE {where}')
    return path


@pytest.mark.parametrize("page", PAGE_TITLES)
def test_the_numbers_of_others_change_nothing(
    snapshot: Snapshot, changed: Path, reader: Reader, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page stays as it is, but for what is told of all offices (Scope.of_all), which is here the same in both."""
    before = shown(page, reader.scope(snapshot.path), place=reader.place)
    with monkeypatch.context() as patch:
        patch.setattr(Scope, "of_all", property(lambda scope: whole_city(snapshot.path)))
        after = run_page(page, reader.scope(changed), *OCTOBER, reader.place)
    assert after.everything == before.everything


@pytest.mark.parametrize("page", [page for page in PAGE_TITLES if page not in ("kemajuan", "laporan")])
def test_the_numbers_of_others_change_what_the_city_s_reader_sees(snapshot: Snapshot, changed: Path, page: str) -> None:
    """Else that they change nothing for others would mean nothing."""
    city = run_page(page, whole_city(changed), *OCTOBER)
    assert city.everything != shown(page, whole_city(snapshot.path)).everything


def test_what_is_told_of_all_is_cut_to_the_own_part(snapshot: Snapshot, changed: Path, reader: Reader) -> None:
    """Of other offices no row comes along; of the city and each kecamatan the months as the city's readers see them."""
    scope, city, day = reader.scope(snapshot.path), read_build(whole_city(snapshot.path)), OCTOBER[0][1]
    part, own = read_build(scope), {*scope.units}
    for frame in (part.standings(day), part.help_by_age(day), part.month_shares("unit_code")):
        assert set(frame["unit_code"]) <= own
    places = {*own, f"wilayah {scope.kecamatan}"}
    topics = part.place_topics(day.replace(day=1))
    assert topics is not None
    for frame in (*part.month_services(day.replace(day=1)), topics.rows):
        assert set(frame["place"]) <= places
    assert part.city_outcomes(day.replace(day=1)) is None, "by sender and kecamatan, of the whole city alone"
    standing = part.standings(day).reset_index(drop=True)
    expected = city.standings(day)
    pd.testing.assert_frame_equal(standing, expected[expected["unit_code"].isin(own)].reset_index(drop=True))
    for place in ("", "kecamatan_code"):
        months = part.month_shares(place)
        printed = [name for name in months if name not in NOT_PRINTED]
        pd.testing.assert_frame_equal(months[printed], city.month_shares(place)[printed])
        others = months[months[place] != scope.kecamatan] if place else months
        assert others[NOT_PRINTED].isna().all(axis=None)
        weekdays = part.month_shares(place, by_digital_weekday=True)
        assert set(weekdays[place] if place else []) <= {scope.kecamatan}
        assert weekdays.empty or place
        assert set(part.period_shares("kecamatan_code", *WEEK)["kecamatan_code"]) <= {scope.kecamatan}
    ahead = [read_build(whole_city(build)).forecast(day) for build in (snapshot.path, changed)]
    pd.testing.assert_frame_equal(*(each.bands for each in ahead))
    pd.testing.assert_frame_equal(part.forecast(day).bands, ahead[0].bands)


def test_the_own_place_is_looked_at_first_and_no_other(snapshot: Snapshot, reader: Reader) -> None:
    """Without a choice, and with an address of somebody else's place, the own one is shown; the latter is said."""
    scope = reader.scope(snapshot.path)
    home = ("", scope.office) if scope.office else (AREA, "")
    assert shown("ringkasan", scope).texts == shown("ringkasan", scope, place=home).texts
    for wrong in ((OTHER, ""), ("", "64.72.08.1001")):
        told = Counter(shown("ringkasan", scope, place=wrong).texts) - Counter(shown("ringkasan", scope).texts)
        assert len(told) == 1
        assert "yang tidak ada di sini" in next(iter(told))


def test_only_reports_of_the_own_kecamatan_are_listed(
    snapshot: Snapshot, reader: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A camat's archive is the own kecamatan's; an operator has none; neither can make one or hears of others."""
    names = {"": "", AREA: "Sungai Kunjang", OTHER: "Sungai Pinang"}
    kept = [
        Archived(tmp_path / f"{at}.pdf", *OCTOBER, "id", 1, f"build-{at}", f"kode-{at}", True, place, name, ())
        for at, (place, name) in enumerate(names.items())
    ]
    for report in kept:
        for suffix in (".html", RECORD_SUFFIX):
            report.path.with_suffix(suffix).write_text("{}")
    monkeypatch.setattr("report.archived", lambda: (kept, [DamagedRecordError(tmp_path / "laporan_adopsi_rusak")]))
    scope = reader.scope(snapshot.path)
    told = run_page("laporan", scope, *OCTOBER, reader.place).everything
    assert [at for at in range(len(kept)) if f"kode-{at}" in told] == ([1] if scope.kecamatan else [])
    assert "Buat laporan" not in told
    assert "rusak" not in told
    # What a report is made of names the files of all and the rows held back of all: not for a camat.
    assert ("Unduh HTML" in told, "Unduh isi (JSON)" in told) == (bool(scope.kecamatan), False)
    whole = run_page("laporan", whole_city(snapshot.path), *OCTOBER).everything
    assert ("Unduh HTML" in whole, "Unduh isi (JSON)" in whole) == (True, True)
    monkeypatch.setattr("report.archived", lambda: ([kept[0], kept[2]], []))
    none = run_page("laporan", scope, *OCTOBER, reader.place).texts
    assert ("Belum ada laporan wilayah ini dalam arsip." in none) == bool(scope.kecamatan)
    assert "Belum ada laporan dalam arsip." not in none
    assert "Buat laporan" in run_page("laporan", whole_city(snapshot.path), *OCTOBER).everything
