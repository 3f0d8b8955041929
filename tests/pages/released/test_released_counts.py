"""Pages tell small counts of a month as it was released, and of a month that grows none."""

from datetime import date
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest
from support.page_run import Shown, run_page

from analytics import City
from analytics.assistance import HELP
from analytics.open_data import KeptReleases, release_settled
from core.scope import whole_city
from core.snapshot import Snapshot, open_build
from core.store.folder_lock import folder_lock
from pages.view.cache import read_build

OCTOBER = date(2024, 10, 1), date(2024, 10, 31)
NOVEMBER = date(2024, 11, 1), date(2024, 11, 29)
TOPICS = "Panggilan bantuan menurut topik"


@pytest.fixture(scope="module")
def builds(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A store's build of a settled October, and the next day's, with a late call and requests that were cancelled."""
    folder = tmp_path_factory.mktemp("rilis") / "published"
    folder.mkdir()
    first, then = folder / snapshot.path.name, folder / "20241130T000000Z-00000000.duckdb"
    copyfile(snapshot.path, first)
    copyfile(snapshot.path, then)
    with duckdb.connect(str(then)) as connection:
        october = "BETWEEN '2024-10-01' AND '2024-10-31'"
        connection.execute(f"UPDATE calls_hour SET calls = calls + 1 WHERE date {october} AND category = $1", [HELP])
        connection.execute(
            f"UPDATE request_outcome SET outcome = 'dibatalkan' WHERE outcome = 'terbuka' AND submitted_on {october}"
        )
    opened = open_build(whole_city(first))
    city = City(opened)
    # No page here looks further back.
    release_settled(city.with_frames(meta=city.meta | {"first_day": date(2024, 8, 1)}))
    opened.connection.close()
    return first, then


def page_of(page: str, build: Path, days: tuple[date, date] = OCTOBER) -> Shown:
    return run_page(page, whole_city(build), days)


def topics(shown: Shown) -> list[str]:
    return [table.to_csv() for table in shown.sheets if table["title"].iloc[0] == TOPICS]


def test_a_month_that_grows_has_no_split_of_small_counts(snapshot: Snapshot) -> None:
    """Two pages, a day apart, would tell what each of them hides; the page says from when on it is shown."""
    help_page, by_channel = (page_of(page, snapshot.path, NOVEMBER).everything for page in ("bantuan_112", "kanal"))
    for text in (
        "Topik panggilan bantuan November 2024 dimuat setelah bulannya tuntas: data sampai 14 Desember 2024.",
        "Lama penyelesaian menurut topik November 2024 dimuat setelah bulannya tuntas",
    ):
        assert text in help_page
    assert TOPICS not in help_page
    assert "Hasil akhir permohonan November 2024 dimuat setelah bulannya tuntas" in by_channel
    assert "Apa yang terjadi dengan permohonan November 2024" not in by_channel


def test_the_next_build_shows_a_settled_month_as_it_was_released(builds: tuple[Path, Path]) -> None:
    first, then = (page_of("bantuan_112", build) for build in builds)
    assert topics(first)
    assert topics(first) == topics(then)
    assert "terjawab maupun tidak, menurut data sampai 29 November 2024" in then.everything
    outcomes = [read_build(whole_city(build)).city_outcomes(OCTOBER[0]) for build in builds]
    assert outcomes[0] is not None
    assert outcomes[1] is not None
    assert outcomes[0].rows.equals(outcomes[1].rows)
    assert outcomes[0].build == builds[0].stem


def test_a_report_corrects_what_pages_read_then(builds: tuple[Path, Path]) -> None:
    """What a report made next month prints stands on the page at once, also in a session that saw the month before."""
    build = read_build(whole_city(builds[1]))
    before = build.place_topics(OCTOBER[0])
    later = City(open_build(whole_city(builds[1]))).with_frames(as_of=date(2024, 12, 20))
    printed = KeptReleases.of(later).topics(later, OCTOBER[0])
    after = build.place_topics(OCTOBER[0])
    assert printed is not None
    assert before is not None
    assert after is not None
    assert after.as_of == printed.as_of == date(2024, 12, 20)
    assert before.as_of == date(2024, 11, 29)


def test_a_damaged_record_closes_the_split_and_nothing_else(builds: tuple[Path, Path]) -> None:
    record = builds[0].parent.parent / "terbuka" / "2024-10.json"
    read_build(whole_city(builds[0])).place_topics(OCTOBER[0])
    whole = record.read_bytes()
    try:
        record.write_text("{", "utf-8")
        shown = page_of("bantuan_112", builds[0])
        assert not topics(shown)
        told = "Topik panggilan bantuan Oktober 2024 tidak dapat ditampilkan: catatan rilisnya rusak."
        assert told in shown.everything
    finally:
        record.write_bytes(whole)


def test_a_page_waits_for_no_backup(builds: tuple[Path, Path]) -> None:
    with folder_lock(builds[0].parent.parent / "terbuka"):
        assert topics(page_of("bantuan_112", builds[0]))


def test_looking_releases_nothing(snapshot: Snapshot, tmp_path: Path) -> None:
    """Whoever looks first would choose the day that is told for good."""
    build = tmp_path / "published" / snapshot.path.name
    build.parent.mkdir()
    copyfile(snapshot.path, build)
    help_page, by_channel = (page_of(page, build).everything for page in ("bantuan_112", "kanal"))
    assert "Topik panggilan bantuan Oktober 2024 belum dirilis" in help_page
    assert "Hasil akhir permohonan Oktober 2024 belum dirilis" in by_channel
    assert [path.name for path in tmp_path.iterdir()] == ["published"]
