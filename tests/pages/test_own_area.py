"""A camat's view: the own row is marked, its place is told, nobody says to ask the camat, counts are the own."""

from datetime import date

import pandas as pd
import pytest

from analytics.uptake import Rank
from core.formats import MISSING
from core.scope import whole_city
from core.store import Store
from core.store.published_builds import current_build
from core.theme import STATUS_COLOURS
from pages.maps import layers
from pages.parts.office import since_text
from pages.parts.urgent import _item
from pages.sections.peta.drawing import in_sight
from pages.sections.peta.offices import map_frame
from pages.tables.kecamatan_table import rank_sentence
from pages.tables.ranked_table import RankedColumn, Rows, _html
from pages.view.cache import read_build
from pages.view.view import View
from report.content.front import tasks
from wording import rank_words, urgent_action, whom_to_ask

OCTOBER = (date(2024, 10, 1), date(2024, 10, 31))


@pytest.fixture(scope="module")
def city(sample_store: Store) -> View:
    return View(read_build(whole_city(current_build(sample_store))), "id", OCTOBER)


def test_the_row_that_is_looked_at_is_marked_by_sign_and_words(city: View) -> None:
    rows = Rows("Kecamatan", ["Hulu", "Hilir"], ["", ""], own=1, own_words="wilayah <ini>")
    drawn = _html(city, rows, [RankedColumn("nama", "Kecamatan", rows.names, rows.names)], [1, 0], ("urut", ""), "t")
    own, other = drawn.split("<tbody>")[1].split("</tr>")[:2]
    for part in ('class="own"', "Hilir", "◀", "wilayah &lt;ini&gt;"):
        assert part in own
    assert "own" not in other


def test_nobody_tells_the_camat_to_ask_the_camat(city: View) -> None:
    assert whom_to_ask("kecamatan") == "camat"
    assert whom_to_ask("kecamatan", may_ask_camat=False) == "petugas kantor kecamatan"
    assert whom_to_ask("kelurahan", may_ask_camat=False) == whom_to_ask("kelurahan") == "lurah"
    assert whom_to_ask("kelurahan", "kecamatan", "kelurahan") == "camat dan lurah"
    assert "camat" not in whom_to_ask("kelurahan", "kecamatan", may_ask_camat=False).split()
    assert urgent_action("overdue", "kecamatan", may_ask_camat=False).endswith("hubungi petugas kantor kecamatan")
    areas = city.build.units["kecamatan_code"].unique()
    told = [
        task.action for area in areas for task in tasks(city.build, city.at(kecamatan=area).chosen, OCTOBER[1], "id")
    ]
    assert told
    assert not [action for action in told if action.endswith("hubungi camat")]


def test_of_one_office_the_city_asks_the_camat_wherever_it_reads_of_it(city: View) -> None:
    """Mutu data, the report and the office's own page name one person; its camat, who chose the kecamatan, another."""
    row = {"unit_code": "64.72.05", "name": "Hulu", "kind": "kecamatan", "reasons": ("overdue",), "overdue_days": 9}
    assert "hubungi camat" in _item([row], city.at(unit="64.72.05"))
    assert "hubungi petugas kantor kecamatan" in _item([row], city.at(kecamatan="64.72.05", unit="64.72.05"))


def test_an_office_lies_in_its_kecamatan(city: View) -> None:
    office = city.build.units.query("kind == 'kelurahan'").iloc[0]
    assert city.area is None
    assert city.at(kecamatan=office["kecamatan_code"]).area == office["kecamatan_code"]
    assert city.at(unit=office["unit_code"]).area == office["kecamatan_code"]


@pytest.mark.parametrize("by_office", [False, True])
def test_the_legend_counts_the_offices_that_the_map_is_fitted_to(city: View, by_office: bool) -> None:
    office = city.build.units.query("kind == 'kelurahan'").iloc[0]
    area = office["kecamatan_code"]
    view = city.at(unit=office["unit_code"]) if by_office else city.at(kecamatan=area)
    counted = layers.class_counts(in_sight(layers.drawn(map_frame(view), "status"), view), "status")
    status = city.build.status_on(view.end).merge(city.build.units[["unit_code", "kecamatan_code"]], on="unit_code")
    own = status[status["kecamatan_code"] == area]
    assert int(counted.to_numpy().sum()) == len(own) < len(status)
    assert int(counted.loc[STATUS_COLOURS["aktif"]].sum()) == int(own["status"].eq("aktif").sum())


def test_a_place_among_ten_is_told_with_how_sure_it_is(city: View) -> None:
    shares = city.period_shares("kecamatan_code")
    best = shares[shares["unsplit_part"].eq(0)].sort_values("share").iloc[-1]["kecamatan_code"]
    assert ": tertinggi dari" in rank_sentence(best, city)
    assert rank_words(Rank(2, 9, 2, 2)) == "tertinggi ke-2 dari 9 yang terukur"
    assert rank_words(Rank(1, 9, 1, 1)) == "tertinggi dari 9 yang terukur"
    assert rank_words(Rank(9, 9, 2, 9)) == "terendah dari 9 yang terukur (rentang ke-2–9)"
    assert rank_words(Rank(2, 9, 1, 4)) == "tertinggi ke-2 dari 9 yang terukur (rentang ke-1–4)"
    assert rank_words(Rank(2, 9, 1, 9)) == "tertinggi ke-2 dari 9 yang terukur, tetapi bedanya bisa kebetulan"
    assert rank_words(None) == "tidak diurutkan: datanya kurang atau perkiraan"


def test_what_has_not_begun_has_no_day_since_when(city: View) -> None:
    """The first list of the roster says "belum" of every office: its day is no beginning."""
    begun = {"since": pd.Timestamp("2024-09-17"), "status": "aktif", "is_start_known": True}
    assert since_text(begun, city) == "17 September 2024"
    assert since_text(begun | {"is_start_known": False}, city) == "paling lambat 17 September 2024"
    assert since_text(begun | {"status": "belum"}, city) == MISSING
    frame = map_frame(city)
    waiting = frame["status"].eq("belum")
    assert waiting.any()
    assert frame.loc[waiting, "since_text"].eq(MISSING).all()
