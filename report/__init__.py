"""The monthly report, in the order in which a month travels.

`content` (what a month says, as plain data), `drawing` (its charts and maps as SVG), `record` (what is kept of it),
`layout` (texts and drawings for the template), `forms` (PDF, PNG and HTML), `archive` (kept months and revisions),
`verify` (is a file what it says it is). Other packages use what stands here, nothing behind it.

`make(city, month)` puts a report into the archive, `archived()` lists what is there, `pages_of(pdf)` shows one,
`verify_file(path)` tells whether a file is the report that was made; `month_content` and `render` give one without
archiving it.
"""

from report.archive.listing import Archived, archived, pages_of
from report.archive.read import DamagedRecordError
from report.content.model import Content
from report.content.month import month_content
from report.content.period import ReportRefusedError
from report.content.report_build import ReportBuild
from report.drawing.paper import EmptyDrawingError
from report.forms.read_pdf import DamagedPdfError
from report.forms.set import render
from report.making import Made, make
from report.verify.archived import Verdict, VerifyResult
from report.verify.verify import verify_file

__all__ = [
    "Archived",
    "Content",
    "DamagedPdfError",
    "DamagedRecordError",
    "EmptyDrawingError",
    "Made",
    "ReportBuild",
    "ReportRefusedError",
    "Verdict",
    "VerifyResult",
    "archived",
    "make",
    "month_content",
    "pages_of",
    "render",
    "verify_file",
]
