"""What a session opens, to whom, and until when: asked without a browser, at the real servers."""

import hashlib
import json
import re
import subprocess
import sys
from http.cookies import SimpleCookie

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from support.access_servers import RefusedError, Served, logged_in
from support.streamlit_socket import conversation, part_in, session_in

from akses.login_routes import own_goal
from core.settings import ROOT

pytestmark = pytest.mark.browser
HTML = {"Accept": "text/html,*/*"}


@pytest.fixture(scope="module")
def leader(with_provider: Served) -> str:
    """The cookie of a leader's session."""
    return logged_in(with_provider, "pimpinan")[0]


def test_nobody_is_led_to_the_login_and_gets_nothing_else(with_provider):
    """A page asks to log in and comes back to it; whatever else is asked gets no answer."""
    status, headers, body = with_provider.ask("/kanal?bulan=2024-10", **HTML)
    assert (status, headers["location"], body) == (302, "/masuk?ke=%2Fkanal%3Fbulan%3D2024-10", b"")
    for path in ("/", "/_stcore/health", "/_stcore/metrics", "/media/x.csv", "/app/static/icon.svg", "/static/x.js"):
        assert with_provider.ask(path)[0] == (404 if path == "/_stcore/metrics" else 401), path
    assert with_provider.handshake(Origin=with_provider.address) == 403


def test_a_session_opens_all_of_it(with_provider, leader):
    status, headers, body = with_provider.ask("/kanal", Cookie=leader, **HTML)
    assert (status, b"<title>Streamlit" in body) == (200, True)
    assert with_provider.handshake(Origin=with_provider.address, Cookie=leader) == 101
    assert headers["cache-control"] == "private, no-store"
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    policy = headers["content-security-policy"]
    assert "://" not in re.sub(r"form-action [^;]+", "", policy)
    assert "unsafe" not in policy.replace("style-src 'self' 'unsafe-inline'", "")
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")


def test_whether_it_is_up_is_told_without_a_session_and_by_its_name_alone(with_provider):
    status, _, body = with_provider.ask("/siap")
    assert (status, json.loads(body)["ready"]) == (200, True)
    assert with_provider.ask("/siap", Host="evil.contoh")[0] == 421
    assert with_provider.ask("/siap", Origin="https://evil.contoh")[0] == 403
    assert with_provider.ask("/metrik")[0] == 404
    assert with_provider.ask("/siap/")[0] == 401


def test_foreign_names_and_pages_get_nothing_even_with_a_session(with_provider, leader):
    for headers in ({"Host": "evil.contoh"}, {"Host": f"127.0.0.1:{with_provider.port}"}):
        assert with_provider.ask("/", Cookie=leader, **headers)[0] == 421
    assert with_provider.ask("/", is_inside=True, Cookie=leader, Host=f"127.0.0.1:{with_provider.port}")[0] == 421
    assert with_provider.ask("/", Cookie=leader, Origin="https://evil.contoh")[0] == 403
    assert with_provider.handshake(Origin="https://evil.contoh", Cookie=leader) == 403


def test_what_a_proxy_would_say_counts_for_nothing_here(with_provider):
    forged = {"X-Adopsi-Akun": "pimpinan@kota.contoh", "X-Adopsi-Rahasia": "rahasia klien"}
    assert with_provider.ask("/", **forged)[0] == 401
    assert with_provider.ask("/", is_inside=True, **forged)[0] == 401


def test_a_login_of_another_browser_is_no_login(with_provider):
    """An answer of the provider that somebody else's browser asked for begins no session here."""
    _, begun, _ = with_provider.ask("/masuk")
    state = re.search(r"state=([\w-]+)", begun["location"])
    assert state
    status, headers, _ = with_provider.ask(f"/kembali?code=x&state={state[1]}", Cookie="__Host-adopsi-masuk=other")
    assert "__Host-adopsi=" not in headers.get("set-cookie", "")
    # It is begun anew once, then said.
    assert status == 302
    assert with_provider.ask("/kembali?code=x&state=unknown")[0] == 403


def test_two_logins_at_once_in_one_browser(with_provider):
    """The second tab does not spoil the first one's."""
    _, first, _ = with_provider.ask("/masuk?ke=/peta")
    browser = first["set-cookie"].partition(";")[0]
    _, second, _ = with_provider.ask("/masuk?ke=/kanal", Cookie=browser)
    assert second["set-cookie"].partition(";")[0] == browser
    assert first["location"] != second["location"]


def test_four_hundred_groups_fit(with_provider):
    """The cookie holds a token, not what the provider says; the last of the groups gives the role."""
    cookie, _ = logged_in(with_provider, "banyak")
    assert len(cookie) < 100
    assert with_provider.ask("/", Cookie=cookie, **HTML)[0] == 200


@pytest.mark.parametrize(
    ("account", "words"),
    [("tamu", "belum diberi akses"), ("ragu", "belum diverifikasi"), ("pimpinan@kota.contoh", "belum diberi akses")],
)
def test_who_has_no_access_is_told_why(with_provider, account, words):
    """Also who calls themselves by somebody's e-mail: only a verified one counts."""
    with pytest.raises(RefusedError, match=words):
        logged_in(with_provider, account)


def test_the_goal_is_an_own_path(with_provider):
    assert logged_in(with_provider, "pimpinan", "/kelurahan?unit=64.72.01.1001")[1] == "/kelurahan?unit=64.72.01.1001"
    assert logged_in(with_provider, "pimpinan", "https://evil.contoh/")[1] == "/"


@pytest.mark.parametrize(
    "text",
    ["//evil.contoh", "https://evil.contoh", "/\\evil.contoh", "\\\\evil.contoh", "javascript:alert(1)", "kanal", "",
     "/\nSet-Cookie: x=1", "/masuk?ke=/", "/keluar", "http:///x", "/ü", "/" + "x" * 3000, "//[", "/%0d\r\nx"],
)  # fmt: skip
def test_any_other_goal_is_the_first_page(text):
    assert own_goal(text) == "/"


def test_logging_out_ends_copies_and_other_tabs(with_provider):
    """A copied cookie is worth nothing afterwards; only a form of an own page may ask for it."""
    cookie, _ = logged_in(with_provider, "analis")
    assert with_provider.ask("/keluar", "POST", Cookie=cookie)[0] == 403
    assert with_provider.ask("/keluar", "POST", Cookie=cookie, Origin="https://evil.contoh")[0] == 403
    assert with_provider.ask("/", Cookie=cookie)[0] == 200
    status, headers, _ = with_provider.ask("/keluar", "POST", Cookie=cookie, Origin=with_provider.address)
    assert (status, "/session/end?" in headers["location"]) == (303, True)
    assert with_provider.ask("/", Cookie=cookie)[0] == 401
    assert with_provider.handshake(Origin=with_provider.address, Cookie=cookie) == 403


def test_a_part_of_a_page_that_runs_by_itself_asks_anew_who_asks(with_provider):
    """The map runs without the page around it: after the session's end it shows no figure, but the sentence."""
    cookie, _ = logged_in(with_provider, "analis")
    with conversation(with_provider, cookie) as talk:
        part = part_in(talk.run("peta"))
        assert part
        assert "Porsi digital" in str(talk.run("peta", part))
        with_provider.ask("/keluar", "POST", Cookie=cookie, Origin=with_provider.address)
        told = str(talk.run("peta", part))
    assert "Porsi digital" not in told
    assert "Sesi Anda sudah berakhir" in told


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent"])
def test_what_streamlit_tells_of_the_server_is_for_no_reader(with_provider, leader, path):
    assert with_provider.ask(path, Cookie=leader)[0] == 404


def test_no_reader_is_told_where_on_the_server_it_lies(with_provider, leader):
    with conversation(with_provider, leader) as talk:
        told = talk.run("peta") + talk.run("kanal")
    begun = next(each.new_session for each in told if each.WhichOneof("type") == "new_session")
    assert begun.main_script_path.strip("/") == "app.py"
    assert str(ROOT) not in str(told)


def test_nobody_goes_on_in_a_session_of_another(with_provider, leader):
    """Whoever learned the name of a running session gets one of their own."""
    cookie, _ = logged_in(with_provider, "analis")
    with conversation(with_provider, cookie) as talk:
        told = talk.run("peta")
        with conversation(with_provider, leader, session_in(told)) as other:
            assert session_in(other.run("kemajuan")) != session_in(told)
        assert session_in(talk.run("peta")) == session_in(told)


def test_whoever_stops_a_page_halfway_has_looked_at_it(with_provider):
    cookie, _ = logged_in(with_provider, "analis")
    with conversation(with_provider, cookie) as talk:
        talk.run("kemajuan")
        talk.begin("kanal")
        talk.hear_main(elements=8)
        talk.say(BackMsg(stop_script=True))
        talk.answers()
    seen = [line["page"] for line in with_provider.audit() if line["act"] == "view"]
    assert seen[-2:] == ["Kemajuan", "Kanal per hari"]


def test_a_login_makes_a_new_token_and_ends_the_old(with_provider):
    first, _ = logged_in(with_provider, "analis")
    second, _ = logged_in(with_provider, "analis")
    assert first != second


def test_tokens_are_kept_as_sums_in_a_private_file(with_provider, leader):
    file = with_provider.data / "akses" / "sesi.sqlite"
    assert file.stat().st_mode & 0o777 == 0o600
    token = next(iter(SimpleCookie(leader).values())).value
    content = file.read_bytes()
    assert token.encode() not in content
    assert hashlib.sha256(token.encode()).hexdigest().encode() in content


def test_a_row_that_is_gone_ends_access_at_once(with_provider):
    """The table is read again when it has changed; a role that is shut out, too."""
    cookie, _ = logged_in(with_provider, "analis")
    before = with_provider.table.read_text()
    try:
        for after in (before.replace("group,data,analis,\n", ""), before + "group,data,tolak,\n",
                      before + "email,analis@kota.contoh,pimpinan,\n", before.replace("role", "peran")):  # fmt: skip
            with_provider.give_access(after)
            status, _, body = with_provider.ask("/", Cookie=cookie, **HTML)
            assert (status, b"pengelola" in body) == (403, True), after
    finally:
        with_provider.give_access(before)
    assert with_provider.ask("/", Cookie=cookie)[0] == 200


def test_the_command_lists_and_ends_sessions(with_provider, monkeypatch):
    cookie, _ = logged_in(with_provider, "banyak")
    monkeypatch.setenv("ADOPSI_DATA_DIR", str(with_provider.data))

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "akses", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )

    assert "banyak@kota.contoh" in command("daftar").stdout
    assert command("akhiri", "BANYAK@kota.contoh").returncode == 0
    assert with_provider.ask("/", Cookie=cookie)[0] == 401
    assert command("akhiri", "banyak@kota.contoh").returncode == 1


def test_every_act_is_noted_without_more_of_a_person(with_provider):
    """Who came, who was refused, who left: an account and an address; no token, no group, no cookie."""
    cookie, _ = logged_in(with_provider, "analis")
    with_provider.ask("/keluar", "POST", Cookie=cookie, Origin=with_provider.address)
    lines = with_provider.audit()
    assert {"in", "out"} <= {line["act"] for line in lines}
    last = [line for line in lines if line["act"] == "in"][-1]
    assert (last["account"], last["ip"], last["role"]) == ("analis@kota.contoh", "127.0.0.1", "analis")
    assert set(last) == {"time", "act", "account", "ip", "role"}
    for file in (with_provider.data / "audit").iterdir():
        assert file.stat().st_mode & 0o777 == 0o600


def test_a_flood_of_logins_is_stopped_at_the_proxy(with_provider, leader):
    """The last of this file: the address of the tests is held back for some seconds. Readers go on."""
    told = [with_provider.ask("/masuk")[0] for _ in range(2)]
    assert told == [302, 302]
    assert any(with_provider.ask("/masuk")[0] == 429 for _ in range(300))
    assert with_provider.ask("/", Cookie=leader, **HTML)[0] == 200
