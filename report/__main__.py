"""Commands: the report of one period or more, `monthly` for the timer, `kirim` by letter, and `verify FILE`.

Exit codes: 0 written or the same, sent or sent before, 1 an error or a difference, 2 wrong usage, 3 letters that need
somebody (refused, uncertain, waiting for days, or of a wrong row of the table), 4 another run is sending, 5 refused for
the data's sake or not in the archive, 6 a file without a kept sum, made with another code version, 7 a file that could
not be checked (no record, or a damaged record or build), 8 letters wait for the next run.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from analytics import open_city, period_code, read_period_code
from core.disk import is_plain_file
from core.formats import LOCALES
from report.archive.due import due_months, today
from report.archive.keep import archive, as_archived
from report.archive.sums import sums_of
from report.content.period import ReportRefusedError
from report.content.report_build import ReportBuild
from report.delivery.deliver import deliver
from report.delivery.own_reports import due_own_reports
from report.exits import STOPS, stop_of
from report.forms.set import FORMS, put_in_place
from report.record.record import Record, name_of
from report.several import make_several
from report.verify.archived import VerifyResult
from report.verify.verify import verify_file

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
monthly_app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
verify_app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
send_app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
console = Console(stderr=True)
OTHERS = {"monthly": monthly_app, "kirim": send_app, "verify": verify_app}
OTHERS_HELP = (
    "Perintah lain: [bold]python -m report monthly[/bold] membuat laporan yang sudah waktunya (untuk penjadwal); "
    "[bold]python -m report kirim[/bold] mengirimkannya dengan surel; "
    "[bold]python -m report verify BERKAS[/bold] memeriksa berkas laporan. Penjelasannya: tambahkan --help."
)
PERIOD_HELP = "bulan (2024-10), triwulan (2024-Q4), atau tahun (2024); boleh beberapa, boleh yang masih berjalan"
SEND_HELP = "bulan (2024-10), triwulan, atau tahun; bawaan: semua laporan bulanan di arsip yang belum terkirim"
ARRIVED_HELP = "catat bahwa surat yang tidak pasti untuk baris ini di penerima.csv ternyata sampai"
PLACE_HELP = "laporan satu kecamatan, dengan kodenya; bawaan: seluruh kota"
OUT_HELP = "berkas tujuan .pdf, .png (satu halaman untuk grup pesan) atau .html; bawaan: ketiganya ke arsip laporan"


@app.command(epilog=OTHERS_HELP)
def report(
    periods: Annotated[list[str], typer.Argument(metavar="PERIODE...", help=PERIOD_HELP)],
    out: Annotated[Path | None, typer.Option(dir_okay=False, help=OUT_HELP)] = None,
    lang: Annotated[str, typer.Option(help="bahasa laporan: id atau en")] = "id",
    draft: Annotated[
        bool, typer.Option("--draft", help="buat juga bila data kurang lengkap, bertanda DRAF di tiap halaman")
    ] = False,
    kecamatan: Annotated[str, typer.Option(metavar="KODE", help=PLACE_HELP)] = "",
) -> None:
    """Buat laporan bulan, triwulan, atau tahun dari data terbit; menolak bulan yang datanya belum lengkap."""
    asked = [(*_period(text), kecamatan) for text in periods]
    form = _check(lang, out, len(periods))
    build = ReportBuild(open_city())
    if kecamatan and kecamatan not in build.kecamatan:
        raise typer.BadParameter(build.unknown(kecamatan), param_hint="--kecamatan")

    def keep(record: Record) -> str:
        if out is None:
            return _archived(record)
        put_in_place(as_archived(record, form), out)
        return f"Laporan ditulis ke {out}"

    make_several(build, asked, keep, _say, lang, draft)


@monthly_app.command()
def monthly() -> None:
    """Untuk penjadwal: buat laporan yang sudah waktunya; sebelum hari kerja pertama tidak berbuat apa pun.

    Laporan kecamatan dibuat juga, untuk camat yang ada di penerima.csv.
    """
    build = ReportBuild(open_city())
    refused: list[str] = []
    months = due_months(build.city.calendar, today())
    with _gathered(refused):
        make_several(build, [(month, "month", "") for month in months], _archived, _say)
    # After the city's, which waits for no table; and only for months that the city's report was made of.
    own = [(month, "month", place) for month, place in due_own_reports(today()) if place in build.kecamatan]
    with _gathered(refused):
        make_several(build, own, _archived, _say)
    if not months and not own:
        _say("Belum waktunya, atau semua laporan sudah ada.")
    if refused:
        raise ReportRefusedError(" ".join(refused))


@contextmanager
def _gathered(refused: list[str]) -> Iterator[None]:
    """Note a refusal for the end, so that it stops nothing that comes after it."""
    try:
        yield
    except ReportRefusedError as refusal:
        refused.append(str(refusal))


@send_app.command()
def send(
    period: Annotated[str, typer.Argument(metavar="[PERIODE]", help=SEND_HELP)] = "",
    again: Annotated[
        bool, typer.Option("--ulang", help="kirim sekali lagi surat yang ditolak atau tidak pasti sampai")
    ] = False,
    arrived: Annotated[int | None, typer.Option("--diterima", metavar="BARIS", min=2, help=ARRIVED_HELP)] = None,
) -> None:
    """Kirim laporan yang ada di arsip kepada penerima di penerima.csv; surat yang sama tidak pernah dikirim dua kali.

    0 semua terkirim, 3 ada yang perlu dilihat, 4 pengiriman lain berjalan, 5 belum ada di arsip, 8 ada yang menunggu.
    """
    asked = period_code(*_period(period)) if period else ""
    if arrived and not asked:
        raise typer.BadParameter("sebutkan juga periode suratnya", param_hint="--diterima")
    raise typer.Exit(deliver(asked, today(), with_ended=again, arrived=arrived, say=_say))


@verify_app.command()
def verify(
    file: Annotated[Path, typer.Argument(dir_okay=False, exists=True, help="berkas laporan: PDF, PNG atau HTML")],
) -> None:
    """Periksa berkas laporan: 0 sama, 1 berbeda, 6 versi lain tanpa SHA-256 tercatat, 7 tidak dapat diperiksa."""
    if not is_plain_file(file):
        # Before it is opened: a pipe waits for another program, a device never ends.
        raise typer.BadParameter(f"{file}: bukan berkas biasa (pipa atau perangkat).", param_hint="BERKAS")
    verdict = verify_file(file)
    _say("\n".join(verdict.sentences))
    raise typer.Exit(verdict.outcome)


def _archived(record: Record) -> str:
    """Keep a report in the archive; return what came of it."""
    forms: list[str] = []
    path = archive(record, forms.append)
    if not forms:
        return f"Laporan {name_of(record)} sudah ada dan tidak berubah: {path}"
    if record["is_draft"] or len(forms) == len(FORMS):
        return f"Laporan ditulis ke {path}"
    told = f"Laporan {name_of(record)} sudah ada; berkas {', '.join(forms)} hilang atau rusak dan ditulis lagi: {path}"
    if other := [form for form in forms if len(sums_of(path, form)) > 1]:
        told += f". Kode program kini lain, dan bita {', '.join(other)} juga; SHA-256 semula tetap tercatat."
    return told


def _period(text: str) -> tuple[date, str]:
    """The first day and the grain of what was written: a month, quarter or year."""
    asked = read_period_code(text.upper())
    if asked is None:
        told = f"'{text}' bukan periode laporan; tulis bulan (2024-10), triwulan (2024-Q4), atau tahun (2024)"
        raise typer.BadParameter(told, param_hint="PERIODE")
    return asked


def _check(lang: str, out: Path | None, count: int) -> str:
    """Return the form that the file's name asks for; what cannot be meant is wrong usage."""
    if lang not in LOCALES:
        raise typer.BadParameter(f"'{lang}' tidak ada; tulis id atau en", param_hint="--lang")
    if out and count > 1:
        raise typer.BadParameter("satu berkas tidak dapat memuat beberapa laporan", param_hint="--out")
    form = (out.suffix.lower().removeprefix(".") or "pdf") if out else "pdf"
    if form not in FORMS:
        raise typer.BadParameter(f"'.{form}' bukan bentuk laporan; tulis .pdf, .png atau .html", param_hint="--out")
    return form


def main() -> None:
    """Run the command; what cannot be done ends in one sentence, not in a trace."""
    name = "".join(sys.argv[1:2])
    try:
        if name in OTHERS:
            OTHERS[name](sys.argv[2:], prog_name=f"python -m report {name}")
        else:
            app(prog_name="python -m report")
    except STOPS as error:
        sentence, code = stop_of(error)
        console.print(sentence, style="bold red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(VerifyResult.UNCHECKED if name == "verify" else code)


def _say(sentence: str) -> None:
    console.print(sentence, highlight=False, markup=False, soft_wrap=True)


if __name__ == "__main__":
    main()
