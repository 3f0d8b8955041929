"""Mutu data says how many daily reports are not due as their offices wrote that they were closed."""

from datetime import date

from support.files.raw_files import delimited, published, put, requests
from support.page_run import run_page

from core.scope import whole_city
from core.store import Store
from core.store.published_builds import current_build
from etl.loading.load import load

NOVEMBER = date(2024, 11, 1), date(2024, 11, 29)


def test_days_written_as_closed_are_told_with_those_that_stay_due(store: Store) -> None:
    rows = [f"Kelurahan Jawa;2024-11-{day:02};3" for day in (1, 29)]
    rows += [f"Kelurahan Sidodadi;2024-11-{day:02};Libur" for day in (1, 4)]
    closed = [date(2024, 11, day).weekday() in (1, 2, 3) for day in range(1, 30)]
    rows += [
        f"Kelurahan Pelita;2024-11-{day:02};{'Tutup' if is_closed else 3}" for day, is_closed in enumerate(closed, 1)
    ]
    put(store, "kunjungan/a.csv", "\n".join(["Kelurahan;Tanggal;Jumlah", *rows]) + "\n")
    stamps = [f"{day:02}/11/2024" for day in (1, 29)]
    log = [requests(1, Tanggal_Permohonan=f"{day} 07.30", Tanggal_Update=f"{day} 09.00")[0] for day in stamps]
    put(store, "permohonan/a.csv", delimited([row | {"No Permohonan": f"A-{n}"} for n, row in enumerate(log)]))
    load(store)
    ((still_due,),) = published(store, "SELECT count(*) FROM closed_day WHERE is_still_due")
    build = current_build(store)
    assert build
    told = " ".join(run_page("mutu_data", whole_city(build), NOVEMBER).texts)
    assert "2 laporan harian tidak ditagih dan tidak dihitung kurang: kantornya menulis tutup." in told
    assert still_due == 11
    assert f"{still_due} hari digital tetap ditagih: kantornya menulis tutup" in told
    places = {"jawa": "", "sidodadi": "2 laporan harian tidak ditagih"}
    names = dict(published(store, "SELECT lower(name), unit_code FROM units WHERE kind = 'kelurahan'"))
    for name, expected in places.items():
        own = " ".join(run_page("mutu_data", whole_city(build), NOVEMBER, place=(names[name][:8], names[name])).texts)
        assert ("menulis tutup" in own) == bool(expected), name
        assert expected in own
