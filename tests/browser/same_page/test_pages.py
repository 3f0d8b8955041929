"""Each page of the real app shows the numbers of the truth, asks nobody outside, and shows no error."""

import json
import re
from typing import Any

import pytest
from support.browser_tab import LINES_OF_TITLES, PHONE, At, english, unfolded

from core.formats import number, percent
from core.store import Store
from pages.frame.framework_words import FRAMEWORK_WORDS
from pages.view.navigation import PAGE_TITLES, PATHS

pytestmark = pytest.mark.browser
PAGES = {path: PAGE_TITLES[name] for path, name in PATHS.items() if name != "laporan"}

IN_THE_MARGIN = """() => {
  const main = document.querySelector(".stMainBlockContainer");
  const edge = main.getBoundingClientRect().right - parseFloat(getComputedStyle(main).paddingRight) + 1;
  const isCut = (e) => e !== main && (getComputedStyle(e).overflowX !== "visible" || isCut(e.parentElement));
  return [...main.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().width)
    .filter((each) => each.getBoundingClientRect().right > edge && !isCut(each.parentElement))
    .map((each) => `${each.tagName}.${each.className}`);
}"""
"""What ends further right than the text of the page, and is cut off nowhere."""


@pytest.fixture(scope="module")
def truth(sample_store: Store) -> dict[str, Any]:
    """What the generator knows of the sample, computed without the ETL and without analytics."""
    return json.loads((sample_store.root / "truth.json").read_text())


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


SAID = """() => {
    const told = ["aria-label", "title", "placeholder"];
    const labels = [...document.body.querySelectorAll("*")].flatMap((node) => told.map((at) => node.getAttribute(at)));
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        if (!texts.currentNode.parentElement.closest("script, style")) labels.push(texts.currentNode.data.trim());
    }
    return labels;
}"""


@pytest.mark.parametrize(("visit", "path"), [(unfolded(path), path) for path in PAGES], indirect=["visit"])
def test_page_stands_alone(visit, path):
    """A page opened by its link has its title, the as-of, the sample label, no error and no request outside.

    Nothing on it is said in the framework's English, to who sees or to who listens.
    """
    page = visit.page
    assert page.title() == f"{PAGES[path]} · Adopsi Samarinda"
    assert set(page.evaluate(SAID)) & FRAMEWORK_WORDS.keys() == set()
    text = plain(page.locator('[data-testid="stMain"]').inner_text())
    assert page.locator("h1").inner_text() == PAGES[path]
    assert "Data sampai 29 Nov 2024" in text
    assert "DATA CONTOH" in text
    assert "tidak dapat ditampilkan" not in text
    assert page.locator('[data-testid="stException"]').count() == 0
    assert visit.outside == []


LINKS = """() => [...document.querySelectorAll('a[href]')].map((each) => new URL(each.href))
    .filter((url) => url.host === location.host).map((url) => [url.pathname, url.searchParams.get("bulan")])"""


@pytest.mark.parametrize(("visit", "path"), [(unfolded(path), path) for path in PAGES], indirect=["visit"])
def test_the_period_is_in_the_address_and_in_every_link(visit, path):
    """Also where nobody chose one: sent tomorrow, a link shows what it shows today."""
    page = visit.page
    period = page.evaluate("new URL(location.href).searchParams.get('bulan')")
    assert period
    assert [found for found in page.evaluate(LINKS) if found[1] is None] == []


# Phone screens of 844 px and visible words, before a fold is opened; names and figures of a list are not counted.
BUDGETS: dict[str, tuple[float, int | None]] = {
    "": (2.5, 150),
    "peta": (2, 120),
    "kanal": (3.5, 200),
    "kemajuan": (3.5, 200),
    "kelurahan": (4, None),
    "mutu_data": (4, None),
    "bantuan_112": (3.5, 200),
    "standar_layanan": (2.5, 200),
}
# One office's own page, live and not, and the map near by.
STORIES: dict[str, tuple[float, int | None]] = {
    "kelurahan?unit=64.72.10.1003": (3.5, 200),
    "kelurahan?unit=64.72.01.1005": (3.5, 200),
    "peta?unit=64.72.10.1003": (2, 120),
    "peta?kecamatan=64.72.03": (2, 120),
    "peta?kecamatan=64.72.06": (2, 120),
    "peta?kecamatan=64.72.10": (2, 120),
    "peta?lapis=porsi": (2, 120),
    "peta?lapis=penduduk": (2, 120),
}


def on_a_phone(path: str) -> At:
    return At(path, PHONE)


def in_english_on_a_phone(path: str) -> At:
    return english(path)._replace(width=PHONE)


# The words that are seen: none of a chart, whose marks are looked at, and none for who listens alone.
SEEN_WORDS = """() => {
    const main = document.querySelector('[data-testid=stMain]').cloneNode(true);
    document.body.append(main);
    const unread = 'svg, .unseen, style, script, caption, .stPopover, [data-testid=stIconMaterial]';
    main.querySelectorAll(unread).forEach(each => each.remove());
    const words = main.innerText.split(/\\s+/).filter(word => /[\\p{L}\\d]/u.test(word));
    main.remove();
    return words.length;
}"""


@pytest.mark.parametrize(
    ("visit", "path"),
    [(show(path), path) for show in (on_a_phone, in_english_on_a_phone) for path in (*PAGES, *STORIES)],
    indirect=["visit"],
    ids=str,
)
def test_phone_has_no_sideways_scroll_and_few_words(visit, path):
    """At 390 px nothing sticks out of the page, and it is no longer than a reader of one minute has time for.

    A chart's title is of two lines. The other language has a budget of its own: the same.
    """
    page = visit.page
    shown = page.locator('[data-testid="stMain"]').inner_text()
    assert "tidak dapat ditampilkan" not in shown
    assert "cannot be shown" not in shown
    assert page.locator('[data-testid="stException"]').count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    assert page.evaluate(IN_THE_MARGIN) == []
    screens, words = (BUDGETS | STORIES)[path]
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    assert height <= 844 * screens
    assert max(page.evaluate(LINES_OF_TITLES), default=1) <= 2
    seen = page.evaluate(SEEN_WORDS)
    assert seen > 20
    assert words is None or seen <= words


def test_on_a_phone_the_menu_closes_once_a_period_is_chosen(tab):
    """It lies over the page: left open, what was chosen could not be seen."""
    tab.page.set_viewport_size({"width": 390, "height": 844})
    page = tab.open("")
    page.get_by_test_id("stExpandSidebarButton").click()
    tab.choose(0, "Oktober 2024")
    page.get_by_test_id("stExpandSidebarButton").wait_for()
    tab.settle()
    assert "bulan=2024-10" in page.url


@pytest.mark.parametrize("visit", ["kelurahan"], indirect=True)
def test_a_list_begins_with_who_needs_somebody_then_the_least_used(visit):
    rows = visit.page.locator(".ranked tbody tr").all()
    cells = [row.locator("td").all_inner_texts() for row in rows]
    needs = [bool(cell[3].strip()) for cell in cells]
    assert needs == sorted(needs, reverse=True)
    assert any(needs)
    shares = [re.search(r"([\d,]+)%", cell[0]) for cell, is_needed in zip(cells, needs, strict=True) if not is_needed]
    told = [float(share[1].replace(",", ".")) for share in shares if share]
    assert len(told) > 5
    assert told == sorted(told)
    # Those without a share come last.
    assert all(shares[: len(told)])


def test_a_list_is_sorted_and_searched_and_its_address_says_so(tab):
    """A heading sorts, again the other way round; the focus stays on it; what was typed narrows the rows."""
    page = tab.open("kelurahan")
    first = page.locator(".ranked tbody th").first
    head = page.locator("#urut-porsi")
    head.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector('.ranked th[aria-sort="ascending"] #urut-porsi')
    page.wait_for_function("() => document.activeElement.id === 'urut-porsi'")
    lowest = first.inner_text()
    head.click()
    page.wait_for_selector('.ranked th[aria-sort="descending"] #urut-porsi')
    tab.settle()
    assert "urut=porsi-turun" in page.url
    assert first.inner_text() != lowest
    page = tab.walk("kelurahan?urut=porsi-naik&cari=palaran")
    assert 1 < page.locator(".ranked tbody tr").count() < 12
    assert page.locator('[data-testid="stTextInput"] input').input_value() == "palaran"
    page.locator('[data-testid="stTextInput"] input').fill("tidak ada yang begini")
    page.keyboard.press("Enter")
    page.get_by_text("Tidak ada yang cocok dengan pencarian ini.").wait_for()


def test_an_opened_fold_is_in_the_address(tab):
    """What is inside is there only once it is opened; a link opens it again."""
    page = tab.open("")
    assert page.locator(".ranked").count() == 0
    page.locator(".st-key-lipat_tempat summary").click()
    page.locator(".ranked tbody tr").first.wait_for()
    assert page.locator(".ranked tbody tr").count() == 10
    page.wait_for_function("() => location.search.includes('buka=tempat')")
    assert tab.open("?buka=tempat").locator(".ranked tbody tr").count() == 10
    # It stays as a click would have left it: when its table is sorted, and when another month is chosen.
    page.locator(".ranked thead a").nth(1).click()
    page.wait_for_selector(".ranked th[aria-sort]")
    tab.settle()
    tab.choose(0, "Oktober 2024")
    page.wait_for_function("() => document.querySelector('.asof').innerText.includes('Oktober 2024')")
    tab.settle()
    assert page.locator(".ranked tbody tr").count() == 10
    page.locator(".st-key-lipat_tempat summary").first.click()
    page.wait_for_function("() => !location.search.includes('buka')")


MANY = "ukuran.perubahan.kantor_lain.bulan.cara_lain.layanan.permohonan"


@pytest.mark.parametrize("visit", [f"kanal?buka={MANY}"], indirect=True)
def test_a_link_opens_as_many_folds_as_it_names(visit):
    page = visit.page
    assert page.locator('[data-testid="stExpander"] > details[open]').count() == len(MANY.split("."))
    assert f"buka={MANY}" in page.url


def test_phone_shows_an_office_in_plain_lines(tab):
    """All of its history, no scroll within the page; a line of two is not headed twice."""
    tab.page.set_viewport_size({"width": 390, "height": 844})
    page = tab.open("kelurahan?buka=riwayat&unit=64.72.10.1003")
    history = page.get_by_role("region", name="Riwayat status")
    assert "Aktif" in history.inner_text()
    assert history.evaluate("table => table.scrollHeight - table.clientHeight") <= 0
    cell = page.get_by_role("region", name="Keadaan kantor").locator("td").first
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == "none"


@pytest.mark.parametrize("visit", [""], indirect=True)
def test_summary_shows_the_truth(visit, truth):
    """Coverage and digital share on the screen equal the generator's own count."""
    cards = plain(visit.page.locator(".cards").inner_text())
    live = [since for code, since in truth["live_since"].items() if len(code) > 8 and since <= "2024-11-29"]
    offices = [since for code, since in truth["live_since"].items() if len(code) == 8 and since <= "2024-11-29"]
    november = truth["published"]["months"][-1]
    assert f"{len(live)} dari 59 kelurahan" in cards
    assert f"{len(offices)} dari 10 kantor kecamatan" in cards
    assert plain(percent(november["numerator"] / november["denominator"])) in cards


def test_one_change_is_stated_and_says_what_it_compares(tab):
    """Card, text and table of a month that is not over say the same change, against the same days of last month."""
    card = tab.open("").locator(".cards .card").nth(1)
    assert re.search(r"\S+% \(1–29 Oktober\) ke \S+%, hanya yang belum lama aktif", plain(card.inner_text()))
    assert "naik di 26 kantor yang sama" in plain(card.inner_text())
    card.locator("summary").click()
    stated = re.search(r"Dari \+(\S+) poin itu, ", plain(card.inner_text()))
    assert stated is not None
    text = plain(tab.walk("kanal?buka=perubahan").locator('[data-testid="stMain"]').inner_text())
    assert f"di kantor yang sama: +{stated[1]} poin" in text
    assert f"+{stated[1]} poin (" in text
    assert "(1–29 Oktober 2024) menjadi" in text
    card = tab.walk("?bulan=2024-10").locator(".cards .card").nth(1)
    card.locator("summary").click()
    assert re.search(r"(?:dari|dengan) September 2024[^:]*: \d+ kantor dan hari yang sama", plain(card.inner_text()))


def test_an_office_is_told_of_alike_at_home_and_on_its_page_and_each_leads_to_the_other(tab):
    """What its page opens with is why home names it; home of the office alone leads to that page."""
    first = tab.open("").locator(".urgent li").first
    why, target = first.locator("span").first.inner_text(), first.locator("a").get_attribute("href")
    page = tab.walk(target)
    told = f"Perlu perhatian: {why[:1].lower()}{why[1:]}"
    assert re.match(rf"{re.escape(told)}(?: \([^)]+\))? → ", page.locator(".note").first.inner_text())
    way = tab.walk(f"?{target.partition('?')[2]}").get_by_role("link", name="Rincian kantor ini")
    assert way.get_attribute("href").startswith("kelurahan?")


@pytest.mark.parametrize("visit", ["?kecamatan=64.72.01"], indirect=True)
def test_two_shares_of_one_place_are_told_apart(visit):
    """One of the reported days, one with the others estimated: no reader has to guess which is which."""
    text = plain(visit.page.locator(".note.warn").first.inner_text())
    share = plain(visit.page.locator(".cards .card").nth(1).locator(".value").inner_text())
    assert text.startswith(f"{share} dihitung dari hari yang sudah dilaporkan saja. Bila hari tanpa laporan ikut")


@pytest.mark.parametrize("visit", [""], indirect=True)
def test_requests_open_for_long_are_a_task_at_home(visit):
    page = visit.page
    page.get_by_text("Tugas lain").click()
    waiting = page.locator("details a", has_text="masih terbuka")
    assert waiting.get_attribute("href").startswith("standar_layanan")


@pytest.mark.parametrize("visit", ["mutu_data"], indirect=True)
def test_who_owes_reports_though_not_live_is_told_why(visit):
    told = "di antaranya belum aktif: kunjungan loket wajib dilaporkan semua kantor."
    assert told in visit.page.inner_text("body")


def test_month_filter_changes_the_figures(tab, truth):
    """Choosing October shows October's share."""
    page = tab.open("")
    tab.choose(0, "Oktober 2024")
    page.wait_for_function("() => document.querySelector('.cards')?.innerText.includes('sejak September')")
    october = truth["published"]["months"][-2]
    share = percent(october["numerator"] / october["denominator"])
    assert plain(share) in plain(page.locator(".cards").inner_text())


@pytest.mark.parametrize("visit", ["kanal"], indirect=True)
def test_weekdays_show_the_truth(visit, truth):
    """The weekday table gives numerator and denominator of every weekday before and since."""
    page = visit.page
    page.get_by_text("Tabel angka").first.click()
    text = plain(page.locator(".table table").first.inner_text())
    for row in truth["published"]["weekdays"]:
        if row["weekday"] in "12345":
            assert f"{number(row['numerator'])} / {number(row['denominator'])}" in text


@pytest.mark.parametrize("visit", [unfolded("kanal")], indirect=True)
def test_analysts_see_how_far_visits_left_their_line(visit):
    text = plain(visit.page.locator('[data-testid="stMain"]').inner_text())
    assert re.search(r"menyimpang paling jauh [\d,]+% dari garis trennya; turunnya .*terbukti", text)


def test_click_on_the_map_chooses_the_office_everywhere(tab):
    """A click on a hexagon opens its story, and the other pages follow."""
    page = tab.open("peta")
    frame = page.frame_locator("iframe").first
    frame.locator("path.leaflet-interactive").first.wait_for()
    frame.get_by_text("Sengkotek", exact=True).first.click(force=True)
    page.get_by_role("heading", name="Kelurahan Sengkotek").wait_for()
    page.get_by_role("link", name="Kanal per hari").click()
    page.wait_for_function("() => document.querySelector('h1').innerText === 'Kanal per hari'")
    tab.settle()
    assert "Kelurahan Sengkotek" in page.locator(".asof").inner_text()
    assert tab.outside == []


def test_region_filter_narrows_the_city(tab):
    """A kecamatan's region counts its own offices only."""
    page = tab.open("")
    tab.choose(1, "Kecamatan Palaran")
    page.wait_for_function("() => document.querySelector('.cards')?.innerText.includes('dari 5 kelurahan')")
    assert "dari 1 kantor kecamatan" in plain(page.locator(".cards").inner_text())


def test_an_office_that_is_not_live_shows_its_way_and_no_dashes(tab):
    """Its plan, its steps with their days, its walk-ins; no chart that would be empty, no row without a value."""
    page = tab.open("kelurahan?unit=64.72.01.1005")
    text = plain(page.locator('[data-testid="stMain"]').inner_text())
    assert "Rencana aktif 2 Desember 2024, 3 hari lagi." in text
    steps = page.locator(".steps li").all_inner_texts()
    assert [plain(step) for step in steps] == [
        "✓ Persiapan 7 Oktober 2024",
        "✓ Sosialisasi 28 Oktober 2024",
        "✓ Pelatihan 18 November 2024",
        "○ Aktif belum",
    ]
    assert re.search(r"November 2024: \d+ kunjungan dalam \d+ hari yang dilaporkan, rata-rata [\d,]+ per hari", text)
    assert page.locator(".js-plotly-plot").count() == 0
    assert "–" not in text.replace(" – ", "")
    text = plain(tab.walk("kelurahan?unit=64.72.08.1001").locator('[data-testid="stMain"]').inner_text())
    assert "Belum ada tanggal rencana aktif." in text
    assert "pemilahan kunjungan menurut keperluan" in text
