"""A tab of the one window that the browser tests of a process share, as good as new each time."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import Final, NamedTuple

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, ViewportSize, WebSocket
from playwright.sync_api import TimeoutError as Waited

PATIENCE_MS: Final = 120_000
"""Nothing takes so long by itself; a machine that does much else may."""
VIEWPORT: Final = ViewportSize(width=1440, height=900)
PHONE: Final = 390
"""A phone's width in pixels."""
NOWHERE: Final = "http://127.0.0.1:9"
"""A proxy that nobody serves: with it, what is asked of another machine is refused."""
LIST_CLOSES_MS: Final = 5_000
"""Once an option is chosen its list is gone long before, on a busy machine too."""
# Nothing has run, and nothing was still to be drawn, for this long.
QUIET_MS: Final = 300
# To ask at each frame would make the browser draw frames for the asking alone: a fifth of a page's work.
POLL_MS: Final = 50
SCRIPT_ENDED: Final = '[data-testid="stApp"][data-test-script-state="notRunning"]'
"""What the page's script of the run before showed is gone by then."""
IS_QUIET: Final = """([call, quiet, script_ended]) => {
    const ended = document.querySelector(script_ended);
    const owed = document.querySelector('[data-testid="stSkeleton"], .stPlotlyChart:not(:has(.infolayer))');
    if (!ended || owed || window.quietFor?.call !== call) window.quietFor = {call, since: performance.now()};
    return performance.now() - window.quietFor.since >= quiet;
}"""

# What a link of the class "inside" does (pages/parts/frame.js), noting that the page's script has begun to run.
WALK: Final = """to => {
    window.walked = {at: performance.now(), has_begun: false};
    const app = document.querySelector('[data-testid="stApp"]');
    const seen = new MutationObserver(() => { window.walked.has_begun = true; seen.disconnect(); });
    seen.observe(app, {attributes: true, attributeFilter: ["data-test-script-state"]});
    history.pushState({}, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
}"""
# A run that begins and ends while the browser does something else is not seen, and has long begun by then.
HAS_BEGUN: Final = "longest => window.walked.has_begun || performance.now() - window.walked.at > longest"
BEGINS_MS: Final = 10_000
BLANK: Final = "about:blank"
FORGET: Final = "localStorage.clear(); sessionStorage.clear()"

# Drawn once two frames have come.
UNFOLD: Final = """() => {
    document.querySelectorAll("details").forEach((fold) => { fold.open = true; });
    return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn())));
}"""

# An option of an open list stands where it stood, for this long.
IS_STILL: Final = """([call, option, quiet]) => {
    const wanted = [...document.querySelectorAll('[role="option"]')].find((one) => one.textContent.trim() === option);
    const top = wanted?.getBoundingClientRect().top;
    if (top === undefined || window.stillFor?.call !== call || window.stillFor.top !== top)
        window.stillFor = {call, top, since: performance.now()};
    return performance.now() - window.stillFor.since >= quiet;
}"""


LINES_OF_TITLES: Final = """() => [...document.querySelectorAll("p.finding")].map((title) => {
    const words = document.createRange();
    words.selectNodeContents(title);
    return new Set([...words.getClientRects()].map((line) => Math.round(line.top))).size;
})"""
"""How many lines each title of a chart takes."""


class Tab:
    """One browser page that notes every request and socket beyond the app, and what the app's own policy refuses."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.outside: list[str] = []
        self.refused: list[str] = []
        self._calls = count()
        self.listen()

    def listen(self) -> None:
        """Note what is asked from now on."""
        self.page.on("request", self._note)
        self.page.on("websocket", self._note)
        self.page.on("console", self._note_refused)

    def leave(self) -> None:
        """Listen no longer."""
        self.page.remove_listener("request", self._note)
        self.page.remove_listener("websocket", self._note)
        self.page.remove_listener("console", self._note_refused)

    def _note(self, asked: Request | WebSocket) -> None:
        own = (f"{self.address}/", f"{self.address.replace('http', 'ws', 1)}/", "data:", "blob:")
        if not asked.url.startswith(own):
            self.outside.append(asked.url)

    def _note_refused(self, said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text:
            self.refused.append(said.text)

    def stayed_within(self) -> bool:
        """True where nothing was asked of anyone outside, and the page asked for nothing that its policy refuses."""
        return not (self.outside or self.refused)

    def on_paper(self, *, dark: bool) -> None:
        """Let the reader's device change to dark or light paper, without another load; all is drawn again then."""
        if self.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") != dark:
            self.page.emulate_media(color_scheme="dark" if dark else "light")
            self.settle()

    def open(self, path: str) -> Page:
        """Open a page of the app and wait until its script has run."""
        self.page.goto(f"{self.address}/{path}")
        self.settle()
        return self.page

    def walk(self, path: str) -> Page:
        """Go on to another page as a link inside the app does: in the session that stands, a third of a load's work."""
        self.page.evaluate(WALK, f"/{path}")
        self.page.wait_for_function(HAS_BEGUN, arg=BEGINS_MS, polling=POLL_MS)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the frame's line stands, all is drawn and nothing has run for a while, on a busy machine too."""
        self.page.wait_for_selector(".asof, .note")
        self.page.wait_for_function(IS_QUIET, arg=[next(self._calls), QUIET_MS, SCRIPT_ENDED], polling=POLL_MS)

    def choose(self, box: int, option: str, typed: str = "") -> None:
        """Choose an option in one of the sidebar's boxes (-1: the last), after typing some words."""
        boxes = self.page.get_by_test_id("stSidebar").locator('[data-testid="stSelectbox"]')
        self.choose_in(boxes.nth(box), option, typed)

    def choose_in(self, place: Locator, option: str, typed: str = "") -> None:
        """Choose an option in a box, after typing some words.

        An opened list scrolls to what is chosen: a click that comes meanwhile falls on another option or between two,
        so that is waited for. Where the list has not opened, or stays open nonetheless, a person clicks again.
        """
        wanted, shown = self.page.get_by_role("option", name=option, exact=True), place.locator("input")
        for again in range(PATIENCE_MS // LIST_CLOSES_MS):
            if again and not wanted.count() and shown.input_value() == option:
                return
            with suppress(Waited):
                if not wanted.count():
                    shown.fill(typed, timeout=LIST_CLOSES_MS) if typed else place.click(timeout=LIST_CLOSES_MS)
                still = [next(self._calls), option, QUIET_MS]
                self.page.wait_for_function(IS_STILL, arg=still, polling=POLL_MS, timeout=LIST_CLOSES_MS)
                wanted.click(timeout=LIST_CLOSES_MS)
                wanted.wait_for(state="detached", timeout=LIST_CLOSES_MS)
                return
        raise AssertionError(f"{option} could not be chosen")

    def unfold(self) -> None:
        """Open everything that is folded, and let it be drawn."""
        # Streamlit draws what is in a fold of its own only once a click has opened it.
        closed = self.page.locator('[data-testid="stExpander"] > details:not([open]) > summary')
        while closed.count():
            closed.first.click()
            # What a fold shows comes with another run of the page: dimmed words of the run before are no finding.
            self.settle()
        self.page.evaluate(UNFOLD)


class At(NamedTuple):
    """Where a page is looked at: its path, the width in pixels, on light or dark paper."""

    path: str
    width: int = VIEWPORT["width"]
    dark: bool = False

    @property
    def size(self) -> ViewportSize:
        """The window that is so wide."""
        return ViewportSize(width=self.width, height=VIEWPORT["height"])


def unfolded(path: str) -> str:
    """The address of a page with every fold of it open."""
    return f"{path}{'&' if '?' in path else '?'}buka=semua"


def english(path: str) -> At:
    """The English page on dark paper: two things that have nothing to do with each other are looked at in one load."""
    return At(f"{path}{'&' if '?' in path else '?'}lang=en", dark=True)


class Visits:
    """The pages of one app, each opened once for all tests that only look at it, as long as they follow each other.

    Who goes on to the next one stays in the session, unless the window or its paper is another.
    """

    def __init__(self, window: BrowserContext, address: str) -> None:
        self._window, self._address = window, address
        self._stands: tuple[At, str] | None = None
        self._tab: Tab | None = None

    @contextmanager
    def at(self, place: At) -> Iterator[Tab]:
        """Give the page at a place; it is opened anew if anybody has left it since."""
        if self._tab is None or self._stands is None or self._stands[1] != self._tab.page.url:
            tab = self._opened(place)
        elif self._stands[0] != place:
            tab = self._gone_on(self._tab, self._stands[0], place)
        else:
            tab = self._looked_at_again(self._tab, place)
        self._tab, self._stands = tab, (place, tab.page.url)
        try:
            yield tab
            assert tab.stayed_within(), tab.refused
        finally:
            tab.leave()

    def _opened(self, place: At) -> Tab:
        with cleared_tab(self._window, self._address) as tab:
            pass
        tab.page.set_viewport_size(place.size)
        tab.page.emulate_media(color_scheme="dark" if place.dark else "light")
        tab.listen()
        tab.open(place.path)
        return tab

    def _gone_on(self, tab: Tab, before: At, place: At) -> Tab:
        if before._replace(path=place.path) != place:
            return self._opened(place)
        tab = self._looked_at_again(tab, place)
        tab.walk(place.path)
        return tab

    def _looked_at_again(self, tab: Tab, place: At) -> Tab:
        tab.page.set_viewport_size(place.size)
        tab.listen()
        tab.on_paper(dark=place.dark)
        return tab


@contextmanager
def cleared_tab(window: BrowserContext, address: str) -> Iterator[Tab]:
    """Give the window's tab, empty of what earlier pages left (storage, steps back, size, colours)."""
    page = window.pages[0] if window.pages else window.new_page()
    if page.url != BLANK:
        _forget(page)
    window.clear_cookies()
    page.set_viewport_size(VIEWPORT)
    page.emulate_media(color_scheme="light")
    tab = Tab(page, address)
    try:
        yield tab
        # Whatever a test looks at.
        assert tab.stayed_within(), tab.refused
    finally:
        tab.leave()
        if not page.url.startswith(f"{address}/"):
            # Of the same origin, and runs no script of its own.
            page.goto(f"{address}/_stcore/health")
        _forget(page)


def _forget(page: Page) -> None:
    """Leave a page of an app, and what it has kept."""
    page.evaluate(FORGET)
    page.goto(BLANK)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Page.resetNavigationHistory")
    devtools.detach()
