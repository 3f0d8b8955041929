"""Ten tabs that change filters while loads publish: every view whole, from one build, and the memory flat."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Event

from bench.process import run_module
from bench.table import Measure
from bench.views.pages import MONTHS
from bench.views.server import BROKEN, Server, serving
from pages.view.navigation import PATHS

SESSION_SECONDS, QUICK_SECONDS = 60.0, 20.0
SESSIONS = 10
BUILD = re.compile(rb"\d{8}T\d{6}Z-[0-9a-f]{8}")
BUILDS_HELD = 4
"""As many builds the server holds (pages/view/cache.py): after them its memory must not grow."""
MEMORY_AT_MOST = 1.15
EVENTS = "event,date,kind,unit_code,label_id,label_en,source\n"


@dataclass
class TabViews:
    """What one tab was shown."""

    views: int = 0
    broken: list[str] = field(default_factory=list)
    mixed: int = 0
    builds: set[bytes] = field(default_factory=set)


def session_lines(data: Path, seconds: float) -> list[Measure]:
    """Return what ten sessions of so many seconds saw; the loads are the product's own command."""
    stop = Event()
    with serving(data) as server, ThreadPoolExecutor(SESSIONS + 1) as pool:
        for page in PATHS:
            server.view(page, "")
        publisher = pool.submit(_publish, data, server, stop)
        tabs = [pool.submit(_look, server, number, stop) for number in range(SESSIONS)]
        stop.wait(seconds)
        stop.set()
        seen = [tab.result() for tab in tabs]
        memory = publisher.result()
    views, builds = sum(one.views for one in seen), set().union(*(one.builds for one in seen))
    note = f"{views} views of {len(builds)} builds in {seconds:.0f} s"
    broken = [what for one in seen for what in one.broken]
    settled = memory[min(BUILDS_HELD, len(memory) - 1)]
    at_most = MEMORY_AT_MOST if len(memory) > BUILDS_HELD + 1 else None
    return [
        Measure(f"{SESSIONS} sessions while builds come: failed views", len(broken), "", 0, "; ".join(broken[:2])),
        Measure("  views that mixed two builds", sum(one.mixed for one in seen), "", 0, note),
        Measure("  builds that were seen", len(builds), "", None, "", 2),
        Measure("  memory at the end / when the builds it keeps were there", memory[-1] / settled, "x", at_most,
             f"{settled:.0f} to {memory[-1]:.0f} MB, {len(memory) - 1} builds"),
    ]  # fmt: skip


def _look(server: Server, number: int, stop: Event) -> TabViews:
    """One tab: another page, month or place with every view."""
    seen, pages = TabViews(), list(PATHS)
    with server.session() as session:
        for step in count(number):
            if stop.is_set():
                return seen
            page = pages[step % len(pages)]
            query = f"bulan={MONTHS[step % len(MONTHS)]}&kecamatan=64.72.{step % 10 + 1:02d}"
            shown = session.view(page, query if step % 3 else query.partition("&")[0])
            builds = set(BUILD.findall(shown))
            seen.views += 1
            seen.builds |= builds
            seen.mixed += len(builds) > 1
            if BROKEN in shown:
                seen.broken.append(f"{page}?{query}")
    raise AssertionError("count() ends")


def _publish(data: Path, server: Server, stop: Event) -> list[float]:
    """Publish one build after another, each with an event of another name; return the server's memory after each."""
    local, memory = data / "local", [server.memory_mb()]
    local.mkdir(exist_ok=True)
    for number in count():
        if stop.is_set():
            break
        name = f"Uji {number}"
        (local / "events.csv").write_text(f"{EVENTS}uji,2024-09-02,peristiwa,,{name},{name},bench\n")
        run_module(["etl", "load"], data)
        time.sleep(1)
        memory.append(server.memory_mb())
    (local / "events.csv").unlink()
    return memory
