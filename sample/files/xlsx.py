"""Workbooks whose bytes depend on nothing but their content."""

import re
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

FIXED = datetime(2024, 1, 1)
ZIP_TIME = (2024, 1, 1, 0, 0, 0)
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def save(book: Workbook, path: Path) -> None:
    """Write a workbook with fixed times: openpyxl stamps the document and each zip member with the clock."""
    book.properties.creator = "contoh"
    book.properties.created = FIXED
    draft = BytesIO()
    book.save(draft)
    stamp = FIXED.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(draft) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            content = source.read(name)
            if name == "docProps/core.xml":
                content = MODIFIED.sub(rb"\g<1>" + stamp, content)
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
