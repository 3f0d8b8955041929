"""What a recipient finds in the letter: the report's own sentences, its very files, its picture, and no other's."""

import re
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from support.mail.recipient_rows import CAMAT, KUNJANG, MAYOR, OTHER_CAMAT, PALARAN
from support.mail.server import MailServer
from support.report_command import run

from core.settings import settings
from report.archive.keep import archive
from report.content.model import Content
from report.forms.set import Setting
from report.record.record import Record, code_of, make_record

NAMES = {"": "laporan_adopsi_contoh_2024-10", PALARAN: "laporan_adopsi_contoh_2024-10_64-72-01"}


@pytest.fixture
def letters(table, server: MailServer, monkeypatch: pytest.MonkeyPatch) -> dict[str, EmailMessage]:
    """All three letters, by the kecamatan that they are about."""
    table(MAYOR, CAMAT, OTHER_CAMAT)
    assert run(monkeypatch, "kirim", "2024-10") == 0
    to = {"walikota": "", "camat.palaran": PALARAN, "camat.kunjang": KUNJANG}
    return {to[str(letter["to"]).partition("@")[0]]: letter for letter in server.letters()}


def text_of(letter: EmailMessage, kind: str = "plain") -> str:
    body = letter.get_body((kind,))
    assert body is not None
    return str(body.get_content())


@pytest.mark.parametrize(("place", "forms"), [("", ["pdf"]), (PALARAN, ["pdf", "html"])])
def test_files_are_those_of_the_archive(place: str, forms: list[str], letters, delivery: Path) -> None:
    files = {str(part.get_filename()): part.get_payload(decode=True) for part in letters[place].iter_attachments()}
    assert files == {f"{NAMES[place]}.{form}": (delivery / f"{NAMES[place]}.{form}").read_bytes() for form in forms}


def test_the_picture_is_shown_where_it_was_asked_for(letters, delivery: Path) -> None:
    for place in ("", PALARAN):
        (picture,) = (part for part in letters[place].walk() if part.get_content_type() == "image/png")
        assert picture.get_content() == (delivery / f"{NAMES[place]}.png").read_bytes()
        assert f'src="cid:{picture["content-id"].strip("<>")}"' in text_of(letters[place], "html")
    assert "<img" not in text_of(letters[KUNJANG], "html")
    assert [part for part in letters[KUNJANG].walk() if part.get_content_type() == "image/png"] == []


def test_text_and_html_say_what_the_report_says(letters, records: dict[str, Record]) -> None:
    """Every sentence of the first page, and nothing that the report does not say."""
    for place, letter in letters.items():
        words = Setting.of(records[place]).words
        front = words["front"]
        tasks = [cell for row in front["tasks"]["rows"] for cell in row]
        answers = [answer[part] for answer in front["answers"] for part in ("question", "value", "label", "line")]
        said = [
            words["title"], words["as_of"], words["sample"], front["headline"], *answers, *tasks,
            *words["notices"]["lines"], words["code"],
        ]  # fmt: skip
        for kind in ("plain", "html"):
            text = text_of(letter, kind)
            assert [sentence for sentence in said if sentence and sentence not in text] == []
        signs = re.compile(r"[\s·✓×•:.-]+")
        known = signs.sub("", " ".join([*said, words["notices"]["title"], front["tasks"]["title"], words["build"]]))
        lines = [signs.sub("", line) for line in text_of(letter).splitlines()]
        foreign = [line for line in lines if line.lower() not in known.lower() and not _joined(line, known)]
        assert foreign == []


def _joined(line: str, known: str) -> bool:
    """A line may stand together of two parts in another order than in the report: verdict and value."""
    return any(line[:at] in known and line[at:] in known for at in range(1, len(line)))


def test_a_camat_reads_of_no_other_kecamatan(letters, records: dict[str, Record], october: Content) -> None:
    own = {unit.name for unit in october.units if unit.code.startswith(PALARAN)}
    others = {unit.name for unit in october.units} - own
    others = {name for name in others if not any(name in mine for mine in own)}
    letter = letters[PALARAN]
    for kind in ("plain", "html"):
        assert [name for name in others if re.search(rf"\b{name}\b", text_of(letter, kind))] == []
    whole = b"".join(part.get_payload(decode=True) or b"" for part in letter.walk())
    assert code_of(records[PALARAN]).encode() in whole
    for other in ("", KUNJANG):
        assert code_of(records[other]).encode() not in whole


def test_nothing_outside_is_named_unless_the_dashboard_has_an_address(
    letters, table, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for letter in letters.values():
        assert "http" not in text_of(letter) + text_of(letter, "html")
    monkeypatch.setattr(settings(), "alamat", "https://dasbor.kota.contoh/")
    table(MAYOR.replace("walikota", "wakil"), CAMAT.replace("camat", "sekcam", 1))
    assert run(monkeypatch, "kirim", "2024-10") == 0
    (city,), (own,) = server.letters("wakil@kota.contoh"), server.letters("sekcam.palaran@kota.contoh")
    link = "https://dasbor.kota.contoh/laporan?bulan=2024-10"
    assert set(re.findall(r"https?://[^\s\"<]+", text_of(city) + text_of(city, "html"))) == {link}
    assert f"{link}&kecamatan={PALARAN}\n" in text_of(own).replace("\r\n", "\n")
    assert f'href="{link}&amp;kecamatan={PALARAN}"' in text_of(own, "html")


def test_subject_and_sender_say_what_it_is(letters) -> None:
    assert letters[""]["subject"] == "DATA CONTOH · Laporan adopsi layanan digital Oktober 2024"
    assert "Kecamatan Palaran" in letters[PALARAN]["subject"]
    assert letters[""]["from"] == "Dasbor Adopsi <adopsi@kota.contoh>"


def test_a_correction_is_another_letter_that_says_what_changed(
    letters, server: MailServer, october: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = replace(october.figures[1], value="38,1%")
    archive(make_record(replace(october, figures=(october.figures[0], share, *october.figures[2:]))))
    assert run(monkeypatch, "kirim", "2024-10") == 0
    first, second = server.letters("walikota@kota.contoh")
    assert len(server.taken) == 4, "nobody else's report was corrected"
    assert first["message-id"] != second["message-id"]
    assert second["subject"].endswith("Oktober 2024 (revisi 2)")
    for kind in ("plain", "html"):
        told = text_of(second, kind)
        assert "Revisi 2 menggantikan revisi 1" in told
        assert f"{october.figures[1].value} menjadi 38,1%" in told
    (file,) = second.iter_attachments()
    assert file.get_filename() == f"{NAMES['']}_r2.pdf"
