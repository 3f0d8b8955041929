"""Fifty readers of four roles, five minutes, builds that come: each gets the own answers; the server keeps its size."""

import base64
import csv
import difflib
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from support.access_servers import Served, connection, served
from support.streamlit_socket import Conversation

from core.city import reference_dir
from core.settings import ROOT
from core.store import Store
from pages.view.navigation import PATHS

pytestmark = pytest.mark.slow
SECONDS = 300
PAUSE_SECONDS = 20
"""Between two builds."""
GROWTH = 0.1
"""By how much of its size after the first minute the server may have grown in the end."""
with (reference_dir() / "units.csv").open(encoding="utf-8") as units:
    KELURAHAN = [row["unit_code"] for row in csv.DictReader(units) if row["kind"] == "kelurahan"]
ROLES = {
    "pimpinan": [""] * 10,
    "analis": [""] * 10,
    "camat": [f"64.72.{at:02}" for at in range(1, 11)] * 2,
    "operator": KELURAHAN[:: len(KELURAHAN) // 9][:10],
}
# What differs from run to run: builds, what a download is called, how old the data are.
VOLATILE = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}|/media/\w+(?:\.\w+)?|[0-9a-f]{32,}|fragment_id: \S+")


@dataclass(frozen=True)
class Account:
    name: str
    role: str
    place: str

    @property
    def scope(self) -> tuple[str, str]:
        return self.role, self.place

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": "Basic " + base64.b64encode(f"{self.name}:sandi".encode()).decode()}


ACCOUNTS = [
    Account(f"{role}{at}@kota.contoh", role, place) for role, places in ROLES.items() for at, place in enumerate(places)
]


@contextmanager
def talk(app: Served, account: Account) -> Iterator[Conversation]:
    told = account.headers | {"Origin": app.address}
    # On two busy processors an answer may take longer than a ping would wait.
    with connection(app, told, subprotocols=["streamlit", "-"], ping_interval=None) as socket:
        yield Conversation(socket)


def shown(told: list[ForwardMsg], account: Account) -> str:
    """All that a page put on the screen, without what changes from build to build, and the own name."""
    parts = [
        str(message.delta.new_element)
        for message in told
        if message.WhichOneof("type") == "delta" and message.delta.WhichOneof("type") == "new_element"
    ]
    return VOLATILE.sub("", "\n".join(parts)).replace(account.name, "AKUN")


def other_lines(known: str, text: str) -> list[str]:
    """The first lines that differ."""
    told = difflib.unified_diff(known.splitlines(), text.splitlines(), lineterm="", n=0)
    return [line[:300] for line in islice((line for line in told if line[:2] not in ("--", "++", "@@")), 4)]


@dataclass
class Seen:
    """What fifty readers saw: answers that nobody with that role gets when alone, and errors."""

    own: dict[tuple[tuple[str, str], str], set[str]]
    answers: int = 0
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def hear(self, account: Account, page: str, text: str) -> None:
        with self.lock:
            self.answers += 1
            if text not in (known := self.own[account.scope, page]):
                self.foreign.append(f"{account.name} on {page or 'ringkasan'}: {other_lines(min(known), text)}")


@pytest.fixture(scope="module")
def app(sample_store: Store, tmp_path_factory: pytest.TempPathFactory, certificate) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("banyak")
    # Builds come here, which other tests must not see.
    store = Store(folder / "contoh")
    shutil.copytree(sample_store.root, store.root)
    made = subprocess.run(["openssl", "passwd", "-apr1", "sandi"], capture_output=True, text=True, check=True)
    passwords = folder / "adopsi-pengguna"
    passwords.write_text("".join(f"{account.name}:{made.stdout.strip()}\n" for account in ACCOUNTS))
    passwords.chmod(0o644)
    how = {"ADOPSI_MASUK": "proksi", "ADOPSI_PROKSI_RAHASIA_FILE": "{folder}/rahasia"}
    with served(store, folder, certificate, "adopsi-proksi.conf", **how) as app:
        rows = [f"email,{account.name},{account.role},{account.place}" for account in ACCOUNTS]
        app.give_access("\n".join(["kind,value,role,place", *rows]) + "\n")
        yield app


def server_bytes(app: Served) -> int:
    """The memory of the process that serves."""
    found = subprocess.run(["pgrep", "-f", f"server.port {app.port}"], capture_output=True, text=True, check=True)
    status = Path(f"/proc/{found.stdout.split()[0]}/status").read_text()
    told = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert told
    return int(told[1]) * 1024


def alone(app: Served) -> dict[tuple[tuple[str, str], str], set[str]]:
    """What one account of each role and place sees of each page while nobody else looks."""
    found: dict[tuple[tuple[str, str], str], set[str]] = {}
    for account in {each.scope: each for each in ACCOUNTS}.values():
        with talk(app, account) as own:
            for page in PATHS:
                found[account.scope, page] = {shown(own.run(page), account)}
    return found


def reads(app: Served, account: Account, start: int, until: float, seen: Seen) -> None:
    """One reader: page after page, a new session every few pages, until the time is over."""
    pages = cycle([*PATHS][start:] + [*PATHS][:start])
    try:
        while time.monotonic() < until:
            with talk(app, account) as own:
                for _ in range(len(PATHS)):
                    page = next(pages)
                    seen.hear(account, page, shown(own.run(page), account))
                    time.sleep(1)
                    if time.monotonic() > until:
                        return
    except Exception as error:
        seen.errors.append(f"{account.name}: {type(error).__name__}: {error}")


def builds(app: Served, until: float, seen: Seen) -> int:
    """New builds of the same rows."""
    made = 0
    environment = os.environ | {"ADOPSI_DATA_DIR": str(app.data)}
    while time.monotonic() < until:
        command = [sys.executable, "-m", "etl", "load", "--rebuild"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        made += done.returncode in (0, 3)
        if done.returncode not in (0, 3):
            seen.errors.append(done.stderr[-300:])
        time.sleep(PAUSE_SECONDS)
    return made


def test_each_gets_the_own_answers_and_the_server_keeps_its_size(app: Served) -> None:
    own = alone(app)
    # Two roles never see the same, so that an answer of another would be noticed.
    assert len({frozenset(own[scope, "kelurahan"]) for scope, page in own if page == "kelurahan"}) >= 20
    seen, begun = Seen(own), time.monotonic()
    until = begun + SECONDS
    sizes: list[int] = []
    with ThreadPoolExecutor(len(ACCOUNTS) + 1) as readers:
        loads = readers.submit(builds, app, until, seen)
        for at, account in enumerate(ACCOUNTS):
            readers.submit(reads, app, account, at % len(PATHS), until, seen)
        while time.monotonic() < until:
            time.sleep(5)
            sizes.append(server_bytes(app))
    steady = max(sizes[: len(sizes) // 5 + 1]), max(sizes[-3:])
    print(f"{seen.answers} answers, {loads.result()} builds, {steady[0] / 1e6:.0f} -> {steady[1] / 1e6:.0f} MB")
    assert seen.errors == []
    assert seen.foreign == []
    assert seen.answers > 10 * len(ACCOUNTS)
    assert loads.result() >= SECONDS / 60
    assert app.errors() == []
    assert steady[1] <= steady[0] * (1 + GROWTH), sizes
