"""What others made is carried along as released: each file with its sum, and no other copy is used."""

import hashlib
import re
import tomllib

from core.settings import ROOT, THIRD_PARTY_DIR
from report.fonts import FONT_FILES as REPORT_FONTS
from tools.assets import FONT_FILES, LEAFLET_FILES

ORIGIN = tomllib.loads((THIRD_PARTY_DIR / "origin.toml").read_text("utf-8"))


def test_every_file_is_the_one_that_was_released():
    sums = {f"{name}/{path}": sha for name, entry in ORIGIN.items() for path, sha in entry["sha256"].items()}
    files = [path for path in THIRD_PARTY_DIR.rglob("*") if path.is_file() and path.name != "origin.toml"]
    assert {
        path.relative_to(THIRD_PARTY_DIR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    } == sums


def test_each_says_version_licence_source_and_how_it_was_proven():
    for name, entry in ORIGIN.items():
        assert set(entry) == {"version", "license", "license_file", "use", "source", "integrity", "sha256"}, name
        assert re.fullmatch(r"\d+\.\d+\.\d+", entry["version"])
        assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", entry["integrity"])
        words = (THIRD_PARTY_DIR / name / entry["license_file"]).read_text("utf-8")
        assert {"BSD-2-Clause": "BSD 2-Clause License", "OFL-1.1": "SIL Open Font License, Version 1.1"}[
            entry["license"]
        ] in words


def test_they_are_what_map_and_reports_use():
    assert set(LEAFLET_FILES) | {"LICENSE"} == set(ORIGIN["leaflet"]["sha256"])
    assert set(FONT_FILES) | {"LICENSE.txt"} == set(ORIGIN["source-sans-pro"]["sha256"])
    assert [path.name for path in REPORT_FONTS] == list(FONT_FILES)
    assert {path.parent for path in REPORT_FONTS} == {THIRD_PARTY_DIR / "source-sans-pro"}
    needed = (ROOT / "requirements.txt").read_text("utf-8")
    assert not re.search(r"^(django-js-lib-leaflet|font-source-sans-pro)==", needed, re.MULTILINE)
