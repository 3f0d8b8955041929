"""From content to the PDF: Typst in this process, pinned fonts and time, so the same content gives the same bytes."""

import json
from datetime import timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from core.settings import ROOT
from report.content import Content
from report.document import document
from report.drawing import FONT_FILES

TEMPLATE = Path(__file__).with_name("template.typ")
REPORTS_DIR = ROOT / "laporan"
WITA = timezone(timedelta(hours=8))


def default_path(content: Content) -> Path:
    """Return where the report of a month lies unless the user says otherwise; a draft never takes its place."""
    draft = "_draf" if content.is_draft else ""
    return REPORTS_DIR / f"laporan_adopsi_{content.period[0]:%Y-%m}{draft}.pdf"


def render(content: Content, lang: str = "id") -> bytes:
    """Return the report as PDF/UA-1; same content, same bytes. Its time is that of the build."""
    return _compile(document(content, lang), content)


def _compile(texts: dict[str, Any], content: Content) -> bytes:
    """Set the template. The fonts stand alone in a folder: a search of a larger one depends on its order."""
    with TemporaryDirectory(prefix="adopsi-huruf-") as fonts:
        for font in FONT_FILES:
            (Path(fonts) / font.name).symlink_to(font)
        return typst.compile(
            str(TEMPLATE),
            font_paths=[fonts],
            ignore_system_fonts=True,
            sys_inputs={"document": json.dumps(texts, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=content.created_at.replace(microsecond=0, tzinfo=WITA),
        )


def write(pdf: bytes, path: Path) -> None:
    """Put the finished report in its place at once: a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(pdf)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
