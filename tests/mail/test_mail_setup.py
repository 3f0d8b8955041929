"""The settings of sending letters: whole, or one sentence."""

from pathlib import Path

import pytest

from core.settings import SetupError, settings
from mail import mail_setup

WHOLE = {
    "ADOPSI_SMTP_SERVER": "surel.kota.contoh",
    "ADOPSI_SMTP_AKUN": "dasbor",
    "ADOPSI_SMTP_SANDI_FILE": "{secret}",
    "ADOPSI_SMTP_PENGIRIM": "Dasbor Adopsi <adopsi@kota.contoh>",
}


@pytest.fixture
def tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    secret = tmp_path / "sandi"
    secret.write_text("kata sandi\n")
    secret.chmod(0o600)

    def told(**changed: str) -> None:
        for name, value in (WHOLE | changed).items():
            monkeypatch.setenv(name, value.format(secret=secret))
        settings.cache_clear()

    yield told
    settings.cache_clear()


def test_usual_ports_and_the_sender(tell) -> None:
    tell()
    setup = mail_setup()
    assert (setup.port, setup.tls, setup.account, setup.password) == (587, "starttls", "dasbor", "kata sandi")
    assert (setup.address, setup.domain) == ("adopsi@kota.contoh", "kota.contoh")
    tell(ADOPSI_SMTP_AKUN="", ADOPSI_SMTP_SANDI_FILE="{secret}.lain")
    assert (mail_setup().account, mail_setup().password) == ("", "")
    tell(ADOPSI_SMTP_TLS="tls")
    assert mail_setup().port == 465
    tell(ADOPSI_SMTP_TLS="kosong", ADOPSI_SMTP_SERVER="localhost", ADOPSI_SMTP_PORT="2525")
    assert mail_setup().port == 2525


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"ADOPSI_SMTP_SERVER": ""}, "ADOPSI_SMTP_SERVER kosong"),
        ({"ADOPSI_SMTP_TLS": "kosong"}, "hanya boleh untuk komputer ini"),
        ({"ADOPSI_SMTP_TLS": "ssl"}, "'ssl'; tulis starttls, tls, atau kosong"),
        ({"ADOPSI_SMTP_PORT": "smtp"}, "ADOPSI_SMTP_PORT.*bilangan bulat"),
        ({"ADOPSI_SMTP_PENGIRIM": ""}, "ADOPSI_SMTP_PENGIRIM '' bukan alamat"),
        ({"ADOPSI_SMTP_PENGIRIM": "adopsi"}, "bukan alamat surel"),
        ({"ADOPSI_SMTP_PENGIRIM": "a@kota.contoh\nBcc: b@lain.contoh"}, "bukan alamat surel"),
        ({"ADOPSI_SMTP_PENGIRIM": "a@kota.contoh, b@kota.contoh"}, "bukan alamat surel"),
        ({"ADOPSI_SMTP_SANDI_FILE": "{secret}.lain"}, "tidak ada atau tidak terbaca"),
    ],
)
def test_what_is_wrong_is_said(changed: dict[str, str], words: str, tell) -> None:
    tell(**changed)
    with pytest.raises(SetupError, match=words):
        mail_setup()


def test_a_password_that_others_may_read_is_refused(tell, tmp_path: Path) -> None:
    tell()
    (tmp_path / "sandi").chmod(0o644)
    with pytest.raises(SetupError, match="chmod 600"):
        mail_setup()
