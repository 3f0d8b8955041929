"""Boundary files of our own making."""

from pathlib import Path

import geopandas as gpd

METRES, DEGREES = "EPSG:32750", "EPSG:4326"


def given(frame: gpd.GeoDataFrame, tmp_path: Path, name: str = "batas.gpkg") -> Path:
    """Write a frame to a file by the driver of its ending."""
    path = tmp_path / name
    frame.to_file(path)
    return path
