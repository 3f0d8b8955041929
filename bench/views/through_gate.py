"""From a new browser context to Ringkasan's answers: each request of a session through the gate, and without a gate."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from bench.process import environment
from bench.table import Measure
from bench.views.chromium import launched
from bench.views.first_view import FIGURES_ARE_THERE, seconds_until
from bench.views.server import Server, free_port, serving
from core.settings import ROOT

AT_MOST = 1.15
ACCOUNT = "bench@kota.contoh"
WITHOUT_GATE = f"""import sys

import streamlit as st

# Before the clock's own folder, which has modules of the same names.
sys.path.insert(0, "{ROOT}")
from starlette.middleware import Middleware

from akses import Gate
from core.settings import ROOT
from pages.frame.early_scripts import EarlyScripts

Gate.is_standing = True
app = st.App(str(ROOT / "app.py"), middleware=[Middleware(EarlyScripts)])
"""
"""The dashboard as web.py serves it, but for its gate."""
BEGIN_SESSION = f"""from akses.identity import Identity
from akses.sessions import begin_session

print(begin_session(Identity("{ACCOUNT}", "{ACCOUNT}", True)))
"""


def gate_lines(data: Path, work: Path, rounds: int) -> list[Measure]:
    """Return the ratio and the seconds behind it: medians of interleaved rounds in new contexts."""
    script = work / "without_gate.py"
    script.write_text(WITHOUT_GATE)
    with ExitStack() as stack:
        bare = stack.enter_context(serving(data, script))
        gated, cookie = stack.enter_context(_with_login(data, work))
        playwright = stack.enter_context(sync_playwright())
        browser = launched(playwright.chromium)
        # The first view of each reads the build.
        _both(browser, bare, gated, cookie)
        seconds = [_both(browser, bare, gated, cookie) for _ in range(rounds)]
        browser.close()
    without, through = (median(one[place] for one in seconds) for place in range(2))
    return [
        Measure("first view through the gate / without it", through / without, "x", AT_MOST, f"{rounds} rounds"),
        Measure("  without a gate", without, "s"),
        Measure("  with a session, through the gate", through, "s"),
    ]


def _both(browser: Browser, bare: Server, gated: Server, cookie: str) -> tuple[float, float]:
    return (
        seconds_until(browser, bare, FIGURES_ARE_THERE),
        seconds_until(browser, gated, FIGURES_ARE_THERE, cookie=cookie),
    )


@contextmanager
def _with_login(data: Path, work: Path) -> Iterator[tuple[Server, str]]:
    """A server at which readers log in at a provider, and the token of an analyst's session, who sees all of it.

    Who has a session is sent to no provider: there is none.
    """
    port, secret = free_port(), work / "secret"
    secret.write_text("a secret of the bench")
    secret.chmod(0o600)
    table = data / "local" / "akses.csv"
    table.parent.mkdir(exist_ok=True)
    table.write_text(f"kind,value,role,place\nemail,{ACCOUNT},analis,\n")
    told = {
        "ADOPSI_MASUK": "oidc", "ADOPSI_ALAMAT": f"http://127.0.0.1:{port}", "ADOPSI_OIDC_ID": "bench",
        "ADOPSI_OIDC_PENERBIT": f"http://127.0.0.1:{free_port()}", "ADOPSI_OIDC_RAHASIA_FILE": str(secret),
    }  # fmt: skip
    command = [sys.executable, "-c", BEGIN_SESSION]
    begun = subprocess.run(command, cwd=ROOT, env=environment(data), capture_output=True, text=True, check=True)
    try:
        with serving(data, port=port, **told) as server:
            yield server, begun.stdout.strip()
    finally:
        table.unlink()
