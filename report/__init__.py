"""The report of a month, quarter or year, in the order in which it travels.

`content` (what a period says, as plain data), `drawing` (its charts and maps as SVG), `record` (what is kept of it),
`layout` (texts and drawings for the template), `forms` (PDF, PNG and HTML), `archive` (kept reports and revisions),
`verify` (is a file what it says it is). Other packages use what stands here, nothing behind it.

`make(city, day)` puts a report into the archive, `archived()` lists what is there, `pages_of(pdf)` shows one,
`verify_file(path)` tells whether a file is the report that was made; `report_content` and `render` give one without
archiving it.
"""

from report.archive.listing import Archived, archived, pages_of
from report.archive.read import DamagedRecordError
from report.content.assembly import report_content
from report.content.model import Content
from report.content.period import ReportRefusedError
from report.content.report_build import ReportBuild
from report.delivery.recipients import RECEIVING_ROLES, RECIPIENT_COLUMNS, recipient_faults
from report.drawing.paper import EmptyDrawingError
from report.forms.read_pdf import DamagedPdfError
from report.forms.set import render
from report.making import Made, make
from report.verify.archived import Verdict, VerifyResult
from report.verify.verify import verify_file

__all__ = [
    "RECEIVING_ROLES",
    "RECIPIENT_COLUMNS",
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
    "pages_of",
    "recipient_faults",
    "render",
    "report_content",
    "verify_file",
]
