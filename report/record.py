"""What is kept of a report: all it shows, the versions it was made with, and the short code of both."""

import hashlib
import json
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from core.settings import ROOT
from core.texts import translator
from report.content import Content
from report.document import document
from report.drawing import FONT_FILES

CODE_FOLDERS = ("analytics", "core", "report")
CODE_SUFFIXES = (".py", ".toml", ".typ")
LIBRARIES = ("typst", "matplotlib")
# What a report states; the rest (build, freshness, files) may differ while every figure stays as it was.
STATED = ("figures", "notices", "map", "weekdays", "units")
STATED_SECTIONS = 3
CODE_LENGTH = 12
Record = dict[str, Any]


def make_record(content: Content, lang: str = "id") -> Record:
    """Return the record of a report: month, build, versions and document; plain JSON, the same for the same content."""
    record = {
        "month": f"{content.period[0]:%Y-%m}",
        "lang": lang,
        "is_draft": content.is_draft,
        "revision": 1,
        "build": content.build,
        "fingerprint": content.fingerprint,
        "created_at": content.created_at.replace(microsecond=0).isoformat(),
        "versions": versions(),
        "document": document(content, lang) | {"revision": {"label": "", "changes": []}},
    }
    return json.loads(json.dumps(record, ensure_ascii=False))  # type: ignore[no-any-return]


def revised(record: Record, earlier: Record) -> Record:
    """Return the record as the revision after an earlier one, saying which stated things changed."""
    _, revision = translator(record["lang"]), earlier["revision"] + 1
    label = _("Revisi {n} menggantikan revisi {before} (kode {code})").format(
        n=revision, before=earlier["revision"], code=code_of(earlier)
    )
    words = {"label": label, "changes": _changes(record, earlier)}
    return record | {"revision": revision, "document": record["document"] | {"revision": words}}


def _changes(record: Record, earlier: Record) -> list[str]:
    """The headline figures that changed; without one, where the first change stands."""
    _, pairs = (
        translator(record["lang"]),
        zip(earlier["document"]["figures"], record["document"]["figures"], strict=True),
    )
    changed = [
        _("{label}: {before} menjadi {after}").format(
            label=after["label"], before=before["value"], after=after["value"]
        )
        for before, after in pairs
        if before["value"] != after["value"]
    ]
    return changed or [
        _("Empat angka utama tetap; yang berubah: {place}").format(place=difference(stated(earlier), stated(record)))
    ]


def stated(record: Record) -> dict[str, Any]:
    """Return what a report states: figures, notices, map, chart, table of offices and the first sections."""
    shown = record["document"]
    return {key: shown[key] for key in STATED} | {"sections": shown["sections"][:STATED_SECTIONS]}


def code_of(record: Record) -> str:
    """Return the short code printed in the report: the beginning of the record's checksum."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:CODE_LENGTH]


def difference(first: Any, second: Any, place: str = "") -> str:
    """Return where two values of a record first differ, as `figures/0/value: '37,7 %' ≠ '38,1 %'`; '' if nowhere."""
    if isinstance(first, dict) and isinstance(second, dict) and first.keys() == second.keys():
        parts = ((str(key), first[key], second[key]) for key in first)
    elif isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
        parts = ((str(at), *pair) for at, pair in enumerate(zip(first, second, strict=True)))
    else:
        return "" if first == second else f"{place}: {_brief(first)} ≠ {_brief(second)}"
    found = (difference(one, other, f"{place}/{name}".strip("/")) for name, one, other in parts)
    return next((text for text in found if text), "")


def _brief(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:80]}…"


@lru_cache
def versions() -> dict[str, Any]:
    """Return what the report was made with: checksum of the code, versions of libraries, checksums of the fonts."""
    code = hashlib.sha256()
    for folder in CODE_FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in CODE_SUFFIXES:
                code.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    fonts = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:CODE_LENGTH] for path in FONT_FILES}
    return {"code": code.hexdigest()[:CODE_LENGTH], "fonts": fonts} | {name: version(name) for name in LIBRARIES}
