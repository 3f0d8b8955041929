"""The table of rules: who is told of what; a wrong row says where, what and what to do, and silences no other."""

from pathlib import Path

import pytest
from support.own_settings import settings_below

from core.local_table import TableError
from operations.alerts.alert import ALERT_KINDS
from operations.alerts.rules import AlertRule, read_rules, rules_file

HEAD = "kind,threshold,to,kecamatan\n"
PLACES = {"64.72.01", "64.72.03"}


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path):
    with settings_below(tmp_path):
        rules_file().parent.mkdir(parents=True)
        yield


def read(*rows: str, places: set[str] | None = PLACES, head: str = HEAD) -> tuple[list[AlertRule], list[str]]:
    rules_file().write_text(head + "\n".join(rows) + "\n", "utf-8")
    return read_rules(places)


def test_without_a_table_nobody_is_told() -> None:
    assert read_rules(PLACES) == ([], [])


def test_a_row_names_a_kind_and_who_is_told() -> None:
    rows = (
        " Sumber_Diam , 5 ,Satu@Kota.contoh dua@kota.contoh satu@kota.contoh,",
        'kantor_perlu_dilihat,,"webhook; satu@kota.contoh",64.72.03',
    )
    assert read(*rows) == (
        [
            AlertRule(2, "sumber_diam", 5, ("satu@kota.contoh", "dua@kota.contoh")),
            AlertRule(3, "kantor_perlu_dilihat", None, ("webhook", "satu@kota.contoh"), "64.72.03"),
        ],
        [],
    )


@pytest.mark.parametrize("kind", ALERT_KINDS)
def test_every_kind_can_be_asked_for(kind: str) -> None:
    assert read(f"{kind},,webhook,") == ([AlertRule(2, kind, None, ("webhook",))], [])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("sumber,,a@kota.contoh,", ["kind 'sumber'", "sumber_diam, pemuatan_ditolak"]),
        ("sumber_diam,,,", ["kolom to kosong", "webhook"]),
        ("sumber_diam,,a@kota,", ["kolom to", "ke-1", "nama@contoh.go.id"]),
        ("sumber_diam,,a@kota.contoh siapa,", ["ke-2"]),
        ("sumber_diam,,a@kota.contoh,b@kota.contoh,", ["jumlah kolom bukan 4", "tanda kutip"]),
        ("sumber_diam,,a@kota.contoh", ["jumlah kolom bukan 4"]),
        ("sumber_diam,nol,a@kota.contoh,", ["threshold 'nol'", "1 sampai 365"]),
        ("sumber_diam,0,a@kota.contoh,", ["threshold '0'"]),
        ("sumber_diam,366,a@kota.contoh,", ["threshold '366'"]),
        ("sumber_diam,²,a@kota.contoh,", ["threshold '²'"]),
        (f"sumber_diam,{'9' * 5000},a@kota.contoh,", ["bukan jumlah hari kerja"]),
        ("putusan_berubah,3,a@kota.contoh,", ["threshold '3' tidak berlaku", "kosongkan"]),
        ("sumber_diam,,a@kota.contoh,64.72.03", ["kecamatan '64.72.03' tidak berlaku", "kosongkan"]),
        ("kantor_perlu_dilihat,,a@kota.contoh,64.72.03.1005", ["bukan kode kecamatan", "64.72.01"]),
    ],
)
def test_a_wrong_row_says_where_what_and_what_to_do(row: str, words: list[str]) -> None:
    rules, wrong = read("sasaran_terlewat,,webhook,", row)
    assert [rule.line for rule in rules] == [2]
    (sentence,) = wrong
    assert all(word in sentence for word in [f"{rules_file()} baris 3: ", *words])
    assert "@kota" not in sentence, "addresses are people's"


def test_places_are_not_judged_where_nobody_knows_them() -> None:
    assert read("kantor_perlu_dilihat,,webhook,99", places=None)[1] == []


def test_a_table_of_other_columns_is_refused_as_a_whole() -> None:
    with pytest.raises(TableError, match="baris 1: kolom to tidak ada"):
        read("sumber_diam,,x,", head="kind,threshold,kepada,kecamatan\n")
