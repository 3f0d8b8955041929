"""From a record to the report in each of its forms; the same record gives the same bytes."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from core.city import city
from report.content.model import Content
from report.fonts import FONT_FILES, with_known_signs
from report.forms.png import picture_of
from report.forms.read_pdf import pictures_of_pages
from report.layout.document import document
from report.record.record import Record, code_of, content_of, make_record

FORMS = ("pdf", "png", "html")
PAGES, SHEET = (Path(__file__).with_name(name) for name in ("template.typ", "sheet.typ"))
SHEET_PPI = 144.0


@dataclass(frozen=True)
class Setting:
    """A record in words and drawings (report.layout.document), ready to be set in each of FORMS."""

    words: dict[str, Any]
    code: str
    created_at: datetime

    @classmethod
    def of(cls, record: Record) -> "Setting":
        """Put a record into words. Raises ValidationError for a record that is not one."""
        content, code = content_of(record), code_of(record)
        return cls(with_known_signs(document(content, record, code)), code, content.created_at)

    def made(self, form: str) -> bytes:
        """Return the report as PDF/UA-1, as one page in PNG for messaging groups, or as one HTML file.

        Each carries the short code of its record, the PDF and the PNG also the time of the build, never today's.
        """
        if form == "html":
            from report.forms.html import html_page  # its libraries take as long to load as a PDF takes to set

            return html_page(self.words).encode()
        if form == "png":
            texts = {"Keywords": f"adopsi-{self.code}", "Description": self.words["origin"]}
            (sheet,) = pictures_of_pages(_typeset(SHEET, self.words), SHEET_PPI)
            return picture_of(sheet, texts)
        stamp = self.created_at.replace(tzinfo=city().clock)
        return _typeset(PAGES, self.words, pdf_standards=["ua-1"], timestamp=stamp)


def render(content: Content, form: str = "pdf") -> bytes:
    """Return the report of a content that has no record yet; same content, same bytes."""
    return render_record(make_record(content), form)


def render_record(record: Record, form: str = "pdf") -> bytes:
    """Return a report in one of FORMS."""
    return Setting.of(record).made(form)


def _typeset(template: Path, words: dict[str, Any], **options: Any) -> bytes:
    inputs = {"document": json.dumps(words, ensure_ascii=False)}
    made: bytes = typst.compile(str(template), font_paths=_fonts(), sys_inputs=inputs, **options)
    return made


@cache
def _fonts() -> typst.Fonts:
    """Only our fonts, found once: alone in a folder, as a search of a larger one depends on its order."""
    with TemporaryDirectory(prefix="adopsi-huruf-") as folder:
        for font in FONT_FILES:
            (Path(folder) / font.name).symlink_to(font)
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def put_in_place(made: bytes, path: Path) -> None:
    """Put a finished file in its place at once: a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(made)
        part.replace(path)
    except OSError as error:
        # A write that fails for want of room does not say where.
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        part.unlink(missing_ok=True)
