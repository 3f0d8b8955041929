"""The archive: every report in its forms, with its record beside it; a corrected one becomes the next revision."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from core.settings import settings
from core.store.folder_lock import folder_lock
from core.store.report_records import RECORD_SUFFIX
from report.archive.read import DamagedRecordError, records
from report.archive.sums import keep_sums, sum_of, sums_of
from report.content.decision import LastList
from report.forms.carried import file_is_whole
from report.forms.set import FORMS, Setting, put_in_place, render_record
from report.record.record import Record, as_text, code_of, content_of, place_of, revised, versions

Step = Callable[[str], None]


def archive(record: Record, told: Step = lambda form: None) -> Path:
    """Keep a report, its sums and its record; return the PDF's path. A draft is written, but not kept as a record.

    While the archived report of the period reads the same, it stays: of its forms only those are set again, from its
    own record, that are missing or damaged. Today's code may give them other bytes; then their sums are kept beside
    the earlier ones. `told` hears the name of each form before it is written: none when nothing was. Raises
    DamagedRecordError (report.archive.read) for a record of the period that is none or that was altered: no revision
    is ever built on it.
    """
    settings().reports_dir.mkdir(parents=True, exist_ok=True)
    # Two at once would both be the same revision.
    with folder_lock(settings().reports_dir):
        due, is_kept = _due(record)
        path = _write_forms(due, lacking_forms(due) if is_kept else FORMS, told)
        # The record last: what has a record is whole.
        if not is_kept and not due["is_draft"]:
            put_in_place(as_text(due).encode(), path.with_suffix(RECORD_SUFFIX))
        return path


def as_archived(record: Record, form: str) -> bytes:
    """Return a report in one of FORMS as the archive has it, or as it would be kept: a draft, a first or next revision.

    Raises DamagedRecordError as `archive` does.
    """
    due, is_kept = _due(record)
    if not is_kept:
        return render_record(due, form)
    # What is missing is put back first: a file that the archive does not know would be accused.
    return (archive(record) if form in lacking_forms(due) else report_path(due)).with_suffix(f".{form}").read_bytes()


def _due(record: Record) -> tuple[Record, bool]:
    """The archived report of the period while it reads the same (True), else the one to keep: a first or next one."""
    kept = None if record["is_draft"] else latest(*chain_of(record))
    if kept is None:
        return record, False
    following = revised(record, kept)
    return (following, False) if following["replaces"]["changes"] else (kept, True)


def lacking_forms(record: Record) -> list[str]:
    """Return the forms of an archived report that are not there, or not as they were set."""
    return [form for form in FORMS if not is_kept_form(record, form)]


def is_kept_form(record: Record, form: str) -> bool:
    """Return whether a form lies in the archive as it was set.

    Without a sum, today's code sets its own forms again; of other code's it is asked whether they are whole.
    """
    path = report_path(record).with_suffix(f".{form}")
    known = [each.sha256 for each in sums_of(path, form)]
    if known:
        return path.exists() and sum_of(path.read_bytes()) in known
    return record["versions"] != versions() and file_is_whole(path, form, code_of(record))


def _write_forms(record: Record, forms: Sequence[str], told: Step) -> Path:
    """Set forms side by side (Typst needs no Python); their sums first, so that no file is ever unknown."""
    path = report_path(record)
    if not forms:
        return path
    setting = Setting.of(record)
    with ThreadPoolExecutor(len(forms)) as setters:
        tasks = {form: setters.submit(setting.made, form) for form in forms}
        made = {}
        for form, task in tasks.items():
            told(form)
            made[form] = task.result()
    keep_sums(path, made, FORMS, versions()["code"])
    for form, file in made.items():
        put_in_place(file, path.with_suffix(f".{form}"))
    return path


def report_path(record: Record) -> Path:
    """Return where a report's PDF lies in the archive: by period, kecamatan, language, later revision, and draft.

    Reports of the sample are a chain of their own: no real report ever corrects one of them.
    """
    parts = ["laporan_adopsi", *(["contoh"] if record["is_sample"] else []), record["month"]]
    parts += [place_of(record).replace(".", "-")] if place_of(record) else []
    parts += ["en"] if record["lang"] == "en" else []
    parts += [f"r{record['revision']}"] if record["revision"] > 1 else []
    parts += ["draf"] if record["is_draft"] else []
    return settings().reports_dir / f"{'_'.join(parts)}.pdf"


def chain_of(record: Record) -> tuple[str, str, bool, str]:
    """Return period, language, whether it is the sample's, and kecamatan: one chain of revisions."""
    return record["month"], record["lang"], record["is_sample"], place_of(record)


def latest(period: str, lang: str, is_sample: bool = False, place: str = "") -> Record | None:
    """Return the record of a period's latest revision, of the city or a kecamatan; None when there is none."""
    kept = records(settings().reports_dir, period)
    found = [record for record in kept if chain_of(record) == (period, lang, is_sample, place)]
    return max(found, key=lambda record: int(record["revision"]), default=None)


def archived_list(period: str, lang: str, is_sample: bool, place: str) -> LastList | None:
    """Return the list of what was to be done as a period's latest archived report printed it; None without one.

    A damaged record is none: it stops no other period. Nor is the list of a quarter or year that was still running.
    """
    try:
        record = latest(period, lang, is_sample, place)
    except DamagedRecordError:
        return None
    content = content_of(record) if record else None
    if record is None or content is None or content.decision is None or content.is_running:
        return None
    return LastList(code_of(record), content.decision.printed_tasks, "" if content.grain == "month" else period)
