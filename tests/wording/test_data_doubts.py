"""What lacks in the data, in sentences."""

from datetime import date

import pandas as pd

from wording import no_figures_words, not_live_words, visits_ahead_words

NONE = pd.NaT


def state(log: object, visits: object) -> pd.DataFrame:
    newest = pd.to_datetime(pd.Series([log, visits, NONE]))
    return pd.DataFrame({"source": ["permohonan", "kunjungan", "gangguan"], "newest": newest})


def test_the_sources_that_lack_are_named() -> None:
    assert no_figures_words(state(NONE, "2024-12-31")).startswith("Belum ada angka: log permohonan belum masuk.")
    assert "log permohonan dan kunjungan loket belum masuk." in no_figures_words(state(NONE, NONE))
    both = no_figures_words(state("2024-11-30", "2024-12-31"))
    assert both == no_figures_words(state(NONE, NONE).iloc[:0])
    assert both.startswith("Belum ada hari yang tercakup baik oleh log permohonan")


def test_counts_after_the_figures_wait_for_the_log() -> None:
    end = date(2024, 12, 30)
    (told,) = visits_ahead_words(state("2024-12-30", "2024-12-31"), end)
    assert told == "Kunjungan loket 31 Des 2024 tersimpan; tampil begitu log permohonan hari itu masuk."
    assert "31 Des 2024 – 30 Nov 2026" in visits_ahead_words(state("2024-12-30", "2026-11-30"), end)[0]
    for rows, as_of in ((state("2024-12-31", "2024-12-30"), end), (state(NONE, "2024-12-31"), None)):
        assert visits_ahead_words(rows, as_of) == []


def test_offices_of_unknown_status_are_not_called_not_live() -> None:
    status = pd.Series(["belum", "aktif", None, "ditunda"], dtype="str")
    assert not_live_words(status) == ["2 di antaranya belum aktif: kunjungan loket wajib dilaporkan semua kantor."]
    assert not_live_words(status[:1], "en") == ["Not live among them: 1; all offices must report counter visits."]
    assert not_live_words(status[1:3]) == []
