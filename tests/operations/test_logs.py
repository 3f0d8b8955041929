"""The server's own log: lines that a program reads, without a word of a row."""

import json
import logging

from operations.logs import JsonLines

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
