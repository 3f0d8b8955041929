"""Tanya data in the real app: a question is asked, drawn and taken along, one that never ends is ended by a button."""

import re

import pytest
from playwright.sync_api import expect
from support.browser_tab import PATIENCE_MS, Tab

pytestmark = pytest.mark.browser
MONTHS = """SELECT date_trunc('month', date)::DATE AS bulan, sum(visits) AS kunjungan
FROM unit_day_total GROUP BY ALL ORDER BY bulan"""
ENDLESS = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r"


def _ask(tab: Tab, sql: str) -> None:
    box = tab.page.get_by_label("Pertanyaan (SQL)")
    box.fill(sql)
    # What is typed counts once the box is left.
    box.blur()
    tab.settle()
    tab.page.get_by_role("button", name="Tanyakan", exact=True).click()


def test_an_answer_is_shown_drawn_and_taken_along(tab: Tab) -> None:
    page = tab.open("tanya_data")
    _ask(tab, MONTHS)
    page.get_by_role("columnheader", name="kunjungan").wait_for()
    tab.settle()
    with page.expect_download() as fetched:
        page.get_by_role("button", name="CSV untuk program").click()
    content = fetched.value.path().read_text("utf-8")
    assert fetched.value.suggested_filename.startswith("DATA_CONTOH_jawaban-")
    assert content.startswith("bulan,kunjungan,Versi data,Catatan")
    page.get_by_text("Grafik", exact=True).click()
    page.locator(".js-plotly-plot").wait_for()


def test_what_is_too_fine_stays_and_what_is_wrong_says_where(tab: Tab) -> None:
    page = tab.open("tanya_data")
    _ask(tab, "SELECT unit_code, date, visits FROM unit_day_total LIMIT 5")
    page.get_by_text("Jawaban ini lebih rinci daripada itu").wait_for()
    assert page.get_by_role("button", name="CSV untuk program").count() == 0
    _ask(tab, "SELECT\n  salah FROM units")
    page.get_by_text("Tempatnya: baris 2, huruf ke-3.").wait_for()
    _ask(tab, "COPY units TO '/tmp/keluar.csv'")
    page.get_by_text("Yang dapat ditanyakan hanya SELECT").wait_for()


def test_a_question_that_never_ends_is_ended_by_a_button(tab: Tab) -> None:
    page = tab.open("tanya_data")
    _ask(tab, ENDLESS)
    page.get_by_text("Sedang dihitung").wait_for()
    page.get_by_role("button", name="Batalkan").click()
    page.get_by_text("Sedang dihitung").wait_for(state="hidden")
    _ask(tab, "SELECT 41 + 1 AS jawab")
    page.get_by_role("columnheader", name="jawab").wait_for()


def test_an_example_is_put_into_the_box(tab: Tab) -> None:
    page = tab.open("tanya_data")
    box = page.get_by_test_id("stSelectbox").filter(has_text="Contoh dan pertanyaan tersimpan")
    tab.choose_in(box, "Sebab apa yang paling banyak menahan baris?")
    expect(page.get_by_label("Pertanyaan (SQL)")).to_have_value(re.compile("quarantine_reason"), timeout=PATIENCE_MS)
