"""What lacks in the data, in sentences."""

import pandas as pd

from wording import not_live_words


def test_offices_of_unknown_status_are_not_called_not_live() -> None:
    status = pd.Series(["belum", "aktif", None, "ditunda"], dtype="str")
    assert not_live_words(status) == ["2 di antaranya belum aktif: kunjungan loket dilaporkan semua kantor."]
    assert not_live_words(status[:1], "en") == ["Not live among them: 1; all offices report counter visits."]
    assert not_live_words(status[1:3]) == []
