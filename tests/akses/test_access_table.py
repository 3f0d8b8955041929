"""The table of access: who gets in as what, and what of it is wrong, in words."""

import os

import pytest

from akses.access_table import account_of, faults, places, read_rows, table_file
from akses.identity import Identity, Reader, Refusal
from core.local_table import TableError
from core.settings import settings

PLACES = {"64.72.01": "64.72.01", "64.72.01.1001": "64.72.01"}


@pytest.fixture
def table(tmp_path, monkeypatch):
    """Writes the table; the places are those of one kecamatan."""
    monkeypatch.setenv("ADOPSI_DATA_DIR", str(tmp_path))
    settings.cache_clear()
    monkeypatch.setattr("akses.access_table.places", lambda: PLACES)
    (tmp_path / "local").mkdir()

    def write(*rows: str, header: str = "kind,value,role,place") -> None:
        table_file().write_text("\n".join([header, *rows]) + "\n")

    yield write
    settings.cache_clear()


def person(email: str = "a@kota.contoh", *groups: str, is_verified: bool | None = True) -> Identity:
    return Identity(email, email, is_verified, frozenset(groups))


@pytest.mark.parametrize(
    ("rows", "who", "expected"),
    [
        (["email,a@kota.contoh,pimpinan,"], person(), Reader("a@kota.contoh", "pimpinan")),
        (["email, A@Kota.Contoh ,PIMPINAN,"], person(), Reader("a@kota.contoh", "pimpinan")),
        (["group,camat palaran,camat,64.72.01"], person("b@x", "camat palaran"), Reader("b@x", "camat", "64.72.01")),
        (["group,g,operator,64.72.01.1001"], person("b@x", "g"), Reader("b@x", "operator", "64.72.01.1001")),
        (["group,g,operator,64.72.01"], person("b@x", "g"), Reader("b@x", "operator", "64.72.01")),
        (["group,g,analis,", "group,h,analis,"], person("b@x", "g", "h"), Reader("b@x", "analis")),
        ([], person(), Refusal.NO_ROW),
        (["group,a@kota.contoh,analis,"], person(), Refusal.NO_ROW),
        (["email,g,analis,"], person("b@x", "g"), Refusal.NO_ROW),
        (["email,a@kota.contoh,analis,"], person(is_verified=False), Refusal.UNVERIFIED),
        (["group,g,analis,"], person("b@x", "g", is_verified=False), Refusal.UNVERIFIED),
        # A provider that says nothing of it: the group counts, the e-mail does not, but for shutting out.
        (["group,g,analis,"], person("b@x", "g", is_verified=None), Reader("b@x", "analis")),
        (["email,a@kota.contoh,analis,"], person(is_verified=None), Refusal.UNVERIFIED),
        (["email,b@x,pimpinan,", "group,g,analis,"], person("b@x", "g", is_verified=None), Reader("b@x", "analis")),
        (["email,b@x,tolak,", "group,g,analis,"], person("b@x", "g", is_verified=None), Refusal.DENIED),
        (["email,a@kota.contoh,analis,", "group,g,pimpinan,"], person("a@kota.contoh", "g"), Refusal.SEVERAL),
        (["group,g,camat,64.72.01", "group,g,operator,64.72.01"], person("b@x", "g"), Refusal.SEVERAL),
        (["email,a@kota.contoh,analis,", "group,g,tolak,"], person("a@kota.contoh", "g"), Refusal.DENIED),
        (["email,a@kota.contoh,walikota,"], person(), Refusal.WRONG_ROW),
        (["email,a@kota.contoh,analis,", "group,g,walikota,"], person("a@kota.contoh", "g"), Refusal.WRONG_ROW),
        (["email,a@kota.contoh,camat,64.72.99"], person(), Refusal.WRONG_ROW),
        (["email,a@kota.contoh,camat,64.72.01.1001"], person(), Refusal.WRONG_ROW),
        (["email,a@kota.contoh,camat,"], person(), Refusal.WRONG_ROW),
        (["email,a@kota.contoh,analis,64.72.01"], person(), Refusal.WRONG_ROW),
        (["e-mail,a@kota.contoh,tolak,", "email,a@kota.contoh,analis,"], person(), Refusal.DENIED),
        (["surel,a@kota.contoh,analis,"], person(), Refusal.WRONG_ROW),
        (["email,sk@kota.contoh,analis,"], person("s\u212a@kota.contoh"), Refusal.NO_ROW),
        (["email,sk@kota.contoh,analis,"], person("\u017fk@kota.contoh"), Refusal.NO_ROW),
        (["group,strasse,analis,"], person("b@x", "straße"), Refusal.NO_ROW),
    ],
)
def test_what_a_person_gets(table, rows, who, expected):
    table(*rows)
    assert account_of(who) == expected


def test_an_e_mail_that_nobody_told_is_no_row(table):
    """An empty value fits nobody, also who has no e-mail."""
    table("email,,analis,", "group,,analis,")
    assert account_of(Identity("subject")) is Refusal.NO_ROW


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"kind,value\n", b'kind,value,role,place\n"x', None])
def test_a_table_that_cannot_be_read_lets_nobody_in(table, content):
    if content is not None:
        table_file().write_bytes(content)
    assert account_of(person()) in (Refusal.NO_TABLE, Refusal.NO_ROW)


@pytest.mark.parametrize("stray", ['email,"x,pimpinan,', 'email,"x"y,pimpinan,'])
def test_a_stray_quote_takes_no_row_along(table, stray):
    """Else the rows after it, which may shut somebody out, would be part of a cell."""
    table("group,g,analis,", stray, "email,a@kota.contoh,tolak,")
    assert account_of(person("a@kota.contoh", "g")) is Refusal.NO_TABLE
    with pytest.raises(TableError, match=r"baris \d+: baris ini bukan CSV\. Perbaiki tanda kutipnya"):
        read_rows()


def test_what_is_wrong_is_said_with_file_line_and_what_to_do(table):
    with pytest.raises(TableError, match=r"akses\.csv: tidak ada\. Buat dengan kolom kind, value, role, place"):
        read_rows()
    table("email,a,b,c", header="kind,nilai,role,place")
    with pytest.raises(TableError, match=r"baris 1: kolom value tidak ada"):
        read_rows()


def test_semicolons_of_an_indonesian_excel_and_its_mark_are_read(table):
    table("email;a@kota.contoh;analis;", header="\ufeffkind;value;role;place")
    assert account_of(person()) == Reader("a@kota.contoh", "analis")


def test_a_changed_table_is_read_again(table):
    table("email,a@kota.contoh,analis,")
    assert isinstance(account_of(person()), Reader)
    table("email,a@kota.contoh,tolak,")
    os.utime(table_file(), ns=(1, 1))
    assert account_of(person()) is Refusal.DENIED


def test_faults_are_told_row_by_row(table):
    table(
        "surel,a@x,analis,", "email,,analis,", "email,b@x,walikota,", "email,c@x,camat,64.72.99", "email,d@x,analis,x",
        "email,e@x,operator,", "email,f@x,analis,", "email,f@x,pimpinan,", "email,g@x,tolak,", "group,g@x,analis,",
    )  # fmt: skip
    told = faults(read_rows())
    assert [fault.partition(":")[0] for fault in told] == [f"baris {line}" for line in (2, 3, 4, 5, 6, 7, 9)]
    assert "email atau group" in told[0]
    assert "bukan kode kecamatan" in told[3]


def test_places_are_those_of_the_build(sample_store):
    found = places()
    assert found
    assert len(found) == 69
    assert found["64.72.01.1001"] == found["64.72.01"] == "64.72.01"
