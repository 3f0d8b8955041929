"""The served dashboard, asked under foreign names and from foreign pages: a sentence, and nobody is asked outside."""

import http.client
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from pages.frame.early_scripts import early_scripts

pytestmark = pytest.mark.browser
PATHS = ("/", "/kanal", "/siap", "/metrik", "/_stcore/health", "/_stcore/host-config",
         "/_stcore/metrics", "/_stcore/agent/openapi.json",
         "/media/x.csv", "/app/static/icon.svg", "/_stcore/upload_file/a/b")  # fmt: skip
LOADED_SCRIPTS = """performance.getEntriesByType("resource").map((one) => one.name)
    .filter((name) => name.endsWith(".js") && !name.includes("/js/index."))"""
# Notes every name that the process looks up and every address it speaks to beyond this machine, and hinders it.
TRAP = """
import os, sys

NOTES, OWN = os.environ["OUTSIDE_NOTES"], ("127.0.0.1", "::1", "localhost", "")

def watch(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host is not None and host not in OWN:
        with open(NOTES, "a") as notes:
            notes.write(f"{event} {host}\\n")
        raise OSError("outside")

sys.addaudithook(watch)
"""


@pytest.fixture(scope="module")
def trap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The file of notes; every server started meanwhile has the trap in it."""
    folder = tmp_path_factory.mktemp("trap")
    (folder / "sitecustomize.py").write_text(TRAP)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OUTSIDE_NOTES", str(folder / "notes.txt"))
        patch.setenv("PYTHONPATH", os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")]))
        yield folder / "notes.txt"


@pytest.fixture(scope="module")
def trapped_app(trap, sample_store, app_on) -> Iterator[str]:
    """The address of the dashboard with the trap in its process."""
    with app_on(sample_store.root.parent) as address:
        yield address


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2])


def ask(address: str, path: str, headers: dict[str, str], method: str = "GET") -> tuple[int, str]:
    """Status and text of one request with just these headers."""
    connection = http.client.HTTPConnection("127.0.0.1", port_of(address), timeout=30)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, text


def handshake(address: str, **headers: str) -> int:
    """Status that a websocket's handshake is answered with: 101 where it is taken."""
    try:
        with connect(f"ws://127.0.0.1:{port_of(address)}/_stcore/stream", additional_headers=headers, open_timeout=30):
            return 101
    except InvalidStatus as refused:
        return int(refused.response.status_code)


@pytest.mark.parametrize("path", PATHS)
def test_every_path_is_closed_to_foreign_names_and_pages(trapped_app, path):
    own = f"127.0.0.1:{port_of(trapped_app)}"
    for headers in ({"Host": "evil.example"}, {"Host": own, "X-Forwarded-Host": "dasbor.example"}):
        status, text = ask(trapped_app, path, headers)
        assert (status, text.split(",")[0]) == (421, "Dasbor ini hanya dapat dibuka di komputer tempat ia berjalan")
    for method in ("GET", "POST", "OPTIONS", "PUT"):
        status, text = ask(trapped_app, path, {"Host": own, "Origin": "http://evil.example"}, method)
        assert (status, text.split(".")[0]) == (403, "Permintaan dari halaman situs lain tidak dilayani")
        assert trapped_app in text


def test_the_websocket_is_closed_to_them_too_and_nobody_is_asked_outside(trapped_app, trap):
    """A name made to point here, a page of another site, another port of this machine, and a proxy."""
    port = port_of(trapped_app)
    rebound = ask(trapped_app, "/_stcore/stream", {
        "Host": f"evil.example:{port}", "Origin": f"http://evil.example:{port}", "Connection": "Upgrade",
        "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    })  # fmt: skip
    assert rebound[0] == 421
    assert "hanya dapat dibuka" in rebound[1]
    for origin in ("http://evil.example", "null", "http://localhost:3000", f"http://[::1]:{port}"):
        assert handshake(trapped_app, Origin=origin) == 403
    assert handshake(trapped_app, **{"X-Forwarded-For": "10.0.0.1"}) == 421
    assert not trap.exists()


def test_the_reader_at_this_machine_gets_in_by_each_of_its_names(trapped_app, trap):
    port = port_of(trapped_app)
    for name in ("127.0.0.1", "localhost", "[::1]"):
        assert ask(trapped_app, "/_stcore/health", {"Host": f"{name}:{port}"}) == (200, "ok")
    assert handshake(trapped_app) == 101
    assert handshake(trapped_app, Origin=f"http://127.0.0.1:{port}") == 101
    assert not trap.exists()


def test_pages_are_read_without_asking_anybody_outside(trapped_app, tab_on, trap):
    with tab_on(trapped_app) as tab:
        for path in ("", "peta", "laporan"):
            tab.open(path)
        assert tab.outside == []
    assert not trap.exists()


def test_the_first_page_waits_for_no_script_that_it_did_not_name(trapped_app, tab_on):
    """What the frame would ask for part by part comes with the page: each such round costs a phone a second turn."""
    with tab_on(trapped_app) as tab:
        tab.open("")
        loaded = set(tab.page.evaluate(LOADED_SCRIPTS))
        named = set(tab.page.evaluate("[...document.querySelectorAll('[rel=modulepreload]')].map(one => one.href)"))
        early = {f"{trapped_app}/static/js/{name}" for name in early_scripts()}
        assert loaded - named - early == set()
        assert early <= loaded
        assert any("/Html." in name for name in early)


def test_what_was_slipped_into_a_page_does_not_run(trapped_app, tab_on):
    """A text of the data that got onto a page as markup would be no program; nor is one that a page puts together."""
    with tab_on(trapped_app) as tab:
        page = tab.open("")
        page.evaluate("""() => {
            const slipped = document.createElement("script");
            slipped.textContent = "window.slipped = 1";
            document.body.append(slipped);
            document.body.insertAdjacentHTML("beforeend", "<img src='data:,' onerror='window.slipped = 2'>");
        }""")
        page.wait_for_timeout(300)
        assert page.evaluate("window.slipped ?? 0") == 0
        assert len(tab.refused) >= 2
        assert all("script" in each for each in tab.refused)
        tab.refused.clear()


def test_no_program_may_steer_it_and_no_file_is_taken(trapped_app):
    """What Streamlit could do beside pages is off."""
    host = {"Host": f"127.0.0.1:{port_of(trapped_app)}"}
    for path in ("/_stcore/agent/interact", "/_stcore/agent/openapi.json", "/_stcore/metrics"):
        assert [ask(trapped_app, path, host, method)[0] for method in ("GET", "POST")] == [404, 404], path
    assert '"allowedOrigins":[]' in ask(trapped_app, "/_stcore/host-config", host)[1]


def test_started_without_its_gate_it_shows_one_sentence(sample_store, app_on, tab_on, trap):
    """Then a foreign Origin does make the server look outside: the trap of these tests would have told."""
    with app_on(sample_store.root.parent, script="app.py") as address, tab_on(address) as tab:
        tab.page.goto(address)
        tab.page.get_by_text("jalankan dengan make run").wait_for()
        assert tab.page.locator('[data-testid="stSidebar"], h1, iframe, table').count() == 0
        assert handshake(address, Origin="http://evil.example") == 403
    assert "socket.getaddrinfo" in trap.read_text()
    trap.unlink()
