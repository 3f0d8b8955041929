"""Pages ask nobody in a browser for a command or a file of the server."""

import ast

import pytest

from core.settings import ROOT
from core.store import user_store
from etl.errors import UserError
from etl.sources.contract import contracts
from etl.sources.declaration_file import declaration_in, require_zone
from pages.frame.server_words import asks_for_command, names_server_file, without_folder

AT_SERVER = {
    "jalankan make load, lalu ikuti pesannya",
    "letakkan berkas di data/raw, lalu jalankan make load",
    "periksa izin folder data, lalu buat lagi dengan make load",
    "Dasbor ini hanya dapat dibuka lewat gerbangnya, di komputer tempat ia berjalan: jalankan dengan make run, di "
    "127.0.0.1.",
}
"""What app.py tells who sits at it, and nobody else."""


def told() -> set[str]:
    """Every text of pages, words and frame that is asked of the catalogue."""
    files = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "wording").rglob("*.py")]
    nodes = (node for path in files for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    calls = (node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func)[-1:] in "_t")
    first = (call.args[0] for call in calls if call.args)
    return {str(text.value) for text in first if isinstance(text, ast.Constant)} | _marked()


def _marked() -> set[str]:
    files = [*(ROOT / "pages").rglob("*.py"), *(ROOT / "wording").rglob("*.py")]
    nodes = (node for path in files for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    calls = (node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == "N_")
    return {str(ast.literal_eval(call.args[0])) for call in calls}


def test_no_page_names_a_command_or_a_file_of_the_server() -> None:
    found = {text for text in told() if asks_for_command(text) or names_server_file(text)}
    assert found == AT_SERVER


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("/srv/adopsi/data/a.csv: tidak terbaca. Jalankan: python -m etl load", "tidak terbaca."),
        ("Kolom kurang. Lihat data/reference/units.csv.", "Kolom kurang."),
        ("Tunggu. Lalu make run.", "Tunggu."),
    ],
)
def test_a_sentence_of_a_load_is_told_without_folders_and_commands(sentence: str, shown: str) -> None:
    assert without_folder(sentence) == shown


def refused() -> list[str]:
    """What a load says of a declaration without a zone, and of one that is wrongly written."""
    path = user_store().root / "raw" / "permohonan" / "sumber.toml"
    contract, said = next(each for each in contracts() if each.source == "permohonan"), []
    for text in ("", "zona_waktu = 3\n", "zona = "):
        with pytest.raises(UserError) as caught:
            require_zone(path, declaration_in(text, path, contract, set()), contract)
        said.append(str(caught.value))
    return said


def test_a_refused_load_says_what_is_wrong_but_not_in_which_file_nor_what_to_write_there() -> None:
    said = refused()
    assert all(names_server_file(each) for each in said)
    shown = [without_folder(each) for each in said]
    assert shown[0] == "zona waktu sumber 'permohonan' belum dinyatakan."
    assert all(each and not names_server_file(each) and "/" not in each for each in shown)
