"""The officers' guide in pictures, taken while an invented month is sent: `python -m bench.views.guide FOLDER`.

An officer is logged in, on a phone. The month is the one that is due, so that no page speaks of an old file.
"""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Annotated, Final

import typer
from openpyxl import Workbook
from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright

from bench.process import run_module
from bench.shots import IDLE
from bench.views.chromium import launched
from bench.views.server import free_port, serving
from core.clock import WORKDAYS, now_in_city
from intake import month_due

WIDTH: Final = 390
LONGEST_MS: Final = 120_000
AFTER_PAINT_MS: Final = 900
COLOURS: Final = 64
"""Of a page without photographs: a third of the bytes."""
OFFICE, TITLE, ACCOUNT = "64.72.03.1005", "Kelurahan Sidodadi", "petugas@kota.contoh"
SECRET: Final = "a secret of pictures, longer than thirty-two"
BOOK, TEXT = "Rekap loket.xlsx", "loket sore.csv"


def main(folder: Annotated[Path, typer.Argument(help="Where the pictures go.")] = Path("docs/gambar")) -> None:
    """Send an invented month as an officer does, and take a picture of each step."""
    month = month_due(now_in_city().date())
    with _officer() as page:
        _wait(page)
        _take(page, folder / "setor-1-pilih.png", down_to=page.get_by_text("Setoran saya"))
        _choose(page, BOOK, _workbook(month))
        send = _card(page, BOOK).get_by_role("button", name="Setor", exact=True)
        send.wait_for()
        _wait(page)
        _take(page, folder / "setor-2-hasil.png", _card(page, BOOK))
        send.click()
        page.get_by_text("sudah terbit").wait_for()
        _wait(page)
        _take(page, folder / "setor-3-terkirim.png")
        _choose(page, TEXT, _text(month))
        _card(page, TEXT).get_by_role("combobox").click()
        page.get_by_role("option", name="Kunjungan loket", exact=True).click()
        page.get_by_role("button", name="Simpan dan periksa lagi").wait_for()
        _wait(page)
        _take(page, folder / "setor-4-judul.png", _card(page, TEXT))
        page.get_by_role("button", name="Batal", exact=True).click()
        _card(page, TEXT).wait_for(state="detached")
        _wait(page)
        page.get_by_text("Unduh templat", exact=True).click()
        page.get_by_role("button", name="Unduh templat kunjungan loket").wait_for()
        _take(page, folder / "setor-5-templat.png", page.locator(".stExpander").last)


@contextmanager
def _officer() -> Iterator[Page]:
    """The page Setor data of one office's officer, on a city whose request log has come already."""
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        data, secret, port = Path(temporary) / "data", Path(temporary) / "rahasia", free_port()
        _prepare(data)
        secret.write_text(SECRET)
        secret.chmod(stat.S_IRUSR | stat.S_IWUSR)
        address = f"http://127.0.0.1:{port}"
        told = {"ADOPSI_MASUK": "proksi", "ADOPSI_ALAMAT": address, "ADOPSI_PROKSI_RAHASIA_FILE": str(secret)}
        with serving(data, port=port, **told):
            browser = launched(playwright.chromium)
            page = browser.new_page(
                locale="id-ID", viewport={"width": WIDTH, "height": 900}, device_scale_factor=2,
                extra_http_headers={"X-Adopsi-Akun": ACCOUNT, "X-Adopsi-Rahasia": SECRET, "X-Adopsi-Grup": ""},
            )  # fmt: skip
            page.set_default_timeout(LONGEST_MS)
            page.goto(f"{address}/setor_data")
            yield page
            browser.close()


def _prepare(data: Path) -> None:
    """A request log until today, and the counts of the month before the one that is sent."""
    today = now_in_city().date()
    month = month_due(today)
    days = _workdays((month - timedelta(days=1)).replace(day=1), today)
    requests, visits = data / "raw" / "permohonan", data / "raw" / "kunjungan"
    for folder in (requests, visits, data / "local"):
        folder.mkdir(parents=True)
    (requests / "sumber.toml").write_text('zone = "WITA"\n')
    head = "No Permohonan;Unit Layanan;Jenis Layanan;Asal Permohonan;Status;Tanggal Permohonan"
    rows = [f"P-{number:04};{TITLE};SKTM;Warga;Selesai;{day:%d/%m/%Y} 09.00" for number, day in enumerate(days, 1)]
    (requests / "permohonan.csv").write_text("\n".join([head, *rows, ""]))
    counts = [f"{day:%Y-%m-%d};{TITLE};Permohonan;{_count(day)}" for day in days if day < month]
    (visits / "kunjungan.csv").write_text("\n".join(["Tanggal;Unit Layanan;Keperluan;Jumlah", *counts, ""]))
    (data / "local" / "akses.csv").write_text(f"kind,value,role,place\nemail,{ACCOUNT},operator,{OFFICE}\n")
    run_module(["etl", "load"], data)


def _workdays(first: date, last: date) -> list[date]:
    days = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    return [day for day in days if day.isoweekday() in WORKDAYS]


def _count(day: date) -> int:
    return 8 + day.toordinal() * 5 % 9


def _workbook(month: date) -> bytes:
    """A month as offices keep it, days as columns; on one day a word in place of a count."""
    days = [month + timedelta(days=each) for each in range(31)]
    days = [day for day in days if day.month == month.month]
    counts: list[int | str] = [_count(day) if day.isoweekday() in WORKDAYS else "" for day in days]
    spoilt = [place for place, count in enumerate(counts) if count][6]
    counts[spoilt] = "10?"
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "Rekap"
    sheet.append([f"REKAPITULASI KUNJUNGAN LOKET {month:%m-%Y}"])
    sheet.append(["No", "Unit Layanan", "Keperluan", *days])
    sheet.append([1, TITLE, "Permohonan", *counts])
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def _text(month: date) -> bytes:
    """Counts under titles of an office's own."""
    rows = [f"{day:%d/%m/%Y};{_count(day)};urus surat" for day in _workdays(month, month + timedelta(days=20))]
    return "\n".join(["hr layanan;banyak org;maksud", *rows, ""]).encode()


def _choose(page: Page, name: str, content: bytes) -> None:
    page.locator("#files").set_input_files([{"name": name, "mimeType": "application/octet-stream", "buffer": content}])


def _card(page: Page, name: str) -> Locator:
    return page.locator('[class*="st-key-berkas_"]').filter(has_text=name)


def _wait(page: Page) -> None:
    page.wait_for_selector("h1")
    page.wait_for_selector(IDLE)
    page.wait_for_timeout(AFTER_PAINT_MS)


def _take(page: Page, target: Path, part: Locator | None = None, *, down_to: Locator | None = None) -> None:
    """A part of the page, or all of it down to a place, in a window so tall that nothing hides it."""
    height = int(page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight"))
    page.set_viewport_size({"width": WIDTH, "height": height + 200})
    page.wait_for_timeout(AFTER_PAINT_MS)
    if part:
        taken = part.screenshot()
    else:
        end = down_to.bounding_box() if down_to else None
        taken = page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": end["y"] if end else height})
    Image.open(BytesIO(taken)).quantize(COLOURS).save(target, optimize=True)
    page.set_viewport_size({"width": WIDTH, "height": 900})
    page.wait_for_timeout(AFTER_PAINT_MS)


if __name__ == "__main__":
    os.environ["ADOPSI_PEMUAT"] = "dasbor"
    typer.run(main)
