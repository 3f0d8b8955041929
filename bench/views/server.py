"""The dashboard's server, and one view at a time asked of it over its websocket.

A browser would take a processor away from what is measured, and Streamlit's in-process AppTest would leave out the
server: its sessions and threads beside the script, and the messages that the script makes for them.
"""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from bench.process import CannotMeasureError, environment
from core.settings import ROOT

WITHIN_SECONDS = 60.0
REFUSED = (401, 403)
BROKEN = b"Halaman ini tidak dapat ditampilkan"
"""What app.py says in place of a page that failed."""


@dataclass(frozen=True)
class Server:
    """A running server: its port, its process, and the file with the seconds of its script runs."""

    port: int
    times: Path
    process: int

    def view(self, page: str, query: str) -> float:
        """Ask for one page with its filters in a new session; return the seconds of its script.

        Raises CannotMeasureError when the page fails.
        """
        with self.session() as session:
            if BROKEN in session.view(page, query):
                raise CannotMeasureError(f"page '{page}' with {query or 'no filter'} failed")
        return self._last_run()[0]

    def processor_seconds(self) -> float:
        """Return the seconds in which the script of the last view had a processor: other work takes none of them."""
        return self._last_run()[1]

    def _last_run(self) -> tuple[float, float]:
        seconds, processor = self.times.read_text().split()[-2:]
        return float(seconds), float(processor)

    @contextmanager
    def session(self) -> Iterator["Session"]:
        """Give a session, as a browser's tab holds one; it ends with the block."""
        with connect(f"ws://127.0.0.1:{self.port}/_stcore/stream", max_size=None) as socket_of_tab:
            yield Session(socket_of_tab)

    def memory_mb(self) -> float:
        """Return the server's resident memory."""
        ask = ["ps", "-o", "rss=", "-p", str(self.process)]
        return int(subprocess.run(ask, capture_output=True, text=True, check=True).stdout) / 1024


@dataclass(frozen=True)
class Session:
    """One tab's session: it can look at one view after the other."""

    connection: ClientConnection

    def view(self, page: str, query: str) -> bytes:
        """Ask for a page with its filters, as a changed address does; return all that the server sent for it."""
        ask = BackMsg()
        ask.rerun_script.page_name, ask.rerun_script.query_string = page, query
        self.connection.send(ask.SerializeToString())
        return _until_finished(self.connection)


@contextmanager
def serving(
    data: Path, script: Path = ROOT / "web.py", code: Path = ROOT, port: int = 0, **settings: str
) -> Iterator[Server]:
    """Give a server that shows one data directory (or runs another script, of another checkout).

    `settings`: more variables of its environment. It ends with the block.
    """
    port, times = port or free_port(), data.parent / f"{data.name}.times"
    # The clock is this checkout's own, whatever it times.
    clock = str(ROOT / "bench" / "views" / "serve.py")
    command = [sys.executable, clock, str(times), "run", str(script), f"--server.port={port}"]
    variables = environment(data) | {"PYTHONPATH": str(code)} | settings
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=code, env=variables, stdout=quiet, stderr=quiet) as process:
        try:
            wait_for(port)
            yield Server(port, times, process.pid)
        finally:
            process.terminate()


def _until_finished(session: ClientConnection) -> bytes:
    """Return all that the server sends until the script has finished, reruns that it asks for included."""
    received = b""
    while True:
        part = session.recv(timeout=WITHIN_SECONDS, decode=False)
        received += part
        message = ForwardMsg.FromString(part)
        is_end = message.WhichOneof("type") == "script_finished"
        if is_end and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            return received


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(port: int) -> None:
    """Wait until the server on a port says that it is well, or that it wants a login.

    Raises CannotMeasureError when it never does.
    """
    until = time.monotonic() + WITHIN_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1) as answer:
                if answer.read() == b"ok":
                    return
        except urllib.error.HTTPError as refused:
            if refused.code in REFUSED:
                return
        except OSError:
            time.sleep(0.1)
    raise CannotMeasureError(f"the dashboard's server did not start within {WITHIN_SECONDS:.0f} s")
