"""Every figure opens its explanation: its own definition, numerator and denominator as counts, what was left out."""

import re

import pytest
from support.browser_tab import english, unfolded

from pages.view.navigation import PATHS

pytestmark = pytest.mark.browser
OFFICES = ("kelurahan?unit=64.72.10.1003&banding=64.72.06.1002", "kelurahan?unit=64.72.01.1005")
COUNT = r"(Pembilang|Penyebut)\n[^\n]*\d"


def opened(place) -> str:
    """The words of the explanation in a place."""
    fold = place.locator("details", has_text="Jelaskan angka ini").first
    fold.locator("summary").click()
    return str(fold.inner_text())


def page_words(page) -> str:
    return re.sub(r"\s+", " ", page.locator('[data-testid="stMain"]').inner_text())


@pytest.mark.parametrize("path", ["", "?kecamatan=64.72.10"])
def test_every_main_answer_opens_with_its_counts(tab, path):
    """On a page of its own: what it opens would be open for who looks next."""
    cards = tab.open(path).locator(".cards .card").all()
    assert len(cards) == 4
    for card in cards:
        words = opened(card)
        assert {found.group(1) for found in re.finditer(COUNT, words)} == {"Pembilang", "Penyebut"}
    for card in cards[:2]:
        assert re.search(r"Tidak ikut dihitung di sini\n[^\n]*\d", card.inner_text())


def test_beside_the_share_stand_the_parts_of_its_change_and_what_became_of_the_requests(tab):
    """One click away: calendar, joined offices, re-weighting and real, as on Kanal; by sender, of the city alone."""
    card = tab.open("?bulan=2024-09").locator(".cards .card").nth(1)
    told = opened(card).replace("\N{NO-BREAK SPACE}", " ")
    parts = dict(re.findall(r"([+−][\d,]+) (di kantor yang sama|dari kantor baru)", told))
    assert len(parts) == 2
    assert re.search(r"Warga sendiri, diajukan September 2024\n[\d,]+% siap atau diambil, [\d,]+% terbuka", told)
    assert "Ketua RT, diajukan September 2024" in told
    kanal = page_words(tab.walk("kanal?bulan=2024-09&buka=perubahan.permohonan"))
    joined = {name: number for number, name in parts.items()}["dari kantor baru"]
    assert f"kantor baru bergabung {joined} poin" in kanal
    share = re.search(r"Warga sendiri, diajukan September 2024\n([\d,]+%)", told)
    assert share
    assert re.search(rf"Warga sendiri [\d.]+ {share[1]}", kanal)
    assert "diajukan September 2024" not in opened(
        tab.walk("?bulan=2024-09&kecamatan=64.72.10").locator(".cards .card").nth(1)
    )
    assert "diajukan" not in opened(tab.walk("").locator(".cards .card").nth(1)), "not of a month that grows"


@pytest.mark.parametrize("visit", [""], indirect=True)
def test_offices_in_need_say_why_and_whom_to_ask(visit):
    """Three rows, each with its office, its reason and what to do, and a way to it; reports owed are one row."""
    page = visit.page
    rows = page.locator(".urgent li").all()
    assert len(rows) == 3
    for row in rows:
        assert re.search(r"\n.+\n→ .+; hubungi (lurah|camat)|\n→ tagih camat dan lurah", row.inner_text())
        assert re.search(r"kelurahan\?|mutu_data", row.get_by_role("link").get_attribute("href"))


def test_other_tasks_are_folded_and_explained(tab):
    fold = tab.open("").locator("details", has_text="Tugas lain").first
    fold.locator("summary").first.click()
    assert fold.get_by_role("link").count() == 3
    assert "Hal untuk dilakukan sekarang" in opened(fold.locator(".inner"))


@pytest.mark.parametrize(
    ("path", "place", "label"),
    [
        ("mutu_data?buka=ditahan", ".st-key-alat_ditahan", "Baris yang ditahan atau ditandai"),
        ("bantuan_112?bulan=2024-10", ".st-key-alat_topik", "Topik panggilan bantuan"),
        ("kelurahan?unit=64.72.10.1003", '[data-testid="stMain"]', "Penduduk terdaftar"),
    ],
)
def test_a_figure_has_its_own_definition(tab, path, place, label):
    words = opened(tab.open(path).locator(place))
    assert label in words


@pytest.mark.parametrize(
    "visit", [show(unfolded(path)) for path in (*PATHS, *OFFICES) for show in (str, english)], indirect=True, ids=str
)
def test_an_explanation_is_short_and_sources_stand_once(visit):
    """At most 60 words each, apart from its counts; of every page, in both languages."""
    told = visit.page.evaluate(
        """() => [...document.querySelectorAll("details.fold .inner:has(> .name)")].map((inside) => [
            ...inside.querySelectorAll(":scope > p")
        ].map((part) => part.textContent).join(" ").split(/\\s+/).length)"""
    )
    assert told or "laporan" in visit.page.url
    assert max(told, default=0) <= 60
    assert visit.page.locator("details.sources").count() == 1


def test_the_account_of_rows_is_explained(tab):
    page = tab.open("mutu_data?buka=berkas")
    words = opened(page.locator(".st-key-alat_berkas"))
    assert {found.group(1) for found in re.finditer(COUNT, words)} == {"Pembilang", "Penyebut"}


@pytest.mark.parametrize("visit", ["kelurahan?buka=bantuan&unit=64.72.10.1003"], indirect=True)
def test_the_help_sentence_of_an_office_is_explained(visit):
    assert visit.page.locator("details .name", has_text="Angka bantuan 112").count() == 1


@pytest.mark.parametrize(
    ("path", "question", "said"),
    [
        (
            "",
            "Apakah kunjungan loket turun sesudah aktif?",
            r"\d+,\d% di bawah trennya.*Rentang 95%: −\d+,\d sampai",
        ),
        (
            "?lang=en",
            "Did counter visits fall after going live?",
            r"\d+\.\d% below their trend.*95% interval: −\d+\.\d to",
        ),
    ],
)
def test_what_going_live_did_is_counted_once_it_is_opened(tab, path, question, said):
    section = tab.open(f"kemajuan{path}").locator(".st-key-lipat_loket")
    assert section.locator(".js-plotly-plot").count() == 0
    section.locator("summary", has_text=question).click()
    section.locator(".js-plotly-plot .points").first.wait_for()
    tab.settle()
    assert re.search(said, section.inner_text(), re.DOTALL)


@pytest.mark.parametrize("visit", ["kanal"], indirect=True)
def test_the_visits_that_only_moved_are_said_to_be_a_part_of_those_missing(visit):
    """28,6% that moved beside -16,0% of a week would be taken off it."""
    page = visit.page
    assert (
        "dari kunjungan yang hilang pada hari digital, bukan dari semua" in page.get_by_test_id("stMain").inner_text()
    )


def test_weeks_of_delay_are_asked_only_of_a_chosen_wave(tab):
    """Four weeks beside "as planned" would be taken for the delay of what is drawn."""
    page = tab.open("kemajuan")
    labels = page.get_by_test_id("stMain").get_by_test_id("stWidgetLabel")
    assert labels.all_inner_texts() == ["Geser gelombang"]
    page = tab.walk("kemajuan?gelombang=2024-12-02")
    assert labels.all_inner_texts() == ["Geser gelombang", "Mundur"]
