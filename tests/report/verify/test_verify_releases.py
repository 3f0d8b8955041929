"""A report whose month was corrected since is not called altered: its releases are read again, never counted."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from analytics import City
from analytics.assistance import HELP
from analytics.open_data import KeptReleases
from core.settings import settings
from core.snapshot import Snapshot
from core.store.report_records import RECORD_SUFFIX
from report.archive.keep import archive
from report.content.assembly import report_content
from report.content.report_build import ReportBuild
from report.record.record import content_of, make_record
from report.verify.archived import VerifyResult
from report.verify.verify import verify_file

pytestmark = pytest.mark.prints

OCTOBER, DECEMBER_20 = date(2024, 10, 1), date(2024, 12, 20)
Printed = tuple[Path, Path]
"""An archived report, and the record of the month's releases."""


@pytest.fixture(scope="module")
def made(build: ReportBuild, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An archive with the October report and the folder of the releases that it was made of: nobody writes to them."""
    folder, releases = (tmp_path_factory.mktemp(name) for name in ("arsip", "rilis"))
    content = report_content(ReportBuild(build.city, KeptReleases(releases)), OCTOBER)
    assert content.released is not None
    assert content.released.topics == content.released.outcomes == build.city.snapshot.build
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings(), "reports_dir", folder)
        archive(make_record(content))
    return folder, releases


@pytest.fixture
def printed(made: tuple[Path, Path], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Printed:
    releases = shutil.copytree(made[1], tmp_path / "rilis")
    monkeypatch.setattr("report.verify.archived.released_dir", lambda city: releases)
    shutil.copytree(made[0], folder)
    (pdf,) = folder.glob("*.pdf")
    return pdf, releases / "2024-10.json"


@pytest.fixture
def corrected(printed: Printed, snapshot: Snapshot) -> Printed:
    """The same after late calls came with a later build's correction."""
    city, (_, record) = City(snapshot), printed
    calls = city.calls.copy()
    late = calls["date"].between("2024-10-01", "2024-10-31") & calls["category"].eq(HELP) & calls["unit_code"].ne("")
    calls.loc[calls.index[late][:3], "calls"] += 2
    later = city.with_frames(calls=calls, as_of=DECEMBER_20)
    releases = KeptReleases(record.parent)
    assert releases.topics(later, OCTOBER) is not None
    assert releases.outcomes(later, OCTOBER) is not None
    kept = json.loads(record.read_text("utf-8"))
    assert [len(kept[name]) for name in ("versions", "outcomes")] == [2, 2]
    for name in kept:
        kept[name][1]["build"] = "20241220T000000Z-00000000"
    record.write_text(json.dumps(kept), "utf-8")
    return printed


def test_a_corrected_month_is_read_as_it_was_printed(corrected: Printed) -> None:
    verdict = verify_file(corrected[0])
    assert verdict.outcome is VerifyResult.SAME
    assert "Semua angka dihitung ulang" in verdict.sentences[-1]


def test_a_release_that_is_gone_accuses_no_report(printed: Printed) -> None:
    printed[1].unlink()
    verdict = verify_file(printed[0])
    assert verdict.outcome is VerifyResult.SAME
    assert "rilis bulan yang dicetaknya sudah tidak tercatat" in verdict.sentences[-1]


def test_a_damaged_release_leaves_the_figures_unchecked(printed: Printed) -> None:
    printed[1].write_text("{", "utf-8")
    verdict = verify_file(printed[0])
    assert verdict.outcome is VerifyResult.UNCHECKED
    assert "2024-10.json rusak" in verdict.sentences[0]


def test_a_record_from_before_there_were_releases_is_read(kept: Path) -> None:
    record = json.loads(kept.with_suffix(RECORD_SUFFIX).read_text("utf-8"))
    assert record["content"].pop("released")["month"] == "2024-10-01"
    assert content_of(record).released is None
