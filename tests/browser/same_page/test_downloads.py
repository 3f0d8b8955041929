"""What may be taken along is what is shown: CSV, one book, an image; nothing else gives more."""

from io import BytesIO
from zipfile import ZipFile

import pandas as pd
import pytest
from openpyxl import load_workbook
from support.codes import codes_in
from support.files.taken_files import taken, taken_from

from pages.view.navigation import PATHS

pytestmark = pytest.mark.browser
KANAL = "kanal?buka=semua"
KEMAJUAN = "kemajuan?buka=semua"
MUTU_DATA = "mutu_data?buka=semua"
FOLDED = {"kanal": KANAL, "kemajuan": KEMAJUAN, "mutu_data": MUTU_DATA, "bantuan_112": "bantuan_112?buka=semua"}
FOLDED["standar_layanan"] = "standar_layanan?buka=semua"
PAGES = tuple(FOLDED.get(path, path) for path in PATHS if path != "laporan")
OFFICE = "buka=semua&unit=64.72.10.1003"
# A month that is settled: then what hides small counts leaves too.
SETTLED = f"{KANAL}&kecamatan=64.72.10&bulan=2024-10"
PLACES = (
    *("kelurahan?" + OFFICE, f"kelurahan?{OFFICE}&banding=64.72.05.1003", "peta?" + OFFICE, "kanal?" + OFFICE),
    *("kemajuan?kecamatan=64.72.10", SETTLED, "kemajuan?gelombang=2024-12-02&geser=26"),
)
RAW = {"True", "False", "before", "since", "full", "partial", "silent", "ok", "not_provided", "not_applicable"}
SHOWN = {
    (SETTLED, "Permohonan menurut layanan"): {"Digital", "Diketik petugas", "Porsi di dalam aplikasi"},
    (KEMAJUAN, "Sasaran dan laju"): {"Keadaan", "Sumber"},
    (KEMAJUAN, "Peluang tiap sasaran"): {"Sasaran", "Tenggat", "Peluang menurut rencana"},
    (KEMAJUAN, "Kejadian di sepanjang waktu"): {"Tanggal", "Jenis", "Keterangan"},
    (MUTU_DATA, "Keandalan laporan"): {"Bulan tanpa laporan"},
    (MUTU_DATA, "Pertanggungjawaban baris"): {"Keadaan", "Sebab"},
    ("peta", "Jumlah kantor per kelas peta"): {"Kelas", "Kelurahan", "Kantor kecamatan"},
    ("kelurahan?" + OFFICE, "Riwayat status 64.72.10.1003"): {"Tanggal", "Status"},
}


@pytest.mark.parametrize("visit", [KANAL], indirect=True)
def test_the_data_of_a_chart_are_those_of_its_table(visit):
    """Numbers stay numbers, headings are in words, and the file says build and sample."""
    page = visit.page
    name, content = taken_from(page, "tren", "CSV untuk program")
    table = pd.read_csv(BytesIO(content))
    november = table[table["Bulan"] == "2024-11-01"].iloc[0]
    assert name == "DATA_CONTOH_porsi-digital-per-bulan-kota-samarinda-2024-11-program.csv"
    assert november["Pembilang"] / november["Penyebut"] == pytest.approx(november["Porsi digital"])
    assert set(table["Catatan"]) == {"DATA CONTOH"}
    # Visits that are not split by purpose are scaled, so that the denominator is no whole number.
    assert (november["Pembilang"], round(november["Penyebut"])) == (8074, 20060)
    _name, content = taken_from(page, "tren", "CSV untuk dibaca (Excel)")
    assert content.startswith(b"\xef\xbb\xbf")
    read = pd.read_csv(BytesIO(content), sep=";", dtype=str)
    told = f"{100 * november['Porsi digital']:.1f}%".replace(".", ",")
    assert read.loc[read["Bulan"] == "2024-11-01", "Porsi digital"].item() == told


@pytest.mark.parametrize("visit", [""], indirect=True)
def test_its_last_numbers_are_those_of_the_card(visit):
    card = visit.page.locator(".cards .card").nth(1)
    card.locator("details:not([open]) > summary").click()
    assert {"8.074", "20.060"} <= set(card.inner_text().splitlines())


@pytest.mark.parametrize(("visit", "path"), [(path, path) for path in (*PAGES, *PLACES)], indirect=["visit"])
def test_the_book_holds_every_table_of_the_page(visit, path):
    """A sheet a table in words, then the definitions; the first sheet says where it comes from."""
    page = visit.page
    files = page.locator('[class*="st-key-alat_"] .stPopover').count()
    _name, content = taken(page, page.get_by_role("button", name="Unduh tabel (XLSX)"))
    book = load_workbook(BytesIO(content))
    assert (book.sheetnames[0], book.sheetnames[-1]) == ("Tentang", "Definisi")
    assert len(book.sheetnames) - 2 >= files
    about = dict(book["Tentang"].iter_rows(min_row=2, values_only=True))
    assert about["Catatan"].startswith("DATA CONTOH")
    assert about["Data sampai"] == "29 November 2024"
    assert book["Definisi"].max_row > 1
    assert all(sheet.max_row > 1 and sheet.max_column > 1 for sheet in book)
    columns = {sheet.title: [[cell.value for cell in column] for column in sheet.columns] for sheet in book}
    for title in [title for at, title in SHOWN if at == path]:
        assert SHOWN[path, title] <= {column[0] for column in columns[title[:31]]}
    values = [value for each in columns.values() for column in each for value in column]
    parts = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, float)]
    assert {cell.number_format for cell in parts} <= {"0.0%", "#,##0.0"}
    shares = [column for sheet in book for column in sheet.columns if str(column[0].value).startswith("Porsi")]
    assert {cell.number_format for column in shares for cell in column if isinstance(cell.value, float)} <= {"0.0%"}
    assert not [value for value in values if isinstance(value, bool) or value in RAW]
    texts = [value for title in columns if title != "Definisi" for column in columns[title] for value in column]
    assert codes_in("\n".join(value for value in texts if isinstance(value, str))) == set()
    days = [value for each in columns.values() for column in each if column[0] == "Hari" for value in column[1:]]
    assert all(str(day)[0].isalpha() for day in days)


@pytest.mark.parametrize("visit", [KANAL], indirect=True)
def test_an_image_of_a_chart_by_keyboard(visit):
    """The button is reached without a mouse, and gives a PNG of the chart's own name."""
    page = visit.page
    page.locator(".st-key-alat_tren .stPopover button").focus()
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Unduh gambar: Porsi digital per bulan")
    button.focus()
    with page.expect_download() as given:
        page.keyboard.press("Enter")
    content = given.value.path().read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) > 10_000
    assert given.value.suggested_filename == "DATA_CONTOH_porsi-digital-per-bulan-kota-samarinda-2024-11.png"
    assert visit.outside == []


def drawn_texts(page, key) -> tuple[list[str], str]:
    """The texts of a chart's picture from top to bottom as it is made, and its style."""
    page.evaluate(
        """() => {
            const made = URL.createObjectURL;
            URL.createObjectURL = (blob) => { window.picture = blob.text(); return made.call(URL, blob); };
        }"""
    )
    taken_from(page, key, "Unduh gambar")
    return tuple(
        page.evaluate(
            """async () => {
                const picture = new DOMParser().parseFromString(await window.picture, "image/svg+xml");
                const texts = [...picture.querySelectorAll("text")].map((text) => text.textContent);
                return [texts, picture.querySelector("style").textContent];
            }"""
        )
    )


@pytest.mark.parametrize(
    ("visit", "key", "title", "place", "period"),
    [
        (KANAL, "tren", "Porsi digital per bulan", "Kota Samarinda", "November 2023 – November 2024"),
        ("bantuan_112?bulan=2024-10", "topik", "Panggilan bantuan menurut topik", "Kota Samarinda", "Oktober 2024"),
        ("kemajuan", "prakiraan", "Prakiraan kelurahan aktif", "Kota Samarinda", "1 Sep 2023 – 31 Okt 2026"),
        ("kanal", "hari_both", "Porsi digital per hari kerja", "Kota Samarinda", "1 Sep 2023 – 29 Nov 2024"),
        (
            *("kelurahan?" + OFFICE, "banding_kantor", "Porsi digital per bulan", "Kelurahan Sengkotek"),
            "November 2023 – November 2024",
        ),
    ],
    indirect=["visit"],
)
def test_a_picture_says_what_where_and_when_in_the_font_of_the_page(visit, key, title, place, period):
    """Forwarded alone it must be understood: the finding, then of what; in another font its legend would be cut."""
    finding = visit.page.locator(f".stElementContainer:has(+ .st-key-{key}) p.finding").inner_text()
    texts, style = drawn_texts(visit.page, key)
    assert " ".join(texts).startswith(f"{finding} {title} · {place} · {period}")
    assert 'font-family:"Source Sans"' in style
    assert "url(data:font/woff2;base64," in style
    assert visit.outside == []


@pytest.mark.parametrize("visit", ["kelurahan?" + OFFICE], indirect=True)
def test_a_single_office_gives_months_only(visit):
    """By weekday and hour one office's figures could point at persons: there is no file, and the page says why."""
    page = visit.page
    assert page.locator(".st-key-lipat_hari .js-plotly-plot").count() == 1
    assert page.locator(".st-key-alat_hari_kantor").get_by_role("button").count() == 0
    assert page.get_by_text("Untuk mengunduhnya, pilih wilayah yang lebih luas.").count() >= 1
    _name, content = taken(page, page.get_by_role("button", name="Unduh tabel (XLSX)"))
    assert not [name for name in load_workbook(BytesIO(content)).sheetnames if "hari kerja" in name]


@pytest.mark.parametrize("visit", PAGES, indirect=True)
def test_no_toolbar_gives_more(visit):
    """No data frame with Streamlit's own download, and none of plotly's own buttons."""
    page = visit.page
    assert page.locator('[data-testid="stDataFrame"], [data-testid="stElementToolbar"]').count() == 0
    assert page.locator(".modebar-btn").count() == 0


@pytest.mark.parametrize("visit", ["kemajuan?gelombang=2024-12-02&geser=26"], indirect=True)
def test_a_moved_wave_says_so_wherever_it_goes(visit):
    """Name, first sheet, rows and picture of a supposition: else it could pass for the forecast itself."""
    words = "Pengandaian: gelombang 2 Des 2024 mundur 26 minggu"
    page = visit.page
    name, content = taken_from(page, "prakiraan", "CSV untuk program")
    assert "pengandaian-gelombang-2-des-2024-mundur-26-minggu" in name
    assert set(pd.read_csv(BytesIO(content))["Pengandaian"]) == {words}
    name, content = taken(page, page.get_by_role("button", name="Unduh tabel (XLSX)"))
    book = load_workbook(BytesIO(content))
    assert "pengandaian-gelombang-2-des-2024" in name
    assert dict(book["Tentang"].iter_rows(min_row=2, values_only=True))["Pengandaian"] == words
    supposed = [sheet.title for sheet in book if "Pengandaian" in [cell.value for cell in sheet[1]]]
    assert supposed == ["Peluang tiap sasaran", "Prakiraan kelurahan aktif", "Gelombang terencana"]
    # On the picture it takes as many lines as it needs.
    drawn = page.locator(".st-key-prakiraan svg").first.evaluate("it => it.parentNode.textContent")
    assert words.replace(" ", "") in drawn.replace(" ", "")


@pytest.mark.parametrize("visit", ["kemajuan"], indirect=True)
def test_a_forecast_as_planned_supposes_nothing(visit):
    page = visit.page
    name, content = taken_from(page, "prakiraan", "CSV untuk program")
    assert "pengandaian" not in name
    assert "Pengandaian" not in content.decode()


@pytest.mark.parametrize("visit", ["mutu_data?buka=terbuka"], indirect=True)
def test_the_open_data_are_offered_where_an_analyst_looks(visit):
    """The same files as of the command, in one archive, marked as a sample; CSV that a program reads."""
    page = visit.page
    name, content = taken(page, page.get_by_role("button", name="Unduh data terbuka (ZIP)"))
    assert name.startswith("DATA_CONTOH_data-terbuka")
    with ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        assert "DATA_CONTOH_datapackage.json" in names
        tables = [each for each in names if each.endswith(".csv")]
        assert len(tables) == len([each for each in names if each.endswith(".parquet")]) > 3
        assert all("month" in pd.read_csv(archive.open(each)).columns for each in tables)


@pytest.mark.parametrize("visit", [KEMAJUAN], indirect=True)
def test_a_chance_is_a_number_in_the_book(visit):
    _name, content = taken(visit.page, visit.page.get_by_role("button", name="Unduh tabel (XLSX)"))
    rows = [*load_workbook(BytesIO(content))["Peluang tiap sasaran"].iter_rows()]
    at = [cell.value for cell in rows[0]].index("Peluang menurut rencana")
    chances = [row[at] for row in rows[1:] if row[at].value is not None]
    assert chances
    assert {cell.number_format for cell in chances} == {"0.0%"}
    assert all(0 <= cell.value <= 1 for cell in chances)
