"""The server's own log: lines that a program reads, without a word of a row."""

import json
import logging
import tomllib

import pytest
import streamlit.logger

from core.settings import ROOT
from operations.logs import JsonLines, use_json_lines

NIK = "6472010101800001"


def told(text: str, error: Exception | None = None) -> dict[str, object]:
    """The line of a record, with an error that was raised two steps below."""

    def raise_it() -> None:
        if error:
            raise error

    try:
        raise_it()
    except Exception as raised:
        caught = (type(raised), raised, raised.__traceback__)
        record = logging.LogRecord("adopsi", logging.ERROR, __file__, 1, text, (), caught)
    else:
        record = logging.LogRecord("adopsi", logging.WARNING, __file__, 1, text, (), None)
    line = JsonLines().format(record)
    assert "\n" not in line
    return dict(json.loads(line))


def test_a_line_says_when_how_grave_and_of_what():
    line = told("halaman \x1b[31m 'kanal'\nbaris lain")
    assert (line["level"], line["part"], line["text"]) == ("warning", "adopsi", "halaman \x1b[31m 'kanal'")
    assert str(line["time"]).endswith("+08:00")
    assert "error" not in line


def test_of_an_error_its_kind_and_the_way_to_it_but_not_its_words():
    line = told("page kanal", ValueError(f"cannot read {NIK}"))
    assert line["error"] == "ValueError"
    way = line["way"]
    assert isinstance(way, list)
    assert way[-1].startswith("tests/operations/test_logs.py:")
    assert way[-1].endswith(" raise_it")
    assert NIK not in json.dumps(line)


def test_parts_that_are_imported_later_write_such_lines_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Streamlit gives each of its loggers a plain handler of its own, and lets none pass to the root."""
    monkeypatch.setattr(logging, "_loggerClass", logging.getLoggerClass())
    monkeypatch.setattr(logging.root, "handlers", [])
    monkeypatch.setattr(logging.root.manager, "loggerDict", {})
    monkeypatch.setattr(streamlit.logger, "_loggers", {})
    use_json_lines()
    streamlit.logger.get_logger("streamlit.later").warning("terlambat")
    line = json.loads(capsys.readouterr().err)
    assert (line["part"], line["text"]) == ("streamlit.later", "terlambat")


def test_the_frameworks_greeting_is_no_line_of_the_log():
    assert tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["logger"]["hideWelcomeMessage"]
