"""Commands of access: who is logged in, ending sessions, checking the settings. Exit codes: 0 done, 1 an error."""

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from akses import sessions
from akses.access_table import faults, places, read_rows, table_file
from akses.login_setup import PROXY, login_settings
from core.city import city
from core.disk import words_of
from core.local_table import TableError
from core.settings import SetupError

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
console = Console(soft_wrap=True, highlight=False, markup=False)
FAILED = 1


@app.callback()
def commands() -> None:
    """Siapa yang boleh membuka dasbor, dan siapa yang sedang masuk."""


@app.command("daftar")
def list_sessions() -> None:
    """Tampilkan sesi yang masih berlaku: akun, sejak kapan, terakhir terlihat (menurut jam kota)."""
    found = sessions.listed()
    table = Table("akun", "masuk", "terakhir terlihat", title=f"{len(found)} sesi")
    for each in found:
        table.add_row(each.name, _clock(each.begun), _clock(each.seen))
    console.print(table)


@app.command("akhiri")
def end_sessions(account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="surel, seperti di daftar")]) -> None:
    """Akhiri semua sesi satu akun; halaman yang masih terbuka tidak menjawab lagi."""
    login = login_settings()
    if login and login.mode == PROXY:
        _stop("Dengan ADOPSI_MASUK=proksi sesi ada di proksi: akhiri di sana, atau beri peran tolak di akses.csv.")
    count = sessions.end_sessions_of(account)
    if not count:
        _stop(f"Tidak ada sesi dengan akun {account}. Lihat nama akun: python -m akses daftar")
    console.print(f"{count} sesi {account} diakhiri.")


@app.command("periksa")
def check_setup() -> None:
    """Periksa setelan login dan tabel akses.csv, baris demi baris; tidak mengubah apa pun."""
    login = login_settings()
    if login is None:
        console.print("Tanpa login: dasbor hanya melayani komputer ini (ADOPSI_MASUK kosong).")
        return
    rows = read_rows()
    told = faults(rows)
    console.print(f"Login: {login.mode}, alamat {login.address}. {table_file()}: {len(rows)} baris.")
    if places() is None:
        console.print(
            "Belum ada data terbit, jadi kolom place belum dapat diperiksa. Jalankan make load, lalu ikuti pesannya."
        )
    for fault in told:
        console.print(fault, style="bold red")
    if told:
        _stop(f"{len(told)} kesalahan: akun dalam baris itu tidak dapat masuk sampai diperbaiki.")


def _clock(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC).astimezone(city().clock):%Y-%m-%d %H.%M}"


def _stop(sentence: str) -> None:
    Console(stderr=True).print(sentence, style="bold red", markup=False, highlight=False, soft_wrap=True)
    sys.exit(FAILED)


def main() -> None:
    """Run the command; what cannot be done ends in one sentence, not in a trace."""
    try:
        app()
    except (SetupError, TableError) as wrong:
        _stop(str(wrong))
    except OSError as error:
        _stop(f"Gagal membuka {error.filename}: {words_of(error)}")


if __name__ == "__main__":
    main()
