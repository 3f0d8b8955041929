"""The SHA-256 sums of a report's files, kept beside its record for ever, in the way of `sha256sum -c`.

Before each sum stands the version of the code that set the file. A form that was set again with other bytes keeps its
earlier sums as comments: a copy that was sent before is still known.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from report.forms.set import put_in_place

SUFFIX = ".sha256"
ENTRY = re.compile(r"^# kode program ([0-9a-f]{12})\n(?:# lama: )?([0-9a-f]{64})  \S+\.(pdf|png|html)$", re.MULTILINE)


@dataclass(frozen=True)
class FileSum:
    """The sum of one file, and the version of the code that set it."""

    sha256: str
    code: str


def sum_of(made: bytes) -> str:
    """Return the SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(made).hexdigest()


def sums_of(path: Path, form: str) -> list[FileSum]:
    """Return the sums kept of one form of a report, today's last. `path`: any of the report's files."""
    try:
        text = path.with_suffix(SUFFIX).read_text("utf-8", errors="replace")
    except FileNotFoundError:
        return []
    return [FileSum(digest, code) for code, digest, found in ENTRY.findall(text) if found == form]


def keep_sums(path: Path, made: Mapping[str, bytes], forms: tuple[str, ...], code: str) -> None:
    """Add the sums of forms that were just set; a form that came out as before keeps the sum that it has."""
    lines = [f"# SHA-256 berkas laporan; diperiksa dengan: sha256sum -c {path.with_suffix(SUFFIX).name}\n"]
    for form in forms:
        kept = sums_of(path, form)
        if form in made and sum_of(made[form]) not in [each.sha256 for each in kept[-1:]]:
            kept.append(FileSum(sum_of(made[form]), code))
        for each in kept:
            mark = "" if each is kept[-1] else "# lama: "
            lines.append(f"# kode program {each.code}\n{mark}{each.sha256}  {path.with_suffix(f'.{form}').name}\n")
    put_in_place("".join(lines).encode(), path.with_suffix(SUFFIX))
