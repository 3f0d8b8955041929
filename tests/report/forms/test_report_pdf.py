"""The report is read back: what stands on paper is what the analytics say, in a well-made PDF."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from pypdf import PdfReader
from support.files.pdf_text import alternatives, pages, words

from analytics.assistance import assistance_rate
from analytics.build import calls, rollout_events, unit_days
from analytics.effect import digital_days
from analytics.rollout import status_on
from analytics.uptake import digital_share, weekday_shares
from core.formats import number, percent, points
from core.snapshot import Snapshot
from report.content.assembly import report_content
from report.content.model import Content
from report.content.report_build import ReportBuild
from report.drawing.map import map_svg
from report.drawing.weekdays import ChartWords, weekday_chart
from report.forms.read_pdf import lines_of_pages
from report.forms.set import render

pytestmark = pytest.mark.prints

END = date(2024, 10, 31)
START = date(2024, 8, 27)


def table_of_units(text: list[str]) -> str:
    """The table of all offices, which runs over pages."""
    return " ".join(text).split("Semua kantor pada")[1].split("Mutu data")[0]


@pytest.fixture(scope="module")
def facts(snapshot: Snapshot) -> pd.DataFrame:
    return unit_days(snapshot)


def test_a4_pages_with_title_language_and_tags(october_reader: PdfReader) -> None:
    root = october_reader.trailer["/Root"]
    assert 6 <= len(october_reader.pages) <= 9
    assert all((round(page.mediabox.width), round(page.mediabox.height)) == (595, 842) for page in october_reader.pages)
    assert october_reader.metadata is not None
    assert october_reader.metadata.title == "Laporan adopsi layanan digital Oktober 2024"
    assert root["/Lang"] == "id"
    assert root["/MarkInfo"]["/Marked"]


def test_drawings_have_alternative_texts(october_reader: PdfReader) -> None:
    """The map's text counts every status; the chart's text holds every share of its table."""
    told = sorted(words(text) for text in alternatives(october_reader))
    assert len(told) == 5
    assert told[0].startswith("Kelurahan dan kantor kecamatan yang aktif")
    assert told[1].startswith("Peta 59 kelurahan dan 10 kantor kecamatan")
    assert told[2].startswith("Peta yang sama seperti pada halaman pertama")
    assert told[3].startswith("Porsi digital Senin sampai Jumat")
    assert told[3].count("%") == 10
    assert told[4].startswith("Porsi digital di kantor aktif per bulan. November 2023: ")


def test_every_font_is_embedded(october_reader: PdfReader) -> None:
    for page in october_reader.pages:
        fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
        names = {font["/BaseFont"].split("+")[1] for font in fonts}
        assert names <= {"SourceSansPro-Regular", "SourceSansPro-Semibold"}
        for font in fonts:
            descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_headline_figures_are_those_of_the_analytics(
    snapshot: Snapshot, facts: pd.DataFrame, october_reader: PdfReader
) -> None:
    """Offices, share, gap and help rate, each taken from its own function, head the annex."""
    text = pages(october_reader)[2]
    month = facts[facts["month"] == "2024-10-01"]
    status = status_on(rollout_events(snapshot), snapshot.table("units"), END)
    live = status[status["status"] == "aktif"].groupby("kind").size()
    share = digital_share(month).iloc[0]
    effect = digital_days(facts, START, END)
    rate = assistance_rate(month, calls=calls(snapshot)).iloc[0]
    for figure in (
        f"{live['kelurahan']}/59 kelurahan · {live['kecamatan']}/10 kantor kecamatan",
        percent(share["share"]),
        f"{number(share['numerator'])} dari {number(share['denominator'])} permohonan dan kunjungan",
        "permohonan dan kunjungan pada hari yang lengkap",
        points(effect.gap.value),
        f"{number(rate['numerator'])} panggilan untuk {number(rate['denominator'])} permohonan digital, semua hari",
        number(rate["rate"], 1),
    ):
        assert words(figure) in text


def test_weekday_table_holds_the_shares_of_the_analytics(facts: pd.DataFrame, october_reader: PdfReader) -> None:
    text = pages(october_reader)[3]
    rows = weekday_shares(facts[facts["date"] <= pd.Timestamp(END)], START)
    rows = rows[(rows["group"] == "both") & rows["weekday"].str.isdigit()]
    assert len(rows) == 10
    for row in rows.itertuples():
        assert words(f"{percent(row.share)} ({number(row.numerator)}/{number(row.denominator)})") in text


def test_all_offices_stand_in_the_table(october: Content, facts: pd.DataFrame, october_reader: PdfReader) -> None:
    """59 kelurahan and 10 kecamatan offices, each live one with its share and counts."""
    text = table_of_units(pages(october_reader))
    shares = digital_share(facts[facts["month"] == "2024-10-01"], ["unit_code"]).set_index("unit_code")
    assert [sum(unit.kind == kind for unit in october.units) for kind in ("kelurahan", "kecamatan")] == [59, 10]
    for unit in october.units:
        assert (f"Kec. {unit.name} " if unit.kind == "kecamatan" else f"{unit.name} ") in text
        row = shares.loc[unit.code]
        if row["state"] == "ok":
            counts = f"{number(row['numerator'])}/{number(row['denominator'])}"
            assert words(f"{percent(row['share'])} {counts}") in text
    assert text.count("belum aktif") == int(shares["reason"].eq("not_live").sum())


def test_definitions_and_origin_of_the_data_are_printed(october: Content, october_reader: PdfReader) -> None:
    text = " ".join(pages(october_reader)[4:])
    for label in ("Cakupan.", "Porsi digital.", "Selisih hari digital.", "Angka bantuan 112.", "Kelengkapan."):
        assert label in text
    assert f"Asal: versi data {october.build}" in text
    assert october.fingerprint[:16] in text


def test_sample_data_are_marked_on_every_page_and_only_they(october: Content, october_reader: PdfReader) -> None:
    assert all("DATA CONTOH" in text for text in pages(october_reader))
    assert not any("DATA CONTOH" in text for text in pages(render(replace(october, is_sample=False))))


def test_text_from_data_is_never_markup(october: Content) -> None:
    """A name full of markup is printed as it is, in the table and on the annex's map."""
    name = '#panic("x") *a* $b$ <c>&d;'
    units = tuple(replace(unit, name=name) if unit.code == "64.72.01.1001" else unit for unit in october.units)
    text = pages(render(replace(october, units=units)))
    assert name in table_of_units(text)
    assert "*a*" in text[3]


def test_an_unknown_status_is_said_not_guessed(october: Content) -> None:
    units = tuple(replace(unit, status=None, since=None) for unit in october.units[:1]) + october.units[1:]
    text = pages(render(replace(october, units=units)))
    assert "Tidak diketahui 0 kelurahan, 1 kantor" in text[0]
    assert "Tidak diketahui tak tercatat" in table_of_units(text)


def test_before_the_digital_days_the_report_says_why_there_is_no_chart(build: ReportBuild) -> None:
    text = pages(render(report_content(build, date(2024, 7, 1))))
    assert "hari digital baru mulai 27 Agustus 2024" in " ".join(text[2:])
    assert "belum cukup data" in text[0]


def test_the_longest_texts_still_leave_two_pages(october: Content) -> None:
    """Every answer and task in many words, and notices for a page: map on the first page, tasks on the second."""
    decision = october.decision
    assert decision is not None
    long = "datanya belum cukup karena log permohonan atau log 112 tidak mencakup masa ini"
    answers = tuple(replace(each, label="belum cukup data", line=long) for each in decision.answers)
    tasks = tuple(replace(each, why=f"{each.why}, {long[:50]}") for each in decision.tasks)
    told = tuple(f"Hal {at} tidak diketahui, dan semua angka bulan ini memakai hari yang lain." for at in range(16))
    whole = replace(decision, answers=answers, tasks=tasks, headline=f"{decision.headline} {long}.")
    text = pages(render(replace(october, decision=whole, notices=told)))
    assert "Di mana layanan sudah aktif" in text[0]
    assert "Halaman 2/2" in text[1]
    assert "Yang terjadi dengan daftar September 2024" in text[1]
    assert text[2].index("Lampiran") < text[2].index(told[-1]) < text[2].index("Angka utama")
    assert told[0] in text[0]


def test_an_empty_drawing_is_never_made(october: Content) -> None:
    with pytest.raises(ValueError, match="no shape"):
        map_svg([], (100, 100))
    with pytest.raises(ValueError, match="no share"):
        weekday_chart(replace(october.weekdays, days=()), ChartWords("a", "b", "c"), 60, 60)


def test_no_line_begins_with_a_percent_sign(october: Content) -> None:
    detail = "{} rentang 95%: +21,8 sampai +31,2 poin · kunjungan seminggu −17,6% (−20,8 sampai −14,2%)"
    figures = tuple(replace(each, detail=detail.format("i" * 4 * at)) for at, each in enumerate(october.figures))
    lines = lines_of_pages(render(replace(october, figures=figures)))[2]
    assert not [line for line in lines if line.startswith("%")]
