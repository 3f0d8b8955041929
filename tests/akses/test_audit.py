"""Notes of who read what: one whole line each, private, gone after their time."""

import json
from dataclasses import replace
from datetime import datetime

import pytest

from akses import audit
from akses.identity import Reader
from akses.offered_files import OfferedFiles
from core.settings import settings


@pytest.fixture(autouse=True)
def own_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("ADOPSI_DATA_DIR", str(tmp_path))
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_a_line_holds_what_belongs_to_it(tmp_path):
    audit.note_act("view", "a@kota.contoh", "10.0.0.1", page="Peta", place="Palaran", period="Oktober 2024")
    (file,) = (tmp_path / "audit").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    line = json.loads(file.read_text())
    assert datetime.fromisoformat(line.pop("time")).utcoffset()
    assert line == {"act": "view", "account": "a@kota.contoh", "ip": "10.0.0.1", "page": "Peta", "place": "Palaran",
                    "period": "Oktober 2024"}  # fmt: skip


@pytest.mark.parametrize("name", ["a\nb", "a\x85b", "a\u2028b", "a\x9b2Jb", "a\ud800b"])
def test_an_account_stays_one_line_whatever_it_is_called(tmp_path, name):
    """Of any program that reads lines; nor does it speak to the terminal that shows it."""
    audit.note_act("refused", name, why="NO_ROW")
    (file,) = (tmp_path / "audit").iterdir()
    (line,) = file.read_text().splitlines()
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["account"] == name


def test_an_act_that_nobody_knows_is_no_line():
    with pytest.raises(ValueError, match="looked"):
        audit.note_act("looked", "a")


def test_old_months_are_deleted(tmp_path):
    folder = tmp_path / "audit"
    folder.mkdir()
    for month in ("2023-09", "2023-10", "2024-11"):
        (folder / f"audit-{month}.jsonl").write_text("{}\n")
    (folder / "catatan.txt").write_text("")
    audit.delete_old(datetime(2024, 11, 30))
    assert sorted(path.name for path in folder.iterdir()) == [
        "audit-2023-10.jsonl", "audit-2024-11.jsonl", "catatan.txt",
    ]  # fmt: skip


def test_a_disk_that_is_full_keeps_nobody_out(tmp_path, caplog):
    (tmp_path / "audit").write_text("a file in the way")
    audit.note_act("view", "a@kota.contoh")
    assert "audit" in caplog.text
    assert "a@kota.contoh" not in caplog.text


def test_a_flood_of_nobody_fills_no_disk(tmp_path, monkeypatch):
    """Who is known is noted all the same, and so is the next minute."""
    monkeypatch.setattr(audit, "_nameless", {})
    minute = iter([datetime(2024, 11, 30, 8, 0)] * 201 + [datetime(2024, 11, 30, 8, 1)])
    monkeypatch.setattr(audit, "now_in_city", lambda: next(minute))
    for _ in range(200):
        audit.note_act("failed", "", why="state")
    audit.note_act("in", "a@kota.contoh")
    audit.note_act("failed", "", why="state")
    (file,) = (tmp_path / "audit").iterdir()
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [line["act"] for line in lines] == ["failed"] * audit.MOST_NAMELESS + ["in", "failed"]
    assert [index for index, line in enumerate(lines) if "note" in line] == [audit.MOST_NAMELESS - 1]


def test_a_file_is_for_whom_it_was_made():
    """In the role of then: neither another account nor the same one with another place has it."""
    a, b, c = (Reader(name, "camat", "64.72.01") for name in "abc")
    files = OfferedFiles(most=2)
    files.offer(b"x", a)
    files.offer(b"x", b)
    assert files.may_have(b"x", a)
    assert files.may_have(b"x", b)
    assert not files.may_have(b"x", c)
    assert not files.may_have(b"x", replace(a, place="64.72.02"))
    assert not files.may_have(b"x", replace(a, role="pimpinan"))
    assert not files.may_have(b"y", a)
    files.offer(b"y", a)
    files.offer(b"z", a)
    assert not files.may_have(b"x", a)
