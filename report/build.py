"""From content to the PDF: Typst in this process, pinned fonts and time, so the same content gives the same bytes."""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from report.content import Content
from report.drawing import FONT_FILES
from report.record import Record, code_of, make_record

TEMPLATE = Path(__file__).with_name("template.typ")
WITA = timezone(timedelta(hours=8))


def render(content: Content, lang: str = "id") -> bytes:
    """Return the report as PDF/UA-1; same content, same bytes. Its time is that of the build."""
    return render_record(make_record(content, lang))


def render_record(record: Record) -> bytes:
    """Return the PDF of a record. The fonts stand alone in a folder: a search of a larger one depends on its order."""
    with TemporaryDirectory(prefix="adopsi-huruf-") as fonts:
        for font in FONT_FILES:
            (Path(fonts) / font.name).symlink_to(font)
        return typst.compile(
            str(TEMPLATE),
            font_paths=[fonts],
            ignore_system_fonts=True,
            sys_inputs={"document": json.dumps(record["document"] | {"code": code_of(record)}, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=datetime.fromisoformat(record["created_at"]).replace(tzinfo=WITA),
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
