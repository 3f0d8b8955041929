"""The image of deploy/Containerfile: what it holds, who may write what, and that the product runs in it."""

import json
import os
import shutil
import subprocess
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from support.access_servers import free_port

from core.settings import ROOT
from core.sources import SOURCES

USER = 10001
BASE_PACKAGES = "python3,python3-venv,ca-certificates"


def test_every_package_of_the_product_is_let_in() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    packages = project["tool"]["setuptools"]["packages"]["find"]["include"]
    let_in = [line[1:] for line in (ROOT / ".containerignore").read_text().splitlines() if line.startswith("!")]
    assert {name.rstrip("*") for name in packages} <= set(let_in)
    below_raw = {f"data/raw/{source}/sumber.toml" for source in SOURCES}
    assert {line for line in let_in if line.startswith("data/")} == below_raw | {
        "data/reference", "data/boundaries/kartogram.geojson"
    }  # fmt: skip


class Image:
    """An image that buildah made below a folder; `run` starts a command in a container of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = os.environ | {"BUILDAH_ISOLATION": "chroot"}
        self.container = ""

    def build(self) -> None:
        base = self.folder / "base.tar"
        subprocess.run(
            ["mmdebstrap", "--variant=minbase", f"--include={BASE_PACKAGES}", "bookworm", base],
            check=True,
            capture_output=True,
        )
        scratch = self("from", "scratch")
        self("add", "-q", scratch, str(base), "/")
        self("commit", "-q", scratch, "localhost/dasar")
        context = self.folder / "produk"
        # A working folder as it is in use: beside the code lie persons and who may log in.
        subprocess.run(["git", "clone", "-q", ROOT, context], check=True)
        for name in (
            "data/raw/permohonan/kiriman.csv",
            "data/raw/kiriman.csv",
            "data/local/akses.csv",
            "data/warehouse/x.duckdb",
        ):
            (context / name).parent.mkdir(parents=True, exist_ok=True)
            (context / name).write_text("rahasia")
        self(
            "bud", "-q", "-f", str(context / "deploy" / "Containerfile"), "--build-arg", "BASE=localhost/dasar",
            "-v", "/etc/ssl/certs:/etc/ssl/certs:ro", "-t", "localhost/adopsi", str(context),
        )  # fmt: skip
        self.container = self("from", "--pull-never", "localhost/adopsi")

    def __call__(self, *words: str) -> str:
        stores = ["--root", self.folder / "simpanan", "--runroot", self.folder / "jalan"]
        done = subprocess.run(["buildah", *stores, *words], env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout.strip()

    @property
    def root(self) -> Path:
        return Path(self("mount", self.container))

    def command(self, *words: str) -> list[str]:
        stores = ["--root", str(self.folder / "simpanan"), "--runroot", str(self.folder / "jalan")]
        return ["buildah", *stores, "run", self.container, "--", *words]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(self.command(*words), env=self.environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Image]:
    folder = tmp_path_factory.mktemp("citra")
    made = Image(folder)
    made.build()
    yield made
    made("rm", "--all")
    made("rmi", "--all", "--force")
    shutil.rmtree(folder)


@pytest.mark.slow
def test_it_holds_the_code_and_nothing_of_the_city(image: Image) -> None:
    root = image.root
    held = {path.relative_to(root).as_posix() for name in ("srv/adopsi", "data") for path in (root / name).rglob("*")}
    outside = [name for name in held if name.startswith(("data", "srv/adopsi/data"))]
    assert {Path(name).suffix for name in outside if "." in Path(name).name} <= {".toml", ".csv", ".geojson"}
    assert not [name for name in held if "kiriman" in name or "akses.csv" in name or "warehouse/x" in name]
    assert "srv/adopsi/static/leaflet/leaflet.js" in held
    assert not [name for name in held if name.startswith(("srv/adopsi/tests", "srv/adopsi/.git"))]


@pytest.mark.slow
def test_the_user_writes_the_volumes_alone(image: Image) -> None:
    assert image.run("id", "-u").stdout.strip() == str(USER)
    for place in ("/srv/adopsi", "/srv/adopsi/core", "/srv/adopsi/.venv", "/etc"):
        assert image.run("sh", "-c", f"touch {place}/x").returncode != 0, place
    for place in ("/data", "/kunci"):
        assert image.run("sh", "-c", f"touch {place}/x && rm {place}/x").returncode == 0, place


@pytest.mark.slow
def test_it_loads_reports_and_serves(image: Image) -> None:
    for words in (["etl", "sample", "/data/contoh"], ["etl", "load"], ["report", "2024-10"], ["report", "2024-10"]):
        done = image.run("python", "-m", *words)
        assert done.returncode == 0, done.stderr[-2000:]
    assert "tidak berubah" in done.stdout + done.stderr
    assert image.run("stat", "-c", "%a", "/kunci/kunci").stdout.strip() == "600"
    port = free_port()
    told = json.loads(image("inspect", "--type", "image", "localhost/adopsi"))["OCIv1"]["config"]["Cmd"]
    served = subprocess.Popen(
        image.command(*told, "--server.port", str(port)), env=image.environment, stderr=subprocess.DEVNULL
    )
    try:
        assert answer_of(f"http://127.0.0.1:{port}/siap")["ready"] is True
    finally:
        # The container's process outlives buildah.
        subprocess.run(["pkill", "-f", f"web.py --server.port {port}"], check=False)
        served.terminate()
        served.wait()


def answer_of(address: str) -> dict[str, object]:
    for _ in range(120):
        try:
            with urlopen(address) as answer:
                return dict(json.load(answer))
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"{address}: nobody answers")
