"""What the browser is told to refuse."""

import base64
import hashlib

from akses.login_setup import LoginSettings
from akses.security_headers import SecurityHeaders

TEXT = "window.a = 'é'"
POLICY = b"content-security-policy"


def directives(headers: dict[bytes, bytes]) -> dict[str, list[str]]:
    told = (each.split() for each in headers[POLICY].decode().split("; "))
    return {name: values for name, *values in told}


def test_scripts_of_pages_are_told_one_by_one():
    pages = directives(SecurityHeaders(None, [TEXT]).of("/kanal"))
    told = base64.b64encode(hashlib.sha256(TEXT.encode()).digest()).decode()
    assert pages["script-src"] == ["'self'", "blob:", f"'sha256-{told}'"]
    assert pages["form-action"] == ["'self'"]


def test_only_the_frame_of_the_map_compiles_and_it_asks_nobody():
    made = SecurityHeaders(None, [TEXT])
    of_map = directives(made.of("/component/streamlit_folium.st_folium/index.html"))
    assert "'unsafe-eval'" in of_map["script-src"]
    assert "blob:" not in of_map["script-src"]
    assert of_map["connect-src"] == of_map["frame-src"] == of_map["form-action"] == ["'none'"]
    for path in ("/", "/peta", "/x/component/", "/media/a.html", "/component"):
        assert b"unsafe-eval" not in made.of(path)[POLICY], path


def test_the_form_that_logs_out_leads_on_to_the_provider():
    login = LoginSettings("oidc", "https://dasbor.contoh", "s", "https://masuk.contoh/kota")
    assert directives(SecurityHeaders(login, []).of("/"))["form-action"] == ["'self'", "https://masuk.contoh"]
