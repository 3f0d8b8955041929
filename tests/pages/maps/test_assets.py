"""The served folder: what the map's frame and the pages fetch, and nothing that has to be fetched twice."""

from pathlib import Path

import pytest

from tools.assets import main


@pytest.fixture
def static(tmp_path: Path) -> Path:
    main(tmp_path)
    return tmp_path


def test_serves_leaflet_fonts_and_icon(static: Path) -> None:
    """Leaflet 1.9.4 whole, the two fonts as TrueType, an icon that is SVG."""
    assert "Leaflet 1.9.4" in (static / "leaflet/leaflet.js").read_text(encoding="utf-8")[:200]
    assert ".leaflet-container" in (static / "leaflet/leaflet.css").read_text(encoding="utf-8")
    assert len(list((static / "leaflet/images").glob("*.png"))) == 5
    assert {path.read_bytes()[:4] for path in (static / "fonts").iterdir()} == {b"\0\1\0\0"}
    assert (static / "icon.svg").read_text(encoding="utf-8").startswith("<svg ")


def test_second_run_touches_only_what_differs(static: Path) -> None:
    """A damaged file comes back, a whole one keeps its time."""
    times = {path: path.stat().st_mtime_ns for path in static.rglob("*") if path.is_file()}
    damaged = static / "leaflet/leaflet.css"
    damaged.write_text("half", encoding="utf-8")
    main(static)
    assert ".leaflet-container" in damaged.read_text(encoding="utf-8")
    del times[damaged]
    assert all(path.stat().st_mtime_ns == time for path, time in times.items())
