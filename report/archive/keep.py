"""The archive: every report in its forms, with its record beside it; a corrected month becomes the next revision."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from filelock import FileLock

from core.settings import settings
from core.snapshot import RECORD_SUFFIX
from report.archive.read import records
from report.forms.carried import file_is_whole
from report.forms.set import FORMS, Setting, render_record, write
from report.record.record import Record, as_text, code_of, revised, stated

Step = Callable[[str], None]


def archive(record: Record, told: Step = lambda form: None) -> Path:
    """Keep a report and its record; return the PDF's path. A draft is written, but not kept as a record.

    While the archived report of the month states the same, it stays as it is, to the byte: of its forms only those are
    written again that are missing or damaged. Where other code made it, that code's bytes cannot be had again, so a
    form that is missing makes the next revision, as other figures do. `told` hears the name of each form before it is
    written: none when nothing was. Raises DamagedRecordError (report.archive.read) for a record of the month that is
    none or that was altered: no revision is ever built on it.
    """
    settings().reports_dir.mkdir(parents=True, exist_ok=True)
    # Two at once would both be the same revision.
    with FileLock(settings().reports_dir / ".kunci"):
        kept = None if record["is_draft"] else latest(*chain_of(record))
        if kept is None:
            return _write(record, told)
        lacking = lacking_forms(kept)
        if stated(kept) == stated(record) and (not lacking or kept["versions"] == record["versions"]):
            return _write_forms(kept, lacking, told)
        return _write(revised(record, kept), told)


def as_archived(record: Record, form: str) -> bytes:
    """Return a report in one of FORMS as the archive has it, or as it would be kept: a draft, a first or next revision.

    Raises DamagedRecordError as `archive` does.
    """
    kept = None if record["is_draft"] else latest(*chain_of(record))
    if kept is None:
        return render_record(record, form)
    if stated(kept) == stated(record):
        if kept["versions"] == record["versions"]:
            return render_record(kept, form)
        if form not in lacking_forms(kept):
            return report_path(kept).with_suffix(f".{form}").read_bytes()
    return render_record(revised(record, kept), form)


def lacking_forms(record: Record) -> list[str]:
    """Return the forms of an archived report that are not there, not whole, or not of this record."""
    path, code = report_path(record), code_of(record)
    return [form for form in FORMS if not file_is_whole(path.with_suffix(f".{form}"), form, code)]


def _write(record: Record, told: Step) -> Path:
    """All forms first, the record last: what has a record is whole."""
    path = _write_forms(record, FORMS, told)
    if not record["is_draft"]:
        write(as_text(record).encode(), path.with_suffix(RECORD_SUFFIX))
    return path


def _write_forms(record: Record, forms: Sequence[str], told: Step) -> Path:
    path = report_path(record)
    if not forms:
        return path
    setting = Setting.of(record)
    # Typst needs no Python: the forms are set side by side.
    with ThreadPoolExecutor(len(forms)) as setters:
        made = {form: setters.submit(setting.made, form) for form in forms}
        for form in forms:
            told(form)
            write(made[form].result(), path.with_suffix(f".{form}"))
    return path


def report_path(record: Record) -> Path:
    """Return where a report's PDF lies in the archive: by month, language, revision from the second on, and draft.

    Reports of the sample are a chain of their own: no real report ever corrects one of them.
    """
    parts = ["laporan_adopsi", *(["contoh"] if record["is_sample"] else []), record["month"]]
    parts += ["en"] if record["lang"] == "en" else []
    parts += [f"r{record['revision']}"] if record["revision"] > 1 else []
    parts += ["draf"] if record["is_draft"] else []
    return settings().reports_dir / f"{'_'.join(parts)}.pdf"


def chain_of(record: Record) -> tuple[str, str, bool]:
    """Return month, language and whether it is the sample's: one chain of revisions."""
    return record["month"], record["lang"], record["is_sample"]


def latest(month: str, lang: str, is_sample: bool = False) -> Record | None:
    """Return the record of a month's latest revision; None when there is none."""
    kept = records(settings().reports_dir, month)
    found = [record for record in kept if chain_of(record) == (month, lang, is_sample)]
    return max(found, key=lambda record: int(record["revision"]), default=None)
