"""A real nginx with TLS on 127.0.0.2, run with a recipe of deploy/nginx; only names, files and ports are put in."""

import os
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import HTTPSHandler, build_opener

from bench.clusters.certificates import self_signed
from core.settings import ROOT

NAME = "dasbor.contoh"
OUTSIDE = "127.0.0.2"
"""Where the proxy listens: another address than the dashboard's own."""
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Certificate:
    """A certificate for one host that signs itself, and its key."""

    chain: Path
    key: Path

    @property
    def context(self) -> ssl.SSLContext:
        """A context that trusts it alone."""
        return ssl.create_default_context(cafile=str(self.chain))


def made_certificate(folder: Path, host: str = NAME) -> Certificate:
    made = Certificate(folder / "fullchain.pem", folder / "privkey.pem")
    for path, pem in zip((made.chain, made.key), self_signed(host), strict=True):
        path.write_bytes(pem)
    return made


def written_recipe(recipe: str, folder: Path, certificate: Certificate, ports: tuple[int, int]) -> Path:
    """A recipe with this test's names in it, inside the least that nginx needs around it. `ports`: TLS, dashboard."""
    text = (ROOT / "deploy" / "nginx" / recipe).read_text("utf-8")
    for said, here in {
        "listen 443 ssl;": f"listen {OUTSIDE}:{ports[0]} ssl;",
        "dasbor.samarinda.go.id;": f"{NAME};",
        "/etc/ssl/adopsi/fullchain.pem": str(certificate.chain),
        "/etc/ssl/adopsi/privkey.pem": str(certificate.key),
        "127.0.0.1:8501": f"127.0.0.1:{ports[1]}",
        "/etc/nginx/adopsi-": f"{folder}/adopsi-",
    }.items():
        assert said in text or said.startswith("/etc/nginx"), (recipe, said)
        text = text.replace(said, here)
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Its workers must read the files of this test, whose folders are private.
    user = "user root;" if os.geteuid() == 0 else ""
    whole = f"""
{user} daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 512; }}
http {{ access_log off; {temporary}
{text} }}
"""
    file = folder / "nginx.conf"
    file.write_text(whole)
    return file


@contextmanager
def nginx(file: Path, certificate: Certificate, port: int) -> Iterator[str]:
    """Run nginx with a file; gives the address that a reader opens."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    assert program, "nginx is needed: make test installs it"
    process = subprocess.Popen([program, "-c", str(file), "-p", str(file.parent)])
    try:
        _wait(port, certificate)
        yield f"https://{NAME}:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _wait(port: int, certificate: Certificate) -> None:
    """Until TLS is spoken, whatever is answered then."""
    context = certificate.context
    context.check_hostname = False
    opener, end = build_opener(HTTPSHandler(context=context)), time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            opener.open(f"https://{OUTSIDE}:{port}/", timeout=5)
        except OSError as error:
            if hasattr(error, "code"):
                return
            time.sleep(0.05)
        else:
            return
    raise AssertionError("nginx does not answer")
