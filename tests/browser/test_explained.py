"""Every figure opens its explanation: its own definition, numerator and denominator as counts, what was left out."""

import re

import pytest

pytestmark = pytest.mark.browser
COUNT = r"(Pembilang|Penyebut)\n[^\n]*\d"


def opened(place) -> str:
    """The words of the explanation in a place."""
    fold = place.locator("details", has_text="Jelaskan angka ini").first
    fold.locator("summary").click()
    return str(fold.inner_text())


@pytest.mark.parametrize("path", ["", "?kecamatan=64.72.10"])
def test_every_headline_figure_opens_with_its_counts(tab, path):
    cards = tab.open(path).locator(".cards .card")
    stated = [card for card in cards.all() if card.locator(".unstated").count() == 0]
    assert len(stated) >= 3
    for card in stated:
        words = opened(card)
        assert {found.group(1) for found in re.finditer(COUNT, words)} == {"Pembilang", "Penyebut"}
        assert re.search(r"Ditinggalkan di tampilan ini\n[^\n]*\d", words)


def test_the_help_card_counts_what_its_words_say(tab):
    card = tab.open("").locator(".cards .card").last
    calls, requests = re.match(r"([\d.]+) panggilan untuk ([\d.]+)", card.locator(".detail").inner_text()).groups()
    words = opened(card)
    assert re.search(rf"Pembilang\n.*: {re.escape(calls)}\n", words)
    assert re.search(rf"Penyebut\n.*: {re.escape(requests)}\n", words)


def test_every_thing_to_do_is_explained(tab):
    cards = tab.open("").locator(".todo .card").all()
    assert len(cards) == 3
    for card in cards:
        count = re.search(r"[\d.]*\d", opened(card).split("Pembilang\n")[1])
        assert count is not None
        assert count.group() in card.locator(".sentence").inner_text()


@pytest.mark.parametrize(
    ("path", "place", "label"),
    [
        ("mutu_data", ".st-key-alat_ditahan", "Baris yang ditahan atau ditandai"),
        ("bantuan_112", ".st-key-alat_topik", "Topik panggilan bantuan"),
        ("kelurahan?unit=64.72.10.1003", '[data-testid="stMain"]', "Penduduk terdaftar"),
    ],
)
def test_a_figure_has_its_own_definition(tab, path, place, label):
    words = opened(tab.open(path).locator(place))
    assert label in words
    assert "Asal definisi" in words


def test_the_account_of_rows_is_explained(tab):
    page = tab.open("mutu_data")
    page.locator('[data-testid="stExpander"]', has_text=re.compile(r"\d+ berkas")).last.click()
    # A click meets nothing while the list still grows.
    page.wait_for_function("document.getAnimations().every(each => each.playState !== 'running')")
    words = opened(page.locator(".st-key-alat_berkas"))
    assert {found.group(1) for found in re.finditer(COUNT, words)} == {"Pembilang", "Penyebut"}


def test_the_help_sentence_of_an_office_is_explained(tab):
    page = tab.open("kelurahan?unit=64.72.10.1003")
    assert page.locator("details .name", has_text="Angka bantuan 112").count() == 1


@pytest.mark.parametrize(
    ("path", "question", "said"),
    [
        ("", "Apakah kunjungan loket turun sesudah aktif?", r"turun \d+,\d\s%.*Selang 95\s%: −\d+,\d\s%"),
        ("?lang=en", "Did counter visits fall after going live?", r"fell .*\d+\.\d\s%.*95\s% interval: −\d+\.\d\s%"),
    ],
)
def test_what_going_live_did_is_counted_once_it_is_opened(tab, path, question, said):
    section = tab.open(f"kemajuan{path}").locator(".st-key-go_live")
    assert section.locator(".js-plotly-plot").count() == 0
    section.locator("summary", has_text=question).click()
    section.locator(".js-plotly-plot .points").first.wait_for()
    assert re.search(said, section.inner_text(), re.DOTALL)
