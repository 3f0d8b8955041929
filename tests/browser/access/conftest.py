"""A dashboard behind a real proxy, with a login."""

import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext
from support.access_servers import NUMBERS_TOKEN, Served, free_port, provider_on, served
from support.browser_tab import NOWHERE, PATIENCE_MS, VIEWPORT
from support.nginx import NAME, OUTSIDE, Certificate, made_certificate

from bench.views.chromium import launched
from core.store import Store


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return made_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Gives windows that know the dashboard's name, and nothing else beyond this machine."""
    chromium = launched(browser.browser_type, f"--host-resolver-rules=MAP {NAME} {OUTSIDE}")

    def opened(**more: Any) -> BrowserContext:
        context = chromium.new_context(
            locale="id-ID", timezone_id="Asia/Makassar", viewport=VIEWPORT, ignore_https_errors=True,
            proxy={"server": NOWHERE, "bypass": f"127.0.0.1,{NAME}"}, **more,
        )  # fmt: skip
        context.set_default_timeout(PATIENCE_MS)
        return context

    yield opened
    chromium.close()


@pytest.fixture(scope="module")
def with_provider(
    sample_store: Store, tmp_path_factory: pytest.TempPathFactory, certificate: Certificate
) -> Iterator[Served]:
    """A dashboard that logs in at a provider."""
    port = free_port()
    folder = tmp_path_factory.mktemp("oidc")
    how = {
        "ADOPSI_MASUK": "oidc", "ADOPSI_OIDC_PENERBIT": f"http://127.0.0.1:{port}", "ADOPSI_OIDC_ID": "dasbor",
        "ADOPSI_OIDC_RAHASIA_FILE": "{folder}/rahasia", "ADOPSI_OIDC_SCOPE": "openid email profile groups",
    }  # fmt: skip
    with served(sample_store, folder, certificate, "adopsi-oidc.conf", **how) as app, provider_on(port, app.address):
        yield app


@pytest.fixture(scope="module")
def with_proxy(
    sample_store: Store, tmp_path_factory: pytest.TempPathFactory, certificate: Certificate
) -> Iterator[Served]:
    """A dashboard whose proxy asks for a password: that of everybody is `sandi`."""
    folder = tmp_path_factory.mktemp("proksi")
    made = subprocess.run(["openssl", "passwd", "-apr1", "sandi"], capture_output=True, text=True, check=True)
    names = [f"{name}@kota.contoh" for name in ("pimpinan", "tamu", "petugas", "tetangga")]
    (folder / "adopsi-pengguna").write_text("".join(f"{name}:{made.stdout.strip()}\n" for name in names))
    (folder / "adopsi-pengguna").chmod(0o644)
    (folder / "angka").write_text(NUMBERS_TOKEN)
    (folder / "angka").chmod(0o600)
    how = {
        "ADOPSI_MASUK": "proksi", "ADOPSI_PROKSI_RAHASIA_FILE": "{folder}/rahasia",
        "ADOPSI_METRIK_TOKEN_FILE": "{folder}/angka",
    }  # fmt: skip
    with served(sample_store, folder, certificate, "adopsi-proksi.conf", **how) as app:
        yield app
