"""Where the figures come from: build, sources and files of the data, version of the code, fonts."""

from typing import Any

from core.formats import number, short_day
from core.sources import SOURCE_WORDS
from core.texts import translator
from report.content.model import Content, Source


def provenance_text(content: Content, versions: dict[str, Any], code: str, lang: str) -> list[str]:
    """Return the paragraphs of the section: data, sources up to which day, code and how to check the report."""
    _ = translator(lang)
    sources = "; ".join(_source(source, lang) for source in content.sources)
    return [
        _("Asal: versi data {build}, dibuat {created}, sidik data {fingerprint}.").format(
            build=content.build,
            created=short_day(content.created_at.date(), lang),
            fingerprint=content.fingerprint[:16],
        ),
        _("Sumber: {sources}.").format(sources=sources),
        _("Versi kode {version}, Typst {typst}, huruf {fonts}.").format(
            version=versions["code"],
            typst=versions["typst"],
            fonts=", ".join(f"{name} {checksum}" for name, checksum in versions["fonts"].items()),
        ),
        _("Kode laporan {code}; keasliannya diperiksa dengan: python -m report verify BERKAS").format(code=code),
        _(
            "{n} berkas sumber beserta SHA-256-nya, baris yang ditahan, dan semua tanggal yang kurang ada dalam "
            "catatan laporan ini (.content.json) dan di halaman Mutu data."
        ).format(n=number(len(content.files), 0, lang)),
    ]


def _source(source: Source, lang: str) -> str:
    """Up to which day one source reaches, from how many rows and files."""
    _ = translator(lang)
    name = _(SOURCE_WORDS[source.source])
    if source.newest is None:
        return _("{label}: {sentence}").format(label=name, sentence=_("belum ada data"))
    return _("{source} sampai {newest} ({rows} baris, {files} berkas)").format(
        source=name,
        newest=short_day(source.newest, lang),
        rows=number(source.row_count, 0, lang),
        files=number(source.file_count, 0, lang),
    )
