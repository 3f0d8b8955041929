"""Settings of the login that do not hold together stop the start, with the setting and what to do."""

import os
import subprocess
import sys

import pytest

from akses.login_setup import OIDC, PROXY, login_settings
from core.settings import ROOT, SetupError, settings

WHOLE = {
    "ADOPSI_MASUK": "oidc", "ADOPSI_ALAMAT": "https://dasbor.contoh", "ADOPSI_OIDC_PENERBIT": "https://masuk.contoh/a",
    "ADOPSI_OIDC_ID": "dasbor", "ADOPSI_OIDC_RAHASIA_FILE": "{secret}",
}  # fmt: skip
PROXIED = {"ADOPSI_MASUK": "proksi", "ADOPSI_ALAMAT": "https://dasbor.contoh:443/",
           "ADOPSI_PROKSI_RAHASIA_FILE": "{secret}"}  # fmt: skip


@pytest.fixture
def told(tmp_path, monkeypatch):
    """Sets the settings and returns what is made of them."""
    secret = tmp_path / "rahasia"
    secret.write_text("s" * 32 + "\n")
    secret.chmod(0o600)

    def tell(changed: dict[str, str]):
        for name, text in changed.items():
            monkeypatch.setenv(name, text.format(secret=secret))
        settings.cache_clear()
        login_settings.cache_clear()
        return login_settings()

    yield tell
    settings.cache_clear()
    login_settings.cache_clear()


def test_without_a_login(told):
    assert told({}) is None


def test_with_a_provider(told):
    login = told(WHOLE)
    assert login
    assert (login.mode, login.address, login.host, login.issuer) == (
        OIDC, "https://dasbor.contoh", "dasbor.contoh", "https://masuk.contoh/a",
    )  # fmt: skip
    assert login.secret == "s" * 32


def test_with_a_proxy_and_the_usual_port_said(told):
    login = told(PROXIED)
    assert login
    assert (login.mode, login.address, login.is_https) == (PROXY, "https://dasbor.contoh", True)


def test_this_machine_needs_no_tls(told):
    login = told(WHOLE | {"ADOPSI_ALAMAT": "http://127.0.0.1:8501", "ADOPSI_OIDC_PENERBIT": "http://localhost:9"})
    assert login
    assert (login.host, login.is_https) == ("127.0.0.1:8501", False)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"ADOPSI_ALAMAT": ""}, "ADOPSI_ALAMAT '' bukan alamat"),
        ({"ADOPSI_ALAMAT": "dasbor.contoh"}, "bukan alamat"),
        ({"ADOPSI_ALAMAT": "ftp://dasbor.contoh"}, "bukan alamat"),
        ({"ADOPSI_ALAMAT": "https://a:b@dasbor.contoh"}, "bukan alamat"),
        ({"ADOPSI_ALAMAT": "https://dasbor.contoh:x"}, "bukan alamat"),
        ({"ADOPSI_ALAMAT": "https://["}, "bukan alamat"),
        ({"ADOPSI_ALAMAT": "http://dasbor.contoh"}, "tidak memakai https"),
        ({"ADOPSI_ALAMAT": "https://dasbor.contoh/app"}, "memuat jalur"),
        ({"ADOPSI_OIDC_PENERBIT": ""}, "ADOPSI_OIDC_PENERBIT"),
        ({"ADOPSI_OIDC_PENERBIT": "http://masuk.contoh"}, "tidak memakai https"),
        ({"ADOPSI_OIDC_ID": ""}, "ADOPSI_OIDC_ID kosong"),
        ({"ADOPSI_OIDC_SCOPE": "email"}, "tidak memuat openid"),
        ({"ADOPSI_OIDC_RAHASIA_FILE": "{secret}.tidak-ada"}, "tidak ada atau tidak terbaca"),
        ({"ADOPSI_MASUK": ""}, "ADOPSI_MASUK kosong, padahal"),
    ],
)
def test_what_is_wrong_is_said(told, changed, words):
    with pytest.raises(SetupError, match=words):
        told(WHOLE | changed)


def test_a_secret_that_others_read_or_that_is_short(told, tmp_path):
    (tmp_path / "rahasia").chmod(0o644)
    with pytest.raises(SetupError, match="chmod 600"):
        told(PROXIED)
    (tmp_path / "rahasia").write_text("s" * 31)
    (tmp_path / "rahasia").chmod(0o600)
    with pytest.raises(SetupError, match="paling sedikit 32"):
        told({})


@pytest.mark.process
def test_the_server_does_not_start(tmp_path):
    """One sentence, no trace, exit code 1."""
    environment = os.environ | {"ADOPSI_MASUK": "oidc", "ADOPSI_ALAMAT": "http://dasbor.contoh"}
    command = [sys.executable, "-m", "streamlit", "run", "web.py", "--server.port", "0"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 1
    assert "tidak memakai https" in ended.stderr
    assert "Traceback" not in ended.stderr + ended.stdout
