"""Alone and closed: nothing goes out, nobody comes in from elsewhere, and text from data is text on every path."""

import re
import shutil
import socket
from datetime import date
from io import BytesIO
from pathlib import Path

import duckdb
import pytest
from pypdf import PdfReader
from support.browser_tab import SCRIPT_ENDED, unfolded

from analytics import open_city
from core.scope import whole_city
from core.store import Store
from core.tables import TABLES
from etl.publishing import builds
from pages.view.navigation import PATHS
from report import ReportBuild, render, report_content
from tools.assets import FONT_FILES, LEAFLET_FILES
from tools.assets import main as place_assets

pytestmark = pytest.mark.browser
PAGES = tuple(PATHS)
EVIL = (
    '=1+1<img src="http://evil.test/i.png" onerror="window.evil=1"><script>window.evil=1</script>'
    '<a href="http://evil.test/">x</a>![m](http://evil.test/m.png)[l](http://evil.test/){{7*7}}'
)
# Texts that people write; codes are checked by the readers and mean something to the pages.
WRITTEN = {
    "units": ("name", "kecamatan"),
    "services": ("label_id", "label_en"),
    "calendar": ("holiday",),
    "events": ("label_id", "label_en", "source"),
    "targets": ("label_id", "label_en", "stated_on", "source"),
    "rollout": ("source",),
    "boundaries": ("source",),
    "file_account": ("path", "reason"),
    "quarantine_reason": ("path",),
}
# What markup would have made, here and in every frame: elements that name the other host, or a script that ran.
MADE = """() => [...document.querySelectorAll("*")].filter(node =>
    [...node.attributes].some(one => ["src", "href", "onerror", "xlink:href"].includes(one.name)
        && /evil/.test(one.value))).map(node => node.outerHTML.slice(0, 200)).concat(window.evil ? ["ran"] : [])"""


@pytest.fixture(scope="module")
def evil_build(sample_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's build with markup, Markdown and a formula in every text that people write."""
    store = Store(tmp_path_factory.mktemp("evil") / "contoh")
    shutil.copytree(sample_store.published_dir, store.published_dir)
    shutil.copy(sample_store.sample_marker, store.sample_marker)
    build = store.published_dir / f"{store.pointer.read_text().strip()}.duckdb"
    with duckdb.connect(str(build)) as connection:
        for table, columns in WRITTEN.items():
            keys = next(one.key for one in TABLES if one.name == table)
            for column in columns:
                mark = f" || {keys[0]}" if column in ("path", "name") else ""
                connection.execute(f'UPDATE "{table}" SET "{column}" = $1{mark} WHERE "{column}" IS NOT NULL', [EVIL])
    builds.seal(build, build.stem)
    return build


@pytest.fixture(scope="module")
def evil_address(evil_build, app_on):
    with app_on(evil_build.parent.parent.parent) as address:
        yield address


@pytest.mark.parametrize("query", ["lang=en", "unit=64.72.01.1001"])
def test_text_from_data_stays_text_on_every_page(evil_address, tab_on, query):
    """No page makes an element, a script or a request out of it; and it is shown, as it was written.

    The city in one language and an office in the other: what is escaped does not depend on which of both is chosen.
    """
    with tab_on(evil_address) as tab:
        tab.open(f"?{query}")
        for path in PAGES:
            page = tab.walk(unfolded(f"{path}?{query}"))
            tab.unfold()
            assert [made for frame in page.frames for made in frame.evaluate(MADE)] == [], path
            text = page.locator('[data-testid="stMain"]').inner_text()
            assert "tidak dapat ditampilkan" not in text, path
            assert "cannot be shown" not in text, path
        assert tab.outside == []


def test_text_from_data_is_shown_as_it_was_written(evil_address, tab_on):
    with tab_on(evil_address) as tab:
        page = tab.open("kelurahan?unit=64.72.01.1001")
        assert EVIL in page.locator('[data-testid="stMain"] h2').first.inner_text()


def test_text_from_data_stays_text_in_the_pdf(evil_build):
    """No link leaves the report, and the text stands in it."""
    made = PdfReader(BytesIO(render(report_content(ReportBuild(open_city(whole_city(evil_build))), date(2024, 10, 1)))))
    links = [
        note.get_object()["/A"].get("/URI", "") for page in made.pages for note in page.get("/Annots", [])
        if "/A" in note.get_object()
    ]  # fmt: skip
    assert [link for link in links if "evil" in str(link)] == []
    text = re.sub(r"\s+", "", "".join(page.extract_text() for page in made.pages))
    assert "{{7*7}}" in text
    assert "window.evil=1" in text


FORBIDDEN_BY = """() => new Promise(told => {
    document.addEventListener('securitypolicyviolation', forbidden => told(forbidden.effectiveDirective));
    fetch('http://evil.test/').catch(() => 0);
})"""
"""By which rule of the page's policy another host is not asked."""


def test_what_a_page_asks_of_others_is_seen(tab):
    """Every tab is held to ask nobody but the app (support.browser_tab); one that does is noted, and blocked.

    A page of the dashboard cannot: its own policy forbids it.
    """
    page = tab.open("mutu_data")
    assert page.evaluate(FORBIDDEN_BY) == "connect-src"
    assert tab.outside == []
    page.goto("about:blank")
    assert all("http://evil.test/" in told for told in tab.refused)
    assert tab.refused
    tab.refused.clear()
    with page.expect_request("http://evil.test/"):
        page.evaluate("fetch('http://evil.test/').catch(() => 0)")
    assert tab.outside == ["http://evil.test/"]
    tab.outside.clear()


def listening(port: int) -> set[str]:
    """The addresses, as the kernel writes them, on which anybody listens on a port."""
    rows = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    return {row[1].split(":")[0] for row in rows if row[3] == "0A" and int(row[1].split(":")[1], 16) == port}


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="the kernel's list of listeners is Linux's")
def test_server_listens_to_this_machine_only(app):
    assert listening(int(app.rpartition(":")[2])) == {"0100007F"}


def test_told_to_listen_elsewhere_it_shows_one_sentence(sample_store, app_on, tab_on):
    """No page, no menu, no figure; by whatever link."""
    with app_on(sample_store.root.parent, "--server.address", "0.0.0.0") as address, tab_on(address) as tab:
        for path in ("", "peta", "peta%20", "kelurahan?unit=64.72.01.1001"):
            tab.page.goto(f"{address}/{path}")
            tab.page.get_by_text("hanya dapat dibuka lewat gerbangnya").wait_for()
            tab.page.wait_for_selector(SCRIPT_ENDED)
            assert tab.page.locator('[data-testid="stSidebar"], h1, iframe, table, [role="dialog"]').count() == 0
            text = tab.page.locator('[data-testid="stMain"]').inner_text()
            assert text.strip().splitlines() == [
                "Dasbor ini hanya dapat dibuka lewat gerbangnya, di komputer tempat ia berjalan: "
                "jalankan dengan make run, di 127.0.0.1."
            ]


def test_static_folder_holds_leaflet_fonts_and_icon_only(tmp_path):
    """It is served to everybody: a list, not a rule."""
    place_assets(tmp_path)
    found = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    fonts = {f"fonts/{name}" for name in FONT_FILES}
    assert found == {f"leaflet/{name}" for name in LEAFLET_FILES} | fonts | {"icon.svg"}


def test_own_server_keeps_strangers_out(app):
    """Another address of this machine, where it has one, is refused."""
    own = {row[4][0] for row in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    port = int(app.rpartition(":")[2])
    for address in own - {name for name in own if name.startswith("127.")}:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((address, port), timeout=2)
