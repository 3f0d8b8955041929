"""The archive: every report with its record beside it; a corrected month becomes the next revision."""

import json
from pathlib import Path

from core.settings import settings
from report.build import render_record, write
from report.record import Record, revised, stated


def archive(record: Record) -> Path:
    """Keep a report and its record; return the PDF's path. A draft is written, but not kept as a record.

    While the archived report of the month states the same, it stays as it is; otherwise the next revision is made.
    """
    if record["is_draft"]:
        path = report_path(record)
        write(render_record(record), path)
        return path
    kept = latest(record["month"], record["lang"])
    if kept is not None and stated(kept) == stated(record):
        record = kept
    elif kept is not None:
        record = revised(record, kept)
    path = report_path(record)
    write(json.dumps(record, ensure_ascii=False, indent=1).encode(), path.with_suffix(".json"))
    write(render_record(record), path)
    return path


def report_path(record: Record) -> Path:
    """Return where a report lies in the archive: by month, language, revision from the second on, and draft."""
    parts = ["laporan_adopsi", record["month"]]
    parts += ["en"] if record["lang"] == "en" else []
    parts += [f"r{record['revision']}"] if record["revision"] > 1 else []
    parts += ["draf"] if record["is_draft"] else []
    return settings().reports_dir / f"{'_'.join(parts)}.pdf"


def latest(month: str, lang: str) -> Record | None:
    """Return the record of a month's latest revision; None when there is none."""
    found = [record for record in records(settings().reports_dir) if (record["month"], record["lang"]) == (month, lang)]
    return max(found, key=lambda record: int(record["revision"]), default=None)


def records(folder: Path) -> list[Record]:
    """Return all records of a folder, by name."""
    return [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("laporan_adopsi_*.json"))]
