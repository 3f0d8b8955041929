"""Nobody takes the own way back away: a table of access with which who changes it could mend no longer is refused."""

import pytest

from akses import Reader
from akses.login_setup import login_settings
from core.settings import settings
from core.store import Store
from core.texts import translator
from etl import UserError
from intake import RefusedTableError
from pages.sections.perbaikan import tables
from pages.view.work import WorkView

SECRET = "s" * 32
NAMED = [("X-Adopsi-Rahasia", SECRET), ("X-Adopsi-Akun", "ani@kota.contoh")]
HEAD = "kind,value,role,place\n"


@pytest.fixture
def check(store: Store, monkeypatch: pytest.MonkeyPatch):
    """What judges the table of access for Ani, who comes through a proxy."""
    secret = store.root / "rahasia"
    secret.parent.mkdir(exist_ok=True)
    secret.write_text(SECRET)
    secret.chmod(0o600)
    monkeypatch.setenv("ADOPSI_MASUK", "proksi")
    monkeypatch.setenv("ADOPSI_ALAMAT", "https://dasbor.contoh")
    monkeypatch.setenv("ADOPSI_PROKSI_RAHASIA_FILE", str(secret))
    settings.cache_clear()
    login_settings.cache_clear()
    monkeypatch.setattr(tables, "sent_headers", lambda: NAMED)
    work = WorkView(translator("id"), "id", Reader("ani@kota.contoh", "analis"))
    yield tables.check_of("local/akses.csv", work)
    login_settings.cache_clear()


@pytest.mark.parametrize(
    "rows",
    [
        "email,budi@kota.contoh,analis,\n",
        "email,ani@kota.contoh,pimpinan,\n",
        "email,ani@kota.contoh,analis,\nemail,ani@kota.contoh,tolak,\n",
        "",
    ],
)
def test_who_would_be_shut_out_by_the_own_change_is_told(check, rows: str) -> None:
    with pytest.raises(RefusedTableError, match="akun Anda sendiri"):
        check(HEAD + rows)


def test_a_table_that_keeps_the_own_way_is_taken(check) -> None:
    check(f"{HEAD}# pengelola\nemail,ani@kota.contoh,analis,\nemail,budi@kota.contoh,pimpinan,\n")


def test_a_wrong_row_is_told_with_its_line(check) -> None:
    with pytest.raises(RefusedTableError, match="baris 3"):
        check(f"{HEAD}email,ani@kota.contoh,analis,\nemail,budi@kota.contoh,raja,\n")


def test_contacts_are_judged_by_their_own_reader(store: Store) -> None:
    work = WorkView(translator("id"), "id", Reader("ani@kota.contoh", "analis"))
    judged = tables.check_of("local/kontak.csv", work)
    judged("office,name,address\n64.72.03.1005,,kelurahan@kota.contoh\n")
    for wrong in ("64.72.99.1,,a@kota.contoh", "64.72.03.1005,,bukan alamat"):
        with pytest.raises(RefusedTableError, match="baris 2"):
            judged(f"office,name,address\n{wrong}\n")
    with pytest.raises(UserError):
        tables.check_of("local/targets.csv", work)("target\n")
