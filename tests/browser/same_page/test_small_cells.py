"""What the pages hide together: the table of a place is that of the joint hiding, on the page and in its file."""

from io import BytesIO

import pandas as pd
import pytest
from support.files.taken_files import taken_from

from analytics import build
from analytics.assistance import help_calls, place_topics
from analytics.services import AREA
from wording import TOPIC_WORDS

pytestmark = pytest.mark.browser
MONTH = "2024-10"
ONE_OFFICE = "kecamatan=64.72.10&bulan=2024-08"


def sheet(page, key: str) -> pd.DataFrame:
    """The file of one table of the page."""
    _name, content = taken_from(page, key, "CSV untuk dibaca (Excel)")
    return pd.read_csv(BytesIO(content), sep=";", dtype=str)


@pytest.mark.parametrize(
    ("visit", "place"),
    [
        (f"bantuan_112?kecamatan=64.72.08&bulan={MONTH}", AREA + "64.72.08"),
        (f"bantuan_112?unit=64.72.08.1003&bulan={MONTH}", "64.72.08.1003"),
    ],
    indirect=["visit"],
)
def test_topics_of_a_place_are_hidden_with_those_of_all_others(visit, snapshot, place):
    """By itself each place would hide less, and a kecamatan minus its other offices would tell."""
    helped = help_calls(build.calls(snapshot), snapshot.meta()["as_of"])
    topics = place_topics(helped, snapshot.table("units"), pd.Timestamp(MONTH))
    shown = sheet(visit.page, "topik").set_index("Topik")["Panggilan"]
    own = topics[topics["place"] == place]
    assert shown.to_dict() == dict(zip(own["topic"].map(TOPIC_WORDS), own["calls"].astype(str), strict=True))
    assert shown.index[-1] == TOPIC_WORDS["lainnya"]


@pytest.mark.parametrize("visit", [f"bantuan_112?unit=64.72.08&bulan={MONTH}"], indirect=True)
def test_a_kecamatan_office_has_no_calls_of_its_own(visit):
    """A call that names only the kecamatan is of its area: the office's page says so, and shows no topic."""
    page = visit.page
    told = page.locator('[data-testid="stMain"]').inner_text()
    assert "menyebut kecamatan sebagai wilayah, bukan kantornya" in told
    assert page.locator(".st-key-alat_topik").count() == 0


@pytest.mark.parametrize(
    ("visit", "keys"),
    [
        (f"kanal?buka=semua&{ONE_OFFICE}", ("hari_both", "hari_bulan", "hari_digital")),
        (f"bantuan_112?buka=semua&{ONE_OFFICE}", ("jam", "minggu")),
    ],
    indirect=["visit"],
)
def test_a_kecamatan_with_one_office_gives_months_only(visit, keys):
    """What rests on one office by weekday, week or hour is in no file and in no book, whatever place is chosen."""
    for key in keys:
        own = visit.page.locator(f".st-key-alat_{key}")
        assert own.get_by_role("button").count() == 0, key
