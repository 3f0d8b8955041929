"""A report as a letter: its own sentences as text and HTML, its picture inside, its files beside it."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import jinja2

from core.settings import settings
from core.texts import translator
from mail import Attachment, Letter, Picture
from report.archive.keep import report_path
from report.delivery.recipients import Recipient
from report.forms.set import Setting
from report.record.record import Record, code_of, place_of

TEMPLATE: Final = Path(__file__).with_name("letter.html")
KIND: Final = "laporan"
"""What every key of these letters begins with."""
TYPES: Final = {"pdf": "application/pdf", "html": "text/html"}
"""Of the forms that lie beside the letter; the picture stands in it."""


def letter_key(record: Record) -> str:
    """Return what a report is to the outbox: a correction is another letter."""
    return f"{KIND}/{record['month']}/{place_of(record) or 'kota'}/r{record['revision']}/{code_of(record)}"


class ReportLetters:
    """The letters of one archived report: all its recipients read the same words."""

    def __init__(self, record: Record) -> None:
        """Put a record of the archive into words; its files must lie there."""
        self.record = record
        self.words = Setting.of(record).words
        self.path = report_path(record)

    def to(self, recipient: Recipient) -> Letter:
        """Return the letter to a recipient, with the files that the row asks for. Raises OSError where one lacks."""
        cid = f"{self.path.stem}.{self.words['code']}@adopsi" if "png" in recipient.forms else ""
        shown = (Picture(cid, f"{self.path.stem}.png", self._file("png")),) if cid else ()
        beside = tuple(
            Attachment(f"{self.path.stem}.{form}", TYPES[form], self._file(form))
            for form in recipient.forms
            if form in TYPES
        )
        text = "\n".join(self._lines())
        return Letter(letter_key(self.record), recipient.address, self._subject(), text, self._html(cid), shown, beside)

    def _file(self, form: str) -> bytes:
        return self.path.with_suffix(f".{form}").read_bytes()

    def _subject(self) -> str:
        _, subject = translator(self.record["lang"]), str(self.words["title"])
        if self.record["is_sample"]:
            subject = f"{self.words['sample'].partition(':')[0]} · {subject}"
        revision = self.record["revision"]
        return _("{title} (revisi {n})").format(title=subject, n=revision) if revision > 1 else subject

    def _link(self) -> str:
        """This report on the dashboard, where it has an address."""
        address, place = settings().alamat.strip().rstrip("/"), place_of(self.record)
        if not address:
            return ""
        return f"{address}/laporan?bulan={self.record['month']}" + (f"&kecamatan={place}" if place else "")

    def _notices(self) -> list[str]:
        return [*self.words["notices"]["lines"], *self.words["notices"]["more"]]

    def _html(self, cid: str) -> str:
        return _template().render(d=self.words, notices=self._notices(), link=self._link(), cid=cid)

    def _lines(self) -> Iterator[str]:
        """The letter line by line, for programs and people that read plain text."""
        words = self.words
        yield from filter(None, (words["title"], words["as_of"], words["sample"], ""))
        if words["revision"]["label"]:
            yield from ("", f"{words['revision']['label']}. {words['revision']['cover']}")
            yield from _listed(words["revision"]["changes"], words["revision"]["title"])
        yield from ("", words["front"]["headline"], *words["front"]["sentences"])
        for answer in words["front"]["answers"]:
            yield from ("", answer["question"], _answer(answer), answer["line"])
        tasks = words["front"]["tasks"]
        if tasks["title"]:
            yield from ("", tasks["title"].upper())
            yield from (f"{who}: {why}. {action}." for who, why, action in tasks["rows"])
            yield from filter(None, [tasks["note"]])
        yield from _listed(self._notices(), words["notices"]["title"].upper())
        yield from ("", self._link()) if self._link() else ()
        yield from ("", f"{words['build']} · {words['code']}", "")


def _listed(lines: list[str], title: str) -> Iterator[str]:
    if lines:
        yield from ("", title, *(f"- {line}" for line in lines))


def _answer(answer: dict[str, Any]) -> str:
    verdict = " ".join(filter(None, (answer["mark"], answer["label"])))
    return " · ".join(filter(None, (verdict, answer["value"])))


@lru_cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    return environment.from_string(TEMPLATE.read_text("utf-8"))
