"""Every path and every ADOPSI_* setting, in one place that imports nothing of ours."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
SHIPPED_CITY = ROOT / "data"
"""The folder of Samarinda's tables and cartogram."""
THIRD_PARTY_DIR = ROOT / "third_party"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""The names of this machine: the way to them needs no seal."""

HINTS = {
    "report_min_completeness": "tulis bagian antara 0 dan 1 dengan titik, misalnya 0.6",
    "pemuat": "tulis dasbor atau layanan",
    "masuk": "tulis oidc atau proksi, atau kosongkan",
    "smtp_tls": "tulis starttls, tls, atau kosong",
}


class SetupError(Exception):
    """Settings with which nothing can be begun; the message is a sentence for who runs the server."""


class WrongSettingError(SetupError):
    """A variable of the environment holds what its setting cannot be; the message is a sentence for the user."""

    def __init__(self, field: str, value: object) -> None:
        self.name, self.value = f"ADOPSI_{field.upper()}", str(value)
        hint = HINTS.get(field, "tulis bilangan bulat")
        super().__init__(f"Setelan {self.name} tidak dapat dipakai: '{self.value}'; {hint}.")


class Settings(BaseSettings):
    """Settings of one installation, read from environment variables ADOPSI_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="ADOPSI_")

    data_dir: Path = ROOT / "data"
    """Where raw, warehouse, published, local and contoh lie."""
    kota_dir: Path = SHIPPED_CITY
    """The city that is served: its words and tables in reference, its cartogram in boundaries."""
    key_file: Path = Path.home() / ".config" / "adopsi" / "kunci"
    """The key that turns persons into pseudonyms; outside data/ on purpose."""
    threads: int | None = None
    """Threads of a load; None leaves the choice to DuckDB."""
    memory_limit: str = "1700MB"
    """DuckDB's buffer limit in a load; beyond it, it spills to a private folder."""
    max_file_bytes: int = 2_000_000_000
    """The largest file that is read, counted unpacked; an archive as a whole too."""
    max_unpack_ratio: int = 200
    """How many times its packed size a member of an archive may be, once it is large."""
    unpack_ratio_from_bytes: int = 50_000_000
    """From how many unpacked bytes on that ratio counts."""
    max_members: int = 1_000
    """How many members an archive may hold."""
    read_memory_bytes: int = 1_500_000_000
    """Memory that the reading of one file may take, in a process of its own."""
    read_cpu_seconds: int = 600
    """Processor seconds that it may take; a small file much less."""
    max_cells: int = 150_000_000
    """How many cells a file may hold; a small one much less."""
    judge_memory_bytes: int = 3_000_000_000
    """Memory that judging one file before it is sent may write to, beside its reading; half is the database."""
    judge_seconds: int = 600
    """Seconds on the clock after which that is given up."""
    tanya_detik: int = Field(default=30, ge=1)
    """Seconds that a question in SQL may take."""
    tanya_memori_bytes: int = Field(default=1_000_000_000, ge=100_000_000)
    """Memory that it may take, in a process of its own."""
    tanya_baris: int = Field(default=10_000, ge=1)
    """Rows of its answer that are taken over."""
    used_min_requests: int = 20
    """Citizen or RT requests in the window from which a live office counts as used."""
    used_window_days: int = 28
    """Length of that window in days."""
    tautkan_112: str = ""
    """The legal basis for linking 112 calls to requests by phone; empty: they are not linked."""
    reports_dir: Path = ROOT / "laporan"
    """The archive of monthly reports: each PDF with its record beside it."""
    report_min_completeness: float = Field(default=0.6, ge=0, le=1)
    """Share of due office-days below which a month's report is refused, unless as a draft."""

    klaster: str = ""
    """The Dask scheduler on whose workers a load judges its files, as tls://host:port; empty: on this machine alone."""
    klaster_tls: Path | None = None
    """The folder with the certificates for it: ca.pem, cert.pem, key.pem."""
    klaster_folder: str = ""
    """What driver and workers share, alone: a folder under one path, or a URL that fsspec knows (s3://..., ftp://...);
    empty: the folder of the warehouse."""
    klaster_potongan: int = Field(default=64_000_000, ge=200_000)
    """Bytes of a file of requests from which it is cut, so that several workers are at it."""
    klaster_detik: int = Field(default=60, ge=1)
    """Seconds that are waited for the scheduler, and for a worker where none is left."""

    pemuat: Literal["dasbor", "layanan"] = "dasbor"
    """Who loads after a file was sent: the dashboard in a process of its own, or the service that has the key."""

    masuk: Literal["", "oidc", "proksi"] = ""
    """How readers log in: with the city's OpenID provider, at a proxy, or, empty, not at all on this machine alone."""
    alamat: str = ""
    """The address under which readers open the dashboard: the only Host and Origin that is answered."""
    oidc_penerbit: str = ""
    """The issuer of the OpenID provider."""
    oidc_id: str = ""
    """What the provider calls this dashboard."""
    oidc_rahasia_file: Path | None = None
    """The file with the secret that the provider gave."""
    oidc_scope: str = "openid email profile"
    """What is asked of the provider."""
    oidc_klaim_grup: str = "groups"
    """The claim that holds a person's groups."""
    proksi_rahasia_file: Path | None = None
    """The file with the secret that the proxy sends with every request."""
    metrik_token_file: Path | None = None
    """The file with the token that a monitoring server sends for the metrics; None: nobody gets them."""
    audit_dir: Path | None = None
    """Where it is noted who read what; None: the folder audit of data_dir."""
    audit_hari: int = Field(default=400, ge=1)
    """Days after which these notes are deleted."""

    smtp_server: str = ""
    """The mail server that takes letters; empty: none are sent."""
    smtp_port: int | None = Field(default=None, ge=1, le=65535)
    """Its port; None: the usual one of smtp_tls."""
    smtp_tls: Literal["starttls", "tls", "kosong"] = "starttls"
    """How the way to it is sealed: after a plain beginning, from the first byte, or, on this machine alone, not."""
    smtp_akun: str = ""
    """The account there; empty: none is asked for."""
    smtp_sandi_file: Path | None = None
    """The file with that account's password."""
    smtp_pengirim: str = ""
    """From whom letters come: an address, or a name with an address in angle brackets."""

    webhook_alamat: str = ""
    """Where alerts go as JSON, where peringatan.csv says so."""
    webhook_rahasia_file: Path | None = None
    """The file with the secret by which the receiver knows them; None: they are not signed."""


@lru_cache
def settings() -> Settings:
    """Return the settings of this process. Raises WrongSettingError."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        raise WrongSettingError(str(first["loc"][0]), first["input"]) from error


def audit_dir() -> Path:
    """Return the folder of the notes of who read what."""
    return settings().audit_dir or settings().data_dir / "audit"


def secret_files() -> list[Path]:
    """Return the files that hold a secret: no copy of the data may hold one."""
    found = (getattr(settings(), name) for name in Settings.model_fields if name.endswith("_file"))
    return [path for path in found if path is not None]


def official_boundaries() -> Path:
    """Return where the user's imported boundaries lie; they serve the sample too."""
    return settings().data_dir / "boundaries" / "resmi.geojson"
